"""What a story is made of: links and gaps, the rows they come from, and the one shape all rows have."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, Select, String, cast, func, literal, null

from kimflow import clock
from kimflow.columns import Zeitpunkt
from kimflow.models import Person


@dataclass(frozen=True)
class Glied:
    """One link of the story; `endpoint` and `werte` say where it can be opened, `luecke` that something is missing."""

    art: str
    titel: str
    zeit: date | None = None
    endpoint: str | None = None
    werte: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    luecke: bool = False


def luecke(art: str, titel: str, text: str = "") -> Glied:
    return Glied(art, titel, text=text, luecke=True)


class Zeile(NamedTuple):
    """One row behind a link. `massnahme_id` is set for what belongs to one Maßnahme only."""

    kapitel: str
    thema_id: int
    massnahme_id: int | None
    nummer: str
    titel: str
    tag: date | None
    moment: datetime | None
    stand: str
    text: str

    @property
    def zeit(self) -> date | None:
        return self.tag or (clock.local(self.moment).date() if self.moment else None)

    @property
    def name(self) -> str:
        return f"{self.nummer} {self.titel}".strip()


def spalten(kapitel: str, thema_id: Any, **columns: Any) -> tuple[Any, ...]:
    """The columns of a Zeile for with_only_columns(): what is not given is empty."""
    return (
        literal(kapitel, String),
        thema_id,
        columns.get("massnahme_id", cast(null(), Integer)),
        _text(columns.get("nummer")),
        _text(columns.get("titel")),
        columns.get("tag", cast(null(), Date)),
        columns.get("moment", cast(null(), Zeitpunkt)),
        _text(columns.get("stand")),
        _text(columns.get("text")),
    )


def _text(column: Any) -> Any:
    return literal("", String) if column is None else func.coalesce(cast(column, String), "")


@dataclass(frozen=True)
class Kette:
    """All rows of one Thema that `person` may see, by Kapitel."""

    person: Person
    zeilen: Mapping[str, Sequence[Zeile]]
    auf: str = ""
    """The number of the thing whose page tells the story: it needs no link to itself."""

    def __getitem__(self, kapitel: str) -> Sequence[Zeile]:
        return self.zeilen.get(kapitel, ())

    def glied(self, zeile: Zeile, art: str, endpoint: str, text: str = "", titel: str | None = None) -> Glied:
        """A link to the thing with the number of this row."""
        here = zeile.nummer == self.auf
        return Glied(
            art,
            zeile.name if titel is None else titel,
            zeile.zeit,
            None if here else endpoint,
            {"nummer": zeile.nummer},
            text,
        )


Themen = Any
"""Ids of Themen, as something a column can be in: a list, or a SELECT."""


@dataclass(frozen=True)
class Kapitel:
    """One kind of link. `zeilen` are the SELECTs of its rows, each starting at what the person may see;
    `glieder` tells them, or the exact gap."""

    name: str
    glieder: Callable[[Kette], Iterator[Glied]]
    zeilen: Sequence[Callable[[Person, Themen], Select[Any]]] = ()
