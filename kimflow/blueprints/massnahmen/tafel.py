"""The rows as they are shown: counted by class, in groups."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kimflow import clock
from kimflow.db import german_key
from kimflow.models import Massnahme
from kimflow.queries.massnahmen import Zeile
from kimflow.web.ampelzeilen import Tafelzeile
from kimflow.workflow.ampel import Ampel, Verzug, licht, verzug
from kimflow.workflow.auslastung import Auslastung

Merkmale = Mapping[int, Sequence[str]]

GRUPPEN: Mapping[str, tuple[str, str, Callable[[Zeile, Merkmale], Sequence[str]]]] = {
    "institution": ("Institution", "", lambda zeile, _: [zeile.institution]),
    "projektgruppe": (
        "‹Projektgruppe:nom›",
        "Ohne ‹Projektgruppe:akk›",
        lambda zeile, _: [zeile.projektgruppe] if zeile.projektgruppe else [],
    ),
    "zielvereinbarung": (
        "Zielvereinbarung",
        "Ohne Zielvereinbarung",
        lambda zeile, _: [f"{zeile.zielvereinbarung} {zeile.zielvereinbarung_titel}"] if zeile.zielvereinbarung else [],
    ),
    "schnittstelle": (
        "Schnittstelle (Rechtskreise)",
        "Thema ohne Rechtskreis",
        lambda zeile, merkmale: [" – ".join(merkmale[zeile.id])] if zeile.id in merkmale else [],
    ),
    "kommune": (
        "Kommune",
        "Noch keiner Kommune zugeordnet",
        lambda zeile, merkmale: merkmale.get(zeile.id, []),
    ),
    "foerdertopf": ("Fördertopf", "Ohne Buchung", lambda zeile, merkmale: merkmale.get(zeile.id, [])),
}
"""Name → heading, what stands above those that have none, and under which headings a row stands."""


@dataclass(frozen=True)
class Gruppe:
    """Rows under one heading; `auslastung` is what a Projektgruppe carries."""

    titel: str
    zeilen: list[Tafelzeile]
    auslastung: Auslastung | None = None

    @property
    def ueberfaellig(self) -> int:
        return sum(row.verzug is not None and row.verzug.ist_ueberfaellig for row in self.zeilen)


def gezaehlt(termine: Iterable[tuple[bool, date | None, int]]) -> Counter[Verzug]:
    """How many are in each class."""
    today, counts = clock.today(), Counter[Verzug]()
    for running, day, count in termine:
        counts[verzug(running, day, today)] += count
    return counts


def ampel_von(massnahme: Massnahme) -> Ampel | None:
    """The light of one Maßnahme with its milestones and Rückmeldungen loaded."""
    return licht(massnahme, clock.today())


def gruppiert(
    zeilen: list[Tafelzeile], gruppe: str, merkmale: Merkmale, lasten: Mapping[int, Auslastung]
) -> list[Gruppe]:
    """The rows under their headings, by name, those without one last; one group of all where none is asked for."""
    if gruppe not in GRUPPEN:
        return [Gruppe("Maßnahmen", zeilen)] if zeilen else []
    _, ohne, worte = GRUPPEN[gruppe]
    found: dict[str, list[Tafelzeile]] = {}
    rest: list[Tafelzeile] = []
    for row in zeilen:
        headings = worte(row.zeile, merkmale)
        for heading in headings:
            found.setdefault(heading, []).append(row)
        if not headings:
            rest.append(row)
    groups = [_gruppe(titel, found[titel], gruppe, lasten) for titel in sorted(found, key=german_key)]
    return [*groups, *([Gruppe(ohne, rest)] if rest else [])]


def _gruppe(titel: str, zeilen: list[Tafelzeile], gruppe: str, lasten: Mapping[int, Auslastung]) -> Gruppe:
    body = zeilen[0].zeile.projektgruppe_id if gruppe == "projektgruppe" else None
    return Gruppe(titel, zeilen, lasten.get(body) if body else None)
