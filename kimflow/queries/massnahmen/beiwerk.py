"""What stands beside the rows of the board, the timeline and the groups; one statement each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, select
from sqlalchemy.orm import aliased

from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Buchung,
    BuchungStatus,
    Foerdertopf,
    Kommune,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Person,
    Rueckmeldung,
    Umsetzungsstand,
    Vokabel,
)
from kimflow.models.themen import thema_rechtskreis
from kimflow.queries import foerdertoepfe
from kimflow.queries.massnahmen.filter import BRETT, Massnahmenfilter, gefiltert
from kimflow.queries.massnahmen.sichtbarkeit import sichtbar_fuer
from kimflow.queries.massnahmen.spalten import LEER


@dataclass(frozen=True)
class Schritt:
    """A milestone: planned, at first planned, and really reached."""

    titel: str
    geplant_am: date
    urspruenglich_am: date
    erreicht_am: date | None


def _ids(person: Person, filter: Massnahmenfilter) -> Select[Any]:
    statement: Select[Any] = gefiltert(person, filter).with_only_columns(Massnahme.id)
    return statement


def schritte(person: Person, filter: Massnahmenfilter) -> Mapping[int, Sequence[Schritt]]:
    """The milestones of the filtered Maßnahmen by Maßnahme, in the order of their dates."""
    found: dict[int, list[Schritt]] = {}
    step = Meilenstein
    columns = (step.massnahme_id, step.titel, step.geplant_am, step.urspruenglich_am, step.erreicht_am)
    statement = select(*columns).where(step.massnahme_id.in_(_ids(person, filter)))
    for id, titel, planned, at_first, reached in session().execute(statement.order_by(step.geplant_am, step.id)):
        found.setdefault(id, []).append(Schritt(titel, planned, at_first, reached))
    return found


def letzte_saetze(person: Person, filter: Massnahmenfilter) -> Mapping[int, str]:
    """The sentence of the last Rückmeldung of each filtered Maßnahme."""
    heard, later = Rueckmeldung, aliased(Rueckmeldung)
    last = (
        select(later.id)
        .where(later.massnahme_id == heard.massnahme_id)
        .order_by(later.gemeldet_am.desc(), later.id.desc())
        .limit(1)
        .correlate(heard)
        .scalar_subquery()
    )
    statement = select(heard.massnahme_id, heard.satz).where(
        heard.massnahme_id.in_(_ids(person, filter)), heard.id == last
    )
    return {row[0]: row[1] for row in session().execute(statement)}


def merkmale(person: Person, filter: Massnahmenfilter) -> Mapping[int, Sequence[str]]:
    """The words a Maßnahme is grouped by where it can have several: its Kommunen, its Rechtskreise, its pots."""
    ids = _ids(person, filter)
    found: dict[int, list[str]] = {}
    statement: Any
    if filter.gruppe == "kommune":
        statement = (
            select(Umsetzungsstand.massnahme_id, Kommune.name)
            .join(Kommune, Kommune.id == Umsetzungsstand.kommune_id)
            .where(Umsetzungsstand.massnahme_id.in_(ids))
            .order_by(Kommune.name)
        )
    elif filter.gruppe == "schnittstelle":
        link = thema_rechtskreis.c
        statement = (
            select(Massnahme.id, Vokabel.kurz)
            .join(thema_rechtskreis, link.thema_id == Massnahme.thema_id)
            .join(Vokabel, Vokabel.id == link.rechtskreis_id)
            .where(Massnahme.id.in_(ids))
            .order_by(Vokabel.reihenfolge, Vokabel.kurz)
        )
    elif filter.gruppe == "foerdertopf":
        statement = (
            foerdertoepfe.sichtbar_fuer(person)
            .join(Buchung, Buchung.foerdertopf_id == Foerdertopf.id)
            .where(Buchung.massnahme_id.in_(ids), Buchung.status == BuchungStatus.GEBUCHT)
            .with_only_columns(Buchung.massnahme_id, Foerdertopf.name + LEER + cast(Foerdertopf.jahr, String))
            .distinct()
        )
    else:
        return {}
    for id, text in session().execute(statement):
        found.setdefault(id, []).append(text)
    return found


def verlaeufe(person: Person, filter: Massnahmenfilter) -> Sequence[tuple[date, date | None]]:
    """When each filtered Maßnahme was agreed and, if it was, implemented. Broken off ones are not among them."""
    wanted = gefiltert(person, filter).with_only_columns(Massnahme.id)
    statement = (
        sichtbar_fuer(person)
        .join(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .where(Massnahme.id.in_(wanted), Massnahme.status.in_((*BRETT, MassnahmeStatus.RUHT)))
        .with_only_columns(Beschluss.gefasst_am, Massnahme.umgesetzt_am)
    )
    return [(row[0], row[1]) for row in session().execute(statement)]
