"""Persons as tests need them, made with the acts."""

from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Person
from kimflow.workflow.passwoerter import hashen
from tests.besetzung import Welt

LANGES_PASSWORT = "vier Wörter ergeben Ruhe"


def neue_person(welt: Welt, **kw: Any) -> Person:
    """Somebody whom Ada has just made an account for; invited by nobody yet."""
    angaben = {
        "name": "Ines Neu",
        "mail": "ines.neu@musterkreis.example",
        "funktion": "Sachbearbeitung",
        "institution": welt.institution("Sozialamt"),
    } | kw
    with transaction():
        return workflow.personen.anlegen(welt.person("Ada"), **angaben)


def aktive_person(welt: Welt, **kw: Any) -> Person:
    """Somebody with a password of the own."""
    wen = neue_person(welt, **kw)
    with transaction():
        workflow.personen.passwort_setzen(wen, wen, passwort=hashen(LANGES_PASSWORT))
    return wen
