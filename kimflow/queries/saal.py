"""The room of a running meeting: what the moderator's screen, the wall and „Meine Sitzung“ look at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Anwesenheit,
    Auftrag,
    Besetzung,
    Gremium,
    Massnahme,
    Mitgliedschaft,
    Notiz,
    Person,
    Sitz,
    Sitzung,
    SitzungStatus,
    Stimmabgabe,
    Top,
    Topgegenstand,
    TopStatus,
    Wortmeldung,
    Zusage,
)
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries import einstellungen, sitzungen

# What an item without planned minutes is reckoned with.
MINUTEN_OHNE_PLAN = 10


@dataclass(frozen=True)
class Stand:
    """Two of them differ when an open page about the meeting has to change. No votes in it."""

    status: SitzungStatus
    bewegung: int
    runden: int
    laufende: int
    abgegeben: int
    befangen: int
    erfasst: int


def staende(ids: Collection[int]) -> dict[int, Stand]:
    """The state of each of these meetings, in one statement; those that are gone are missing."""

    def counted(what: Select[int]) -> Select[int]:
        return what.join(Top, Top.id == Abstimmung.top_id).where(Top.sitzung_id == Sitzung.id)

    ballots = (
        counted(select(func.count(Stimmabgabe.id)).join(Abstimmung, Abstimmung.id == Stimmabgabe.abstimmung_id))
        .where(Abstimmung.status == AbstimmungStatus.OFFEN)
        .correlate(Sitzung)
    )
    rounds = counted(select(func.coalesce(func.sum(Abstimmung.version), 0))).correlate(Sitzung)
    # The clock closes a round although nobody has written anything.
    running = (
        counted(select(func.count(Abstimmung.id)))
        .where(
            Abstimmung.status == AbstimmungStatus.OFFEN,
            or_(Abstimmung.endet_am.is_(None), Abstimmung.endet_am > clock.now()),
        )
        .correlate(Sitzung)
    )
    rows = session().execute(
        select(
            Sitzung.id,
            Sitzung.status,
            Sitzung.bewegung,
            rounds.scalar_subquery(),
            running.scalar_subquery(),
            ballots.where(Stimmabgabe.abgegeben).scalar_subquery(),
            ballots.where(Stimmabgabe.befangen).scalar_subquery(),
            ballots.where(Stimmabgabe.bestaetigt_von_id.is_not(None)).scalar_subquery(),
        ).where(Sitzung.id.in_(ids))
    )
    return {id: Stand(*values) for id, *values in rows}


def ganz() -> Select[Sitzung]:
    """Meetings with everything the pages of the room show. Who may see it is asked before."""
    tops = selectinload(Sitzung.tops)
    seats = joinedload(Sitzung.gremium).selectinload(Gremium.sitze)
    return select(Sitzung).options(
        seats.selectinload(Sitz.besetzungen).joinedload(Besetzung.person),
        joinedload(Sitzung.gremium).selectinload(Gremium.mitgliedschaften).joinedload(Mitgliedschaft.person),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        joinedload(Sitzung.moderation),
        tops.joinedload(Top.sitzung),
        tops.joinedload(Top.protokoll_von),
        tops.selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
        tops.selectinload(Top.abstimmungen),
        tops.selectinload(Top.beschluesse),
        tops.selectinload(Top.notizen).joinedload(Notiz.person),
        tops.selectinload(Top.auftraege).joinedload(Auftrag.verantwortlich),
        tops.selectinload(Top.unterlagen),
        selectinload(Sitzung.antworten),
        selectinload(Sitzung.anwesenheiten).options(joinedload(Anwesenheit.sitz), joinedload(Anwesenheit.person)),
        selectinload(Sitzung.wortmeldungen).options(joinedload(Wortmeldung.person), joinedload(Wortmeldung.sitz)),
    )


def _sichtbar(person: Person) -> ColumnElement[bool]:
    return Sitzung.id.in_(sitzungen.sichtbar_fuer(person).with_only_columns(Sitzung.id))


def nur(person: Person) -> Select[Sitzung]:
    """Visible meetings and nothing more of them."""
    return select(Sitzung).where(_sichtbar(person))


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """Meetings with what the small acts in the room ask for."""
    return nur(person).options(
        joinedload(Sitzung.gremium).selectinload(Gremium.sitze),
        joinedload(Sitzung.moderation),
        selectinload(Sitzung.anwesenheiten).options(joinedload(Anwesenheit.sitz), joinedload(Anwesenheit.person)),
    )


def ganz_fuer(person: Person) -> Select[Sitzung]:
    """Visible meetings with everything the pages of the room show."""
    return ganz().where(_sichtbar(person))


def zeilen_fuer(person: Person) -> Select[Sitzung]:
    """Visible meetings with their agenda: what a typed line may belong to."""
    return nur(person).options(joinedload(Sitzung.gremium), selectinload(Sitzung.tops).joinedload(Top.sitzung))


def tops_fuer(person: Person) -> Select[Top]:
    """Agenda items of visible meetings, with what the acts on them ask for."""
    return (
        select(Top)
        .join(Top.sitzung)
        .where(_sichtbar(person))
        .options(joinedload(Top.sitzung), selectinload(Top.abstimmungen), selectinload(Top.beschluesse))
    )


def laufende(person: Person) -> Sitzung | None:
    """The visible meeting that is running, with its agenda; of several the one that began last."""
    running = zeilen_fuer(person).where(Sitzung.status == SitzungStatus.LAUFEND)
    return session().scalars(running.order_by(Sitzung.beginn.desc(), Sitzung.id.desc()).limit(1)).unique().first()


def punkt_von(sitzung: Sitzung, massnahme: Massnahme) -> Top | None:
    """The item of this meeting that the Maßnahme is on, by itself or with its Zielvereinbarung or Thema."""
    on = select(Topgegenstand.top_id).where(
        or_(
            Topgegenstand.massnahme_id == massnahme.id,
            Topgegenstand.zielvereinbarung_id == massnahme.zielvereinbarung_id,
            Topgegenstand.thema_id == massnahme.thema_id,
        ),
        Topgegenstand.top_id.in_([top.id for top in sitzung.tops]),
    )
    found = set(session().scalars(on))
    return next((top for top in sitzung.tops if top.id in found), None)


def notizen_fuer(person: Person) -> Select[Notiz]:
    """Lines of visible meetings."""
    lines = select(Notiz).join(Notiz.top).join(Top.sitzung).where(_sichtbar(person))
    return lines.options(joinedload(Notiz.top).joinedload(Top.sitzung))


@dataclass(frozen=True)
class Sicht:
    """Whose moderator's screen it is: what it shows follows from this and from the meeting."""

    person_id: int
    koordination: bool
    rechte: frozenset[Permission]


