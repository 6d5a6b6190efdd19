"""Saved views for the tests, made by the acts."""

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Ansicht
from tests.besetzung import Welt


def neue_ansicht(
    welt: Welt, wer: str = "Mats", *, name: str = "Im Speicher", liste: str = "themen", abfrage: str = "status=speicher"
) -> Ansicht:
    with transaction():
        return workflow.ansichten.speichern(welt.person(wer), name=name, liste=liste, abfrage=abfrage)


def geteilte_ansicht(welt: Welt, wer: str = "Mats", **angaben: str) -> Ansicht:
    ansicht = neue_ansicht(welt, wer, **angaben)
    with transaction():
        workflow.ansichten.teilen(ansicht, welt.person(wer))
    return ansicht
