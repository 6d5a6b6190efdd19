"""The outbox: letters go in with the act that causes them and leave by `flask post`."""

from enum import StrEnum

from sqlalchemy import select

from kimflow import clock
from kimflow.db import session
from kimflow.mail.briefe import Brief
from kimflow.models import Nachricht


def einwerfen(brief: Brief, anlass: StrEnum) -> None:
    """Put `brief` into the outbox once; the same mark for the same person again is not queued."""
    key = f"{anlass}:{brief.marke}:{brief.an.id}"
    if session().scalar(select(Nachricht.id).where(Nachricht.schluessel == key)) is None:
        session().add(
            Nachricht(
                schluessel=key,
                anlass=anlass.value,
                person_id=brief.an.id,
                betreff=brief.betreff,
                text=brief.text,
                erstellt_am=clock.now(),
            )
        )
        session().flush()
