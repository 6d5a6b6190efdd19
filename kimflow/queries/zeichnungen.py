"""Zeichnungen: until when they are asked for, and what of them waits for somebody."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Amt,
    Beitrag,
    Beschluss,
    Beteiligung,
    Einstellung,
    Einzellink,
    Institution,
    Linkzweck,
    Person,
    Zeichnung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries import einstellungen, zielvereinbarungen
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund

S = ZielvereinbarungStatus
SCHLUESSEL = "zeichnung.tage"
"""The setting of how many days there are from the Beschluss to the day by which all have signed."""


def frist_tage() -> int:
    return einstellungen.zahl(SCHLUESSEL)


def frist(vereinbarung: Zielvereinbarung) -> date:
    """The last day to sign; counted from today while there is no Beschluss."""
    since = vereinbarung.beschluss.gefasst_am if vereinbarung.beschluss else clock.today()
    return since + timedelta(days=frist_tage())


def fehlt() -> ColumnElement[bool]:
    """Of a Zielvereinbarung: a party that has to sign has not."""
    signed = exists().where(
        Zeichnung.beitrag_id == Beitrag.id, Zeichnung.ungueltig_am.is_(None), Zeichnung.verweigert.is_(False)
    )
    return exists().where(
        Beitrag.zielvereinbarung_id == Zielvereinbarung.id,
        Beitrag.beteiligung == Beteiligung.ZEICHNET,
        Beitrag.ausgenommen_id.is_(None),
        ~signed,
    )


def ausstehende(vereinbarung: Zielvereinbarung) -> list[Beitrag]:
    """The Beiträge that have to be signed and are not, by their order."""
    statement = (
        select(Beitrag)
        .where(
            Beitrag.zielvereinbarung_id == vereinbarung.id,
            Beitrag.beteiligung == Beteiligung.ZEICHNET,
            Beitrag.ausgenommen_id.is_(None),
        )
        .options(joinedload(Beitrag.institution), selectinload(Beitrag.zeichnungen))
    )
    return [b for b in session().scalars(statement.order_by(Beitrag.id)) if b.zeichnung is None]


def zu_erinnernde() -> list[Beitrag]:
    """The Beiträge of all Zielvereinbarungen being signed that wait for somebody to sign them; who refused does not."""
    statement = (
        select(Beitrag)
        .join(Beitrag.zielvereinbarung)
        .where(
            Zielvereinbarung.status == S.ZUR_ZEICHNUNG,
            Beitrag.beteiligung == Beteiligung.ZEICHNET,
            Beitrag.ausgenommen_id.is_(None),
        )
        .options(
            joinedload(Beitrag.institution),
            joinedload(Beitrag.zielvereinbarung).joinedload(Zielvereinbarung.beschluss),
            selectinload(Beitrag.zeichnungen),
        )
    )
    rows = session().scalars(statement.order_by(Beitrag.id))
    return [b for b in rows if b.zeichnung is None and b.verweigerung is None]


def zuletzt_gebetene() -> dict[tuple[int, int], date]:
    """(Beitrag, person) → the last day on which this person was sent a link to sign it."""
    rows = session().execute(
        select(Einzellink.gegenstand_id, Einzellink.person_id, func.max(Einzellink.erstellt_am))
        .where(Einzellink.zweck == Linkzweck.ZIELVEREINBARUNG_ZEICHNEN, Einzellink.gegenstand_id.is_not(None))
        .group_by(Einzellink.gegenstand_id, Einzellink.person_id)
    )
    return {(beitrag or 0, person): clock.local(asked).date() for beitrag, person, asked in rows}


def unvollstaendig() -> ColumnElement[bool]:
    """Of a Zielvereinbarung: it is being signed and a Zeichnung is missing."""
    return and_(Zielvereinbarung.status == S.ZUR_ZEICHNUNG, fehlt())


def wartezeit() -> ColumnElement[str]:
    """The days to sign as text, empty where nobody signs: for statements that cannot ask for the setting before."""
    setting = select(Einstellung.wert).where(Einstellung.schluessel == SCHLUESSEL).scalar_subquery()
    days = func.coalesce(func.nullif(setting, ""), einstellungen.VORGABEN[SCHLUESSEL])
    return case((Zielvereinbarung.status == S.ZUR_ZEICHNUNG, days), else_="")


def beschlossen_am() -> ScalarSelect[date]:
    """The day of the Beschluss by which it is signed."""
    return select(Beschluss.gefasst_am).where(Beschluss.id == Zielvereinbarung.beschluss_id).scalar_subquery()


def ueberfaellig(day: date) -> ColumnElement[bool]:
    """Of a Zielvereinbarung: on `day` its time to sign is over and a Zeichnung is missing."""
    decided = exists().where(
        Beschluss.id == Zielvereinbarung.beschluss_id, Beschluss.gefasst_am < day - timedelta(days=frist_tage())
    )
    return and_(decided, unvollstaendig())


def sichtbar_fuer(person: Person) -> Select[Zeichnung]:
    """The Zeichnungen of Zielvereinbarungen this person sees, with the wording that was signed."""
    visible = zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Zielvereinbarung.id)
    return (
        select(Zeichnung)
        .join(Zeichnung.beitrag)
        .where(Beitrag.zielvereinbarung_id.in_(visible))
        .options(
            undefer(Zeichnung.wortlaut),
            joinedload(Zeichnung.person),
            joinedload(Zeichnung.scan),
            joinedload(Zeichnung.beitrag).joinedload(Beitrag.institution),
            joinedload(Zeichnung.beitrag).joinedload(Beitrag.zielvereinbarung),
        )
    )


def blaetter(person: Person) -> Select[Beitrag]:
    """The Beiträge of visible Zielvereinbarungen that were agreed to and are signed, each with its wording."""
    signed = selectinload(Beitrag.zeichnungen)
    return (
        zielvereinbarungen.beitraege(person)
        .join(Beitrag.zielvereinbarung)
        .where(Beitrag.beteiligung == Beteiligung.ZEICHNET, Zielvereinbarung.status.in_(zielvereinbarungen.ZUGESTIMMT))
        .options(signed.undefer(Zeichnung.wortlaut), signed.joinedload(Zeichnung.person))
    )


def des_links(beitrag_id: int | None) -> Beitrag | None:
    """What a link to sign was made for, with everything the page and the acts read."""
    statement = select(Beitrag).options(*zielvereinbarungen.MIT_WORTLAUT).where(Beitrag.id == beitrag_id)
    return session().scalars(statement).unique().one_or_none()


def auswahl(person: Person) -> list[Auswahl]:
    """Open reservations for the Koordination and for who signs there; refusals for it and the lead of the group;
    missing signatures after their time."""
    koordiniert = can(person, Permission.ZIELVEREINBARUNG_ERINNERN)
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    found = []
    if koordiniert or houses:
        found.append(_vorbehalte(None if koordiniert else houses))
    groups = [m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.amt is Amt.LEITUNG]
    if koordiniert or groups:
        found.append(_verweigerungen(None if koordiniert else groups))
    if koordiniert:
        found.append(_ueberfaellige())
    return found


def _vorbehalte(houses: list[int] | None) -> Auswahl:
    statement = (
        select(Zeichnung.id)
        .join(Beitrag, Beitrag.id == Zeichnung.beitrag_id)
        .join(Institution, Institution.id == Beitrag.institution_id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .where(
            Zeichnung.vorbehalt != "",
            Zeichnung.vorbehalt_ergebnis.is_(None),
            Zeichnung.ungueltig_am.is_(None),
            Zielvereinbarung.status.in_((S.ZUR_ZEICHNUNG, S.IN_KRAFT)),
        )
    )
    if houses is not None:
        statement = statement.where(Beitrag.institution_id.in_(houses))
    return Auswahl(
        statement,
        {
            "id": Beitrag.id,
            "nummer": Zielvereinbarung.nummer,
            "text": Zeichnung.vorbehalt,
            "wer": Institution.kurzname,
            "tag": Zeichnung.vorbehalt_bis,
        },
        _vorbehalt,
    )


def _vorbehalt(fund: Fund) -> Aufgabe:
    values = {"nummer": fund.nummer, "id": fund.id}
    house = f"{fund.nummer} ({fund.wer})"
    text = f"{house}: {fund.text}"
    return Aufgabe(
        "Gremienvorbehalt offen", text, "zielvereinbarungen.vorbehalt_aufloesen", values, fund.tag, im_brief=house
    )


def _verweigerungen(groups: list[int] | None) -> Auswahl:
    statement = (
        select(Zeichnung.id)
        .join(Beitrag, Beitrag.id == Zeichnung.beitrag_id)
        .join(Institution, Institution.id == Beitrag.institution_id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .where(
            Zeichnung.verweigert.is_(True),
            Zeichnung.ungueltig_am.is_(None),
            Zielvereinbarung.status == S.ZUR_ZEICHNUNG,
        )
    )
    if groups is not None:
        statement = statement.where(Zielvereinbarung.projektgruppe_id.in_(groups))
    what = {"nummer": Zielvereinbarung.nummer, "text": Zielvereinbarung.titel, "wer": Institution.kurzname}
    return Auswahl(statement, what, _verweigert)


def _verweigert(fund: Fund) -> Aufgabe:
    text = f"{fund.nummer} {fund.text} ({fund.wer})"
    house = f"{fund.nummer} ({fund.wer})"
    return Aufgabe("Zeichnung verweigert", text, "zielvereinbarungen.show", {"nummer": fund.nummer}, im_brief=house)


def _ueberfaellige() -> Auswahl:
    statement = select(Zielvereinbarung.id).where(ueberfaellig(clock.today()))
    what = {"nummer": Zielvereinbarung.nummer, "text": Zielvereinbarung.titel}
    return Auswahl(statement, what, _fehlende)


def _fehlende(fund: Fund) -> Aufgabe:
    return Aufgabe(
        "Zeichnungen fehlen nach Ablauf der Frist",
        f"{fund.nummer} {fund.text}",
        "zielvereinbarungen.show",
        {"nummer": fund.nummer},
    )
