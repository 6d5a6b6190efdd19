"""The words the Landkarte is drawn and narrowed with, and how each of them divides the Bruchstellen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import and_, literal, or_, select, union_all

from kimflow.db import german_key, session
from kimflow.models import Bruchstelle, Fallrekonstruktion, Kommune, Station, Vokabel
from kimflow.queries.bruchstellen import FREIGEGEBENE

OHNE = 0
"""The value of a Bruchstelle that has none: no Kommune, no phase."""
_VOKABULARE = ("rechtskreis", "institutionstyp", "handlungsfeld", "ursache", "phase")


def phase() -> Any:
    """In which phase it broke: that of the Station it is marked at, else of the first failed one at its institutions.

    A Bruchstelle has at most one phase, so that the phases divide them.
    """
    guessed = and_(
        Bruchstelle.nach_station.is_(None),
        ~Station.gelungen,
        Station.phase_id.is_not(None),
        Station.institutionstyp_id.in_((Bruchstelle.von_institutionstyp_id, Bruchstelle.zu_institutionstyp_id)),
    )
    return (
        select(Station.phase_id)
        .where(Station.fall_id == Bruchstelle.fall_id, or_(Station.position == Bruchstelle.nach_station, guessed))
        .order_by(Station.position)
        .limit(1)
        .correlate(Bruchstelle)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Teilung:
    """A way to divide all Bruchstellen: the words for it, and the column that says to which part one falls."""

    text: str
    spalte: Any
    ohne: str = ""


TEILUNGEN: dict[str, Teilung] = {
    "handlungsfeld": Teilung("Handlungsfeld", Bruchstelle.handlungsfeld_id),
    "kommune": Teilung("Kommune", Bruchstelle.kommune_id, "Kreisgebiet"),
    "ursache": Teilung("Ursache", Bruchstelle.ursache_id),
    "phase": Teilung("Phase", phase(), "ohne Phase"),
    "jahr": Teilung("Jahr", Fallrekonstruktion.jahr),
}


@dataclass(frozen=True)
class Wort:
    id: int
    text: str
    aktiv: bool = True


@dataclass(frozen=True)
class Worte:
    """All words by vocabulary in their order, the Kommunen, and the quarters in which there is a released case."""

    vokabulare: Mapping[str, Sequence[Wort]]
    kommunen: Sequence[Wort]
    quartale: Sequence[tuple[int, int]]

    @cached_property
    def _nach_id(self) -> dict[int, tuple[int, str]]:
        words = [word for name in _VOKABULARE for word in self.vokabulare.get(name, ())]
        return {word.id: (place, word.text) for place, word in enumerate(words)}

    def text(self, id: int) -> str:
        return self._nach_id[id][1]

    def kennt(self, id: int) -> bool:
        return id in self._nach_id

    def platz(self, id: int) -> int:
        """Where a word stands among the others."""
        return self._nach_id[id][0]

    def teile(self, teilung: str) -> list[Wort]:
        """Every part of a partition, words that are no longer offered included."""
        if teilung == "jahr":
            return [Wort(jahr, str(jahr)) for jahr in sorted({jahr for jahr, _ in self.quartale})]
        words = self.kommunen if teilung == "kommune" else self.vokabulare.get(teilung, ())
        rest = TEILUNGEN[teilung].ohne
        return [*words, *([Wort(OHNE, rest)] if rest else [])]

    def kennungen(self, teilung: str) -> list[int]:
        return [teil.id for teil in self.teile(teilung)]


def worte() -> Worte:
    """Read in one statement."""
    statement = union_all(
        select(Vokabel.art, Vokabel.id, Vokabel.kurz, Vokabel.reihenfolge, Vokabel.aktiv).where(
            Vokabel.art.in_(_VOKABULARE)
        ),
        select(literal("kommune"), Kommune.id, Kommune.name, literal(0), Kommune.aktiv),
        select(literal("quartal"), Fallrekonstruktion.jahr, literal(""), Fallrekonstruktion.quartal, literal(True))
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .distinct(),
    )
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for kind, *row in session().execute(statement):
        rows.setdefault(kind, []).append(tuple(row))
    return Worte(
        {
            kind: [Wort(row[0], row[1], row[3]) for row in sorted(found, key=lambda row: (row[2], german_key(row[1])))]
            for kind, found in rows.items()
            if kind in _VOKABULARE
        },
        sorted(
            (Wort(row[0], row[1], row[3]) for row in rows.get("kommune", [])), key=lambda word: german_key(word.text)
        ),
        sorted((row[0], row[2]) for row in rows.get("quartal", [])),
    )
