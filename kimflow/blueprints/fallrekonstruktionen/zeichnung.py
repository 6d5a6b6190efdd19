"""The way of a case as a drawing: Stationen on a line, breaks in it. Pure arithmetic; the template only prints it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kimflow.blueprints.fallrekonstruktionen import bp

NEBENEINANDER = 6
"""So many Stationen are read beside each other; a longer way is drawn downwards on every screen."""
SCHRITT, ZEILE, HALB = 180, 20, 11
BREITE_HOCH, RAND_HOCH, ZEICHEN_QUER, ZEICHEN_HOCH = 320, 22, 20, 30


@dataclass(frozen=True)
class Text:
    """Lines of text; x is their middle where `mitte`, else their beginning."""

    x: int
    y: int
    zeilen: Sequence[str]
    mitte: bool = False


@dataclass(frozen=True)
class Halt:
    """A Station: where it lies, its number, whether it went well."""

    x: int
    y: int
    nummer: int
    gelungen: bool
    text: Text


@dataclass(frozen=True)
class Strecke:
    """The line from one Station to the next; broken where `brueche` says so, at (x, y)."""

    x1: int
    y1: int
    x2: int
    y2: int
    brueche: Text | None = None

    @property
    def mitte(self) -> tuple[int, int]:
        return (self.x1 + self.x2) // 2, (self.y1 + self.y2) // 2


@dataclass(frozen=True)
class Bild:
    """A drawing of this size."""

    breite: int
    hoehe: int
    halte: Sequence[Halt]
    strecken: Sequence[Strecke]
    waagerecht: bool


@dataclass(frozen=True)
class Weg:
    """What the page shows: one or two drawings of the same way, and the way in words."""

    bilder: Sequence[Bild]
    saetze: Sequence[str]
    ohne_ort: Sequence[int]
    """Numbers of Bruchstellen that name no Station."""


@bp.app_template_filter("weg")
def weg(fall: Any) -> Weg:
    """The way of a case with its Stationen and Bruchstellen loaded."""
    stations = list(fall.stationen)
    breaks: dict[int, list[Any]] = {}
    for one in fall.bruchstellen:
        breaks.setdefault(one.nach_station or 0, []).append(one)
    down = _hoch(stations, breaks)
    across = [_quer(stations, breaks)] if len(stations) <= NEBENEINANDER else []
    lost = [one.position for one in fall.bruchstellen if not 0 < (one.nach_station or 0) <= len(stations)]
    return Weg([*across, down], _saetze(stations, breaks), lost)


def _quer(stations: Sequence[Any], breaks: dict[int, list[Any]]) -> Bild:
    """From left to right: breaks above the line, Stationen below it."""
    labels = {n: _bruchtext(breaks[n], ZEICHEN_QUER) for n in range(1, len(stations) + 1) if n in breaks}
    top = 24 + ZEILE * max((len(lines) for lines in labels.values()), default=0)
    texts = [_stationstext(n, one, ZEICHEN_QUER) for n, one in enumerate(stations, 1)]
    halts = [
        Halt(x, top, n, one.gelungen, Text(x, top + 34, texts[n - 1], mitte=True))
        for n, one in enumerate(stations, 1)
        if (x := SCHRITT * n - SCHRITT // 2)
    ]
    lines = [
        Strecke(
            halt.x + HALB,
            top,
            halt.x + SCHRITT - HALB,
            top,
            Text(halt.x + SCHRITT // 2, top - 14 - ZEILE * (len(labels[halt.nummer]) - 1), labels[halt.nummer], True)
            if halt.nummer in labels
            else None,
        )
        for halt in halts
        if halt.nummer < len(halts) or halt.nummer in labels
    ]
    loose_end = SCHRITT // 2 if len(stations) in labels else 0
    height = top + 34 + ZEILE * max((len(one) for one in texts), default=1)
    return Bild(SCHRITT * len(stations) + loose_end, height, halts, lines, True)


def _hoch(stations: Sequence[Any], breaks: dict[int, list[Any]]) -> Bild:
    """From top to bottom: everything to the right of the line."""
    halts: list[Halt] = []
    lines: list[Strecke] = []
    x, y = RAND_HOCH, 24
    for n, one in enumerate(stations, 1):
        text = _stationstext(n, one, ZEICHEN_HOCH)
        halts.append(Halt(x, y, n, one.gelungen, Text(x + 26, y + 5, text)))
        below = y + ZEILE * len(text) + 22
        broken = _bruchtext(breaks[n], ZEICHEN_HOCH) if n in breaks else []
        label = Text(x + 26, below, broken) if broken else None
        after = below + (ZEILE * len(broken) + 22 if broken else 0)
        if n < len(stations) or broken:
            lines.append(Strecke(x, y + HALB, x, after - HALB, label))
        y = after
    return Bild(BREITE_HOCH, y, halts, lines, False)


def _stationstext(number: int, station: Any, width: int) -> list[str]:
    return textwrap.wrap(f"{number}. {_stelle(station)}", width) + _angaben(station, width)


def _stelle(station: Any) -> str:
    return str(station.institutionstyp.kurz) if station.institutionstyp else "Stelle nicht genannt"


def _angaben(station: Any, width: int) -> list[str]:
    lines = []
    if station.rechtskreis:
        lines += textwrap.wrap(station.rechtskreis.kurz, width)
    if station.wochen is not None:
        lines.append(_dauer(station.wochen))
    return lines


def _bruchtext(breaks: Sequence[Any], width: int) -> list[str]:
    return [line for one in breaks for line in textwrap.wrap(f"Bruch {one.position}: {one.ursache.kurz}", width)]


def _dauer(weeks: int) -> str:
    return "1 Woche" if weeks == 1 else f"{weeks} Wochen"


def _saetze(stations: Sequence[Any], breaks: dict[int, list[Any]]) -> list[str]:
    """The same in words, for whoever does not see it."""
    said = []
    for n, one in enumerate(stations, 1):
        facts = [_stelle(one), *_angaben(one, 200), "gelungen" if one.gelungen else "nicht gelungen"]
        said.append(f"Station {n}: {', '.join(facts)}.")
        said += [
            f"Danach Bruchstelle {b.position}: {b.von_rechtskreis.kurz} zu {b.zu_rechtskreis.kurz}, {b.ursache.kurz}."
            for b in breaks.get(n, [])
        ]
    return said
