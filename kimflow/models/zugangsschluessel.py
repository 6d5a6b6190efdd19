"""Personal keys for programs: a calendar that subscribes, a tool that reads the JSON interface."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import TECHNIK, ZUGANG, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Schluesselzweck(StrEnum):
    KALENDER = "kalender"
    SCHNITTSTELLE = "schnittstelle"


class SchluesselStatus(StrEnum):
    GUELTIG = "gueltig"
    WIDERRUFEN = "widerrufen"


class Kalenderinhalt(StrEnum):
    """What a calendar may hold, in the order it is offered."""

    SITZUNGEN = "sitzungen"
    ABSTIMMUNGEN = "abstimmungen"
    FRISTEN = "fristen"
    MASSNAHMEN = "massnahmen"
    AUFTRAEGE = "auftraege"
    WIEDERVORLAGEN = "wiedervorlagen"


class Zugangsschluessel(Model):
    """A key of 256 bits, stored hashed; it opens one thing with the rights its person has at that moment."""

    __tablename__ = "zugangsschluessel"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    hash: Mapped[str] = spalte(ZUGANG, Zeile(64), unique=True)
    zweck: Mapped[Schluesselzweck] = spalte(ZUGANG, Wort(Schluesselzweck))
    status: Mapped[SchluesselStatus] = spalte(ZUGANG, Wort(SchluesselStatus))
    person_id: Mapped[int] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = spalte(ZUGANG, Zeile(80))
    # Of a calendar: words of Kalenderinhalt, and whether titles go along with the numbers.
    inhalte: Mapped[list[str]] = spalte(ZUGANG, JSON)
    mit_titel: Mapped[bool] = spalte(ZUGANG, default=False)
    angelegt_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    gueltig_bis: Mapped[date | None] = spalte(ZUGANG)
    # Only the day: when exactly somebody's program asked is nobody's business.
    zuletzt_am: Mapped[date | None] = spalte(ZUGANG)
    widerrufen_am: Mapped[datetime | None] = spalte(ZUGANG, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    person: Mapped[Person] = relationship()

    __table_args__ = (
        nur("zweck", Schluesselzweck),
        nur("status", SchluesselStatus),
        nur_mit("status", "widerrufen_am", SchluesselStatus.WIDERRUFEN),
        nur_mit("zweck", "gueltig_bis", Schluesselzweck.SCHNITTSTELLE),
        CheckConstraint("name <> ''", name="name"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @property
    def ist_kalender(self) -> bool:
        return self.zweck is Schluesselzweck.KALENDER

    @property
    def ist_abgelaufen(self) -> bool:
        return self.gueltig_bis is not None and self.gueltig_bis < clock.today()

    @property
    def gilt(self) -> bool:
        return self.status is SchluesselStatus.GUELTIG and not self.ist_abgelaufen

    @property
    def klartext(self) -> str:
        """The key itself, known only to whoever has just made it; never stored."""
        made: str = self.__dict__.get("_klartext", "")
        return made

    @klartext.setter
    def klartext(self, made: str) -> None:
        self.__dict__["_klartext"] = made
