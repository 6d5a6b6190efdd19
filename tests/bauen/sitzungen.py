"""Meetings for tests, made with the acts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from kimflow import clock, workflow
from kimflow.db import transaction
from kimflow.models import Gremium, Sitzung, Sitzungsantwort, SitzungStatus, Thema, Top, Topart, Zielvereinbarung
from tests.besetzung import Welt


def neue_sitzung(
    welt: Welt, *, gremium: Gremium | None = None, beginn: datetime | None = None, ort: str = "Kreishaus, Raum 1"
) -> Sitzung:
    """A planned meeting of the Lenkungsgruppe four weeks from now, with an empty agenda."""
    with transaction():
        return workflow.sitzungen.planen(
            gremium or welt.lenkungsgruppe,
            welt.person("Kora"),
            beginn=beginn or clock.now() + timedelta(days=28),
            ort=ort,
            vorsitz=welt.person("Mia"),
            protokollfuehrung=welt.person("Kora"),
        )


def neuer_top(
    welt: Welt,
    sitzung: Sitzung | None = None,
    *,
    titel: str = "Themen priorisieren",
    art: Topart = Topart.PRIORISIERUNG,
    themen: Sequence[Thema] = (),
    zielvereinbarungen: Sequence[Zielvereinbarung] = (),
    **kw: Any,
) -> Top:
    """An item at the end of the agenda, of a new planned meeting if none is given."""
    sitzung = sitzung or neue_sitzung(welt)
    with transaction():
        return workflow.tagesordnungen.top_aufnehmen(
            sitzung,
            welt.person("Kora"),
            titel=titel,
            art=art,
            themen=themen,
            zielvereinbarungen=zielvereinbarungen,
            **kw,
        )


def eingeladene_sitzung(welt: Welt, sitzung: Sitzung | None = None) -> Sitzung:
    """A meeting whose Sitze were invited; with one item if it had none."""
    sitzung = sitzung or neue_sitzung(welt)
    if not sitzung.tops:
        neuer_top(welt, sitzung)
    with transaction():
        workflow.sitzungen.einladen(sitzung, welt.person("Kora"))
    return sitzung


def laufende_sitzung(welt: Welt, sitzung: Sitzung | None = None) -> Sitzung:
    """A meeting that has begun."""
    sitzung = eingeladene_sitzung(welt, sitzung)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, welt.person("Kora"))
    return sitzung


def gehaltene_sitzung(welt: Welt, tage: int) -> Sitzung:
    """A meeting of the Lenkungsgruppe that many days ago, by a raw row."""
    sitzung = neue_sitzung(welt)
    with transaction() as s:
        row = s.get_one(Sitzung, sitzung.id)
        row.beginn = clock.now() - timedelta(days=tage)
        row.eroeffnet_am = row.geschlossen_am = row.beginn
        row.status = SitzungStatus.NACHBEREITUNG
    return sitzung


def laufender_top(welt: Welt, **kw: Any) -> Top:
    """An item of a running meeting."""
    top = neuer_top(welt, **kw)
    laufende_sitzung(welt, top.sitzung)
    return top


def antwort_von(sitzung: Sitzung, sitz: str) -> Sitzungsantwort:
    """The row in which the Sitz with this name answers."""
    return next(a for a in sitzung.antworten if a.sitz.bezeichnung == sitz)
