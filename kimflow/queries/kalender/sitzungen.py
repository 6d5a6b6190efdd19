"""Meetings in the calendar: those one sees on the list of meetings, cancelled ones included."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Gremium, Person, Sitzung, SitzungStatus
from kimflow.queries.kalender.termine import Termin
from kimflow.queries.sitzungen.sichtbarkeit import sichtbar

_STAND = {SitzungStatus.GEPLANT: "TENTATIVE", SitzungStatus.ABGESAGT: "CANCELLED"}


def sitzungen(person: Person, since: date) -> list[Termin]:
    """From `since` on, by their beginning."""
    rows = session().execute(
        select(
            Sitzung.id,
            Sitzung.nummer,
            Gremium.name,
            Sitzung.beginn,
            Sitzung.dauer,
            Sitzung.ort,
            Sitzung.online,
            Sitzung.status,
            Sitzung.kalender_id,
            Sitzung.kalender_folge,
        )
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(sichtbar(person), Sitzung.beginn >= clock.from_local(datetime.combine(since, time())))
        .order_by(Sitzung.beginn, Sitzung.id)
    )
    return [
        Termin(
            "sitzung",
            id,
            f"{body}: Sitzung {nummer}",
            f"/sitzungen/{nummer}",
            ("sitzung", id),
            beginn=beginn,
            ende=beginn + timedelta(minutes=dauer),
            ort=ort or online,
            hinweis=f"Online: {online}" if online else "",
            stand=_STAND.get(status, "CONFIRMED"),
            kennung=kalender_id,
            folge=folge,
        )
        for id, nummer, body, beginn, dauer, ort, online, status, kalender_id, folge in rows
    ]
