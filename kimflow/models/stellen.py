"""Stellen: funded posts, their shares and when they were occupied. No names: the function is enough for the report."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import SACHE, TECHNIK, Zeile, spalte
from kimflow.db import Model
from kimflow.models.institutionen import Institution
from kimflow.models.zeitraum import Zeitraum


class Stelle(Zeitraum, Model):
    """A post of one Träger; `anteil` in hundredths of a full post, at least half of one [000, 003]."""

    __tablename__ = "stelle"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    bezeichnung: Mapped[str] = spalte(SACHE, Zeile(160))
    baustein: Mapped[int] = spalte(SACHE)
    institution_id: Mapped[int] = spalte(SACHE, ForeignKey("institution.id"), index=True)
    kommunal: Mapped[bool] = spalte(SACHE, default=False)
    anteil: Mapped[int] = spalte(SACHE)
    von: Mapped[date] = spalte(SACHE)
    bis: Mapped[date | None] = spalte(SACHE)
    version: Mapped[int] = spalte(TECHNIK)

    institution: Mapped[Institution] = relationship()
    besetzungen: Mapped[list["Stellenbesetzung"]] = relationship(
        back_populates="stelle", order_by="Stellenbesetzung.von, Stellenbesetzung.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("baustein BETWEEN 1 AND 3", name="baustein"),
        CheckConstraint("bezeichnung <> ''", name="bezeichnung"),
        CheckConstraint("anteil BETWEEN 50 AND 100", name="anteil"),
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.bezeichnung} ({self.institution.kurzname})"


class Stellenbesetzung(Zeitraum, Model):
    """That a post, or a share of it in hundredths of a full post, was filled from a day to a last day."""

    __tablename__ = "stellenbesetzung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    stelle_id: Mapped[int] = spalte(SACHE, ForeignKey("stelle.id", ondelete="CASCADE"), index=True)
    anteil: Mapped[int] = spalte(SACHE)
    von: Mapped[date] = spalte(SACHE)
    bis: Mapped[date | None] = spalte(SACHE)

    stelle: Mapped[Stelle] = relationship(back_populates="besetzungen")

    __table_args__ = (
        CheckConstraint("anteil BETWEEN 1 AND 100", name="anteil"),
        CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),
    )
