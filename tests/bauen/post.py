"""What reached somebody by letter: the newest text, and the link in it."""

import re

from sqlalchemy import select

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.mail.briefe import Brief
from kimflow.models import Nachricht, Person
from kimflow.permissions import Permission


def briefe(an: Person) -> list[Nachricht]:
    """Letters to `an`, the newest first."""
    session().rollback()
    return list(session().scalars(select(Nachricht).where(Nachricht.person_id == an.id).order_by(Nachricht.id.desc())))


def link(an: Person, zweck: str) -> str:
    """The path of the newest link for this purpose, e.g. /link/…/konto_einrichten."""
    for brief in briefe(an):
        found = re.search(rf"/link/[\w-]+/{zweck}", brief.text)
        if found:
            return found[0]
    raise AssertionError(f"Kein Link {zweck} an {an.name}.")


def token(an: Person, zweck: str) -> str:
    return link(an, zweck).split("/")[2]


def gescheiterter_brief(an: Person) -> Nachricht:
    """A letter that the mail server did not want."""
    with transaction():
        workflow.post.einwerfen(Brief(an, "Maßnahme", "Guten Tag", "gescheitert"), Permission.MASSNAHME_UEBERGEBEN)
    brief = briefe(an)[0]
    with transaction():
        brief = session().get_one(Nachricht, brief.id)
        brief.versuche, brief.wieder_am, brief.fehler = 2, None, "Adresse abgelehnt (550)"
    return brief
