"""Reports: a draft of sections with figures, and the closed report that never changes again (berichtsschutz)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model

TEXT_HOECHSTENS = 400_000
ABSCHNITT_HOECHSTENS = 60_000


class Berichtsart(StrEnum):
    SACHBERICHT = "sachbericht"
    BERICHTSVORLAGE = "berichtsvorlage"
    LAGE = "lage"
    JAHRESRUECKBLICK = "jahresrueckblick"


class BerichtStatus(StrEnum):
    ENTWURF = "entwurf"
    ABGESCHLOSSEN = "abgeschlossen"
    VERWORFEN = "verworfen"


class Einheit(StrEnum):
    """What the whole number of a figure counts: things, cents, hundredths of a post, tenths of a month."""

    ANZAHL = "anzahl"
    EURO = "euro"
    STELLEN = "stellen"
    MONATE = "monate"


class Bericht(Model):
    """One report about a period as it was on its Stichtag; a corrected one names the one it replaces."""

    __tablename__ = "bericht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(AKTE, Zeile(16), unique=True)
    art: Mapped[Berichtsart] = spalte(AKTE, Wort(Berichtsart))
    status: Mapped[BerichtStatus] = spalte(AKTE, Wort(BerichtStatus))
    titel: Mapped[str] = spalte(AKTE, Zeile(200))
    von: Mapped[date] = spalte(AKTE)
    bis: Mapped[date] = spalte(AKTE)
    stichtag: Mapped[date] = spalte(AKTE)
    ersetzt_id: Mapped[int | None] = spalte(AKTE, ForeignKey("bericht.id"), unique=True)
    berichtigung: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    # Raised by every change of a section, so that nobody closes another text than the one that was read.
    aenderungen: Mapped[int] = spalte(TECHNIK, default=0)
    # What closing lays down: the whole text, what stands above it, and the sum over it all.
    text: Mapped[str] = spalte(AKTE, Absatz(TEXT_HOECHSTENS), default="")
    briefkopf: Mapped[str] = spalte(AKTE, Absatz(2000), default="")
    pruefsumme: Mapped[str] = spalte(AKTE, Zeile(64), default="")
    freigegeben: Mapped[bool] = spalte(AKTE, default=False)
    abgeschlossen_am: Mapped[datetime | None] = spalte(AKTE, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    ersetzt: Mapped["Bericht | None"] = relationship(back_populates="nachfolger", remote_side=[id])
    nachfolger: Mapped["Bericht | None"] = relationship(back_populates="ersetzt")
    abschnitte: Mapped[list["Berichtsabschnitt"]] = relationship(
        back_populates="bericht", order_by="Berichtsabschnitt.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        nur("art", Berichtsart),
        nur("status", BerichtStatus),
        CheckConstraint("titel <> ''", name="titel"),
        CheckConstraint("von <= bis AND von <= stichtag", name="zeitraum"),
        CheckConstraint("ersetzt_id IS NULL OR ersetzt_id <> id", name="ersetzt_anderen"),
        CheckConstraint("(ersetzt_id IS NULL) = (berichtigung = '')", name="berichtigung"),
        CheckConstraint(
            "(status = 'abgeschlossen') = (abgeschlossen_am IS NOT NULL) AND "
            "(status = 'abgeschlossen') = (pruefsumme <> '') AND (status = 'abgeschlossen') = (text <> '')",
            name="abgeschlossen",
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    @property
    def ist_entwurf(self) -> bool:
        return self.status is BerichtStatus.ENTWURF


class Berichtsabschnitt(Model):
    """A section: what is generated and what people wrote stand apart, so that neither overwrites the other."""

    __tablename__ = "berichtsabschnitt"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    bericht_id: Mapped[int] = spalte(AKTE, ForeignKey("bericht.id", ondelete="CASCADE"))
    position: Mapped[int] = spalte(AKTE)
    schluessel: Mapped[str] = spalte(AKTE, Zeile(40))
    titel: Mapped[str] = spalte(AKTE, Zeile(160))
    # Markdown with {keys} where its figures stand.
    erzeugt: Mapped[str] = spalte(AKTE, Absatz(ABSCHNITT_HOECHSTENS), default="")
    erzeugt_am: Mapped[datetime] = spalte(AKTE, Zeitpunkt)
    text: Mapped[str] = spalte(AKTE, Absatz(20_000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    bericht: Mapped[Bericht] = relationship(back_populates="abschnitte")
    zahlen: Mapped[list["Berichtszahl"]] = relationship(
        back_populates="abschnitt", order_by="Berichtszahl.position", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("bericht_id", "schluessel"),)
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.bericht.nummer}: {self.titel}"

    @property
    def status(self) -> BerichtStatus:
        return self.bericht.status


class Berichtszahl(Model):
    """A figure with exactly the things it counts; `wert` is always the sum of what they contribute."""

    __tablename__ = "berichtszahl"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    abschnitt_id: Mapped[int] = spalte(AKTE, ForeignKey("berichtsabschnitt.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = spalte(AKTE)
    schluessel: Mapped[str] = spalte(AKTE, Zeile(80))
    name: Mapped[str] = spalte(AKTE, Zeile(200))
    einheit: Mapped[Einheit] = spalte(AKTE, Wort(Einheit))
    wert: Mapped[int] = spalte(AKTE, BigInteger)
    # What it was before the section was generated anew.
    vorher: Mapped[int | None] = spalte(AKTE, BigInteger)
    # Set where the number is small and about cases: below it the paper says "< 5".
    verdeckt_unter: Mapped[int | None] = spalte(AKTE)

    abschnitt: Mapped[Berichtsabschnitt] = relationship(back_populates="zahlen")
    zeilen: Mapped[list["Berichtszeile"]] = relationship(
        back_populates="zahl", order_by="Berichtszeile.position", cascade="all, delete-orphan"
    )

    __table_args__ = (nur("einheit", Einheit), UniqueConstraint("abschnitt_id", "schluessel"))

    def __str__(self) -> str:
        return self.name


class Berichtszeile(Model):
    """One thing behind a figure as it stood there when it was counted, and what it contributes."""

    __tablename__ = "berichtszeile"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    zahl_id: Mapped[int] = spalte(AKTE, ForeignKey("berichtszahl.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = spalte(AKTE)
    sorte: Mapped[str] = spalte(AKTE, Zeile(40))
    gegenstand_id: Mapped[int] = spalte(AKTE)
    # What its page is called by in the address: a number, an id.
    adresse: Mapped[str] = spalte(AKTE, Zeile(40))
    nummer: Mapped[str] = spalte(AKTE, Zeile(40), default="")
    titel: Mapped[str] = spalte(AKTE, Zeile(300), default="")
    angabe: Mapped[str] = spalte(AKTE, Zeile(300), default="")
    beitrag: Mapped[int] = spalte(AKTE, BigInteger)

    zahl: Mapped[Berichtszahl] = relationship(back_populates="zeilen")
