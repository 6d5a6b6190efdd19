"""The headings of a table: which row they stand in, and which column each of them means."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kimflow.columns import canonical

Namen = Mapping[str, str]
"""Normalised heading → key of the column."""

_SCHREIBUNG = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class UngefaehrerKopf(ValueError):
    """There is no row that could hold headings."""


def normal(text: str) -> str:
    """A heading without case, space, signs and umlauts: „E-Mail “ and „e mail“ are the same."""
    plain = unicodedata.normalize("NFC", canonical(text)).casefold().translate(_SCHREIBUNG)
    return re.sub(r"[^a-z0-9]", "", plain)


def erkannte(cells: Sequence[str], namen: Namen) -> int:
    """How many columns these cells name."""
    return len({namen[key] for cell in cells if (key := normal(cell)) in namen})


def kopfzeile(rows: Sequence[Sequence[str]], namen: Namen) -> int:
    """The row with the headings: the one that names most columns, else the first with more than one cell."""
    counts = [erkannte(cells, namen) for cells in rows]
    if counts and max(counts) > 0:
        return counts.index(max(counts))
    for position, cells in enumerate(rows):
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return position
    raise UngefaehrerKopf("In der Datei steht keine Zeile mit Überschriften.")


@dataclass(frozen=True)
class Koepfe:
    """Headings in their order, and what each stands for: the key of a column, or a place nobody knows."""

    titel: Sequence[str]
    schluessel: Sequence[str | None]

    @classmethod
    def aus(cls, cells: Sequence[str], namen: Namen) -> "Koepfe":
        """A column named twice counts once; the second is a place of its own."""
        titles = [canonical(cell)[:100] for cell in cells]
        keys: list[str | None] = []
        for position, title in enumerate(titles, 1):
            key = namen.get(normal(title))
            keys.append(key if key is not None and key not in keys else f"#{position}" if title else None)
        return cls(titles, keys)

    @property
    def je_titel(self) -> Mapping[str, str | None]:
        return dict(zip(self.titel, self.schluessel, strict=True))

    @property
    def bekannte(self) -> list[str]:
        return [key for key in self.schluessel if key is not None and not key.startswith("#")]

    @property
    def unbekannte(self) -> dict[str, str]:
        """What to ask about: place → heading."""
        pairs = zip(self.schluessel, self.titel, strict=True)
        return {key: title for key, title in pairs if key is not None and key.startswith("#")}
