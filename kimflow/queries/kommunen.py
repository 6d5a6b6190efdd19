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
from kimflow.models.themen import thema_kommune
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
    """The Kommunen, by name, in one statement."""
    counts = [_je_kommune(found) for found in (_sitze(), _themen(person), _massnahmen(person))]
    rows = session().execute(select(Kommune.id, Kommune.name, Kommune.aktiv, *counts))
    return sorted((Zeile(*row) for row in rows), key=lambda zeile: german_key(zeile.name))


def _je_kommune(found: Select[Any]) -> Any:
    """How many things of `found`, rows of Kommune and thing, belong to the Kommune of the outer row."""
    rows = found.subquery()
    kommune, thing = list(rows.c)[:2]
    return select(func.count(thing.distinct())).where(kommune == Kommune.id).correlate(Kommune).scalar_subquery()


def _sitze() -> Select[Any]:
    """Kommune and Sitz, for the Sitze of today."""
    columns: list[Any] = [Institution.kommune_id, Sitz.id]
    return (
        select(*columns).select_from(Sitz).join(Sitz.institutionen).join(Sitz.gremium).where(gilt(Sitz), gilt(Gremium))
    )


def _themen(person: Person) -> Select[Any]:
    """Kommune and Thema; what was merged into another one counts there."""
    visible: Select[Any] = themen.sichtbar_fuer(person)
    kept: Select[Any] = visible.where(Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT).join(thema_kommune)
    return kept.with_only_columns(thema_kommune.c.kommune_id, Thema.id)


def _massnahmen(person: Person) -> Select[Any]:
    """Kommune and Maßnahme, where a Stand is reported."""
    visible: Select[Any] = massnahmen.sichtbar_fuer(person)
    reached: Select[Any] = visible.join(Massnahme.umsetzungsstaende)
    return reached.with_only_columns(Umsetzungsstand.kommune_id, Massnahme.id)  # type: ignore[return-value]


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
    statement = _themen(person).where(thema_kommune.c.kommune_id == kommune.id).with_only_columns(Thema.id)
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
