"""A table as CSV, as German spreadsheets read it."""

import csv
from decimal import Decimal
from io import StringIO

from kimflow.exports.tabellen import Tabelle, Zelle, ungefaehrlich


def schreiben(tabelle: Tabelle) -> bytes:
    """One table with its headings, in UTF-8 with a mark, fields divided by semicolons."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(spalte.text for spalte in tabelle.spalten)
    writer.writerows([_wert(zelle) for zelle in zeile] for zeile in tabelle.zeilen)
    return text.getvalue().encode("utf-8-sig")


def _wert(zelle: Zelle) -> str | int:
    """Amounts with a comma: German spreadsheets take 1250.50 for a text or a date."""
    safe = ungefaehrlich(zelle)
    return f"{safe:.2f}".replace(".", ",") if isinstance(safe, Decimal) else safe
