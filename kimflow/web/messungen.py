"""An Indikator as pages show it: its readings and gaps in one table, the verdict, the drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kimflow import clock
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import Indikator, Messwert
from kimflow.web.messbild import Messbild, messbild
from kimflow.workflow.messreihe import Urteil, luecken, urteil
from kimflow.workflow.zielvereinbarungen.fassungen import messbar


@dataclass(frozen=True)
class Reihe:
    """A row of the table: a reading, what it replaced, or a day on which none came; `aus`: the earlier version's."""

    tag: date
    messwert: Messwert | None
    vorher: tuple[Messwert, ...] = ()
    aus: Indikator | None = None


@dataclass(frozen=True)
class Messung:
    """Needs the Indikator with its readings, and the same Indikator of earlier versions with theirs."""

    indikator: Indikator
    fruehere: Sequence[Indikator] = ()

    @cached_property
    def geltende(self) -> list[Messwert]:
        """The readings that stand, through all versions, by day."""
        return sorted((m for i in self._alle for m in i.geltende), key=lambda m: (m.gemessen_am, m.id))

    @property
    def letzter(self) -> Messwert | None:
        return self.geltende[-1] if self.geltende else None

    def aus(self, messwert: Messwert) -> Indikator | None:
        """The earlier version's Indikator under which it was taken."""
        return next((i for i in self.fruehere if i.id == messwert.indikator_id), None)

    @property
    def vereinbart(self) -> str:
        return messbar(self.indikator)

    @cached_property
    def urteil(self) -> Urteil:
        last = self.letzter
        return urteil(self.indikator.ausgangswert, self.indikator.zielwert, last.wert if last else None)

    @cached_property
    def luecken(self) -> list[date]:
        """Every version by its own rhythm, until the first reading under the next."""
        found: list[date] = []
        until = clock.today()
        for one in reversed(self._alle):
            days = [m.gemessen_am for m in one.geltende]
            found += luecken(days, one.rhythmus.monate if one.rhythmus else None, until)
            until = days[0] if days else until
        return sorted(found)

    @property
    def _alle(self) -> list[Indikator]:
        return [*self.fruehere, self.indikator]

    @cached_property
    def reihen(self) -> list[Reihe]:
        """The newest first."""
        by_id = {m.id: m for i in self._alle for m in i.messwerte}
        rows = [Reihe(m.gemessen_am, m, tuple(_vorher(m, by_id)), self.aus(m)) for m in self.geltende]
        return sorted([*rows, *(Reihe(day, None) for day in self.luecken)], key=lambda row: row.tag, reverse=True)

    @cached_property
    def bild(self) -> Messbild | None:
        """From two readings on."""
        readings = [(m.gemessen_am, m.wert) for m in self.geltende]
        if len(readings) < 2:
            return None
        earlier = [self.aus(m) is not None for m in self.geltende]
        return messbild(readings, self.luecken, self.indikator.ausgangswert, self.indikator.zielwert, earlier)

    @property
    def beschreibung(self) -> str:
        """The drawing in words."""
        one, last = self.geltende[0], self.geltende[-1]
        gaps = f" {len(self.luecken)} Messungen fehlen." if len(self.luecken) > 1 else ""
        gaps = " Eine Messung fehlt." if len(self.luecken) == 1 else gaps
        earlier = sum(self.aus(m) is not None for m in self.geltende)
        before = f" {earlier} davon aus früheren Fassungen." if earlier else ""
        return (
            f"{len(self.geltende)} Messwerte.{before} "
            f"Von {geschrieben(one.wert)} am {one.gemessen_am:%d.%m.%Y} auf {geschrieben(last.wert)} am "
            f"{last.gemessen_am:%d.%m.%Y}; Ziel {geschrieben(self.indikator.zielwert)}.{gaps}"
        )


def _vorher(messwert: Messwert, by_id: dict[int, Messwert]) -> Iterator[Messwert]:
    while messwert.ersetzt_id is not None:
        messwert = by_id[messwert.ersetzt_id]
        yield messwert
