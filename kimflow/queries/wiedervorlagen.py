"""Everything that comes up again on a day, from every noun: what the reminders tell who has to look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, literal, select
from sqlalchemy.orm import aliased

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beitrag,
    Beschluss,
    Indikator,
    Institution,
    Massnahme,
    MassnahmeStatus,
    Pflicht,
    PflichtStatus,
    Thema,
    ThemaStatus,
    Ueberpruefung,
    Weitergabe,
    WeitergabeStatus,
    Zeichnung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.queries import zeichnungen
from kimflow.queries.indikatoren import VORLAUF
from kimflow.queries.pflichten import VORLAUF_TAGE

_VEREINBART = (ZielvereinbarungStatus.ZUR_ZEICHNUNG, ZielvereinbarungStatus.IN_KRAFT)


class Vorlage(StrEnum):
    """What comes up."""

    THEMA = "thema"
    WEITERGABE = "weitergabe"
    RUHENDE = "ruhende"
    WIRKUNG = "wirkung"
    BESCHLUSS = "beschluss"
    VORBEHALT = "vorbehalt"
    ZEICHNUNG = "zeichnung"
    MESSUNG = "messung"
    UEBERPRUEFUNG = "ueberpruefung"
    PFLICHT = "pflicht"
    MASSNAHME = "massnahme"


@dataclass(frozen=True)
class Wiedervorlage:
    """One thing with its day; `nummer` and `wort` (house, kind) say in a letter which it is, nothing anybody wrote.

    gruppe_id: the Projektgruppe whose Leitung has to look too, if there is one. frist: the last day, where the day on
    which it comes up is an earlier one.
    """

    art: Vorlage
    id: int
    tag: date
    nummer: str = ""
    wort: str = ""
    gruppe_id: int | None = None
    frist: date | None = None


def anstehende() -> list[Wiedervorlage]:
    """Those whose day has come or is near, by kind."""
    kinds = (_der_themen, _der_massnahmen, _der_beschluesse, _der_zeichnungen, _der_indikatoren, _der_pflichten)
    return [one for kind in kinds for one in kind()]


def _lesen(art: Vorlage, statement: Any) -> Iterator[Wiedervorlage]:
    """Rows of (id, day, number, word, group), as many of them as there are."""
    for row in session().execute(statement):
        yield Wiedervorlage(art, *row)


def _der_themen() -> Iterator[Wiedervorlage]:
    today = clock.today()
    yield from _lesen(
        Vorlage.THEMA,
        select(Thema.id, Thema.wiedervorlage, Thema.nummer)
        .where(Thema.wiedervorlage <= today, Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT)
        .order_by(Thema.id),
    )
    yield from _lesen(
        Vorlage.WEITERGABE,
        select(Weitergabe.id, Weitergabe.wiedervorlage, Thema.nummer)
        .join(Weitergabe.thema)
        .where(Weitergabe.wiedervorlage <= today, Weitergabe.status != WeitergabeStatus.ERLEDIGT)
        .order_by(Weitergabe.id),
    )


def _der_massnahmen() -> Iterator[Wiedervorlage]:
    for art, status, day in (
        (Vorlage.RUHENDE, MassnahmeStatus.RUHT, Massnahme.wiedervorlage),
        (Vorlage.WIRKUNG, MassnahmeStatus.UMGESETZT, Massnahme.wirkungspruefung_am),
    ):
        rows = select(Massnahme.id, day, Massnahme.nummer).where(Massnahme.status == status, day <= clock.today())
        yield from _lesen(art, rows.order_by(Massnahme.id))


def _der_beschluesse() -> Iterator[Wiedervorlage]:
    """Reservations of bodies that decide later; a Beschluss that was replaced has none any more."""
    later = aliased(Beschluss)
    yield from _lesen(
        Vorlage.BESCHLUSS,
        select(Beschluss.id, Beschluss.vorbehalt_bis, Beschluss.nummer)
        .where(
            Beschluss.vorbehalt != "",
            Beschluss.vorbehalt_bis <= clock.today(),
            ~exists().where(later.ersetzt_id == Beschluss.id),
        )
        .order_by(Beschluss.id),
    )


def _der_zeichnungen() -> Iterator[Wiedervorlage]:
    today, number = clock.today(), Zielvereinbarung.nummer
    yield from _lesen(
        Vorlage.VORBEHALT,
        select(Zeichnung.id, Zeichnung.vorbehalt_bis, number, Institution.kurzname)
        .join(Beitrag, Beitrag.id == Zeichnung.beitrag_id)
        .join(Institution, Institution.id == Beitrag.institution_id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .where(
            Zeichnung.vorbehalt != "",
            Zeichnung.vorbehalt_bis <= today,
            Zeichnung.vorbehalt_ergebnis.is_(None),
            Zeichnung.ungueltig_am.is_(None),
            Zielvereinbarung.status.in_(_VEREINBART),
        )
        .order_by(Zeichnung.id),
    )
    lasting = timedelta(days=zeichnungen.frist_tage())
    unsigned = _lesen(
        Vorlage.ZEICHNUNG,
        select(Zielvereinbarung.id, zeichnungen.beschlossen_am(), number)
        .where(zeichnungen.ueberfaellig(today))
        .order_by(Zielvereinbarung.id),
    )
    yield from (Wiedervorlage(one.art, one.id, one.tag + lasting, one.nummer) for one in unsigned)


def _der_indikatoren() -> Iterator[Wiedervorlage]:
    today, number = clock.today(), Zielvereinbarung.nummer
    group, in_force = Zielvereinbarung.projektgruppe_id, Zielvereinbarung.status == ZielvereinbarungStatus.IN_KRAFT
    house = literal("")
    yield from _lesen(
        Vorlage.MESSUNG,
        select(Indikator.id, Indikator.naechste_messung_am, number, house, group)
        .join(Indikator.zielvereinbarung)
        .where(in_force, Indikator.naechste_messung_am <= today)
        .order_by(Indikator.id),
    )
    yield from _lesen(
        Vorlage.UEBERPRUEFUNG,
        select(Ueberpruefung.id, Ueberpruefung.am, number, house, group)
        .join(Ueberpruefung.zielvereinbarung)
        .where(in_force, Ueberpruefung.geprueft_am.is_(None), Ueberpruefung.am <= today + VORLAUF)
        .order_by(Ueberpruefung.id),
    )


def _der_pflichten() -> Iterator[Wiedervorlage]:
    """Open ones from their Wiedervorlage on, or thirty days before, and once more on their day."""
    today = clock.today()
    rows = session().execute(
        select(Pflicht.id, Pflicht.bis, Pflicht.wiedervorlage, Pflicht.art)
        .where(Pflicht.status == PflichtStatus.OFFEN)
        .order_by(Pflicht.bis, Pflicht.id)
    )
    for id, bis, wiedervorlage, art in rows:
        shown = bis if bis <= today else wiedervorlage or bis - timedelta(days=VORLAUF_TAGE)
        yield Wiedervorlage(Vorlage.PFLICHT, id, shown, wort=art.value, frist=bis)
