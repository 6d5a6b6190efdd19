"""The drawings of Kennzahlen: a table in, places in a small picture out. The table says the same and comes first."""

from collections.abc import Sequence
from dataclasses import dataclass

from kimflow.workflow.kennzahlen import Streuung, Zahlentafel, Zeile, tage

BREITE, RAND, ZEILE, DICKE = 360, 34, 40, 14
"""Width of the picture, room for the number at the end of a bar, height of a row, thickness of a bar."""


@dataclass(frozen=True)
class Stueck:
    """A part of a bar; `muster` counts the patterns from 1, `zahl` is empty where it does not fit in."""

    x: float
    breite: float
    muster: int
    zahl: str


@dataclass(frozen=True)
class Balken:
    name: str
    y: int
    ende: float
    zahl: str
    stuecke: Sequence[Stueck]


@dataclass(frozen=True)
class Balkenbild:
    hoehe: int
    balken: Sequence[Balken]
    zeichen: Sequence[tuple[int, str]]

    breite: int = BREITE
    dicke: int = DICKE


def balkenbild(tafel: Zahlentafel) -> Balkenbild | None:
    """Bars of the columns a table wants drawn, one on the other; None where there is nothing to draw."""
    columns = list(tafel.spalten)
    places = [columns.index(name) for name in tafel.gezeichnet]
    rows = [(row, [_anzahl(row, place) for place in places]) for row in tafel.zeilen]
    most = max((sum(counts) for _, counts in rows), default=0)
    if most == 0:
        return None
    step = (BREITE - RAND) / most
    bars = [_balken(row, counts, 14 + i * ZEILE, step) for i, (row, counts) in enumerate(rows)]
    signs = [(i, tafel.spalten[name]) for i, name in enumerate(tafel.gezeichnet, 1)] if len(places) > 1 else []
    return Balkenbild(len(rows) * ZEILE + 4, bars, signs)


def _anzahl(row: Zeile, place: int) -> int:
    value = row.zellen[place].wert
    return value if isinstance(value, int) else 0


def _balken(row: Zeile, counts: Sequence[int], y: int, step: float) -> Balken:
    parts, x = [], 0.0
    for pattern, count in enumerate(counts, 1):
        width = round(count * step, 1)
        if count:
            fits = len(counts) > 1 and width >= 8 * len(str(count)) + 4
            parts.append(Stueck(round(x, 1), width, pattern, str(count) if fits else ""))
        x += width
    return Balken(row.name, y, round(x, 1), str(sum(counts)), parts)


@dataclass(frozen=True)
class Spanne:
    """From the shortest to the longest, with the middle half and the median."""

    name: str
    y: int
    von: float
    bis: float
    kasten: tuple[float, float]
    mitte: float
    wort: str


@dataclass(frozen=True)
class Spannenbild:
    hoehe: int
    spannen: Sequence[Spanne]
    hoechstens: int

    breite: int = BREITE
    dicke: int = DICKE


def spannenbild(tafel: Zahlentafel) -> Spannenbild | None:
    """The rows of a table that have a spread, on one scale from 0 days; None if none has."""
    found = [(row.name, row.streuung) for row in tafel.zeilen if row.streuung]
    if not found:
        return None
    most = max(1, *(spread.laengste for _, spread in found))
    spans = [_spanne(name, spread, 14 + i * ZEILE, (BREITE - 8) / most) for i, (name, spread) in enumerate(found)]
    return Spannenbild(len(found) * ZEILE + 24, spans, most)


def _spanne(name: str, spread: Streuung, y: int, step: float) -> Spanne:
    def x(days: float) -> float:
        return round(4 + days * step, 1)

    box = x(spread.unten), round(max(x(spread.oben) - x(spread.unten), 1), 1)
    return Spanne(name, y, x(spread.kuerzeste), x(spread.laengste), box, x(spread.median), tage(spread.median))
