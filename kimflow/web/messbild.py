"""The small drawing of a row of readings: plain numbers in, places in a picture out. The table stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BREITE, HOEHE, RAND = 300, 84, 8


@dataclass(frozen=True)
class Messbild:
    """linien: the points of each stretch without a gap, as SVG writes them; ziel and ausgang: heights of both lines.

    frueher: of each point whether it is to be drawn as an earlier one.
    """

    linien: Sequence[str]
    punkte: Sequence[tuple[float, float]]
    ziel: float
    ausgang: float
    frueher: Sequence[bool]
    breite: int = BREITE
    hoehe: int = HOEHE
    rand: int = RAND


def messbild(
    messungen: Sequence[tuple[date, Decimal]],
    luecken: Sequence[date],
    ausgangswert: Decimal,
    zielwert: Decimal,
    frueher: Sequence[bool],
) -> Messbild:
    """`messungen` in order of their days; a line breaks where one of `luecken` lies between two readings."""
    values = [value for _, value in messungen] + [ausgangswert, zielwert]
    low, high = min(values), max(values)
    days = [day for day, _ in messungen] + list(luecken)
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    span = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(RAND + (day - first).days / span * (BREITE - 2 * RAND), 1)

    def y(value: Decimal) -> float:
        return round(HOEHE - RAND - float((value - low) / (high - low)) * (HOEHE - 2 * RAND), 1)

    stretches: list[list[tuple[float, float]]] = []
    before: date | None = None
    for day, value in messungen:
        if before is None or any(before < gap < day for gap in luecken):
            stretches.append([])
        stretches[-1].append((x(day), y(value)))
        before = day
    lines = [" ".join(f"{px},{py}" for px, py in stretch) for stretch in stretches if len(stretch) > 1]
    points = [point for stretch in stretches for point in stretch]
    return Messbild(lines, points, y(zielwert), y(ausgangswert), frueher)
