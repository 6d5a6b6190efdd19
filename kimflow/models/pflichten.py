"""Pflichten: what the Koordination owes the Land by a day, with proof that it was done."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import AKTE, SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Model
from kimflow.models.dateien import Datei
from kimflow.models.institutionen import Institution


class Pflichtart(StrEnum):
    ANTRAG = "antrag"
    MITTELABRUF = "mittelabruf"
    VERWENDUNGSNACHWEIS = "verwendungsnachweis"
    RUECKZAHLUNG = "rueckzahlung"
    WEITERLEITUNGSVERTRAG = "weiterleitungsvertrag"
    KOOPERATIONSVERTRAG = "kooperationsvertrag"
    HANDLUNGSKONZEPT = "handlungskonzept"
    FACHAUFSICHT = "fachaufsicht"
    BERICHT = "bericht"


class PflichtStatus(StrEnum):
    OFFEN = "offen"
    ERLEDIGT = "erledigt"
    VERWORFEN = "verworfen"


class Pflicht(Model):
    """One duty with its day; what comes every year is carried on into the next, once."""

    __tablename__ = "pflicht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    art: Mapped[Pflichtart] = spalte(SACHE, Wort(Pflichtart))
    was: Mapped[str] = spalte(SACHE, Zeile(200))
    status: Mapped[PflichtStatus] = spalte(SACHE, Wort(PflichtStatus))
    bis: Mapped[date] = spalte(SACHE, index=True)
    wiedervorlage: Mapped[date | None] = spalte(SACHE)
    institution_id: Mapped[int | None] = spalte(SACHE, ForeignKey("institution.id"), index=True)
    notiz: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    erledigt_am: Mapped[date | None] = spalte(AKTE)
    nachweis: Mapped[str] = spalte(AKTE, Absatz(1000), default="")
    datei_id: Mapped[int | None] = spalte(AKTE, ForeignKey("datei.id"), index=True)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    vorjahr_id: Mapped[int | None] = spalte(SACHE, ForeignKey("pflicht.id"), unique=True)
    version: Mapped[int] = spalte(TECHNIK)

    institution: Mapped[Institution | None] = relationship()
    datei: Mapped[Datei | None] = relationship()

    __table_args__ = (
        nur("art", Pflichtart),
        nur("status", PflichtStatus),
        CheckConstraint("was <> ''", name="was"),
        CheckConstraint("wiedervorlage IS NULL OR wiedervorlage <= bis", name="wiedervorlage"),
        CheckConstraint("(status = 'erledigt') = (erledigt_am IS NOT NULL)", name="erledigt_am"),
        CheckConstraint(
            "status <> 'erledigt' OR nachweis <> '' OR datei_id IS NOT NULL", name="erledigt_braucht_nachweis"
        ),
        CheckConstraint("status <> 'verworfen' OR begruendung <> ''", name="verworfen_braucht_begruendung"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.was

    @property
    def ist_offen(self) -> bool:
        return self.status is PflichtStatus.OFFEN

    @property
    def ist_ueberfaellig(self) -> bool:
        return self.ist_offen and self.bis < clock.today()
