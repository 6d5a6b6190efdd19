"""Rounds of voting: what is asked, how, of whom, and what came out."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import STIMME, TECHNIK, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.gremien import Gremium
from kimflow.models.sitzungen import Top

if TYPE_CHECKING:
    from kimflow.models.stimmen import Rueckkopplung, Stimmabgabe
    from kimflow.models.themen import Abstimmungsoption


class AbstimmungStatus(StrEnum):
    VORBEREITET = "vorbereitet"
    OFFEN = "offen"
    GESCHLOSSEN = "geschlossen"
    FESTGESTELLT = "festgestellt"
    ANNULLIERT = "annulliert"


class Stimmwort(StrEnum):
    """What a Sitz says to one thing: the words of konsens, then those of mehrheit; both know the Enthaltung."""

    ZUSTIMMUNG = "zustimmung"
    BEDENKEN = "bedenken"
    EINWAND = "einwand"
    ENTHALTUNG = "enthaltung"
    VORBEHALT = "vorbehalt"
    JA = "ja"
    NEIN = "nein"


class Methode(StrEnum):
    """How a round asks: the first three rank several Themen, the last two ask for agreement to one thing."""

    PUNKTE = "punkte"
    RANG = "rang"
    WIDERSTAND = "widerstand"
    KONSENS = "konsens"
    MEHRHEIT = "mehrheit"

    @property
    def ist_priorisierung(self) -> bool:
        return self in (Methode.PUNKTE, Methode.RANG, Methode.WIDERSTAND)

    @property
    def worte(self) -> Sequence[Stimmwort]:
        """The words a ballot may say in this method, in the order they are offered."""
        return _WORTE[self]


_WORTE: dict[Methode, Sequence[Stimmwort]] = {
    Methode.PUNKTE: (Stimmwort.ENTHALTUNG,),
    Methode.RANG: (Stimmwort.ENTHALTUNG,),
    Methode.WIDERSTAND: (Stimmwort.ENTHALTUNG,),
    Methode.KONSENS: (
        Stimmwort.ZUSTIMMUNG,
        Stimmwort.BEDENKEN,
        Stimmwort.EINWAND,
        Stimmwort.ENTHALTUNG,
        Stimmwort.VORBEHALT,
    ),
    Methode.MEHRHEIT: (Stimmwort.JA, Stimmwort.NEIN, Stimmwort.ENTHALTUNG),
}


class Geheimhaltung(StrEnum):
    OFFEN = "offen"
    VERTRAULICH = "vertraulich"
    GEHEIM = "geheim"


class Verfahren(StrEnum):
    SITZUNG = "sitzung"
    UMLAUF = "umlauf"


class Mehrheitsregel(StrEnum):
    EINFACH = "einfach"
    ABSOLUT = "absolut"
    ZWEI_DRITTEL = "zwei_drittel"


class Quorum(StrEnum):
    """How many Sitze of the roll must vote: none, more than half, at least two thirds."""

    OHNE = "ohne"
    HAELFTE = "haelfte"
    ZWEI_DRITTEL = "zwei_drittel"


class Gleichstand(StrEnum):
    """What a tie means, declared before opening."""

    GETEILT = "geteilt"
    VORSITZ = "vorsitz"
    STICHRUNDE = "stichrunde"


class Wahlberechtigte(StrEnum):
    ALLE = "alle"
    ANWESENDE = "anwesende"


class Abstimmung(Model):
    """A round of voting of a body, in one of its meetings or by circulation (umlauf)."""

    __tablename__ = "abstimmung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(STIMME, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(STIMME, ForeignKey("gremium.id"), index=True)
    top_id: Mapped[int | None] = spalte(STIMME, ForeignKey("top.id"), index=True)
    status: Mapped[AbstimmungStatus] = spalte(STIMME, Wort(AbstimmungStatus))
    verfahren: Mapped[Verfahren] = spalte(STIMME, Wort(Verfahren), default=Verfahren.SITZUNG)
    methode: Mapped[Methode] = spalte(STIMME, Wort(Methode))
    geheimhaltung: Mapped[Geheimhaltung] = spalte(STIMME, Wort(Geheimhaltung))
    frage: Mapped[str] = spalte(STIMME, Zeile(300))
    punkte: Mapped[int | None] = spalte(STIMME)
    hoechstens: Mapped[int | None] = spalte(STIMME)
    plaetze: Mapped[int | None] = spalte(STIMME)
    mehrheit: Mapped[Mehrheitsregel | None] = spalte(STIMME, Wort(Mehrheitsregel))
    enthaltungen_zaehlen: Mapped[bool] = spalte(STIMME, default=False)
    handelnde_noetig: Mapped[bool] = spalte(STIMME, default=False)
    quorum: Mapped[Quorum] = spalte(STIMME, Wort(Quorum), default=Quorum.OHNE)
    mindestens: Mapped[int | None] = spalte(STIMME)
    gleichstand: Mapped[Gleichstand] = spalte(STIMME, Wort(Gleichstand), default=Gleichstand.GETEILT)
    wahlberechtigte: Mapped[Wahlberechtigte] = spalte(STIMME, Wort(Wahlberechtigte), default=Wahlberechtigte.ALLE)
    auftrag_vorsitz_am: Mapped[date | None] = spalte(STIMME)
    eroeffnet_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    endet_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    geschlossen_am: Mapped[datetime | None] = spalte(STIMME, Zeitpunkt)
    annullierung: Mapped[str | None] = spalte(STIMME, Absatz(2000))
    wiederholt_id: Mapped[int | None] = spalte(STIMME, ForeignKey("abstimmung.id"), index=True)
    ergebnis: Mapped[dict[str, Any] | None] = spalte(STIMME, JSON(none_as_null=True))
    gleichstand_entscheidung: Mapped[str] = spalte(STIMME, Absatz(2000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    top: Mapped[Top | None] = relationship(back_populates="abstimmungen")
    wiederholt: Mapped["Abstimmung | None"] = relationship(remote_side=[id])
    optionen: Mapped[list["Abstimmungsoption"]] = relationship(
        back_populates="abstimmung", order_by="Abstimmungsoption.position", cascade="all, delete-orphan"
    )
    stimmabgaben: Mapped[list["Stimmabgabe"]] = relationship(back_populates="abstimmung")
    rueckkopplungen: Mapped[list["Rueckkopplung"]] = relationship(
        back_populates="abstimmung", cascade="all, delete-orphan"
    )

    __table_args__ = (
        nur("status", AbstimmungStatus),
        nur("verfahren", Verfahren),
        nur("methode", Methode),
        nur("geheimhaltung", Geheimhaltung),
        nur("mehrheit", Mehrheitsregel, optional=True),
        nur("quorum", Quorum),
        nur("gleichstand", Gleichstand),
        nur("wahlberechtigte", Wahlberechtigte),
        nur_mit("status", "eroeffnet_am", AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN),
        nur_mit("status", "ergebnis", AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT),
        nur_mit("status", "annullierung", AbstimmungStatus.ANNULLIERT),
        # A CHECK that comes out NULL lets the row pass: what is missing has to be asked for.
        CheckConstraint(
            "methode <> 'punkte' OR "
            "(punkte IS NOT NULL AND hoechstens IS NOT NULL AND hoechstens BETWEEN 1 AND punkte)",
            name="punkte",
        ),
        CheckConstraint("methode <> 'rang' OR (plaetze IS NOT NULL AND plaetze > 0)", name="plaetze"),
        CheckConstraint("(methode = 'mehrheit') = (mehrheit IS NOT NULL)", name="mehrheitsregel"),
        CheckConstraint("geheimhaltung <> 'geheim' OR methode <> 'konsens'", name="geheim_nicht_konsens"),
        CheckConstraint("(verfahren = 'umlauf') = (top_id IS NULL)", name="umlauf_ohne_top"),
        CheckConstraint("verfahren <> 'umlauf' OR eroeffnet_am IS NULL OR endet_am IS NOT NULL", name="umlauf_frist"),
        CheckConstraint("verfahren <> 'umlauf' OR wahlberechtigte = 'alle'", name="umlauf_alle"),
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

    @property
    def ist_geheim(self) -> bool:
        return self.geheimhaltung is Geheimhaltung.GEHEIM

    @property
    def ist_umlauf(self) -> bool:
        return self.verfahren is Verfahren.UMLAUF
