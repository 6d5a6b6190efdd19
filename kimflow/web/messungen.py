"""An Indikator as pages show it: its readings and gaps in one table, the verdict, the drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kimflow import clock
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import Indikator, Messwert
from kimflow.web.messbild import Messbild, messbild
from kimflow.workflow.messreihe import Urteil, luecken, urteil


@dataclass(frozen=True)
class Reihe:
    """A row of the table: a reading, what it replaced, or a day on which none came."""

    tag: date
    messwert: Messwert | None
    vorher: tuple[Messwert, ...] = ()


@dataclass(frozen=True)
class Messung:
    """Needs the Indikator with its readings."""

    indikator: Indikator

    @cached_property
    def urteil(self) -> Urteil:
        last = self.indikator.letzter
        return urteil(self.indikator.ausgangswert, self.indikator.zielwert, last.wert if last else None)

    @cached_property
    def luecken(self) -> list[date]:
        rhythm = self.indikator.rhythmus
        days = [m.gemessen_am for m in self.indikator.geltende]
        return luecken(days, rhythm.monate if rhythm else None, clock.today())

    @cached_property
    def reihen(self) -> list[Reihe]:
        """The newest first."""
        by_id = {m.id: m for m in self.indikator.messwerte}
        rows = [Reihe(m.gemessen_am, m, tuple(_vorher(m, by_id))) for m in self.indikator.geltende]
        return sorted([*rows, *(Reihe(day, None) for day in self.luecken)], key=lambda row: row.tag, reverse=True)

    @cached_property
    def bild(self) -> Messbild | None:
        """From two readings on."""
        readings = [(m.gemessen_am, m.wert) for m in self.indikator.geltende]
        if len(readings) < 2:
            return None
        return messbild(readings, self.luecken, self.indikator.ausgangswert, self.indikator.zielwert)

    @property
    def beschreibung(self) -> str:
        """The drawing in words."""
        one, last = self.indikator.geltende[0], self.indikator.geltende[-1]
        gaps = f" {len(self.luecken)} Messungen fehlen." if len(self.luecken) > 1 else ""
        gaps = " Eine Messung fehlt." if len(self.luecken) == 1 else gaps
        return (
            f"Von {geschrieben(one.wert)} am {one.gemessen_am:%d.%m.%Y} auf {geschrieben(last.wert)} am "
            f"{last.gemessen_am:%d.%m.%Y}; Ziel {geschrieben(self.indikator.zielwert)}.{gaps}"
        )


def _vorher(messwert: Messwert, by_id: dict[int, Messwert]) -> Iterator[Messwert]:
    while messwert.ersetzt_id is not None:
        messwert = by_id[messwert.ersetzt_id]
        yield messwert
