"""The bytes of a stored file, asked for one by one; who may is asked of the thing it belongs to."""

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Datei, Dateiinhalt


def inhalt(datei: Datei) -> bytes | None:
    """None once they were thrown away."""
    return session().scalar(select(Dateiinhalt.inhalt).where(Dateiinhalt.datei_id == datei.id))
