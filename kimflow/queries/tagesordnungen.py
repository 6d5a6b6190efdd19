"""The agenda of a meeting: its standing items, when each begins, and what the planning still lacks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kimflow import clock
from kimflow.models import Sitzung, SitzungStatus, Top, Topart
from kimflow.queries import einstellungen
from kimflow.queries.sitzungen import VORHER


@dataclass(frozen=True)
class Punkt:
    """An item of the standing agenda."""

    titel: str
    art: Topart
    minuten: int


PROTOKOLL = Punkt("Genehmigung des Protokolls der letzten Sitzung", Topart.KENNTNISNAHME, 5)
AUFTRAEGE = Punkt("Offene Aufträge", Topart.INFORMATION, 10)
BERICHTE = Punkt("Berichte aus den Projektgruppen", Topart.INFORMATION, 20)
THEMEN = Punkt("Themen", Topart.BERATUNG, 60)
LENKUNGSGRUPPE_STANDARD = (
    Punkt("Begrüßung und Feststellung der Beschlussfähigkeit", Topart.INFORMATION, 5),
    PROTOKOLL,
    AUFTRAEGE,
    BERICHTE,
    THEMEN,
    Punkt("Verschiedenes", Topart.INFORMATION, 10),
    Punkt("Nächster Termin", Topart.INFORMATION, 5),
)
FESTE_TITEL = tuple(punkt.titel for punkt in LENKUNGSGRUPPE_STANDARD)


@dataclass(frozen=True)
class Zeitplan:
    """When each item begins as planned (by its id), when the last one ends and the meeting should ("09:30 Uhr")."""

    beginn: dict[int, str]
    minuten: int
    ende: str
    schluss: str
    dauer: int
    ohne_minuten: int

    @property
    def drueber(self) -> int:
        """Minutes the agenda takes longer than the meeting; 0 if it fits."""
        return max(0, self.minuten - self.dauer)


def zeitplan(sitzung: Sitzung) -> Zeitplan:
    """By the planned minutes alone; an item without any takes none."""
    starts: dict[int, str] = {}
    moment = sitzung.beginn
    for top in sitzung.tops:
        starts[top.id] = _uhrzeit(moment)
        moment += timedelta(minutes=top.minuten or 0)
    total = sum(top.minuten or 0 for top in sitzung.tops)
    unplanned = sum(top.minuten is None for top in sitzung.tops)
    return Zeitplan(starts, total, _uhrzeit(moment), _uhrzeit(sitzung.ende), sitzung.dauer, unplanned)


def _uhrzeit(moment: datetime) -> str:
    return f"{clock.local(moment):%H:%M} Uhr"


def naechster_schritt(sitzung: Sitzung) -> str:
    """The act that comes next while the meeting is prepared; afterwards other pages have it ("")."""
    if sitzung.status is SitzungStatus.GEPLANT:
        return "einladen" if sitzung.tops else "vorlage_anwenden"
    return "eroeffnen" if sitzung.status is SitzungStatus.EINGELADEN else ""


def einladen_bis(sitzung: Sitzung) -> date:
    """The day by which the invitation should be out (FACH: two weeks before; a setting)."""
    return clock.local(sitzung.beginn).date() - timedelta(days=einstellungen.zahl("sitzung.einladung_tage"))


def noch_einladen_bis(sitzung: Sitzung) -> date | None:
    """That day while it lies ahead and nobody is invited yet; a day gone by is among what is missing."""
    until = einladen_bis(sitzung)
    return None if sitzung.eingeladen_am or until < clock.today() else until


def vorschlagen_bis(sitzung: Sitzung) -> date:
    """The last day on which members may propose an item (a setting)."""
    return clock.local(sitzung.beginn).date() - timedelta(days=einstellungen.zahl("sitzung.vorschlaege_tage"))


def fehlendes(sitzung: Sitzung) -> list[str]:
    """What whoever plans should still see to, in words. Nothing of it keeps anybody from inviting."""
    if sitzung.status not in VORHER:
        return []
    found = [
        (sitzung.vorsitz is None, "Noch kein Vorsitz."),
        (sitzung.protokollfuehrung is None, "Noch niemand, der das Protokoll führt."),
        (not sitzung.ort and not sitzung.online, "Weder Ort noch Online-Zugang."),
    ]
    words = [text for missing, text in found if missing]
    if not sitzung.eingeladen_am and noch_einladen_bis(sitzung) is None:
        words.append(f"Die Einladung sollte bis zum {einladen_bis(sitzung):%d.%m.%Y} verschickt sein.")
    if unclear := [top for top in sitzung.tops if not top.berichterstattung and top.titel not in FESTE_TITEL]:
        words.append(f"Keine Berichterstattung zu {_aufzaehlen(unclear)}.")
    if unplanned := [top for top in sitzung.tops if top.minuten is None]:
        words.append(f"Keine Minuten zu {_aufzaehlen(unplanned)}.")
    if over := zeitplan(sitzung).drueber:
        words.append(f"Die Tagesordnung dauert {over} Minuten länger als geplant.")
    return words


def _aufzaehlen(tops: list[Top]) -> str:
    return "TOP " + ", ".join(str(top.position) for top in tops)
