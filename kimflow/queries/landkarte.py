"""The Schnittstellen-Landkarte: released Bruchstellen counted between two Rechtskreise or two types of institution.

Who may see cases filters as they like and reads exact numbers. Everybody else looks at one Ausschnitt at a time, and
what of it is shown says queries.verdeckung.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from kimflow.db import session
from kimflow.models import Bruchstelle, Fallrekonstruktion, Grundlage, Institution, Massnahme, MassnahmeStatus, Person
from kimflow.permissions import Permission, can
from kimflow.queries import landkartenworte, verdeckung
from kimflow.queries.bruchstellen import FREIGEGEBENE
from kimflow.queries.landkartenworte import OHNE, TEILUNGEN, Worte, phase

LAUFEND = (MassnahmeStatus.VEREINBART, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.WARTET)


class Art(StrEnum):
    """What lies at both ends of a Schnittstelle."""

    RECHTSKREIS = "rechtskreis"
    INSTITUTIONSTYP = "institutionstyp"


class Paar(NamedTuple):
    """An ordered pair of word ids."""

    von: int
    zu: int


class Quartal(NamedTuple):
    jahr: int
    quartal: int

    def __str__(self) -> str:
        return f"{self.jahr}-{self.quartal}"


@dataclass(frozen=True)
class Filter:
    """What the exact map is narrowed to; None means all, OHNE means without one."""

    ab: Quartal | None = None
    bis: Quartal | None = None
    handlungsfeld: int | None = None
    kommune: int | None = None
    ursache: int | None = None
    phase: int | None = None

    @property
    def ist_leer(self) -> bool:
        return all(getattr(self, field.name) is None for field in fields(self))


class Ausschnitt(NamedTuple):
    """One value of one partition: all that a reader without cases can ask for at a time."""

    teilung: str
    wert: int

    def __str__(self) -> str:
        return f"{self.teilung}-{self.wert}"


@dataclass(frozen=True)
class Zelle:
    """One Schnittstelle with its number, and the Maßnahmen that run there."""

    paar: Paar
    von: str
    zu: str
    anzahl: int
    massnahmen: Sequence[str]


@dataclass(frozen=True)
class Landkarte:
    """The cells with a number, strongest first. `summe` only where exact: else it would tell what is kept back."""

    art: Art
    zellen: Sequence[Zelle]
    genau: bool
    summe: int | None
    verdeckt: str


@dataclass(frozen=True)
class Frage:
    """What somebody asks for: a filter counts for exact numbers, an Ausschnitt for all others.

    `papier`: what is handed around reads like what the Lenkungsgruppe sees, whoever prints it.
    """

    art: Art
    filter: Filter = Filter()
    ausschnitt: Ausschnitt | None = None
    papier: bool = False


def landkarte(frage: Frage, person: Person, worte: Worte) -> Landkarte:
    """The map as `person` may read it; the matrix of institutions only in the row of the own one."""
    if not can(person, Permission.LANDKARTE_ANSEHEN):
        return Landkarte(frage.art, [], False, None, "")
    if verdeckung.sieht_genau(None if frage.papier else person):
        return _genaue(frage.art, frage.filter, worte)
    return _verdeckte(frage, worte, _eigene_zeile(person) if frage.art is Art.INSTITUTIONSTYP else None)


def _genaue(art: Art, filter: Filter, worte: Worte) -> Landkarte:
    numbers = {Paar(von, zu): wert for von, zu, wert in session().execute(_gezaehlt(art, *regeln(filter)))}
    return Landkarte(art, _zellen(art, numbers, worte), True, sum(numbers.values()), "")


def _verdeckte(frage: Frage, worte: Worte, von: int | None) -> Landkarte:
    ab, art, ausschnitt = verdeckung.schwelle(), frage.art, frage.ausschnitt
    numbers = _ueberall(art, ab) if ausschnitt is None else _im_ausschnitt(art, ausschnitt, worte, ab)
    kept = {paar: wert for paar, wert in numbers.items() if von is None or paar.von == von}
    return Landkarte(art, _zellen(art, kept, worte), False, None, f"< {ab}" if ausschnitt is None else "verdeckt")


def _ueberall(art: Art, ab: int) -> dict[Paar, int]:
    rows = session().execute(_gezaehlt(art))
    return {Paar(von, zu): wert for von, zu, wert in rows if wert >= ab}


def _im_ausschnitt(art: Art, ausschnitt: Ausschnitt, worte: Worte, ab: int) -> dict[Paar, int]:
    alle = worte.kennungen(ausschnitt.teilung)
    shown = {paar: verdeckung.zeigbar(werte, alle, ab) for paar, werte in _teile(art, ausschnitt.teilung).items()}
    return {paar: werte[ausschnitt.wert] for paar, werte in shown.items() if ausschnitt.wert in werte}


def _teile(art: Art, teilung: str) -> dict[Paar, dict[int, int]]:
    """How each Schnittstelle divides."""
    parts: dict[Paar, dict[int, int]] = {}
    for von, zu, teil, wert in session().execute(_geteilt(art, TEILUNGEN[teilung].spalte)):
        parts.setdefault(Paar(von, zu), {})[OHNE if teil is None else teil] = wert
    return parts


def anzahl(filter: Filter, art: Art, paar: Paar | None) -> int:
    """How many Bruchstellen the list behind a number holds; for whoever may open it."""
    rules = Fallrekonstruktion.status.in_(FREIGEGEBENE), *regeln(filter, art, paar)
    return session().scalar(select(func.count()).select_from(Bruchstelle).join(Bruchstelle.fall).where(*rules)) or 0


def je_kommune(person: Person) -> dict[int, int]:
    """How many Bruchstellen `person` may know of each Kommune: all of them, or the sum of the cells that are shown."""
    if not can(person, Permission.LANDKARTE_ANSEHEN):
        return {}
    if verdeckung.sieht_genau(person):
        rules = Fallrekonstruktion.status.in_(FREIGEGEBENE), Bruchstelle.kommune_id.is_not(None)
        counted = select(Bruchstelle.kommune_id, func.count()).join(Bruchstelle.fall).where(*rules)
        return {id: wert for id, wert in session().execute(counted.group_by(Bruchstelle.kommune_id)) if id is not None}
    alle, found = landkartenworte.worte().kennungen("kommune"), Counter[int]()
    for werte in _teile(Art.RECHTSKREIS, "kommune").values():
        found.update(verdeckung.zeigbar(werte, alle, verdeckung.schwelle()))
    return {id: wert for id, wert in found.items() if wert and id != OHNE}


def _eigene_zeile(person: Person) -> int:
    """The type of the institution this person works in; 0, which is no word, for somebody without one."""
    return session().scalar(select(Institution.typ_id).where(Institution.id == person.institution_id)) or 0


def _enden(art: Art) -> tuple[Any, Any]:
    if art is Art.RECHTSKREIS:
        return Bruchstelle.von_rechtskreis_id, Bruchstelle.zu_rechtskreis_id
    return Bruchstelle.von_institutionstyp_id, Bruchstelle.zu_institutionstyp_id


def _gezaehlt(art: Art, *rules: ColumnElement[bool]) -> Select[Any]:
    von, zu = _enden(art)
    return (
        select(von, zu, func.count())
        .select_from(Bruchstelle)
        .join(Bruchstelle.fall)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE), *rules)
        .group_by(von, zu)
    )


def _geteilt(art: Art, spalte: Any) -> Select[Any]:
    von, zu = _enden(art)
    rows = (
        select(von.label("von"), zu.label("zu"), spalte.label("teil"))
        .select_from(Bruchstelle)
        .join(Bruchstelle.fall)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .subquery()
    )
    return select(rows.c.von, rows.c.zu, rows.c.teil, func.count()).group_by(rows.c.von, rows.c.zu, rows.c.teil)


def regeln(filter: Filter, art: Art | None = None, paar: Paar | None = None) -> list[ColumnElement[bool]]:
    """What the filter demands of a Bruchstelle and its case, and of one Schnittstelle where given."""
    quarter = Fallrekonstruktion.jahr * 4 + Fallrekonstruktion.quartal
    rules: list[ColumnElement[bool]] = []
    if filter.ab is not None:
        rules.append(quarter >= filter.ab.jahr * 4 + filter.ab.quartal)
    if filter.bis is not None:
        rules.append(quarter <= filter.bis.jahr * 4 + filter.bis.quartal)
    if filter.handlungsfeld is not None:
        rules.append(Bruchstelle.handlungsfeld_id == filter.handlungsfeld)
    if filter.ursache is not None:
        rules.append(Bruchstelle.ursache_id == filter.ursache)
    if filter.kommune is not None:
        rules.append(_gleich(Bruchstelle.kommune_id, filter.kommune))
    if filter.phase is not None:
        rules.append(_gleich(phase(), filter.phase))
    if art is not None and paar is not None:
        rules += [end == id for end, id in zip(_enden(art), paar, strict=True)]
    return rules


def _gleich(column: Any, wert: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if wert == OHNE else column == wert
    return found


def _zellen(art: Art, numbers: Mapping[Paar, int], worte: Worte) -> list[Zelle]:
    running = _massnahmen(art)
    cells = [
        Zelle(paar, worte.text(paar.von), worte.text(paar.zu), wert, running.get(paar, []))
        for paar, wert in numbers.items()
    ]
    return sorted(cells, key=lambda z: (-z.anzahl, worte.platz(z.paar.von), worte.platz(z.paar.zu)))


def _massnahmen(art: Art) -> dict[Paar, list[str]]:
    """Where a Maßnahme runs: its Thema rests on a released Bruchstelle there. No filter narrows this."""
    von, zu = _enden(art)
    statement = (
        select(von, zu, Massnahme.nummer)
        .select_from(Bruchstelle)
        .join(Bruchstelle.fall)
        .join(Grundlage, Grundlage.bruchstelle_id == Bruchstelle.id)
        .join(Massnahme, Massnahme.thema_id == Grundlage.thema_id)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE), Massnahme.status.in_(LAUFEND))
        .distinct()
        .order_by(Massnahme.nummer)
    )
    found: dict[Paar, list[str]] = {}
    for start, end, nummer in session().execute(statement):
        found.setdefault(Paar(start, end), []).append(nummer)
    return found
