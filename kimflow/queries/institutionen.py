"""Institutions and Kommunen. Everybody who works with kimflow may know which bodies there are."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from kimflow.db import german_key, session
from kimflow.models import Institution, Kommune, Person, Vokabel


def sichtbar_fuer(person: Person) -> Select[Institution]:
    """All institutions; who may open the page is decided by its right."""
    return select(Institution)


def kommunen_fuer(person: Person) -> Select[Kommune]:
    """All Kommunen."""
    return select(Kommune)


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
