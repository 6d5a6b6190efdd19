"""Recorded decisions and how they were corrected."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, PERSON, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.abstimmungen import Abstimmung
from kimflow.models.gremien import Gremium
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Top

if TYPE_CHECKING:
    from kimflow.models.themen import Beschlusswirkung


class Modus(StrEnum):
    EINVERNEHMLICH = "einvernehmlich"
    ABSTIMMUNG = "abstimmung"
    UMLAUF = "umlauf"
    KENNTNISNAHME = "kenntnisnahme"


class Beschluss(Model):
    """What a body decided. It takes effect at once; a change is a new Beschluss that refers to this one."""

    __tablename__ = "beschluss"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(AKTE, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(AKTE, ForeignKey("gremium.id"), index=True)
    top_id: Mapped[int | None] = spalte(AKTE, ForeignKey("top.id"), index=True)
    abstimmung_id: Mapped[int | None] = spalte(AKTE, ForeignKey("abstimmung.id"), index=True)
    wortlaut: Mapped[str] = spalte(AKTE, Absatz(4000))
    modus: Mapped[Modus] = spalte(AKTE, Wort(Modus))
    bedenken: Mapped[str] = spalte(AKTE, Absatz(4000), default="")
    vorbehalt: Mapped[str] = spalte(AKTE, Zeile(200), default="")
    vorbehalt_bis: Mapped[date | None] = spalte(AKTE)
    gefasst_am: Mapped[date] = spalte(AKTE, index=True)
    nacherfasst: Mapped[bool] = spalte(AKTE, default=False)
    quelle: Mapped[str] = spalte(AKTE, Zeile(300), default="")
    abweichung: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    ersetzt_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"))
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    top: Mapped[Top | None] = relationship(back_populates="beschluesse")
    abstimmung: Mapped[Abstimmung | None] = relationship()
    ersetzt: Mapped["Beschluss | None"] = relationship(remote_side=[id])
    berichtigungen: Mapped[list["Berichtigung"]] = relationship(
        back_populates="beschluss", order_by="Berichtigung.berichtigt_am"
    )
    wirkungen: Mapped[list["Beschlusswirkung"]] = relationship(
        back_populates="beschluss", order_by="Beschlusswirkung.id"
    )

    __table_args__ = (
        nur("modus", Modus),
        CheckConstraint("nacherfasst OR top_id IS NOT NULL OR abstimmung_id IS NOT NULL", name="herkunft"),
        CheckConstraint("NOT nacherfasst OR quelle <> ''", name="nacherfasst_braucht_quelle"),
        CheckConstraint(
            "modus NOT IN ('abstimmung', 'umlauf') OR nacherfasst OR abstimmung_id IS NOT NULL", name="abstimmung"
        ),
        CheckConstraint("modus <> 'umlauf' OR nacherfasst OR top_id IS NULL", name="umlauf_ohne_top"),
        CheckConstraint("abweichung = '' OR abstimmung_id IS NOT NULL", name="abweichung"),
        CheckConstraint("vorbehalt = '' OR vorbehalt_bis IS NOT NULL", name="vorbehalt"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.nummer


class Berichtigung(Model):
    """The wording before a correction, with its reason; both lines stay."""

    __tablename__ = "berichtigung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    beschluss_id: Mapped[int] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    wortlaut_vorher: Mapped[str] = spalte(AKTE, Absatz(4000))
    begruendung: Mapped[str] = spalte(AKTE, Absatz(2000))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    berichtigt_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)

    beschluss: Mapped[Beschluss] = relationship(back_populates="berichtigungen")
    person: Mapped[Person] = relationship()
