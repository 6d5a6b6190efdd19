"""The drawing of quarters before and after an implementation: plain numbers in, places in a small picture out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from kimflow.queries.wirkungscheck.quartale import Fenster, Quartal
from kimflow.queries.wirkungscheck.statistik import erwartung
from kimflow.queries.wirkungscheck.urteile import Zahlen

BREITE, HOEHE = 360, 190
LINKS, OBEN, GRUND = 26, 22, 160
"""Where the axis stands, where the highest bar ends, and the line the bars stand on."""


@dataclass(frozen=True)
class Balken:
    """One quarter: `y_faelle`, `y_gebrochen` are the tops of both bars."""

    quartal: Quartal
    x: float
    breite: float
    y_faelle: float
    y_gebrochen: float
    jahr: int | None


@dataclass(frozen=True)
class Flaeche:
    """The mean number of broken cases a quarter on one side, with its exact 95 % interval."""

    x: float
    breite: float
    y: float
    hoehe: float
    mitte: float


@dataclass(frozen=True)
class Quartalsbild:
    balken: Sequence[Balken]
    flaechen: Sequence[Flaeche]
    umsetzung: tuple[float, float]
    hoechstens: int

    breite: int = BREITE
    hoehe: int = HOEHE
    links: int = LINKS
    oben: int = OBEN
    grund: int = GRUND


def quartalsbild(reihe: Sequence[Quartal], wo: Fenster, vor: Zahlen, nach: Zahlen) -> Quartalsbild:
    """Bars of `reihe` (not empty), the intervals of both sides, and the span of the implementation."""
    step = (BREITE - LINKS - 4) / len(reihe)
    begin = reihe[0].nummer
    means = [
        (side, span, erwartung(side.gebrochen)) for side, span in ((vor, wo.vor), (nach, wo.nach)) if side.quartale
    ]
    highest = [q.faelle for q in reihe] + [ceil(high / side.quartale) for side, _, (_, high) in means]
    most = max(1, *highest)

    def x(quartal: int) -> float:
        return round(LINKS + (quartal - begin) * step, 1)

    def y(value: float) -> float:
        return round(GRUND - value / most * (GRUND - OBEN), 1)

    bars = [
        Balken(
            q,
            round(x(q.nummer) + step * 0.12, 1),
            round(step * 0.76, 1),
            y(q.faelle),
            y(q.gebrochen),
            q.nummer // 4 if q.nummer % 4 == 0 else None,
        )
        for q in reihe
    ]
    areas = []
    for side, span, (low, high) in means:
        top, bottom = y(high / side.quartale), y(low / side.quartale)
        left = x(max(span.start, begin))
        areas.append(
            Flaeche(
                left,
                round(x(span.stop) - left, 1),
                top,
                round(bottom - top, 1),
                y(side.gebrochen / side.quartale),
            )
        )
    return Quartalsbild(bars, areas, (x(wo.vor.stop), x(wo.nach.start)), most)
