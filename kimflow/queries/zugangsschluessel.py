"""Personal keys: those of a person, and the one that a program shows."""

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Besetzung,
    Mitgliedschaft,
    Person,
    PersonStatus,
    SchluesselStatus,
    Schluesselzweck,
    Sitz,
    Zugangsschluessel,
)
from kimflow.queries.anmeldungen import schluessel_hash

S = SchluesselStatus
_PERSON = joinedload(Zugangsschluessel.person)
# Asked on every request of a program, hence built once.
_GUELTIGER = (
    select(Zugangsschluessel)
    .join(Zugangsschluessel.person)
    .where(
        Zugangsschluessel.hash == bindparam("hash"),
        Zugangsschluessel.zweck == bindparam("zweck"),
        Zugangsschluessel.status == S.GUELTIG,
        or_(Zugangsschluessel.gueltig_bis.is_(None), Zugangsschluessel.gueltig_bis >= bindparam("heute")),
        Person.status == PersonStatus.AKTIV,
    )
    .options(
        _PERSON.joinedload(Person.rollen),
        _PERSON.joinedload(Person.zeichnungsberechtigungen),
        _PERSON.joinedload(Person.besetzungen).joinedload(Besetzung.sitz).joinedload(Sitz.gremium),
        _PERSON.joinedload(Person.mitgliedschaften).joinedload(Mitgliedschaft.gremium),
    )
)


def gueltiger(schluessel: str, zweck: Schluesselzweck) -> Zugangsschluessel | None:
    """The live key of an active person, with everything a right can hang on.

    Revoked, expired, for something else and made up are the same None, found out by the same statement.
    """
    words = {"hash": schluessel_hash(schluessel), "zweck": zweck, "heute": clock.today()}
    return session().scalars(_GUELTIGER, words).unique().one_or_none()


def sichtbar_fuer(person: Person) -> Select[Zugangsschluessel]:
    """One's own, revoked ones included while they are kept."""
    return select(Zugangsschluessel).where(Zugangsschluessel.person_id == person.id)


def eigene(person: Person) -> list[Zugangsschluessel]:
    """All of them, the newest first."""
    return list(session().scalars(sichtbar_fuer(person).order_by(Zugangsschluessel.id.desc()).limit(100)))


def gueltige(person: Person) -> list[Zugangsschluessel]:
    """Those that were not revoked; one that has expired may be renewed."""
    return list(session().scalars(sichtbar_fuer(person).where(Zugangsschluessel.status == S.GUELTIG)))
