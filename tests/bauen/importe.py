"""Imports on their way for the tests."""

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Importlauf, Importphase
from kimflow.workflow.importe import ARTEN, lesen
from tests.besetzung import Welt

FRAGLICH = "Titel;Problem;Handlungsfeld;Quelle\nWohnen;Zu wenig;Wohnraum;Protokoll\nSprache;Zu spät;Sprache;Protokoll\n"
UNBEKANNT = "Titel;Bemerkung;Quelle\nWohnen;Zu wenig;Protokoll\n"


def neuer_lauf(
    welt: Welt, wer: str = "Kora", *, art: str = "themen", inhalt: str = FRAGLICH, phase: Importphase | None = None
) -> Importlauf:
    """An uploaded table, judged; phase: moved to another place on its way."""
    with transaction():
        blatt = lesen(ARTEN[art], "tabelle.csv", inhalt.encode())
        lauf = workflow.importe.laeufe.beginnen(ARTEN[art], welt.person(wer), "tabelle.csv", blatt)
        if phase is not None:
            lauf.phase = phase
    return lauf
