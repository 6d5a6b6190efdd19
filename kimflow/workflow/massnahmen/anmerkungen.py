"""What the responsible house says to the light before it stands in a paper. Nobody sets the light itself by hand."""

from kimflow import clock
from kimflow.models import Anmerkung, Massnahme, MassnahmeStatus, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.massnahmen.voraussetzungen import LAUFENDE

P = Permission
LAENGE = 300
MIT_AMPEL = LAUFENDE | {MassnahmeStatus.RUHT}


def hat_anmerkung(massnahme: Massnahme) -> str | None:
    """es gibt eine Anmerkung"""
    return None if massnahme.anmerkung else "Es gibt keine Anmerkung, die sich zurücknehmen ließe."


@act(
    P.MASSNAHME_ANMERKEN,
    label="Zur Ampel anmerken",
    sentence="hat zur Ampel angemerkt",
    when=MIT_AMPEL,
)
def anmerken(massnahme: Massnahme, person: Person, *, text: str) -> None:
    """In einem Satz sagen, was hinter der Ampel steht. Er steht neben ihr, in der Tabelle und in den Unterlagen.

    Ein neuer Satz ersetzt den alten. Die Farbe bleibt, wie sie sich aus den Terminen ergibt.
    """
    if not text.strip():
        raise Obstructed("Bitte schreiben Sie, was angemerkt werden soll.")
    anmerkung = massnahme.anmerkung
    if anmerkung is None:
        anmerkung = massnahme.anmerkung = Anmerkung()
    anmerkung.text, anmerkung.person, anmerkung.angemerkt_am = text, person, clock.now()


@act(
    P.MASSNAHME_ANMERKUNG_ZURUECKNEHMEN,
    label="Anmerkung zurücknehmen",
    sentence="hat die Anmerkung zur Ampel zurückgenommen",
    when=MIT_AMPEL,
    requires=(hat_anmerkung,),
)
def anmerkung_zuruecknehmen(massnahme: Massnahme, person: Person) -> None:
    """Die Anmerkung entfernen; neben der Ampel steht dann nichts mehr."""
    massnahme.anmerkung = None
