"""Decisions: who sees which, the list, and the whole page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, extract, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Berichtigung,
    Beschluss,
    Beschlusswirkung,
    Gremienart,
    Gremium,
    Modus,
    Person,
    Thema,
    Top,
    Zielvereinbarung,
)
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.sitzungen import eigene_gremien


def _sichtbar(person: Person) -> ColumnElement[bool]:
    if ist_koordination(person, None):
        return true()
    if not can(person, Permission.BESCHLUSS_ANSEHEN):
        return false()
    steering = select(Gremium.id).where(Gremium.art == Gremienart.LENKUNGSGRUPPE)
    return or_(Beschluss.gremium_id.in_(steering), Beschluss.gremium_id.in_(eigene_gremien(person)))


def sichtbar_fuer(person: Person) -> Select[Beschluss]:
    """What a Lenkungsgruppe decided is for everybody who works here; other bodies' decisions are their own."""
    return select(Beschluss).where(_sichtbar(person))


def ganz(person: Person) -> Select[Beschluss]:
    """With everything the page shows and its acts ask for."""
    effects = selectinload(Beschluss.wirkungen)
    return sichtbar_fuer(person).options(
        joinedload(Beschluss.gremium),
        joinedload(Beschluss.top).options(joinedload(Top.sitzung), joinedload(Top.protokoll_von)),
        joinedload(Beschluss.abstimmung).selectinload(Abstimmung.optionen),
        joinedload(Beschluss.ersetzt),
        effects.joinedload(Beschlusswirkung.thema),
        effects.joinedload(Beschlusswirkung.zielvereinbarung),
        effects.joinedload(Beschlusswirkung.massnahme),
        selectinload(Beschluss.berichtigungen).joinedload(Berichtigung.person),
    )


def ersetzt_durch(beschluss: Beschluss) -> list[str]:
    """Numbers of the later Beschlüsse that replace this one."""
    return list(
        session().scalars(select(Beschluss.nummer).where(Beschluss.ersetzt_id == beschluss.id).order_by(Beschluss.id))
    )


def nacherfasste(thema: Thema) -> list[Beschluss]:
    """The earlier Beschlüsse that agreed to this Thema; running Maßnahmen come in with one of them."""
    agreed = select(Beschlusswirkung.beschluss_id).where(Beschlusswirkung.thema_id == thema.id)
    statement = select(Beschluss).where(Beschluss.nacherfasst, Beschluss.id.in_(agreed)).order_by(Beschluss.id)
    return list(session().scalars(statement))


def ersetzbare(gremium_id: int) -> list[Beschluss]:
    """Beschlüsse of this body that a new one may replace, the latest first."""
    return list(
        session().scalars(
            select(Beschluss)
            .where(Beschluss.gremium_id == gremium_id)
            .order_by(Beschluss.gefasst_am.desc(), Beschluss.id.desc())
            .limit(200)
        )
    )


def aus(abstimmung: Abstimmung) -> list[str]:
    """Numbers of the Beschlüsse that followed from this round."""
    statement = select(Beschluss.nummer).where(Beschluss.abstimmung_id == abstimmung.id).order_by(Beschluss.id)
    return list(session().scalars(statement))


def laufende_runden(things: Sequence[Thema | Zielvereinbarung]) -> list[str]:
    """Numbers of the open rounds about one of these things."""
    themen = [thing.id for thing in things if isinstance(thing, Thema)]
    agreements = [thing.id for thing in things if isinstance(thing, Zielvereinbarung)]
    about = or_(Abstimmungsoption.thema_id.in_(themen), Abstimmungsoption.zielvereinbarung_id.in_(agreements))
    offered = select(Abstimmungsoption.abstimmung_id).where(about)
    running = select(Abstimmung.nummer).where(Abstimmung.status == AbstimmungStatus.OFFEN, Abstimmung.id.in_(offered))
    return list(session().scalars(running.order_by(Abstimmung.id)))


@dataclass(frozen=True)
class Filter:
    jahr: int | None = None
    gremium: int | None = None
    modus: Modus | None = None
    nacherfasst: bool | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list. `themen` are numbers of the Themen it acts on."""

    id: int
    nummer: str
    gefasst_am: date
    gremium: str
    modus: Modus
    nacherfasst: bool
    wortlaut: str
    themen: Sequence[str]


def liste(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """Beschlüsse, the latest first."""
    statement: Any = (
        select(
            Beschluss.id,
            Beschluss.nummer,
            Beschluss.gefasst_am,
            Gremium.name,
            Beschluss.modus,
            Beschluss.nacherfasst,
            Beschluss.wortlaut,
        )
        .join(Gremium, Gremium.id == Beschluss.gremium_id)
        .where(_sichtbar(person), *_bedingungen(filter))
    )
    page = blaettern(statement, (cast(Beschluss.gefasst_am, String), Beschluss.id), nach, absteigend=True)
    themen = _themen([row.id for row in page.zeilen])
    return Seite([Zeile(*(*tuple(row)[:7], themen.get(row.id, []))) for row in page.zeilen], page.weiter)


def _bedingungen(filter: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filter.jahr:
        found.append(extract("year", Beschluss.gefasst_am) == filter.jahr)
    if filter.gremium:
        found.append(Beschluss.gremium_id == filter.gremium)
    if filter.modus:
        found.append(Beschluss.modus == filter.modus)
    if filter.nacherfasst is not None:
        found.append(Beschluss.nacherfasst.is_(filter.nacherfasst))
    if filter.suche:
        pattern = muster(filter.suche)
        found.append(
            or_(
                func.lower(Beschluss.nummer).like(pattern, escape="\\"),
                func.lower(Beschluss.wortlaut).like(pattern, escape="\\"),
            )
        )
    return found


def _themen(beschluesse: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for beschluss_id, nummer in session().execute(
        select(Beschlusswirkung.beschluss_id, Thema.nummer)
        .join(Thema, Thema.id == Beschlusswirkung.thema_id)
        .where(Beschlusswirkung.beschluss_id.in_(beschluesse))
        .order_by(Beschlusswirkung.id)
    ):
        found.setdefault(beschluss_id, []).append(nummer)
    return found


def filterwoerter(person: Person) -> tuple[list[int], list[tuple[int, str]]]:
    """Years, the latest first, and bodies with visible Beschlüsse; one statement."""
    year = extract("year", Beschluss.gefasst_am)
    found = session().execute(
        select(year, Gremium.id, Gremium.name).join_from(Beschluss, Gremium).where(_sichtbar(person)).distinct()
    )
    rows = [(int(jahr), id, name) for jahr, id, name in found]
    bodies = {id: name for _, id, name in rows}
    return sorted({jahr for jahr, _, _ in rows}, reverse=True), sorted(bodies.items(), key=lambda body: body[1])
