"""A Zeichnung that is missing: who signs for the house in the middle of the time, before its end and after it."""

from collections.abc import Iterator
from datetime import date, timedelta

from kimflow import clock, queries
from kimflow.mail.briefe import Brief
from kimflow.mail.zeichnungen import Zeichnungszeile, ausstehende
from kimflow.models import Beitrag, Person
from kimflow.permissions import Permission
from kimflow.queries import zeichnungen
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe
from kimflow.workflow.zielvereinbarungen.fehlende import link_zur_zeichnung

VOR_DEM_ENDE = -3
NACH_DEM_ENDE = 1
"""Days before and after the last day to sign; the day after goes to the Koordination as well (wiedervorlagen.py)."""


def schreiben() -> int:
    """An die zeichnungsberechtigten Personen, in einem Brief mit je einem Link zum Zeichnen."""
    return verschicken(Permission.ZIELVEREINBARUNG_ERINNERN, _posten(), _brief)


def stufen(tage: int) -> tuple[int, ...]:
    """The rungs of a time of so many days: its middle, three days before its end, the day after."""
    return (tage // 2 - tage, VOR_DEM_ENDE, NACH_DEM_ENDE)


def _posten() -> Iterator[Posten[tuple[Beitrag, date]]]:
    ladder, asked = stufen(zeichnungen.frist_tage()), zeichnungen.zuletzt_gebetene()
    for beitrag in zeichnungen.zu_erinnernde():
        ende = zeichnungen.frist(beitrag.zielvereinbarung)
        for wer in queries.personen.zeichnungsberechtigte(beitrag.institution_id):
            seit = asked.get((beitrag.id, wer.id), ende - timedelta(days=zeichnungen.frist_tage()))
            tage = faellige_stufe(ladder, ende, clock.today(), seit=seit)
            if tage is not None:
                yield Posten(f"zeichnung:{beitrag.id}:{ende}:{tage}", wer, (beitrag, ende))


def _brief(an: Person, found: list[tuple[Beitrag, date]]) -> Brief:
    rows = [
        Zeichnungszeile(b.zielvereinbarung.nummer, b.institution.name, bis, link_zur_zeichnung(an, b.id))
        for b, bis in found
    ]
    return ausstehende(an, rows)
