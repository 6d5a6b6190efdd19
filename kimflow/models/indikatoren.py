"""Indikatoren of Zielvereinbarungen with their Messwerte, and the days on which an agreement is looked at again."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, PERSON, SACHE, TECHNIK, Absatz, Dezimal, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.personen import Person
from kimflow.models.zielvereinbarungen import Zielvereinbarung, ZielvereinbarungStatus


class Richtung(StrEnum):
    STEIGEND = "steigend"
    FALLEND = "fallend"


class Rhythmus(StrEnum):
    MONATLICH = "monatlich"
    VIERTELJAEHRLICH = "vierteljaehrlich"
    HALBJAEHRLICH = "halbjaehrlich"
    JAEHRLICH = "jaehrlich"

    @property
    def monate(self) -> int:
        return {"monatlich": 1, "vierteljaehrlich": 3, "halbjaehrlich": 6, "jaehrlich": 12}[self.value]


class Indikator(Model):
    """The number that shows whether the target state is reached: its start, its goal, how it is read."""

    __tablename__ = "indikator"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zielvereinbarung_id: Mapped[int] = spalte(SACHE, ForeignKey("zielvereinbarung.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = spalte(SACHE, Zeile(300))
    einheit: Mapped[str] = spalte(SACHE, Zeile(40), default="")
    ausgangswert: Mapped[Decimal] = spalte(SACHE, Dezimal())
    zielwert: Mapped[Decimal] = spalte(SACHE, Dezimal())
    quelle: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    rhythmus: Mapped[Rhythmus | None] = spalte(SACHE, Wort(Rhythmus))
    naechste_messung_am: Mapped[date | None] = spalte(SACHE, index=True)
    # Read out of the free text of an older release; its numbers stand in that text, too.
    uebernommen: Mapped[bool] = spalte(TECHNIK, default=False)
    version: Mapped[int] = spalte(TECHNIK)

    zielvereinbarung: Mapped[Zielvereinbarung] = relationship(back_populates="indikatoren")
    messwerte: Mapped[list["Messwert"]] = relationship(
        back_populates="indikator", order_by="Messwert.gemessen_am, Messwert.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        nur("rhythmus", Rhythmus, optional=True),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("ausgangswert <> zielwert", name="ziel_ist_woanders"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @property
    def richtung(self) -> Richtung:
        """Where it is to move; the two numbers say it."""
        return Richtung.STEIGEND if self.zielwert > self.ausgangswert else Richtung.FALLEND

    @property
    def status(self) -> ZielvereinbarungStatus:
        return self.zielvereinbarung.status

    @property
    def projektgruppe_id(self) -> int:
        return self.zielvereinbarung.projektgruppe_id

    @property
    def geltende(self) -> list["Messwert"]:
        """The readings that stand, by day: corrected ones are not among them."""
        replaced = {m.ersetzt_id for m in self.messwerte if m.ersetzt_id}
        return [m for m in self.messwerte if m.id not in replaced]


class Messwert(Model):
    """One reading. A correction is a new row that names the one it replaces; nothing is overwritten."""

    __tablename__ = "messwert"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    indikator_id: Mapped[int] = spalte(SACHE, ForeignKey("indikator.id", ondelete="CASCADE"), index=True)
    wert: Mapped[Decimal] = spalte(SACHE, Dezimal())
    gemessen_am: Mapped[date] = spalte(SACHE)
    quelle: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    erfasst_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)
    # Two corrections of one reading cannot both stand.
    ersetzt_id: Mapped[int | None] = spalte(SACHE, ForeignKey("messwert.id"), unique=True)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")

    indikator: Mapped[Indikator] = relationship(back_populates="messwerte")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        CheckConstraint("ersetzt_id IS NULL OR begruendung <> ''", name="berichtigung_braucht_begruendung"),
        CheckConstraint("ersetzt_id <> id", name="ersetzt_anderen"),
    )


class Ueberpruefung(Model):
    """A day on which the parties look at the agreement again, and what they found."""

    __tablename__ = "ueberpruefung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zielvereinbarung_id: Mapped[int] = spalte(SACHE, ForeignKey("zielvereinbarung.id", ondelete="CASCADE"), index=True)
    am: Mapped[date] = spalte(SACHE, index=True)
    geprueft_am: Mapped[date | None] = spalte(AKTE)
    ergebnis: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))

    zielvereinbarung: Mapped[Zielvereinbarung] = relationship(back_populates="ueberpruefungen")
    person: Mapped[Person | None] = relationship()

    __table_args__ = (CheckConstraint("(geprueft_am IS NULL) = (ergebnis = '')", name="geprueft_mit_ergebnis"),)

    def __str__(self) -> str:
        return f"Überprüfung am {self.am:%d.%m.%Y}"

    @property
    def status(self) -> ZielvereinbarungStatus:
        return self.zielvereinbarung.status

    @property
    def projektgruppe_id(self) -> int:
        return self.zielvereinbarung.projektgruppe_id
