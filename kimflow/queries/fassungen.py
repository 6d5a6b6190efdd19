"""Texts of a Zielvereinbarung that were laid down, through all its versions, and what is known of those versions."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from kimflow.db import session
from kimflow.models import (
    Beitrag,
    Fassungsanlass,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zeichnung,
    Zielvereinbarung,
    Zielvereinbarungsfassung,
)
from kimflow.permissions import Permission, can
from kimflow.queries import zielvereinbarungen

F, Z = Zielvereinbarungsfassung, Zielvereinbarung
_zugestimmt = F.anlass != Fassungsanlass.EINGEREICHT


def sichtbar_fuer(person: Person | None) -> Select[Zielvereinbarungsfassung]:
    """Texts of visible Zielvereinbarungen; who only reads along, and the public (None), those that were agreed to."""
    visible = zielvereinbarungen.sichtbar_fuer(person).with_only_columns(Z.id)
    statement = select(F).join(F.zielvereinbarung).where(F.zielvereinbarung_id.in_(visible))
    if person is None or not can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN):
        statement = statement.where(_zugestimmt)
    return statement


def ganz(person: Person) -> Select[Zielvereinbarungsfassung]:
    """With what their pages show."""
    return sichtbar_fuer(person).options(
        contains_eager(F.zielvereinbarung), joinedload(F.beschluss), joinedload(F.person)
    )


def alle(vereinbarung: Zielvereinbarung, person: Person) -> Sequence[Zielvereinbarungsfassung]:
    """The visible texts of all versions, the newest first."""
    statement = ganz(person).where(zielvereinbarungen.desselben_stamms(vereinbarung))
    return session().scalars(statement.order_by(Z.fassung.desc(), F.lfd.desc())).all()


def neueste(ids: Collection[int], person: Person | None) -> dict[int, Zielvereinbarungsfassung]:
    """The last visible text of each of these Zielvereinbarungen, by their id."""
    statement = sichtbar_fuer(person).where(F.zielvereinbarung_id.in_(ids)).options(contains_eager(F.zielvereinbarung))
    return {one.zielvereinbarung_id: one for one in session().scalars(statement.order_by(F.lfd))}


def vorige(fassung: Zielvereinbarungsfassung, person: Person) -> Zielvereinbarungsfassung | None:
    """The visible text laid down before this one."""
    found = list(alle(fassung.zielvereinbarung, person))
    later = found[found.index(fassung) + 1 :]
    return later[0] if later else None


def geltende(vereinbarung: Zielvereinbarung) -> Zielvereinbarungsfassung | None:
    """The text that was agreed to with what was laid down since: it is signed, and it is what is in force."""
    statement = select(F).where(F.zielvereinbarung_id == vereinbarung.id, _zugestimmt)
    return session().scalars(statement.order_by(F.lfd.desc()).limit(1)).first()


def zeichnungen(fassung: Zielvereinbarungsfassung) -> Sequence[Zeichnung]:
    """The signatures in force under the agreed text, by institution; none under one that was only laid before."""
    if not fassung.ist_zugestimmt:
        return []
    statement = (
        select(Zeichnung)
        .join(Zeichnung.beitrag)
        .join(Beitrag.institution)
        .where(
            Beitrag.zielvereinbarung_id == fassung.zielvereinbarung_id,
            Zeichnung.ungueltig_am.is_(None),
            Zeichnung.verweigert.is_(False),
        )
        .options(contains_eager(Zeichnung.beitrag).contains_eager(Beitrag.institution), joinedload(Zeichnung.person))
    )
    return session().scalars(statement.order_by(Beitrag.id)).all()


def letzte(vereinbarung: Zielvereinbarung) -> int:
    """The highest version there is, declined ones included."""
    highest: int | None = session().scalar(
        select(func.max(Z.fassung)).where(zielvereinbarungen.desselben_stamms(vereinbarung))
    )
    return highest or 0


def weiterlaufende(vereinbarung: Zielvereinbarung) -> Sequence[Massnahme]:
    """Unfinished Maßnahmen agreed with earlier versions. They go on, and stay where they were agreed."""
    if vereinbarung.vorgaenger_id is None:
        return []
    going_on = (*Massnahme.LAUFENDE, MassnahmeStatus.RUHT)
    statement = (
        select(Massnahme)
        .join(Massnahme.zielvereinbarung)
        .where(
            zielvereinbarungen.desselben_stamms(vereinbarung),
            Z.fassung < vereinbarung.fassung,
            Massnahme.status.in_(going_on),
        )
        .options(joinedload(Massnahme.institution), joinedload(Massnahme.verantwortlich))
    )
    return session().scalars(statement.order_by(Massnahme.nummer)).all()
