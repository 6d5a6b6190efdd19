"""The frozen roll of a round, its ballots, and what belongs to them: drafts, objections, views asked beforehand."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, STIMME, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.abstimmungen import Abstimmung, AbstimmungStatus, Stimmwort
from kimflow.models.gremien import Sitz
from kimflow.models.institutionen import Institution
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Top


class Kanal(StrEnum):
    """How a ballot came in."""

    GERAET = "geraet"
    LINK = "link"
    TELEFON = "telefon"
    PAPIER = "papier"
    HANDZEICHEN = "handzeichen"


class Einwandstand(StrEnum):
    BESTEHT = "besteht"
    BEANTWORTET = "beantwortet"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Stimmabgabe(Model):
    """One Sitz on the roll of a round and whether it voted; the Stimmen say what.

    In a geheime round only `abgegeben` is kept: neither who cast nor when (ZUSAGEN B).
    """

    __tablename__ = "stimmabgabe"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id"))
    sitz_id: Mapped[int] = spalte(STIMME, ForeignKey("sitz.id"), index=True)
    abgegeben: Mapped[bool] = spalte(STIMME, default=False)
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    abgegeben_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    kanal: Mapped[Kanal | None] = spalte(STIMME, Wort(Kanal))
    erfasst_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    bestaetigt_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    befangen: Mapped[bool] = spalte(STIMME, default=False)
    befangenheit: Mapped[str] = spalte(STIMME, Zeile(300), default="")

    abstimmung: Mapped[Abstimmung] = relationship(back_populates="stimmabgaben")
    sitz: Mapped[Sitz] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    erfasst_von: Mapped[Person | None] = relationship(foreign_keys=[erfasst_von_id])
    bestaetigt_von: Mapped[Person | None] = relationship(foreign_keys=[bestaetigt_von_id])
    stimmen: Mapped[list["Stimme"]] = relationship(back_populates="stimmabgabe", cascade="all, delete-orphan")
    entwuerfe: Mapped[list["Stimmentwurf"]] = relationship(back_populates="stimmabgabe", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("abstimmung_id", "sitz_id"),
        UniqueConstraint("id", "abstimmung_id"),
        nur("kanal", Kanal, optional=True),
        CheckConstraint("(abgegeben_am IS NULL) = (kanal IS NULL)", name="kanal_mit_zeit"),
        CheckConstraint("abgegeben OR abgegeben_am IS NULL", name="abgegeben"),
        # Somebody stands for every ballot: whoever cast it for the Sitz, or whoever recorded it.
        CheckConstraint(
            "abgegeben_am IS NULL OR person_id IS NOT NULL OR erfasst_von_id IS NOT NULL", name="von_jemandem"
        ),
        CheckConstraint("kanal NOT IN ('telefon', 'papier') OR erfasst_von_id IS NOT NULL", name="erfasst"),
        CheckConstraint("bestaetigt_von_id <> erfasst_von_id", name="zweite_person"),
        CheckConstraint("NOT befangen OR NOT abgegeben", name="befangen_stimmt_nicht"),
    )

    def __str__(self) -> str:
        return f"{self.abstimmung.nummer} {self.sitz}"

    @property
    def status(self) -> AbstimmungStatus:
        return self.abstimmung.status

    @property
    def einzellinks(self) -> dict[int, str]:
        """Person id → link token while the opening is being written; only the hash is ever stored."""
        tokens: dict[int, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def ist_erfasst(self) -> bool:
        """By phone or paper: somebody else wrote it down."""
        return self.kanal in (Kanal.TELEFON, Kanal.PAPIER)

    @property
    def wartet_auf_bestaetigung(self) -> bool:
        return self.ist_erfasst and self.bestaetigt_von_id is None

    @property
    def zaehlt(self) -> bool:
        """Cast, and where somebody else wrote it down, confirmed by a second person."""
        return self.abgegeben and not self.wartet_auf_bestaetigung


class Stimme(Model):
    """What a Sitz gave to one option: a number (points, place, resistance) or a word, with its reason."""

    __tablename__ = "stimme"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME)
    stimmabgabe_id: Mapped[int] = spalte(STIMME)
    option_id: Mapped[int] = spalte(STIMME)
    wert: Mapped[int | None] = spalte(STIMME)
    wort: Mapped[Stimmwort | None] = spalte(STIMME, Wort(Stimmwort))
    begruendung: Mapped[str] = spalte(STIMME, Absatz(2000), default="")

    stimmabgabe: Mapped[Stimmabgabe] = relationship(back_populates="stimmen")

    __table_args__ = (
        nur("wort", Stimmwort, optional=True),
        UniqueConstraint("stimmabgabe_id", "option_id"),
        # Ballot and option belong to the same round, whoever writes the row.
        ForeignKeyConstraint(
            ["stimmabgabe_id", "abstimmung_id"], ["stimmabgabe.id", "stimmabgabe.abstimmung_id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["option_id", "abstimmung_id"], ["abstimmungsoption.id", "abstimmungsoption.abstimmung_id"]
        ),
        CheckConstraint("(wert IS NULL) <> (wort IS NULL)", name="wert_oder_wort"),
        CheckConstraint("wert IS NULL OR wert BETWEEN 0 AND 100", name="wert"),
        CheckConstraint("wort IS NULL OR wort <> 'einwand' OR begruendung <> ''", name="einwand_braucht_begruendung"),
    )


class Stimmentwurf(Model):
    """What one person has filled in for a Sitz and not cast. Nobody else reads it, and it is not a vote."""

    __tablename__ = "stimmentwurf"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    stimmabgabe_id: Mapped[int] = spalte(STIMME, ForeignKey("stimmabgabe.id", ondelete="CASCADE"))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    inhalt: Mapped[dict[str, Any]] = spalte(STIMME, JSON)
    gespeichert_am: Mapped[datetime] = spalte(STIMME, Zeitpunkt)

    stimmabgabe: Mapped[Stimmabgabe] = relationship(back_populates="entwuerfe")

    __table_args__ = (UniqueConstraint("stimmabgabe_id", "person_id"),)


class Einwand(Model):
    """A schwerer Einwand as the round left it, and what became of it."""

    __tablename__ = "einwand"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id"))
    sitz_id: Mapped[int] = spalte(STIMME, ForeignKey("sitz.id"), index=True)
    grund: Mapped[str] = spalte(STIMME, Absatz(2000))
    stand: Mapped[Einwandstand] = spalte(STIMME, Wort(Einwandstand), default=Einwandstand.BESTEHT)
    antwort: Mapped[str] = spalte(STIMME, Absatz(2000), default="")
    behandelt_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    abstimmung: Mapped[Abstimmung] = relationship()
    sitz: Mapped[Sitz] = relationship()

    __table_args__ = (
        nur("stand", Einwandstand),
        UniqueConstraint("abstimmung_id", "sitz_id"),
        CheckConstraint("stand <> 'beantwortet' OR antwort <> ''", name="beantwortet_braucht_antwort"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"Einwand zu {self.abstimmung.nummer}"

    @property
    def steht(self) -> bool:
        """Answered is not withdrawn: only the Sitz itself takes its Einwand back."""
        return self.stand is not Einwandstand.ZURUECKGEZOGEN


class Rueckkopplung(Model):
    """What one institution of a shared Sitz says before its Sitz votes."""

    __tablename__ = "rueckkopplung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id", ondelete="CASCADE"))
    sitz_id: Mapped[int] = spalte(STIMME, ForeignKey("sitz.id"), index=True)
    institution_id: Mapped[int] = spalte(STIMME, ForeignKey("institution.id"), index=True)
    erbeten_von_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    erbeten_am: Mapped[datetime] = spalte(STIMME, Zeitpunkt)
    text: Mapped[str | None] = spalte(STIMME, Absatz(2000))
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    beantwortet_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    abstimmung: Mapped[Abstimmung] = relationship(back_populates="rueckkopplungen")
    sitz: Mapped[Sitz] = relationship()
    institution: Mapped[Institution] = relationship()
    erbeten_von: Mapped[Person] = relationship(foreign_keys=[erbeten_von_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    __table_args__ = (
        UniqueConstraint("abstimmung_id", "sitz_id", "institution_id"),
        CheckConstraint("(text IS NULL) = (beantwortet_am IS NULL)", name="beantwortet"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.institution.kurzname} zu {self.abstimmung.nummer}"

    @property
    def einzellinks(self) -> dict[Person, str]:
        """Who is asked → link token while the letters are being written; only the hash is ever stored."""
        tokens: dict[Person, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def status(self) -> AbstimmungStatus:
        return self.abstimmung.status


class Votum(Model):
    """What an absent Sitz wants said at an agenda item. The chair reads it out; it is not a vote."""

    __tablename__ = "votum"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int] = spalte(SACHE, ForeignKey("top.id", ondelete="CASCADE"))
    sitz_id: Mapped[int] = spalte(SACHE, ForeignKey("sitz.id"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    text: Mapped[str] = spalte(SACHE, Absatz(2000))
    abgegeben_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)

    top: Mapped[Top] = relationship()
    sitz: Mapped[Sitz] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("top_id", "sitz_id"), CheckConstraint("text <> ''", name="text"))

    def __str__(self) -> str:
        return f"Votum von {self.sitz}"
