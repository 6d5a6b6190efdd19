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
    Amt,
    Besetzung,
    Gremienart,
    Gremium,
    Massnahme,
    MassnahmeStatus,
    Mitgliedschaft,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
    Topvorschlag,
    Unterlage,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.models.gremien import sitz_institution
from kimflow.permissions import gehoert_zum_gremium, ist_buero, ist_koordination, ist_lesend
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
        Sitzung.protokollfuehrung_id == person.id,
        Sitzung.gremium_id.in_(house) if ist_buero(person, None) else false(),
        Sitzung.gremium_id.in_(steering) if ist_lesend(person, None) else false(),
    )


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """The Koordination sees every meeting; others those of their bodies, of their minutes, a Büro its house's."""
    return select(Sitzung).where(_sichtbar(person))


def ganz(person: Person) -> Select[Sitzung]:
    """With everything the page shows and its acts ask for."""
    tops = selectinload(Sitzung.tops)
    return sichtbar_fuer(person).options(
        joinedload(Sitzung.gremium)
        .selectinload(Gremium.sitze)
        .options(
            joinedload(Sitz.besetzungen).joinedload(Besetzung.person),
            joinedload(Sitz.institutionen),
        ),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        tops.options(
            joinedload(Top.sitzung),
            joinedload(Top.protokoll_von),
            joinedload(Top.vorgaenger).joinedload(Top.sitzung),
            joinedload(Top.unterlagen),
            *_gegenstaende(),
            selectinload(Top.abstimmungen),
        ),
        tops.selectinload(Top.beschluesse),
        selectinload(Sitzung.topvorschlaege).options(
            joinedload(Topvorschlag.person), joinedload(Topvorschlag.sitzung), joinedload(Topvorschlag.top)
        ),
        selectinload(Sitzung.antworten).options(
            joinedload(Sitzungsantwort.person),
            joinedload(Sitzungsantwort.sitz),
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


def unterlagen(top: Top, person: Person) -> list[Unterlage]:
    """Papers of the item: all of them for the body and the Koordination, the released ones for others."""
    inside = ist_koordination(person, None) or gehoert_zum_gremium(person, top)
    return [unterlage for unterlage in top.unterlagen if inside or unterlage.freigegeben]


def topvorschlaege_fuer(person: Person) -> Select[Topvorschlag]:
    """What was proposed for meetings `person` can see: one's own, for whoever may plan there all of it."""
    own = Topvorschlag.person_id == person.id
    led = select(Sitzung.id).where(Sitzung.gremium_id.in_(geleitete_gremien(person)))
    plans = true() if ist_koordination(person, None) else Topvorschlag.sitzung_id.in_(led)
    return (
        select(Topvorschlag)
        .join(Topvorschlag.sitzung)
        .where(_sichtbar(person), or_(own, plans))
        .options(
            joinedload(Topvorschlag.sitzung).joinedload(Sitzung.gremium),
            joinedload(Topvorschlag.sitzung).selectinload(Sitzung.tops),
            joinedload(Topvorschlag.person),
        )
    )


def geleitete_gremien(person: Person) -> set[int]:
    """Ids of the bodies whose Leitung or Vorsitz `person` has today."""
    offices = (Amt.LEITUNG, Amt.VORSITZ)
    return {m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt in offices}


def vorgaben(gremium: Gremium) -> dict[str, Any]:
    """What a new meeting of this body starts with: its Vorsitz, and the rest as last time."""
    last = (
        session()
        .scalars(
            select(Sitzung)
            .where(Sitzung.gremium_id == gremium.id, Sitzung.status != SitzungStatus.ABGESAGT)
            .options(joinedload(Sitzung.vorsitz), joinedload(Sitzung.protokollfuehrung))
            .order_by(Sitzung.beginn.desc(), Sitzung.id.desc())
            .limit(1)
        )
        .first()
    )
    chairs = session().scalars(
        select(Mitgliedschaft)
        .where(Mitgliedschaft.gremium_id == gremium.id, Mitgliedschaft.amt == Amt.VORSITZ)
        .options(joinedload(Mitgliedschaft.person))
        .order_by(Mitgliedschaft.von.desc())
    )
    chair = next((m.person for m in chairs if m.gilt_heute), None)
    if last is None:
        return {"vorsitz": chair}
    names = ("ort", "online", "dauer", "protokollfuehrung")
    return {"vorsitz": chair or last.vorsitz} | {name: getattr(last, name) for name in names}


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


def massnahmen_zur_wahl() -> list[Massnahme]:
    """Maßnahmen that are under way."""
    running = (MassnahmeStatus.VEREINBART, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.WARTET, MassnahmeStatus.RUHT)
    return list(session().scalars(select(Massnahme).where(Massnahme.status.in_(running)).order_by(Massnahme.nummer)))


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
    """Meetings that run, invitations to answer; for the Koordination the next meeting."""
    if ist_koordination(person, None):
        return _einladungen(person) + _naechste()
    return _laufende(person) + _einladungen(person)


def _laufende(person: Person) -> list[Aufgabe]:
    rows = session().execute(
        select(Sitzung.nummer, Gremium.name)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Sitzung.status == SitzungStatus.LAUFEND, Sitzung.gremium_id.in_(eigene_gremien(person)))
        .order_by(Sitzung.beginn)
    )
    return [
        Aufgabe("Sitzung läuft", f"{nummer} {body}: zur laufenden Sitzung", "meine_sitzung.show", {"nummer": nummer})
        for nummer, body in rows
    ]


def _einladungen(person: Person) -> list[Aufgabe]:
    own = eigene_sitze(person)
    if not own and not ist_buero(person, None):
        return []
    seats: ColumnElement[bool] = Sitzungsantwort.sitz_id.in_(own)
    if ist_buero(person, None):
        seats = or_(seats, Sitzungsantwort.sitz_id.in_(sitze_des_hauses(person)))
    rows = session().execute(
        select(Sitzung.nummer, Sitzung.beginn, Sitz.bezeichnung)
        .select_from(Sitzungsantwort)
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
            "meine_sitzung.show",
            {"nummer": nummer},
            clock.local(beginn).date(),
            "Sitzung am",
        )
        for nummer, beginn, bezeichnung in rows
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
