"""Persons, their office roles and signing powers. A right never hangs on a name."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import PERSON, TECHNIK, ZUGANG, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.institutionen import Institution
from kimflow.models.zeitraum import Zeitraum

if TYPE_CHECKING:
    from kimflow.models.gremien import Besetzung, Mitgliedschaft


class PersonStatus(StrEnum):
    EINGELADEN = "eingeladen"
    AKTIV = "aktiv"
    DEAKTIVIERT = "deaktiviert"


class Rollenart(StrEnum):
    KOORDINATION = "koordination"
    ADMINISTRATION = "administration"
    LESEND = "lesend"
    BUERO = "buero"


class Person(Model):
    """Somebody who works with kimflow."""

    __tablename__ = "person"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    name: Mapped[str] = spalte(PERSON, Zeile(120))
    funktion: Mapped[str] = spalte(PERSON, Zeile(120), default="")
    mail: Mapped[str] = spalte(PERSON, Zeile(200), unique=True)
    institution_id: Mapped[int] = spalte(PERSON, ForeignKey("institution.id"), index=True)
    passwort: Mapped[str | None] = spalte(ZUGANG, Zeile(200))
    status: Mapped[PersonStatus] = spalte(ZUGANG, Wort(PersonStatus))
    version: Mapped[int] = spalte(TECHNIK)

    institution: Mapped[Institution] = relationship(lazy="joined", innerjoin=True)
    rollen: Mapped[list["Rolle"]] = relationship(back_populates="person", cascade="all, delete-orphan")
    zeichnungsberechtigungen: Mapped[list["Zeichnungsberechtigung"]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )
    besetzungen: Mapped[list["Besetzung"]] = relationship(back_populates="person", viewonly=True)
    mitgliedschaften: Mapped[list["Mitgliedschaft"]] = relationship(back_populates="person", viewonly=True)

    __table_args__ = (nur("status", PersonStatus), nur_mit("status", "passwort", PersonStatus.AKTIV))
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @property
    def ist_aktiv(self) -> bool:
        return self.status is PersonStatus.AKTIV

    @property
    def ist_erreichbar(self) -> bool:
        """Whether mails make sense: active, or invited and about to come in."""
        return self.status is not PersonStatus.DEAKTIVIERT


class Rolle(Zeitraum, Model):
    """An office role with its period."""

    __tablename__ = "rolle"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    art: Mapped[Rollenart] = spalte(PERSON, Wort(Rollenart))
    von: Mapped[date] = spalte(PERSON)
    bis: Mapped[date | None] = spalte(PERSON)

    person: Mapped[Person] = relationship(back_populates="rollen")

    __table_args__ = (nur("art", Rollenart), CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"))

    def __str__(self) -> str:
        return f"{self.person.name}: {self.art.value.capitalize()}"


class Zeichnungsberechtigung(Zeitraum, Model):
    """Who may sign for an institution, and accept responsibility in its name."""

    __tablename__ = "zeichnungsberechtigung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    institution_id: Mapped[int] = spalte(PERSON, ForeignKey("institution.id"), index=True)
    von: Mapped[date] = spalte(PERSON)
    bis: Mapped[date | None] = spalte(PERSON)

    person: Mapped[Person] = relationship(back_populates="zeichnungsberechtigungen")
    institution: Mapped[Institution] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (CheckConstraint("bis IS NULL OR bis >= von", name="zeitraum"),)

    def __str__(self) -> str:
        return f"{self.person.name}: {self.institution.name}"


class Anmeldung(Model):
    """One signed-in browser; the cookie holds a random key of which only the hash is here."""

    __tablename__ = "anmeldung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    schluessel: Mapped[str] = spalte(ZUGANG, Zeile(64), unique=True)
    person_id: Mapped[int] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    begonnen_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    zuletzt_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    beendet_am: Mapped[datetime | None] = spalte(ZUGANG, Zeitpunkt)
    geraet: Mapped[str] = spalte(ZUGANG, Zeile(80), default="")

    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.geraet or "Browser"


class Anmeldeversuch(Model):
    """Failed sign-ins per hashed account-and-network or account; the brake of ZUSAGEN J4."""

    __tablename__ = "anmeldeversuch"

    schluessel: Mapped[str] = spalte(ZUGANG, Zeile(64), primary_key=True)
    fehlversuche: Mapped[int] = spalte(ZUGANG, default=0)
    zuletzt_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)


class Linkzweck(StrEnum):
    KONTO_EINRICHTEN = "konto_einrichten"
    PASSWORT_NEU = "passwort_neu"
    EINLADUNG_BEANTWORTEN = "einladung_beantworten"
    RUECKMELDUNG_GEBEN = "rueckmeldung_geben"
    STIMME_ABGEBEN = "stimme_abgeben"
    RUECKKOPPLUNG_GEBEN = "rueckkopplung_geben"
    SITZUNG_TEILNEHMEN = "sitzung_teilnehmen"
    PROTOKOLL_KOMMENTIEREN = "protokoll_kommentieren"
    STELLUNGNAHME_ABGEBEN = "stellungnahme_abgeben"
    ZIELVEREINBARUNG_ZEICHNEN = "zielvereinbarung_zeichnen"


class Einzellink(Model):
    """A personal mail link for exactly one act; single purpose, expires, stored hashed."""

    __tablename__ = "einzellink"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    hash: Mapped[str] = spalte(ZUGANG, Zeile(64), unique=True)
    zweck: Mapped[Linkzweck] = spalte(ZUGANG, Wort(Linkzweck))
    person_id: Mapped[int] = spalte(ZUGANG, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    gegenstand_id: Mapped[int | None] = spalte(TECHNIK)
    erstellt_am: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    gueltig_bis: Mapped[datetime] = spalte(ZUGANG, Zeitpunkt)
    benutzt_am: Mapped[datetime | None] = spalte(ZUGANG, Zeitpunkt)
    widerrufen_am: Mapped[datetime | None] = spalte(ZUGANG, Zeitpunkt)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        nur("zweck", Linkzweck),
        Index("ix_einzellink_gegenstand", "zweck", "gegenstand_id"),
    )

    @property
    def gilt(self) -> bool:
        return self.benutzt_am is None and self.widerrufen_am is None and clock.now() < self.gueltig_bis
