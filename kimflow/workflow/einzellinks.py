"""Einzellinks: a token in a mail opens exactly one act for one person, once, until it expires (ZUSAGEN D8, J5)."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from kimflow import clock
from kimflow.db import session
from kimflow.models import Einzellink, Linkzweck, Person
from kimflow.queries import einzellinks
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow import post
from kimflow.workflow.acts import Obstructed


class Ungueltig(Obstructed):
    """Used, expired, revoked, foreign or made up: nobody is told which."""

    def __init__(self) -> None:
        super().__init__("Dieser Link gilt nicht mehr.")


def ausstellen(person: Person, zweck: Linkzweck, gegenstand_id: int | None, gueltig: timedelta) -> str:
    """A new token of 256 bits for `person`; only its hash is kept. Inside transaction()."""
    token, now = secrets.token_urlsafe(32), clock.now()
    session().add(
        Einzellink(
            hash=schluessel_hash(token),
            zweck=zweck,
            person_id=person.id,
            gegenstand_id=gegenstand_id,
            erstellt_am=now,
            gueltig_bis=now + gueltig,
        )
    )
    session().flush()
    return token


def einloesen(token: str, zweck: Linkzweck) -> Einzellink:
    """Use the link up, inside the transaction of its act; of two at once exactly one gets it, the other Ungueltig."""
    link = einzellinks.gueltiger(token, zweck)
    if link is None:
        raise Ungueltig
    link.benutzt_am = clock.now()
    session().flush()
    post.unkenntlich_machen(link.person_id, token)
    return link


def pruefen(token: str, *zwecke: Linkzweck) -> Einzellink:
    """The live link, inside the transaction of its act and not used up: a ballot may be changed until closing."""
    link = einzellinks.gueltiger(token, *zwecke)
    if link is None:
        raise Ungueltig
    return link


def bis_heute_nacht() -> timedelta:
    """For links that live to the end of the day."""
    return clock.end_of(clock.today()) - clock.now()


def befristen(zweck: Linkzweck, gegenstaende: Iterable[int], bis: datetime) -> None:
    """Let the open links to these things live exactly until `bis`."""
    for link in einzellinks.offene_zu(zweck, gegenstaende):
        link.gueltig_bis = bis
    session().flush()


def widerrufen(person: Person, *zwecke: Linkzweck) -> None:
    """Void the open links of `person`, all of them or those of the given purposes."""
    for link in einzellinks.offene(person):
        if not zwecke or link.zweck in zwecke:
            link.widerrufen_am = clock.now()
    session().flush()
