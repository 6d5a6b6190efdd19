"""Quarters as whole numbers, and which of them lie before and after an implementation. Pure functions."""

from dataclasses import dataclass
from datetime import date

from kimflow.queries.wirkungscheck.urteile import FENSTER, Zahlen


def quartal_von(day: date) -> int:
    """The quarter of a day; quarters that follow each other are numbers that follow each other."""
    return day.year * 4 + (day.month - 1) // 3


def name(quartal: int) -> str:
    return f"{quartal % 4 + 1}/{quartal // 4}"


@dataclass(frozen=True)
class Fenster:
    """The quarters compared. What lies between `vor` and `nach` is the time of implementation and counts for neither.

    A case is known by its quarter only, so the quarter of the implementation cannot be divided; a quarter that still
    runs is not compared either.
    """

    vor: range
    nach: range

    @property
    def alle(self) -> range:
        return range(self.vor.start, max(self.nach.stop, self.nach.start))

    def seite(self, quartal: int) -> str:
        if quartal in self.vor:
            return "vor"
        return "nach" if quartal in self.nach else "dazwischen"


def fenster(erste: date, letzte: date, heute: date) -> Fenster:
    """Three years on each side of an implementation that went from `erste` to `letzte` (one Maßnahme: the same day)."""
    begin, end, now = quartal_von(erste), quartal_von(letzte) + 1, quartal_von(heute)
    return Fenster(range(begin - FENSTER, begin), range(end, max(end, min(end + FENSTER, now))))


@dataclass(frozen=True)
class Quartal:
    """What was reconstructed in one quarter, how many of these cases broke here, and at how many Bruchstellen."""

    nummer: int
    faelle: int = 0
    gebrochen: int = 0
    bruchstellen: int = 0

    @property
    def name(self) -> str:
        return name(self.nummer)


def ab_dem_ersten_fall(reihe: list[Quartal], wo: Fenster) -> list[Quartal]:
    """Without the quarters before the first reconstructed case: nobody looked yet."""
    first = next((q.nummer for q in reihe if q.faelle), wo.vor.stop)
    return [q for q in reihe if q.nummer >= min(first, wo.vor.stop)]


def summe(reihe: list[Quartal], quartale: range) -> Zahlen:
    found = [q for q in reihe if q.nummer in quartale]
    return Zahlen(len(found), sum(q.faelle for q in found), sum(q.gebrochen for q in found))
