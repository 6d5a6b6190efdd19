"""Meetings: who sees which, the list, the whole page, and what waits to be done about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Besetzung,
    Gremienart,
    Gremium,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.models.gremien import sitz_institution
from kimflow.permissions import ist_buero, ist_koordination, ist_lesend
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster

KOMMENDE = (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND)
# What may be put on an agenda again; a new Thema gets there by being vorgelegt.
_WIEDER_AUF_DIE_TAGESORDNUNG = (
    ThemaStatus.VORGELEGT,
    ThemaStatus.PRIORISIERT,
    ThemaStatus.BEAUFTRAGT,
    ThemaStatus.VORSCHLAG,
    ThemaStatus.VEREINBART,
    ThemaStatus.RUHT,
)


def heutige_besetzungen(person: Person) -> list[Besetzung]:
    """What `person` fills today, as main member or Vertretung, in bodies that exist today."""
    return [b for b in person.besetzungen if b.gilt_heute and b.sitz.gilt_heute and b.sitz.gremium.gilt_heute]


def eigene_sitze(person: Person) -> set[int]:
    """Ids of the Sitze `person` fills today, as main member or Vertretung."""
    return {b.sitz_id for b in heutige_besetzungen(person)}


def eigene_gremien(person: Person) -> set[int]:
    """Ids of the bodies `person` belongs to today, by Sitz or by Mitgliedschaft."""
    seats = {b.sitz.gremium_id for b in heutige_besetzungen(person)}
    return seats | {m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute}


def sitze_des_hauses(person: Person) -> Select[tuple[int]]:
    """Ids of the Sitze that stand for the institution `person` works in."""
    return select(sitz_institution.c.sitz_id).where(sitz_institution.c.institution_id == person.institution_id)


def _sichtbar(person: Person) -> ColumnElement[bool]:
    if ist_koordination(person, None):
        return true()
    house = select(Sitz.gremium_id).where(Sitz.id.in_(sitze_des_hauses(person)))
    steering = select(Gremium.id).where(Gremium.art == Gremienart.LENKUNGSGRUPPE)
    return or_(
        Sitzung.gremium_id.in_(eigene_gremien(person)),
        Sitzung.gremium_id.in_(house) if ist_buero(person, None) else false(),
        Sitzung.gremium_id.in_(steering) if ist_lesend(person, None) else false(),
    )


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """The Koordination sees every meeting, others those of their bodies; a Büro also those of its institution."""
    return select(Sitzung).where(_sichtbar(person))


def ganz(person: Person) -> Select[Sitzung]:
    """With everything the page shows and its acts ask for."""
    tops = selectinload(Sitzung.tops)
    return sichtbar_fuer(person).options(
        joinedload(Sitzung.gremium),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        tops.options(joinedload(Top.sitzung), *_gegenstaende(), selectinload(Top.abstimmungen)),
        tops.selectinload(Top.beschluesse),
        selectinload(Sitzung.antworten).options(
            joinedload(Sitzungsantwort.person),
            joinedload(Sitzungsantwort.sitz).selectinload(Sitz.institutionen),
            joinedload(Sitzungsantwort.sitzung),
        ),
    )


def _gegenstaende() -> tuple[Any, ...]:
    return (
        selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
    )


def tops_fuer(person: Person) -> Select[Top]:
    """Agenda items of visible meetings, with what deciding on them needs."""
    return (
        select(Top)
        .join(Top.sitzung)
        .where(_sichtbar(person))
        .options(
            joinedload(Top.sitzung).joinedload(Sitzung.gremium),
            *_gegenstaende(),
            selectinload(Top.abstimmungen),
            selectinload(Top.beschluesse),
        )
    )


def antworten_fuer(person: Person) -> Select[Sitzungsantwort]:
    """Invitations of visible meetings, with the Sitz they went to."""
    return select(Sitzungsantwort).join(Sitzungsantwort.sitzung).where(_sichtbar(person)).options(*_der_antwort())


def _der_antwort() -> tuple[ORMOption, ...]:
    return (
        joinedload(Sitzungsantwort.sitzung).joinedload(Sitzung.gremium),
        joinedload(Sitzungsantwort.sitz).selectinload(Sitz.institutionen),
        joinedload(Sitzungsantwort.person),
    )


def antwort(id: int | None) -> Sitzungsantwort:
    """The invitation a link was made for, with the agenda it asks about; it is never deleted."""
    agenda = joinedload(Sitzungsantwort.sitzung).selectinload(Sitzung.tops)
    statement = select(Sitzungsantwort).where(Sitzungsantwort.id == id).options(*_der_antwort(), agenda)
    return session().scalars(statement).unique().one()


def kommende_tops() -> list[Top]:
    """Items of coming and running meetings of a Lenkungsgruppe, in their order; their meeting is loaded."""
    return list(
        session()
        .scalars(
            select(Top)
            .join(Top.sitzung)
            .join(Sitzung.gremium)
            .where(Sitzung.status.in_(KOMMENDE), Gremium.art == Gremienart.LENKUNGSGRUPPE)
            .options(joinedload(Top.sitzung).joinedload(Sitzung.gremium))
            .order_by(Sitzung.beginn, Top.position)
        )
        .unique()
    )


def themen_zur_wahl() -> list[Thema]:
    """Themen that can stand on an agenda again."""
    return list(
        session().scalars(select(Thema).where(Thema.status.in_(_WIEDER_AUF_DIE_TAGESORDNUNG)).order_by(Thema.nummer))
    )


def zielvereinbarungen_zur_wahl() -> list[Zielvereinbarung]:
    """Zielvereinbarungen that wait for the Zustimmung of the Lenkungsgruppe."""
    waiting = ZielvereinbarungStatus.EINGEREICHT
    return list(
        session().scalars(
            select(Zielvereinbarung).where(Zielvereinbarung.status == waiting).order_by(Zielvereinbarung.nummer)
        )
    )


@dataclass(frozen=True)
class Filter:
    status: SitzungStatus | None = None
    gremium: int | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list of meetings."""

    id: int
    nummer: str
    beginn: datetime
    gremium: str
    ort: str
    status: SitzungStatus


