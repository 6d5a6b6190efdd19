"""An Auftrag out of a Sitzung: its owner shortly before its day and right after."""

from collections.abc import Iterator

from kimflow import clock, queries
from kimflow.mail.anlaesse import Anlass
from kimflow.mail.auftraege import faellige
from kimflow.models import Auftrag
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe

STUFEN = (-3, 1)
"""Days before and after the day it is due."""


def schreiben() -> int:
    """An die verantwortliche Person, in einem Brief mit allen Aufträgen."""
    return verschicken(Anlass.AUFTRAEGE, _posten(), faellige)


def _posten() -> Iterator[Posten[Auftrag]]:
    for auftrag in queries.auftraege.terminierte():
        tag, wer = auftrag.faellig_am, auftrag.verantwortlich
        if tag is None or wer is None:
            continue
        given = auftrag.verantwortlich_seit or clock.local(auftrag.erteilt_am).date()
        tage = faellige_stufe(STUFEN, tag, clock.today(), seit=given)
        if tage is not None:
            yield Posten(f"auftrag:{auftrag.id}:{tag}:{tage}", wer, auftrag)
