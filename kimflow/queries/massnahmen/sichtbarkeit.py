"""Which Maßnahmen somebody sees, and one with everything its page reads."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Anmerkung,
    Beschluss,
    Einzellink,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Nachweis,
    Person,
    Rueckmeldung,
    Umsetzungsstand,
    Verschiebung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can

S = MassnahmeStatus


def verantwortet(person: Person) -> ColumnElement[bool]:
    """Named as responsible, and still in the house that is; who moved to another leaves the Maßnahme behind."""
    return and_(Massnahme.verantwortlich_id == person.id, Massnahme.institution_id == person.institution_id)


def sichtbar_fuer(person: Person) -> Select[Massnahme]:
    """Whoever works with Maßnahmen sees all of them; who only reads along sees what was decided; and whom a
    Maßnahme names as responsible sees that one, with or without a Sitz."""
    if can(person, Permission.MASSNAHME_VERFOLGEN):
        return select(Massnahme)
    decided = Massnahme.beschluss_id.is_not(None) if can(person, Permission.MASSNAHME_ANSEHEN) else false()
    return select(Massnahme).where(or_(decided, verantwortet(person)))


def ganz(person: Person) -> Select[Massnahme]:
    """Visible Maßnahmen with everything the page and the requirements of the acts read."""
    return _zum_lesen(person).options(selectinload(Massnahme.rueckmeldelinks))


def _zum_lesen(person: Person) -> Select[Massnahme]:
    evidence = selectinload(Massnahme.nachweise)
    shifts = selectinload(Massnahme.meilensteine).selectinload(Meilenstein.verschiebungen)
    return sichtbar_fuer(person).options(
        joinedload(Massnahme.thema),
        joinedload(Massnahme.zielvereinbarung),
        joinedload(Massnahme.projektgruppe),
        joinedload(Massnahme.art),
        joinedload(Massnahme.institution),
        joinedload(Massnahme.verantwortlich).selectinload(Person.mitgliedschaften),
        joinedload(Massnahme.zugesagt_von),
        joinedload(Massnahme.beschluss).joinedload(Beschluss.gremium),
        joinedload(Massnahme.anmerkung).joinedload(Anmerkung.person),
        selectinload(Massnahme.unterstuetzende),
        shifts.joinedload(Verschiebung.person),
        selectinload(Massnahme.rueckmeldungen).joinedload(Rueckmeldung.person),
        selectinload(Massnahme.umsetzungsstaende).joinedload(Umsetzungsstand.kommune),
        evidence.joinedload(Nachweis.datei),
        evidence.joinedload(Nachweis.person),
        evidence.joinedload(Nachweis.entfernt_von),
    )


def des_links(link: Einzellink) -> Massnahme | None:
    """The Maßnahme a Rückmeldung link is about, if its person may still report on it."""
    found = session().scalars(ganz(link.person).where(Massnahme.id == link.gegenstand_id)).unique().one_or_none()
    may = found is not None and can(link.person, Permission.MASSNAHME_RUECKMELDUNG_GEBEN, found)
    return found if may else None


def aufnehmbare(vereinbarung: Zielvereinbarung) -> list[Massnahme]:
    """Maßnahmen of the same Thema that still may join this Zielvereinbarung."""
    statement = (
        select(Massnahme)
        .outerjoin(Zielvereinbarung, Zielvereinbarung.id == Massnahme.zielvereinbarung_id)
        .where(
            Massnahme.thema_id == vereinbarung.thema_id,
            Massnahme.status.in_((S.VORGESCHLAGEN, S.ZUGESAGT)),
            or_(Zielvereinbarung.id.is_(None), Zielvereinbarung.status == ZielvereinbarungStatus.ABGELEHNT),
        )
        .order_by(Massnahme.nummer)
    )
    return list(session().scalars(statement))


def eine(person: Person, nummer: str) -> Massnahme | None:
    """One visible Maßnahme with what its page reads, but for who was asked for a Rückmeldung."""
    return session().scalars(_zum_lesen(person).where(Massnahme.nummer == nummer)).unique().one_or_none()


def mehrere(person: Person, ids: Sequence[int]) -> list[Massnahme]:
    """The visible ones among `ids`, by number, with what the requirements of the acts read."""
    return list(session().scalars(ganz(person).where(Massnahme.id.in_(ids)).order_by(Massnahme.nummer)).unique())


def zugesagte(vereinbarung: Zielvereinbarung) -> list[Massnahme]:
    """Maßnahmen of this Zielvereinbarung that its consent would agree to."""
    statement = (
        select(Massnahme)
        .where(Massnahme.zielvereinbarung_id == vereinbarung.id, Massnahme.status == S.ZUGESAGT)
        .options(joinedload(Massnahme.institution))
        .order_by(Massnahme.nummer)
    )
    return list(session().scalars(statement))
