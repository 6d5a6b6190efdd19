"""Fördertöpfe: what the Land gives in one year for one purpose; a closed year is kept as it was by triggers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Model
from kimflow.models.abschlussschutz import Abschlussschutz

WARNUNG_AB = 80
"""From how many percent of its cap on a pot is getting narrow (FACH §5)."""


class FoerderjahrStatus(StrEnum):
    OFFEN = "offen"
    ABGESCHLOSSEN = "abgeschlossen"


class FoerdertopfStatus(StrEnum):
    ENTWURF = "entwurf"
    FREIGEGEBEN = "freigegeben"


class Deckungsfaehig(StrEnum):
    """Whether money may move between this pot and another one."""

    JA = "ja"
    NEIN = "nein"
    UNBEKANNT = "unbekannt"


class Foerderjahr(Model):
    """One year of funding; closed, its pots and bookings never change again."""

    __tablename__ = "foerderjahr"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    jahr: Mapped[int] = spalte(SACHE, unique=True)
    status: Mapped[FoerderjahrStatus] = spalte(SACHE, Wort(FoerderjahrStatus))
    abgeschlossen_am: Mapped[date | None] = spalte(AKTE)
    version: Mapped[int] = spalte(TECHNIK)

    __table_args__ = (
        nur("status", FoerderjahrStatus),
        CheckConstraint("jahr BETWEEN 2000 AND 2100", name="jahr"),
        CheckConstraint("(status = 'abgeschlossen') = (abgeschlossen_am IS NOT NULL)", name="abgeschlossen_am"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return str(self.jahr)

    @property
    def ist_offen(self) -> bool:
        return self.status is FoerderjahrStatus.OFFEN


class Foerdertopf(Model):
    """A pot of one year with its cap in cents (None: not known), as the Zuwendungsbescheid of this Kreis says."""

    __tablename__ = "foerdertopf"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    jahr: Mapped[int] = spalte(SACHE, ForeignKey("foerderjahr.jahr"), index=True)
    baustein: Mapped[int] = spalte(SACHE)
    name: Mapped[str] = spalte(SACHE, Zeile(160))
    status: Mapped[FoerdertopfStatus] = spalte(SACHE, Wort(FoerdertopfStatus))
    deckel: Mapped[int | None] = spalte(SACHE, BigInteger)
    einheit: Mapped[str] = spalte(SACHE, Zeile(200), default="")
    deckungsfaehig: Mapped[Deckungsfaehig] = spalte(SACHE, Wort(Deckungsfaehig))
    quelle: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    notiz: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    foerderjahr: Mapped[Foerderjahr] = relationship()

    __table_args__ = (
        nur("status", FoerdertopfStatus),
        nur("deckungsfaehig", Deckungsfaehig),
        CheckConstraint("baustein BETWEEN 1 AND 3", name="baustein"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("deckel IS NULL OR deckel > 0", name="deckel"),
        UniqueConstraint("jahr", "baustein", "name"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.name} ({self.jahr}, Baustein {self.baustein})"

    @property
    def ist_freigegeben(self) -> bool:
        return self.status is FoerdertopfStatus.FREIGEGEBEN


JAHR_FEST = Abschlussschutz(
    "foerderjahr",
    {
        "foerdertopf": ("jahr", "SELECT status FROM foerderjahr WHERE jahr = {wert}"),
        "buchung": (
            "foerdertopf_id",
            "SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = {wert}",
        ),
    },
    "Ein abgeschlossenes Foerderjahr aendert sich nicht.",
    "foerderjahr_fest",
    "foerderjahr_abgeschlossen",
).ddl()
