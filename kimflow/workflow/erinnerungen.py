"""Reminders that are due by the clock, without anybody pressing a button: to Sitze that have not voted yet, to
houses whose Stellungnahme is still open, to houses whose Maßnahme will stand in the printed list with its light, to
Projektgruppen that have to read an Indikator."""

from collections.abc import Iterable
from datetime import timedelta

from kimflow import clock, queries
from kimflow.mail import abstimmungen, indikatoren, massnahmen, themen
from kimflow.mail.briefe import Brief
from kimflow.models import Abstimmung
from kimflow.permissions import Permission
from kimflow.workflow import post, stellungnahmen
from kimflow.workflow.ampel import Stufe, licht

TAGE_VORHER = (3, 1)
AMPEL_VORHER = 5
"""Working days before a Sitzung on which a house learns of the lights in the list printed for it (FACH §3)."""
_GEMELDET = (Stufe.ROT, Stufe.GRAU, Stufe.GELB)
MINDESTDAUER = timedelta(days=2)


def schreiben() -> int:
    """Put what is due into the outbox and say how much it was. Inside transaction(); again and again does no harm."""
    ballots = sum(_erinnern(abstimmung) for abstimmung in queries.runden.befristete())
    return ballots + _an_stellungnahmen() + _an_haeuser_mit_ampel() + _an_messungen()


def _an_haeuser_mit_ampel() -> int:
    """Five working days before a Sitzung, or as soon after as this runs, each house once per Sitzung."""
    today = clock.today()
    until = clock.end_of(clock.working_days_after(today, AMPEL_VORHER))
    meetings = queries.massnahmen.kommende_sitzungen(clock.now(), until)
    if not meetings:
        return 0
    lit = [(m, light) for m in queries.massnahmen.laufende() if (light := licht(m, today)) and light.stufe in _GEMELDET]
    count = 0
    for house in {m.institution_id: m.institution for m, _ in lit}.values():
        own = [(m, light.wort) for m, light in lit if m.institution_id == house.id]
        for sitzung in meetings:
            letters = massnahmen.ampel_steht_in_der_liste(sitzung, house, own)
            reachable = (brief for brief in letters if brief.an.ist_erreichbar)
            count += sum(post.einwerfen(brief, Permission.MASSNAHME_ANMERKEN) for brief in reachable)
    return count


def _an_messungen() -> int:
    """Once for each due day, to who leads the Projektgruppe."""
    return sum(
        brief.an.ist_erreichbar and post.einwerfen(brief, Permission.INDIKATOR_MESSWERT_ERFASSEN)
        for indikator in queries.indikatoren.faellige()
        for brief in indikatoren.messung_faellig(indikator)
    )


def _an_stellungnahmen() -> int:
    waiting = stellungnahmen.faellige()
    stellungnahmen.einladen(waiting)
    written = [one for one in waiting for brief in themen.stellungnahme_steht_aus(one) if _einwerfen(brief)]
    stellungnahmen.erinnert(written)
    return len(written)


def _einwerfen(brief: Brief) -> bool:
    return brief.an.ist_erreichbar and post.einwerfen(brief, Permission.THEMA_ERINNERN)


def _erinnern(abstimmung: Abstimmung) -> int:
    stage = next(iter(_faellig(abstimmung)), None)
    if stage is None:
        return 0
    reachable = (b for b in abstimmungen.faellige_erinnerung(abstimmung, stage) if b.an.ist_erreichbar)
    return sum(post.einwerfen(brief, Permission.ABSTIMMUNG_ERINNERN) for brief in reachable)


def _faellig(abstimmung: Abstimmung) -> Iterable[int]:
    """The stages whose moment has come, the last first: after an outage nobody gets the earlier one too."""
    opened, end = abstimmung.eroeffnet_am, abstimmung.endet_am
    if opened is None or end is None or end - opened < MINDESTDAUER:
        return []
    return [days for days in sorted(TAGE_VORHER) if opened < end - timedelta(days=days) <= clock.now()]
