"""A Maßnahme that comes due: its responsible person before, on and after the day; then who leads, then the
Koordination (see wiedervorlagen.py)."""

from collections.abc import Iterator
from datetime import date, timedelta

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail.briefe import Brief
from kimflow.mail.massnahmen import HOECHSTENS, Fristzeile, faellige
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.queries.massnahmen import Faelligkeit
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe
from kimflow.workflow.massnahmen import link_zur_rueckmeldung

AN_VERANTWORTLICHE = (-14, 0, 7)
AN_LEITUNG = 14
AN_KOORDINATION = 21
"""Days before and after the date that counts. Later ones overtake earlier ones, whomever they go to."""


def schreiben() -> int:
    """An die verantwortliche Person, in einem Brief mit allen Maßnahmen und je einem Link zur Rückmeldung."""
    return verschicken(Permission.MASSNAHME_ERINNERN, _posten(), _brief)


def stufe(faelligkeit: Faelligkeit, heute: date) -> int | None:
    """The rung it stands on. While it waits for others nobody is reminded before the day until which it does."""
    ladder = (*AN_VERANTWORTLICHE, AN_LEITUNG, AN_KOORDINATION)
    steps = [tage for tage in ladder if tage >= 0 or not faelligkeit.wartet]
    found = faellige_stufe(steps, faelligkeit.termin, heute, seit=faelligkeit.seit)
    if found in AN_VERANTWORTLICHE and faelligkeit.gebeten_am is not None:
        return None if faelligkeit.gebeten_am >= faelligkeit.termin + timedelta(days=found) else found
    return found


def marke(faelligkeit: Faelligkeit, tage: int) -> str:
    """Thing, date and rung: a moved date begins the ladder anew."""
    return f"massnahme:{faelligkeit.id}:{faelligkeit.termin}:{tage}"


def _posten() -> Iterator[Posten[Faelligkeit]]:
    today = clock.today()
    for one in queries.massnahmen.faelligkeiten():
        tage = stufe(one, today)
        wer = session().get(Person, one.verantwortlich_id) if one.verantwortlich_id else None
        if tage in AN_VERANTWORTLICHE and wer is not None and wer.ist_aktiv:
            yield Posten(marke(one, tage), wer, one)


def _brief(an: Person, found: list[Faelligkeit]) -> Brief:
    shown = sorted(found, key=lambda one: (one.termin, one.nummer))[:HOECHSTENS]
    rows = [Fristzeile(one.nummer, one.termin, link_zur_rueckmeldung(an, one.id)) for one in shown]
    return faellige(an, rows, len(found) - len(rows))
