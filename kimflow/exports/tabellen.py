"""A table as plain data: what its cells may hold, and how a text is kept from being a formula."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kimflow.exports.bloecke import fuer_xml

Zelle = str | int | float | Decimal | date | None
"""A Decimal is an amount with two places; True and False read ja and nein; a moment is aware; None is empty."""

# The full-width forms too: some spreadsheets take them for the plain ones.
_FORMEL = "=+\\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
_GEFAEHRLICH = re.compile(rf"'*\s*[{_FORMEL}]")
_GESCHUETZT = re.compile(rf"'+\s*[{_FORMEL}]")


class Format(StrEnum):
    """The kinds of files a list can be taken along as."""

    XLSX = "xlsx"
    CSV = "csv"


class Ausgabe(StrEnum):
    """All kinds of files somebody takes along; a word of this list is no typed text to the trail."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    JSON = "json"


@dataclass(frozen=True)
class Spalte:
    """A heading; `zahl`: its cells are numbers, `name`: they name the row, `eng`: they stay on one line."""

    text: str
    zahl: bool = False
    name: bool = False
    eng: bool = False


Feld = tuple[Spalte, Callable[[Any], Zelle]]
"""A column with what stands in it for a row."""


@dataclass(frozen=True)
class Tabelle:
    """`auswahl` says in words by which filter the rows were chosen."""

    titel: str
    spalten: Sequence[Spalte]
    zeilen: Sequence[Sequence[Zelle]]
    auswahl: str = ""


def aus_zeilen(titel: str, felder: Iterable[Feld], zeilen: Iterable[Any], auswahl: str = "") -> Tabelle:
    """The table whose cells the columns themselves read from the rows."""
    columns = list(felder)
    rows = [[value(zeile) for _, value in columns] for zeile in zeilen]
    return Tabelle(titel, [spalte for spalte, _ in columns], rows, auswahl)


def sauber(text: str) -> str:
    """Without signs that no file of a spreadsheet can hold, line breaks as one sign."""
    return fuer_xml(text.replace("\r\n", "\n").replace("\r", "\n"))


def ungefaehrlich(zelle: Zelle) -> Zelle:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it (ZUSAGEN I7)."""
    if isinstance(zelle, str) and _GEFAEHRLICH.match(zelle):
        return f"'{zelle}"
    return zelle


def ohne_schutz(text: str) -> str:
    """What ungefaehrlich() was given: for every text exactly that one."""
    return text[1:] if _GESCHUETZT.match(text) else text
