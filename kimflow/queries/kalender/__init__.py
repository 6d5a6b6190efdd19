"""The dates of one person, as far as this person sees what they are about: for a calendar that asks every hour."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from kimflow import clock
from kimflow.models import Kalenderinhalt, Person
from kimflow.queries.aufgaben import Auswahl, gelesen
from kimflow.queries.kalender import fristen, vorhaben, wiedervorlagen
from kimflow.queries.kalender.sitzungen import sitzungen
from kimflow.queries.kalender.termine import Spur, Termin, aenderungen

__all__ = ["ZURUECK", "Spur", "Termin", "aenderungen", "termine"]

ZURUECK = timedelta(days=90)
"""How long what is past stays in the calendar."""

K = Kalenderinhalt
_QUELLEN: Mapping[Kalenderinhalt, Callable[[Person, date], list[Auswahl[Termin]]]] = {
    K.ABSTIMMUNGEN: fristen.abstimmungen,
    K.FRISTEN: fristen.fristen,
    K.MASSNAHMEN: vorhaben.massnahmen,
    K.AUFTRAEGE: vorhaben.auftraege,
    K.WIEDERVORLAGEN: wiedervorlagen.wiedervorlagen,
}


def termine(person: Person, inhalte: Collection[str]) -> list[Termin]:
    """What `person` wants in the calendar and may see today; one statement for meetings, one for all the rest."""
    since = clock.today() - ZURUECK
    kinds = [one for inhalt, quelle in _QUELLEN.items() if inhalt in inhalte for one in quelle(person, since)]
    found = gelesen(kinds)
    return (sitzungen(person, since) if K.SITZUNGEN in inhalte else []) + found
