"""Persons: who can be chosen, who holds what, the list and the page of the Verwaltung."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import selectinload

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Besetzung,
    Institution,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Rolle,
    Rollenart,
    Sitz,
    Zeichnungsberechtigung,
)
from kimflow.permissions import Permission, can
from kimflow.queries.seiten import HOECHSTENS, Seite, blaettern, muster


def sichtbar_fuer(person: Person) -> Select[Person]:
    """All persons, for those who keep the accounts; nobody else walks through them (ZUSAGEN D9)."""
    return select(Person).where(true() if can(person, Permission.PERSON_ANSEHEN) else false())


def ganz(person: Person) -> Select[Person]:
    """Persons with everything their page shows and its buttons ask."""
    return sichtbar_fuer(person).options(
        selectinload(Person.rollen),
        selectinload(Person.zeichnungsberechtigungen),
        selectinload(Person.besetzungen).joinedload(Besetzung.sitz).joinedload(Sitz.gremium),
        selectinload(Person.mitgliedschaften).joinedload(Mitgliedschaft.gremium),
    )


def rollen_fuer(person: Person) -> Select[Rolle]:
    """Office roles with their persons."""
    return select(Rolle).options(selectinload(Rolle.person))


def zeichnungen_fuer(person: Person) -> Select[Zeichnungsberechtigung]:
    """Signing powers with their persons."""
    return select(Zeichnungsberechtigung).options(selectinload(Zeichnungsberechtigung.person))


def waehlbare() -> list[Person]:
    """Active persons, by name."""
    return _by_name(select(Person).where(Person.status == PersonStatus.AKTIV))


def zeichnungsberechtigte(institution_id: int) -> list[Person]:
    """Who may sign for this institution today, by name."""
    return _by_name(
        select(Person)
        .join(Person.zeichnungsberechtigungen)
        .where(
            Zeichnungsberechtigung.institution_id == institution_id,
            *_gilt(Zeichnungsberechtigung),
            Person.status == PersonStatus.AKTIV,
        )
    )


def haeuser_mit_zeichnungsberechtigten(ids: Collection[int]) -> set[int]:
    """Those of these institutions for which somebody may sign today."""
    return set(
        session().scalars(
            select(Zeichnungsberechtigung.institution_id)
            .join(Zeichnungsberechtigung.person)
            .where(
                Zeichnungsberechtigung.institution_id.in_(ids),
                *_gilt(Zeichnungsberechtigung),
                Person.status == PersonStatus.AKTIV,
            )
        )
    )


def mit_rolle(art: Rollenart) -> list[Person]:
    """Who holds this office role today, by name."""
    return _by_name(
        select(Person).join(Person.rollen).where(Rolle.art == art, *_gilt(Rolle), Person.status == PersonStatus.AKTIV)
    )


def der_institution(institution_id: int) -> list[Person]:
    """Active persons of this institution, by name."""
    return _by_name(select(Person).where(Person.institution_id == institution_id, Person.status == PersonStatus.AKTIV))


def der_institutionen(ids: Collection[int]) -> list[Person]:
    """Active persons of any of these institutions, by name."""
    return _by_name(select(Person).where(Person.institution_id.in_(ids), Person.status == PersonStatus.AKTIV))


def dauerhafte_administration() -> set[int]:
    """Ids of the active persons who hold the Administration today and without an end."""
    return set(
        session().scalars(
            select(Rolle.person_id)
            .join(Rolle.person)
            .where(
                Rolle.art == Rollenart.ADMINISTRATION,
                Rolle.von <= clock.today(),
                Rolle.bis.is_(None),
                Person.status == PersonStatus.AKTIV,
            )
        )
    )


def gibt_es_administration() -> bool:
    """Whether anybody holds the Administration today and can come in, or is invited to."""
    return (
        session().scalar(
            select(Rolle.id)
            .join(Rolle.person)
            .where(Rolle.art == Rollenart.ADMINISTRATION, *_gilt(Rolle), Person.status != PersonStatus.DEAKTIVIERT)
            .limit(1)
        )
        is not None
    )


@dataclass(frozen=True)
class Zeile:
    """A row of the list of persons; `rollen` are those that hold today."""

    id: int
    name: str
    funktion: str
    institution: str
    status: PersonStatus
    rollen: tuple[str, ...]


def liste(person: Person, filter: Mapping[str, str], nach: str | None = None) -> Seite[Zeile]:
    """Persons by name; filter: suche, status, rolle, institution (id)."""
    statement: Any = select(Person.id, Person.name, Person.funktion, Institution.kurzname, Person.status).join(
        Institution, Institution.id == Person.institution_id
    )
    page = blaettern(statement.where(*_gefiltert(filter)), (_alphabetisch(), Person.id), nach)
    roles = _rollen([row.id for row in page.zeilen])
    return Seite(
        [
            Zeile(row.id, row.name, row.funktion, row.kurzname, row.status, tuple(roles.get(row.id, ())))
            for row in page.zeilen
        ],
        page.weiter,
    )


def alle(person: Person, filter: Mapping[str, str]) -> list[Person]:
    """The same persons as the list, all of them, with roles and signing powers: for a file."""
    statement = sichtbar_fuer(person).join(Institution, Institution.id == Person.institution_id)
    loaded = statement.options(selectinload(Person.rollen), selectinload(Person.zeichnungsberechtigungen))
    ordered = loaded.where(*_gefiltert(filter)).order_by(_alphabetisch(), Person.id).limit(HOECHSTENS + 1)
    return list(session().scalars(ordered).unique())


def _gefiltert(filter: Mapping[str, str]) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filter.get("suche"):
        pattern = muster(filter["suche"])
        searched = (Person.name, Person.funktion, Person.mail, Institution.name)
        wanted.append(or_(*(func.lower(column).like(pattern, escape="\\") for column in searched)))
    if filter.get("status") in set(PersonStatus):
        wanted.append(Person.status == PersonStatus(filter["status"]))
    if filter.get("rolle") in set(Rollenart):
        wanted.append(Person.rollen.any(and_(Rolle.art == Rollenart(filter["rolle"]), *_gilt(Rolle))))
    if filter.get("institution", "").isdecimal() and len(filter["institution"]) < 10:
        wanted.append(Person.institution_id == int(filter["institution"]))
    return wanted


def _alphabetisch() -> ColumnElement[str]:
    """Names as in the telephone book (DIN 5007-1), on both databases alike."""
    name: ColumnElement[str] = func.lower(Person.name)
    for umlaut, vowel in (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss")):
        name = func.replace(name, umlaut, vowel)
    return name


def _gilt(zeitraum: type[Rolle] | type[Zeichnungsberechtigung]) -> tuple[ColumnElement[bool], ...]:
    today = clock.today()
    return (zeitraum.von <= today, or_(zeitraum.bis.is_(None), zeitraum.bis >= today))


def _by_name(statement: Select[Person]) -> list[Person]:
    return sorted(session().scalars(statement).unique(), key=lambda person: german_key(person.name))


def _rollen(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if ids:
        rows = session().execute(
            select(Rolle.person_id, Rolle.art).where(Rolle.person_id.in_(ids), *_gilt(Rolle)).order_by(Rolle.art)
        )
        for person_id, art in rows:
            found.setdefault(person_id, []).append(art.value)
    return found
