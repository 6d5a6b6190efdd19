"""Schwere Einwände of counted rounds: who sees which, and which still stand."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Einwand,
    Einwandstand,
    Person,
    Sitz,
    Zielvereinbarung,
)
from kimflow.queries import abstimmungen

_AUSGEZAEHLT = (AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT)


def sichtbar_fuer(person: Person) -> Select[Einwand]:
    """The Einwände of counted rounds `person` sees; an annulled round has none."""
    rounds = ausgezaehlt(abstimmungen.sichtbar_fuer(person)).with_only_columns(Abstimmung.id)
    return (
        select(Einwand)
        .where(Einwand.abstimmung_id.in_(rounds))
        .options(joinedload(Einwand.sitz), joinedload(Einwand.abstimmung).joinedload(Abstimmung.top))
    )


def alle(statement: Select[Einwand]) -> Sequence[Einwand]:
    """The rows of a narrowed sichtbar_fuer()."""
    return session().scalars(statement).all()


def ausgezaehlt(rounds: Select[Abstimmung]) -> Select[Abstimmung]:
    """Only those that have a result."""
    return rounds.where(Abstimmung.status.in_(_AUSGEZAEHLT))


def letzte_runde(vereinbarung: Zielvereinbarung) -> Abstimmung | None:
    """The latest counted round about this Zielvereinbarung."""
    offered = select(Abstimmungsoption.abstimmung_id).where(Abstimmungsoption.zielvereinbarung_id == vereinbarung.id)
    statement = select(Abstimmung).where(Abstimmung.id.in_(offered), Abstimmung.status.in_(_AUSGEZAEHLT))
    return (
        session().scalars(statement.order_by(Abstimmung.geschlossen_am.desc(), Abstimmung.id.desc()).limit(1)).first()
    )


def massgebliche_runde(vereinbarung: Zielvereinbarung) -> Abstimmung | None:
    """The latest counted round about the text that is before the Lenkungsgruppe now.

    A round before the Beschluss that sent it back for rework was about another text.
    """
    round_, before = letzte_runde(vereinbarung), vereinbarung.beschluss
    if round_ is None or round_.geschlossen_am is None:
        return None
    if before and (before.abstimmung_id == round_.id or clock.local(round_.geschlossen_am).date() < before.gefasst_am):
        return None
    return round_


def stehende(abstimmung: Abstimmung) -> Sequence[Einwand]:
    """The Einwände of this round that nobody has withdrawn, with their Sitz and its institutions."""
    statement = (
        select(Einwand)
        .where(Einwand.abstimmung_id == abstimmung.id, Einwand.stand != Einwandstand.ZURUECKGEZOGEN)
        .options(joinedload(Einwand.sitz).selectinload(Sitz.institutionen))
        .order_by(Einwand.id)
    )
    return session().scalars(statement).all()
