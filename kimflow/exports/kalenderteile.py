"""What every calendar object of ours consists of: its head, the time zone, who sends it, the way back to the page."""

from datetime import datetime, timedelta

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from kimflow import config

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
ZONE = "Europe/Berlin"


def kalender(art: str, methode: str) -> Calendar:
    """An empty calendar with the time zone in it. art: what kind of entries, for PRODID."""
    calendar = Calendar()
    calendar.add("prodid", f"-//kimflow//{art}//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", methode)
    calendar.add_component(_zone())
    return calendar


def seite(pfad: str) -> str:
    """The full address of a page, from the configuration and never from what a program asked for."""
    return f"{config.current().basis_url.rstrip('/')}{pfad}"


def absender() -> vCalAddress:
    organizer = vCalAddress(f"mailto:{config.current().absender}")
    organizer.params["CN"] = vText(f"KIM, {config.current().kreis}")
    return organizer


def _zone() -> Timezone:
    """Central European time by the rule in force since 1996, short enough for every letter."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(_haelfte(TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, 1, 2))  # noqa: DTZ001 - local
    zone.add_component(_haelfte(TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1))  # noqa: DTZ001 - local
    return zone


def _haelfte(
    half: TimezoneDaylight | TimezoneStandard, name: str, start: datetime, month: int, before: int, after: int
) -> TimezoneDaylight | TimezoneStandard:
    """Summer or winter time: from the last Sunday of `month`; before, after: hours ahead of UTC."""
    half.add("tzname", name)
    half.add("dtstart", start)
    half.add("tzoffsetfrom", timedelta(hours=before))
    half.add("tzoffsetto", timedelta(hours=after))
    half.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    return half