def _zeilen(person: Person, filter: Filter) -> Any:
    statement = (
        select(Sitzung.id, Sitzung.nummer, Sitzung.beginn, Gremium.name, Sitzung.ort, Sitzung.status)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(_sichtbar(person))
    )
    if filter.status:
        statement = statement.where(Sitzung.status == filter.status)
    if filter.gremium:
        statement = statement.where(Sitzung.gremium_id == filter.gremium)
    if filter.suche:
        pattern = muster(filter.suche)
        titles = select(Top.sitzung_id).where(func.lower(Top.titel).like(pattern, escape="\\"))
        statement = statement.where(
            or_(
                func.lower(Sitzung.nummer).like(pattern, escape="\\"),
                func.lower(Sitzung.ort).like(pattern, escape="\\"),
                Sitzung.id.in_(titles),
            )
        )
    return statement


def kommende(person: Person, filter: Filter) -> list[Zeile]:
    """Planned, invited and running meetings, the next one first. A body has a handful of them."""
    rows = session().execute(
        _zeilen(person, filter).where(Sitzung.status.in_(KOMMENDE)).order_by(Sitzung.beginn, Sitzung.id)
    )
    return [Zeile(*row) for row in rows]


def vergangene(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """Held and cancelled meetings, the last one first."""
    page = blaettern(
        _zeilen(person, filter).where(Sitzung.status.not_in(KOMMENDE)),
        (cast(Sitzung.beginn, String), Sitzung.id),
        nach,
        absteigend=True,
    )
    return Seite([Zeile(*tuple(row)[:6]) for row in page.zeilen], page.weiter)


def gremien_der_liste(person: Person) -> list[tuple[int, str]]:
    """Bodies whose meetings `person` can see, for the filter."""
    visible = select(Sitzung.gremium_id).where(_sichtbar(person))
    rows = session().execute(select(Gremium.id, Gremium.name).where(Gremium.id.in_(visible)).order_by(Gremium.name))
    return [(id, name) for id, name in rows]


def heutige_gremien() -> list[Gremium]:
    """Bodies that exist today, the Lenkungsgruppen first, for choosing whose meeting to plan."""
    found = [g for g in session().scalars(select(Gremium)).unique() if g.gilt_heute]
    return sorted(found, key=lambda g: (not g.ist_lenkungsgruppe, german_key(g.name)))


def aufgaben(person: Person) -> list[Aufgabe]:
    """Invitations to answer; for the Koordination the next meeting."""
    return _einladungen(person) + (_naechste() if ist_koordination(person, None) else [])


def _einladungen(person: Person) -> list[Aufgabe]:
    seats: ColumnElement[bool] = Sitzungsantwort.sitz_id.in_(eigene_sitze(person))
    if ist_buero(person, None):
        seats = or_(seats, Sitzungsantwort.sitz_id.in_(sitze_des_hauses(person)))
    rows = session().execute(
        select(Sitzungsantwort.id, Sitzung.nummer, Sitzung.beginn, Sitz.bezeichnung)
        .join(Sitzung, Sitzung.id == Sitzungsantwort.sitzung_id)
        .join(Sitz, Sitz.id == Sitzungsantwort.sitz_id)
        .where(seats, Sitzungsantwort.antwort.is_(None), Sitzung.status == SitzungStatus.EINGELADEN)
        .where(Sitzung.beginn > clock.now())
        .order_by(Sitzung.beginn, Sitz.reihenfolge)
    )
    return [
        Aufgabe(
            "Einladungen",
            f"Einladung zur Sitzung {nummer} beantworten ({bezeichnung})",
            "sitzungen.beantworten",
            {"nummer": nummer, "id": id},
            clock.local(beginn).date(),
            "Sitzung am",
        )
        for id, nummer, beginn, bezeichnung in rows
    ]


def _naechste() -> list[Aufgabe]:
    row = (
        session()
        .execute(
            select(Sitzung.nummer, Sitzung.beginn, Sitzung.status, Gremium.name)
            .join(Gremium, Gremium.id == Sitzung.gremium_id)
            .where(Sitzung.status.in_(KOMMENDE))
            .order_by(Sitzung.beginn)
            .limit(1)
        )
        .first()
    )
    if row is None:
        return []
    step = {
        SitzungStatus.GEPLANT: "vorbereiten und einladen",
        SitzungStatus.EINGELADEN: "steht bevor",
        SitzungStatus.LAUFEND: "läuft",
    }[row.status]
    return [
        Aufgabe(
            "Nächste Sitzung",
            f"{row.nummer} {row.name}: {step}",
            "sitzungen.show",
            {"nummer": row.nummer},
            clock.local(row.beginn).date(),
            "am",
        )
    ]
