"""Zielvereinbarungen as people find them: the visible rows, the list with its filters, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Amt,
    Auftrag,
    Beitrag,
    Beschluss,
    Beteiligung,
    Gremium,
    Indikator,
    Institution,
    Kommentar,
    Massnahme,
    Person,
    Thema,
    Ueberpruefung,
    Zeichnung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster

S = ZielvereinbarungStatus
ZUGESTIMMT = (S.ZUR_ZEICHNUNG, S.IN_KRAFT, S.ABGELOEST, S.ABGESCHLOSSEN)


def sichtbar_fuer(person: Person | None) -> Select[Zielvereinbarung]:
    """Whoever works with them sees all of them; who only reads along, and the public (None), what was agreed."""
    if person is not None and can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN):
        return select(Zielvereinbarung)
    if person is None or can(person, Permission.ZIELVEREINBARUNG_ANSEHEN):
        return select(Zielvereinbarung).where(Zielvereinbarung.status.in_(ZUGESTIMMT))
    return select(Zielvereinbarung).where(false())


def sieht(person: Person, vereinbarung: Zielvereinbarung) -> bool:
    """Whether sichtbar_fuer() has this one, without asking the database."""
    agreed = vereinbarung.status in ZUGESTIMMT
    return can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN) or (
        agreed and can(person, Permission.ZIELVEREINBARUNG_ANSEHEN)
    )


def ganz(person: Person) -> Select[Zielvereinbarung]:
    """Visible Zielvereinbarungen with everything the page and the requirements of the acts read."""
    party = selectinload(Zielvereinbarung.beitraege)
    measure = selectinload(Zielvereinbarung.massnahmen)
    return sichtbar_fuer(person).options(
        joinedload(Zielvereinbarung.thema),
        joinedload(Zielvereinbarung.projektgruppe),
        joinedload(Zielvereinbarung.beschluss).joinedload(Beschluss.gremium),
        joinedload(Zielvereinbarung.vorgaenger),
        # Few rows each: joined, they cost no statement of their own.
        joinedload(Zielvereinbarung.nachfolger),
        selectinload(Zielvereinbarung.auflagen).joinedload(Auftrag.verantwortlich),
        party.joinedload(Beitrag.institution),
        party.joinedload(Beitrag.zeichnungen).joinedload(Zeichnung.person),
        measure.joinedload(Massnahme.institution),
        measure.joinedload(Massnahme.verantwortlich),
        selectinload(Zielvereinbarung.indikatoren).joinedload(Indikator.messwerte),
        joinedload(Zielvereinbarung.ueberpruefungen).joinedload(Ueberpruefung.person),
    )


def sichtbare_folge(vereinbarung: Zielvereinbarung, person: Person) -> Zielvereinbarung | None:
    """The version that follows, for those who may see it already."""
    follows = vereinbarung.fortgeschriebene
    if follows is None or follows.status in ZUGESTIMMT:
        return follows
    return follows if can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN) else None


def zum_einreichen(person: Person) -> Select[Zielvereinbarung]:
    """With the comments too, of which the open ones are shown before it is laid before the Lenkungsgruppe."""
    return ganz(person).options(selectinload(Zielvereinbarung.kommentare).joinedload(Kommentar.person))


# What the wording to be signed is made of, and who signed before.
MIT_WORTLAUT = (
    joinedload(Beitrag.institution),
    joinedload(Beitrag.zielvereinbarung).joinedload(Zielvereinbarung.thema),
    joinedload(Beitrag.zielvereinbarung).joinedload(Zielvereinbarung.projektgruppe),
    joinedload(Beitrag.zielvereinbarung).joinedload(Zielvereinbarung.beschluss),
    joinedload(Beitrag.zielvereinbarung).selectinload(Zielvereinbarung.indikatoren),
    joinedload(Beitrag.zielvereinbarung).selectinload(Zielvereinbarung.massnahmen).joinedload(Massnahme.institution),
    selectinload(Beitrag.zeichnungen).joinedload(Zeichnung.person),
)


def beitraege(person: Person) -> Select[Beitrag]:
    """Beiträge of visible Zielvereinbarungen with what the requirements of their acts read."""
    visible = sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
    return select(Beitrag).where(Beitrag.zielvereinbarung_id.in_(visible)).options(*MIT_WORTLAUT)


def desselben_stamms(vereinbarung: Zielvereinbarung) -> ColumnElement[bool]:
    """Of a Zielvereinbarung: it is a version of the same one."""
    stamm, number = vereinbarung.stamm, Zielvereinbarung.nummer
    return or_(number == stamm, number.startswith(f"{stamm}.", autoescape=True))


def offene(thema: Thema) -> list[Zielvereinbarung]:
    """Zielvereinbarungen of this Thema that still take Maßnahmen."""
    statement = select(Zielvereinbarung).where(
        Zielvereinbarung.thema_id == thema.id, Zielvereinbarung.status.in_((S.ENTWURF, S.UEBERARBEITUNG))
    )
    return list(session().scalars(statement.order_by(Zielvereinbarung.nummer)))


# --- the list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vereinbarungsfilter:
    """What the address of the list says. Ids and words that are none of ours find nothing."""

    status: str = ""
    projektgruppe: int | None = None
    institution: int | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list of Zielvereinbarungen; signatures given of those required."""

    nummer: str
    titel: str
    status: ZielvereinbarungStatus
    thema: str
    thema_titel: str
    projektgruppe: str
    frist: date | None
    noetig: int
    gezeichnet: int


