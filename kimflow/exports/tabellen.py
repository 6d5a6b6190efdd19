"""A table as plain data, and how its cells are kept from being formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Zelle = str | int | Decimal
"""A Decimal is an amount with two places."""

# The full-width forms too: some spreadsheets take them for the plain ones.
_FORMEL = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Spalte:
    """A heading; `zahl`: its cells are numbers, `name`: they name the row, `eng`: they stay on one line."""

    text: str
    zahl: bool = False
    name: bool = False
    eng: bool = False


@dataclass(frozen=True)
class Tabelle:
    titel: str
    spalten: Sequence[Spalte]
    zeilen: Sequence[Sequence[Zelle]]


def ungefaehrlich(zelle: Zelle) -> Zelle:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it (ZUSAGEN I7)."""
    if isinstance(zelle, str) and zelle.lstrip().startswith(_FORMEL):
        return f"'{zelle}"
    return zelle
