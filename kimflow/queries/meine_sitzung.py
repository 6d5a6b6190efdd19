"""„Meine Sitzung“: what one person finds of one meeting – before it, while it runs, and afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Auftrag,
    Beschluss,
    Einzellink,
    Ereignis,
    Geheimhaltung,
    Linkzweck,
    Massnahme,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    Stimmabgabe,
    Thema,
    Top,
    Topgegenstand,
    Wortmeldung,
)
from kimflow.permissions import ist_buero
from kimflow.queries import (
    ergebnisse,
    massnahmen,
    rueckkopplungen,
    sitzungen,
    stellungnahmen,
    themen,
    zielvereinbarungen,
)
from kimflow.queries.abstimmungen import eigene_stimmabgaben
from kimflow.queries.anmeldungen import mit_rechten
from kimflow.queries.aufgaben import Aufgabe

# Of the changes since the last meeting; who wants all of them opens the lists.
HOECHSTENS = 12


# --- the meeting ------------------------------------------------------------------------------------------------


def ganz() -> tuple[ORMOption, ...]:
    """What the page shows of the meeting itself."""
    tops = selectinload(Sitzung.tops)
    return (
        joinedload(Sitzung.gremium),
        joinedload(Sitzung.vorsitz),
        tops.joinedload(Top.sitzung),
        tops.selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
        tops.selectinload(Top.unterlagen),
        tops.selectinload(Top.beschluesse),
        selectinload(Sitzung.antworten).options(
            joinedload(Sitzungsantwort.sitz).selectinload(Sitz.institutionen),
            joinedload(Sitzungsantwort.person),
            joinedload(Sitzungsantwort.sitzung),
        ),
        selectinload(Sitzung.topvorschlaege),
        selectinload(Sitzung.fassungen),
    )


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """As everywhere; who only reads along is refused by the right to take part."""
    return sitzungen.sichtbar_fuer(person).options(*ganz())


def mit_nummer(nummer: str) -> Sitzung:
    """The meeting anew, for who has been let in already."""
    return session().scalars(select(Sitzung).where(Sitzung.nummer == nummer).options(*ganz())).unique().one()


def des_links(link: Einzellink) -> Sitzung | None:
    """The meeting a link leads to."""
    return session().scalars(_des_links(link).options(*ganz())).unique().one_or_none()


def _des_links(link: Einzellink) -> Select[Sitzung]:
    """By the invitation of a Sitz, or by name."""
    if link.zweck is Linkzweck.EINLADUNG_BEANTWORTEN:
        about = select(Sitzungsantwort.sitzung_id).where(Sitzungsantwort.id == link.gegenstand_id)
        return select(Sitzung).where(Sitzung.id.in_(about))
    return select(Sitzung).where(Sitzung.id == link.gegenstand_id)


def kopf(id: int) -> Sitzung | None:
    """The meeting for asking a right, without anything on it."""
    return session().get(Sitzung, id)


def kopf_des_links(link: Einzellink) -> Sitzung | None:
    """The same by a link, for an open page that asks every few seconds."""
    return session().scalars(_des_links(link)).one_or_none()


def person(id: int) -> Person:
    """Somebody with everything a right can hang on."""
    return session().scalars(select(Person).where(Person.id == id).options(*mit_rechten())).unique().one()


def eigene_antworten(sitzung: Sitzung, person: Person) -> list[Sitzungsantwort]:
    """The rows this person answers for as a member, a Vertretung or the Büro of the house."""
    own = {b.sitz_id for b in sitzungen.heutige_besetzungen(person) if b.gilt_in(sitzung.id)}
    office = ist_buero(person, None)
    return [
        a
        for a in sitzung.antworten
        if a.sitz_id in own or (office and any(i.id == person.institution_id for i in a.sitz.institutionen))
    ]


def wortmeldungen_fuer(person: Person) -> Select[Wortmeldung]:
    """The raised hands in meetings this person sees, with what lowering one needs."""
    seen = sitzungen.sichtbar_fuer(person).with_only_columns(Sitzung.id)
    return (
        select(Wortmeldung)
        .join(Wortmeldung.sitzung)
        .where(Wortmeldung.sitzung_id.in_(seen))
        .options(joinedload(Wortmeldung.sitzung), joinedload(Wortmeldung.person), joinedload(Wortmeldung.sitz))
    )


def eigene_wortmeldung(sitzung_id: int, person: Person) -> Wortmeldung | None:
    """The raised hand of this person, with what lowering it needs."""
    statement = select(Wortmeldung).where(Wortmeldung.sitzung_id == sitzung_id, Wortmeldung.person_id == person.id)
    return session().scalars(statement.options(joinedload(Wortmeldung.sitzung))).one_or_none()


# --- now --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Runde:
    """An open round of the meeting, with its turnout and never more."""

    nummer: str
    frage: str
    geheim: bool
    endet_am: datetime | None
    abgegeben: int
    berechtigt: int


@dataclass(frozen=True)
class Zettel:
    """A ballot of an own Sitz in an open round: whether it was cast, never what."""

    id: int
    runde: str
    sitz: str
    abgegeben: bool
    befangen: bool


@dataclass(frozen=True)
class Saal:
    """What everybody in the meeting sees alike. haende: raised hands with whose they are, in their order."""

    sitzung: Sitzung
    runden: Sequence[Runde]
    haende: Sequence[tuple[int, int]]


def saal(id: int) -> Saal:
    """Loaded once for all who are told in the same moment."""
    known: dict[int, Saal] = session().info.setdefault("kimflow_saal", {})
    if id not in known:
        agenda = (joinedload(Sitzung.gremium), selectinload(Sitzung.tops))
        known[id] = saal_von(session().scalars(select(Sitzung).where(Sitzung.id == id).options(*agenda)).one())
    return known[id]


def saal_von(sitzung: Sitzung) -> Saal:
    """The same of a meeting that is loaded already."""
    if not sitzung.ist_laufend:
        return Saal(sitzung, (), ())
    hands = select(Wortmeldung.id, Wortmeldung.person_id).where(Wortmeldung.sitzung_id == sitzung.id)
    hands = hands.order_by(Wortmeldung.id)
    return Saal(sitzung, _runden(sitzung.id), [(one, whose) for one, whose in session().execute(hands)])


def _laeuft(sitzung_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Top.sitzung_id == sitzung_id,
        Abstimmung.status == AbstimmungStatus.OFFEN,
        or_(Abstimmung.endet_am.is_(None), Abstimmung.endet_am > clock.now()),
    )


def _runden(sitzung_id: int) -> list[Runde]:
    a = Abstimmung
    rows = session().execute(
        select(
            a.nummer,
            a.frage,
            a.geheimhaltung,
            a.endet_am,
            func.coalesce(func.sum(case((Stimmabgabe.abgegeben, 1), else_=0)), 0),
            func.count(Stimmabgabe.id),
        )
        .join(a.top)
        .outerjoin(Stimmabgabe, Stimmabgabe.abstimmung_id == a.id)
        .where(*_laeuft(sitzung_id))
        .group_by(a.id, a.nummer, a.frage, a.geheimhaltung, a.endet_am)
        .order_by(a.id)
    )
    return [
        Runde(number, question, level is Geheimhaltung.GEHEIM, ends, int(cast_), entitled)
        for number, question, level, ends, cast_, entitled in rows
    ]


def zettel(sitzung_id: int, person: Person) -> list[Zettel]:
    """The ballots of the own Sitze in the rounds that are open now."""
    if not sitzungen.heutige_besetzungen(person):
        return []
    rows = session().execute(
        select(Stimmabgabe.id, Abstimmung.nummer, Sitz.bezeichnung, Stimmabgabe.abgegeben, Stimmabgabe.befangen)
        .join(Abstimmung, Abstimmung.id == Stimmabgabe.abstimmung_id)
        .join(Abstimmung.top)
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .where(eigene_stimmabgaben(person), *_laeuft(sitzung_id))
        .order_by(Abstimmung.id, Sitz.reihenfolge, Sitz.id)
    )
    return [Zettel(*row) for row in rows]


def urteil(top: Top) -> str:
    """The sentence of the last counted round of this item; empty without one."""
    known: dict[int, str] = session().info.setdefault("kimflow_urteile", {})
    if top.id not in known:
        counted = select(Abstimmung).where(
            Abstimmung.top_id == top.id,
            Abstimmung.status.in_((AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT)),
        )
        last = session().scalars(counted.order_by(Abstimmung.id.desc()).limit(1)).first()
        found = ergebnisse.ergebnis(last) if last else None
        known[top.id] = found.satz if found else ""
    return known[top.id]


# --- since the last meeting, and what is asked -----------------------------------------------------------------


@dataclass(frozen=True)
class Neues:
    """A Beschluss that was made, or a Thema or Maßnahme that got another status, since a day."""

    art: str
    nummer: str
    text: str
    wie: str
    am: date


def seit_der_letzten(sitzung: Sitzung, person: Person) -> tuple[date | None, list[Neues]]:
    """The day of the last meeting of the same body, and what happened since: decided first, then moved."""
    last = session().scalar(
        select(func.max(Sitzung.beginn)).where(
            Sitzung.gremium_id == sitzung.gremium_id,
            Sitzung.status.in_(sitzungen.GEHALTEN),
            Sitzung.beginn < sitzung.beginn,
        )
    )
    if last is None:
        return None, []
    day = clock.local(last).date()
    decided = select(
        literal("beschluss"), Beschluss.nummer, Beschluss.wortlaut, null(), cast(Beschluss.gefasst_am, String)
    ).where(Beschluss.gremium_id == sitzung.gremium_id, Beschluss.gefasst_am >= day)
    themen_ = _bewegt(Thema, themen.sichtbar_fuer(person).with_only_columns(Thema.id), last)
    massnahmen_ = _bewegt(Massnahme, massnahmen.sichtbar_fuer(person).with_only_columns(Massnahme.id), last)
    everything = union_all(decided, themen_, massnahmen_).subquery()
    decided_first = case((everything.c[0] == "beschluss", 0), else_=1)
    newest = select(everything).order_by(decided_first, everything.c[4].desc(), everything.c[1]).limit(HOECHSTENS)
    rows = session().execute(newest)
    return day, [Neues(art, nr, text, how or "", date.fromisoformat(on[:10])) for art, nr, text, how, on in rows]


def _bewegt(kind: type[Thema] | type[Massnahme], visible: Select[tuple[int]], since: datetime) -> Any:
    """Its present status, and when it got it."""
    moved = (
        select(Ereignis.gegenstand_id, func.max(Ereignis.zeit).label("zeit"))
        .where(
            Ereignis.art == kind.__tablename__,
            Ereignis.zeit > since,
            Ereignis.status_vorher.is_not(None),
            Ereignis.status_nachher != Ereignis.status_vorher,
        )
        .group_by(Ereignis.gegenstand_id)
        .subquery()
    )
    return (
        select(
            literal(kind.__tablename__), kind.nummer, kind.titel, cast(kind.status, String), cast(moved.c.zeit, String)
        )
        .join(moved, moved.c.gegenstand_id == kind.id)
        .where(kind.id.in_(visible))
    )


def aufgaben(person: Person) -> list[Aufgabe]:
    """What is asked of this person's house: Stellungnahmen, Zeichnungen, Zusagen and Rückmeldungen, Rückkopplungen."""
    sources = (stellungnahmen, zielvereinbarungen, massnahmen, rueckkopplungen)
    return [one for source in sources for one in source.aufgaben(person)]


def auftraege(sitzung: Sitzung, person: Person) -> list[Auftrag]:
    """The tasks this person took out of the meeting."""
    statement = (
        select(Auftrag)
        .join(Auftrag.top)
        .where(Top.sitzung_id == sitzung.id, Auftrag.verantwortlich_id == person.id)
        .order_by(Auftrag.faellig_am, Auftrag.id)
    )
    return list(session().scalars(statement))
