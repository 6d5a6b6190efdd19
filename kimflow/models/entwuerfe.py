"""Drafts: what a person has typed into a form and not sent yet. Nobody else ever reads it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from kimflow.columns import ENTWURF, PERSON, TECHNIK, Zeile, Zeitpunkt, spalte
from kimflow.db import Model


class Entwurf(Model):
    """The typed fields of one form of one person; `akt` and `ding` (a number or an id) say which form it is."""

    __tablename__ = "entwurf"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    akt: Mapped[str] = spalte(ENTWURF, Zeile(60))
    ding: Mapped[str] = spalte(ENTWURF, Zeile(40), index=True)
    felder: Mapped[list[list[str]]] = spalte(ENTWURF, JSON)
    geaendert_am: Mapped[datetime] = spalte(ENTWURF, Zeitpunkt, index=True)

    __table_args__ = (UniqueConstraint("person_id", "akt", "ding"),)
