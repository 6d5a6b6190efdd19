"""An import between its upload and its end: the rows of the file, what was found out about them, what was answered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import ENTWURF, PERSON, TECHNIK, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Importphase(StrEnum):
    """Where an import stands: what has to be said about its headings, then every row judged, then written."""

    SPALTEN = "spalten"
    PRUEFUNG = "pruefung"
    VORSCHAU = "vorschau"
    UEBERNAHME = "uebernahme"
    FERTIG = "fertig"


class Importlauf(Model):
    """One uploaded table of one person; nobody else ever reads it. `art` is the noun it is about."""

    __tablename__ = "importlauf"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    art: Mapped[str] = spalte(TECHNIK, Zeile(20))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    dateiname: Mapped[str] = spalte(ENTWURF, Zeile(120))
    phase: Mapped[Importphase] = spalte(TECHNIK, Wort(Importphase))
    # Place of an unknown heading → the heading; and what was answered to it and to the words.
    koepfe: Mapped[dict[str, str]] = spalte(ENTWURF, JSON)
    antworten: Mapped[dict[str, Any]] = spalte(ENTWURF, JSON)
    ergebnis: Mapped[dict[str, int]] = spalte(TECHNIK, JSON)
    geaendert_am: Mapped[datetime] = spalte(ENTWURF, Zeitpunkt, index=True)

    person: Mapped[Person] = relationship()

    __table_args__ = (nur("phase", Importphase),)

    def __str__(self) -> str:
        return self.dateiname


class Importzeile(Model):
    """One row of the file; `stand` and `befund` are what the dry run said, `geschrieben` is that it was done."""

    __tablename__ = "importzeile"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    importlauf_id: Mapped[int] = spalte(TECHNIK, ForeignKey("importlauf.id", ondelete="CASCADE"))
    nummer: Mapped[int] = spalte(TECHNIK)
    werte: Mapped[dict[str, str]] = spalte(ENTWURF, JSON)
    stand: Mapped[str | None] = spalte(TECHNIK, Zeile(20))
    befund: Mapped[dict[str, Any]] = spalte(ENTWURF, JSON)
    geschrieben: Mapped[bool] = spalte(TECHNIK, default=False)

    __table_args__ = (Index("ix_importzeile_lauf", "importlauf_id", "stand"),)
