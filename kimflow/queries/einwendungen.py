"""Objections to paragraphs of minutes: who reads which, and where the latest version was objected to."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Einwendung, EinwendungStatus, Person, Protokollfassung, Sitzung
from kimflow.permissions import ist_koordination
from kimflow.queries import sitzungen


def sichtbar_fuer(person: Person) -> Select[Einwendung]:
    """Objections to versions of the bodies `person` belongs to; the Koordination sees all."""
    mine = true() if ist_koordination(person, None) else Sitzung.gremium_id.in_(sitzungen.eigene_gremien(person))
    version = joinedload(Einwendung.fassung)
    return (
        select(Einwendung)
        .join(Einwendung.fassung)
        .join(Protokollfassung.sitzung)
        .where(mine)
        .options(
            version.joinedload(Protokollfassung.sitzung).joinedload(Sitzung.gremium), joinedload(Einwendung.person)
        )
    )


@dataclass(frozen=True)
class Einwendungszeile:
    """An objection as the page shows it beside its paragraph."""

    id: int
    fassung: int
    absatz: int
    status: EinwendungStatus
    text: str
    wer_id: int
    wer: str
    antwort: str


def zeilen(fassung: Protokollfassung) -> list[Einwendungszeile]:
    """What was objected to this version, in the order of its paragraphs."""
    rows = session().execute(
        select(
            Einwendung.id,
            Protokollfassung.fassung,
            Einwendung.absatz,
            Einwendung.status,
            Einwendung.text,
            Einwendung.person_id,
            Person.name,
            Einwendung.antwort,
        )
        .join(Protokollfassung, Protokollfassung.id == Einwendung.fassung_id)
        .join(Person, Person.id == Einwendung.person_id)
        .where(Einwendung.fassung_id == fassung.id)
        .order_by(Einwendung.absatz, Einwendung.id)
    )
    return [Einwendungszeile(*row) for row in rows]


def zu_fassung(fassung: Protokollfassung, person: Person) -> list[Einwendung]:
    """The objections to this version, for what `person` may do about them."""
    mine = sichtbar_fuer(person).where(Einwendung.fassung_id == fassung.id)
    return list(session().scalars(mine.order_by(Einwendung.absatz, Einwendung.id)))


def wer_sich_gemeldet_hat(fassung: Protokollfassung) -> set[int]:
    """Ids of those who objected to this version."""
    return set(session().scalars(select(Einwendung.person_id).where(Einwendung.fassung_id == fassung.id)))


def absaetze(sitzung_id: int) -> dict[EinwendungStatus, str]:
    """For each status the paragraphs of the latest version that somebody objected to: "3, 7"."""
    latest = select(func.max(Protokollfassung.id)).where(Protokollfassung.sitzung_id == sitzung_id).scalar_subquery()
    rows = session().execute(
        select(Einwendung.status, Einwendung.absatz)
        .where(Einwendung.fassung_id == latest)
        .order_by(Einwendung.absatz, Einwendung.id)
    )
    found: dict[EinwendungStatus, list[str]] = {}
    for status, absatz in rows:
        found.setdefault(status, []).append(str(absatz))
    return {status: ", ".join(places) for status, places in found.items()}
