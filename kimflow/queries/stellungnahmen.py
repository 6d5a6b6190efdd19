"""Stellungnahmen: those of visible Themen, and those asked of the institutions somebody may speak for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Institution, Person, Stellungnahme, Thema, ThemaStatus
from kimflow.permissions import ist_mitglied_der_lenkungsgruppe
from kimflow.queries import personen, themen
from kimflow.queries.aufgaben import Aufgabe


def sichtbar_fuer(person: Person) -> Select[Stellungnahme]:
    """The Stellungnahmen of the Themen this person sees, each with its Thema and institution."""
    visible = themen.sichtbar_fuer(person).with_only_columns(Thema.id)
    return (
        select(Stellungnahme)
        .where(Stellungnahme.thema_id.in_(visible))
        .options(
            joinedload(Stellungnahme.thema).joinedload(Thema.handlungsfeld),
            joinedload(Stellungnahme.institution),
        )
    )


def haeuser(person: Person) -> set[int]:
    """Ids of the institutions this person may speak for; the same rule as GRANTS[STELLUNGNAHME_ABGEBEN]."""
    signing = {z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute}
    return signing | ({person.institution_id} if ist_mitglied_der_lenkungsgruppe(person, None) else set())


def gefragte(institution_id: int) -> list[Person]:
    """Who answers for an institution: those who sign for it, else its members of the Lenkungsgruppe."""
    return personen.zeichnungsberechtigte(institution_id) or [
        one for one in personen.der_institution(institution_id) if ist_mitglied_der_lenkungsgruppe(one, None)
    ]


def des_links(id: int | None) -> Stellungnahme | None:
    """The one a link was made for, with the Steckbrief it is about."""
    thema = joinedload(Stellungnahme.thema)
    return (
        session()
        .scalars(
            select(Stellungnahme)
            .where(Stellungnahme.id == id)
            .options(thema.joinedload(Thema.handlungsfeld), joinedload(Stellungnahme.institution))
        )
        .one_or_none()
    )


def _wird_vorbereitet(last: Subquery) -> ColumnElement[bool]:
    """Whether the Thema, or what it went into in the end, may still be answered to."""
    return func.coalesce(last.c.status, Thema.status) == ThemaStatus.GESAMMELT


def noch_offene() -> Select[Any]:
    """Ids of what was asked for and may still be given, with its Thema in reach."""
    last = themen.letzte()
    return (
        select(Stellungnahme.id)
        .join(Thema, Thema.id == Stellungnahme.thema_id)
        .outerjoin(last, last.c.teil == Thema.id)
        .where(Stellungnahme.erbeten_am.is_not(None), Stellungnahme.abgegeben_am.is_(None), _wird_vorbereitet(last))
    )


def ausstehende(bis: date) -> list[Stellungnahme]:
    """Open ones of Themen in preparation, also of those merged into one, whose last day is from today to `bis`."""
    last = themen.letzte()
    statement = (
        select(Stellungnahme)
        .join(Stellungnahme.thema)
        .outerjoin(last, last.c.teil == Thema.id)
        .where(
            _wird_vorbereitet(last),
            Stellungnahme.abgegeben_am.is_(None),
            Stellungnahme.frist.between(clock.today(), bis),
        )
        .options(joinedload(Stellungnahme.thema), joinedload(Stellungnahme.institution))
        .order_by(Stellungnahme.id)
    )
    return list(session().scalars(statement))


@dataclass(frozen=True)
class Zeile:
    """A Stellungnahme asked of one of my institutions."""

    id: int
    thema: str
    titel: str
    institution: str
    erbeten_am: date | None
    frist: date | None
    abgegeben_am: datetime | None
    ist_offen: bool


def erbeten_von(person: Person) -> list[Zeile]:
    """What is or was asked of this person's institutions: open ones first, then by date."""
    houses = haeuser(person)
    if not houses:
        return []
    last = themen.letzte()
    rows: Any = session().execute(
        select(
            Stellungnahme.id,
            Thema.nummer,
            Thema.titel,
            Institution.kurzname,
            Stellungnahme.erbeten_am,
            Stellungnahme.frist,
            Stellungnahme.abgegeben_am,
            and_(Stellungnahme.abgegeben_am.is_(None), _wird_vorbereitet(last)),
        )
        .join(Thema, Thema.id == Stellungnahme.thema_id)
        .outerjoin(last, last.c.teil == Thema.id)
        .join(Institution, Institution.id == Stellungnahme.institution_id)
        .where(Stellungnahme.institution_id.in_(houses))
        .order_by(Stellungnahme.frist.desc(), Stellungnahme.id)
        .limit(200)
    )
    found = [Zeile(*tuple(row)) for row in rows]
    return sorted(found, key=lambda zeile: (not zeile.ist_offen, zeile.abgegeben_am is not None))


def aufgaben(person: Person) -> list[Aufgabe]:
    """The Stellungnahmen this person's institutions still owe."""
    return [
        Aufgabe(
            "Stellungnahme abgeben",
            f"{zeile.thema} {zeile.titel} ({zeile.institution})",
            "stellungnahmen.abgeben",
            {"id": zeile.id},
            zeile.frist,
            im_brief=f"{zeile.thema} ({zeile.institution})",
        )
        for zeile in erbeten_von(person)
        if zeile.ist_offen
    ]
