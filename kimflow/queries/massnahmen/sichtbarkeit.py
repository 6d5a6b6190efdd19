"""Which Maßnahmen somebody sees, and one with everything its page reads."""

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
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


def sichtbar_fuer(person: Person) -> Select[Massnahme]:
    """Whoever works with Maßnahmen sees all of them; who only reads along sees what was decided."""
    if can(person, Permission.MASSNAHME_VERFOLGEN):
        return select(Massnahme)
    if can(person, Permission.MASSNAHME_ANSEHEN):
        return select(Massnahme).where(Massnahme.beschluss_id.is_not(None))
    return select(Massnahme).where(false())


def ganz(person: Person) -> Select[Massnahme]:
    """Visible Maßnahmen with everything the page and the requirements of the acts read."""
    evidence = selectinload(Massnahme.nachweise)
    shifts = selectinload(Massnahme.meilensteine).selectinload(Meilenstein.verschiebungen)
    return sichtbar_fuer(person).options(
        joinedload(Massnahme.thema),
        joinedload(Massnahme.zielvereinbarung),
        joinedload(Massnahme.projektgruppe),
        joinedload(Massnahme.art),
        joinedload(Massnahme.institution),
        joinedload(Massnahme.verantwortlich),
        joinedload(Massnahme.zugesagt_von),
        joinedload(Massnahme.beschluss).joinedload(Beschluss.gremium),
        selectinload(Massnahme.unterstuetzende),
        shifts.joinedload(Verschiebung.person),
        selectinload(Massnahme.rueckmeldungen).joinedload(Rueckmeldung.person),
        selectinload(Massnahme.umsetzungsstaende).joinedload(Umsetzungsstand.kommune),
        evidence.joinedload(Nachweis.datei),
        evidence.joinedload(Nachweis.person),
        evidence.joinedload(Nachweis.entfernt_von),
    )


def des_links(link: Einzellink) -> Massnahme | None:
    """The Maßnahme a Rückmeldung link is about, if its person may still see it."""
    return session().scalars(ganz(link.person).where(Massnahme.id == link.gegenstand_id)).unique().one_or_none()


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
