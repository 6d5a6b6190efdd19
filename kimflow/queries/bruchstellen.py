"""Released Bruchstellen: counted for everybody with the threshold inside, listed for the Koordination."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from kimflow import config
from kimflow.db import german_key, session
from kimflow.models import Bruchstelle, Fallrekonstruktion, FallStatus, Grundlage, Person, Thema, ThemaStatus, Vokabel
from kimflow.permissions import ist_koordination

FREIGEGEBENE = (FallStatus.FREIGEGEBEN, FallStatus.BEREINIGT)
CODES = (
    Bruchstelle.von_rechtskreis,
    Bruchstelle.zu_rechtskreis,
    Bruchstelle.von_institutionstyp,
    Bruchstelle.zu_institutionstyp,
    Bruchstelle.ursache,
    Bruchstelle.handlungsfeld,
    Bruchstelle.kommune,
)


@dataclass(frozen=True)
class Anzahl:
    """A count as this person may know it; below the threshold the value is not in here at all."""

    wert: int | None
    schwelle: int

    def __str__(self) -> str:
        return f"< {self.schwelle}" if self.wert is None else str(self.wert)


@dataclass(frozen=True)
class Schnittstelle:
    """A directed pair of Rechtskreise with how many released Bruchstellen lie between them."""

    von: str
    zu: str
    anzahl: Anzahl


@dataclass(frozen=True)
class Zaehlung:
    """Released Bruchstellen, counted: per Schnittstelle by name, and per Thema id."""

    schnittstellen: Sequence[Schnittstelle]
    je_thema: dict[int, Anzahl]


def gezaehlt(person: Person) -> Zaehlung:
    """Counts of released Bruchstellen; exact for the Koordination, with the small-number threshold for others."""
    exact = ist_koordination(person, None)
    return Zaehlung(schnittstellen(person), {thema: _anzahl(value, exact) for thema, value in _per_thema()})


def schnittstellen(person: Person) -> list[Schnittstelle]:
    """Released Bruchstellen between two Rechtskreise, as `person` may know their number.

    Ordered by name: an order by size would tell what the threshold hides. No sums, for the same reason.
    """
    exact = ist_koordination(person, None)
    return [Schnittstelle(von, zu, _anzahl(value, exact)) for von, zu, value in _per_schnittstelle()]


def _anzahl(value: int, exact: bool) -> Anzahl:
    threshold = config.current().schwelle
    return Anzahl(value if exact or value >= threshold else None, threshold)


def _per_schnittstelle() -> list[tuple[str, str, int]]:
    von, zu = aliased(Vokabel), aliased(Vokabel)
    statement = (
        select(von.kurz, zu.kurz, func.count(Bruchstelle.id))
        .join(von, von.id == Bruchstelle.von_rechtskreis_id)
        .join(zu, zu.id == Bruchstelle.zu_rechtskreis_id)
        .join(Bruchstelle.fall)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .group_by(von.id, von.kurz, zu.id, zu.kurz)
    )
    rows = [(von, zu, value) for von, zu, value in session().execute(statement)]
    return sorted(rows, key=lambda row: (german_key(row[0]), german_key(row[1])))


def _per_thema() -> list[tuple[int, int]]:
    statement = (
        select(Grundlage.thema_id, func.count(Bruchstelle.id))
        .join(Grundlage.bruchstelle)
        .join(Bruchstelle.fall)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .group_by(Grundlage.thema_id)
    )
    return [(thema, value) for thema, value in session().execute(statement)]


def freigegebene_bruchstellen(
    *, rechtskreis: int | None = None, handlungsfeld: int | None = None, ursache: int | None = None
) -> list[Bruchstelle]:
    """Released Bruchstellen for the Koordination to choose from, newest case first; narrowed where ids are given."""
    rules: list[ColumnElement[bool]] = [Fallrekonstruktion.status.in_(FREIGEGEBENE)]
    if rechtskreis is not None:
        rules.append(or_(Bruchstelle.von_rechtskreis_id == rechtskreis, Bruchstelle.zu_rechtskreis_id == rechtskreis))
    if handlungsfeld is not None:
        rules.append(Bruchstelle.handlungsfeld_id == handlungsfeld)
    if ursache is not None:
        rules.append(Bruchstelle.ursache_id == ursache)
    statement = (
        select(Bruchstelle)
        .join(Bruchstelle.fall)
        .where(*rules)
        .options(joinedload(Bruchstelle.fall), *(joinedload(one) for one in CODES))
        .order_by(Fallrekonstruktion.id.desc(), Bruchstelle.position)
    )
    return list(session().scalars(statement))


@dataclass(frozen=True)
class Verwendung:
    """A Thema that rests on a Bruchstelle."""

    bruchstelle_id: int
    nummer: str
    titel: str


def themen_der(*faelle: Fallrekonstruktion) -> list[Verwendung]:
    """Which Themen rest on Bruchstellen of these cases; of merged ones the one that is worked on."""
    return _verwendungen(Bruchstelle.fall_id.in_([fall.id for fall in faelle]))


def themen_je_bruchstelle(*faelle: Fallrekonstruktion) -> dict[int, list[Verwendung]]:
    """By id of the Bruchstelle: the Themen that rest on it already, of these cases or (none given) of all."""
    found: dict[int, list[Verwendung]] = {}
    for one in themen_der(*faelle) if faelle else _verwendungen():
        found.setdefault(one.bruchstelle_id, []).append(one)
    return found


def _verwendungen(*rules: ColumnElement[bool]) -> list[Verwendung]:
    statement = (
        select(Bruchstelle.id, Thema.nummer, Thema.titel)
        .join(Grundlage, Grundlage.bruchstelle_id == Bruchstelle.id)
        .join(Thema, Thema.id == Grundlage.thema_id)
        .where(Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT, *rules)
        .order_by(Thema.nummer)
    )
    return [Verwendung(*row) for row in session().execute(statement)]
