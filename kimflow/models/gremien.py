"""Bodies, their Sitze and memberships, each with its validity."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, func, select
from sqlalchemy.orm import Mapped, column_property, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Base, Model
from kimflow.models.institutionen import Institution, Kommune
from kimflow.models.personen import Person
from kimflow.models.zeitraum import Zeitraum

if TYPE_CHECKING:
    from kimflow.models.sitzungen import Sitzung


class Gremienart(StrEnum):
    LENKUNGSGRUPPE = "lenkungsgruppe"
    PROJEKTGRUPPE = "projektgruppe"
    ARBEITSGRUPPE = "arbeitsgruppe"
    FALLWERKSTATT = "fallwerkstatt"


class Stimmrecht(StrEnum):
    STIMMBERECHTIGT = "stimmberechtigt"
    BERATEND = "beratend"
    GAST = "gast"


class Amt(StrEnum):
    """What a member is in a body."""

    VORSITZ = "vorsitz"
    LEITUNG = "leitung"
    MITGLIED = "mitglied"


class Gremium(Zeitraum, Model):
    """A body: Lenkungsgruppe, Projektgruppe, Arbeitsgruppe or Fallwerkstatt."""

    __tablename__ = "gremium"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    art: Mapped[Gremienart] = spalte(SACHE, Wort(Gremienart))
    name: Mapped[str] = spalte(SACHE, Zeile(120), unique=True)
    frage: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    kommune_id: Mapped[int | None] = spalte(SACHE, ForeignKey("kommune.id"), index=True)
    von: Mapped[date] = spalte(SACHE)
    bis: Mapped[date | None] = spalte(SACHE)
    hoechstlast: Mapped[int] = spalte(SACHE, default=3)
    # What becomes of the work that was open when it ended.
    verbleib: Mapped[str | None] = spalte(SACHE, Absatz(2000))
    version: Mapped[int] = spalte(TECHNIK)

    kommune: Mapped[Kommune | None] = relationship(lazy="joined")
    sitze: Mapped[list["Sitz"]] = relationship(back_populates="gremium", order_by="Sitz.reihenfolge")
    mitgliedschaften: Mapped[list["Mitgliedschaft"]] = relationship(back_populates="gremium")

    __table_args__ = (
        nur("art", Gremienart),
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
        CheckConstraint("hoechstlast > 0", name="hoechstlast"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @property
    def ist_projektgruppe(self) -> bool:
        return self.art is Gremienart.PROJEKTGRUPPE

    @property
    def ist_lenkungsgruppe(self) -> bool:
        return self.art is Gremienart.LENKUNGSGRUPPE


sitz_institution = Table(
    "sitz_institution",
    Base.metadata,
    Column("sitz_id", ForeignKey("sitz.id", ondelete="CASCADE"), primary_key=True, info={"daten": TECHNIK}),
    Column("institution_id", ForeignKey("institution.id"), primary_key=True, index=True, info={"daten": SACHE}),
)


class Sitz(Zeitraum, Model):
    """A seat of one or several institutions. The vote belongs to it, not to a person."""

    __tablename__ = "sitz"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    gremium_id: Mapped[int] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    bezeichnung: Mapped[str] = spalte(SACHE, Zeile(160))
    stimmrecht: Mapped[Stimmrecht] = spalte(SACHE, Wort(Stimmrecht))
    reihenfolge: Mapped[int] = spalte(SACHE, default=0)
    von: Mapped[date] = spalte(SACHE)
    bis: Mapped[date | None] = spalte(SACHE)
    version: Mapped[int] = spalte(TECHNIK)
    # Counted with the row itself: rights ask it of the person's Sitze, which come in one statement.
    ist_gemeinsam: Mapped[bool] = column_property(
        select(func.count() > 1)
        .select_from(sitz_institution)
        .where(sitz_institution.c.sitz_id == id)
        .correlate_except(sitz_institution)
        .scalar_subquery()
    )

    gremium: Mapped[Gremium] = relationship(back_populates="sitze")
    institutionen: Mapped[list[Institution]] = relationship(secondary=sitz_institution)
    besetzungen: Mapped[list["Besetzung"]] = relationship(back_populates="sitz", order_by="Besetzung.rang")

    __table_args__ = (
        nur("stimmrecht", Stimmrecht),
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.bezeichnung

    @property
    def ist_stimmberechtigt(self) -> bool:
        return self.gilt_heute and self.stimmrecht is Stimmrecht.STIMMBERECHTIGT

    @property
    def heutige(self) -> list["Besetzung"]:
        """Who may act for this Sitz today, main member first; some only in one Sitzung."""
        return [b for b in self.besetzungen if b.gilt_heute] if self.gilt_heute else []

    def heutige_in(self, sitzung_id: int | None) -> list["Besetzung"]:
        """Who may act for this Sitz today in that Sitzung (None: by circulation)."""
        return [b for b in self.heutige if b.gilt_in(sitzung_id)]


class Besetzung(Zeitraum, Model):
    """Who fills a Sitz: rank 0 is the main member, 1 and up the deputies in their order."""

    __tablename__ = "besetzung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitz_id: Mapped[int] = spalte(PERSON, ForeignKey("sitz.id"))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    rang: Mapped[int] = spalte(SACHE, default=0)
    von: Mapped[date] = spalte(PERSON)
    bis: Mapped[date | None] = spalte(PERSON)
    # A Vertretung entered on the spot acts for this one Sitzung only.
    sitzung_id: Mapped[int | None] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    sitz: Mapped[Sitz] = relationship(back_populates="besetzungen")
    person: Mapped[Person] = relationship(back_populates="besetzungen")
    sitzung: Mapped["Sitzung | None"] = relationship()

    __table_args__ = (
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
        CheckConstraint("rang >= 0", name="rang"),
        CheckConstraint("sitzung_id IS NULL OR (rang > 0 AND bis IS NOT NULL)", name="nur_diese_sitzung"),
        Index("ix_besetzung_sitz_rang", "sitz_id", "rang"),
    )
    __mapper_args__ = {"version_id_col": version}

    @property
    def ist_vertretung(self) -> bool:
        return self.rang > 0

    def gilt_in(self, sitzung_id: int | None) -> bool:
        """Whether this person may act today for the Sitz in that Sitzung (None: by circulation)."""
        return self.gilt_heute and self.sitzung_id in (None, sitzung_id)


class Mitgliedschaft(Zeitraum, Model):
    """Membership of a person in a body, with what it is there."""

    __tablename__ = "mitgliedschaft"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    gremium_id: Mapped[int] = spalte(PERSON, ForeignKey("gremium.id"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    amt: Mapped[Amt] = spalte(PERSON, Wort(Amt))
    von: Mapped[date] = spalte(PERSON)
    bis: Mapped[date | None] = spalte(PERSON)
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship(back_populates="mitgliedschaften")
    person: Mapped[Person] = relationship(back_populates="mitgliedschaften")

    __table_args__ = (nur("amt", Amt), CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"))
    __mapper_args__ = {"version_id_col": version}

    @property
    def ist_vorsitz(self) -> bool:
        return self.amt is Amt.VORSITZ
