"""The whole result of a round as XLSX: what came out and by which rule, then a sheet per table."""

from collections.abc import Sequence

from openpyxl import Workbook

from kimflow.exports.tabelle_xlsx import als_bytes, blatt, breiten, zelle
from kimflow.exports.tabellen import Tabelle


def schreiben(angaben: Sequence[tuple[str, str]], tabellen: Sequence[Tabelle]) -> bytes:
    """angaben: words and what they stand at, for the first sheet."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Ergebnis"
    for row, (word, value) in enumerate(angaben, 1):
        zelle(first, row, 1, word, fett=True)
        zelle(first, row, 2, value)
    breiten(first, [28, 90])
    for tabelle in tabellen:
        blatt(book.create_sheet(tabelle.titel), tabelle)
    return als_bytes(book)
