"""Drafts of forms: each person's own, and nobody else's."""

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Entwurf, Person


def von(person: Person, akt: str, ding: str) -> Entwurf | None:
    """What this person has typed into this form about this thing and not sent yet."""
    own = select(Entwurf).where(Entwurf.person_id == person.id, Entwurf.akt == akt, Entwurf.ding == ding)
    return session().scalar(own)