def sicht(person: Person, sitzung: Sitzung, rechte: Collection[Permission]) -> Sicht:
    """With those of `rechte` that this person has in this meeting."""
    held = frozenset(right for right in rechte if can(person, right, sitzung))
    return Sicht(person.id, ist_koordination(person, None), held)


def laden(id: int) -> Sitzung:
    """The meeting as ganz() loads it."""
    return session().scalars(ganz().where(Sitzung.id == id)).unique().one()


@dataclass(frozen=True)
class Anwesende:
    """How many of the Sitze that may vote are there. beschlussfaehig is None where the local rule asks for nothing."""

    da: int
    stimmberechtigt: int
    noetig: int
    beschlussfaehig: bool | None


def noetig(stimmberechtigt: int) -> int:
    """How many Sitze make a body beschlussfähig: more than half of those that may vote (ours, a setting)."""
    return stimmberechtigt // 2 + 1


def anwesende(sitzung: Sitzung) -> Anwesende:
    """Who is there now, and whether that is enough."""
    entitled = {sitz.id for sitz in sitzung.gremium.sitze if sitz.ist_stimmberechtigt}
    here = len({a.sitz_id for a in sitzung.anwesenheiten if a.ist_da} & entitled)
    needed = noetig(len(entitled))
    enough = here >= needed if einstellungen.ist_an("abstimmung.beschlussfaehigkeit") else None
    return Anwesende(here, len(entitled), needed, enough)


def besetzungen_in(sitzung: Sitzung, sitz: Sitz) -> list[Besetzung]:
    """Who may act for this Sitz on the day of that meeting, main member first."""
    day = clock.local(sitzung.beginn).date()
    return [b for b in sitz.besetzungen if b.gilt_am(day) and b.sitzung_id in (None, sitzung.id)]


def wer_kommt(sitzung: Sitzung, sitz: Sitz) -> Person | None:
    """Who is expected on this Sitz: its main member or, as answered, the Vertretung. A proposal, nothing more."""
    answer = next((a for a in sitzung.antworten if a.sitz_id == sitz.id), None)
    deputised = answer is not None and answer.antwort is Zusage.VERTRETUNG
    acting = [b for b in besetzungen_in(sitzung, sitz) if b.ist_vertretung == deputised]
    # Whoever was entered for this meeting alone goes before the standing deputies.
    acting.sort(key=lambda b: (b.sitzung_id is None, b.rang))
    return acting[0].person if acting else None


def gebraucht(top: Top, now: datetime) -> timedelta:
    """How long the item has taken so far."""
    running = now - top.aufgerufen_am if top.aufgerufen_am else timedelta()
    return timedelta(seconds=top.sekunden) + running


def voraussichtliches_ende(sitzung: Sitzung, now: datetime) -> datetime:
    """When it ends if what is left takes as long as planned."""
    left = timedelta()
    for top in sitzung.tops:
        if top.status in (TopStatus.OFFEN, TopStatus.AUFGERUFEN):
            planned = timedelta(minutes=top.minuten or MINUTEN_OHNE_PLAN)
            left += max(timedelta(), planned - gebraucht(top, now))
    begins = now if sitzung.eroeffnet_am else max(now, sitzung.beginn)
    return begins + left
