"""What members want on the agenda of a coming meeting."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Sitzung, Top


class TopvorschlagStatus(StrEnum):
    OFFEN = "offen"
    AUFGENOMMEN = "aufgenommen"
    ABGELEHNT = "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Topvorschlag(Model):
    """An item a member or a beratender Sitz proposes; the Koordination takes it up or says why not."""

    __tablename__ = "topvorschlag"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    status: Mapped[TopvorschlagStatus] = spalte(SACHE, Wort(TopvorschlagStatus))
    titel: Mapped[str] = spalte(SACHE, Zeile(200))
    begruendung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    vorgeschlagen_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)
    antwort: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    top_id: Mapped[int | None] = spalte(SACHE, ForeignKey("top.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    sitzung: Mapped[Sitzung] = relationship(back_populates="topvorschlaege")
    person: Mapped[Person] = relationship()
    top: Mapped[Top | None] = relationship()

    __table_args__ = (
        nur("status", TopvorschlagStatus),
        CheckConstraint("titel <> ''", name="titel"),
        CheckConstraint("status <> 'abgelehnt' OR antwort <> ''", name="abgelehnt_braucht_antwort"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.titel

    @property
    def gremium_id(self) -> int:
        return self.sitzung.gremium_id
