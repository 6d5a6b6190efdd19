"""The period in the address: a year, or from a day to a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from kimflow import clock
from kimflow.workflow.kennzahlen import Fenster

ERSTES_JAHR = 2020
"""kimflow knows nothing older; earlier days can be typed."""


@dataclass(frozen=True)
class Auswahl:
    """What was chosen; `hinweis` says what of it makes no sense and was left out."""

    fenster: Fenster
    jahr: str
    hinweis: str

    @property
    def adresse(self) -> dict[str, Any]:
        """As it goes on in other addresses."""
        if self.jahr:
            return {"jahr": self.jahr}
        ends = {"von": self.fenster.von, "bis": self.fenster.bis}
        return {name: day.isoformat() for name, day in ends.items() if day}

    @property
    def worte(self) -> str:
        von, bis = self.fenster.von, self.fenster.bis
        if von and bis:
            return f"vom {von:%d.%m.%Y} bis {bis:%d.%m.%Y}"
        if von:
            return f"seit {von:%d.%m.%Y}"
        return f"bis {bis:%d.%m.%Y}" if bis else "die ganze Zeit"


def auswahl() -> Auswahl:
    """A year counts before days; what is no day is nobody's filter."""
    year = request.args.get("jahr", "")
    if year in _jahre():
        return Auswahl(Fenster(date(int(year), 1, 1), date(int(year), 12, 31)), year, "")
    von, bis = _tag("von"), _tag("bis")
    if von and bis and von > bis:
        return Auswahl(Fenster(), "", "Das Ende liegt vor dem Anfang. Gezeigt ist die ganze Zeit.")
    return Auswahl(Fenster(von, bis), "", "")


def felder(gewaehlt: Auswahl) -> list[dict[str, Any]]:
    days = gewaehlt.fenster if not gewaehlt.jahr else Fenster()
    return [
        {
            "name": "jahr",
            "text": "Jahr",
            "wert": gewaehlt.jahr,
            "optionen": [("", "alle"), *((year, year) for year in _jahre())],
        },
        {"name": "von", "text": "oder von", "art": "tag", "wert": days.von},
        {"name": "bis", "text": "bis", "art": "tag", "wert": days.bis},
    ]


def _jahre() -> list[str]:
    return [str(year) for year in range(clock.today().year, ERSTES_JAHR - 1, -1)]


def _tag(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return None
