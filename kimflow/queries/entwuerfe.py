"""Drafts of forms: each person's own, and nobody else's."""

from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, select

from kimflow.db import session
from kimflow.models import Entwurf, Fallrekonstruktion, Person
from kimflow.permissions import Permission

BLEIBT = timedelta(days=90)


def von(person: Person, akt: str, ding: str) -> Entwurf | None:
    """What this person has typed into this form about this thing and not sent yet."""
    own = select(Entwurf).where(Entwurf.person_id == person.id, Entwurf.akt == akt, Entwurf.ding == ding)
    return session().scalar(own)


def am_fall() -> ScalarSelect[datetime]:
    """When the author of a case last typed into it without sending; None if there is nothing unsent."""
    fall = Fallrekonstruktion
    return (
        select(Entwurf.geaendert_am)
        .where(
            Entwurf.person_id == fall.autor_id,
            Entwurf.akt == Permission.FALLREKONSTRUKTION_BEARBEITEN.value,
            Entwurf.ding == fall.nummer,
        )
        .correlate(fall)
        .scalar_subquery()
    )


def offen_am(fall: Fallrekonstruktion) -> bool:
    """Whether the author of this case has typed something into it and not sent it."""
    return session().scalar(select(am_fall()).where(Fallrekonstruktion.id == fall.id)) is not None
