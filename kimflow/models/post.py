"""Outgoing messages and the marks that make a form count once."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import POST, TECHNIK, ZUGANG, Absatz, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Nachricht(Model):
    """A mail in the outbox; written with the act, sent later by `flask post`."""

    __tablename__ = "nachricht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    schluessel: Mapped[str] = spalte(TECHNIK, Zeile(160), unique=True)
    anlass: Mapped[str] = spalte(POST, Zeile(60))
    person_id: Mapped[int] = spalte(POST, ForeignKey("person.id"), index=True)
    betreff: Mapped[str] = spalte(POST, Zeile(200))
    text: Mapped[str] = spalte(POST, Absatz(8000))
    # A calendar entry that goes with it, as iCalendar text.
    kalender: Mapped[str] = spalte(POST, Absatz(20_000), default="")
    erstellt_am: Mapped[datetime] = spalte(POST, Zeitpunkt, index=True)
    versendet_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt, index=True)
    versucht_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt)
    versuche: Mapped[int] = spalte(POST, default=0)
    fehler: Mapped[str] = spalte(POST, Zeile(200), default="")

    person: Mapped[Person] = relationship()


class Formularmarke(Model):
    """A form that was acted upon; sending it again gets the same answer and changes nothing."""

    __tablename__ = "formularmarke"

    marke: Mapped[str] = spalte(TECHNIK, Zeile(64), primary_key=True)
    person_id: Mapped[int | None] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"))
    inhalt: Mapped[str] = spalte(TECHNIK, Zeile(64))
    ziel: Mapped[str] = spalte(TECHNIK, Zeile(300))
    benutzt_am: Mapped[datetime] = spalte(TECHNIK, Zeitpunkt, index=True)
