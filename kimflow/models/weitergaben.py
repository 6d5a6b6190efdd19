"""Weitergaben: what cannot be solved here is reported to the Land, the Bund or politics, and remembered."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import SACHE, TECHNIK, Absatz, Wort, Zeile, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.themen import Thema


class Ebene(StrEnum):
    LAND = "land"
    BUND = "bund"
    POLITIK = "politik"


class WeitergabeStatus(StrEnum):
    GEMELDET = "gemeldet"
    BEANTWORTET = "beantwortet"
    ERLEDIGT = "erledigt"


class Weitergabe(Model):
    """One report of a Thema to somebody who can do what nobody here can; local work goes on beside it."""

    __tablename__ = "weitergabe"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id", ondelete="CASCADE"), index=True)
    status: Mapped[WeitergabeStatus] = spalte(SACHE, Wort(WeitergabeStatus), index=True)
    ebene: Mapped[Ebene] = spalte(SACHE, Wort(Ebene))
    an: Mapped[str] = spalte(SACHE, Zeile(160))
    anliegen: Mapped[str] = spalte(SACHE, Absatz(2000))
    am: Mapped[date] = spalte(SACHE)
    wiedervorlage: Mapped[date | None] = spalte(SACHE, index=True)
    antwort: Mapped[str] = spalte(SACHE, Absatz(4000), default="")
    antwort_am: Mapped[date | None] = spalte(SACHE)
    abschluss: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    abgeschlossen_am: Mapped[date | None] = spalte(SACHE)
    version: Mapped[int] = spalte(TECHNIK)

    thema: Mapped[Thema] = relationship()

    __table_args__ = (
        nur("status", WeitergabeStatus),
        nur("ebene", Ebene),
        CheckConstraint("an <> '' AND anliegen <> ''", name="an_und_anliegen"),
        CheckConstraint("(antwort = '') = (antwort_am IS NULL)", name="antwort"),
        nur_mit("status", "antwort_am", WeitergabeStatus.BEANTWORTET),
        nur_mit("status", "abgeschlossen_am", WeitergabeStatus.ERLEDIGT),
        # What is open comes back by itself; what is closed without an answer says why.
        CheckConstraint("status = 'erledigt' OR wiedervorlage IS NOT NULL", name="offen_braucht_wiedervorlage"),
        CheckConstraint("status <> 'erledigt' OR antwort <> '' OR abschluss <> ''", name="erledigt_braucht_grund"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.thema.nummer} an {self.an}"

    @property
    def ist_offen(self) -> bool:
        return self.status is not WeitergabeStatus.ERLEDIGT

    @property
    def ist_faellig(self) -> bool:
        """Open, and its day has come."""
        return self.ist_offen and self.wiedervorlage is not None and self.wiedervorlage <= clock.today()
