"""The calendar entry of a meeting (RFC 5545, 5546): the UID stays, SEQUENCE rises with every change and the CANCEL.

It carries no VALARM: an entry is one's own, and when it rings everybody's own program decides.
"""

from icalendar import Event

from kimflow import clock
from kimflow.exports.kalenderteile import CANCEL, PUBLISH, absender, kalender, seite
from kimflow.models import Sitzung, SitzungStatus

__all__ = ["CANCEL", "PUBLISH", "methode", "termin"]


def methode(sitzung: Sitzung) -> str:
    """What the entry says as the meeting stands now."""
    return CANCEL if sitzung.status is SitzungStatus.ABGESAGT else PUBLISH


def termin(sitzung: Sitzung, *, methode: str) -> str:
    """The whole calendar object, folded and with CRLF. methode: PUBLISH for a new or changed entry, or CANCEL."""
    calendar = kalender("Sitzungen", methode)
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
    event.add("organizer", absender())
    event.add("status", "CANCELLED" if methode == CANCEL else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if methode == CANCEL else "OPAQUE")
    return event


def _beschreibung(sitzung: Sitzung) -> str:
    lines = [f"Tagesordnung und Unterlagen: {_seite(sitzung)}"]
    if sitzung.online:
        lines.append(f"Online: {sitzung.online}")
    return "\n".join(lines)


def _seite(sitzung: Sitzung) -> str:
    return seite(f"/sitzungen/{sitzung.nummer}")
