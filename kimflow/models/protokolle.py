"""Versions of the minutes, each frozen when it is laid before the body, and what was objected to them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import AKTE, PERSON, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Sitzung


class Genehmigung(StrEnum):
    """How a version became final (FACH §3): nobody objected in time, the Vorsitz, or a later Sitzung."""

    FRIST = "frist"
    VORSITZ = "vorsitz"
    SITZUNG = "sitzung"


class Protokollfassung(Model):
    """The text as it was laid before the body, in Markdown. It never changes; a correction is the next version."""

    __tablename__ = "protokollfassung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(AKTE, ForeignKey("sitzung.id"))
    fassung: Mapped[int] = spalte(AKTE)
    text: Mapped[str] = spalte(AKTE, Absatz(400_000))
    pruefsumme: Mapped[str] = spalte(AKTE, Zeile(64))
    # The newest line of the trail when this was written (ZUSAGEN F4).
    spur: Mapped[str] = spalte(AKTE, Zeile(64))
    begruendung: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    erstellt_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    einwendungen_bis: Mapped[date | None] = spalte(AKTE)
    genehmigt_am: Mapped[datetime | None] = spalte(AKTE, Zeitpunkt)
    genehmigung: Mapped[Genehmigung | None] = spalte(AKTE, Wort(Genehmigung))
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)

    sitzung: Mapped[Sitzung] = relationship(back_populates="fassungen")
    person: Mapped[Person] = relationship()
    beschluss: Mapped[Beschluss | None] = relationship()
    einwendungen: Mapped[list["Einwendung"]] = relationship(
        back_populates="fassung", order_by="Einwendung.absatz, Einwendung.id"
    )

    __table_args__ = (
        UniqueConstraint("sitzung_id", "fassung"),
        nur("genehmigung", Genehmigung, optional=True),
        CheckConstraint("fassung > 0", name="fassung"),
        CheckConstraint("(genehmigt_am IS NULL) = (genehmigung IS NULL)", name="genehmigt"),
    )

    def __str__(self) -> str:
        return f"Protokoll {self.sitzung.nummer}, Fassung {self.fassung}"

    @property
    def gremium_id(self) -> int:
        return self.sitzung.gremium_id

    @property
    def einzellinks(self) -> dict[int, str]:
        """Person id → link token while the minutes are being laid before the body; only the hash is ever stored."""
        tokens: dict[int, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def ist_genehmigt(self) -> bool:
        return self.genehmigt_am is not None

    @property
    def frist_laeuft(self) -> bool:
        return self.einwendungen_bis is not None and clock.today() <= self.einwendungen_bis


class EinwendungStatus(StrEnum):
    OFFEN = "offen"
    BERUECKSICHTIGT = "beruecksichtigt"
    ZURUECKGEWIESEN = "zurueckgewiesen"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Einwendung(Model):
    """What somebody objects to one paragraph of a version, and how it was settled."""

    __tablename__ = "einwendung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    fassung_id: Mapped[int] = spalte(AKTE, ForeignKey("protokollfassung.id"), index=True)
    # Counted from 1 over the paragraphs of the version's text.
    absatz: Mapped[int] = spalte(AKTE)
    status: Mapped[EinwendungStatus] = spalte(AKTE, Wort(EinwendungStatus))
    text: Mapped[str] = spalte(AKTE, Absatz(2000))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    erhoben_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    antwort: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    behandelt_am: Mapped[datetime | None] = spalte(AKTE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    fassung: Mapped[Protokollfassung] = relationship(back_populates="einwendungen")
    person: Mapped[Person] = relationship()

    __table_args__ = (
        nur("status", EinwendungStatus),
        CheckConstraint("absatz > 0", name="absatz"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("status <> 'zurueckgewiesen' OR antwort <> ''", name="zurueckgewiesen_braucht_antwort"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"Einwendung zu Absatz {self.absatz}"

    @property
    def gremium_id(self) -> int:
        return self.fassung.gremium_id
