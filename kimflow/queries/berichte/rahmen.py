"""The period of a report and the day on which it looks at things."""

from dataclasses import dataclass
from datetime import date, datetime

from kimflow import clock


@dataclass(frozen=True)
class Rahmen:
    """What happened from `von` to `bis` counts as known on `stichtag`; states are those of the stichtag."""

    von: date
    bis: date
    stichtag: date

    def __contains__(self, day: date | datetime | None) -> bool:
        if day is None:
            return False
        day = clock.local(day).date() if isinstance(day, datetime) else day
        return self.von <= day <= min(self.bis, self.stichtag)

    @property
    def ende(self) -> date:
        """The last day of the period that is not later than the stichtag."""
        return min(self.bis, self.stichtag)

    @property
    def moment(self) -> datetime:
        """When the stichtag is over."""
        return clock.end_of(self.stichtag)

    def kennt(self, day: date | datetime | None) -> bool:
        """Whether something of that day was so on the stichtag."""
        if isinstance(day, datetime):
            return day < self.moment
        return day is not None and day <= self.stichtag

    @property
    def jahr(self) -> int | None:
        """The calendar year, if the period is one."""
        year = self.von.year
        return year if (self.von, self.bis) == (date(year, 1, 1), date(year, 12, 31)) else None

    @property
    def worte(self) -> str:
        return str(self.jahr) if self.jahr else f"{self.von:%d.%m.%Y} bis {self.bis:%d.%m.%Y}"


def kalenderjahr(jahr: int, heute: date) -> Rahmen:
    """A whole year, as it was at its end, or as it is today while it runs."""
    last = date(jahr, 12, 31)
    return Rahmen(date(jahr, 1, 1), last, max(min(last, heute), date(jahr, 1, 1)))
