"""What comes up again: for the Koordination, for who leads a Projektgruppe, and for who signed under a reservation.

The start page names these things when they are due; the calendar knows the day before.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, true

from kimflow.models import (
    Amt,
    Beitrag,
    Indikator,
    Massnahme,
    MassnahmeStatus,
    Person,
    Pflicht,
    PflichtStatus,
    Thema,
    ThemaStatus,
    Ueberpruefung,
    Weitergabe,
    Zeichnung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries.aufgaben import Auswahl, Fund
from kimflow.queries.kalender.fristen import tag
from kimflow.queries.kalender.termine import Termin
from kimflow.queries.weitergaben import OFFEN

M, Z = MassnahmeStatus, ZielvereinbarungStatus


def wiedervorlagen(person: Person, since: date) -> list[Auswahl[Termin]]:
    found = _messungen(person, since) + _vorbehalte(person, since)
    if ist_koordination(person, None):
        found += _der_koordination(since)
    if can(person, Permission.PFLICHT_ANSEHEN):
        found += _pflichten(since)
    return found


def _der_koordination(since: date) -> list[Auswahl[Termin]]:
    themen = select(Thema.id).where(Thema.wiedervorlage >= since, Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT)
    passed_on = (
        select(Weitergabe.id)
        .join(Thema, Thema.id == Weitergabe.thema_id)
        .where(Weitergabe.status.in_(OFFEN), Weitergabe.wiedervorlage >= since)
    )
    rests = select(Massnahme.id).where(Massnahme.status == M.RUHT, Massnahme.wiedervorlage >= since)
    checks = select(Massnahme.id).where(Massnahme.status == M.UMGESETZT, Massnahme.wirkungspruefung_am >= since)
    return [
        _auswahl(themen, Thema, "wiedervorlage", "Wiedervorlage", "/themen/", Thema.wiedervorlage),
        Auswahl(
            passed_on,
            {
                "id": Weitergabe.id,
                "nummer": Thema.nummer,
                "text": Thema.titel,
                "tag": Weitergabe.wiedervorlage,
                "zahl": Weitergabe.id,
            },
            lambda fund: tag(
                fund,
                "weitergabe",
                f"Weitergabe nachfassen: {fund.nummer}",
                f"/themen/{fund.nummer}#weitergaben",
                ("weitergabe", fund.zahl),
            ),
        ),
        _auswahl(rests, Massnahme, "massnahmenruhe", "Wiedervorlage", "/massnahmen/", Massnahme.wiedervorlage),
        _auswahl(
            checks, Massnahme, "wirkungspruefung", "Wirkung prüfen:", "/massnahmen/", Massnahme.wirkungspruefung_am
        ),
    ]


def _auswahl(rows: Select[Any], of: Any, art: str, wort: str, pfad: str, day: Any) -> Auswahl[Termin]:
    """Of things with a number and a title."""
    return Auswahl(
        rows,
        {"id": of.id, "nummer": of.nummer, "text": of.titel, "tag": day, "zahl": of.id},
        lambda fund: tag(fund, art, f"{wort} {fund.nummer}", f"{pfad}{fund.nummer}", (of.__tablename__, fund.zahl)),
    )


def _messungen(person: Person, since: date) -> list[Auswahl[Termin]]:
    """Readings and reviews of agreements in force, for the Koordination and for who leads the Projektgruppe."""
    groups = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    whole = can(person, Permission.ZIELVEREINBARUNG_ERINNERN)
    if not groups and not whole:
        return []
    mine = (
        Zielvereinbarung.status == Z.IN_KRAFT,
        or_(Zielvereinbarung.projektgruppe_id.in_(groups), true() if whole else Zielvereinbarung.id.in_(())),
    )
    readings = (
        select(Indikator.id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Indikator.zielvereinbarung_id)
        .where(*mine, Indikator.naechste_messung_am >= since)
    )
    reviews = (
        select(Ueberpruefung.id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Ueberpruefung.zielvereinbarung_id)
        .where(*mine, Ueberpruefung.geprueft_am.is_(None), Ueberpruefung.am >= since)
    )
    agreement = {"nummer": Zielvereinbarung.nummer, "zahl": Zielvereinbarung.id}
    return [
        Auswahl(
            readings,
            agreement | {"id": Indikator.id, "text": Indikator.name, "tag": Indikator.naechste_messung_am},
            lambda fund: _zur_vereinbarung(fund, "messung", "Messung zu", ("indikator", fund.id)),
        ),
        Auswahl(
            reviews,
            agreement | {"id": Ueberpruefung.id, "text": Zielvereinbarung.titel, "tag": Ueberpruefung.am},
            lambda fund: _zur_vereinbarung(fund, "ueberpruefung", "Überprüfung von", ("ueberpruefung", fund.id)),
        ),
    ]


def _vorbehalte(person: Person, since: date) -> list[Auswahl[Termin]]:
    houses: Sequence[int] = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    whole = can(person, Permission.ZIELVEREINBARUNG_ERINNERN)
    if not houses and not whole:
        return []
    rows = (
        select(Zeichnung.id)
        .join(Beitrag, Beitrag.id == Zeichnung.beitrag_id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .where(
            Zeichnung.vorbehalt != "",
            Zeichnung.vorbehalt_ergebnis.is_(None),
            Zeichnung.ungueltig_am.is_(None),
            Zeichnung.vorbehalt_bis >= since,
            Zielvereinbarung.status.in_((Z.ZUR_ZEICHNUNG, Z.IN_KRAFT)),
            true() if whole else Beitrag.institution_id.in_(houses),
        )
    )
    was = {
        "id": Zeichnung.id,
        "nummer": Zielvereinbarung.nummer,
        "text": Zielvereinbarung.titel,
        "tag": Zeichnung.vorbehalt_bis,
        "zahl": Zielvereinbarung.id,
    }
    return [Auswahl(rows, was, lambda fund: _zur_vereinbarung(fund, "vorbehalt", "Gremienvorbehalt zu"))]


def _zur_vereinbarung(fund: Fund, art: str, wort: str, spur: tuple[str, int | None] | None = None) -> Termin:
    """spur: whose trail says that the date changed, if not the agreement's."""
    path = f"/zielvereinbarungen/{fund.nummer}"
    return tag(fund, art, f"{wort} {fund.nummer}", path, spur or ("zielvereinbarung", fund.zahl))


def _pflichten(since: date) -> list[Auswahl[Termin]]:
    rows = select(Pflicht.id).where(Pflicht.status == PflichtStatus.OFFEN, Pflicht.bis >= since)
    was = {"id": Pflicht.id, "text": Pflicht.was, "tag": Pflicht.bis, "zahl": Pflicht.id}
    return [
        Auswahl(
            rows,
            was,
            lambda fund: tag(
                fund, "pflicht", "Pflicht gegenüber dem Land", f"/pflichten/{fund.id}", ("pflicht", fund.zahl)
            ),
        )
    ]
