"""What became of it: Zielvereinbarungen, Maßnahmen, what was last heard of them, and their effect."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, false, func, select, true
from sqlalchemy.orm import aliased

from kimflow.models import (
    Institution,
    Massnahme,
    MassnahmeStatus,
    Person,
    Rueckmeldung,
    Weitergabe,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries import massnahmen, weitergaben, zielvereinbarungen
from kimflow.queries.geschichte.anfang import THEMA
from kimflow.queries.geschichte.glieder import Glied, Kapitel, Kette, Themen, luecke, spalten

ZIELVEREINBARUNG, MASSNAHME = "Zielvereinbarung", "Maßnahme"
_RUECKMELDUNG, _WEITERGABE, _WIRKUNG = "Rückmeldung", "Weitergabe", "Wirkung"
_GEZEICHNET = (
    ZielvereinbarungStatus.IN_KRAFT,
    ZielvereinbarungStatus.ABGELOEST,
    ZielvereinbarungStatus.ABGESCHLOSSEN,
)
_VOR_DEM_BESCHLUSS = (MassnahmeStatus.VORGESCHLAGEN, MassnahmeStatus.ZUGESAGT)
_UMGESETZT = (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT)
LAGE = {"plan": "läuft wie geplant", "verzoegert": "verzögert", "hilfe": "Hilfe nötig"}


def _vereinbarungen(person: Person, ids: Themen) -> Select[Any]:
    z = Zielvereinbarung
    columns = spalten(ZIELVEREINBARUNG, z.thema_id, nummer=z.nummer, titel=z.titel, tag=z.in_kraft_am, stand=z.status)
    return zielvereinbarungen.sichtbar_fuer(person).where(z.thema_id.in_(ids)).with_only_columns(*columns)


def _vereinbart(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[ZIELVEREINBARUNG]:
        stand = "gezeichnet" if zeile.stand in _GEZEICHNET else "noch nicht in Kraft"
        yield kette.glied(zeile, ZIELVEREINBARUNG, "zielvereinbarungen.show", stand)
    if not kette[ZIELVEREINBARUNG]:
        reads_drafts = can(kette.person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN)
        words = "Keine Zielvereinbarung" if reads_drafts else "Keine beschlossene Zielvereinbarung"
        yield luecke(ZIELVEREINBARUNG, words)


def _massnahmen(person: Person, ids: Themen) -> Select[Any]:
    m = Massnahme
    columns = spalten(
        MASSNAHME,
        m.thema_id,
        massnahme_id=m.id,
        nummer=m.nummer,
        titel=m.titel,
        tag=func.coalesce(m.umgesetzt_am, m.begonnen_am),
        stand=m.status,
        text=Institution.name,
    )
    return (
        massnahmen.sichtbar_fuer(person)
        .join(Institution, Institution.id == m.institution_id)
        .where(m.thema_id.in_(ids))
        .with_only_columns(*columns)
    )


def _umgesetzt(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[MASSNAHME]:
        yield kette.glied(zeile, MASSNAHME, "massnahmen.show", zeile.text)
        if zeile.stand in _VOR_DEM_BESCHLUSS:
            yield luecke("Beschluss", f"{zeile.nummer}: Noch kein Beschluss")
    if not kette[MASSNAHME]:
        follows = can(kette.person, Permission.MASSNAHME_VERFOLGEN)
        yield luecke(MASSNAHME, "Noch keine Maßnahme" if follows else "Noch keine beschlossene Maßnahme")


def _rueckmeldungen(person: Person, ids: Themen) -> Select[Any]:
    """The last Rückmeldung of each Maßnahme; nobody hears of any who only reads along."""
    follows = true() if can(person, Permission.MASSNAHME_VERFOLGEN) else false()
    other = aliased(Rueckmeldung)
    newest = select(func.max(other.id)).where(other.massnahme_id == Massnahme.id)
    last = newest.correlate(Massnahme).scalar_subquery()
    columns = spalten(
        _RUECKMELDUNG,
        Massnahme.thema_id,
        massnahme_id=Massnahme.id,
        nummer=Massnahme.nummer,
        moment=Rueckmeldung.gemeldet_am,
        stand=Rueckmeldung.lage,
    )
    return (
        massnahmen.sichtbar_fuer(person)
        .join(Rueckmeldung, Rueckmeldung.id == last)
        .where(Massnahme.thema_id.in_(ids), follows)
        .with_only_columns(*columns)
    )


def _gemeldet(kette: Kette) -> Iterator[Glied]:
    heard = {zeile.massnahme_id for zeile in kette[_RUECKMELDUNG]}
    for zeile in kette[_RUECKMELDUNG]:
        yield Glied(_RUECKMELDUNG, f"{zeile.nummer}: {LAGE[zeile.stand]}", zeile.zeit)
    if can(kette.person, Permission.MASSNAHME_VERFOLGEN):
        for zeile in kette[MASSNAHME]:
            if zeile.massnahme_id not in heard and zeile.stand in Massnahme.LAUFENDE:
                yield luecke(_RUECKMELDUNG, f"{zeile.nummer}: noch keine Rückmeldung")


def _weitergaben(person: Person, ids: Themen) -> Select[Any]:
    w = Weitergabe
    columns = spalten(_WEITERGABE, w.thema_id, titel=w.an, tag=w.am, stand=w.antwort_am)
    return weitergaben.sichtbar_fuer(person).where(w.thema_id.in_(ids)).with_only_columns(*columns)


def _weitergegeben(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[_WEITERGABE]:
        text = "Mit Antwort" if zeile.stand else "Noch keine Antwort"
        yield Glied(_WEITERGABE, f"An {zeile.titel}", zeile.zeit, text=text)


def _wirkungen(person: Person, ids: Themen) -> Select[Any]:
    m = Massnahme
    columns = spalten(
        _WIRKUNG,
        m.thema_id,
        massnahme_id=m.id,
        nummer=m.nummer,
        tag=m.wirkungspruefung_am,
        stand=m.status,
        text=m.wirkung,
    )
    visible = massnahmen.sichtbar_fuer(person).where(m.thema_id.in_(ids), m.status.in_(_UMGESETZT))
    return visible.with_only_columns(*columns)


def _gewirkt(kette: Kette) -> Iterator[Glied]:
    checked = [zeile for zeile in kette[_WIRKUNG] if zeile.stand == MassnahmeStatus.GEPRUEFT]
    told = [zeile for zeile in kette[THEMA] if zeile.text]
    for zeile in checked:
        yield Glied(_WIRKUNG, f"{zeile.nummer} geprüft", zeile.zeit, text=zeile.text)
    for zeile in told:
        yield Glied(_WIRKUNG, "Wirkung des Themas", text=zeile.text)
    for zeile in kette[_WIRKUNG]:
        if zeile.stand == MassnahmeStatus.UMGESETZT:
            yield luecke(
                _WIRKUNG, f"{zeile.nummer}: Wirkung noch nicht geprüft", f"Vorgesehen am {zeile.tag:%d.%m.%Y}."
            )
    if kette[_WIRKUNG] and kette[THEMA]:
        werte = {"nummer": kette[THEMA][0].nummer}
        yield Glied("Wirkungscheck", "Bricht es noch?", endpoint="wirkungscheck.thema", werte=werte)
    elif not told:
        yield luecke(_WIRKUNG, "Noch keine Wirkung geprüft")


KAPITEL = (
    Kapitel(ZIELVEREINBARUNG, _vereinbart, (_vereinbarungen,)),
    Kapitel(MASSNAHME, _umgesetzt, (_massnahmen,)),
    Kapitel(_RUECKMELDUNG, _gemeldet, (_rueckmeldungen,)),
    Kapitel(_WEITERGABE, _weitergegeben, (_weitergaben,)),
    Kapitel(_WIRKUNG, _gewirkt, (_wirkungen,)),
)
