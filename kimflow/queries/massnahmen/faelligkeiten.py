"""Running Maßnahmen with the date they are followed up by, for the reminders."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Beschluss, Einzellink, Linkzweck, Massnahme, MassnahmeStatus
from kimflow.queries import nachfolge
from kimflow.queries.massnahmen.spalten import gemeldet_am, naechster_termin

RUHE_TAGE = 7
"""How long after a Rückmeldung nobody is asked again."""


@dataclass(frozen=True)
class Faelligkeit:
    """A running Maßnahme that has a date; persons and group by their ids.

    termin: the date that counts for the light; while it waits for others, the day until which it does.
    seit: until when it was heard of, by Rückmeldung or Beschluss. gebeten_am: the last day its responsible person
    was asked by a link. verantwortlich_id: None if nobody is there any more (queries/nachfolge.py).
    """

    id: int
    nummer: str
    termin: date
    wartet: bool
    seit: date
    gebeten_am: date | None
    verantwortlich_id: int | None
    projektgruppe_id: int | None


def faelligkeiten() -> list[Faelligkeit]:
    """By number, in one statement."""
    asked = (
        select(func.max(Einzellink.erstellt_am))
        .where(
            Einzellink.zweck == Linkzweck.RUECKMELDUNG_GEBEN,
            Einzellink.gegenstand_id == Massnahme.id,
            Einzellink.person_id == Massnahme.verantwortlich_id,
        )
        .correlate(Massnahme)
        .scalar_subquery()
    )
    rows = session().execute(
        select(
            Massnahme.id,
            Massnahme.nummer,
            Massnahme.status,
            naechster_termin,
            Massnahme.frist,
            Massnahme.wartet_bis,
            gemeldet_am,
            Beschluss.gefasst_am,
            asked,
            case((Massnahme.id.not_in(nachfolge.verwaiste_massnahmen()), Massnahme.verantwortlich_id)),
            Massnahme.projektgruppe_id,
        )
        .join(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .where(Massnahme.status.in_(Massnahme.LAUFENDE))
        .order_by(Massnahme.nummer)
    )
    found = []
    for id, nummer, status, naechster, frist, wartet_bis, gemeldet, gefasst_am, gebeten, wer, gruppe in rows:
        wartet = status is MassnahmeStatus.WARTET
        tage = [tag for tag in ([wartet_bis] if wartet else [naechster, frist]) if tag is not None]
        if tage:
            seit = clock.local(gemeldet).date() + timedelta(days=RUHE_TAGE) if gemeldet else gefasst_am
            asked_on = clock.local(gebeten).date() if gebeten else None
            found.append(Faelligkeit(id, nummer, min(tage), wartet, seit, asked_on, wer, gruppe))
    return found
