"""Einzellinks: found by their token only. Reading one never uses it up; mail scanners open links."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Besetzung, Einzellink, Linkzweck, Mitgliedschaft, Person, PersonStatus, Sitz
from kimflow.queries.anmeldungen import schluessel_hash


def gueltiger(token: str, *zwecke: Linkzweck) -> Einzellink | None:
    """The live link of this token and one of these purposes, its person with everything a right can hang on; else None.

    Used, expired, revoked, of another purpose, of a deactivated person and made up are the same None.
    """
    person = joinedload(Einzellink.person)
    return (
        session()
        .scalars(
            select(Einzellink)
            .join(Einzellink.person)
            .where(
                Einzellink.hash == schluessel_hash(token),
                Einzellink.zweck.in_(zwecke),
                Einzellink.benutzt_am.is_(None),
                Einzellink.widerrufen_am.is_(None),
                Einzellink.gueltig_bis > clock.now(),
                Person.status != PersonStatus.DEAKTIVIERT,
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


def offene(person: Person) -> list[Einzellink]:
    """Links of `person` that were neither used nor revoked."""
    return list(
        session()
        .scalars(
            select(Einzellink).where(
                Einzellink.person_id == person.id,
                Einzellink.benutzt_am.is_(None),
                Einzellink.widerrufen_am.is_(None),
            )
        )
        .unique()
    )


def offene_zu(zweck: Linkzweck, gegenstaende: Iterable[int]) -> list[Einzellink]:
    """Links of this purpose to these things that were neither used nor revoked."""
    return list(
        session()
        .scalars(
            select(Einzellink).where(
                Einzellink.zweck == zweck,
                Einzellink.gegenstand_id.in_(list(gegenstaende)),
                Einzellink.benutzt_am.is_(None),
                Einzellink.widerrufen_am.is_(None),
            )
        )
        .unique()
    )


def noch_gueltige(tokens: Iterable[str]) -> set[str]:
    """Which of these tokens still open something, whatever their purpose."""
    by_hash = {schluessel_hash(token): token for token in tokens}
    if not by_hash:
        return set()
    live = session().scalars(
        select(Einzellink.hash).where(
            Einzellink.hash.in_(by_hash),
            Einzellink.benutzt_am.is_(None),
            Einzellink.widerrufen_am.is_(None),
            Einzellink.gueltig_bis > clock.now(),
        )
    )
    return {by_hash[one] for one in live}
