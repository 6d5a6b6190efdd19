"""Invitations nobody has answered: who may answer for the Sitz, before the Sitzung."""

from datetime import timedelta

from kimflow import clock, queries
from kimflow.mail.sitzungen import antwort_fehlt
from kimflow.models import Sitzung, Sitzungsantwort
from kimflow.permissions import Permission
from kimflow.workflow import einladungen, post
from kimflow.workflow.erinnerungen.marken import merken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe

STUFEN = (-7, -2)
"""Days before the Sitzung."""


def schreiben() -> int:
    """An alle, die für einen Sitz ohne Antwort antworten dürfen, mit neuem Link und Kalendereintrag."""
    until = clock.now() + timedelta(days=1 - min(STUFEN))
    return sum(_erinnern(sitzung) for sitzung in queries.einladungen.ausstehende(until))


def _erinnern(sitzung: Sitzung) -> int:
    day, invited = clock.local(sitzung.beginn).date(), sitzung.eingeladen_am
    seit = clock.local(invited).date() if invited else None
    tage = faellige_stufe(STUFEN, day, clock.today(), seit=seit)
    if tage is None:
        return 0
    told = queries.erinnerungen.gesagt(Permission.SITZUNG_ERINNERN)
    due = [(a, who) for a, who in einladungen.schweigende(sitzung) if (_stufe(a, sitzung, tage), who.id) not in told]
    einladungen.anschreiben(sitzung, [(a, who) for a, who in due if who.ist_erreichbar])
    for antwort, who in due:
        merken(Permission.SITZUNG_ERINNERN, _stufe(antwort, sitzung, tage), who.id)
    return sum(post.einwerfen(brief, Permission.SITZUNG_ERINNERN) for brief in antwort_fehlt(sitzung))


def _stufe(antwort: Sitzungsantwort, sitzung: Sitzung, tage: int) -> str:
    return f"einladung:{antwort.id}:{clock.local(sitzung.beginn).date()}:{tage}"
