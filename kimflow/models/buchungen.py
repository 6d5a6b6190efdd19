"""Buchungen: what a Maßnahme plans, has committed and has spent of a Fördertopf. Corrected by Storno, never deleted."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Model
from kimflow.models.foerdertoepfe import Foerdertopf
from kimflow.models.massnahmen import Massnahme


class Buchungsart(StrEnum):
    GEPLANT = "geplant"
    GEBUNDEN = "gebunden"
    AUSGEGEBEN = "ausgegeben"


class BuchungStatus(StrEnum):
    GEBUCHT = "gebucht"
    STORNIERT = "storniert"


class Buchung(Model):
    """One amount in cents of one pot for one Maßnahme; moving on is a Storno and a new one that refers to it."""

    __tablename__ = "buchung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    foerdertopf_id: Mapped[int] = spalte(SACHE, ForeignKey("foerdertopf.id"), index=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id"), index=True)
    status: Mapped[BuchungStatus] = spalte(SACHE, Wort(BuchungStatus))
    art: Mapped[Buchungsart] = spalte(SACHE, Wort(Buchungsart))
    betrag: Mapped[int] = spalte(SACHE, BigInteger)
    zweck: Mapped[str] = spalte(SACHE, Zeile(200))
    gebucht_am: Mapped[date] = spalte(SACHE)
    ausnahme_von: Mapped[str] = spalte(PERSON, Zeile(160), default="")
    ausnahme_grund: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    storniert_am: Mapped[date | None] = spalte(SACHE)
    storno_grund: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    ersetzt_id: Mapped[int | None] = spalte(SACHE, ForeignKey("buchung.id"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    foerdertopf: Mapped[Foerdertopf] = relationship()
    massnahme: Mapped[Massnahme] = relationship()

    __table_args__ = (
        nur("status", BuchungStatus),
        nur("art", Buchungsart),
        CheckConstraint("betrag > 0", name="betrag"),
        CheckConstraint("zweck <> ''", name="zweck"),
        CheckConstraint("(ausnahme_von = '') = (ausnahme_grund = '')", name="ausnahme"),
        CheckConstraint(
            "(status = 'storniert') = (storniert_am IS NOT NULL) AND (status = 'storniert') = (storno_grund <> '')",
            name="storno",
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.massnahme.nummer}: {self.zweck}"

    @property
    def ist_gebucht(self) -> bool:
        return self.status is BuchungStatus.GEBUCHT

    @property
    def hat_ausnahme(self) -> bool:
        return self.ausnahme_von != ""
