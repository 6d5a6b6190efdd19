"""Who is in the room of a meeting, and who wants to speak."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.gremien import Sitz
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Sitzung


class Anwesenheit(Model):
    """From when to when a Sitz, a member without one or a guest was there. Open while `bis` is empty."""

    __tablename__ = "anwesenheit"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    sitz_id: Mapped[int | None] = spalte(SACHE, ForeignKey("sitz.id"), index=True)
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    # A guest without account, by name and house.
    name: Mapped[str] = spalte(PERSON, Zeile(160), default="")
    von: Mapped[datetime] = spalte(PERSON, Zeitpunkt)
    bis: Mapped[datetime | None] = spalte(PERSON, Zeitpunkt)

    sitzung: Mapped[Sitzung] = relationship(back_populates="anwesenheiten")
    sitz: Mapped[Sitz | None] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        CheckConstraint("sitz_id IS NOT NULL OR person_id IS NOT NULL OR name <> ''", name="wer"),
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
        Index(
            "ix_anwesenheit_sitz_offen",
            "sitzung_id",
            "sitz_id",
            unique=True,
            sqlite_where=text("bis IS NULL AND sitz_id IS NOT NULL"),
            postgresql_where=text("bis IS NULL AND sitz_id IS NOT NULL"),
        ),
        Index(
            "ix_anwesenheit_person_offen",
            "sitzung_id",
            "person_id",
            unique=True,
            sqlite_where=text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
            postgresql_where=text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
        ),
    )

    def __str__(self) -> str:
        return str(self.sitz or self.person or self.name)

    @property
    def ist_da(self) -> bool:
        return self.bis is None


class Wortmeldung(Model):
    """A raised hand. Gone with the end of the meeting: who wanted to speak is nobody's business later."""

    __tablename__ = "wortmeldung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    sitz_id: Mapped[int | None] = spalte(SACHE, ForeignKey("sitz.id"), index=True)
    gemeldet_am: Mapped[datetime] = spalte(PERSON, Zeitpunkt)

    sitzung: Mapped[Sitzung] = relationship(back_populates="wortmeldungen")
    person: Mapped[Person] = relationship()
    sitz: Mapped[Sitz | None] = relationship()

    __table_args__ = (Index("ix_wortmeldung_sitzung_person", "sitzung_id", "person_id", unique=True),)

    def __str__(self) -> str:
        return f"{self.person} ({self.sitz})" if self.sitz else str(self.person)

    @property
    def gremium_id(self) -> int:
        return self.sitzung.gremium_id
