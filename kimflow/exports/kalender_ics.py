"""A personal calendar that a program subscribes to (RFC 5545, 7986): the same bytes as long as nothing changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Event, vDuration

from kimflow import clock, config
from kimflow.exports.kalenderteile import PUBLISH, absender, kalender, seite
from kimflow.queries.kalender import Spur, Termin

NACH = timedelta(hours=1)
"""How often a program should ask; more often it learns nothing."""


def schreiben(
    termine: Sequence[Termin],
    aenderungen: Mapping[Spur, tuple[int, datetime]],
    *,
    name: str,
    mit_titel: bool,
    seit: datetime,
) -> bytes:
    """The calendar object. seit: stands for the last change of what the trail does not know."""
    calendar = kalender("Kalender", PUBLISH)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(NACH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(NACH))
    for termin in sorted(termine, key=lambda one: (one.art, one.id)):
        folge, geaendert = aenderungen.get(termin.spur, (0, seit))
        calendar.add_component(_eintrag(termin, folge, geaendert, mit_titel))
    return calendar.to_ical()


def _eintrag(termin: Termin, folge: int, geaendert: datetime, mit_titel: bool) -> Event:
    event = Event()
    event.add("uid", _kennung(termin))
    event.add("sequence", folge if termin.folge is None else termin.folge)
    # Not the moment of asking: an entry that did not change is the same for ever.
    event.add("dtstamp", geaendert)
    event.add("last-modified", geaendert)
    _wann(event, termin)
    event.add("summary", f"{termin.titel} – {termin.worte}" if mit_titel and termin.worte else termin.titel)
    if termin.ort:
        event.add("location", termin.ort)
    event.add("description", "\n".join(filter(None, (f"Mehr dazu: {seite(termin.pfad)}", termin.hinweis))))
    event.add("url", seite(termin.pfad))
    event.add("organizer", absender())
    event.add("class", "PRIVATE")
    event.add("status", termin.stand)
    busy = termin.art == "sitzung" and termin.stand != "CANCELLED"
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return event


def _wann(event: Event, termin: Termin) -> None:
    """A whole day ends, exclusively, with the next one."""
    if termin.tag is not None:
        event.add("dtstart", termin.tag)
        event.add("dtend", termin.tag + timedelta(days=1))
    elif termin.beginn is not None and termin.ende is not None:
        event.add("dtstart", clock.local(termin.beginn))
        event.add("dtend", clock.local(termin.ende))


def _kennung(termin: Termin) -> str:
    """Two Kreise in one calendar have the same ids, hence the host."""
    if termin.kennung:
        return f"{termin.kennung}@kimflow"
    return f"{termin.art}-{termin.id}@{urlsplit(config.current().basis_url).hostname or 'kimflow'}"
