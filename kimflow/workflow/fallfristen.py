"""How long cases stay: extended once with a reason; then their texts go by themselves and the coded facts remain."""

from datetime import timedelta

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Fallrekonstruktion, FallStatus, Person
from kimflow.permissions import Permission
from kimflow.workflow import entwuerfe, ereignisse
from kimflow.workflow.acts import act

ENTWURF_BLEIBT = timedelta(days=90)
FREIGEGEBENE_BLEIBT = timedelta(days=365)
BEREINIGT = "Bereinigter Fall"
GELOESCHT = "Gelöschter Entwurf"


def noch_nicht_verlaengert(fall: Fallrekonstruktion) -> str | None:
    """Noch nicht verlängert."""
    return "Die Frist wurde schon einmal verlängert." if fall.verlaengert_am else None


@act(
    Permission.FALLREKONSTRUKTION_VERLAENGERN,
    label="Frist verlängern",
    sentence="hat die Löschfrist verlängert",
    when={FallStatus.FREIGEGEBEN},
    requires=(noch_nicht_verlaengert,),
    records=("begruendung",),
)
def verlaengern(fall: Fallrekonstruktion, person: Person, *, begruendung: str) -> None:
    """Schilderung und Texte einmal zwölf Monate länger behalten, weil noch mit ihnen gearbeitet wird."""
    fall.loeschen_am = (fall.loeschen_am or clock.today()) + FREIGEGEBENE_BLEIBT
    fall.verlaengert_am = clock.today()


@act(
    Permission.FALLREKONSTRUKTION_BEREINIGEN,
    label="Bereinigen",
    sentence="hat die Texte des Falls zum Ende der Frist gelöscht",
    when={FallStatus.FREIGEGEBEN},
    then=FallStatus.BEREINIGT,
    follows=True,
)
def bereinigen(fall: Fallrekonstruktion, person: Person | None) -> None:
    """Geschieht von selbst zum Ende der Frist: Die Texte gehen, die Bruchstellen zählen weiter."""
    # The new status follows with the last line of the act; until then the row may not be written.
    with session().no_autoflush:
        fall.titel = BEREINIGT
        fall.geprueft_von = None
        for station in fall.stationen:
            station.geschehen = ""
        for bruchstelle in fall.bruchstellen:
            bruchstelle.satz = ""
        _forget_texts(fall)


@act(
    Permission.FALLREKONSTRUKTION_LOESCHEN,
    label="Löschen",
    sentence="hat den Entwurf zum Ende der Frist gelöscht",
    when={FallStatus.ENTWURF, FallStatus.ZUR_PRUEFUNG},
    then=FallStatus.ENTWURF,
    follows=True,
)
def loeschen(fall: Fallrekonstruktion, person: Person | None) -> None:
    """Geschieht von selbst 90 Tage nach der letzten Änderung. Es bleibt nur die Nummer, sie wird nicht neu vergeben."""
    with session().no_autoflush:
        fall.titel = GELOESCHT
        fall.stationen, fall.bruchstellen = [], []
        fall.altersband = fall.aufenthaltsgruppe = fall.kommune = None
        fall.anonymitaet = None
        _forget_texts(fall)


def _forget_texts(fall: Fallrekonstruktion) -> None:
    """What both ends have in common: the narrative, who told it and where it came from, drafts, texts of the trail."""
    fall.schilderung = fall.rueckgabe = ""
    fall.autor = fall.herkunft = fall.loeschen_am = None
    fall.lesende, fall.beteiligte = [], []
    entwuerfe.vergessen(fall.__tablename__, fall.nummer)
    ereignisse.texte_loeschen(fall)


def faellige_bereinigen() -> int:
    """Take the texts of released cases whose time is over, and say how many. Inside transaction()."""
    due = queries.fallaufgaben.auslaufende()
    for fall in due:
        bereinigen.von_selbst(fall)
    return len(due)


def faellige_loeschen() -> int:
    """Empty drafts and unchecked cases that nobody touched for 90 days, and say how many. Inside transaction()."""
    due = queries.fallaufgaben.liegengebliebene()
    for fall in due:
        loeschen.von_selbst(fall)
    return len(due)
