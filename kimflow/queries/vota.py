"""Vota vorab: before the meeting for the own Sitz and whoever chairs or prepares it, from its start for the body."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from kimflow.db import session
from kimflow.models import Person, Sitz, Sitzung, SitzungStatus, Top, Topart, TopStatus, Votum
from kimflow.permissions import Permission, can
from kimflow.queries.sitzungen import eigene_gremien, heutige_besetzungen


@dataclass(frozen=True)
class Zeile:
    """What a Sitz wants said, and who wrote it."""

    top_id: int
    sitz_id: int
    sitz: str
    text: str
    von: str
    abgegeben_am: datetime


def fragt_noch(top: Top) -> bool:
    """Whether a Votum still makes sense: the item asks something, and nobody has called it yet."""
    return top.art is not Topart.INFORMATION and top.status is TopStatus.OFFEN


def eigene_sitze(top: Top, person: Person) -> list[Sitz]:
    """Sitze of the body for which `person` may speak in this meeting."""
    body, meeting = top.sitzung.gremium_id, top.sitzung_id
    return [b.sitz for b in heutige_besetzungen(person) if b.sitz.gremium_id == body and b.gilt_in(meeting)]


def _aller(sitzung: Sitzung) -> Select[int, int, str, str, str, datetime]:
    return (
        select(Votum.top_id, Votum.sitz_id, Sitz.bezeichnung, Votum.text, Person.name, Votum.abgegeben_am)
        .join(Top, Top.id == Votum.top_id)
        .join(Sitz, Sitz.id == Votum.sitz_id)
        .join(Person, Person.id == Votum.person_id)
        .where(Top.sitzung_id == sitzung.id)
        .order_by(Sitz.reihenfolge, Sitz.id)
    )


def der_sitzung(sitzung: Sitzung, person: Person) -> dict[int, list[Zeile]]:
    """Vota by agenda item, as far as `person` may read them."""
    statement = _aller(sitzung)
    if not _liest_alle(sitzung, person):
        mine = {b.sitz_id for b in heutige_besetzungen(person) if b.gilt_in(sitzung.id)}
        statement = statement.where(Votum.sitz_id.in_(mine))
    found: dict[int, list[Zeile]] = {}
    for row in session().execute(statement):
        found.setdefault(row.top_id, []).append(Zeile(*row))
    return found


def zu(top: Top) -> list[Zeile]:
    """Every Votum for this item. For whoever moderates the running meeting, so that it is read out; asked before."""
    return [Zeile(*row) for row in session().execute(_aller(top.sitzung).where(Votum.top_id == top.id))]


def _liest_alle(sitzung: Sitzung, person: Person) -> bool:
    if person.id == sitzung.vorsitz_id or can(person, Permission.SITZUNG_EROEFFNEN, sitzung):
        return True
    begun = sitzung.status not in (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.ABGESAGT)
    return begun and sitzung.gremium_id in eigene_gremien(person)


def eigenes(top: Top, sitz_id: int) -> Votum | None:
    """What this Sitz has said so far; asked for own Sitze only."""
    return session().scalars(select(Votum).where(Votum.top_id == top.id, Votum.sitz_id == sitz_id)).one_or_none()
