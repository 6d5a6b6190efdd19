"""Empty templates of what can be imported: one sheet to fill in, one that explains it; or one line of CSV."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kimflow.exports import tabelle_csv
from kimflow.exports.spalten import Spalte
from kimflow.exports.tabellen import Spalte as Tabellenspalte
from kimflow.exports.tabellen import Tabelle

VORBEREITET = 500
"""Rows whose cells are text already, so that nothing typed becomes a formula or loses leading zeros."""
_OBEN = Alignment(wrap_text=True, vertical="top")


def _einzugeben(spalten: Sequence[Spalte]) -> list[Spalte]:
    return [spalte for spalte in spalten if not spalte.nur_ausgabe]


def als_xlsx(titel: str, spalten: Sequence[Spalte]) -> bytes:
    """The template as a book."""
    book, columns = Workbook(), _einzugeben(spalten)
    table, help_ = book.worksheets[0], book.create_sheet("Erklärung")
    table.title = titel
    _zeile(table, 1, [spalte.titel for spalte in columns], fett=True)
    for number, spalte in enumerate(columns, 1):
        table.column_dimensions[get_column_letter(number)].width = max(14, min(40, spalte.laenge // 8))
        for row in range(2, VORBEREITET + 2):
            table.cell(row, number).number_format = "@"
    table.freeze_panes = "A2"
    _zeile(help_, 1, ["Überschrift", "Was hineingehört", "Höchstens Zeichen"], fett=True)
    for row, spalte in enumerate(columns, 2):
        _zeile(help_, row, [spalte.titel, spalte.hilfe, str(spalte.laenge)])
    for letter, width in (("A", 26), ("B", 90), ("C", 20)):
        help_.column_dimensions[letter].width = width
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def als_csv(titel: str, spalten: Sequence[Spalte]) -> bytes:
    """The headings."""
    return tabelle_csv.schreiben(Tabelle(titel, [Tabellenspalte(s.titel) for s in _einzugeben(spalten)], []))


def _zeile(sheet: Worksheet, row: int, texts: Sequence[str], *, fett: bool = False) -> None:
    for number, text in enumerate(texts, 1):
        cell = sheet.cell(row, number, text)
        cell.data_type = "s"
        cell.alignment = _OBEN
        cell.font = Font(bold=fett)
