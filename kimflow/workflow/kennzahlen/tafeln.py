"""What a table of Kennzahlen is made of: each count keeps the things it counted, so that nobody counts twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kimflow.queries.kennzahlen import Massnahmenzeile, Themenzeile, Vereinbarungszeile
from kimflow.workflow.kennzahlen.streuung import Streuung


@dataclass(frozen=True)
class Ding:
    """One thing behind a number, and what of it was measured."""

    sorte: str
    nummer: str
    titel: str
    angabe: str = ""


@dataclass(frozen=True)
class Zelle:
    """A number with the things it counts, or a text without any (`dinge` is None)."""

    wert: int | str
    dinge: Sequence[Ding] | None = None


def gezaehlt(dinge: Iterable[Ding]) -> Zelle:
    found = list(dinge)
    return Zelle(len(found), found)


@dataclass(frozen=True)
class Zeile:
    """A row; `schluessel` stands in addresses. `streuung` is what the drawing of durations needs."""

    schluessel: str
    name: str
    zellen: Sequence[Zelle]
    streuung: Streuung | None = None


@dataclass(frozen=True)
class Zahlentafel:
    """A table. `spalten`: key → heading; `gezeichnet`: the columns its drawing shows, in this order.

    `erklaerung` says what is counted and which date it is taken from; `hat_zeitraum`: only what lies in the period.
    """

    schluessel: str
    titel: str
    erklaerung: str
    kopf: str
    spalten: Mapping[str, str]
    zeilen: Sequence[Zeile]
    gezeichnet: Sequence[str] = field(default=())
    leer: str = ""
    hat_zeitraum: bool = False

    def zelle(self, zeile: str, spalte: str) -> Zelle | None:
        """The cell with this address, if there is one that counts things."""
        row = next((one for one in self.zeilen if one.schluessel == zeile), None)
        if row is None or spalte not in self.spalten:
            return None
        cell = row.zellen[list(self.spalten).index(spalte)]
        return cell if cell.dinge is not None else None

    @property
    def zaehlt_etwas(self) -> bool:
        return any(cell.dinge for row in self.zeilen for cell in row.zellen)

    @property
    def hat_streuung(self) -> bool:
        return any(row.streuung for row in self.zeilen)


@dataclass(frozen=True)
class Fenster:
    """A period; an end that is None is open."""

    von: date | None = None
    bis: date | None = None

    def __contains__(self, tag: date | None) -> bool:
        if tag is None:
            return False
        return (self.von is None or self.von <= tag) and (self.bis is None or tag <= self.bis)


def thema(row: Themenzeile, angabe: str = "") -> Ding:
    return Ding("thema", row.nummer, row.titel, angabe)


def massnahme(row: Massnahmenzeile, angabe: str = "") -> Ding:
    return Ding("massnahme", row.nummer, row.titel, angabe)


def vereinbarung(row: Vereinbarungszeile, angabe: str = "") -> Ding:
    return Ding("zielvereinbarung", row.nummer, row.titel, angabe)


def in_tagen(anzahl: int) -> str:
    """1 Tag, 12 Tage."""
    return f"{anzahl} {'Tag' if anzahl == 1 else 'Tage'}"
