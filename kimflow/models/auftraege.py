"""What is written down at an agenda item while people talk: notes, and tasks with owner and date."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import AKTE, PERSON, TECHNIK, Absatz, Wort, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.gremien import Gremium
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Sitzung, Top
from kimflow.models.zielvereinbarungen import Zielvereinbarung


class Notizart(StrEnum):
    """Decisions and tasks are things of their own: Beschluss and Auftrag."""

    INFORMATION = "information"
    OFFEN = "offen"


class Notiz(Model):
    """One line: what was said, or what stayed open."""

    __tablename__ = "notiz"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int] = spalte(AKTE, ForeignKey("top.id"), index=True)
    art: Mapped[Notizart] = spalte(AKTE, Wort(Notizart))
    text: Mapped[str] = spalte(AKTE, Absatz(2000))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    geschrieben_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    top: Mapped[Top] = relationship(back_populates="notizen")
    person: Mapped[Person] = relationship()

    __table_args__ = (nur("art", Notizart), CheckConstraint("text <> ''", name="text"))
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.text

    @property
    def sitzung(self) -> Sitzung:
        return self.top.sitzung

    @property
    def gremium_id(self) -> int:
        return self.top.gremium_id


class AuftragStatus(StrEnum):
    ERTEILT = "erteilt"
    ANGENOMMEN = "angenommen"
    ERLEDIGT = "erledigt"
    VERWORFEN = "verworfen"


class Auftrag(Model):
    """A task out of a meeting, or an Auflage of a Beschluss. It stays one until its owner accepts it.

    A Beschluss by circulation has no agenda item: then the Auflage hangs on the Beschluss alone.
    """

    __tablename__ = "auftrag"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int | None] = spalte(AKTE, ForeignKey("top.id"), index=True)
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    zielvereinbarung_id: Mapped[int | None] = spalte(AKTE, ForeignKey("zielvereinbarung.id"), index=True)
    status: Mapped[AuftragStatus] = spalte(AKTE, Wort(AuftragStatus))
    text: Mapped[str] = spalte(AKTE, Absatz(2000))
    verantwortlich_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    verantwortlich_seit: Mapped[date | None] = spalte(PERSON)
    faellig_am: Mapped[date | None] = spalte(AKTE)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    erteilt_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    # What came of it, or why it was given back or dropped.
    ergebnis: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    rueckgabe: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    beendet_am: Mapped[datetime | None] = spalte(AKTE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    top: Mapped[Top | None] = relationship(back_populates="auftraege")
    beschluss: Mapped[Beschluss | None] = relationship()
    zielvereinbarung: Mapped[Zielvereinbarung | None] = relationship(back_populates="auflagen")
    verantwortlich: Mapped[Person | None] = relationship(foreign_keys=[verantwortlich_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        nur("status", AuftragStatus),
        nur_mit("status", "verantwortlich_id", AuftragStatus.ANGENOMMEN),
        nur_mit("status", "beendet_am", AuftragStatus.ERLEDIGT, AuftragStatus.VERWORFEN),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("top_id IS NOT NULL OR beschluss_id IS NOT NULL", name="herkunft"),
        CheckConstraint("(beschluss_id IS NULL) = (zielvereinbarung_id IS NULL)", name="auflage"),
        CheckConstraint("beschluss_id IS NULL OR faellig_am IS NOT NULL", name="auflage_braucht_faellig_am"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.text

    @property
    def ist_auflage(self) -> bool:
        """Whether a Zielvereinbarung was agreed to on this condition."""
        return self.zielvereinbarung_id is not None

    @property
    def sitzung(self) -> Sitzung | None:
        """None for an Auflage of a Beschluss by circulation."""
        return self.top.sitzung if self.top else None

    @property
    def gremium(self) -> Gremium:
        return self.top.sitzung.gremium if self.top else self._beschluss.gremium

    @property
    def gremium_id(self) -> int:
        return self.top.gremium_id if self.top else self._beschluss.gremium_id

    @property
    def _beschluss(self) -> Beschluss:
        if self.beschluss is None:
            raise RuntimeError("Ohne TOP gehört ein Auftrag zu einem Beschluss.")
        return self.beschluss

    @property
    def aus(self) -> str:
        """Where it comes from: "S-2026-004, TOP 3" or "B-2026-011"."""
        return f"{self.top.sitzung.nummer}, TOP {self.top.position}" if self.top else self._beschluss.nummer

    @property
    def ist_offen(self) -> bool:
        return self.status in (AuftragStatus.ERTEILT, AuftragStatus.ANGENOMMEN)

    @property
    def ist_ueberfaellig(self) -> bool:
        return self.ist_offen and self.faellig_am is not None and self.faellig_am < clock.today()
