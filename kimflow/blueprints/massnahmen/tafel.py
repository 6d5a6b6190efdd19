"""The table as it is shown: rows with their light, filtered by it, in groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kimflow import clock
from kimflow.db import german_key
from kimflow.models import Massnahme, MassnahmeStatus
from kimflow.queries.massnahmen import Massnahmenfilter, Zeile
from kimflow.workflow.ampel import Ampel, Verzug, ampel, licht, termin, verzug

GRUPPEN: Mapping[str, tuple[str, Callable[[Zeile], str]]] = {
    "institution": ("Institution", lambda zeile: zeile.institution),
    "projektgruppe": ("Projektgruppe", lambda zeile: zeile.projektgruppe or "Ohne Projektgruppe"),
    "zielvereinbarung": (
        "Zielvereinbarung",
        lambda zeile: (
            f"{zeile.zielvereinbarung} {zeile.zielvereinbarung_titel}"
            if zeile.zielvereinbarung
            else "Ohne Zielvereinbarung"
        ),
    ),
}
VERZUG = {
    Verzug.WOCHE: "bis 7 Tage überfällig",
    Verzug.MONAT: "8 bis 30 Tage überfällig",
    Verzug.LAENGER: "mehr als 30 Tage überfällig",
}


@dataclass(frozen=True)
class Tafelzeile:
    """A row with its light; both are None for who only reads along."""

    zeile: Zeile
    ampel: Ampel | None
    verzug: Verzug | None


@dataclass(frozen=True)
class Gruppe:
    """Rows under one heading."""

    titel: str
    zeilen: list[Tafelzeile]

    @property
    def ueberfaellig(self) -> int:
        return sum(row.verzug is not None for row in self.zeilen)


def mit_ampel(zeilen: Iterable[Zeile], filter: Massnahmenfilter) -> list[Tafelzeile]:
    """The rows whose light and overdue class the filter lets through."""
    rows = [_mit_ampel(zeile) for zeile in zeilen]
    if filter.ampel:
        rows = [row for row in rows if row.ampel and row.ampel.stufe == filter.ampel]
    if filter.verzug:
        rows = [row for row in rows if row.verzug and row.verzug == filter.verzug]
    return rows


def ohne_ampel(zeilen: Iterable[Zeile]) -> list[Tafelzeile]:
    """The rows with status and dates only."""
    return [Tafelzeile(zeile, None, None) for zeile in zeilen]


def _mit_ampel(zeile: Zeile) -> Tafelzeile:
    today = clock.today()
    heard = clock.local(zeile.rueckmeldung_am).date() if zeile.rueckmeldung_am else None
    bis = zeile.wartet_bis if zeile.status is MassnahmeStatus.WARTET else None
    faellig = termin(zeile.naechster_termin, zeile.frist, bis)
    light = ampel(zeile.status, zeile.naechster_termin, zeile.frist, heard, zeile.beschluss_am, today, bis)
    late = verzug(faellig, today) if zeile.status in Massnahme.LAUFENDE else None
    return Tafelzeile(zeile, light, late)


def ampel_von(massnahme: Massnahme) -> Ampel | None:
    """The light of one Maßnahme with its milestones and Rückmeldungen loaded."""
    return licht(massnahme, clock.today())


def gruppiert(zeilen: list[Tafelzeile], gruppe: str) -> list[Gruppe]:
    """The rows under their headings, by name; one group of all where none is asked for."""
    if gruppe not in GRUPPEN:
        return [Gruppe("Maßnahmen", zeilen)] if zeilen else []
    found: dict[str, list[Tafelzeile]] = {}
    for row in zeilen:
        found.setdefault(GRUPPEN[gruppe][1](row.zeile), []).append(row)
    return [Gruppe(titel, found[titel]) for titel in sorted(found, key=german_key)]
