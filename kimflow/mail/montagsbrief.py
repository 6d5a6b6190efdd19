"""The Montagsbrief: once a week what is to be done and what happened, by number and with links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Person

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
    room = _ZEICHEN
    kept: list[tuple[str, list[tuple[Punkt, str]]]] = []
    left_out = 0
    for part in abschnitte:
        shown = []
        for punkt in part.punkte:
            room -= len(punkt.gruppe) + len(punkt.text) + len(punkt.frist) + len(adresse(punkt.pfad)) + 6
            if room > 0:
                shown.append((punkt, adresse(punkt.pfad)))
            else:
                left_out += 1
        if shown:
            kept.append((part.titel, shown))
    news = []
    for one in neues:
        room -= sum(len(sentence) + 14 for _, sentence in one.zeilen) + len(adresse(one.pfad)) + 20
        if room > 0:
            news.append((one, adresse(one.pfad)))
    tasks = sum(len(part.punkte) for part in abschnitte)
    return schreiben(
        an,
        f"Ihre Woche ab {montag:%d.%m.%Y}: {_aufgaben(tasks)}",
        "montagsbrief",
        f"{montag}",
        abschnitte=kept,
        weitere=left_out,
        neues=news,
        weiteres=len(neues) - len(news),
        start=adresse("/"),
    )


def _aufgaben(count: int) -> str:
    if not count:
        return "was geschehen ist"
    return "1 Aufgabe" if count == 1 else f"{count} Aufgaben"