_noetig = (
    select(func.count())
    .where(Beitrag.zielvereinbarung_id == Zielvereinbarung.id, Beitrag.beteiligung == Beteiligung.ZEICHNET)
    .correlate(Zielvereinbarung)
    .scalar_subquery()
)


def _gilt() -> Any:
    signed = (Zeichnung.beitrag_id == Beitrag.id, Zeichnung.ungueltig_am.is_(None), Zeichnung.verweigert.is_(False))
    return exists().where(*signed).correlate(Beitrag)


_gezeichnet = (
    select(func.count())
    .where(Beitrag.zielvereinbarung_id == Zielvereinbarung.id, Beitrag.beteiligung == Beteiligung.ZEICHNET, _gilt())
    .correlate(Zielvereinbarung)
    .scalar_subquery()
)


def liste(person: Person, filter: Vereinbarungsfilter, nach: str | None = None) -> Seite[Zeile]:
    """One page of the visible Zielvereinbarungen that the filter lets through, the newest first."""
    statement = (
        _gefiltert(person, filter)
        .join(Thema, Thema.id == Zielvereinbarung.thema_id)
        .join(Gremium, Gremium.id == Zielvereinbarung.projektgruppe_id)
        .with_only_columns(
            Zielvereinbarung.nummer,
            Zielvereinbarung.titel,
            Zielvereinbarung.status,
            Thema.nummer,
            Thema.titel,
            Gremium.name,
            Zielvereinbarung.frist,
            _noetig,
            _gezeichnet,
        )
    )
    page = blaettern(statement, [Zielvereinbarung.nummer], nach, absteigend=True)
    return Seite([Zeile(*tuple(row)[:9]) for row in page.zeilen], page.weiter)


def _gefiltert(person: Person, filter: Vereinbarungsfilter) -> Select[Any]:
    statement: Select[Any] = sichtbar_fuer(person)
    if filter.status:
        statement = statement.where(cast(Zielvereinbarung.status, String) == filter.status)
    if filter.projektgruppe is not None:
        statement = statement.where(Zielvereinbarung.projektgruppe_id == filter.projektgruppe)
    if filter.institution is not None:
        statement = statement.where(Zielvereinbarung.beitraege.any(Beitrag.institution_id == filter.institution))
    if filter.suche:
        like = muster(filter.suche)
        fields = (Zielvereinbarung.nummer, Zielvereinbarung.titel, Zielvereinbarung.zielzustand)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def institutionen() -> Sequence[tuple[int, str]]:
    """Institutions that are party to a Zielvereinbarung, by short name."""
    statement = select(Institution.id, Institution.kurzname).where(Institution.id.in_(select(Beitrag.institution_id)))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(func.lower(Institution.kurzname)))]


def projektgruppen() -> Sequence[tuple[int, str]]:
    """Projektgruppen that have a Zielvereinbarung, by name."""
    statement = select(Gremium.id, Gremium.name).where(Gremium.id.in_(select(Zielvereinbarung.projektgruppe_id)))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(func.lower(Gremium.name)))]


# --- what waits for somebody ------------------------------------------------------------------------------------

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""


def aufgaben(person: Person) -> list[Aufgabe]:
    """Zeichnungen asked of this person, and drafts the Leitung of a Projektgruppe has to finish."""
    return _zeichnungen(person) + _entwuerfe(person)


def _zeichnungen(person: Person) -> list[Aufgabe]:
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    if not houses:
        return []
    answered = exists().where(Zeichnung.beitrag_id == Beitrag.id, Zeichnung.ungueltig_am.is_(None))
    rows = session().execute(
        select(Zielvereinbarung.nummer, Zielvereinbarung.titel, Beitrag.id, Institution.kurzname)
        .join(Beitrag, Beitrag.zielvereinbarung_id == Zielvereinbarung.id)
        .join(Institution, Institution.id == Beitrag.institution_id)
        .where(
            Zielvereinbarung.status == S.ZUR_ZEICHNUNG,
            Beitrag.beteiligung == Beteiligung.ZEICHNET,
            Beitrag.institution_id.in_(houses),
            ~answered,
        )
        .order_by(Zielvereinbarung.nummer)
        .limit(HOECHSTENS)
    )
    return [
        Aufgabe(
            "Zeichnung erbeten",
            f"{nummer} {titel} ({kurzname})",
            "zielvereinbarungen.zeichnen",
            {"nummer": nummer, "id": id},
            im_brief=f"{nummer} ({kurzname})",
        )
        for nummer, titel, id, kurzname in rows
    ]


def _entwuerfe(person: Person) -> list[Aufgabe]:
    groups = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    if not groups:
        return []
    rows = session().execute(
        select(
            Zielvereinbarung.nummer, Zielvereinbarung.titel, Zielvereinbarung.status, Zielvereinbarung.ueberarbeiten_bis
        )
        .where(
            Zielvereinbarung.projektgruppe_id.in_(groups), Zielvereinbarung.status.in_((S.ENTWURF, S.UEBERARBEITUNG))
        )
        .order_by(Zielvereinbarung.nummer)
        .limit(HOECHSTENS)
    )
    step = {S.ENTWURF: "Zielvereinbarung einreichen", S.UEBERARBEITUNG: "Zielvereinbarung überarbeiten"}
    return [
        Aufgabe(
            step[status],
            f"{nummer} {titel}",
            "zielvereinbarungen.show",
            {"nummer": nummer},
            bis if status is S.UEBERARBEITUNG else None,
        )
        for nummer, titel, status, bis in rows
    ]
