"""Reading what somebody uploads: JSON, CSV or XLSX in, rows of plain texts out. Nothing is evaluated or guessed."""

import csv
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kimflow.columns import canonical
from kimflow.exports.themen_xlsx import SPALTEN

HOECHSTENS_BYTES = 5_000_000
HOECHSTENS_ENTPACKT = 50_000_000
HOECHSTENS_ZEILEN = 500
HOECHSTENS_ZEICHEN = 1_000_000
"""Bounds of a file. An import is one transaction and keeps others from writing: 500 rows take some five seconds."""
MEHRERE = "; "

_UEBERSCHRIFTEN = {name.casefold(): spalte.key for spalte in SPALTEN for name in (spalte.key, spalte.titel)}


class Unlesbar(Exception):
    """The file cannot be used; the message says in German why."""


@dataclass(frozen=True)
class Importzeile:
    """One row of the table: its number as people see it, and its texts by column key."""

    nummer: int
    werte: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.werte.get(key, "")


def lesen(name: str, content: bytes) -> list[Importzeile]:
    """The rows of an uploaded file; the kind is told by its name. Raises Unlesbar."""
    if not content:
        raise Unlesbar("Die Datei ist leer.")
    if len(content) > HOECHSTENS_BYTES:
        raise Unlesbar("Die Datei ist größer als 5 MB.")
    readers = {"json": _json, "csv": _csv, "txt": _csv, "xlsx": _xlsx}
    reader = readers.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise Unlesbar("Bitte eine Datei vom Typ XLSX, CSV oder JSON wählen.")
    return _begrenzt(reader(content))


def verpackt(zeilen: Iterable[Importzeile]) -> str:
    """The rows as one text, to be carried in the form between preview and import."""
    return json.dumps([{"zeile": z.nummer, **z.werte} for z in zeilen], ensure_ascii=False, separators=(",", ":"))


def ausgepackt(text: str) -> list[Importzeile]:
    """The rows carried in a form. They are the person's own input and are checked again like a fresh file."""
    return _begrenzt(_json(text.encode()))


def _begrenzt(zeilen: list[Importzeile]) -> list[Importzeile]:
    if not zeilen:
        raise Unlesbar("In der Datei steht keine Zeile.")
    if len(zeilen) > HOECHSTENS_ZEILEN:
        raise Unlesbar(f"Die Datei hat mehr als {HOECHSTENS_ZEILEN} Zeilen. Bitte teilen Sie sie auf.")
    if sum(len(text) for zeile in zeilen for text in zeile.werte.values()) > HOECHSTENS_ZEICHEN:
        raise Unlesbar("Die Datei enthält zu viel Text. Bitte teilen Sie sie auf.")
    return zeilen


def _json(content: bytes) -> list[Importzeile]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unlesbar("Die Datei ist kein gültiges JSON.") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unlesbar("Erwartet wird eine JSON-Liste, je Zeile ein Objekt mit den Spalten der Vorlage.")
    rows = []
    for position, one in enumerate(found, 1):
        number = one.get("zeile", position)
        rows.append(Importzeile(number if isinstance(number, int) else position, _werte(one.items())))
    return [row for row in rows if row.werte]


def _csv(content: bytes) -> list[Importzeile]:
    if b"\x00" in content:
        raise Unlesbar("Die Datei ist kein Text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    try:
        return _tabelle(enumerate(reader, 1))
    except csv.Error as error:
        raise Unlesbar("Die Datei ist keine gültige CSV-Tabelle.") from error


def _xlsx(content: bytes) -> list[Importzeile]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > HOECHSTENS_ENTPACKT:
                raise Unlesbar("Die Datei ist entpackt zu groß.")
        # data_only: the value last shown, never the formula itself.
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=HOECHSTENS_ZEILEN + 2, max_col=60, values_only=True)
        return _tabelle(enumerate(rows, 1))
    except Unlesbar:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        OSError,
        EOFError,
    ) as error:
        raise Unlesbar("Die Datei ist keine gültige XLSX-Tabelle.") from error


def _tabelle(rows: Iterable[tuple[int, Iterable[Any]]]) -> list[Importzeile]:
    """The rows of a sheet whose first row names the columns; empty ones are passed over."""
    numbered = iter(rows)
    headings = [canonical(_text(cell)).casefold() for cell in next(numbered, (1, ()))[1]]
    if "art" not in headings or "titel" not in headings:
        raise Unlesbar("Die erste Zeile muss die Spalten der Vorlage nennen, mindestens „Art“ und „Titel“.")
    found = [Importzeile(number, _werte(zip(headings, cells, strict=False))) for number, cells in numbered]
    return [row for row in found if row.werte]


def _werte(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    werte = {}
    for name, value in pairs:
        key = _UEBERSCHRIFTEN.get(str(name).casefold())
        if key and (text := canonical(_text(value), lines=True)):
            werte[key] = text
    return werte


def _text(value: Any) -> str:
    if isinstance(value, list):
        return MEHRERE.join(_text(one) for one in value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | str | int):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else ""
