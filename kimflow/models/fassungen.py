"""A Zielvereinbarung as it was laid before the Lenkungsgruppe and as it was agreed to, and what members said to it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.personen import Person
from kimflow.models.zielvereinbarungen import Zielvereinbarung


class Fassungsanlass(StrEnum):
    EINGEREICHT = "eingereicht"
    ZUGESTIMMT = "zugestimmt"
    BEITRAG = "beitrag_neu_gefasst"
    OHNE_PARTEI = "ohne_partei"


class Zielvereinbarungsfassung(Model):
    """The whole text at one moment, in Markdown. It never changes, whatever is renamed later."""

    __tablename__ = "zielvereinbarungsfassung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zielvereinbarung_id: Mapped[int] = spalte(AKTE, ForeignKey("zielvereinbarung.id"))
    lfd: Mapped[int] = spalte(AKTE)
    anlass: Mapped[Fassungsanlass] = spalte(AKTE, Wort(Fassungsanlass))
    text: Mapped[str] = spalte(AKTE, Absatz(400_000))
    pruefsumme: Mapped[str] = spalte(AKTE, Zeile(64))
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    festgelegt_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)

    zielvereinbarung: Mapped[Zielvereinbarung] = relationship(back_populates="fassungen")
    beschluss: Mapped[Beschluss | None] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (
        nur("anlass", Fassungsanlass),
        UniqueConstraint("zielvereinbarung_id", "lfd"),
        CheckConstraint("lfd > 0 AND text <> ''", name="lfd"),
        CheckConstraint("(anlass IN ('zugestimmt', 'ohne_partei')) = (beschluss_id IS NOT NULL)", name="beschluss"),
    )

    def __str__(self) -> str:
        return self.bezeichnung

    @property
    def bezeichnung(self) -> str:
        """As people say it: version of the agreement, then which of its texts: "Fassung 1.2"."""
        return f"Fassung {self.kennung}"

    @property
    def kennung(self) -> str:
        return f"{self.zielvereinbarung.fassung}.{self.lfd}"

    @property
    def ist_zugestimmt(self) -> bool:
        """What was agreed to, or what came of it since; not merely laid before the Lenkungsgruppe."""
        return self.anlass is not Fassungsanlass.EINGEREICHT


class KommentarStatus(StrEnum):
    OFFEN = "offen"
    BEANTWORTET = "beantwortet"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Kommentar(Model):
    """What a member says to the draft, and what the Projektgruppe made of it. Withdrawn, its text is gone."""

    __tablename__ = "kommentar"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zielvereinbarung_id: Mapped[int] = spalte(SACHE, ForeignKey("zielvereinbarung.id", ondelete="CASCADE"), index=True)
    # None while nothing was laid before the Lenkungsgruppe yet.
    fassung_id: Mapped[int | None] = spalte(SACHE, ForeignKey("zielvereinbarungsfassung.id"), index=True)
    status: Mapped[KommentarStatus] = spalte(SACHE, Wort(KommentarStatus))
    text: Mapped[str] = spalte(SACHE, Absatz(2000))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    geschrieben_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)
    antwort: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    beantwortet_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    beantwortet_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    zielvereinbarung: Mapped[Zielvereinbarung] = relationship(back_populates="kommentare")
    fassung: Mapped[Zielvereinbarungsfassung | None] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    beantwortet_von: Mapped[Person | None] = relationship(foreign_keys=[beantwortet_von_id])

    __table_args__ = (
        nur("status", KommentarStatus),
        CheckConstraint("(status = 'zurueckgezogen') = (text = '')", name="text"),
        CheckConstraint(
            "(status = 'beantwortet') = (antwort <> '') AND (antwort = '') = (beantwortet_am IS NULL)"
            " AND (antwort = '') = (beantwortet_von_id IS NULL)",
            name="antwort",
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"Kommentar zu {self.zielvereinbarung.nummer}"

    @property
    def projektgruppe_id(self) -> int:
        return self.zielvereinbarung.projektgruppe_id

    @property
    def ist_offen(self) -> bool:
        return self.status is KommentarStatus.OFFEN
