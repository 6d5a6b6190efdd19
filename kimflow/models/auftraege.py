"""What is written down at an agenda item while people talk: notes, and tasks with owner and date."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import AKTE, PERSON, TECHNIK, Absatz, Wort, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Sitzung, Top


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
    """A task out of a meeting. It stays one until its owner accepts it; open ones stand on the next agenda."""

    __tablename__ = "auftrag"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int] = spalte(AKTE, ForeignKey("top.id"), index=True)
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

    top: Mapped[Top] = relationship(back_populates="auftraege")
    verantwortlich: Mapped[Person | None] = relationship(foreign_keys=[verantwortlich_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        nur("status", AuftragStatus),
        nur_mit("status", "verantwortlich_id", AuftragStatus.ANGENOMMEN),
        nur_mit("status", "beendet_am", AuftragStatus.ERLEDIGT, AuftragStatus.VERWORFEN),
        CheckConstraint("text <> ''", name="text"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.text

    @property
    def sitzung(self) -> Sitzung:
        return self.top.sitzung

    @property
    def gremium_id(self) -> int:
        return self.top.gremium_id

    @property
    def ist_offen(self) -> bool:
        return self.status in (AuftragStatus.ERTEILT, AuftragStatus.ANGENOMMEN)

    @property
    def ist_ueberfaellig(self) -> bool:
        return self.ist_offen and self.faellig_am is not None and self.faellig_am < clock.today()
