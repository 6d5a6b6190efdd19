"""What an import finds out about a row, and what the person answers to its questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kimflow.queries import bezeichnungen
from kimflow.workflow.importe.zeilen import Dateizeile

if TYPE_CHECKING:
    from kimflow.workflow.importe.art import Art


class Stand(StrEnum):
    """What the import would do with a row, the gravest last."""

    NEU = "neu"
    AENDERUNG = "aenderung"
    VORHANDEN = "vorhanden"
    AUSGELASSEN = "ausgelassen"
    FRAGE = "frage"
    FEHLER = "fehler"


SCHREIBT = (Stand.NEU, Stand.AENDERUNG)
HINDERT = (Stand.FRAGE, Stand.FEHLER)


@dataclass(frozen=True)
class Zuordnung:
    """What the person answered: by (kind, word) the id meant or None to leave it out; the Vorgaben; and wishes.

    spalten: place of an unknown heading → key of a column. einladen: send new persons their link at once.
    """

    worte: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    vorgaben: Mapping[str, str] = field(default_factory=dict)
    spalten: Mapping[str, str | None] = field(default_factory=dict)
    einladen: bool = False


@dataclass(frozen=True)
class Aenderung:
    """One cell that would change; both as people read them."""

    titel: str
    alt: str
    neu: str


@dataclass
class Befund:
    """One row, read and judged; `meldungen` say in German what is the matter.

    texte: by column, the Vorgaben filled in; werte: what they mean; ding: what is there already.
    """

    zeile: Dateizeile
    art: "Art | None"
    stand: Stand = Stand.NEU
    meldungen: list[str] = field(default_factory=list)
    texte: dict[str, str] = field(default_factory=dict)
    werte: dict[str, Any] = field(default_factory=dict)
    ding: Any = None
    aenderungen: list[Aenderung] = field(default_factory=list)
    geaendert: set[str] = field(default_factory=set)
    fragen: list[tuple[str, str]] = field(default_factory=list)
    gefragt: set[str] = field(default_factory=set)

    @property
    def titel(self) -> str:
        """What the row is called on the page."""
        return self.art.benennen(self) if self.art else self.zeile["titel"]

    @property
    def erledigt(self) -> bool:
        """Whether nothing else about it matters."""
        return self.stand in (Stand.VORHANDEN, Stand.AUSGELASSEN)

    def melden(self, stand: Stand, text: str) -> None:
        """Add a finding; the gravest of them is the row's Stand."""
        text = bezeichnungen.eingesetzt(text)
        if text not in self.meldungen:
            self.meldungen.append(text)
        self.stand = max(self.stand, stand, key=list(Stand).index)

    def abtun(self, stand: Stand, *texte: str) -> None:
        """Nothing to do with this row, so nothing else about it matters."""
        self.stand, self.meldungen = stand, list(texte)

    def betrifft(self, *keys: str) -> bool:
        """Whether one of these columns is to be written: all of a new row, of another only what changed."""
        return self.ding is None or not self.geaendert.isdisjoint(keys)


@dataclass(frozen=True)
class Vorschau:
    """What would happen: a Befund per row, and the words nobody knows, by kind."""

    befunde: Sequence[Befund]

    @property
    def unbekannte(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for befund in self.befunde:
            for kind, word in befund.fragen:
                found.setdefault(kind, set()).add(word)
        return {kind: sorted(words) for kind, words in found.items()}

    def anzahl(self, stand: Stand) -> int:
        return sum(befund.stand is stand for befund in self.befunde)

    @property
    def gehindert(self) -> list[Befund]:
        """Rows that cannot be written as they stand."""
        return [befund for befund in self.befunde if befund.stand in HINDERT]
