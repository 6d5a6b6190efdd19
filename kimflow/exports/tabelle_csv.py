"""A table as CSV, as German spreadsheets read it."""

from datetime import date, datetime
from decimal import Decimal

from kimflow import clock
from kimflow.exports.tabellen import Tabelle, Zelle, sauber, ungefaehrlich


def schreiben(tabelle: Tabelle) -> bytes:
    """One table with its headings, in UTF-8 with a mark, fields divided by semicolons; every text is quoted."""
    rows = [[spalte.text for spalte in tabelle.spalten], *tabelle.zeilen]
    lines = (";".join(_feld(zelle) for zelle in zeile) for zeile in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _feld(zelle: Zelle) -> str:
    """Numbers with a comma: German spreadsheets take 1250.50 for a text or a date."""
    if isinstance(zelle, str):
        text = str(ungefaehrlich(sauber(zelle))).replace('"', '""')
        return f'"{text}"' if text else ""
    if isinstance(zelle, bool):
        return '"ja"' if zelle else '"nein"'
    if isinstance(zelle, datetime):
        return f"{clock.local(zelle):%d.%m.%Y %H:%M}"
    if isinstance(zelle, date):
        return f"{zelle.day:02}.{zelle.month:02}.{zelle.year}"
    return _zahl(zelle)


def _zahl(zahl: int | float | Decimal | None) -> str:
    if zahl is None:
        return ""
    text = f"{zahl:.2f}" if isinstance(zahl, Decimal) else f"{zahl:.15g}" if isinstance(zahl, float) else str(zahl)
    return text.replace(".", ",")
