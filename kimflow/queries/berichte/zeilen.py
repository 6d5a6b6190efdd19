"""The rows that reports are counted from. None of them has a column for a person."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kimflow.models import Buchungsart, Gremienart, Lage, Modus, Pflichtart, Stimmrecht


@dataclass(frozen=True)
class Wechsel:
    """A line of the trail as reports need it: what became of a thing by which act on which day."""

    art: str
    id: int
    tag: date
    akt: str
    nachher: str


@dataclass(frozen=True)
class Themenzeile:
    id: int
    nummer: str
    titel: str
    aufgenommen_am: date


@dataclass(frozen=True)
class Massnahmenzeile:
    """`vereinbart_am`: the day of its Beschluss; `typ`: what kind of institution carries it out."""

    id: int
    nummer: str
    titel: str
    thema_id: int
    typ_id: int
    vereinbart_am: date | None
    umgesetzt_am: date | None
    frist: date | None
    verstetigt: bool


@dataclass(frozen=True)
class Vereinbarungszeile:
    id: int
    nummer: str
    titel: str
    in_kraft_am: date | None


@dataclass(frozen=True)
class Beschlusszeile:
    id: int
    nummer: str
    wortlaut: str
    modus: Modus
    gefasst_am: date
    gremienart: Gremienart
    gremium: str


@dataclass(frozen=True)
class Wirkungszeile:
    """What a Beschluss did to a Thema, and when it was decided."""

    beschluss: str
    gefasst_am: date
    akt: str
    thema_id: int


@dataclass(frozen=True)
class Sitzungszeile:
    id: int
    nummer: str
    gremienart: Gremienart
    gremium: str
    eroeffnet_am: datetime | None
    genehmigt_am: datetime | None


@dataclass(frozen=True)
class Gremienzeile:
    id: int
    name: str
    art: Gremienart
    von: date
    bis: date | None


@dataclass(frozen=True)
class Sitzzeile:
    """A Sitz of a Lenkungsgruppe with the types of the institutions it stands for."""

    id: int
    gremium_id: int
    gremium: str
    bezeichnung: str
    stimmrecht: Stimmrecht
    typen: frozenset[int]
    kommunen: frozenset[int]


@dataclass(frozen=True)
class Mandatszeile:
    id: int
    thema: str
    titel: str
    gruppe_id: int
    gruppe: str
    erteilt_am: date
    beendet_am: date | None
    frist: date | None


@dataclass(frozen=True)
class Topfzeile:
    id: int
    jahr: int
    baustein: int
    name: str
    deckel: int | None
    einheit: str


@dataclass(frozen=True)
class Buchungszeile:
    id: int
    topf_id: int
    massnahme_id: int
    massnahme: str
    zweck: str
    art: Buchungsart
    betrag: int
    gebucht_am: date
    storniert_am: date | None
    ausnahme: bool


@dataclass(frozen=True)
class Pflichtzeile:
    id: int
    art: Pflichtart
    was: str
    bis: date
    erledigt_am: date | None


@dataclass(frozen=True)
class Weitergabezeile:
    id: int
    thema: str
    titel: str
    an: str
    am: date
    antwort_am: date | None
    abgeschlossen_am: date | None


@dataclass(frozen=True)
class Rueckmeldungszeile:
    id: int
    massnahme_id: int
    lage: Lage
    tag: date


@dataclass(frozen=True)
class Indikatorzeile:
    """`wert`: the last reading up to the stichtag, None without one."""

    id: int
    vereinbarung_id: int
    vereinbarung: str
    name: str
    einheit: str
    ausgangswert: Decimal
    zielwert: Decimal
    wert: Decimal | None
    gemessen_am: date | None

    @property
    def ist_erreicht(self) -> bool:
        if self.wert is None:
            return False
        return self.wert >= self.zielwert if self.zielwert > self.ausgangswert else self.wert <= self.zielwert


@dataclass(frozen=True)
class Falleingang:
    """A case or a Meldung by number and day alone: nothing of what it tells may stay in a report."""

    id: int
    nummer: str
    tag: date
