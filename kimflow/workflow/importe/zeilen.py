"""Rows of a file as plain texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class Unlesbar(Exception):
    """The file cannot be used; the message says in German why."""


@dataclass(frozen=True)
class Dateizeile:
    """One row: its number as people see it, and its texts by column key; "" where the file has the column."""

    nummer: int
    werte: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.werte.get(key, "")

    def hat(self, key: str) -> bool:
        """Whether the file says anything about this column, and be it that it is empty."""
        return key in self.werte

    def zugeordnet(self, spalten: Mapping[str, str | None]) -> "Dateizeile":
        """The row with columns named by hand: from the place of an unknown heading to a key, or to nothing."""
        if not spalten:
            return self
        named = {key: self.werte[place] for place, key in spalten.items() if key and place in self.werte}
        return Dateizeile(self.nummer, {**self.werte, **named})


@dataclass(frozen=True)
class Blatt:
    """The rows of a file; and its headings that nobody knows, by their place ("#3")."""

    zeilen: list[Dateizeile]
    unbekannte: Mapping[str, str] = field(default_factory=dict)

    @property
    def nummern(self) -> Sequence[int]:
        return [zeile.nummer for zeile in self.zeilen]
