"""One Thema with everything its page and the requirements of its acts read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, Subquery, and_, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload, undefer

from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Beschluss,
    Beschlusswirkung,
    Bruchstelle,
    Grundlage,
    Mandat,
    Massnahme,
    Person,
    SitzungStatus,
    Stellungnahme,
    Thema,
    Top,
    Topgegenstand,
    Zielvereinbarung,
)
from kimflow.models import Sitzung as Treffen
from kimflow.permissions import Permission, can
from kimflow.queries.themen.sichtbarkeit import sichtbar_fuer, wirkt_mit
from kimflow.queries.zielvereinbarungen import ZUGESTIMMT


def ganz(person: Person | None) -> Select[Thema]:
    """Visible Themen with everything the page and the requirements of the acts read."""
    bruchstelle = selectinload(Thema.grundlagen).joinedload(Grundlage.bruchstelle)
    sitzung = selectinload(Thema.topgegenstaende).joinedload(Topgegenstand.top).joinedload(Top.sitzung)
    mandat = joinedload(Thema.mandate)
    return sichtbar_fuer(person).options(
        joinedload(Thema.handlungsfeld),
        joinedload(Thema.projektgruppe),
        joinedload(Thema.beschluss).joinedload(Beschluss.gremium),
        selectinload(Thema.rechtskreise),
        joinedload(Thema.kommunen),
        bruchstelle.joinedload(Bruchstelle.fall),
        bruchstelle.joinedload(Bruchstelle.von_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.zu_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.von_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.zu_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.ursache),
        bruchstelle.joinedload(Bruchstelle.kommune),
        selectinload(Thema.grundlagen).joinedload(Grundlage.meldung),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.institution),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.person),
        sitzung.joinedload(Treffen.gremium),
        joinedload(Thema.zielvereinbarungen),
        mandat.joinedload(Mandat.projektgruppe),
        mandat.joinedload(Mandat.beschluss),
        mandat.joinedload(Mandat.statt),
        undefer(Thema.hat_teile),
        selectinload(Thema.massnahmen).joinedload(Massnahme.institution),
        selectinload(Thema.massnahmen).joinedload(Massnahme.verantwortlich),
    )


def mit_ids(ids: Collection[int], person: Person | None) -> Sequence[Thema]:
    """The visible ones of these with everything, in as many statements as one of them costs."""
    return session().scalars(ganz(person).where(Thema.id.in_(ids))).unique().all() if ids else []


def in_abstimmung(thema: Thema) -> str | None:
    """The number of the round that is about this Thema and not yet done with: a result waits for its Beschluss."""
    offene = (AbstimmungStatus.VORBEREITET, AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN)
    decided = select(Beschluss.id).where(Beschluss.abstimmung_id == Abstimmung.id).exists()
    undecided = and_(Abstimmung.status == AbstimmungStatus.FESTGESTELLT, ~decided)
    return session().scalar(
        select(Abstimmung.nummer)
        .join(Abstimmungsoption, Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .where(Abstimmungsoption.thema_id == thema.id, or_(Abstimmung.status.in_(offene), undecided))
        .limit(1)
    )


def laufende_sitzung(those: Sequence[Thema]) -> str | None:
    """The number of the Sitzung that is going on and has one of these Themen on its agenda."""
    return session().scalar(
        select(Treffen.nummer)
        .join(Top, Top.sitzung_id == Treffen.id)
        .join(Topgegenstand, Topgegenstand.top_id == Top.id)
        .where(Topgegenstand.thema_id.in_([one.id for one in those]), Treffen.status == SitzungStatus.LAUFEND)
        .limit(1)
    )


def beschluesse(thema: Thema) -> list[Beschluss]:
    """The Beschlüsse that touched this Thema, newest first."""
    touched = select(Beschlusswirkung.beschluss_id).where(Beschlusswirkung.thema_id == thema.id)
    statement = (
        select(Beschluss)
        .where(or_(Beschluss.id.in_(touched), Beschluss.id == thema.beschluss_id))
        .options(joinedload(Beschluss.gremium))
        .order_by(Beschluss.gefasst_am.desc(), Beschluss.id.desc())
    )
    return list(session().scalars(statement).unique())


def ziele(thema: Thema) -> list[Thema]:
    """The Themen this one went into, one after the other; the last is the one that is worked on. [] if it is itself."""
    found: list[Thema] = []
    following = thema.zusammengefuehrt_in_id
    while following is not None:
        found.append(session().get_one(Thema, following))
        following = found[-1].zusammengefuehrt_in_id
    return found


def letzte() -> Subquery:
    """Of every merged Thema (teil) the one that is worked on instead (ziel), with its status."""
    ziel = aliased(Thema)
    path = select(Thema.id.label("teil"), Thema.zusammengefuehrt_in_id.label("ziel"))
    walk = path.where(Thema.zusammengefuehrt_in_id.is_not(None)).cte(recursive=True)
    further = select(walk.c.teil, ziel.zusammengefuehrt_in_id).join(ziel, ziel.id == walk.c.ziel)
    walk = walk.union_all(further.where(ziel.zusammengefuehrt_in_id.is_not(None)))
    end = aliased(Thema)
    found = select(walk.c.teil, end.status, end.id.label("ziel")).join(end, end.id == walk.c.ziel)
    return found.where(end.zusammengefuehrt_in_id.is_(None)).subquery()


def teile(thema: Thema) -> list[Thema]:
    """Every Thema that went into this one, also by way of another, with the views its institutions gave; by number."""
    merged = select(Thema.id).where(Thema.zusammengefuehrt_in_id == thema.id).cte(recursive=True)
    later = select(Thema.id).join(merged, Thema.zusammengefuehrt_in_id == merged.c.id)
    merged = merged.union_all(later)
    views = selectinload(Thema.stellungnahmen)
    statement = (
        select(Thema)
        .where(Thema.id.in_(select(merged.c.id)))
        .options(
            joinedload(Thema.zusammengefuehrt_in),
            views.joinedload(Stellungnahme.institution),
            views.joinedload(Stellungnahme.person),
        )
        .order_by(Thema.nummer)
    )
    return list(session().scalars(statement))


def heutige(ids: Collection[int]) -> dict[int, int]:
    """Of those Themen that were merged, the one that is worked on instead."""
    ends = letzte()
    rows = session().execute(select(ends.c.teil, ends.c.ziel).where(ends.c.teil.in_(ids)))
    return {row.teil: row.ziel for row in rows}


def teile_der(ids: Collection[int], person: Person) -> dict[int, list[Thema]]:
    """sichtbare_teile() of many Themen in one go, by the id of the one they went into."""
    ends, views = letzte(), selectinload(Thema.stellungnahmen)
    statement = (
        select(ends.c.ziel, Thema)
        .join(ends, ends.c.teil == Thema.id)
        .where(ends.c.ziel.in_(ids))
        .options(views.joinedload(Stellungnahme.institution))
        .order_by(Thema.nummer)
    )
    found: dict[int, list[Thema]] = {}
    for ziel, teil in session().execute(statement):
        if wirkt_mit(person) or teil.beschluss_id is not None:
            found.setdefault(ziel, []).append(teil)
    return found


def sichtbare_teile(thema: Thema, person: Person) -> list[Thema]:
    """Those of teile() that `person` sees; no statement where there are none."""
    found = teile(thema) if thema.hat_teile else []
    return found if wirkt_mit(person) else [one for one in found if one.beschluss_id is not None]


@dataclass(frozen=True)
class Arbeit:
    """What is agreed and done about a Thema, as far as one person may see it, by number."""

    zielvereinbarungen: Sequence[Zielvereinbarung]
    massnahmen: Sequence[Massnahme]


def arbeit(thema: Thema, person: Person) -> Arbeit:
    """Of a Thema loaded by ganz(): who only reads along sees decided things, no draft and no proposal."""
    agreements, measures = thema.zielvereinbarungen, thema.massnahmen
    if not can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN):
        agreements = [one for one in agreements if one.status in ZUGESTIMMT]
    if not can(person, Permission.MASSNAHME_VERFOLGEN):
        measures = [one for one in measures if one.beschluss_id is not None]
    return Arbeit(sorted(agreements, key=lambda one: one.nummer), sorted(measures, key=lambda one: one.nummer))


def nach_id(id: int) -> Thema:
    """The Thema that somebody chose from a list."""
    return session().get_one(Thema, id)
