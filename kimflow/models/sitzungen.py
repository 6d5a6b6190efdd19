"""Meetings, their agenda items and who said to come."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.gremien import Gremium, Sitz
from kimflow.models.personen import Person

if TYPE_CHECKING:
    from kimflow.models.abstimmungen import Abstimmung
    from kimflow.models.beschluesse import Beschluss
    from kimflow.models.themen import Topgegenstand


class SitzungStatus(StrEnum):
    GEPLANT = "geplant"
    EINGELADEN = "eingeladen"
    LAUFEND = "laufend"
    NACHBEREITUNG = "nachbereitung"
    PROTOKOLL_IN_ABSTIMMUNG = "protokoll_in_abstimmung"
    GENEHMIGT = "genehmigt"
    ABGESAGT = "abgesagt"


class Topart(StrEnum):
    INFORMATION = "information"
    BERATUNG = "beratung"
    PRIORISIERUNG = "priorisierung"
    BESCHLUSS = "beschluss"
    KENNTNISNAHME = "kenntnisnahme"


class Zusage(StrEnum):
    KOMMT = "kommt"
    VERTRETUNG = "vertretung"
    ENTSCHULDIGT = "entschuldigt"


class Sitzung(Model):
    """A meeting of a body."""

    __tablename__ = "sitzung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    status: Mapped[SitzungStatus] = spalte(SACHE, Wort(SitzungStatus))
    beginn: Mapped[datetime] = spalte(SACHE, Zeitpunkt, index=True)
    ort: Mapped[str] = spalte(SACHE, Zeile(200), default="")
    vorsitz_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    protokoll_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    eingeladen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    eroeffnet_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    geschlossen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    absage: Mapped[str | None] = spalte(SACHE, Absatz(2000))
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    vorsitz: Mapped[Person | None] = relationship(foreign_keys=[vorsitz_id])
    protokoll: Mapped[Person | None] = relationship(foreign_keys=[protokoll_id])
    tops: Mapped[list["Top"]] = relationship(back_populates="sitzung", order_by="Top.position")
    antworten: Mapped[list["Sitzungsantwort"]] = relationship(back_populates="sitzung")

    __table_args__ = (
        nur("status", SitzungStatus),
        nur_mit("status", "absage", SitzungStatus.ABGESAGT),
        nur_mit("status", "eroeffnet_am", SitzungStatus.LAUFEND, SitzungStatus.NACHBEREITUNG),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.gremium}"

    @property
    def ist_laufend(self) -> bool:
        return self.status is SitzungStatus.LAUFEND

    @property
    def naechster_top(self) -> "Top | None":
        """The first item of a running meeting that still waits for its Beschluss."""
        return next((top for top in self.tops if top.wartet_auf_beschluss), None) if self.ist_laufend else None


class Top(Model):
    """An agenda item. What it is about stands in its Gegenstaende (see themen.py)."""

    __tablename__ = "top"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    position: Mapped[int] = spalte(SACHE)
    titel: Mapped[str] = spalte(SACHE, Zeile(200))
    art: Mapped[Topart] = spalte(SACHE, Wort(Topart))
    minuten: Mapped[int | None] = spalte(SACHE)
    berichterstattung: Mapped[str] = spalte(SACHE, Zeile(160), default="")
    version: Mapped[int] = spalte(TECHNIK)

    sitzung: Mapped[Sitzung] = relationship(back_populates="tops")
    gegenstaende: Mapped[list["Topgegenstand"]] = relationship(back_populates="top", cascade="all, delete-orphan")
    abstimmungen: Mapped[list["Abstimmung"]] = relationship(back_populates="top", order_by="Abstimmung.id")
    beschluesse: Mapped[list["Beschluss"]] = relationship(back_populates="top", order_by="Beschluss.id")

    __table_args__ = (
        nur("art", Topart),
        CheckConstraint("minuten IS NULL OR minuten BETWEEN 1 AND 600", name="minuten"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"TOP {self.position} {self.titel}"

    @property
    def wartet_auf_beschluss(self) -> bool:
        return self.art in (Topart.PRIORISIERUNG, Topart.BESCHLUSS) and not self.beschluesse


class Sitzungsantwort(Model):
    """The answer of a Sitz to the invitation; the row comes with the invitation, the answer later."""

    __tablename__ = "sitzungsantwort"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    sitz_id: Mapped[int] = spalte(SACHE, ForeignKey("sitz.id"))
    antwort: Mapped[Zusage | None] = spalte(PERSON, Wort(Zusage))
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    beantwortet_am: Mapped[datetime | None] = spalte(PERSON, Zeitpunkt)

    sitzung: Mapped[Sitzung] = relationship(back_populates="antworten")
    sitz: Mapped[Sitz] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        nur("antwort", Zusage, optional=True),
        UniqueConstraint("sitzung_id", "sitz_id"),
        CheckConstraint("(antwort IS NULL) = (beantwortet_am IS NULL)", name="beantwortet"),
    )

    def __str__(self) -> str:
        return f"{self.sitzung}: {self.sitz}"

    @property
    def einzellinks(self) -> dict[int, str]:
        """Person id → link token while the invitation is being written; only the hash is ever stored."""
        tokens: dict[int, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def status(self) -> SitzungStatus:
        return self.sitzung.status
