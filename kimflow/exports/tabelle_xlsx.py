"""Tables as XLSX, a sheet each; texts are texts and never become formulas."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kimflow.exports.tabellen import Tabelle, Zelle, ungefaehrlich

# Made once: the book looks every style up that is set on a cell, and a new one each time is what took longest.
_OBEN = Alignment(wrap_text=True, vertical="top")
_SCHRIFT = {True: Font(bold=True), False: Font(bold=False)}


def schreiben(tabellen: Sequence[Tabelle]) -> bytes:
    """A book with a sheet per table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for tabelle in tabellen:
        blatt(book.create_sheet(tabelle.titel), tabelle)
    return als_bytes(book)


def blatt(sheet: Worksheet, tabelle: Tabelle) -> None:
    """Fill a sheet; its headings stay in view."""
    for column, spalte in enumerate(tabelle.spalten, 1):
        zelle(sheet, 1, column, spalte.text, fett=True)
    for row, zeile in enumerate(tabelle.zeilen, 2):
        for column, value in enumerate(zeile, 1):
            zelle(sheet, row, column, value)
    breiten(sheet, [16 if spalte.zahl else 40 for spalte in tabelle.spalten])
    sheet.freeze_panes = "A2"


def zelle(sheet: Worksheet, row: int, column: int, value: Zelle, *, fett: bool = False) -> None:
    """One cell; a text is stored as text."""
    cell = sheet.cell(row, column, ungefaehrlich(value))
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    cell.alignment = _OBEN
    cell.font = _SCHRIFT[fett]


def breiten(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Widths of the columns, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def als_bytes(book: Workbook) -> bytes:
    """The file."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
