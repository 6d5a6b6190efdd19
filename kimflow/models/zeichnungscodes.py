"""The codes by mail that confirm a digital Zeichnung."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import TECHNIK, ZUGANG, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.personen import Person
from kimflow.models.zielvereinbarungen import Beitrag

HOECHSTENS = 5
"""Tries at one code."""


class Zeichnungscode(Model):
    """Six digits sent to one person for one Beitrag in one wording; stored hashed, short-lived, few tries."""

    __tablename__ = "zeichnungscode"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    beitrag_id: Mapped[int] = spalte(TECHNIK, ForeignKey("beitrag.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = spalte(ZUGANG, Zeile(64))
    stand: Mapped[str] = spalte(TECHNIK, Zeile(64))
    erstellt_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    gueltig_bis: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt, index=True)
    versuche: Mapped[int] = spalte(ZUGANG, default=0)
    benutzt_am: Mapped[datetime | None] = spalte(ZUGANG, Zeitpunkt)

    beitrag: Mapped[Beitrag] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (CheckConstraint("versuche >= 0", name="versuche"),)

    @property
    def gilt(self) -> bool:
        return self.benutzt_am is None and clock.now() < self.gueltig_bis
