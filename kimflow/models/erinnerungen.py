"""What somebody was reminded of already."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from kimflow.columns import POST, TECHNIK, Zeile, Zeitpunkt, spalte
from kimflow.db import Model


class Erinnerung(Model):
    """One rung of a ladder that one person was told. A letter may hold many of them; none is told again."""

    __tablename__ = "erinnerung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    anlass: Mapped[str] = spalte(POST, Zeile(60))
    stufe: Mapped[str] = spalte(POST, Zeile(100))
    person_id: Mapped[int] = spalte(POST, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    gesagt_am: Mapped[datetime] = spalte(POST, Zeitpunkt, index=True)

    __table_args__ = (UniqueConstraint("anlass", "stufe", "person_id"),)
