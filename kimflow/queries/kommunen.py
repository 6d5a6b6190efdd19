"""What concerns a kreisangehörige Kommune: its Sitze, the Themen that name it, the Maßnahmen that reach it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from kimflow.db import german_key, session
from kimflow.models import (
    Gremium,
    Institution,
    Kommune,
    Massnahme,
    MassnahmeStatus,
    Person,
    Sitz,
    Stand,
    Stimmrecht,
    Thema,
    ThemaStatus,
    Umsetzungsstand,
)
from kimflow.queries import massnahmen, themen
from kimflow.queries.gremien import gilt


@dataclass(frozen=True)
class Zeile:
    """A row of the list of Kommunen, with how much of each there is for the person asking."""

    id: int
    name: str
    aktiv: bool
    sitze: int
    themen: int
    massnahmen: int


def liste(person: Person) -> list[Zeile]:
    """The Kommunen, by name."""
    seats, topics, measures = _je_kommune(_sitze()), _je_kommune(_themen(person)), _je_kommune(_massnahmen(person))
    return sorted(
        (
            Zeile(id, name, aktiv, seats.get(id, 0), topics.get(id, 0), measures.get(id, 0))
            for id, name, aktiv in session().execute(select(Kommune.id, Kommune.name, Kommune.aktiv))
        ),
        key=lambda zeile: german_key(zeile.name),
    )


def _je_kommune(found: Select[Any]) -> dict[int, int]:
    rows = found.subquery()
    kommune, thing = list(rows.c)[:2]
    counted = select(kommune, func.count(thing.distinct())).where(kommune.is_not(None)).group_by(kommune)
    return {id: anzahl for id, anzahl in session().execute(counted)}


def _sitze() -> Select[Any]:
    """Kommune and Sitz, for the Sitze of today."""
    return (
        select(Institution.kommune_id, Sitz.id)
        .join(Sitz.institutionen)
        .join(Sitz.gremium)
        .where(gilt(Sitz), gilt(Gremium))
    )


def _themen(person: Person) -> Select[Any]:
    visible: Select[Any] = themen.sichtbar_fuer(person)
    merged = Thema.status == ThemaStatus.ZUSAMMENGEFUEHRT
    return visible.join(Thema.kommunen).where(~merged).with_only_columns(Kommune.id, Thema.id)


def _massnahmen(person: Person) -> Select[Any]:
    visible: Select[Any] = massnahmen.sichtbar_fuer(person)
    return visible.join(Massnahme.umsetzungsstaende).with_only_columns(Umsetzungsstand.kommune_id, Massnahme.id)


# --- one Kommune ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sitzzeile:
    """A Sitz of today that stands for an institution of the Kommune."""

    bezeichnung: str
    stimmrecht: Stimmrecht
    institution_id: int
    institution: str
    gremium_id: int
    gremium: str


def sitze(kommune: Kommune) -> list[Sitzzeile]:
    """Who speaks for institutions of this Kommune, by body."""
    rows = session().execute(
        _sitze()
        .where(Institution.kommune_id == kommune.id)
        .with_only_columns(
            Sitz.bezeichnung, Sitz.stimmrecht, Institution.id, Institution.name, Gremium.id, Gremium.name
        )
    )
    found = [Sitzzeile(*row) for row in rows]
    return sorted(found, key=lambda sitz: (german_key(sitz.gremium), german_key(sitz.bezeichnung)))


def themen_in(kommune: Kommune, person: Person) -> list[Thema]:
    """The visible Themen that name this Kommune, newest first."""
    statement = _themen(person).where(Kommune.id == kommune.id).with_only_columns(Thema.id)
    return list(session().scalars(select(Thema).where(Thema.id.in_(statement)).order_by(Thema.nummer.desc())))


@dataclass(frozen=True)
class Massnahmenzeile:
    """A Maßnahme and how far it is in this Kommune."""

    nummer: str
    titel: str
    status: MassnahmeStatus
    institution: str
    frist: date | None
    stand: Stand
    begruendung: str


def massnahmen_in(kommune: Kommune, person: Person) -> list[Massnahmenzeile]:
    """The visible Maßnahmen that report a Stand in this Kommune, by number."""
    visible = massnahmen.sichtbar_fuer(person).with_only_columns(Massnahme.id)
    stands = (
        select(Umsetzungsstand)
        .join(Umsetzungsstand.massnahme)
        .where(Umsetzungsstand.kommune_id == kommune.id, Massnahme.id.in_(visible))
        .options(joinedload(Umsetzungsstand.massnahme).joinedload(Massnahme.institution))
        .order_by(Massnahme.nummer)
    )
    return [
        Massnahmenzeile(
            stand.massnahme.nummer,
            stand.massnahme.titel,
            stand.massnahme.status,
            stand.massnahme.institution.name,
            stand.massnahme.frist,
            stand.stand,
            stand.begruendung,
        )
        for stand in session().scalars(stands)
    ]
