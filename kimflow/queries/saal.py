"""The room of a running meeting: what the moderator's screen, the wall and „Meine Sitzung“ look at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
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
    Mitgliedschaft,
    Notiz,
    Sitz,
    Sitzung,
    SitzungStatus,
    Stimmabgabe,
    Top,
    Topgegenstand,
    TopStatus,
    Wortmeldung,
)
from kimflow.queries import einstellungen

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
        seats.selectinload(Sitz.institutionen),
        joinedload(Sitzung.gremium).selectinload(Gremium.mitgliedschaften).joinedload(Mitgliedschaft.person),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        joinedload(Sitzung.moderation),
        tops.joinedload(Top.sitzung),
        tops.selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
        tops.selectinload(Top.abstimmungen).selectinload(Abstimmung.stimmabgaben).joinedload(Stimmabgabe.sitz),
        tops.selectinload(Top.beschluesse),
        tops.selectinload(Top.notizen).joinedload(Notiz.person),
        tops.selectinload(Top.auftraege).joinedload(Auftrag.verantwortlich),
        tops.selectinload(Top.unterlagen),
        selectinload(Sitzung.antworten),
        selectinload(Sitzung.anwesenheiten).options(joinedload(Anwesenheit.sitz), joinedload(Anwesenheit.person)),
        selectinload(Sitzung.wortmeldungen).options(joinedload(Wortmeldung.person), joinedload(Wortmeldung.sitz)),
    )


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


def anwesende(sitzung: Sitzung) -> Anwesende:
    """Who is there now; more than half of the Sitze that may vote make a body beschlussfähig (ours, a setting)."""
    entitled = {sitz.id for sitz in sitzung.gremium.sitze if sitz.ist_stimmberechtigt}
    here = len({a.sitz_id for a in sitzung.anwesenheiten if a.ist_da} & entitled)
    needed = len(entitled) // 2 + 1
    enough = here >= needed if einstellungen.ist_an("abstimmung.beschlussfaehigkeit") else None
    return Anwesende(here, len(entitled), needed, enough)


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
    return max(now, sitzung.beginn) + left
