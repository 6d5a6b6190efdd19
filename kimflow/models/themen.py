"""Themen, their evidence and the views of the institutions named; what Tops, rounds and Beschlüsse are about."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, column_property, relationship

from kimflow import clock
from kimflow.columns import AKTE, PERSON, SACHE, STIMME, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Base, Model
from kimflow.models.abstimmungen import Abstimmung
from kimflow.models.beschluesse import Beschluss
from kimflow.models.fallrekonstruktionen import Bruchstelle
from kimflow.models.gremien import Gremium
from kimflow.models.institutionen import Institution, Kommune
from kimflow.models.meldungen import Meldung
from kimflow.models.personen import Person
from kimflow.models.sitzungen import Top
from kimflow.models.vokabeln import Handlungsfeld, Rechtskreis

if TYPE_CHECKING:
    from kimflow.models.mandate import Mandat
    from kimflow.models.massnahmen import Massnahme
    from kimflow.models.zielvereinbarungen import Zielvereinbarung


class ThemaStatus(StrEnum):
    GESAMMELT = "gesammelt"
    ZUSAMMENGEFUEHRT = "zusammengefuehrt"
    VORGELEGT = "vorgelegt"
    PRIORISIERT = "priorisiert"
    NICHT_WEITERVERFOLGT = "nicht_weiterverfolgt"
    ERLEDIGT = "erledigt"
    BEAUFTRAGT = "beauftragt"
    VORSCHLAG = "vorschlag"
    VEREINBART = "vereinbart"
    RUHT = "ruht"
    UMGESETZT = "umgesetzt"
    BEENDET = "beendet"
    ABGESCHLOSSEN = "abgeschlossen"


class Stufe(StrEnum):
    """The one closed scale of the three estimates of the Koordination."""

    HOCH = "hoch"
    MITTEL = "mittel"
    GERING = "gering"


class Quellenart(StrEnum):
    FACHGESPRAECH = "fachgespraech"
    STATISTIK = "statistik"
    RECHTSAENDERUNG = "rechtsaenderung"
    POLITISCHER_AUFTRAG = "politischer_auftrag"
    ALTBESTAND = "altbestand"


def _link(left: str, right: str) -> Table:
    return Table(
        f"{left}_{right}",
        Base.metadata,
        Column(f"{left}_id", ForeignKey(f"{left}.id", ondelete="CASCADE"), primary_key=True, info={"daten": TECHNIK}),
        Column(
            f"{right}_id",
            ForeignKey("vokabel.id" if right == "rechtskreis" else f"{right}.id"),
            primary_key=True,
            index=True,
            info={"daten": SACHE},
        ),
    )


thema_rechtskreis = _link("thema", "rechtskreis")
thema_kommune = _link("thema", "kommune")


class Thema(Model):
    """A cross-case topic on its way from the Themenspeicher to its effect."""

    __tablename__ = "thema"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), unique=True)
    status: Mapped[ThemaStatus] = spalte(SACHE, Wort(ThemaStatus), index=True)
    status_vorher: Mapped[ThemaStatus | None] = spalte(SACHE, Wort(ThemaStatus))
    titel: Mapped[str] = spalte(SACHE, Zeile(160))
    problem: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    wirkung_menschen: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    wirkung_stellen: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    warum_jetzt: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    gefragt: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    moeglichkeiten: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    doppelstruktur: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    handlungsfeld_id: Mapped[int | None] = spalte(SACHE, ForeignKey("vokabel.id"), index=True)
    aufgenommen_am: Mapped[date] = spalte(SACHE, index=True)
    rang: Mapped[int | None] = spalte(SACHE)
    projektgruppe_id: Mapped[int | None] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    mandat: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    frist: Mapped[date | None] = spalte(SACHE)
    wiedervorlage: Mapped[date | None] = spalte(SACHE, index=True)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    wirkung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    zusammengefuehrt_in_id: Mapped[int | None] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    zusammengefuehrt_am: Mapped[date | None] = spalte(SACHE)
    aufwand: Mapped[Stufe | None] = spalte(SACHE, Wort(Stufe))
    einfluss: Mapped[Stufe | None] = spalte(SACHE, Wort(Stufe))
    dringlichkeit: Mapped[Stufe | None] = spalte(SACHE, Wort(Stufe))
    einschaetzung: Mapped[str] = spalte(SACHE, Absatz(500), default="")
    eingeschaetzt_am: Mapped[date | None] = spalte(SACHE)
    version: Mapped[int] = spalte(TECHNIK)

    handlungsfeld: Mapped[Handlungsfeld | None] = relationship()
    projektgruppe: Mapped[Gremium | None] = relationship()
    beschluss: Mapped[Beschluss | None] = relationship()
    rechtskreise: Mapped[list[Rechtskreis]] = relationship(secondary=thema_rechtskreis)
    kommunen: Mapped[list[Kommune]] = relationship(secondary=thema_kommune)
    grundlagen: Mapped[list["Grundlage"]] = relationship(
        back_populates="thema", cascade="all, delete-orphan", foreign_keys="Grundlage.thema_id"
    )
    stellungnahmen: Mapped[list["Stellungnahme"]] = relationship(back_populates="thema", cascade="all, delete-orphan")
    topgegenstaende: Mapped[list["Topgegenstand"]] = relationship(back_populates="thema")
    zielvereinbarungen: Mapped[list["Zielvereinbarung"]] = relationship(back_populates="thema")
    massnahmen: Mapped[list["Massnahme"]] = relationship(back_populates="thema")
    mandate: Mapped[list["Mandat"]] = relationship(
        back_populates="thema", foreign_keys="Mandat.thema_id", order_by="Mandat.id"
    )
    zusammengefuehrt_in: Mapped["Thema | None"] = relationship(back_populates="zusammengefuehrte", remote_side=[id])
    zusammengefuehrte: Mapped[list["Thema"]] = relationship(back_populates="zusammengefuehrt_in")
    # Whether another Thema went into this one; asked for with the row where the parts themselves are seldom needed.
    if TYPE_CHECKING:
        hat_teile: Mapped[bool]

    __table_args__ = (
        nur("status", ThemaStatus),
        nur("status_vorher", ThemaStatus, optional=True),
        nur("aufwand", Stufe, optional=True),
        nur("einfluss", Stufe, optional=True),
        nur("dringlichkeit", Stufe, optional=True),
        # Merged is who names where it went and since when; nobody merges into itself.
        CheckConstraint(
            "(status = 'zusammengefuehrt') = (zusammengefuehrt_in_id IS NOT NULL)", name="zusammengefuehrt_in"
        ),
        CheckConstraint("(zusammengefuehrt_in_id IS NULL) = (zusammengefuehrt_am IS NULL)", name="zusammengefuehrt_am"),
        CheckConstraint("zusammengefuehrt_in_id <> id", name="zusammengefuehrt_mit_anderem"),
        # The invariant of the product: none of this without a Beschluss one can open.
        nur_mit(
            "status",
            "beschluss_id",
            ThemaStatus.PRIORISIERT,
            ThemaStatus.NICHT_WEITERVERFOLGT,
            ThemaStatus.BEAUFTRAGT,
            ThemaStatus.VORSCHLAG,
            ThemaStatus.VEREINBART,
            ThemaStatus.UMGESETZT,
            ThemaStatus.BEENDET,
            ThemaStatus.ABGESCHLOSSEN,
        ),
        nur_mit("status", "projektgruppe_id", ThemaStatus.BEAUFTRAGT, ThemaStatus.VORSCHLAG),
        nur_mit("status", "status_vorher", ThemaStatus.RUHT, ThemaStatus.ZUSAMMENGEFUEHRT),
        nur_mit("status", "wiedervorlage", ThemaStatus.RUHT),
        CheckConstraint("rang IS NULL OR rang > 0", name="rang"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def mit_teilen(self) -> Iterator["Thema"]:
        """This one and every Thema that went into it, also by way of another. For acts; pages ask for the parts."""
        yield self
        for one in self.zusammengefuehrte:
            yield from one.mit_teilen()

    @property
    def laufendes_mandat(self) -> "Mandat | None":
        """The one Mandat that somebody works on, if there is one."""
        return next((mandat for mandat in self.mandate if mandat.ist_laufend), None)

    TRENNBAR: ClassVar[timedelta] = timedelta(days=30)

    @property
    def trennbar_bis(self) -> date | None:
        """The last day on which a merged Thema can be separated again."""
        return self.zusammengefuehrt_am + self.TRENNBAR if self.zusammengefuehrt_am else None

    @property
    def ist_trennbar(self) -> bool:
        return self.trennbar_bis is not None and clock.today() <= self.trennbar_bis

    @property
    def ist_eingeschaetzt(self) -> bool:
        return self.eingeschaetzt_am is not None

    # What a Steckbrief must say before the Lenkungsgruppe sees it, with the words people read.
    PFLICHTANGABEN: ClassVar[dict[str, str]] = {
        "problem": "das Problem in einem Satz",
        "wirkung_menschen": "die Wirkung auf Menschen",
        "wirkung_stellen": "die Wirkung auf Stellen",
        "handlungsfeld_id": "das Handlungsfeld",
        "gefragt": "was gefragt ist",
        "doppelstruktur": "die Prüfung auf Doppelstrukturen",
    }


_teil = Thema.__table__.alias()
Thema.hat_teile = column_property(
    exists().where(_teil.c.zusammengefuehrt_in_id == Thema.__table__.c.id).correlate(Thema.__table__), deferred=True
)


class Grundlage(Model):
    """Evidence of a Thema: a released Bruchstelle, an accepted Meldung, or another source with date and reference."""

    __tablename__ = "grundlage"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id", ondelete="CASCADE"), index=True)
    bruchstelle_id: Mapped[int | None] = spalte(SACHE, ForeignKey("bruchstelle.id"), index=True)
    meldung_id: Mapped[int | None] = spalte(SACHE, ForeignKey("meldung.id"), index=True)
    quellenart: Mapped[Quellenart | None] = spalte(SACHE, Wort(Quellenart))
    quelle: Mapped[str] = spalte(SACHE, Absatz(500), default="")
    datum: Mapped[date | None] = spalte(SACHE)
    # Lent by a Thema that was merged into this one; separating takes it back.
    aus_thema_id: Mapped[int | None] = spalte(SACHE, ForeignKey("thema.id", ondelete="CASCADE"), index=True)

    thema: Mapped[Thema] = relationship(back_populates="grundlagen", foreign_keys=[thema_id])
    aus_thema: Mapped[Thema | None] = relationship(foreign_keys=[aus_thema_id])
    bruchstelle: Mapped[Bruchstelle | None] = relationship()
    meldung: Mapped[Meldung | None] = relationship()

    __table_args__ = (
        nur("quellenart", Quellenart, optional=True),
        UniqueConstraint("thema_id", "bruchstelle_id"),
        UniqueConstraint("thema_id", "meldung_id"),
        CheckConstraint("aus_thema_id <> thema_id", name="aus_anderem_thema"),
        CheckConstraint(
            "(bruchstelle_id IS NOT NULL AND meldung_id IS NULL AND quellenart IS NULL)"
            " OR (bruchstelle_id IS NULL AND meldung_id IS NOT NULL AND quellenart IS NULL)"
            " OR (bruchstelle_id IS NULL AND meldung_id IS NULL AND quellenart IS NOT NULL)",
            name="genau_eine",
        ),
        CheckConstraint("quellenart IS NULL OR (quelle <> '' AND datum IS NOT NULL)", name="quelle"),
    )


class Stellungnahme(Model):
    """The view of an institution named in a Thema, asked for before the Lenkungsgruppe sees it."""

    __tablename__ = "stellungnahme"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = spalte(SACHE, ForeignKey("institution.id"), index=True)
    erbeten_am: Mapped[date | None] = spalte(SACHE)
    frist: Mapped[date | None] = spalte(SACHE)
    erinnert_am: Mapped[date | None] = spalte(SACHE)
    text: Mapped[str | None] = spalte(SACHE, Absatz(4000))
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    abgegeben_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    thema: Mapped[Thema] = relationship(back_populates="stellungnahmen")
    institution: Mapped[Institution] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        UniqueConstraint("thema_id", "institution_id"),
        CheckConstraint("(text IS NULL) = (abgegeben_am IS NULL)", name="abgegeben"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.institution.kurzname} zu {self.thema}"

    @property
    def einzellinks(self) -> dict[Person, str]:
        """Who is asked → link token while the letters are being written; only the hash is ever stored."""
        tokens: dict[Person, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def status(self) -> ThemaStatus:
        return self.thema.status

    @property
    def steht_aus(self) -> bool:
        """Asked, silent, and the last day to answer is not over."""
        return self.abgegeben_am is None and (self.frist is None or self.frist >= clock.today())


class Topgegenstand(Model):
    """What an agenda item is about: Themen or Zielvereinbarungen, several if it decides on several."""

    __tablename__ = "topgegenstand"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    top_id: Mapped[int] = spalte(SACHE, ForeignKey("top.id", ondelete="CASCADE"), index=True)
    thema_id: Mapped[int | None] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    zielvereinbarung_id: Mapped[int | None] = spalte(SACHE, ForeignKey("zielvereinbarung.id"), index=True)
    massnahme_id: Mapped[int | None] = spalte(SACHE, ForeignKey("massnahme.id"), index=True)

    top: Mapped[Top] = relationship(back_populates="gegenstaende")
    thema: Mapped[Thema | None] = relationship(back_populates="topgegenstaende")
    zielvereinbarung: Mapped["Zielvereinbarung | None"] = relationship()
    massnahme: Mapped["Massnahme | None"] = relationship()

    __table_args__ = (
        UniqueConstraint("top_id", "thema_id"),
        UniqueConstraint("top_id", "zielvereinbarung_id"),
        UniqueConstraint("top_id", "massnahme_id"),
        CheckConstraint(
            "(thema_id IS NOT NULL AND zielvereinbarung_id IS NULL AND massnahme_id IS NULL)"
            " OR (thema_id IS NULL AND zielvereinbarung_id IS NOT NULL AND massnahme_id IS NULL)"
            " OR (thema_id IS NULL AND zielvereinbarung_id IS NULL AND massnahme_id IS NOT NULL)",
            name="genau_einer",
        ),
    )

    @property
    def gegenstand(self) -> "Thema | Zielvereinbarung | Massnahme | None":
        return self.thema or self.zielvereinbarung or self.massnahme


class Abstimmungsoption(Model):
    """What a round offers: a Thema to rank, the thing to agree to, or the Null-Lösung ("so lassen, wie es ist")."""

    __tablename__ = "abstimmungsoption"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = spalte(STIMME)
    thema_id: Mapped[int | None] = spalte(STIMME, ForeignKey("thema.id"), index=True)
    zielvereinbarung_id: Mapped[int | None] = spalte(STIMME, ForeignKey("zielvereinbarung.id"), index=True)
    text: Mapped[str] = spalte(STIMME, Zeile(200))
    ist_null: Mapped[bool] = spalte(STIMME, default=False)

    abstimmung: Mapped[Abstimmung] = relationship(back_populates="optionen")
    thema: Mapped[Thema | None] = relationship()
    zielvereinbarung: Mapped["Zielvereinbarung | None"] = relationship()

    __table_args__ = (
        UniqueConstraint("abstimmung_id", "thema_id"),
        UniqueConstraint("id", "abstimmung_id"),
        CheckConstraint("thema_id IS NULL OR zielvereinbarung_id IS NULL", name="hoechstens_einer"),
        CheckConstraint("NOT ist_null OR (thema_id IS NULL AND zielvereinbarung_id IS NULL)", name="null_ist_nichts"),
    )

    @property
    def gegenstand(self) -> "Thema | Zielvereinbarung | None":
        return self.thema or self.zielvereinbarung


class Beschlusswirkung(Model):
    """One act that a Beschluss triggered on one thing."""

    __tablename__ = "beschlusswirkung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    beschluss_id: Mapped[int] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    akt: Mapped[str] = spalte(AKTE, Zeile(60))
    thema_id: Mapped[int | None] = spalte(AKTE, ForeignKey("thema.id"), index=True)
    zielvereinbarung_id: Mapped[int | None] = spalte(AKTE, ForeignKey("zielvereinbarung.id"), index=True)
    massnahme_id: Mapped[int | None] = spalte(AKTE, ForeignKey("massnahme.id"), index=True)

    beschluss: Mapped[Beschluss] = relationship(back_populates="wirkungen")
    thema: Mapped[Thema | None] = relationship()
    zielvereinbarung: Mapped["Zielvereinbarung | None"] = relationship()
    massnahme: Mapped["Massnahme | None"] = relationship()

    @property
    def gegenstand(self) -> "Thema | Zielvereinbarung | Massnahme | None":
        return self.thema or self.zielvereinbarung or self.massnahme
