"""Sitze that have not voted, 72 and 24 hours before the end of their round."""

from collections.abc import Iterator
from datetime import timedelta

from kimflow import clock, queries
from kimflow.mail.abstimmungen import faellige_erinnerung, wer_stimmt
from kimflow.models import Abstimmung, Stimmabgabe
from kimflow.permissions import Permission
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stunde

STUNDEN_VORHER = (72, 24)
MINDESTDAUER = timedelta(days=2)
"""Shorter rounds are not reminded of: their opening was the reminder."""


def schreiben() -> int:
    """An alle, die für einen Sitz abstimmen dürfen, der es noch nicht hat; in einem Brief je Person."""
    posten = (one for abstimmung in queries.runden.befristete() for one in _posten(abstimmung))
    return verschicken(Permission.ABSTIMMUNG_ERINNERN, posten, faellige_erinnerung, einmal_am_tag=False)


def _posten(abstimmung: Abstimmung) -> Iterator[Posten[Stimmabgabe]]:
    opened, end = abstimmung.eroeffnet_am, abstimmung.endet_am
    if opened is None or end is None or end - opened < MINDESTDAUER:
        return
    hours = faellige_stunde(STUNDEN_VORHER, opened, end, clock.now())
    if hours is None:
        return
    for stimmabgabe in queries.runden.fehlende(abstimmung):
        for wer in wer_stimmt(stimmabgabe):
            yield Posten(f"stimme:{stimmabgabe.id}:{end:%Y%m%d%H%M}:{hours}", wer, stimmabgabe)
