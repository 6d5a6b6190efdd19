"""What Projektgruppen carry: running Themen and Maßnahmen, what is overdue, how many people, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Gremienart,
    Gremium,
    Massnahme,
    Meilenstein,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Thema,
    ThemaStatus,
)
from kimflow.queries.gremien import LAUFENDE, gilt


@dataclass(frozen=True)
class Last:
    """The load of one Projektgruppe today; `naechste_frist` and `letzte_frist` of Mandate without a proposal."""

    id: int
    name: str
    hoechstlast: int
    ende: date | None
    themen: int
    massnahmen: int
    ueberfaellig: int
    personen: int
    naechste_frist: date | None
    letzte_frist: date | None

    @property
    def satz(self) -> str:
        """The plain count, without a light."""
        return f"{self.themen} von höchstens {self.hoechstlast} laufenden Themen"


def lasten(gremien: Sequence[int] | None = None) -> list[Last]:
    """The load of these groups, or of every Projektgruppe that exists today, by name; one statement."""
    statement: Any = select(
        Gremium.id,
        Gremium.name,
        Gremium.hoechstlast,
        Gremium.bis,
        _der_themen(func.count(Thema.id), *LAUFENDE),
        _massnahmen(),
        _ueberfaellige(),
        _personen(),
        _der_themen(func.min(Thema.frist), ThemaStatus.BEAUFTRAGT),
        _der_themen(func.max(Thema.frist), ThemaStatus.BEAUFTRAGT),
    ).where(Gremium.art == Gremienart.PROJEKTGRUPPE)
    statement = statement.where(gilt(Gremium) if gremien is None else Gremium.id.in_(gremien))
    return sorted((Last(*row) for row in session().execute(statement)), key=lambda one: german_key(one.name))


def _der_themen(what: Any, *states: ThemaStatus) -> Any:
    """Until a proposal is made the Frist of the Mandat counts; then the dates of the Maßnahmen do."""
    running = select(what).where(Thema.projektgruppe_id == Gremium.id, Thema.status.in_(states))
    return running.correlate(Gremium).scalar_subquery()


def _massnahmen() -> Any:
    running = select(func.count(Massnahme.id)).where(
        Massnahme.projektgruppe_id == Gremium.id, Massnahme.status.in_(Massnahme.LAUFENDE)
    )
    return running.correlate(Gremium).scalar_subquery()


def _ueberfaellige() -> Any:
    overdue = (
        select(func.count(Meilenstein.id))
        .join(Massnahme, Massnahme.id == Meilenstein.massnahme_id)
        .where(
            Massnahme.projektgruppe_id == Gremium.id,
            Massnahme.status.in_(Massnahme.LAUFENDE),
            Meilenstein.erreicht_am.is_(None),
            Meilenstein.geplant_am < clock.today(),
        )
    )
    return overdue.correlate(Gremium).scalar_subquery()


def _personen() -> Any:
    people = (
        select(func.count(Mitgliedschaft.person_id.distinct()))
        .join(Person, Person.id == Mitgliedschaft.person_id)
        .where(Mitgliedschaft.gremium_id == Gremium.id, gilt(Mitgliedschaft), Person.status != PersonStatus.DEAKTIVIERT)
    )
    return people.correlate(Gremium).scalar_subquery()


def laufende_themen() -> list[Thema]:
    """The running Themen of every Projektgruppe, by group and number: what could rest in exchange."""
    statement = (
        select(Thema)
        .join(Gremium, Gremium.id == Thema.projektgruppe_id)
        .where(Thema.status.in_(LAUFENDE))
        .order_by(Gremium.name, Thema.nummer)
    )
    return list(session().scalars(statement))
