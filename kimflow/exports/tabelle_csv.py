"""A table as CSV, as German spreadsheets read it."""

import csv
from io import StringIO

from kimflow.exports.tabellen import Tabelle, ungefaehrlich


def schreiben(tabelle: Tabelle) -> bytes:
    """One table with its headings, in UTF-8 with a mark, fields divided by semicolons."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(spalte.text for spalte in tabelle.spalten)
    writer.writerows([ungefaehrlich(zelle) for zelle in zeile] for zeile in tabelle.zeilen)
    return text.getvalue().encode("utf-8-sig")
