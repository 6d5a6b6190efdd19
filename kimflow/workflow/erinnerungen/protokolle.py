"""Minutes that may still be objected to: everybody who was invited, before the last day."""

from collections.abc import Iterator
from datetime import date

from kimflow import clock, queries
from kimflow.mail.anlaesse import Anlass
from kimflow.mail.briefe import Brief
from kimflow.mail.protokolle import frist_endet
from kimflow.models import Person, Protokollfassung
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe
from kimflow.workflow.protokolle import link_zum_protokoll

STUFEN = (-3,)
"""Days before the last day to object."""


def schreiben() -> int:
    """An alle, die eingeladen waren und noch keine Einwendung erhoben haben, mit neuem Link."""
    return sum(
        verschicken(Anlass.EINWENDUNGSFRIST, _posten(version, until), _brief, einmal_am_tag=False)
        for version, until in queries.protokolle.mit_laufender_frist()
    )


def _posten(version: Protokollfassung, until: date) -> Iterator[Posten[tuple[Protokollfassung, date]]]:
    laid = clock.local(version.erstellt_am).date()
    if faellige_stufe(STUFEN, until, clock.today(), seit=laid) is None:
        return
    spoken = {version.person_id, *queries.einwendungen.wer_sich_gemeldet_hat(version)}
    for who in queries.protokolle.empfaenger(version.sitzung):
        if who.id not in spoken:
            yield Posten(f"protokoll:{version.id}:{until}", who, (version, until))


def _brief(an: Person, found: list[tuple[Protokollfassung, date]]) -> Brief:
    version, until = found[0]
    return frist_endet(an, version, link_zum_protokoll(an, version.id, until))
