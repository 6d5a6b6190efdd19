"""Outgoing messages, which kinds of them a person switched off, and the marks that make a form count once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, POST, TECHNIK, ZUGANG, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class Briefart(StrEnum):
    """Kinds of letters as people choose them; which occasion is which stands in mail/briefarten.py."""

    SITZUNGEN = "sitzungen"
    ABSTIMMUNGEN = "abstimmungen"
    THEMEN = "themen"
    UMSETZUNG = "umsetzung"
    ERINNERUNGEN = "erinnerungen"
    MONTAGSBRIEF = "montagsbrief"
    FRISTEN = "fristen"
    ZUGANG = "zugang"

    @property
    def ist_abbestellbar(self) -> bool:
        return self not in (Briefart.FRISTEN, Briefart.ZUGANG)


class Poststand(StrEnum):
    OFFEN = "offen"
    GESCHEITERT = "gescheitert"
    VERSENDET = "versendet"
    VERWORFEN = "verworfen"


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
    # When to try next; empty once it is out, thrown away, or given up.
    wieder_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt, index=True)
    verworfen_am: Mapped[datetime | None] = spalte(POST, Zeitpunkt)
    fehler: Mapped[str] = spalte(POST, Zeile(200), default="")

    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (adresse IS NULL)", name="empfaenger"),
        CheckConstraint("wieder_am IS NULL OR (versendet_am IS NULL AND verworfen_am IS NULL)", name="erledigt"),
        CheckConstraint("versendet_am IS NULL OR verworfen_am IS NULL", name="eins_von_beiden"),
    )

    def __str__(self) -> str:
        return self.betreff

    @property
    def mail(self) -> str:
        """Where it goes."""
        return self.person.mail if self.person else self.adresse or ""

    @property
    def stand(self) -> Poststand:
        """Given up is what waits for no further try and is neither out nor thrown away."""
        if self.versendet_am is not None:
            return Poststand.VERSENDET
        if self.verworfen_am is not None:
            return Poststand.VERWORFEN
        return Poststand.GESCHEITERT if self.wieder_am is None else Poststand.OFFEN


class Abbestellung(Model):
    """A person does not want letters of this kind. Without a row they come."""

    __tablename__ = "abbestellung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id", ondelete="CASCADE"))
    art: Mapped[Briefart] = spalte(PERSON, Wort(Briefart))
    abbestellt_am: Mapped[datetime] = spalte(PERSON, Zeitpunkt)

    __table_args__ = (
        nur("art", [art for art in Briefart if art.ist_abbestellbar]),
        UniqueConstraint("person_id", "art"),
    )


class Formularmarke(Model):
    """A form that was acted upon; sending it again gets the same answer and changes nothing."""

    __tablename__ = "formularmarke"

    marke: Mapped[str] = spalte(TECHNIK, Zeile(64), primary_key=True)
    person_id: Mapped[int | None] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"))
    inhalt: Mapped[str] = spalte(TECHNIK, Zeile(64))
    ziel: Mapped[str] = spalte(TECHNIK, Zeile(300))
    benutzt_am: Mapped[datetime] = spalte(TECHNIK, Zeitpunkt, index=True)
