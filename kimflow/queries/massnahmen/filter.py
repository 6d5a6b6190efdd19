"""Which Maßnahmen the address of the table asks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from kimflow import clock
from kimflow.models import (
    Ereignis,
    Institution,
    Massnahme,
    MassnahmeStatus,
    Person,
    Thema,
    Umsetzungsstand,
)
from kimflow.models.themen import thema_rechtskreis
from kimflow.permissions import Permission
from kimflow.queries.massnahmen.sichtbarkeit import sichtbar_fuer, verantwortet
from kimflow.queries.seiten import muster

S = MassnahmeStatus
FERTIG = (S.UMGESETZT, S.GEPRUEFT)
BRETT = (S.VEREINBART, S.IN_UMSETZUNG, S.WARTET, *FERTIG)
"""The columns of the board, in the order a Maßnahme goes through them."""


@dataclass(frozen=True)
class Massnahmenfilter:
    """What the address of the table says. Ids and words that are none of ours find nothing.

    Without a status the table shows what is not finished; "alle" shows everything, "brett" what the board has.
    `ampel`, `verzug` and the overdue part of `sicht` are applied to the rows by whoever computes the light, so that
    its rule stands in one place. `seit` is when the Lenkungsgruppe last met; None if it never did.
    """

    wer: str = ""
    institution: int | None = None
    projektgruppe: int | None = None
    zielvereinbarung: int | None = None
    kommune: int | None = None
    rechtskreis: int | None = None
    handlungsfeld: int | None = None
    status: str = ""
    ampel: str = ""
    verzug: str = ""
    sicht: str = ""
    suche: str = ""
    gruppe: str = ""
    sortierung: str = ""
    nur: tuple[int, ...] = ()
    seit: datetime | None = None

    @property
    def ist_ganz(self) -> bool:
        """Whether the table shows all rows at once: groups and lights do not stop at the edge of a page."""
        return bool(self.gruppe or self.ampel or self.verzug or self.sicht or self.nur)


def gefiltert(person: Person, filter: Massnahmenfilter) -> Any:
    """The visible Maßnahmen the filter lets through, joined with their institution."""
    statement: Any = sichtbar_fuer(person).join(Institution, Institution.id == Massnahme.institution_id)
    if filter.nur:
        return statement.where(Massnahme.id.in_(filter.nur))
    if filter.wer == "meine":
        statement = statement.where(verantwortet(person))
    if filter.wer == "haus":
        statement = statement.where(Massnahme.institution_id == person.institution_id)
    for value, condition in _bedingungen(filter):
        if value is not None:
            statement = statement.where(condition)
    statement = statement.where(*_stand(filter))
    if filter.suche:
        like = muster(filter.suche)
        fields = (Massnahme.nummer, Massnahme.titel, Massnahme.beschreibung, Institution.name)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def _bedingungen(filter: Massnahmenfilter) -> list[tuple[int | None, ColumnElement[bool]]]:
    stand, link = Umsetzungsstand, thema_rechtskreis.c
    return [
        (filter.institution, Massnahme.institution_id == filter.institution),
        (filter.projektgruppe, Massnahme.projektgruppe_id == filter.projektgruppe),
        (filter.zielvereinbarung, Massnahme.zielvereinbarung_id == filter.zielvereinbarung),
        (
            filter.kommune,
            Massnahme.id.in_(select(stand.massnahme_id).where(stand.kommune_id == filter.kommune)),
        ),
        (
            filter.rechtskreis,
            Massnahme.thema_id.in_(select(link.thema_id).where(link.rechtskreis_id == filter.rechtskreis)),
        ),
        (
            filter.handlungsfeld,
            Massnahme.thema_id.in_(select(Thema.id).where(Thema.handlungsfeld_id == filter.handlungsfeld)),
        ),
    ]


def _stand(filter: Massnahmenfilter) -> list[ColumnElement[bool]]:
    if filter.sicht == "sitzung":
        since = clock.local(filter.seit).date() if filter.seit else None
        recent = Massnahme.status.in_(FERTIG) & (Massnahme.umgesetzt_am >= since if since else True)
        return [or_(Massnahme.status.in_(Massnahme.LAUFENDE), recent)]
    conditions = [_geaendert(filter.seit)] if filter.sicht == "geaendert" else []
    if not filter.status:
        done = () if filter.sicht else (*FERTIG, S.ABGEBROCHEN)
        return [*conditions, Massnahme.status.not_in(done)]
    if filter.status == "brett":
        return [*conditions, Massnahme.status.in_(BRETT)]
    if filter.status != "alle":
        conditions.append(cast(Massnahme.status, String) == filter.status)
    return conditions


def _geaendert(seit: datetime | None) -> ColumnElement[bool]:
    """Whatever was done to it since then, being asked for a Rückmeldung aside."""
    done = select(Ereignis.gegenstand_id).where(
        Ereignis.art == Massnahme.__tablename__, Ereignis.akt != Permission.MASSNAHME_ERINNERN.value
    )
    return Massnahme.id.in_(done.where(Ereignis.zeit > seit) if seit else done)
