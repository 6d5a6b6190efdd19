"""The only clock. Tests and seeds turn it; nothing else asks the machine for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")

_turned: datetime | None = None


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _turned or datetime.now(UTC)


def today() -> date:
    """The calendar day in Germany."""
    return now().astimezone(ZONE).date()


def local(moment: datetime) -> datetime:
    """An aware moment as wall-clock time in Germany."""
    return moment.astimezone(ZONE)


def from_local(wall_clock: datetime) -> datetime:
    """A naive German wall-clock time as an aware moment in UTC."""
    return wall_clock.replace(tzinfo=ZONE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment that day is over in Germany, aware, in UTC."""
    return from_local(datetime.combine(day + timedelta(days=1), time()))


def working_days_after(start: date, days: int) -> date:
    """The date `days` working days (Monday to Friday) after `start`; public holidays are not known here."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@contextmanager
def turned_to(moment: datetime | date) -> Iterator[None]:
    """Stand still at `moment` (a date means noon in Germany). For tests and seeds."""
    global _turned
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=ZONE)
    before, _turned = _turned, moment.astimezone(UTC)
    try:
        yield
    finally:
        _turned = before
