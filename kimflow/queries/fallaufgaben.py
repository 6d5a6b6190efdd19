"""Cases that ask for something: a check, a revision, or a word before their texts go."""

from datetime import date, timedelta

from sqlalchemy import Row, Select, and_, or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Fallrekonstruktion, FallStatus, Person
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.fallrekonstruktionen import lesbar_fuer, werkstaetten

FREIGEGEBENE_WARNEN = timedelta(days=30)
ENTWURF_WARNEN = timedelta(days=14)
"""How long before the texts of a case go the start page says so."""


def faellige(*states: FallStatus) -> list[Fallrekonstruktion]:
    """Cases in one of these states whose retention date is here."""
    due = Fallrekonstruktion.loeschen_am <= clock.today()
    return list(session().scalars(select(Fallrekonstruktion).where(Fallrekonstruktion.status.in_(states), due)))


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


def _concerning(person: Person) -> Select[str, FallStatus, date | None, str]:
    fall, today = Fallrekonstruktion, clock.today()
    own_draft = and_(fall.status == FallStatus.ENTWURF, fall.autor_id == person.id)
    returned = and_(own_draft, fall.rueckgabe != "")
    left = and_(own_draft, fall.loeschen_am <= today + ENTWURF_WARNEN)
    waiting = [fall.status == FallStatus.ZUR_PRUEFUNG, fall.autor_id != person.id]
    roads = [returned, left]
    if ist_koordination(person, None):
        soon = and_(fall.verlaengert_am.is_(None), fall.loeschen_am <= today + FREIGEGEBENE_WARNEN)
        roads.append(and_(fall.status == FallStatus.FREIGEGEBEN, soon))
    else:
        waiting.append(fall.gremium_id.in_(werkstaetten(person)))
    rows = select(fall.nummer, fall.status, fall.loeschen_am, fall.rueckgabe)
    rows = rows.where(lesbar_fuer(person), or_(*roads, and_(*waiting)))
    return rows.order_by(fall.status, fall.id)


def _sorted_out(row: Row[str, FallStatus, date | None, str]) -> tuple[str, str]:
    if row.status is FallStatus.FREIGEGEBEN:
        return "Fälle, deren Texte sich bald löschen", f"{row.nummer}: Frist verlängern oder auslaufen lassen"
    if row.status is FallStatus.ZUR_PRUEFUNG:
        return "Fälle zur Prüfung", f"{row.nummer}: prüfen, ob niemand erkennbar ist"
    if row.rueckgabe:
        return "Zurückgegebene Fälle", f"{row.nummer}: überarbeiten und erneut einreichen"
    return "Entwürfe, die sich bald löschen", f"{row.nummer}: fertig schreiben oder auslaufen lassen"


def _frist(row: Row[str, FallStatus, date | None, str]) -> date | None:
    """When it deletes itself, once that is near enough to matter."""
    near = FREIGEGEBENE_WARNEN if row.status is FallStatus.FREIGEGEBEN else ENTWURF_WARNEN
    return row.loeschen_am if row.loeschen_am and row.loeschen_am <= clock.today() + near else None
