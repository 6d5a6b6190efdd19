"""The Montagsbrief: once a week what is to be done and what happened, by number and with links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person

Was = TypeVar("Was")
_ZEICHEN = 6500
"""How much of tasks and news one letter carries; the start page holds the rest."""


@dataclass(frozen=True)
class Punkt:
    """One task: what it is about (may be empty), its day in words, and the path of its page."""

    gruppe: str
    text: str
    frist: str
    pfad: str


@dataclass(frozen=True)
class Nachricht:
    """One thing something happened to: number, path, and (when, sentence) of each, the newest first."""

    nummer: str
    pfad: str
    zeilen: Sequence[tuple[datetime, str]]


@dataclass(frozen=True)
class Abschnitt:
    titel: str
    punkte: Sequence[Punkt]


def wochenbrief(an: Person, montag: date, abschnitte: Sequence[Abschnitt], neues: Sequence[Nachricht]) -> Brief:
    """The letter of the week that begins on `montag`; what does not fit is counted."""
    tasks = [one for part in abschnitte for one in part.punkte]
    kept = list(_was_passt(((one, _laenge(one)) for one in tasks), _ZEICHEN))
    room = _ZEICHEN - sum(_laenge(one) for one in kept)
    news = list(_was_passt(((one, _laenge_von(one)) for one in neues), room)) if len(kept) == len(tasks) else []
    return schreiben(
        an,
        f"Ihre Woche ab {montag:%d.%m.%Y}: {_aufgaben(len(tasks))}",
        "montagsbrief",
        f"{montag}",
        abschnitte=[
            (part.titel, shown)
            for part in abschnitte
            if (shown := [(one, adresse(one.pfad)) for one in part.punkte if one in kept])
        ],
        weitere=len(tasks) - len(kept),
        neues=[(one, adresse(one.pfad)) for one in news],
        weiteres=len(neues) - len(news),
        start=adresse("/"),
    )


def _was_passt(things: Iterable[tuple[Was, int]], room: int) -> Iterator[Was]:
    """The first of them that fit in so many characters together."""
    for one, length in things:
        room -= length
        if room < 0:
            return
        yield one


def _laenge(punkt: Punkt) -> int:
    return len(f"- {punkt.gruppe}: {punkt.text}, {punkt.frist}\n  {adresse(punkt.pfad)}\n")


def _laenge_von(one: Nachricht) -> int:
    lines = sum(len(f"- 01.01.2026: {sentence}\n") for _, sentence in one.zeilen)
    return lines + len(f"{one.nummer}\n  {adresse(one.pfad)}\n")


def _aufgaben(count: int) -> str:
    if not count:
        return "was geschehen ist"
    return "1 Aufgabe" if count == 1 else f"{count} Aufgaben"
