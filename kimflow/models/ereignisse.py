"""The trail: append-only lines, chained by hash; texts stand beside them so that they can go while the chain stays."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SPUR, TECHNIK, Absatz, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Ereignis(Model):
    """One line of the trail (shown as Verlauf). `angaben` holds ids, dates, words and commitments, never free text."""

    __tablename__ = "ereignis"

    lfd: Mapped[int] = spalte(TECHNIK, primary_key=True, autoincrement=False)
    zeit: Mapped[datetime] = spalte(SPUR, Zeitpunkt, index=True)
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    akt: Mapped[str] = spalte(SPUR, Zeile(60))
    art: Mapped[str] = spalte(SPUR, Zeile(40))
    gegenstand_id: Mapped[int] = spalte(SPUR)
    status_vorher: Mapped[str | None] = spalte(SPUR, Zeile(40))
    status_nachher: Mapped[str | None] = spalte(SPUR, Zeile(40))
    angaben: Mapped[dict[str, object]] = spalte(SPUR, JSON)
    vorgaenger: Mapped[str] = spalte(SPUR, Zeile(64))
    hash: Mapped[str] = spalte(SPUR, Zeile(64), unique=True)

    person: Mapped[Person | None] = relationship()
    texte: Mapped[list["Ereignistext"]] = relationship(back_populates="ereignis")

    __table_args__ = (
        Index("ix_ereignis_gegenstand", "art", "gegenstand_id", "lfd"),
        UniqueConstraint("vorgaenger"),
        CheckConstraint("lfd > 0", name="lfd"),
    )


class Ereignistext(Model):
    """A text that belongs to a line of the trail; the line holds only its salted commitment."""

    __tablename__ = "ereignistext"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    ereignis_lfd: Mapped[int] = spalte(TECHNIK, ForeignKey("ereignis.lfd"), index=True)
    name: Mapped[str] = spalte(SPUR, Zeile(40))
    salz: Mapped[str] = spalte(SPUR, Zeile(32))
    text: Mapped[str] = spalte(SPUR, Absatz(20_000))

    ereignis: Mapped[Ereignis] = relationship(back_populates="texte")
