"""The light of a Maßnahme, computed from dates (FACH §3). Pure functions: nobody sets a colour by hand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kimflow import clock
from kimflow.models import Massnahme, MassnahmeStatus
from kimflow.models.massnahmen import ABSTAND_TAGE, STILLE_TAGE, VORLAUF_TAGE


class Stufe(StrEnum):
    ROT = "rot"
    GRAU = "grau"
    GELB = "gelb"
    GRUEN = "gruen"
    OHNE = "ohne"
    RUHT = "ruht"


WORTE: dict[Stufe, str] = {
    Stufe.ROT: "überfällig",
    Stufe.GRAU: "still",
    Stufe.GELB: "beachten",
    Stufe.GRUEN: "im Plan",
    Stufe.OHNE: "ohne Termin",
    Stufe.RUHT: "ruht",
}
"""The word beside the light: colour is never the only sign."""


class Verzug(StrEnum):
    """The class of a Maßnahme by its date: each is in exactly one of them, those without a date included."""

    WOCHE = "woche"
    MONAT = "monat"
    LAENGER = "laenger"
    OHNE = "ohne"
    PUENKTLICH = "puenktlich"
    LAEUFT_NICHT = "laeuft_nicht"

    @property
    def ist_ueberfaellig(self) -> bool:
        return self in (Verzug.WOCHE, Verzug.MONAT, Verzug.LAENGER)


VERZUG: dict[Verzug, str] = {
    Verzug.LAENGER: "mehr als 30 Tage überfällig",
    Verzug.MONAT: "8 bis 30 Tage überfällig",
    Verzug.WOCHE: "1 bis 7 Tage überfällig",
    Verzug.OHNE: "ohne Termin",
    Verzug.PUENKTLICH: "nicht überfällig",
    Verzug.LAEUFT_NICHT: "laufen nicht",
}
"""The words of the classes, wherever they stand."""


@dataclass(frozen=True)
class Ampel:
    """A light and the rule that gave it, as a German sentence."""

    stufe: Stufe
    regel: str

    @property
    def wort(self) -> str:
        return WORTE[self.stufe]


def termin(*tage: date | None) -> date | None:
    """The date that counts: the next milestone, the deadline, or the day its waiting ends, whichever comes first."""
    return min((day for day in tage if day is not None), default=None)


def ampel(
    status: MassnahmeStatus,
    naechster_termin: date | None,
    frist: date | None,
    letzte_rueckmeldung: date | None,
    vereinbart_am: date | None,
    heute: date,
    wartet_bis: date | None = None,
) -> Ampel | None:
    """The light on `heute`; None where there is nothing to follow up.

    Silence counts from the last Rückmeldung, before the first one from the day of the Beschluss. The day until which
    it waits for others is a date like any other while it waits: whoever waits beyond it has something to clear up.
    """
    if status is MassnahmeStatus.RUHT:
        return Ampel(Stufe.RUHT, "Die Maßnahme ruht bis zur Wiedervorlage.")
    if status not in Massnahme.LAUFENDE:
        return None
    bis = wartet_bis if status is MassnahmeStatus.WARTET else None
    faellig = termin(naechster_termin, frist, bis)
    if faellig is None:
        return Ampel(Stufe.OHNE, "Es gibt weder einen offenen Meilenstein noch eine Frist.")
    if faellig < heute and faellig == bis:
        return Ampel(Stufe.ROT, f"Gewartet werden sollte bis {faellig:%d.%m.%Y}; der Tag ist verstrichen.")
    if faellig < heute:
        return Ampel(Stufe.ROT, f"Der Termin am {faellig:%d.%m.%Y} ist verstrichen.")
    still = (heute - (letzte_rueckmeldung or vereinbart_am or heute)).days
    if still > STILLE_TAGE:
        return Ampel(Stufe.GRAU, f"Seit mehr als {STILLE_TAGE} Tagen keine Rückmeldung.")
    if (faellig - heute).days <= VORLAUF_TAGE:
        return Ampel(Stufe.GELB, f"Fällig in den nächsten {VORLAUF_TAGE} Tagen, am {faellig:%d.%m.%Y}.")
    if still > ABSTAND_TAGE:
        return Ampel(Stufe.GELB, f"Seit mehr als {ABSTAND_TAGE} Tagen keine Rückmeldung.")
    heard = "Rückmeldung ist aktuell" if letzte_rueckmeldung else "noch keine Rückmeldung nötig"
    return Ampel(Stufe.GRUEN, f"Nächster Termin am {faellig:%d.%m.%Y}, {heard}.")


def licht(massnahme: Massnahme, heute: date) -> Ampel | None:
    """The light of one Maßnahme with its milestones, Rückmeldungen and Beschluss loaded."""
    step, heard, beschluss = massnahme.naechster_meilenstein, massnahme.letzte_rueckmeldung, massnahme.beschluss
    return ampel(
        massnahme.status,
        step.geplant_am if step else None,
        massnahme.frist,
        clock.local(heard.gemeldet_am).date() if heard else None,
        beschluss.gefasst_am if beschluss else None,
        heute,
        massnahme.wartet_bis,
    )


def verzug(laeuft: bool, faellig: date | None, heute: date) -> Verzug:
    """Overdue up to 7, 8 to 30, more than 30 days; without any date; not overdue; or nothing that runs."""
    if not laeuft:
        return Verzug.LAEUFT_NICHT
    if faellig is None:
        return Verzug.OHNE
    if faellig >= heute:
        return Verzug.PUENKTLICH
    tage = (heute - faellig).days
    if tage <= 7:
        return Verzug.WOCHE
    return Verzug.MONAT if tage <= 30 else Verzug.LAENGER
