"""Weitergaben: those of visible Themen, and the list of all that is open."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, false, func, literal, select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Ebene, Person, Thema, Weitergabe, WeitergabeStatus
from kimflow.permissions import Permission, can
from kimflow.queries import themen
from kimflow.queries.seiten import Seite, blaettern

OFFEN = (WeitergabeStatus.GEMELDET, WeitergabeStatus.BEANTWORTET)


def sichtbar_fuer(person: Person) -> Select[Weitergabe]:
    """The Weitergaben of the Themen this person sees, for those who may see Weitergaben at all."""
    if not can(person, Permission.WEITERGABE_ANSEHEN):
        return select(Weitergabe).where(false())
    visible = themen.sichtbar_fuer(person).with_only_columns(Thema.id)
    return select(Weitergabe).where(Weitergabe.thema_id.in_(visible)).options(joinedload(Weitergabe.thema))


def der_themen(person: Person, *those: Thema) -> list[Weitergabe]:
    """What was handed on of these Themen, the latest first."""
    statement = sichtbar_fuer(person).where(Weitergabe.thema_id.in_([thema.id for thema in those]))
    return list(session().scalars(statement.order_by(Weitergabe.am.desc(), Weitergabe.id.desc())))


def wieder_vorliegende(bis: date) -> Select[Any]:
    """Themen with an open Weitergabe that comes up by this day, what was merged as the Thema it went into.

    Columns: id of the Thema, number, title, how many and to whom the first goes ("2 das Amt"), the first day.
    """
    last = themen.letzte()
    words = cast(func.count(Weitergabe.id), String) + literal(" ") + cast(func.min(Weitergabe.an), String)
    found: Any = (
        select(Thema.id, Thema.nummer, Thema.titel, words, func.min(Weitergabe.wiedervorlage))
        .select_from(Weitergabe)
        .outerjoin(last, last.c.teil == Weitergabe.thema_id)
        .join(Thema, Thema.id == func.coalesce(last.c.ziel, Weitergabe.thema_id))
        .where(Weitergabe.status.in_(OFFEN), Weitergabe.wiedervorlage <= bis)
        .group_by(Thema.id, Thema.nummer, Thema.titel)
    )
    return found


@dataclass(frozen=True)
class Zeile:
    """A row of the list."""

    id: int
    thema: str
    titel: str
    ebene: Ebene
    an: str
    am: date
    status: WeitergabeStatus
    wiedervorlage: date | None
    antwort_am: date | None

    @property
    def alter(self) -> int:
        """Days since it was handed on."""
        return (clock.today() - self.am).days

    @property
    def ist_faellig(self) -> bool:
        return self.wiedervorlage is not None and self.wiedervorlage <= clock.today()


def liste(person: Person, *, alle: bool = False, ebene: Ebene | None = None, nach: str | None = None) -> Seite[Zeile]:
    """The open ones by Wiedervorlage, the most urgent first; `alle` has the closed ones too, the latest first."""
    columns: Any = (
        sichtbar_fuer(person)
        .join(Weitergabe.thema)
        .with_only_columns(
            Weitergabe.id,
            Thema.nummer,
            Thema.titel,
            Weitergabe.ebene,
            Weitergabe.an,
            Weitergabe.am,
            Weitergabe.status,
            Weitergabe.wiedervorlage,
            Weitergabe.antwort_am,
        )
    )
    statement: Select[Any] = columns
    if ebene is not None:
        statement = statement.where(Weitergabe.ebene == ebene)
    if alle:
        page = blaettern(statement, (Weitergabe.id,), nach, absteigend=True)
        return Seite([Zeile(*tuple(row)[:9]) for row in page.zeilen], page.weiter)
    statement = statement.where(Weitergabe.status.in_(OFFEN))
    page = blaettern(statement, (themen.spaet(Weitergabe.wiedervorlage), Weitergabe.id), nach)
    return Seite([Zeile(*tuple(row)[:9]) for row in page.zeilen], page.weiter)
