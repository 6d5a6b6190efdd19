"""The middle of some durations and how far they lie apart; too few of them are no figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

MINDESTENS = 5
"""With fewer things one of them alone would be the figure."""
ZU_WENIGE = "zu wenige"


@dataclass(frozen=True)
class Streuung:
    """Days of at least MINDESTENS things. A quarter of them took `unten` or less, a quarter `oben` or more."""

    anzahl: int
    kuerzeste: int
    unten: float
    median: float
    oben: float
    laengste: int


def streuung(dauern: Sequence[int]) -> Streuung | None:
    """None below MINDESTENS. Quartiles lie between the two nearest values, as spreadsheets compute them."""
    if len(dauern) < MINDESTENS:
        return None
    low, _, high = quantiles(dauern, n=4, method="inclusive")
    return Streuung(len(dauern), min(dauern), low, median(dauern), high, max(dauern))


def tage(wert: float) -> str:
    """12 or 12,5, the German way, without a unit; quarters of a day are rounded."""
    text = f"{wert:.1f}".replace(".", ",")
    return text.removesuffix(",0")
