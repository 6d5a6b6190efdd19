"""What somebody has to do: one shape for the start page, filled by every noun."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Date, Integer, Select, Text, cast, literal, null, type_coerce, union_all

from kimflow.columns import Zeitpunkt
from kimflow.db import session

Ergebnis = TypeVar("Ergebnis")


@dataclass(frozen=True)
class Aufgabe:
    """One thing to do, with where it is done; `gruppe` is the heading it stands under, `wort` stands before `frist`.

    im_brief: what a letter says of it: numbers and names of bodies and houses, nothing anybody wrote. Without it
    the number of the thing has to do.
    """

    gruppe: str
    text: str
    endpoint: str
    werte: Mapping[str, object] = field(default_factory=dict)
    frist: date | None = None
    wort: str = "bis"
    im_brief: str = ""

    @property
    def brieftext(self) -> str:
        """What stands in a letter; empty if there is not even a number."""
        return self.im_brief or str(self.werte.get("nummer", ""))


class Fund(NamedTuple):
    """A row of an Auswahl; what it did not ask for is empty."""

    id: int | None
    nummer: str | None
    text: str | None
    wer: str | None
    zahl: int | None
    tag: date | None
    zeit: datetime | None


@dataclass(frozen=True)
class Auswahl(Generic[Ergebnis]):
    """Tasks of one kind before they are read: the start page reads all of them in one statement.

    `was` says which columns fill which part of a Fund; `aufgabe` makes the task of it. The order is the start page's.
    The calendar reads its entries the same way.
    """

    aus: Select[Any]
    was: Mapping[str, Any]
    aufgabe: Callable[[Fund], Ergebnis]


_TYPEN: dict[str, Any] = {
    "id": Integer(),
    "nummer": Text(),
    "text": Text(),
    "wer": Text(),
    "zahl": Integer(),
    "tag": Date(),
    "zeit": Zeitpunkt(),
}


def gelesen(kinds: list[Auswahl[Ergebnis]]) -> list[Ergebnis]:
    """The tasks of all of them, one kind after the other."""
    return [aufgabe for found in lesen(kinds) for aufgabe in found]


def lesen(kinds: list[Auswahl[Ergebnis]]) -> list[list[Ergebnis]]:
    """The tasks of each Auswahl, in one statement for all of them."""
    found: list[list[Ergebnis]] = [[] for _ in kinds]
    parts = [
        one.aus.with_only_columns(
            literal(place).label("platz"),
            *(_spalte(one.was.get(name), kind).label(name) for name, kind in _TYPEN.items()),
        )
        for place, one in enumerate(kinds)
    ]
    for place, *row in session().execute(union_all(*parts)) if parts else ():
        found[place].append(kinds[place].aufgabe(Fund(*row)))
    return found


def _spalte(found: Any, kind: Any) -> ColumnElement[Any]:
    """SQLite has no dates: a cast would make a number of them. PostgreSQL wants to know the type of nothing."""
    return cast(null(), kind) if found is None else type_coerce(found, kind)
