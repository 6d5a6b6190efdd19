"""Cases that ask for something: a check, a revision, or a word before their texts go."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Fallrekonstruktion, FallStatus, Person
from kimflow.permissions import ist_koordination
from kimflow.queries import entwuerfe
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.fallrekonstruktionen import lesbar_fuer, werkstaetten

FREIGEGEBENE_WARNEN = timedelta(days=30)
ENTWURF_WARNEN = timedelta(days=14)
"""How long before the texts of a case go the start page says so."""


def auslaufende() -> list[Fallrekonstruktion]:
    """Released cases whose retention date is here."""
    due = Fallrekonstruktion.loeschen_am <= clock.today()
    released = Fallrekonstruktion.status == FallStatus.FREIGEGEBEN
    return list(session().scalars(select(Fallrekonstruktion).where(released, due)))


def liegengebliebene() -> list[Fallrekonstruktion]:
    """Drafts and unchecked cases whose retention date is here and into which their author types no more."""
    unfinished = Fallrekonstruktion.status.in_((FallStatus.ENTWURF, FallStatus.ZUR_PRUEFUNG))
    return list(session().scalars(select(Fallrekonstruktion).where(unfinished, _left_by(clock.today()))))


def _left_by(day: date) -> ColumnElement[bool]:
    """Whether a case goes by `day` unless somebody types: what is not sent yet keeps it as long as a save would."""
    typed = func.coalesce(entwuerfe.am_fall() >= clock.end_of(day - entwuerfe.BLEIBT), False)
    return and_(Fallrekonstruktion.loeschen_am <= day, ~typed)


def aufgaben(person: Person) -> list[Aufgabe]:
    """Drafts returned to the person or about to go, cases that wait for a check, texts soon to be deleted."""
    return [
        Aufgabe(
            *_sorted_out(row),
            endpoint="fallrekonstruktionen.show",
            werte={"nummer": row.nummer},
            frist=_frist(row),
            wort="löscht sich am",
        )
        for row in session().execute(_concerning(person))
    ]


def _concerning(person: Person) -> Select[str, FallStatus, date | None, str, datetime | None, bool]:
    fall, today = Fallrekonstruktion, clock.today()
    own = fall.autor_id == person.id
    returned = and_(own, fall.status == FallStatus.ENTWURF, fall.rueckgabe != "")
    unfinished = fall.status.in_((FallStatus.ENTWURF, FallStatus.ZUR_PRUEFUNG))
    left = and_(own, unfinished, _left_by(today + ENTWURF_WARNEN))
    waiting = [fall.status == FallStatus.ZUR_PRUEFUNG, fall.autor_id != person.id]
    roads = [returned, left]
    if ist_koordination(person, None):
        soon = and_(fall.verlaengert_am.is_(None), fall.loeschen_am <= today + FREIGEGEBENE_WARNEN)
        roads.append(and_(fall.status == FallStatus.FREIGEGEBEN, soon))
    else:
        waiting.append(fall.gremium_id.in_(werkstaetten(person)))
    typed = entwuerfe.am_fall().label("getippt_am")
    rows = select(fall.nummer, fall.status, fall.loeschen_am, fall.rueckgabe, typed, own.label("eigener"))
    rows = rows.where(lesbar_fuer(person), or_(*roads, and_(*waiting)))
    return rows.order_by(fall.status, fall.id)


def _sorted_out(row: Row[str, FallStatus, date | None, str, datetime | None, bool]) -> tuple[str, str]:
    if row.status is FallStatus.FREIGEGEBEN:
        return "Fälle, deren Texte sich bald löschen", f"{row.nummer}: Frist verlängern oder auslaufen lassen"
    if row.status is FallStatus.ZUR_PRUEFUNG and row.eigener:
        return "Fälle, die sich bald löschen", f"{row.nummer}: wartet noch auf Prüfung"
    if row.status is FallStatus.ZUR_PRUEFUNG:
        return "Fälle zur Prüfung", f"{row.nummer}: prüfen, ob niemand erkennbar ist"
    if row.rueckgabe:
        return "Zurückgegebene Fälle", f"{row.nummer}: überarbeiten und erneut einreichen"
    return "Entwürfe, die sich bald löschen", f"{row.nummer}: fertig schreiben oder auslaufen lassen"


def _frist(row: Row[str, FallStatus, date | None, str, datetime | None, bool]) -> date | None:
    """When it deletes itself, once that is near enough to matter."""
    near, day = ENTWURF_WARNEN, row.loeschen_am
    if row.status is FallStatus.FREIGEGEBEN:
        near = FREIGEGEBENE_WARNEN
    elif day and row.getippt_am:
        day = max(day, clock.local(row.getippt_am).date() + entwuerfe.BLEIBT)
    return day if day and day <= clock.today() + near else None
