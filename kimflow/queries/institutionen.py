"""Institutions and Kommunen. Everybody who works with kimflow may know which bodies there are."""

from dataclasses import dataclass

from sqlalchemy import Select, false, or_, select, true

from kimflow.db import german_key, session
from kimflow.models import Institution, Kommune, Person, Vokabel
from kimflow.permissions import Permission, can


def sichtbar_fuer(person: Person) -> Select[Institution]:
    """All institutions, for whoever works here."""
    return select(Institution).where(true() if can(person, Permission.INSTITUTION_ANSEHEN) else false())


def kommunen_fuer(person: Person) -> Select[Kommune]:
    """All Kommunen, for whoever works here."""
    return select(Kommune).where(true() if can(person, Permission.INSTITUTION_ANSEHEN) else false())


def aktive() -> list[Institution]:
    """Institutions that can still be chosen, by name."""
    statement = select(Institution).where(Institution.aktiv)
    return sorted(session().scalars(statement).unique(), key=lambda i: german_key(i.name))


def aktive_kommunen() -> list[Kommune]:
    """Kommunen that can still be chosen, by name."""
    return sorted(session().scalars(select(Kommune).where(Kommune.aktiv)), key=lambda k: german_key(k.name))


@dataclass(frozen=True)
class Zeile:
    """A row of the list of institutions."""

    id: int
    name: str
    kurzname: str
    typ: str
    kommune: str | None
    aktiv: bool


def liste(person: Person) -> list[Zeile]:
    """The institutions, by name."""
    statement = (
        select(Institution.id, Institution.name, Institution.kurzname, Vokabel.kurz, Kommune.name, Institution.aktiv)
        .join(Vokabel, Vokabel.id == Institution.typ_id)
        .outerjoin(Kommune, Kommune.id == Institution.kommune_id)
    )
    return sorted((Zeile(*row) for row in session().execute(statement)), key=lambda zeile: german_key(zeile.name))


def alle(person: Person) -> list[Institution]:
    """The visible institutions, by name, for a file."""
    return sorted(session().scalars(sichtbar_fuer(person)).unique(), key=lambda i: german_key(i.name))


def gleichnamige(name: str, kurzname: str) -> list[Institution]:
    """Institutions that already have this name or short name."""
    same = or_(Institution.name == name, Institution.kurzname == kurzname)
    return list(session().scalars(select(Institution).where(same)).unique())


def kommunen_namens(name: str) -> list[Kommune]:
    """Kommunen that already have this name."""
    return list(session().scalars(select(Kommune).where(Kommune.name == name)))
