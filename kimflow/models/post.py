"""Outgoing messages and the marks that make a form count once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, POST, TECHNIK, ZUGANG, Absatz, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Nachricht(Model):
    """A mail in the outbox; written with the act, sent later by `flask post`."""

    __tablename__ = "nachricht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    schluessel: Mapped[str] = spalte(TECHNIK, Zeile(160), unique=True)
    anlass: Mapped[str] = spalte(POST, Zeile(60))
    person_id: Mapped[int | None] = spalte(POST, ForeignKey("person.id"), index=True)
    # Of somebody without an account who asked to be told; goes with what they sent.
    adresse: Mapped[str | None] = spalte(PERSON, Zeile(200), index=True)
    betreff: Mapped[str] = spalte(POST, Zeile(200))
    text: Mapped[str] = spalte(POST, Absatz(8000))
    # A calendar entry that goes with it, as iCalendar text.
    kalender: Mapped[str] = spalte(POST, Absatz(20_000), default="")
    erstellt_am: Mapped[datetime] = spalte(POST, Zeitpunkt, index=True)
    versendet_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt, index=True)
    versucht_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt)
    versuche: Mapped[int] = spalte(POST, default=0)
    fehler: Mapped[str] = spalte(POST, Zeile(200), default="")

    person: Mapped[Person | None] = relationship()

    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (adresse IS NULL)", name="empfaenger"),)

    @property
    def mail(self) -> str:
        """Where it goes."""
        return self.person.mail if self.person else self.adresse or ""


class Formularmarke(Model):
    """A form that was acted upon; sending it again gets the same answer and changes nothing."""

    __tablename__ = "formularmarke"

    marke: Mapped[str] = spalte(TECHNIK, Zeile(64), primary_key=True)
    person_id: Mapped[int | None] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"))
    inhalt: Mapped[str] = spalte(TECHNIK, Zeile(64))
    ziel: Mapped[str] = spalte(TECHNIK, Zeile(300))
    benutzt_am: Mapped[datetime] = spalte(TECHNIK, Zeitpunkt, index=True)
