"""Tables of Kennzahlen as pages and files show them: one builder each, so that they cannot differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kimflow.exports.tabellen import Spalte, Tabelle
from kimflow.web.kennzahlenbild import Balkenbild, Spannenbild, balkenbild, spannenbild
from kimflow.workflow.kennzahlen import Zahlentafel, Zeile, Zelle

Adresse = Callable[[Zahlentafel, Zeile, str], str]
"""Where the things behind a number stand."""


@dataclass(frozen=True)
class Zahl:
    """A cell; `url` leads to what it counts, `spalte` says what it is on phones."""

    text: str
    spalte: str
    ist_zahl: bool
    url: str | None


@dataclass(frozen=True)
class Reihe:
    name: str
    zahlen: Sequence[Zahl]


@dataclass(frozen=True)
class Anzeige:
    """A table with its addresses and its drawing."""

    tafel: Zahlentafel
    reihen: Sequence[Reihe]
    balken: Balkenbild | None
    spannen: Spannenbild | None


def anzeige(tafel: Zahlentafel, adresse: Adresse) -> Anzeige:
    """`adresse` is asked for numbers that count at least one thing."""
    rows = [
        Reihe(row.name, [_zahl(tafel, row, key, cell, adresse) for key, cell in _zellen(tafel, row)])
        for row in tafel.zeilen
    ]
    return Anzeige(tafel, rows, balkenbild(tafel) if tafel.gezeichnet else None, spannenbild(tafel))


def _zellen(tafel: Zahlentafel, row: Zeile) -> Sequence[tuple[str, Zelle]]:
    return list(zip(tafel.spalten, row.zellen, strict=True))


def _zahl(tafel: Zahlentafel, row: Zeile, key: str, cell: Zelle, adresse: Adresse) -> Zahl:
    return Zahl(
        str(cell.wert), tafel.spalten[key], isinstance(cell.wert, int), adresse(tafel, row, key) if cell.dinge else None
    )


def tabelle(tafel: Zahlentafel, auswahl: str = "") -> Tabelle:
    """As a sheet of a file."""
    columns = [Spalte(tafel.kopf, name=True), *(Spalte(text, zahl=True) for text in tafel.spalten.values())]
    rows = [[row.name, *(cell.wert for cell in row.zellen)] for row in tafel.zeilen]
    return Tabelle(tafel.titel, columns, rows, auswahl)
