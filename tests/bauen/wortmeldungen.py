"""Raised hands for tests, made with the acts."""

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Sitzung, Wortmeldung
from tests.bauen.saal import laufende_sitzung
from tests.besetzung import Welt


def neue_wortmeldung(welt: Welt, wer: str = "Mats", sitzung: Sitzung | None = None) -> Wortmeldung:
    """This person raises the hand in a running meeting."""
    sitzung = sitzung or laufende_sitzung(welt)
    with transaction():
        return workflow.wortmeldungen.melden(sitzung, welt.person(wer))
