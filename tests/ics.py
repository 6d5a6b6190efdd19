"""A reader of iCalendar text written from RFC 5545 alone; it shares no code with the library that writes ours.

It refuses what a strict reader refuses: bare line ends, lines of more than 75 octets, components that do not nest,
a TZID without its VTIMEZONE.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

_PROPERTY = re.compile(
    r'(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)', re.S
)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)')
_ESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


class Unlesbar(ValueError):
    """Not iCalendar."""


@dataclass
class Teil:
    """A component: its properties as (parameters, raw value), and what lies inside it."""

    name: str
    angaben: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    teile: list["Teil"] = field(default_factory=list)

    def roh(self, name: str) -> str:
        """The value of a property that must stand there exactly once."""
        values = self.angaben.get(name, [])
        if len(values) != 1:
            raise Unlesbar(f"{name} steht {len(values)}-mal in {self.name}.")
        return values[0][1]

    def text(self, name: str) -> str:
        return re.sub(r"\\[nN,;\\]", lambda m: _ESCAPED[m[0]], self.roh(name))

    def innen(self, name: str) -> list["Teil"]:
        return [teil for teil in self.teile if teil.name == name]


def lesen(content: bytes) -> Teil:
    """The one VCALENDAR of `content`."""
    stack: list[Teil] = []
    found: list[Teil] = []
    for line in _zeilen(content):
        match = _PROPERTY.fullmatch(line)
        if match is None:
            raise Unlesbar(line)
        name, value = match["name"].upper(), match["value"]
        if name == "BEGIN":
            stack.append(Teil(value))
        elif name == "END":
            done = stack.pop()
            if done.name != value:
                raise Unlesbar(f"{done.name} endet als {value}.")
            (stack[-1].teile if stack else found).append(done)
        else:
            params = {key.upper(): text.strip('"') for key, text in _PARAM.findall(match["params"])}
            stack[-1].angaben.setdefault(name, []).append((params, value))
    if stack or len(found) != 1 or found[0].name != "VCALENDAR":
        raise Unlesbar("Kein einzelner VCALENDAR.")
    return found[0]


def _zeilen(content: bytes) -> list[str]:
    if (
        not content.endswith(b"\r\n")
        or b"\n" in content.replace(b"\r\n", b"")
        or b"\r" in content.replace(b"\r\n", b"")
    ):
        raise Unlesbar("Zeilen enden mit CRLF.")
    physical = content.split(b"\r\n")[:-1]
    if any(len(line) > 75 for line in physical):
        raise Unlesbar("Eine Zeile hat mehr als 75 Oktette.")
    return re.sub(rb"\r\n[ \t]", b"", content).decode("utf-8").removesuffix("\r\n").split("\r\n")


def moment(kalender: Teil, termin: Teil, name: str) -> datetime:
    """A DATE-TIME in UTC, its zone taken from the VTIMEZONE that came along."""
    (params, value), *more = termin.angaben[name]
    if more:
        raise Unlesbar(f"{name} steht mehrmals.")
    if value.endswith("Z"):
        return datetime.fromisoformat(value)
    wall = datetime.fromisoformat(value)
    zones = [zone for zone in kalender.innen("VTIMEZONE") if zone.roh("TZID") == params.get("TZID")]
    if len(zones) != 1:
        raise Unlesbar(f"Zu {name} fehlt die Zeitzone.")
    return (wall - _versatz(zones[0], wall)).replace(tzinfo=UTC)


def _versatz(zone: Teil, wall: datetime) -> timedelta:
    """The offset of the half that began last before this wall-clock time."""
    starts = [(_beginn(half, year), half) for half in zone.teile for year in (wall.year - 1, wall.year)]
    _, half = max((pair for pair in starts if pair[0] <= wall), key=lambda pair: pair[0])
    return _dauer(half.roh("TZOFFSETTO"))


def _beginn(half: Teil, year: int) -> datetime:
    first = datetime.fromisoformat(half.roh("DTSTART"))
    rule = dict(part.split("=") for part in half.roh("RRULE").split(";"))
    if rule["FREQ"] != "YEARLY" or rule["BYDAY"] != "-1SU":
        raise Unlesbar(f"Unbekannte Regel {rule}.")
    month = int(rule["BYMONTH"])
    last = calendar.monthrange(year, month)[1]
    day = max(d for d in range(last - 6, last + 1) if calendar.weekday(year, month, d) == calendar.SUNDAY)
    return first.replace(year=year, month=month, day=day)


def _dauer(text: str) -> timedelta:
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))


def termin(content: bytes) -> dict[str, Any]:
    """The one VEVENT in plain words: method, uid, folge, status, beginn, ende, titel, ort, text."""
    kalender = lesen(content)
    (event,) = kalender.innen("VEVENT")
    return {
        "methode": kalender.roh("METHOD"),
        "uid": event.roh("UID"),
        "folge": int(event.roh("SEQUENCE")),
        "status": event.roh("STATUS"),
        "beginn": moment(kalender, event, "DTSTART"),
        "ende": moment(kalender, event, "DTEND"),
        "gestempelt": moment(kalender, event, "DTSTAMP"),
        "titel": event.text("SUMMARY"),
        "ort": event.text("LOCATION") if "LOCATION" in event.angaben else "",
        "text": event.text("DESCRIPTION"),
        "absender": event.roh("ORGANIZER"),
    }
