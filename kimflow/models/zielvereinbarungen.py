"""Target agreements between institutions: parties with their Beitrag, and the Zeichnungen."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, PERSON, SACHE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.dateien import Datei
from kimflow.models.gremien import Gremium
from kimflow.models.institutionen import Institution
from kimflow.models.personen import Person
from kimflow.models.themen import Thema

if TYPE_CHECKING:
    from kimflow.models.auftraege import Auftrag
    from kimflow.models.fassungen import Kommentar, Zielvereinbarungsfassung
    from kimflow.models.indikatoren import Indikator, Ueberpruefung
    from kimflow.models.massnahmen import Massnahme


class ZielvereinbarungStatus(StrEnum):
    ENTWURF = "entwurf"
    EINGEREICHT = "eingereicht"
    UEBERARBEITUNG = "ueberarbeitung"
    ABGELEHNT = "abgelehnt"
    ZUR_ZEICHNUNG = "zur_zeichnung"
    IN_KRAFT = "in_kraft"
    ABGELOEST = "abgeloest"
    ABGESCHLOSSEN = "abgeschlossen"


class Beteiligung(StrEnum):
    ZEICHNET = "zeichnet"
    WIRKT_MIT = "wirkt_mit"
    UNTERSTUETZT = "unterstuetzt"


class Erfuellung(StrEnum):
    ERFUELLT = "erfuellt"
    TEILWEISE = "teilweise"
    NICHT = "nicht"


class Zeichnungsart(StrEnum):
    DIGITAL = "digital"
    PAPIER = "papier"


class Vorbehaltsergebnis(StrEnum):
    """What the body said on whose consent a Zeichnung waited."""

    ERTEILT = "erteilt"
    VERSAGT = "versagt"


class Zielvereinbarung(Model):
    """What several institutions agree to reach together for one Thema."""

    __tablename__ = "zielvereinbarung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), unique=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    projektgruppe_id: Mapped[int] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    status: Mapped[ZielvereinbarungStatus] = spalte(SACHE, Wort(ZielvereinbarungStatus))
    # A later version is a row of its own beside the one in force; its number says whose version it is (README).
    fassung: Mapped[int] = spalte(SACHE, default=1)
    vorgaenger_id: Mapped[int | None] = spalte(AKTE, ForeignKey("zielvereinbarung.id"))
    fortschreibung: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    titel: Mapped[str] = spalte(SACHE, Zeile(160))
    zielzustand: Mapped[str] = spalte(SACHE, Absatz(4000), default="")
    indikator: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    ausgangswert: Mapped[str] = spalte(SACHE, Zeile(80), default="")
    zielwert: Mapped[str] = spalte(SACHE, Zeile(80), default="")
    messung: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    frist: Mapped[date | None] = spalte(SACHE)
    ueberarbeiten_bis: Mapped[date | None] = spalte(SACHE)
    ueberarbeitung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    beschluss_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    in_kraft_am: Mapped[date | None] = spalte(AKTE)
    erfuellung: Mapped[Erfuellung | None] = spalte(AKTE, Wort(Erfuellung))
    gruende: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    thema: Mapped[Thema] = relationship(back_populates="zielvereinbarungen")
    projektgruppe: Mapped[Gremium] = relationship()
    beschluss: Mapped[Beschluss | None] = relationship()
    vorgaenger: Mapped["Zielvereinbarung | None"] = relationship(back_populates="nachfolger", remote_side=[id])
    nachfolger: Mapped[list["Zielvereinbarung"]] = relationship(
        back_populates="vorgaenger", order_by="Zielvereinbarung.fassung"
    )
    beitraege: Mapped[list["Beitrag"]] = relationship(
        back_populates="zielvereinbarung", order_by="Beitrag.id", cascade="all, delete-orphan"
    )
    massnahmen: Mapped[list["Massnahme"]] = relationship(back_populates="zielvereinbarung", order_by="Massnahme.nummer")
    fassungen: Mapped[list["Zielvereinbarungsfassung"]] = relationship(
        back_populates="zielvereinbarung", order_by="Zielvereinbarungsfassung.lfd"
    )
    kommentare: Mapped[list["Kommentar"]] = relationship(
        back_populates="zielvereinbarung", order_by="Kommentar.id", cascade="all, delete-orphan"
    )
    auflagen: Mapped[list["Auftrag"]] = relationship(back_populates="zielvereinbarung", order_by="Auftrag.id")
    indikatoren: Mapped[list["Indikator"]] = relationship(
        back_populates="zielvereinbarung", order_by="Indikator.id", cascade="all, delete-orphan"
    )
    ueberpruefungen: Mapped[list["Ueberpruefung"]] = relationship(
        back_populates="zielvereinbarung", order_by="Ueberpruefung.am, Ueberpruefung.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        nur("status", ZielvereinbarungStatus),
        nur("erfuellung", Erfuellung, optional=True),
        nur_mit(
            "status",
            "beschluss_id",
            ZielvereinbarungStatus.ZUR_ZEICHNUNG,
            ZielvereinbarungStatus.IN_KRAFT,
            ZielvereinbarungStatus.ABGELOEST,
            ZielvereinbarungStatus.ABGELEHNT,
            ZielvereinbarungStatus.UEBERARBEITUNG,
            ZielvereinbarungStatus.ABGESCHLOSSEN,
        ),
        nur_mit(
            "status",
            "in_kraft_am",
            ZielvereinbarungStatus.IN_KRAFT,
            ZielvereinbarungStatus.ABGELOEST,
            ZielvereinbarungStatus.ABGESCHLOSSEN,
        ),
        nur_mit("status", "erfuellung", ZielvereinbarungStatus.ABGESCHLOSSEN),
        CheckConstraint("fassung > 0 AND (fassung = 1) = (vorgaenger_id IS NULL)", name="fassung"),
        CheckConstraint("(vorgaenger_id IS NULL) = (fortschreibung = '')", name="fortschreibung"),
        CheckConstraint("vorgaenger_id <> id", name="vorgaenger"),
        # Besides versions that were declined, only one follows another.
        Index(
            "ix_zielvereinbarung_nachfolger",
            "vorgaenger_id",
            unique=True,
            sqlite_where=text("status <> 'abgelehnt'"),
            postgresql_where=text("status <> 'abgelehnt'"),
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    @property
    def ist_in_arbeit(self) -> bool:
        return self.status in (ZielvereinbarungStatus.ENTWURF, ZielvereinbarungStatus.UEBERARBEITUNG)

    @property
    def ist_eingefroren(self) -> bool:
        """Before the Lenkungsgruppe or agreed: its text does not change any more (ZUSAGEN C6)."""
        return not self.ist_in_arbeit and self.status is not ZielvereinbarungStatus.ABGELEHNT

    @property
    def stamm(self) -> str:
        """The number all versions share: "Z-2026-004" of "Z-2026-004.2"."""
        return self.nummer.partition(".")[0]

    @property
    def fortgeschriebene(self) -> "Zielvereinbarung | None":
        """The version that follows, unless it was declined."""
        return next((v for v in self.nachfolger if v.status is not ZielvereinbarungStatus.ABGELEHNT), None)

    @property
    def offene_kommentare(self) -> list["Kommentar"]:
        return [k for k in self.kommentare if k.ist_offen]

    @property
    def zeichnende(self) -> list["Beitrag"]:
        """The Beiträge of the parties that sign."""
        return [b for b in self.beitraege if b.beteiligung is Beteiligung.ZEICHNET]

    @property
    def ausstehende(self) -> list["Beitrag"]:
        """The Beiträge whose Zeichnung is required and still missing."""
        return [b for b in self.zeichnende if b.zeichnung is None and not b.ist_ausgenommen]


class Beitrag(Model):
    """What one institution contributes, and how it takes part."""

    __tablename__ = "beitrag"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zielvereinbarung_id: Mapped[int] = spalte(SACHE, ForeignKey("zielvereinbarung.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = spalte(SACHE, ForeignKey("institution.id"), index=True)
    beteiligung: Mapped[Beteiligung] = spalte(SACHE, Wort(Beteiligung))
    text: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    # The Beschluss by which the agreement came into force without this party, and why.
    ausgenommen_id: Mapped[int | None] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    ausgenommen: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    zielvereinbarung: Mapped[Zielvereinbarung] = relationship(back_populates="beitraege")
    institution: Mapped[Institution] = relationship()
    zeichnungen: Mapped[list["Zeichnung"]] = relationship(back_populates="beitrag", order_by="Zeichnung.id")

    __table_args__ = (
        nur("beteiligung", Beteiligung),
        UniqueConstraint("zielvereinbarung_id", "institution_id"),
        CheckConstraint("(ausgenommen_id IS NULL) = (ausgenommen = '')", name="ausgenommen_mit_grund"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.institution.name

    @property
    def einzellinks(self) -> dict[Person, str]:
        """Who signs → link token while the letters are being written; only the hash is ever stored."""
        tokens: dict[Person, str] = self.__dict__.setdefault("_einzellinks", {})
        return tokens

    @property
    def ist_ausgenommen(self) -> bool:
        """The Lenkungsgruppe decided that it goes on without this party."""
        return self.ausgenommen_id is not None

    @property
    def status(self) -> ZielvereinbarungStatus:
        return self.zielvereinbarung.status

    @property
    def projektgruppe_id(self) -> int:
        return self.zielvereinbarung.projektgruppe_id

    @property
    def zeichnung(self) -> "Zeichnung | None":
        """The Zeichnung in force, if any."""
        return next((z for z in self.zeichnungen if z.gilt and not z.verweigert), None)

    @property
    def verweigerung(self) -> "Zeichnung | None":
        """The refusal in force, if any; signing later ends it."""
        return next((z for z in reversed(self.zeichnungen) if z.gilt and z.verweigert), None)


class Zeichnung(Model):
    """The signature of an institution under its Beitrag, or its refusal with reason."""

    __tablename__ = "zeichnung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    beitrag_id: Mapped[int] = spalte(AKTE, ForeignKey("beitrag.id"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    art: Mapped[Zeichnungsart] = spalte(AKTE, Wort(Zeichnungsart))
    gezeichnet_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    fassung: Mapped[int] = spalte(AKTE)
    # What was signed, as it was read then; SHA-256 of its bytes in UTF-8. Empty where an older release kept none.
    wortlaut: Mapped[str] = spalte(AKTE, Absatz(500_000), default="", deferred=True)
    pruefsumme: Mapped[str] = spalte(AKTE, Zeile(64))
    # The same by numbers instead of names: it tells whether what was agreed is still the same.
    stand: Mapped[str] = spalte(AKTE, Zeile(64))
    vorbehalt: Mapped[str] = spalte(AKTE, Zeile(200), default="")
    vorbehalt_bis: Mapped[date | None] = spalte(AKTE, index=True)
    vorbehalt_ergebnis: Mapped[Vorbehaltsergebnis | None] = spalte(AKTE, Wort(Vorbehaltsergebnis))
    vorbehalt_am: Mapped[date | None] = spalte(AKTE)
    vorbehalt_vermerk: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    verweigert: Mapped[bool] = spalte(AKTE, default=False)
    begruendung: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    # Of a Zeichnung on paper; older releases kept none.
    scan_id: Mapped[int | None] = spalte(AKTE, ForeignKey("datei.id"), index=True)
    ungueltig_am: Mapped[datetime | None] = spalte(AKTE, Zeitpunkt)
    ungueltig_weil: Mapped[str] = spalte(AKTE, Absatz(2000), default="")

    beitrag: Mapped[Beitrag] = relationship(back_populates="zeichnungen")
    person: Mapped[Person] = relationship()
    scan: Mapped[Datei | None] = relationship()

    __table_args__ = (
        nur("art", Zeichnungsart),
        nur("vorbehalt_ergebnis", Vorbehaltsergebnis, optional=True),
        CheckConstraint("NOT verweigert OR begruendung <> ''", name="verweigerung_braucht_begruendung"),
        CheckConstraint("vorbehalt <> '' OR vorbehalt_bis IS NULL", name="frist_nur_mit_vorbehalt"),
        CheckConstraint("vorbehalt <> '' OR vorbehalt_ergebnis IS NULL", name="ergebnis_nur_mit_vorbehalt"),
        CheckConstraint("(vorbehalt_ergebnis IS NULL) = (vorbehalt_am IS NULL)", name="vorbehalt_ergebnis_mit_tag"),
        CheckConstraint(
            "vorbehalt_ergebnis IS NULL OR vorbehalt_ergebnis <> 'versagt' OR vorbehalt_vermerk <> ''",
            name="versagt_braucht_vermerk",
        ),
    )

    @property
    def vorbehalt_offen(self) -> bool:
        """Signed subject to a body that has not spoken yet."""
        return self.gilt and bool(self.vorbehalt) and self.vorbehalt_ergebnis is None

    @property
    def gilt(self) -> bool:
        return self.ungueltig_am is None
