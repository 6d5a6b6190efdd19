"""Reading what somebody uploads: JSON, CSV or XLSX in, rows of plain texts out. Nothing is evaluated or guessed."""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from kimflow.columns import canonical
from kimflow.exports.tabellen import ohne_schutz
from kimflow.workflow.importe.art import ART, Art
from kimflow.workflow.importe.arten import familiennamen, namen
from kimflow.workflow.importe.koepfe import Koepfe, Namen, UngefaehrerKopf, erkannte, kopfzeile
from kimflow.workflow.importe.zeilen import Blatt, Dateizeile, Unlesbar

HOECHSTENS_BYTES = 10_000_000
HOECHSTENS_ENTPACKT = 50_000_000
HOECHSTENS_ZEILEN = 5_000
HOECHSTENS_ZEICHEN = 5_000_000
HOECHSTENS_SPALTEN = 60
HOECHSTENS_BLAETTER = 5
PROBE = 15
"""How many rows are looked at for the headings."""
MEHRERE = "; "
ZEILE = "zeile"
"""In JSON the number under which a row is known elsewhere."""


def lesen(art: Art, name: str, content: bytes) -> Blatt:
    """The rows of an uploaded file; the kind is told by its name. Raises Unlesbar."""
    blatt = _lesen(name, content, namen(art))
    if any(zeile.hat(ART) for zeile in blatt.zeilen):
        blatt = _lesen(name, content, familiennamen(art))
    return blatt


def _lesen(name: str, content: bytes, namen: Namen) -> Blatt:
    if not content:
        raise Unlesbar("Die Datei ist leer.")
    if len(content) > HOECHSTENS_BYTES:
        raise Unlesbar("Die Datei ist größer als 10 MB.")
    readers = {"json": _json, "csv": _csv, "txt": _csv, "xlsx": _xlsx}
    reader = readers.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise Unlesbar("Bitte eine Datei vom Typ XLSX, CSV oder JSON wählen.")
    return _begrenzt(reader(content, namen))


def _begrenzt(blatt: Blatt) -> Blatt:
    if not blatt.zeilen:
        raise Unlesbar("In der Datei steht keine Zeile.")
    if len(blatt.zeilen) > HOECHSTENS_ZEILEN:
        raise Unlesbar(f"Die Datei hat mehr als {HOECHSTENS_ZEILEN} Zeilen. Bitte teilen Sie sie auf.")
    if sum(len(text) for zeile in blatt.zeilen for text in zeile.werte.values()) > HOECHSTENS_ZEICHEN:
        raise Unlesbar("Die Datei enthält zu viel Text. Bitte teilen Sie sie auf.")
    return blatt


def _json(content: bytes, namen: Namen) -> Blatt:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unlesbar("Die Datei ist kein gültiges JSON.") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unlesbar("Erwartet wird eine JSON-Liste, je Zeile ein Objekt mit den Spalten der Vorlage.")
    if not found:
        raise Unlesbar("In der Datei steht keine Zeile.")
    names = list(dict.fromkeys(str(key)[:100] for one in found for key in one if key != ZEILE))
    koepfe = Koepfe.aus(names[:HOECHSTENS_SPALTEN], namen)
    if not koepfe.bekannte:
        raise Unlesbar("In der Datei steht keine der Spalten der Vorlage.")
    rows = []
    for position, one in enumerate(found, 1):
        number = one.get(ZEILE, position)
        pairs = [(koepfe.je_titel[name], _text(one[name])) for name in koepfe.je_titel if name in one]
        rows.append(Dateizeile(number if isinstance(number, int) else position, _sauber(pairs)))
    return _blatt(koepfe, rows)


def _csv(content: bytes, namen: Namen) -> Blatt:
    text = _entschluesselt(content)
    try:
        sign = max(";,\t", key=lambda one: _trennt(text, one, namen))
        rows = csv.reader(StringIO(text, newline=""), delimiter=sign)
        return _tabelle(([ohne_schutz(cell) for cell in cells] for cells in rows), namen)
    except csv.Error as error:
        raise Unlesbar("Die Datei ist keine gültige CSV-Tabelle.") from error


def _entschluesselt(content: bytes) -> str:
    """As offices write it: UTF-8, else what older German spreadsheets write, else "Unicode-Text"."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Unlesbar("Die Datei ist kein Text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _trennt(text: str, sign: str, namen: Namen) -> tuple[int, int]:
    """How many headings this sign brings to light, and how often it stands in the first rows."""
    rows = list(islice(csv.reader(StringIO(text, newline=""), delimiter=sign), PROBE))
    return max((erkannte(row, namen) for row in rows), default=0), sum(len(row) for row in rows)


def _xlsx(content: bytes, namen: Namen) -> Blatt:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > HOECHSTENS_ENTPACKT:
                raise Unlesbar("Die Datei ist entpackt zu groß.")
        # data_only: the value last shown, never the formula itself.
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets[:HOECHSTENS_BLAETTER]
        best = max(sheets, key=lambda sheet: max((erkannte(r, namen) for r in _reihen(sheet, PROBE)), default=0))
        return _tabelle(_reihen(best, HOECHSTENS_ZEILEN + PROBE + 1), namen)
    except Unlesbar:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        EOFError,
    ) as error:
        raise Unlesbar("Die Datei ist keine gültige XLSX-Tabelle.") from error


def _reihen(sheet: Any, anzahl: int) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_row=anzahl, max_col=HOECHSTENS_SPALTEN, values_only=True):
        # The format writes signs that XML cannot hold as _x000D_, and an underscore before the like of it as _x005F_.
        yield [unescape(cell) if isinstance(cell, str) else _text(cell) for cell in row]


def _tabelle(rows: Iterable[Sequence[str]], namen: Namen) -> Blatt:
    """A sheet: what stands above the headings is passed over, and so are empty rows."""
    numbered = enumerate(rows, 1)
    first = list(islice(numbered, PROBE))
    try:
        at = kopfzeile([cells for _, cells in first], namen)
    except UngefaehrerKopf as error:
        raise Unlesbar(str(error)) from error
    koepfe = Koepfe.aus(first[at][1][:HOECHSTENS_SPALTEN], namen)
    found = []
    for number, cells in (*first[at + 1 :], *numbered):
        found.append(Dateizeile(number, _sauber(zip(koepfe.schluessel, cells, strict=False))))
        if len(found) > HOECHSTENS_ZEILEN + PROBE:
            break
    return _blatt(koepfe, found)


def _blatt(koepfe: Koepfe, rows: list[Dateizeile]) -> Blatt:
    kept = [row for row in rows if any(row.werte.values())]
    used = {key for row in kept for key, text in row.werte.items() if text}
    return Blatt(kept, {place: title for place, title in koepfe.unbekannte.items() if place in used})


def _sauber(pairs: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    return {key: canonical(text, lines=True) for key, text in pairs if key is not None}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return MEHRERE.join(_text(one) for one in value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value) if isinstance(value, date | str | int) else ""
