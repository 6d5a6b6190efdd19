"""Drawings over time: one line per Maßnahme from its Beschluss to its Frist, and what is done month by month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kimflow.models import MassnahmeStatus
from kimflow.queries.massnahmen import Schritt, Zeile

Ort = Callable[[date], float]
BREITE, NAMEN, RAND, ZEILE, OBEN = 900, 120, 12, 24, 26
"""Where the lines begin behind the numbers, the free edge, the height of a row, and where the first one starts."""
HOECHSTENS = 60
"""A drawing of more rows says nothing any more; the table has all."""


@dataclass(frozen=True)
class Punkt:
    """A milestone: hollow where it is planned, filled where it was reached. `plan` is where it was to be at first."""

    x: float
    plan: float | None
    erreicht: bool


@dataclass(frozen=True)
class Strecke:
    """The line of one Maßnahme, from its first to its last date."""

    nummer: str
    y: int
    von: float
    bis: float
    punkte: Sequence[Punkt]


@dataclass(frozen=True)
class Zeitbild:
    strecken: Sequence[Strecke]
    monate: Sequence[tuple[float, str]]
    heute: float
    hoehe: int
    fehlen: int
    breite: int = BREITE
    namen: int = NAMEN
    oben: int = OBEN


def zeitbild(zeilen: Sequence[Zeile], schritte: Mapping[int, Sequence[Schritt]], heute: date) -> Zeitbild | None:
    """None where no Maßnahme has a date. At most HOECHSTENS rows; `fehlen` says how many are not drawn."""
    spans = [(row, span) for row in zeilen if (span := _spanne(row, schritte.get(row.id, ())))]
    if not spans:
        return None
    drawn = spans[:HOECHSTENS]
    begin = min(heute, *(span[0] for _, span in drawn))
    end = max(heute, *(span[1] for _, span in drawn))
    scale = (BREITE - NAMEN - RAND) / max(1, (end - begin).days)

    def x(day: date) -> float:
        return round(NAMEN + (day - begin).days * scale, 1)

    lines = [
        Strecke(
            row.nummer,
            OBEN + number * ZEILE + ZEILE // 2,
            x(span[0]),
            x(span[1]),
            [_punkt(one, x) for one in schritte.get(row.id, ())],
        )
        for number, (row, span) in enumerate(drawn)
    ]
    return Zeitbild(
        lines, _beschriftung(begin, end, x), x(heute), OBEN + len(lines) * ZEILE + 6, len(spans) - len(drawn)
    )


def _spanne(row: Zeile, schritte: Sequence[Schritt]) -> tuple[date, date] | None:
    bis = row.wartet_bis if row.status is MassnahmeStatus.WARTET else None
    days = [day for day in (row.beschluss_am, row.frist, row.umgesetzt_am, bis) if day]
    for one in schritte:
        days += [one.geplant_am, one.urspruenglich_am, *([one.erreicht_am] if one.erreicht_am else [])]
    return (min(days), max(days)) if days else None


def _punkt(one: Schritt, x: Ort) -> Punkt:
    moved = one.urspruenglich_am != one.geplant_am or (one.erreicht_am and one.erreicht_am != one.geplant_am)
    return Punkt(
        x(one.erreicht_am or one.geplant_am), x(one.urspruenglich_am) if moved else None, bool(one.erreicht_am)
    )


def _beschriftung(begin: date, end: date, x: Ort) -> list[tuple[float, str]]:
    """About eight months along the top, named like 3/26."""
    months = [date(n // 12, n % 12 + 1, 1) for n in range(begin.year * 12 + begin.month, end.year * 12 + end.month)]
    step = max(1, len(months) // 8)
    return [(x(day), f"{day.month}/{day.year % 100:02d}") for day in months[::step]]


@dataclass(frozen=True)
class Monat:
    """At the end of a month (for the running one: today): how many were agreed, and implemented, by then."""

    monat: date
    vereinbart: int
    umgesetzt: int

    @property
    def offen(self) -> int:
        return self.vereinbart - self.umgesetzt


@dataclass(frozen=True)
class Abgearbeitet:
    monate: Sequence[Monat]
    vereinbart: str
    umgesetzt: str
    hoechstens: int
    breite: int = 360
    hoehe: int = 170


def abgearbeitet(verlaeufe: Sequence[tuple[date, date | None]], heute: date) -> Abgearbeitet | None:
    """The burn-up over at most the last 24 months from real dates; None where nothing was agreed."""
    if not verlaeufe:
        return None
    last = heute.year * 12 + heute.month - 1
    first = min(last, *(day.year * 12 + day.month - 1 for day, _ in verlaeufe))
    months = [_monat(number, verlaeufe) for number in range(max(first, last - 23), last + 1)]
    most = max(1, months[-1].vereinbart)
    return Abgearbeitet(
        months,
        _linie([one.vereinbart for one in months], most),
        _linie([one.umgesetzt for one in months], most),
        most,
    )


def _monat(number: int, verlaeufe: Sequence[tuple[date, date | None]]) -> Monat:
    after = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    agreed = sum(day < after for day, _ in verlaeufe)
    return Monat(
        date(number // 12, number % 12 + 1, 1), agreed, sum(bool(done and done < after) for _, done in verlaeufe)
    )


def _linie(values: Sequence[int], most: int) -> str:
    """Points of a polyline in the frame 26 to 350 by 10 to 150."""
    step = 324 / max(1, len(values) - 1)
    return " ".join(f"{26 + i * step:.1f},{150 - value / most * 140:.1f}" for i, value in enumerate(values))
