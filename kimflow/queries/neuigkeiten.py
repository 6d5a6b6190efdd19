"""What others did lately to the things that concern somebody, as the trail has it. Nothing anybody wrote or voted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true, union_all

from kimflow.db import session
from kimflow.models import (
    Beitrag,
    Beschluss,
    Ereignis,
    Massnahme,
    Person,
    Sitzung,
    Thema,
    Zielvereinbarung,
)
from kimflow.permissions import Permission, ist_koordination
from kimflow.queries import beschluesse, massnahmen, sitzungen, themen, zielvereinbarungen
from kimflow.queries.massnahmen.sichtbarkeit import verantwortet

P = Permission
OHNE_NEUEN_STAND = (
    P.BESCHLUSS_FESTHALTEN,
    P.BESCHLUSS_BERICHTIGEN,
    P.MASSNAHME_RUECKMELDUNG_GEBEN,
    P.MASSNAHME_UEBERGEBEN,
    P.MASSNAHME_MEILENSTEIN_ERREICHEN,
    P.MASSNAHME_MEILENSTEIN_VERSCHIEBEN,
)
"""Acts that are news although no status changes; everything else is news if one does."""
HOECHSTENS = 200


@dataclass(frozen=True)
class Meldung:
    """One line: when, who (None: by itself) and which act."""

    zeit: datetime
    wer: str | None
    akt: str


@dataclass(frozen=True)
class Neuigkeit:
    """One thing with what happened to it, the newest first. `endpoint` and `nummer` lead to its page."""

    nummer: str
    endpoint: str
    meldungen: Sequence[Meldung]


def seit(person: Person, moment: datetime) -> list[Neuigkeit]:
    """By thing, the one something happened to last first; own acts are no news to oneself."""
    rows = session().execute(
        union_all(*(_zu(kind, which, person, moment) for kind, which in _betrifft(person))).order_by("lfd")
    )
    latest: Any = list(rows)[-HOECHSTENS:]
    found: dict[tuple[str, str], list[Meldung]] = {}
    for _, art, nummer, zeit, wer, akt in reversed(latest):
        found.setdefault((art, nummer), []).append(Meldung(zeit, wer, akt))
    return [Neuigkeit(nummer, _SEITEN[art], lines) for (art, nummer), lines in found.items()]


_SEITEN = {
    "thema": "themen.show",
    "beschluss": "beschluesse.show",
    "sitzung": "sitzungen.show",
    "zielvereinbarung": "zielvereinbarungen.show",
    "massnahme": "massnahmen.show",
}


def _betrifft(person: Person) -> list[tuple[Any, ColumnElement[bool]]]:
    """Of each kind the visible things of one's bodies, groups and houses; for the Koordination all of them."""
    office = ist_koordination(person, None)
    bodies = sitzungen.eigene_gremien(person)
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    signing = select(Beitrag.zielvereinbarung_id).where(Beitrag.institution_id.in_(houses))

    def mine(*rules: ColumnElement[bool]) -> ColumnElement[bool]:
        return true() if office else or_(false(), *rules)

    in_group = Massnahme.projektgruppe_id.in_(bodies)
    return [
        (Thema, and_(_unter(Thema, themen, person), mine(Thema.projektgruppe_id.in_(bodies)))),
        (Beschluss, and_(_unter(Beschluss, beschluesse, person), mine(Beschluss.gremium_id.in_(bodies)))),
        (Sitzung, and_(_unter(Sitzung, sitzungen, person), mine(Sitzung.gremium_id.in_(bodies)))),
        (
            Zielvereinbarung,
            and_(
                _unter(Zielvereinbarung, zielvereinbarungen, person),
                mine(Zielvereinbarung.projektgruppe_id.in_(bodies), Zielvereinbarung.id.in_(signing)),
            ),
        ),
        (
            Massnahme,
            and_(
                _unter(Massnahme, massnahmen, person),
                mine(verantwortet(person), Massnahme.institution_id.in_(houses), in_group),
            ),
        ),
    ]


def _unter(kind: Any, noun: Any, person: Person) -> ColumnElement[bool]:
    return kind.id.in_(noun.sichtbar_fuer(person).with_only_columns(kind.id))


def _zu(kind: Any, which: ColumnElement[bool], person: Person, moment: datetime) -> Select[Any]:
    changed = func.coalesce(Ereignis.status_vorher, "") != func.coalesce(Ereignis.status_nachher, "")
    told = Ereignis.akt.in_([akt.value for akt in OHNE_NEUEN_STAND])
    others = or_(Ereignis.person_id.is_(None), Ereignis.person_id != person.id)
    return (
        select(Ereignis.lfd, Ereignis.art, kind.nummer, Ereignis.zeit, Person.name, Ereignis.akt)
        .join(kind, kind.id == Ereignis.gegenstand_id)
        .outerjoin(Person, Person.id == Ereignis.person_id)
        .where(Ereignis.art == kind.__tablename__, Ereignis.zeit > moment, which, others, or_(changed, told))
    )
