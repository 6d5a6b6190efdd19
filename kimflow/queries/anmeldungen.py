"""Signed-in browsers, read with everything a right can hang on in one statement."""

import hashlib
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, select
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


def _lebt() -> tuple[ColumnElement[bool], ...]:
    settings, now = config.current(), clock.now()
    return (
        Anmeldung.beendet_am.is_(None),
        Anmeldung.zuletzt_am > now - timedelta(minutes=settings.sitzung_leerlauf_minuten),
        Anmeldung.begonnen_am > now - timedelta(hours=settings.sitzung_hoechstens_stunden),
    )


def gueltige(schluessel: str) -> Anmeldung | None:
    """The live session of this cookie key: not ended, not idle too long, not too old, person active (ZUSAGEN J2)."""
    person = joinedload(Anmeldung.person)
    return (
        session()
        .scalars(
            select(Anmeldung)
            .join(Anmeldung.person)
            .where(
                Anmeldung.schluessel == schluessel_hash(schluessel),
                *_lebt(),
                Person.status == PersonStatus.AKTIV,
            )
            .options(
                person.joinedload(Person.rollen),
                person.joinedload(Person.zeichnungsberechtigungen),
                person.joinedload(Person.besetzungen).joinedload(Besetzung.sitz).joinedload(Sitz.gremium),
                person.joinedload(Person.mitgliedschaften).joinedload(Mitgliedschaft.gremium),
            )
        )
        .unique()
        .one_or_none()
    )


def laufende(person: Person) -> list[Anmeldung]:
    """Live sessions of `person`, the one used last first."""
    return list(session().scalars(eigene(person).where(*_lebt()).order_by(Anmeldung.zuletzt_am.desc())))


def eigene(person: Person) -> Select[Anmeldung]:
    """Sessions a person may see: the own ones."""
    return select(Anmeldung).where(Anmeldung.person_id == person.id)


def nach_mail(mail: str) -> Person | None:
    """The person who signs in with this address, whatever the state of the account."""
    return session().scalars(select(Person).where(Person.mail == mail.strip().lower())).unique().one_or_none()
