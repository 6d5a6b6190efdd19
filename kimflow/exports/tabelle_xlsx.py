"""Tables as XLSX, a sheet each; texts are texts and never become formulas, dates are dates."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kimflow import clock
from kimflow.exports.tabellen import Tabelle, Zelle, sauber, ungefaehrlich

# Made once: the book looks every style up that is set on a cell, and a new one each time is what took longest.
_OBEN = Alignment(wrap_text=True, vertical="top")
_FETT = Font(bold=True)
_ALS_ZEICHEN = re.compile("_(?=x[0-9A-Fa-f]+_)")
"""Begins what the format reads as a sign of its own: _x000D_ is a line break. LibreOffice takes fewer digits too."""


Paare = Sequence[tuple[str, Zelle]]
"""Words and what they stand at."""


def schreiben(tabellen: Sequence[Tabelle], angaben: Paare = (), *, von: str = "", ergebnis: Paare = ()) -> bytes:
    """A book with a sheet per table, after one with the `ergebnis` and before one with the `angaben` where given.

    von: who takes it along, for the properties of the file.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    if ergebnis:
        _paare(book.create_sheet("Ergebnis"), ergebnis)
    for tabelle in tabellen:
        _blatt(book.create_sheet(blattname(tabelle.titel)), tabelle)
    if angaben:
        _paare(book.create_sheet("Angaben"), angaben)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = sauber(von) or None
    properties.title = sauber(tabellen[0].titel)
    properties.created = clock.now().replace(tzinfo=None)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _blatt(sheet: Worksheet, tabelle: Tabelle) -> None:
    """Fill a sheet; its headings stay in view and can be filtered by."""
    for column, spalte in enumerate(tabelle.spalten, 1):
        _zelle(sheet, 1, column, spalte.text, fett=True)
    for row, zeile in enumerate(tabelle.zeilen, 2):
        for column, value in enumerate(zeile, 1):
            _zelle(sheet, row, column, value)
    _breiten(sheet, [16 if spalte.zahl or spalte.eng else 40 for spalte in tabelle.spalten])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _paare(sheet: Worksheet, paare: Paare) -> None:
    for row, (word, value) in enumerate(paare, 1):
        _zelle(sheet, row, 1, word, fett=True)
        _zelle(sheet, row, 2, value)
    _breiten(sheet, [28, 90])


def _zelle(sheet: Worksheet, row: int, column: int, value: Zelle, *, fett: bool = False) -> None:
    """One cell; a text is stored as text, and stays one when somebody edits the cell."""
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(value, str | bool):
        text = sauber(value) if isinstance(value, str) else "ja" if value else "nein"
        cell.value = _ALS_ZEICHEN.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = ungefaehrlich(text) != text
    elif isinstance(value, datetime):
        cell.value = clock.local(value).replace(tzinfo=None)
        cell.number_format = "DD.MM.YYYY HH:MM"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.00"
    cell.alignment = _OBEN
    if fett:
        cell.font = _FETT


def blattname(titel: str) -> str:
    """A title as the format allows it for a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", sauber(titel)).strip()[:31] or "Tabelle"


def _breiten(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
