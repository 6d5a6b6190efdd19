"""How a Thema began: the cases and other sources it rests on, the Thema itself, the view of the institutions."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from kimflow.models import Bruchstelle, Fallrekonstruktion, Grundlage, Meldung, Person, Stellungnahme, Thema
from kimflow.queries import fallrekonstruktionen, meldungen, themen
from kimflow.queries.bruchstellen import FREIGEGEBENE
from kimflow.queries.geschichte.glieder import Glied, Kapitel, Kette, Themen, luecke, spalten
from kimflow.queries.verdeckung import gezaehlt, sieht_genau

GRUNDLAGE, THEMA = "Grundlage", "Thema"
_ANZAHL, _QUELLE = "Anzahl", "Quelle"
_MELDUNG, _ANZAHL_MELDUNGEN, _TEIL = "Meldung", "Anzahl der Meldungen", "Zusammengeführt"
_SICHT = "Sicht der beteiligten Stellen"


def _faelle(person: Person, ids: Themen) -> Select[Any]:
    """The cases a Thema rests on, as far as this person may open them."""
    fall = Fallrekonstruktion
    columns = spalten(GRUNDLAGE, Grundlage.thema_id, nummer=fall.nummer, titel=fall.titel, tag=fall.freigegeben_am)
    return (
        fallrekonstruktionen.sichtbar_fuer(person)
        .join(Bruchstelle, Bruchstelle.fall_id == fall.id)
        .join(Grundlage, Grundlage.bruchstelle_id == Bruchstelle.id)
        .where(Grundlage.thema_id.in_(ids), fall.status.in_(FREIGEGEBENE))
        .with_only_columns(*columns)
        .distinct()
    )


def _anzahl(person: Person, ids: Themen) -> Select[Any]:
    """How many released Bruchstellen there are; told through gezaehlt() only."""
    count = func.count(Bruchstelle.id)
    return (
        select(*spalten(_ANZAHL, Grundlage.thema_id, text=count))
        .join(Grundlage.bruchstelle)
        .join(Bruchstelle.fall)
        .where(
            Grundlage.thema_id.in_(themen.sichtbar_fuer(person).where(Thema.id.in_(ids)).with_only_columns(Thema.id)),
            Fallrekonstruktion.status.in_(FREIGEGEBENE),
        )
        .group_by(Grundlage.thema_id)
    )


def _quellen(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(_QUELLE, Grundlage.thema_id, titel=Grundlage.quelle, tag=Grundlage.datum)
    return (
        themen.sichtbar_fuer(person)
        .join(Grundlage, Grundlage.thema_id == Thema.id)
        .where(Thema.id.in_(ids), Grundlage.quellenart.is_not(None))
        .with_only_columns(*columns)
    )


def _meldungen(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(
        _MELDUNG, Grundlage.thema_id, nummer=Meldung.nummer, titel=Meldung.titel, moment=Meldung.eingegangen_am
    )
    return (
        meldungen.sichtbar_fuer(person)
        .join(Grundlage, Grundlage.meldung_id == Meldung.id)
        .where(Grundlage.thema_id.in_(ids))
        .with_only_columns(*columns)
    )


def _anzahl_meldungen(person: Person, ids: Themen) -> Select[Any]:
    """How many accepted Meldungen there are; told through gezaehlt() only."""
    return (
        select(*spalten(_ANZAHL_MELDUNGEN, Grundlage.thema_id, text=func.count(Grundlage.meldung_id)))
        .where(
            Grundlage.thema_id.in_(themen.sichtbar_fuer(person).where(Thema.id.in_(ids)).with_only_columns(Thema.id)),
            Grundlage.meldung_id.is_not(None),
        )
        .group_by(Grundlage.thema_id)
    )


def _grundlagen(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[GRUNDLAGE]:
        yield kette.glied(zeile, "Fall", "fallrekonstruktionen.show")
    for zeile in kette[_MELDUNG]:
        yield kette.glied(zeile, _MELDUNG, "meldungen.show")
    if not sieht_genau(kette.person):
        for zeile in kette[_ANZAHL]:
            anzahl = gezaehlt(int(zeile.text), kette.person)
            text = "Fälle selbst liest nur, wer sie prüft."
            yield Glied("Fälle", f"Freigegebene Bruchstellen: {anzahl}", text=text)
        for zeile in kette[_ANZAHL_MELDUNGEN]:
            yield Glied("Meldungen", f"Angenommene Meldungen: {gezaehlt(int(zeile.text), kette.person)}")
    for zeile in kette[_QUELLE]:
        yield Glied("Quelle", zeile.titel, zeile.zeit)
    if not (kette[_ANZAHL] or kette[_QUELLE] or kette[_ANZAHL_MELDUNGEN]):
        yield luecke("Grundlage", "Noch keine Grundlage genannt")


def _themen(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(
        THEMA,
        Thema.id,
        nummer=Thema.nummer,
        titel=Thema.titel,
        tag=Thema.aufgenommen_am,
        stand=Thema.status,
        text=Thema.wirkung,
    )
    return themen.sichtbar_fuer(person).where(Thema.id.in_(ids)).with_only_columns(*columns)


def _thema(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[THEMA]:
        on_its_page = zeile.nummer == kette.auf
        taken_up = "In den Themenspeicher aufgenommen"
        if on_its_page:
            yield Glied("Thema", taken_up, zeile.zeit)
        else:
            yield kette.glied(zeile, "Thema", "themen.show", taken_up)
    if not kette[THEMA]:
        yield luecke("Thema", "Nicht einsehbar", "Das Thema ist zurzeit nicht beschlossen.")


def _teile(person: Person, ids: Themen) -> Select[Any]:
    """Every Thema that went into these, also by way of another."""
    merged = (
        select(Thema.id, Thema.zusammengefuehrt_in_id.label("ziel"))
        .where(Thema.zusammengefuehrt_in_id.in_(ids))
        .cte(recursive=True)
    )
    later = aliased(Thema)
    deeper = select(later.id, merged.c.ziel).join(merged, later.zusammengefuehrt_in_id == merged.c.id)
    merged = merged.union_all(deeper)
    columns = spalten(_TEIL, merged.c.ziel, nummer=Thema.nummer, titel=Thema.titel, tag=Thema.zusammengefuehrt_am)
    return themen.sichtbar_fuer(person).join(merged, merged.c.id == Thema.id).with_only_columns(*columns)


def _zusammengefuehrt(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[_TEIL]:
        yield Glied(_TEIL, zeile.name, zeile.zeit)


def _stellungnahmen(person: Person, ids: Themen) -> Select[Any]:
    columns = spalten(
        _SICHT,
        Thema.id,
        titel=func.count(Stellungnahme.id),
        text=func.count(Stellungnahme.abgegeben_am),
        moment=func.max(Stellungnahme.abgegeben_am),
    )
    return (
        themen.sichtbar_fuer(person)
        .join(Stellungnahme, Stellungnahme.thema_id == Thema.id)
        .where(Thema.id.in_(ids))
        .with_only_columns(*columns)
        .group_by(Thema.id)
    )


def _sicht(kette: Kette) -> Iterator[Glied]:
    for zeile in kette[_SICHT]:
        yield Glied(_SICHT, f"{zeile.text} von {zeile.titel} abgegeben", zeile.zeit)
    if not kette[_SICHT] and kette[THEMA]:
        yield luecke(_SICHT, "Noch keine beteiligte Institution benannt")


KAPITEL = (
    Kapitel(GRUNDLAGE, _grundlagen, (_faelle, _anzahl, _meldungen, _anzahl_meldungen, _quellen)),
    Kapitel(THEMA, _thema, (_themen,)),
    Kapitel(_TEIL, _zusammengefuehrt, (_teile,)),
    Kapitel(_SICHT, _sicht, (_stellungnahmen,)),
)
