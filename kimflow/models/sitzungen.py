"""Meetings, their agenda items and who said to come."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.gremien import Gremium, Sitz
from kimflow.models.personen import Person

if TYPE_CHECKING:
    from kimflow.models.abstimmungen import Abstimmung
    from kimflow.models.anwesenheiten import Anwesenheit, Wortmeldung
    from kimflow.models.auftraege import Auftrag, Notiz
    from kimflow.models.beschluesse import Beschluss
    from kimflow.models.protokolle import Protokollfassung
    from kimflow.models.themen import Topgegenstand
    from kimflow.models.topvorschlaege import Topvorschlag


class SitzungStatus(StrEnum):
    GEPLANT = "geplant"
    EINGELADEN = "eingeladen"
    LAUFEND = "laufend"
    NACHBEREITUNG = "nachbereitung"
    PROTOKOLL_IN_ABSTIMMUNG = "protokoll_in_abstimmung"
    GENEHMIGT = "genehmigt"
    ABGESAGT = "abgesagt"


class Topart(StrEnum):
    INFORMATION = "information"
    BERATUNG = "beratung"
    PRIORISIERUNG = "priorisierung"
    BESCHLUSS = "beschluss"
    KENNTNISNAHME = "kenntnisnahme"


class TopStatus(StrEnum):
    OFFEN = "offen"
    AUFGERUFEN = "aufgerufen"
    ABGESCHLOSSEN = "abgeschlossen"
    VERTAGT = "vertagt"


class Wandbild(StrEnum):
    """What the projector shows: what is being talked about, what comes next, the result of the round, nothing."""

    PUNKT = "punkt"
    NAECHSTER = "naechster"
    ERGEBNIS = "ergebnis"
    LEER = "leer"


class Zusage(StrEnum):
    KOMMT = "kommt"
    VERTRETUNG = "vertretung"
    ENTSCHULDIGT = "entschuldigt"


class Sitzung(Model):
    """A meeting of a body."""

    __tablename__ = "sitzung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    status: Mapped[SitzungStatus] = spalte(SACHE, Wort(SitzungStatus))
    beginn: Mapped[datetime] = spalte(SACHE, Zeitpunkt, index=True)
    dauer: Mapped[int] = spalte(SACHE, default=120)
    ort: Mapped[str] = spalte(SACHE, Zeile(200), default="")
    online: Mapped[str] = spalte(SACHE, Zeile(500), default="")
    vorsitz_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    protokollfuehrung_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    # Of the calendar entry: its UID for ever, and its SEQUENCE, which every change raises (RFC 5545).
    kalender_id: Mapped[str] = spalte(TECHNIK, Zeile(40), unique=True, default=lambda: str(uuid4()))
    kalender_folge: Mapped[int] = spalte(TECHNIK, default=0)
    eingeladen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    eroeffnet_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    geschlossen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    absage: Mapped[str | None] = spalte(SACHE, Absatz(2000))
    # Who holds the remote, the one countdown, and what the projector shows.
    moderation_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    uhr_bis: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    wand: Mapped[int] = spalte(TECHNIK, default=0)
    wand_offen: Mapped[bool] = spalte(TECHNIK, default=False)
    wandbild: Mapped[Wandbild] = spalte(SACHE, Wort(Wandbild), default=Wandbild.PUNKT)
    # Moves with everything that happens in the room, so that open pages see it (queries/saal.py).
    bewegung: Mapped[int] = spalte(TECHNIK, default=0)
    schlusswort: Mapped[str] = spalte(SACHE, Absatz(4000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    vorsitz: Mapped[Person | None] = relationship(foreign_keys=[vorsitz_id])
    protokollfuehrung: Mapped[Person | None] = relationship(foreign_keys=[protokollfuehrung_id])
    moderation: Mapped[Person | None] = relationship(foreign_keys=[moderation_id])
    tops: Mapped[list["Top"]] = relationship(
        back_populates="sitzung", order_by="Top.position", foreign_keys="Top.sitzung_id"
    )
    antworten: Mapped[list["Sitzungsantwort"]] = relationship(back_populates="sitzung")
    anwesenheiten: Mapped[list["Anwesenheit"]] = relationship(back_populates="sitzung", order_by="Anwesenheit.id")
    wortmeldungen: Mapped[list["Wortmeldung"]] = relationship(back_populates="sitzung", order_by="Wortmeldung.id")
    topvorschlaege: Mapped[list["Topvorschlag"]] = relationship(back_populates="sitzung", order_by="Topvorschlag.id")
    fassungen: Mapped[list["Protokollfassung"]] = relationship(
        back_populates="sitzung", order_by="Protokollfassung.fassung"
    )

    __table_args__ = (
        nur("status", SitzungStatus),
        nur_mit("status", "absage", SitzungStatus.ABGESAGT),
        nur_mit("status", "eroeffnet_am", SitzungStatus.LAUFEND, SitzungStatus.NACHBEREITUNG),
        nur("wandbild", Wandbild),
        CheckConstraint("dauer BETWEEN 15 AND 720", name="dauer"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.gremium}"

    @property
    def nachgeladene(self) -> set[int]:
        """Ids of the members without a Sitz to whom a late invitation is being written; never stored."""
        persons: set[int] = self.__dict__.setdefault("_nachgeladene", set())
        return persons

    @property
    def ist_laufend(self) -> bool:
        return self.status is SitzungStatus.LAUFEND

    @property
    def protokoll_wird_geschrieben(self) -> bool:
        """While it runs, and after it until the minutes are laid before the body."""
        return self.status in (SitzungStatus.LAUFEND, SitzungStatus.NACHBEREITUNG)

    @property
    def ende(self) -> datetime:
        """When it is planned to end."""
        return self.beginn + timedelta(minutes=self.dauer)

    @property
    def laufender_top(self) -> "Top | None":
        """The item that is being talked about."""
        return next((top for top in self.tops if top.status is TopStatus.AUFGERUFEN), None)

    @property
    def naechster_top(self) -> "Top | None":
        """The first item of a running meeting that still waits for its Beschluss."""
        return next((top for top in self.tops if top.wartet_auf_beschluss), None) if self.ist_laufend else None


class Top(Model):
    """An agenda item. What it is about stands in its Gegenstaende (see themen.py)."""

    __tablename__ = "top"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    position: Mapped[int] = spalte(SACHE)
    titel: Mapped[str] = spalte(SACHE, Zeile(200))
    art: Mapped[Topart] = spalte(SACHE, Wort(Topart))
    minuten: Mapped[int | None] = spalte(SACHE)
    berichterstattung: Mapped[str] = spalte(SACHE, Zeile(160), default="")
    # For the Koordination alone.
    vorbereitung: Mapped[str] = spalte(SACHE, Absatz(4000), default="")
    status: Mapped[TopStatus] = spalte(SACHE, Wort(TopStatus), default=TopStatus.OFFEN)
    aufgerufen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    begonnen_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    beendet_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    # Seconds it has taken so far, without the present call.
    sekunden: Mapped[int] = spalte(SACHE, default=0)
    # What the minute-taker adds to what happened, in Markdown.
    niederschrift: Mapped[str] = spalte(AKTE, Absatz(20_000), default="")
    # The item of an earlier meeting this one goes on with, and the meeting whose minutes it approves.
    vorgaenger_id: Mapped[int | None] = spalte(SACHE, ForeignKey("top.id"), index=True)
    protokoll_von_id: Mapped[int | None] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    sitzung: Mapped[Sitzung] = relationship(back_populates="tops", foreign_keys=[sitzung_id])
    vorgaenger: Mapped["Top | None"] = relationship(remote_side=[id])
    protokoll_von: Mapped[Sitzung | None] = relationship(foreign_keys=[protokoll_von_id])
    gegenstaende: Mapped[list["Topgegenstand"]] = relationship(back_populates="top", cascade="all, delete-orphan")
    abstimmungen: Mapped[list["Abstimmung"]] = relationship(back_populates="top", order_by="Abstimmung.id")
    beschluesse: Mapped[list["Beschluss"]] = relationship(back_populates="top", order_by="Beschluss.id")
    notizen: Mapped[list["Notiz"]] = relationship(back_populates="top", order_by="Notiz.id")
    auftraege: Mapped[list["Auftrag"]] = relationship(back_populates="top", order_by="Auftrag.id")
    unterlagen: Mapped[list["Unterlage"]] = relationship(
        back_populates="top", order_by="Unterlage.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        nur("art", Topart),
        nur("status", TopStatus),
        CheckConstraint("(status = 'aufgerufen') = (aufgerufen_am IS NOT NULL)", name="aufgerufen"),
        # One item at a time, whoever presses first.
        Index(
            "ix_top_aufgerufen",
            "sitzung_id",
            unique=True,
            sqlite_where=text("status = 'aufgerufen'"),
            postgresql_where=text("status = 'aufgerufen'"),
        ),
        CheckConstraint("minuten IS NULL OR minuten BETWEEN 1 AND 600", name="minuten"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"TOP {self.position} {self.titel}"

    @property
    def wartet_auf_beschluss(self) -> bool:
        decides = self.art in (Topart.PRIORISIERUNG, Topart.BESCHLUSS)
        return decides and not self.beschluesse and self.status is not TopStatus.VERTAGT

    @property
    def gremium_id(self) -> int:
        return self.sitzung.gremium_id


class Unterlage(Model):
    """A paper of an agenda item that lies elsewhere; what kimflow holds itself is linked by the Gegenstaende."""

    __tablename__ = "unterlage"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int] = spalte(SACHE, ForeignKey("top.id", ondelete="CASCADE"), index=True)
    titel: Mapped[str] = spalte(SACHE, Zeile(200))
    adresse: Mapped[str] = spalte(SACHE, Zeile(500))
    # False: intern, for the body only; True: freigegeben, also for who only reads along.
    freigegeben: Mapped[bool] = spalte(SACHE, default=False)

    top: Mapped[Top] = relationship(back_populates="unterlagen")

    __table_args__ = (CheckConstraint("adresse LIKE 'https://%' OR adresse LIKE 'http://%'", name="adresse"),)

    def __str__(self) -> str:
        return self.titel


class Sitzungsantwort(Model):
    """The answer of a Sitz to the invitation; the row comes with the invitation, the answer later."""

    __tablename__ = "sitzungsantwort"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    sitzung_id: Mapped[int] = spalte(SACHE, ForeignKey("sitzung.id"), index=True)
    sitz_id: Mapped[int] = spalte(SACHE, ForeignKey("sitz.id"))
    antwort: Mapped[Zusage | None] = spalte(PERSON, Wort(Zusage))
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    beantwortet_am: Mapped[datetime | None] = spalte(PERSON, Zeitpunkt)

    sitzung: Mapped[Sitzung] = relationship(back_populates="antworten")
    sitz: Mapped[Sitz] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        nur("antwort", Zusage, optional=True),
        UniqueConstraint("sitzung_id", "sitz_id"),
        CheckConstraint("(antwort IS NULL) = (beantwortet_am IS NULL)", name="beantwortet"),
    )

    def __str__(self) -> str:
        return f"{self.sitzung}: {self.sitz}"

    @property
    def einzellinks(self) -> dict[int, str]:
        """Person id → link token while the invitation is being written; only the hash is ever stored."""
        tokens: dict[int, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def status(self) -> SitzungStatus:
        return self.sitzung.status
