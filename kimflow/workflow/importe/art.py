"""What one noun says about its import: its columns, how a row is found and judged, which acts write it."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from kimflow.exports.spalten import PRUEFWORT, Spalte
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe.befunde import Befund, Zuordnung
from kimflow.workflow.importe.koepfe import normal
from kimflow.workflow.importe.werte import Zelle, pruefwort
from kimflow.workflow.importe.zeilen import Dateizeile

if TYPE_CHECKING:
    from kimflow.workflow.importe.lauf import Lauf

ART = "art"
"""The column by which one table holds rows of several nouns."""


class Art(ABC):
    """One noun. `bewacht` are the columns with sentences, which the Datenschutz-Wächter reads."""

    name: ClassVar[str]
    titel: ClassVar[str]
    einzahl: ClassVar[str]
    zeilenwort: ClassVar[str] = ""
    """The word in the column „Art“ that means this noun."""
    recht: ClassVar[Permission]
    spalten: ClassVar[Sequence[Spalte]]
    andere_namen: ClassVar[Mapping[str, str]] = {}
    """Other headings people use → key."""
    worte: ClassVar[Mapping[str, str]] = {}
    """Columns whose words must be known, and the kind they are of."""
    mehrfach: ClassVar[frozenset[str]] = frozenset()
    tage: ClassVar[frozenset[str]] = frozenset()
    ja_nein: ClassVar[frozenset[str]] = frozenset()
    absaetze: ClassVar[frozenset[str]] = frozenset()
    bewacht: ClassVar[frozenset[str]] = frozenset()
    fundstellen: ClassVar[frozenset[str]] = frozenset()
    """Of the guarded ones those that may hold the file number of an administration."""
    nur_neu: ClassVar[frozenset[str]] = frozenset()
    """Columns that only a new row can set."""
    erkennt: ClassVar[frozenset[str]] = frozenset()
    """Columns by which a row is found; left empty they say nothing, and their case does not count."""
    pflicht: ClassVar[Sequence[str]] = ()
    vorgaben: ClassVar[Sequence[str]] = ()
    """Columns that can be given once for all new rows that leave them empty."""

    @property
    def je_key(self) -> dict[str, Spalte]:
        return {spalte.key: spalte for spalte in self.spalten}

    def namen(self) -> dict[str, str]:
        """Every heading that is understood, normalised, with the key it means."""
        found = {normal(name): key for name, key in self.andere_namen.items()}
        for spalte in self.spalten:
            found[normal(spalte.key)] = found[normal(spalte.titel)] = spalte.key
        return found

    def ergaenzt(self, zeile: Dateizeile) -> Dateizeile:
        """The row with what its other columns say about one that it lacks."""
        return zeile

    @abstractmethod
    def benennen(self, befund: Befund) -> str:
        """What the row is called."""

    @abstractmethod
    def schluessel(self, befund: Befund) -> Hashable:
        """By what two rows of a file are the same one."""

    @abstractmethod
    def finden(self, befunde: Sequence[Befund], lauf: "Lauf") -> None:
        """Set `ding` of those that are there already; few statements for many rows."""

    @abstractmethod
    def ausgabe(self, ding: Any) -> dict[str, Zelle]:
        """The row as a file shows it, without its Prüfwort."""

    def zeile(self, ding: Any) -> dict[str, Zelle]:
        """The whole row as a file shows it."""
        row = self.ausgabe(ding)
        return {**row, PRUEFWORT.key: pruefwort(row)}

    @abstractmethod
    def aktuell(self, ding: Any) -> dict[str, Any]:
        """What the columns of something that is there mean today."""

    @abstractmethod
    def beurteilen(self, befund: Befund, lauf: "Lauf") -> None:
        """What else hinders a row: rights, requirements, what the acts themselves would refuse."""

    def gemeinsam(self, befunde: Sequence[Befund], lauf: "Lauf") -> None:  # noqa: B027 - most nouns have nothing to say
        """What hinders rows because of each other."""

    @abstractmethod
    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        """Write these rows by the acts a person would use."""


@contextmanager
def genannt(befund: Befund) -> Iterator[None]:
    """What an act refuses is said with the row it was about."""
    try:
        yield
    except Obstructed as refused:
        raise Obstructed(*(f"Zeile {befund.zeile.nummer}: {reason}" for reason in refused.reasons)) from refused
    except Forbidden as refused:
        raise Obstructed(f"Zeile {befund.zeile.nummer}: Das dürfen Sie hier nicht.") from refused
