"""The rows as they are shown: with their light and class, filtered by them, in groups."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kimflow import clock
from kimflow.db import german_key
from kimflow.models import Lage, Massnahme, MassnahmeStatus
from kimflow.queries.massnahmen import FERTIG, Massnahmenfilter, Zeile
from kimflow.workflow.ampel import Ampel, Verzug, ampel, licht, termin, verzug
from kimflow.workflow.auslastung import Auslastung

Merkmale = Mapping[int, Sequence[str]]

GRUPPEN: Mapping[str, tuple[str, str, Callable[[Zeile, Merkmale], Sequence[str]]]] = {
    "institution": ("Institution", "", lambda zeile, _: [zeile.institution]),
    "projektgruppe": (
        "‹Projektgruppe:nom›",
        "Ohne ‹Projektgruppe:nom›",
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
class Tafelzeile:
    """A row with the date that counts and its light; light and class are None for who only reads along."""

    zeile: Zeile
    faellig: date | None
    ampel: Ampel | None
    verzug: Verzug | None

    @property
    def wartet_bis(self) -> date | None:
        """The day its waiting ends where neither a milestone nor the deadline is as soon."""
        return self.faellig if self.faellig not in (self.zeile.naechster_termin, self.zeile.frist) else None

    @property
    def ist_ohne_termin(self) -> bool:
        """What the light calls so, also for who sees no light."""
        return self.faellig is None and self.zeile.status in Massnahme.LAUFENDE


@dataclass(frozen=True)
class Gruppe:
    """Rows under one heading; `auslastung` is what a Projektgruppe carries."""

    titel: str
    zeilen: list[Tafelzeile]
    auslastung: Auslastung | None = None

    @property
    def ueberfaellig(self) -> int:
        return sum(row.verzug is not None and row.verzug.ist_ueberfaellig for row in self.zeilen)


def mit_ampel(zeilen: Iterable[Zeile], filter: Massnahmenfilter) -> tuple[list[Tafelzeile], Counter[Verzug]]:
    """The rows whose light and class the filter lets through, and how many of each class the others let through."""
    today = clock.today()
    rows = [_mit_ampel(zeile, today) for zeile in zeilen]
    if filter.ampel:
        rows = [row for row in rows if row.ampel and row.ampel.stufe == filter.ampel]
    if filter.sicht == "sitzung":
        rows = [row for row in rows if _gehoert_in_die_sitzung(row)]
    counts = Counter(row.verzug for row in rows if row.verzug)
    if filter.verzug:
        rows = [row for row in rows if row.verzug == filter.verzug]
    return rows, counts


def ohne_ampel(zeilen: Iterable[Zeile]) -> list[Tafelzeile]:
    """The rows with status and dates only."""
    return [Tafelzeile(zeile, _faellig(zeile), None, None) for zeile in zeilen]


def gezaehlt(termine: Iterable[tuple[bool, date | None, int]]) -> Counter[Verzug]:
    """How many are in each class."""
    today, counts = clock.today(), Counter[Verzug]()
    for running, day, count in termine:
        counts[verzug(running, day, today)] += count
    return counts


def _gehoert_in_die_sitzung(row: Tafelzeile) -> bool:
    """Overdue for more than 30 days, in need of help, or implemented since the last one (which the query chose)."""
    zeile = row.zeile
    return row.verzug is Verzug.LAENGER or zeile.lage is Lage.HILFE or zeile.status in FERTIG


def _mit_ampel(zeile: Zeile, today: date) -> Tafelzeile:
    heard = clock.local(zeile.rueckmeldung_am).date() if zeile.rueckmeldung_am else None
    faellig = _faellig(zeile)
    light = ampel(zeile.status, zeile.naechster_termin, zeile.frist, heard, zeile.beschluss_am, today, zeile.wartet_bis)
    late = verzug(zeile.status in Massnahme.LAUFENDE, faellig, today)
    return Tafelzeile(zeile, faellig, light, late)


def _faellig(zeile: Zeile) -> date | None:
    bis = zeile.wartet_bis if zeile.status is MassnahmeStatus.WARTET else None
    return termin(zeile.naechster_termin, zeile.frist, bis)


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
