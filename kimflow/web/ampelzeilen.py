"""The rows of Maßnahmen with their light and class, filtered by them: what pages, files and the interface show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kimflow import clock
from kimflow.models import Lage, Massnahme, MassnahmeStatus
from kimflow.queries.massnahmen import FERTIG, Massnahmenfilter, Zeile
from kimflow.workflow.ampel import Ampel, Verzug, ampel, termin, verzug


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
