"""Indikatoren as people find them, the readings that are due, and the agreements to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Select, and_, exists, literal, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Amt,
    Indikator,
    Messwert,
    Person,
    Ueberpruefung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries import zielvereinbarungen
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund

S = ZielvereinbarungStatus
VORLAUF = timedelta(days=14)


def sichtbar_fuer(person: Person) -> Select[Indikator]:
    """The Indikatoren of visible Zielvereinbarungen with all their readings."""
    visible = zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
    return (
        select(Indikator)
        .where(Indikator.zielvereinbarung_id.in_(visible))
        .options(
            joinedload(Indikator.zielvereinbarung),
            selectinload(Indikator.messwerte).joinedload(Messwert.person),
        )
    )


@dataclass(frozen=True)
class Messzeile:
    """One reading that stands, with what was agreed; without a reading for an Indikator that has none yet."""

    zielvereinbarung: str
    indikator: str
    einheit: str
    ausgangswert: Decimal
    zielwert: Decimal
    gemessen_am: date | None
    wert: Decimal | None
    quelle: str | None


def messwerte(person: Person, nummern: Sequence[str]) -> list[Messzeile]:
    """The Indikatoren of these Zielvereinbarungen, as far as they are visible, in the order of the numbers given."""
    corrected = aliased(Messwert)
    stands = and_(Messwert.indikator_id == Indikator.id, ~exists().where(corrected.ersetzt_id == Messwert.id))
    visible = zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
    rows = session().execute(
        select(
            Zielvereinbarung.nummer,
            Indikator.name,
            Indikator.einheit,
            Indikator.ausgangswert,
            Indikator.zielwert,
            Messwert.gemessen_am,
            Messwert.wert,
            Messwert.quelle,
        )
        .join(Zielvereinbarung, Zielvereinbarung.id == Indikator.zielvereinbarung_id)
        .outerjoin(Messwert, stands)
        .where(Indikator.zielvereinbarung_id.in_(visible), Zielvereinbarung.nummer.in_(nummern))
        .order_by(Indikator.id, Messwert.gemessen_am, Messwert.id)
    )
    place = {nummer: number for number, nummer in enumerate(nummern)}
    return sorted((Messzeile(*row) for row in rows), key=lambda zeile: place[zeile.zielvereinbarung])


def ueberpruefungen(person: Person) -> Select[Ueberpruefung]:
    """The review days of visible Zielvereinbarungen."""
    visible = zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
    return (
        select(Ueberpruefung)
        .where(Ueberpruefung.zielvereinbarung_id.in_(visible))
        .options(joinedload(Ueberpruefung.zielvereinbarung))
    )


def fruehere(vereinbarung: Zielvereinbarung, person: Person) -> dict[int, list[Indikator]]:
    """Indikator of this version → the same one of earlier visible versions with its readings, the oldest first.

    The same is what has the same name and unit. Readings stay with the version under which they were taken.
    """
    if vereinbarung.vorgaenger_id is None:
        return {}
    own = aliased(Indikator)
    rows = (
        session()
        .execute(
            select(own.id, Indikator)
            .join(Indikator.zielvereinbarung)
            .join(own, and_(own.name == Indikator.name, own.einheit == Indikator.einheit))
            .join(Indikator.messwerte)
            .join(Messwert.person)
            .where(
                own.zielvereinbarung_id == vereinbarung.id,
                zielvereinbarungen.desselben_stamms(vereinbarung),
                Zielvereinbarung.fassung < vereinbarung.fassung,
                Zielvereinbarung.id.in_(
                    zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
                ),
            )
            .options(
                contains_eager(Indikator.zielvereinbarung),
                contains_eager(Indikator.messwerte).contains_eager(Messwert.person),
            )
            .order_by(Zielvereinbarung.fassung, Indikator.id, Messwert.gemessen_am, Messwert.id)
        )
        .unique()
    )
    found: dict[int, list[Indikator]] = {}
    for id, indikator in rows:
        found.setdefault(id, []).append(indikator)
    return found


def auswahl(person: Person) -> list[Auswahl]:
    """Readings and reviews that come up, for the Koordination and for who leads the Projektgruppe."""
    groups = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    koordiniert = can(person, Permission.ZIELVEREINBARUNG_ERINNERN)
    if not groups and not koordiniert:
        return []
    until = clock.today() + VORLAUF
    mine = or_(Zielvereinbarung.projektgruppe_id.in_(groups), literal(koordiniert))
    readings = (
        select(Indikator.id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Indikator.zielvereinbarung_id)
        .where(mine, Zielvereinbarung.status == S.IN_KRAFT, Indikator.naechste_messung_am <= until)
    )
    reviews = (
        select(Ueberpruefung.id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Ueberpruefung.zielvereinbarung_id)
        .where(
            mine,
            Zielvereinbarung.status == S.IN_KRAFT,
            Ueberpruefung.geprueft_am.is_(None),
            Ueberpruefung.am <= until,
        )
    )
    number = Zielvereinbarung.nummer
    return [
        Auswahl(
            readings,
            {"id": Indikator.id, "nummer": number, "text": Indikator.name, "tag": Indikator.naechste_messung_am},
            _messung,
        ),
        Auswahl(
            reviews,
            {"id": Ueberpruefung.id, "nummer": number, "text": Zielvereinbarung.titel, "tag": Ueberpruefung.am},
            _ueberpruefung,
        ),
    ]


def _messung(fund: Fund) -> Aufgabe:
    text, number = f"{fund.text} ({fund.nummer})", fund.nummer or ""
    return Aufgabe("Messung fällig", text, "indikatoren.messwert_erfassen", {"id": fund.id}, fund.tag, "am", number)


def _ueberpruefung(fund: Fund) -> Aufgabe:
    text, number = f"{fund.nummer} {fund.text}", fund.nummer or ""
    return Aufgabe(
        "Zielvereinbarung überprüfen", text, "ueberpruefungen.festhalten", {"id": fund.id}, fund.tag, "am", number
    )
