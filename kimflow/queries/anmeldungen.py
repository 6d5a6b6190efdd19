"""Signed-in browsers, read with everything a right can hang on in one statement."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Anmeldung, Besetzung, Mitgliedschaft, Person, PersonStatus, Sitz


def mit_rechten() -> tuple[ORMOption, ...]:
    """Loader options of a Person whose rights are going to be asked; a handful of rows, hence one statement."""
    return (
        joinedload(Person.rollen),
        joinedload(Person.zeichnungsberechtigungen),
        joinedload(Person.besetzungen).joinedload(Besetzung.sitz).joinedload(Sitz.gremium),
        joinedload(Person.mitgliedschaften).joinedload(Mitgliedschaft.gremium),
    )


def schluessel_hash(schluessel: str) -> str:
    """What of a session key or link token is stored."""
    return hashlib.sha256(schluessel.encode()).hexdigest()


# Whether a session lives; _grenzen() supplies the two moments.
_LEBT = (
    Anmeldung.beendet_am.is_(None),
    Anmeldung.zuletzt_am > bindparam("zuletzt_nach"),
    Anmeldung.begonnen_am > bindparam("begonnen_nach"),
)


def _grenzen() -> dict[str, datetime]:
    settings, now = config.current(), clock.now()
    return {
        "zuletzt_nach": now - timedelta(minutes=settings.sitzung_leerlauf_minuten),
        "begonnen_nach": now - timedelta(hours=settings.sitzung_hoechstens_stunden),
    }


_PERSON = joinedload(Anmeldung.person)
_MIT_PERSON = (
    _PERSON.joinedload(Person.rollen),
    _PERSON.joinedload(Person.zeichnungsberechtigungen),
    _PERSON.joinedload(Person.besetzungen).joinedload(Besetzung.sitz).joinedload(Sitz.gremium),
    _PERSON.joinedload(Person.mitgliedschaften).joinedload(Mitgliedschaft.gremium),
)
# Asked on every request, hence built once.
_GUELTIGE = (
    select(Anmeldung)
    .join(Anmeldung.person)
    .where(
        Anmeldung.schluessel == bindparam("schluessel"),
        *_LEBT,
        Person.status == PersonStatus.AKTIV,
    )
    .options(*_MIT_PERSON)
)


def gueltige(schluessel: str) -> Anmeldung | None:
    """The live session of this cookie key: not ended, not idle too long, not too old, person active (ZUSAGEN J2)."""
    words = {"schluessel": schluessel_hash(schluessel), **_grenzen()}
    return session().scalars(_GUELTIGE, words).unique().one_or_none()


def angemeldete(ids: Collection[int]) -> dict[int, Person]:
    """The persons of those of these sessions that still live, with everything a right can hang on."""
    statement = select(Anmeldung).join(Anmeldung.person).where(Anmeldung.id.in_(ids), *_LEBT)
    alive = statement.where(Person.status == PersonStatus.AKTIV).options(*_MIT_PERSON)
    return {row.id: row.person for row in session().scalars(alive, _grenzen()).unique()}


def laufende(person: Person) -> list[Anmeldung]:
    """Live sessions of `person`, the one used last first."""
    return list(session().scalars(eigene(person).where(*_LEBT).order_by(Anmeldung.zuletzt_am.desc()), _grenzen()))


def eigene(person: Person) -> Select[Anmeldung]:
    """Sessions a person may see: the own ones."""
    return select(Anmeldung).where(Anmeldung.person_id == person.id)


def nach_mail(mail: str) -> Person | None:
    """The person who signs in with this address, whatever the state of the account."""
    return session().scalars(select(Person).where(Person.mail == mail.strip().lower())).unique().one_or_none()
