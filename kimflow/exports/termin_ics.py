"""The calendar entry of a meeting (RFC 5545, 5546): the UID stays, SEQUENCE rises with every change and the CANCEL."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from kimflow import clock, config
from kimflow.models import Sitzung, SitzungStatus

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
ZONE = "Europe/Berlin"


def methode(sitzung: Sitzung) -> str:
    """What the entry says as the meeting stands now."""
    return CANCEL if sitzung.status is SitzungStatus.ABGESAGT else PUBLISH


def termin(sitzung: Sitzung, *, methode: str) -> str:
    """The whole calendar object, folded and with CRLF. methode: PUBLISH for a new or changed entry, or CANCEL."""
    calendar = Calendar()
    calendar.add("prodid", "-//kimflow//Sitzungen//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", methode)
    calendar.add_component(_zone())
    calendar.add_component(_eintrag(sitzung, methode))
    return calendar.to_ical().decode("utf-8")


def _eintrag(sitzung: Sitzung, methode: str) -> Event:
    event = Event()
    event.add("uid", f"{sitzung.kalender_id}@kimflow")
    event.add("sequence", sitzung.kalender_folge)
    event.add("dtstamp", clock.now())
    event.add("dtstart", clock.local(sitzung.beginn))
    event.add("dtend", clock.local(sitzung.ende))
    event.add("summary", f"{sitzung.gremium}: Sitzung {sitzung.nummer}")
    if where := sitzung.ort or sitzung.online:
        event.add("location", where)
    event.add("description", _beschreibung(sitzung))
    event.add("url", _seite(sitzung))
    event.add("organizer", _absender())
    event.add("status", "CANCELLED" if methode == CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if methode == CANCEL else "OPAQUE")
    return event


def _beschreibung(sitzung: Sitzung) -> str:
    lines = [f"Tagesordnung und Unterlagen: {_seite(sitzung)}"]
    if sitzung.online:
        lines.append(f"Online: {sitzung.online}")
    return "\n".join(lines)


def _seite(sitzung: Sitzung) -> str:
    return f"{config.current().basis_url.rstrip('/')}/sitzungen/{sitzung.nummer}"


def _absender() -> vCalAddress:
    organizer = vCalAddress(f"mailto:{config.current().absender}")
    organizer.params["CN"] = vText(f"Koordinierende Stelle, {config.current().kreis}")
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
