"""Stellen: funded posts with who fills them when, as far as somebody may know."""

from datetime import date

from sqlalchemy import Select, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import german_key, session
from kimflow.models import Person, Stelle
from kimflow.permissions import Permission, can


def sichtbar_fuer(person: Person) -> Select[Stelle]:
    """For whoever reads what is funded; no names stand there."""
    return select(Stelle).where(true() if can(person, Permission.STELLE_ANSEHEN) else false())


def ganz(person: Person) -> Select[Stelle]:
    """With everything the pages and the acts read."""
    return sichtbar_fuer(person).options(joinedload(Stelle.institution), selectinload(Stelle.besetzungen))


def liste(person: Person, jahr: int) -> list[Stelle]:
    """The posts that exist on a day of this year, by Baustein, Träger and name."""
    statement = ganz(person).where(
        Stelle.von <= date(jahr, 12, 31), or_(Stelle.bis.is_(None), Stelle.bis >= date(jahr, 1, 1))
    )
    return sorted(
        session().scalars(statement),
        key=lambda one: (one.baustein, german_key(one.institution.kurzname), german_key(one.bezeichnung), one.id),
    )
