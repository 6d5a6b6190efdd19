"""Measures: responsible house and person, milestones, reports, effect."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, relationship

from kimflow.columns import AKTE, PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Base, Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.gremien import Gremium
from kimflow.models.institutionen import Institution, Kommune
from kimflow.models.personen import Einzellink, Linkzweck, Person
from kimflow.models.themen import Thema
from kimflow.models.vokabeln import Massnahmeart
from kimflow.models.zielvereinbarungen import Zielvereinbarung

if TYPE_CHECKING:
    from kimflow.models.nachweise import Nachweis

VORLAUF_TAGE = 14
"""How many days before its date a Maßnahme counts as due."""
ABSTAND_TAGE = 60
"""After how many days without Rückmeldung one is asked for."""
STILLE_TAGE = 120
"""After how many days without Rückmeldung nobody knows where it stands."""


class MassnahmeStatus(StrEnum):
    VORGESCHLAGEN = "vorgeschlagen"
    ZUGESAGT = "zugesagt"
    VEREINBART = "vereinbart"
    IN_UMSETZUNG = "in_umsetzung"
    WARTET = "wartet"
    RUHT = "ruht"
    UMGESETZT = "umgesetzt"
    GEPRUEFT = "geprueft"
    ABGEBROCHEN = "abgebrochen"


class Lage(StrEnum):
    PLAN = "plan"
    VERZOEGERT = "verzoegert"
    HILFE = "hilfe"


class Stand(StrEnum):
    """How far a Maßnahme is in one Kommune."""

    GEPLANT = "geplant"
    LAEUFT = "laeuft"
    EINGEFUEHRT = "eingefuehrt"
    NICHT_BETEILIGT = "nicht_beteiligt"


massnahme_unterstuetzung = Table(
    "massnahme_unterstuetzung",
    Base.metadata,
    Column("massnahme_id", ForeignKey("massnahme.id", ondelete="CASCADE"), primary_key=True, info={"daten": TECHNIK}),
    Column("institution_id", ForeignKey("institution.id"), primary_key=True, index=True, info={"daten": SACHE}),
)


class Massnahme(Model):
    """One thing that one institution carries out, with others helping."""

    __tablename__ = "massnahme"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), unique=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    zielvereinbarung_id: Mapped[int | None] = spalte(SACHE, ForeignKey("zielvereinbarung.id"), index=True)
    projektgruppe_id: Mapped[int | None] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    status: Mapped[MassnahmeStatus] = spalte(SACHE, Wort(MassnahmeStatus), index=True)
    status_vorher: Mapped[MassnahmeStatus | None] = spalte(SACHE, Wort(MassnahmeStatus))
    titel: Mapped[str] = spalte(SACHE, Zeile(160))
    beschreibung: Mapped[str] = spalte(SACHE, Absatz(4000), default="")
    art_id: Mapped[int | None] = spalte(SACHE, ForeignKey("vokabel.id"))
    institution_id: Mapped[int] = spalte(SACHE, ForeignKey("institution.id"), index=True)
    verantwortlich_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    # Since when; who was named as a member of the group and left it since has to be asked anew.
    verantwortlich_seit: Mapped[date | None] = spalte(PERSON)
    zugesagt_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    absage: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    frist: Mapped[date | None] = spalte(SACHE, index=True)
    wartet_auf: Mapped[str | None] = spalte(SACHE, Zeile(200))
    wartet_bis: Mapped[date | None] = spalte(SACHE)
    wiedervorlage: Mapped[date | None] = spalte(SACHE)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    begonnen_am: Mapped[date | None] = spalte(SACHE)
    umgesetzt_am: Mapped[date | None] = spalte(SACHE)
    nachweis: Mapped[str | None] = spalte(SACHE, Absatz(2000))
    wirkungspruefung_am: Mapped[date | None] = spalte(SACHE)
    wirkung: Mapped[str | None] = spalte(SACHE, Absatz(2000))
    verstetigt: Mapped[bool] = spalte(SACHE, default=False)
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    thema: Mapped[Thema] = relationship(back_populates="massnahmen")
    zielvereinbarung: Mapped[Zielvereinbarung | None] = relationship(back_populates="massnahmen")
    projektgruppe: Mapped[Gremium | None] = relationship()
    art: Mapped[Massnahmeart | None] = relationship()
    institution: Mapped[Institution] = relationship()
    verantwortlich: Mapped[Person | None] = relationship(foreign_keys=[verantwortlich_id])
    zugesagt_von: Mapped[Person | None] = relationship(foreign_keys=[zugesagt_von_id])
    beschluss: Mapped[Beschluss | None] = relationship()
    unterstuetzende: Mapped[list[Institution]] = relationship(secondary=massnahme_unterstuetzung)
    meilensteine: Mapped[list["Meilenstein"]] = relationship(
        back_populates="massnahme", order_by="Meilenstein.geplant_am", cascade="all, delete-orphan"
    )
    rueckmeldungen: Mapped[list["Rueckmeldung"]] = relationship(
        back_populates="massnahme", order_by="Rueckmeldung.gemeldet_am.desc()"
    )
    umsetzungsstaende: Mapped[list["Umsetzungsstand"]] = relationship(
        back_populates="massnahme", cascade="all, delete-orphan"
    )
    nachweise: Mapped[list["Nachweis"]] = relationship(back_populates="massnahme", order_by="Nachweis.id")
    rueckmeldelinks: Mapped[list[Einzellink]] = relationship(
        primaryjoin=lambda: and_(
            foreign(Einzellink.gegenstand_id) == Massnahme.id, Einzellink.zweck == Linkzweck.RUECKMELDUNG_GEBEN
        ),
        order_by=lambda: Einzellink.id,
        viewonly=True,
    )
    anmerkung: Mapped["Anmerkung | None"] = relationship(back_populates="massnahme", cascade="all, delete-orphan")

    __table_args__ = (
        nur("status", MassnahmeStatus),
        nur("status_vorher", MassnahmeStatus, optional=True),
        nur_mit(
            "status",
            "beschluss_id",
            MassnahmeStatus.VEREINBART,
            MassnahmeStatus.IN_UMSETZUNG,
            MassnahmeStatus.WARTET,
            MassnahmeStatus.RUHT,
            MassnahmeStatus.UMGESETZT,
            MassnahmeStatus.GEPRUEFT,
        ),
        nur_mit("status", "verantwortlich_id", MassnahmeStatus.ZUGESAGT),
        nur_mit("status", "wartet_auf", MassnahmeStatus.WARTET),
        nur_mit("status", "wartet_bis", MassnahmeStatus.WARTET),
        nur_mit("status", "wiedervorlage", MassnahmeStatus.RUHT),
        nur_mit("status", "status_vorher", MassnahmeStatus.RUHT),
        nur_mit("status", "nachweis", MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT),
        nur_mit("status", "wirkungspruefung_am", MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT),
        nur_mit("status", "wirkung", MassnahmeStatus.GEPRUEFT),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    LAUFENDE: ClassVar[frozenset[MassnahmeStatus]] = frozenset(
        {MassnahmeStatus.VEREINBART, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.WARTET}
    )

    @property
    def ist_offen(self) -> bool:
        return self.status not in (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN)

    @property
    def laeuft(self) -> bool:
        """Agreed and not finished: the states for which a light is computed."""
        return self.status in self.LAUFENDE

    @property
    def einzellinks(self) -> dict[int, str]:
        """Person id → link token while a reminder is being written; only the hash is ever stored."""
        tokens: dict[int, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def offene_meilensteine(self) -> list["Meilenstein"]:
        """Milestones still ahead, the next one first."""
        return sorted((m for m in self.meilensteine if m.erreicht_am is None), key=lambda m: (m.geplant_am, m.id))

    @property
    def naechster_meilenstein(self) -> "Meilenstein | None":
        return next(iter(self.offene_meilensteine), None)

    @property
    def geltende_nachweise(self) -> list["Nachweis"]:
        """Evidence that was not removed."""
        return [nachweis for nachweis in self.nachweise if nachweis.gilt]

    @property
    def erreichte_meilensteine(self) -> list["Meilenstein"]:
        """Milestones behind it, the latest first."""
        reached = [(m.erreicht_am, m.id, m) for m in self.meilensteine if m.erreicht_am is not None]
        return [m for _, _, m in sorted(reached, key=lambda one: one[:2], reverse=True)]

    @property
    def letzte_rueckmeldung(self) -> "Rueckmeldung | None":
        return max(self.rueckmeldungen, key=lambda r: (r.gemeldet_am, r.id), default=None)


class Meilenstein(Model):
    """A checkable step between."""

    __tablename__ = "meilenstein"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id", ondelete="CASCADE"), index=True)
    titel: Mapped[str] = spalte(SACHE, Zeile(160))
    geplant_am: Mapped[date] = spalte(SACHE)
    urspruenglich_am: Mapped[date] = spalte(SACHE)
    erreicht_am: Mapped[date | None] = spalte(SACHE)
    version: Mapped[int] = spalte(TECHNIK)

    massnahme: Mapped[Massnahme] = relationship(back_populates="meilensteine")
    verschiebungen: Mapped[list["Verschiebung"]] = relationship(
        back_populates="meilenstein", order_by="Verschiebung.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.titel} ({self.geplant_am:%d.%m.%Y})"


class Verschiebung(Model):
    """A moved date of a milestone; shifts stay visible."""

    __tablename__ = "verschiebung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    meilenstein_id: Mapped[int] = spalte(SACHE, ForeignKey("meilenstein.id", ondelete="CASCADE"), index=True)
    vorher: Mapped[date] = spalte(SACHE)
    nachher: Mapped[date] = spalte(SACHE)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(1000))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    verschoben_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)

    meilenstein: Mapped[Meilenstein] = relationship(back_populates="verschiebungen")
    person: Mapped[Person] = relationship()


class Rueckmeldung(Model):
    """A report in thirty seconds."""

    __tablename__ = "rueckmeldung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id", ondelete="CASCADE"), index=True)
    lage: Mapped[Lage] = spalte(SACHE, Wort(Lage))
    satz: Mapped[str] = spalte(SACHE, Absatz(500))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    im_auftrag_von: Mapped[str] = spalte(PERSON, Zeile(120), default="")
    gemeldet_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)

    massnahme: Mapped[Massnahme] = relationship(back_populates="rueckmeldungen")
    person: Mapped[Person] = relationship()

    __table_args__ = (nur("lage", Lage),)


class Umsetzungsstand(Model):
    """How far the Maßnahme is in one Kommune."""

    __tablename__ = "umsetzungsstand"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id", ondelete="CASCADE"))
    kommune_id: Mapped[int] = spalte(SACHE, ForeignKey("kommune.id"), index=True)
    stand: Mapped[Stand] = spalte(SACHE, Wort(Stand))
    begruendung: Mapped[str] = spalte(SACHE, Zeile(300), default="")

    massnahme: Mapped[Massnahme] = relationship(back_populates="umsetzungsstaende")
    kommune: Mapped[Kommune] = relationship()

    __table_args__ = (
        nur("stand", Stand),
        UniqueConstraint("massnahme_id", "kommune_id"),
        CheckConstraint("stand <> 'nicht_beteiligt' OR begruendung <> ''", name="nicht_beteiligt_braucht_begruendung"),
    )


class Anmerkung(Model):
    """What the responsible house says to the light of its Maßnahme; one at a time, replaced or withdrawn."""

    __tablename__ = "anmerkung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str] = spalte(SACHE, Absatz(300))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    angemerkt_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)

    massnahme: Mapped[Massnahme] = relationship(back_populates="anmerkung")
    person: Mapped[Person] = relationship()

    __table_args__ = (CheckConstraint("text <> ''", name="text"),)
