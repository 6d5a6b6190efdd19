"""How far rounds of voting have come: asked several times a second for every page that is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Abstimmung, AbstimmungStatus, Person, Stimmabgabe
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries.abstimmungen import WARTET


@dataclass(frozen=True)
class Stand:
    """What a page about a round shows; two of them differ when such a page has to change. No votes in it."""

    status: AbstimmungStatus
    endet_am: datetime | None
    nimmt_stimmen_an: bool
    berechtigt: int
    abgegeben: int
    befangen: int
    zu_bestaetigen: int


def staende(ids: Collection[int]) -> dict[int, Stand]:
    """The state of each of these rounds, in one statement; those that are gone are missing."""
    now = clock.now()
    rows = session().execute(
        select(
            Abstimmung.id,
            Abstimmung.status,
            Abstimmung.endet_am,
            func.count(Stimmabgabe.id),
            *(func.sum(case((flag, 1), else_=0)) for flag in (Stimmabgabe.abgegeben, Stimmabgabe.befangen, WARTET)),
        )
        .outerjoin(Stimmabgabe, Stimmabgabe.abstimmung_id == Abstimmung.id)
        .where(Abstimmung.id.in_(ids))
        .group_by(Abstimmung.id, Abstimmung.status, Abstimmung.endet_am)
    )
    return {
        id: Stand(status, ends, status is AbstimmungStatus.OFFEN and (ends is None or now < ends), *counts)
        for id, status, ends, *counts in rows
    }


def sicht(person: Person, id: int) -> bool | None:
    """Whether the person sees this round as the Koordination does, or as everybody else; None: not at all."""
    abstimmung = session().get(Abstimmung, id)
    if abstimmung is None or not can(person, Permission.ABSTIMMUNG_ANSEHEN, abstimmung):
        return None
    return ist_koordination(person, None)
