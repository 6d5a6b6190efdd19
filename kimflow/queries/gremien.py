"""What is read of bodies: lists, who sits where, and how much a Projektgruppe carries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Amt,
    Besetzung,
    Gremienart,
    Gremium,
    Kommune,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Sitz,
    Sitzung,
    SitzungStatus,
    Thema,
    ThemaStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries import sitzungen as alle_sitzungen

LAUFENDE = (ThemaStatus.BEAUFTRAGT, ThemaStatus.VORSCHLAG, ThemaStatus.VEREINBART)


def sichtbar_fuer(person: Person) -> Select[Gremium]:
    """All bodies, present and past, for whoever works with them."""
    return select(Gremium).where(true() if can(person, Permission.GREMIUM_ANSEHEN) else false())


def ganz(person: Person) -> Select[Gremium]:
    """A body with everything its page shows."""
    besetzung = selectinload(Gremium.sitze).selectinload(Sitz.besetzungen)
    return sichtbar_fuer(person).options(
        besetzung.joinedload(Besetzung.person),
        selectinload(Gremium.sitze).selectinload(Sitz.institutionen),
        selectinload(Gremium.mitgliedschaften).joinedload(Mitgliedschaft.person),
    )


def sitze(person: Person) -> Select[Sitz]:
    """All Sitze of visible bodies."""
    return select(Sitz).options(
        joinedload(Sitz.gremium),
        selectinload(Sitz.institutionen),
        selectinload(Sitz.besetzungen).joinedload(Besetzung.person),
    )


def besetzungen(person: Person) -> Select[Besetzung]:
    """All fillings of Sitze of visible bodies."""
    return select(Besetzung).options(
        joinedload(Besetzung.person), joinedload(Besetzung.sitz, innerjoin=True).joinedload(Sitz.gremium)
    )


def mitgliedschaften(person: Person) -> Select[Mitgliedschaft]:
    """All memberships of visible bodies."""
    return select(Mitgliedschaft).options(joinedload(Mitgliedschaft.person), joinedload(Mitgliedschaft.gremium))


def aktive(art: Gremienart | None = None) -> list[Gremium]:
    """Bodies that exist today, of one kind if given, by name."""
    statement = select(Gremium).where(gilt(Gremium))
    if art is not None:
        statement = statement.where(Gremium.art == art)
    return sorted(session().scalars(statement), key=lambda gremium: german_key(gremium.name))


def last(gremium: Gremium) -> int:
    """How many running Themen a Projektgruppe carries; to be held against its hoechstlast."""
    running = select(func.count(Thema.id)).where(Thema.projektgruppe_id == gremium.id, Thema.status.in_(LAUFENDE))
    return session().scalar(running) or 0


def laufende_nummern(gremium: Gremium) -> list[str]:
    """Numbers of the running Themen of a Projektgruppe."""
    running = select(Thema.nummer).where(Thema.projektgruppe_id == gremium.id, Thema.status.in_(LAUFENDE))
    return list(session().scalars(running.order_by(Thema.nummer)))


def mitglieder(gremium: Gremium) -> list[Person]:
    """Active persons who belong to this body today, by Mitgliedschaft or Sitz, by name."""
    by_membership = select(Mitgliedschaft.person_id).where(
        Mitgliedschaft.gremium_id == gremium.id, gilt(Mitgliedschaft)
    )
    by_seat = (
        select(Besetzung.person_id)
        .join(Besetzung.sitz)
        .where(Sitz.gremium_id == gremium.id, gilt(Sitz), gilt(Besetzung))
    )
    statement = select(Person).where(or_(Person.id.in_(by_membership), Person.id.in_(by_seat)))
    found = [person for person in session().scalars(statement).unique() if person.ist_aktiv]
    return sorted(found, key=lambda person: german_key(person.name))


def leitungen() -> dict[int, list[Person]]:
    """Who leads each body today and can be reached, by its id; nobody leads one that has ended."""
    rows = session().execute(
        select(Mitgliedschaft.gremium_id, Person)
        .join(Person, Person.id == Mitgliedschaft.person_id)
        .join(Gremium, Gremium.id == Mitgliedschaft.gremium_id)
        .where(Mitgliedschaft.amt == Amt.LEITUNG, gilt(Mitgliedschaft), gilt(Gremium))
        .where(Person.status != PersonStatus.DEAKTIVIERT)
        .order_by(Person.id)
    )
    found: dict[int, list[Person]] = {}
    for gremium_id, person in rows.unique():
        found.setdefault(gremium_id, []).append(person)
    return found


@dataclass(frozen=True)
class Zeile:
    """A row of the list of bodies, with how many Sitze and Mitgliedschaften are valid today."""

    id: int
    name: str
    art: Gremienart
    kommune: str | None
    von: date
    bis: date | None
    sitze: int
    mitglieder: int


def liste(person: Person, *, beendete: bool = False) -> list[Zeile]:
    """The bodies that exist today or later (or the ended ones), by kind and name."""
    seats = select(func.count(Sitz.id)).where(Sitz.gremium_id == Gremium.id, gilt(Sitz)).scalar_subquery()
    members = (
        select(func.count(Mitgliedschaft.id))
        .where(Mitgliedschaft.gremium_id == Gremium.id, gilt(Mitgliedschaft))
        .scalar_subquery()
    )
    over = and_(Gremium.bis.is_not(None), Gremium.bis < clock.today())
    statement = (
        select(Gremium.id, Gremium.name, Gremium.art, Kommune.name, Gremium.von, Gremium.bis, seats, members)
        .outerjoin(Kommune, Kommune.id == Gremium.kommune_id)
        .where(over if beendete else not_(over))
    )
    order = list(Gremienart)
    rows = (Zeile(*row) for row in session().execute(statement))
    return sorted(rows, key=lambda row: (order.index(row.art), german_key(row.name)))


@dataclass(frozen=True)
class Sitzungszeile:
    """A meeting of a body."""

    nummer: str
    beginn: datetime
    ort: str
    status: SitzungStatus
    kommt_noch: bool


def sitzungen(gremium: Gremium, person: Person) -> list[Sitzungszeile]:
    """The meetings of a body that `person` sees, newest first."""
    statement = (
        alle_sitzungen.sichtbar_fuer(person)
        .with_only_columns(Sitzung.nummer, Sitzung.beginn, Sitzung.ort, Sitzung.status)
        .where(Sitzung.gremium_id == gremium.id)
        .order_by(Sitzung.beginn.desc())
    )
    rows = session().execute(statement)
    return [Sitzungszeile(*row, kommt_noch=row.status in alle_sitzungen.KOMMENDE) for row in rows]


def gilt(period: Any) -> ColumnElement[bool]:
    """Valid today: the same rule as models.personen.gilt, as SQL."""
    return and_(period.von <= clock.today(), or_(period.bis.is_(None), period.bis >= clock.today()))
