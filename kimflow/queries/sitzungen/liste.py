"""The list of meetings: coming and past ones, its filters, and the bodies one may plan for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from kimflow.db import german_key, session
from kimflow.models import (
    Gremium,
    Person,
    Sitzung,
    SitzungStatus,
    Top,
    Topart,
    TopStatus,
)
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.sitzungen.sichtbarkeit import (
    KOMMENDE,
    sichtbar,
)


@dataclass(frozen=True)
class Filter:
    status: SitzungStatus | None = None
    gremium: int | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list of meetings."""

    id: int
    nummer: str
    beginn: datetime
    gremium: str
    ort: str
    status: SitzungStatus


def _zeilen(person: Person, filter: Filter) -> Any:
    statement = (
        select(Sitzung.id, Sitzung.nummer, Sitzung.beginn, Gremium.name, Sitzung.ort, Sitzung.status)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(sichtbar(person))
    )
    if filter.status:
        statement = statement.where(Sitzung.status == filter.status)
    if filter.gremium:
        statement = statement.where(Sitzung.gremium_id == filter.gremium)
    if filter.suche:
        pattern = muster(filter.suche)
        titles = select(Top.sitzung_id).where(func.lower(Top.titel).like(pattern, escape="\\"))
        statement = statement.where(
            or_(
                func.lower(Sitzung.nummer).like(pattern, escape="\\"),
                func.lower(Sitzung.ort).like(pattern, escape="\\"),
                Sitzung.id.in_(titles),
            )
        )
    return statement


def kommende(person: Person, filter: Filter) -> list[Zeile]:
    """Planned, invited and running meetings, the next one first. A body has a handful of them."""
    rows = session().execute(
        _zeilen(person, filter).where(Sitzung.status.in_(KOMMENDE)).order_by(Sitzung.beginn, Sitzung.id)
    )
    return [Zeile(*row) for row in rows]


def vergangene(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """Held and cancelled meetings, the last one first."""
    page = blaettern(
        _zeilen(person, filter).where(Sitzung.status.not_in(KOMMENDE)),
        (cast(Sitzung.beginn, String), Sitzung.id),
        nach,
        absteigend=True,
    )
    return Seite([Zeile(*tuple(row)[:6]) for row in page.zeilen], page.weiter)


@dataclass(frozen=True)
class Topzeile:
    """An item of an agenda: its meeting and what it is about."""

    sitzung: str
    position: int
    titel: str
    art: Topart
    status: TopStatus


def tops_der(person: Person, ids: Sequence[int]) -> list[Topzeile]:
    """The agendas of these meetings as far as they are visible, in the order of the meetings given."""
    rows: Any = session().execute(
        select(Top.sitzung_id, Sitzung.nummer, Top.position, Top.titel, Top.art, Top.status)
        .join(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(sichtbar(person), Sitzung.id.in_(ids))
        .order_by(Top.position, Top.id)
    )
    place = {id: number for number, id in enumerate(ids)}
    return [Topzeile(*tuple(row)[1:]) for row in sorted(rows, key=lambda row: place[row[0]])]


def gremien_der_liste(person: Person) -> list[tuple[int, str]]:
    """Bodies whose meetings `person` can see, for the filter."""
    visible = select(Sitzung.gremium_id).where(sichtbar(person))
    rows = session().execute(select(Gremium.id, Gremium.name).where(Gremium.id.in_(visible)).order_by(Gremium.name))
    return [(id, name) for id, name in rows]


def heutige_gremien() -> list[Gremium]:
    """Bodies that exist today, the Lenkungsgruppen first, for choosing whose meeting to plan."""
    found = [g for g in session().scalars(select(Gremium)).unique() if g.gilt_heute]
    return sorted(found, key=lambda g: (not g.ist_lenkungsgruppe, german_key(g.name)))
