"""Rounds of voting, the frozen roll of Sitze and the votes."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import PERSON, STIMME, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.gremien import Gremium, Sitz
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Top

if TYPE_CHECKING:
    from kimflow.models.themen import Abstimmungsoption


class AbstimmungStatus(StrEnum):
    VORBEREITET = "vorbereitet"
    OFFEN = "offen"
    GESCHLOSSEN = "geschlossen"
    FESTGESTELLT = "festgestellt"
    ANNULLIERT = "annulliert"


class Methode(StrEnum):
    PUNKTE = "punkte"
    KONSENS = "konsens"


class Geheimhaltung(StrEnum):
    OFFEN = "offen"
    VERTRAULICH = "vertraulich"


class Konsensstimme(StrEnum):
    ZUSTIMMUNG = "zustimmung"
    BEDENKEN = "bedenken"
    EINWAND = "einwand"
    ENTHALTUNG = "enthaltung"
    VORBEHALT = "vorbehalt"


class Abstimmung(Model):
    """A round of voting: punkte ranks several Themen, konsens asks for agreement to one thing."""

    __tablename__ = "abstimmung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(STIMME, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(STIMME, ForeignKey("gremium.id"), index=True)
    top_id: Mapped[int | None] = spalte(STIMME, ForeignKey("top.id"), index=True)
    status: Mapped[AbstimmungStatus] = spalte(STIMME, Wort(AbstimmungStatus))
    methode: Mapped[Methode] = spalte(STIMME, Wort(Methode))
    geheimhaltung: Mapped[Geheimhaltung] = spalte(STIMME, Wort(Geheimhaltung))
    frage: Mapped[str] = spalte(STIMME, Zeile(300))
    punkte: Mapped[int | None] = spalte(STIMME)
    hoechstens: Mapped[int | None] = spalte(STIMME)
    eroeffnet_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    endet_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    geschlossen_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    annullierung: Mapped[str | None] = spalte(STIMME, Absatz(2000))
    ergebnis: Mapped[dict[str, Any] | None] = spalte(STIMME, JSON(none_as_null=True))
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    top: Mapped[Top | None] = relationship(back_populates="abstimmungen")
    optionen: Mapped[list["Abstimmungsoption"]] = relationship(
        back_populates="abstimmung", order_by="Abstimmungsoption.position", cascade="all, delete-orphan"
    )
    stimmabgaben: Mapped[list["Stimmabgabe"]] = relationship(back_populates="abstimmung")

    __table_args__ = (
        nur("status", AbstimmungStatus),
        nur("methode", Methode),
        nur("geheimhaltung", Geheimhaltung),
        nur_mit("status", "eroeffnet_am", AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN),
        nur_mit("status", "ergebnis", AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT),
        nur_mit("status", "annullierung", AbstimmungStatus.ANNULLIERT),
        CheckConstraint("methode <> 'punkte' OR (punkte > 0 AND hoechstens BETWEEN 1 AND punkte)", name="punkte"),
        # A deleted draft must not hand its id, and with it its Verlauf, to the next round.
        {"sqlite_autoincrement": True},
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.frage}"

    @property
    def ist_offen(self) -> bool:
        return self.status is AbstimmungStatus.OFFEN

    @property
    def nimmt_stimmen_an(self) -> bool:
        """Open, and the clock has not passed its end: the clock decides, no job has to run."""
        return self.ist_offen and (self.endet_am is None or clock.now() < self.endet_am)

    @property
    def ist_festgestellt(self) -> bool:
        return self.status is AbstimmungStatus.FESTGESTELLT

    @property
    def ist_ausgezaehlt(self) -> bool:
        return self.status in (AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT)


class Stimmabgabe(Model):
    """One Sitz on the roll of a round; `abgegeben_am` says that it voted, the Stimmen say what."""

    __tablename__ = "stimmabgabe"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id"))
    sitz_id: Mapped[int] = spalte(STIMME, ForeignKey("sitz.id"), index=True)
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    abgegeben_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)

    abstimmung: Mapped[Abstimmung] = relationship(back_populates="stimmabgaben")
    sitz: Mapped[Sitz] = relationship()
    person: Mapped[Person | None] = relationship()
    stimmen: Mapped[list["Stimme"]] = relationship(back_populates="stimmabgabe", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("abstimmung_id", "sitz_id"),
        UniqueConstraint("id", "abstimmung_id"),
        CheckConstraint("(abgegeben_am IS NULL) = (person_id IS NULL)", name="abgegeben"),
    )

    def __str__(self) -> str:
        return f"{self.abstimmung.nummer} {self.sitz}"

    @property
    def status(self) -> AbstimmungStatus:
        return self.abstimmung.status


class Stimme(Model):
    """What a Sitz gave to one option: points, or a word with its reason."""

    __tablename__ = "stimme"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME)
    stimmabgabe_id: Mapped[int] = spalte(STIMME)
    option_id: Mapped[int] = spalte(STIMME)
    punkte: Mapped[int | None] = spalte(STIMME)
    wort: Mapped[Konsensstimme | None] = spalte(STIMME, Wort(Konsensstimme))
    begruendung: Mapped[str] = spalte(STIMME, Absatz(2000), default="")

    stimmabgabe: Mapped[Stimmabgabe] = relationship(back_populates="stimmen")

    __table_args__ = (
        nur("wort", Konsensstimme, optional=True),
        UniqueConstraint("stimmabgabe_id", "option_id"),
        # Ballot and option belong to the same round, whoever writes the row.
        ForeignKeyConstraint(
            ["stimmabgabe_id", "abstimmung_id"], ["stimmabgabe.id", "stimmabgabe.abstimmung_id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["option_id", "abstimmung_id"], ["abstimmungsoption.id", "abstimmungsoption.abstimmung_id"]
        ),
        CheckConstraint("(punkte IS NULL) <> (wort IS NULL)", name="punkte_oder_wort"),
        CheckConstraint("punkte IS NULL OR punkte > 0", name="punkte"),
        CheckConstraint("wort IS NULL OR wort <> 'einwand' OR begruendung <> ''", name="einwand_braucht_begruendung"),
    )
