"""Everything one page of Kennzahlen counts, as one person may see it: each kind of row in one statement, if asked."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import and_, func, or_, select

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Beschluss,
    Beschlusswirkung,
    Ereignis,
    Kommune,
    Massnahme,
    MassnahmeStatus,
    Person,
    Thema,
    ThemaStatus,
    Umsetzungsstand,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.queries import massnahmen, themen, zielvereinbarungen
from kimflow.queries.auslastung import Last, lasten
from kimflow.queries.kennzahlen.zeilen import (
    Massnahmenzeile,
    Standzeile,
    Themenzeile,
    Vereinbarungszeile,
    Wechsel,
)
from kimflow.queries.massnahmen.spalten import gemeldet_am, naechster_termin, wartet_bis

P = Permission
_ENTSCHEIDUNGEN = (P.THEMA_PRIORISIEREN.value, P.THEMA_BEAUFTRAGEN.value)


class Bestand:
    """The rows behind the Kennzahlen for `person`; what no table asks for is not read."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def themen(self) -> list[Themenzeile]:
        """The visible Themen by number; what went into another one counts there."""
        decided = (
            select(func.min(Beschluss.gefasst_am))
            .join(Beschlusswirkung, Beschlusswirkung.beschluss_id == Beschluss.id)
            .where(Beschlusswirkung.thema_id == Thema.id, Beschlusswirkung.akt.in_(_ENTSCHEIDUNGEN))
            .correlate(Thema)
            .scalar_subquery()
        )
        visible: Any = themen.sichtbar_fuer(self.person).where(Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT)
        rows = visible.order_by(Thema.nummer).with_only_columns(
            Thema.id,
            Thema.nummer,
            Thema.titel,
            Thema.status,
            Thema.aufgenommen_am,
            Thema.projektgruppe_id,
            decided,
        )
        return [Themenzeile(*row) for row in session().execute(rows)]

    @cached_property
    def massnahmen(self) -> list[Massnahmenzeile]:
        """The visible Maßnahmen by number."""
        visible: Any = massnahmen.sichtbar_fuer(self.person)
        rows = (
            visible.outerjoin(Beschluss, Beschluss.id == Massnahme.beschluss_id)
            .order_by(Massnahme.nummer)
            .with_only_columns(
                Massnahme.id,
                Massnahme.nummer,
                Massnahme.titel,
                Massnahme.status,
                Massnahme.thema_id,
                Massnahme.institution_id,
                Massnahme.projektgruppe_id,
                Massnahme.absage,
                Beschluss.gefasst_am,
                Massnahme.frist,
                naechster_termin,
                wartet_bis,
                gemeldet_am,
                Massnahme.umgesetzt_am,
            )
        )
        return [_massnahme(row) for row in session().execute(rows)]

    @cached_property
    def wechsel(self) -> list[Wechsel]:
        """Changes of status in the order of the trail: all of Themen; of Maßnahmen the rests and checked effects."""
        rests = or_(
            Ereignis.status_vorher == MassnahmeStatus.RUHT.value,
            Ereignis.status_nachher == MassnahmeStatus.RUHT.value,
            Ereignis.akt == P.MASSNAHME_WIRKUNG_PRUEFEN.value,
        )
        rows = session().execute(
            select(Ereignis.art, Ereignis.gegenstand_id, Ereignis.zeit, Ereignis.akt, Ereignis.status_nachher)
            .where(
                or_(Ereignis.art == "thema", and_(Ereignis.art == "massnahme", rests)),
                Ereignis.status_vorher != Ereignis.status_nachher,
            )
            .order_by(Ereignis.lfd)
        )
        return [Wechsel(art, id, _tag(zeit), akt, nachher or "") for art, id, zeit, akt, nachher in rows]

    @cached_property
    def staende(self) -> list[Standzeile]:
        """Kommunen by name, those no longer chosen only where something is reported, with what is reported there."""
        rows = session().execute(
            select(Kommune.id, Kommune.name, Umsetzungsstand.massnahme_id, Umsetzungsstand.stand)
            .outerjoin(Umsetzungsstand, Umsetzungsstand.kommune_id == Kommune.id)
            .where(or_(Kommune.aktiv, Umsetzungsstand.id.is_not(None)))
        )
        return sorted((Standzeile(*row) for row in rows), key=lambda row: german_key(row.kommune))

    @cached_property
    def vereinbarungen(self) -> list[Vereinbarungszeile]:
        """The visible Zielvereinbarungen by number."""
        visible: Any = zielvereinbarungen.sichtbar_fuer(self.person)
        rows = visible.order_by(Zielvereinbarung.nummer).with_only_columns(
            Zielvereinbarung.nummer, Zielvereinbarung.titel, Zielvereinbarung.status
        )
        return [Vereinbarungszeile(*row) for row in session().execute(rows)]

    @cached_property
    def lasten(self) -> list[Last]:
        """What each Projektgruppe of today carries, by name."""
        return lasten()

    def geprueft_am(self) -> dict[int, date]:
        """Maßnahme → the day its effect was first checked."""
        days: dict[int, date] = {}
        for row in self.wechsel:
            if row.akt == P.MASSNAHME_WIRKUNG_PRUEFEN.value:
                days.setdefault(row.id, row.tag)
        return days


def _massnahme(row: Sequence[Any]) -> Massnahmenzeile:
    *head, refused, agreed, due, step, waits, heard, done = row
    values = [*head, refused != "", agreed, due, step, waits, _tag(heard) if heard else None, done]
    return Massnahmenzeile(*values)


def _tag(moment: datetime) -> date:
    return clock.local(moment).date()
