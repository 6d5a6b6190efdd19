"""What readings say: pure functions, tried with hand-computed tables in the tests."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

HOECHSTENS = 24
"""Missing readings that are named; whoever has not read for years knows it after these."""


class Lage(StrEnum):
    OHNE = "ohne"
    ERREICHT = "erreicht"
    UNTERWEGS = "unterwegs"
    UNVERAENDERT = "unveraendert"
    WEITER_WEG = "weiter_weg"


@dataclass(frozen=True)
class Urteil:
    """Where a reading stands between start and goal, and the words for it; anteil in whole percent of the way."""

    lage: Lage
    satz: str
    anteil: int | None = None


def urteil(ausgangswert: Decimal, zielwert: Decimal, wert: Decimal | None) -> Urteil:
    """`wert` is the last reading that stands; start and goal differ."""
    if wert is None:
        return Urteil(Lage.OHNE, "Noch nicht gemessen")
    share = int(((wert - ausgangswert) * 100 / (zielwert - ausgangswert)).to_integral_value(ROUND_FLOOR))
    if (zielwert > ausgangswert and wert >= zielwert) or (zielwert < ausgangswert and wert <= zielwert):
        return Urteil(Lage.ERREICHT, "Ziel erreicht", 100)
    if wert == ausgangswert:
        return Urteil(Lage.UNVERAENDERT, "Unverändert seit dem Anfang", 0)
    if share < 0:
        return Urteil(Lage.WEITER_WEG, "Weiter weg als am Anfang")
    return Urteil(Lage.UNTERWEGS, f"Auf dem Weg: {share} % der Strecke", share)


def in_monaten(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def luecken(days: Sequence[date], months: int | None, heute: date) -> list[date]:
    """The days on which a reading was due and none came until half of the next period was over.

    `days`: the readings, in order. Without a rhythm nothing is ever missing.
    """
    if not months or not days:
        return []
    found: list[date] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        found += _fehlende(day, months, following, heute)
    return found[-HOECHSTENS:]


def _fehlende(day: date, months: int, following: date | None, heute: date) -> Iterator[date]:
    """Due days after the reading on `day` that passed before the following reading, or before today."""
    grace = timedelta(days=months * 15)
    step = 1
    while (due := in_monaten(day, months * step)) + grace < (following or heute):
        # The following reading answers the due day it lies nearest to.
        if following is None or due + grace < following:
            yield due
        step += 1
