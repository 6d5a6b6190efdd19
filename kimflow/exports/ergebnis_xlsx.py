"""The whole result of a round as XLSX: what came out and by which rule, then a sheet per table."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kimflow.exports.tabellen import Tabelle, Zelle, ungefaehrlich


def schreiben(angaben: Sequence[tuple[str, str]], tabellen: Sequence[Tabelle]) -> bytes:
    """angaben: words and what they stand at, for the first sheet."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Ergebnis"
    for row, (word, value) in enumerate(angaben, 1):
        _zelle(first, row, 1, word, fett=True)
        _zelle(first, row, 2, value)
    _breiten(first, [28, 90])
    for tabelle in tabellen:
        _blatt(book.create_sheet(tabelle.titel), tabelle)
    return _bytes(book)


def _blatt(sheet: Worksheet, tabelle: Tabelle) -> None:
    for column, spalte in enumerate(tabelle.spalten, 1):
        _zelle(sheet, 1, column, spalte.text, fett=True)
    for row, zeile in enumerate(tabelle.zeilen, 2):
        for column, zelle in enumerate(zeile, 1):
            _zelle(sheet, row, column, zelle)
    _breiten(sheet, [16 if spalte.zahl else 40 for spalte in tabelle.spalten])
    sheet.freeze_panes = "A2"


def _zelle(sheet: Worksheet, row: int, column: int, value: Zelle, *, fett: bool = False) -> None:
    cell = sheet.cell(row, column, ungefaehrlich(value))
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=fett)


def _breiten(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _bytes(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
