"""The template for the import of Themen and running Maßnahmen: one sheet to fill in, one that explains it."""

from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Spalte:
    """One column: its key in JSON, its heading in a table, what belongs into it, how much of it."""

    key: str
    titel: str
    hilfe: str
    laenge: int = 200


SPALTEN = (
    Spalte("art", "Art", "thema oder massnahme. Andere Zeilen werden ausgelassen.", 40),
    Spalte("titel", "Titel", "Titel des Themas oder der Maßnahme. Pflicht.", 160),
    Spalte("beschreibung", "Beschreibung", "Beim Thema das Problem, bei der Maßnahme, was getan wird.", 3000),
    Spalte("handlungsfeld", "Handlungsfeld", "Ein Wort aus der Liste der Handlungsfelder."),
    Spalte("rechtskreise", "Rechtskreise", "Mehrere durch Semikolon getrennt.", 400),
    Spalte("kommunen", "Kommunen", "Mehrere durch Semikolon getrennt.", 400),
    Spalte("beteiligte", "Beteiligte", "Freier Text; er wird an die Beschreibung angehängt.", 900),
    Spalte("quelle", "Quelle", "Woher die Angabe stammt, zum Beispiel eine Adresse im Netz. Pflicht.", 300),
    Spalte(
        "datum", "Datum der Quelle", "22.11.2026, 2026-11-22 oder nur das Jahr (zählt als 1. Januar). Leer: heute.", 40
    ),
    Spalte("thema", "Thema", "Nur bei Maßnahmen: Nummer oder Titel ihres Themas. Leer: eines mit ihrem Titel.", 160),
    Spalte("institution", "Institution", "Nur bei Maßnahmen: wer verantwortlich ist. Dort Pflicht."),
    Spalte("massnahmeart", "Maßnahmeart", "Nur bei Maßnahmen: ein Wort aus der Liste."),
    Spalte("verantwortlich", "Verantwortlich", "Nur bei Maßnahmen: Mailadresse einer Person in kimflow."),
    Spalte("frist", "Frist", "Nur bei Maßnahmen: bis wann.", 40),
    Spalte("beschlossen_am", "Beschlossen am", "Nur bei Maßnahmen: Tag des Beschlusses. Dort Pflicht.", 40),
    Spalte("gremium", "Gremium", "Nur bei Maßnahmen: wer beschlossen hat. Dort Pflicht."),
    Spalte("beschluss", "Beschlussdokument", "Nur bei Maßnahmen: Fundstelle, etwa Protokoll vom … Dort Pflicht.", 300),
)
"""The columns of the template; workflow.importdateien reads the same ones."""

VORLAGE_BIS = 500


def vorlage() -> bytes:
    """The empty template. Its cells are text, so that nothing typed becomes a formula or loses leading zeros."""
    book = Workbook()
    table, help_ = book.worksheets[0], book.create_sheet("Erklärung")
    table.title = "Themen und Maßnahmen"
    _zeile(table, 1, [spalte.titel for spalte in SPALTEN], fett=True)
    for number, spalte in enumerate(SPALTEN, 1):
        table.column_dimensions[get_column_letter(number)].width = max(14, min(40, spalte.laenge // 8))
        for row in range(2, VORLAGE_BIS + 1):
            table.cell(row, number).number_format = "@"
    table.freeze_panes = "A2"
    _zeile(help_, 1, ["Spalte", "Was hineingehört", "Höchstens Zeichen"], fett=True)
    for row, spalte in enumerate(SPALTEN, 2):
        _zeile(help_, row, [spalte.titel, spalte.hilfe, str(spalte.laenge)])
    for letter, width in (("A", 22), ("B", 90), ("C", 20)):
        help_.column_dimensions[letter].width = width
    return _bytes(book)


def _zeile(sheet: Worksheet, row: int, texts: list[str], *, fett: bool = False) -> None:
    for number, text in enumerate(texts, 1):
        cell = sheet.cell(row, number, text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=fett)


def _bytes(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
