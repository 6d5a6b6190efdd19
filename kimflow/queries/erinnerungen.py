"""What was told already, and when somebody was written to last."""

from datetime import datetime, time

from sqlalchemy import func, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Erinnerung


def gesagt(anlass: str) -> set[tuple[str, int]]:
    """(rung, person id) of everything that was told for this reason."""
    rows = session().execute(select(Erinnerung.stufe, Erinnerung.person_id).where(Erinnerung.anlass == anlass))
    return {(stufe, person) for stufe, person in rows}


def heute_angeschriebene(anlass: str) -> set[int]:
    """Ids of persons who got a letter for this reason today."""
    morning = clock.from_local(datetime.combine(clock.today(), time()))
    rows = select(Erinnerung.person_id).where(Erinnerung.anlass == anlass, Erinnerung.gesagt_am >= morning)
    return set(session().scalars(rows))


def zuletzt(anlass: str, person_id: int) -> datetime | None:
    """When this person was thought of last for this reason."""
    latest = select(func.max(Erinnerung.gesagt_am))
    return session().scalar(latest.where(Erinnerung.anlass == anlass, Erinnerung.person_id == person_id))
