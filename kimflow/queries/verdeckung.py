"""Small numbers: which counts of Bruchstellen may be told to somebody who may not see cases.

The one place that knows the rule (FACH §7). Such a reader gets three kinds of numbers and no other:

1. a count on its own – below the threshold it is "< 5" (`gezaehlt`);
2. the cell of a Schnittstelle over everything – shown from the threshold on;
3. the same cell for *one* value of *one* partition (a Handlungsfeld, an Ursache, a year, …) – `zeigbar`.

No sums, no combination of two partitions, no ranges. So the only equations a reader can write are, for each cell and
each partition, "its parts add up to it". Parts of different partitions say nothing about each other: any two splits of
the same number go together. One rule for each split is therefore enough. What is kept back of it must

- make up at least the threshold, else subtracting the rest from the cell would tell a small number (or nothing at all:
  then the other parts are 0, and that is said), and
- leave every hidden part open. Parts of equal size are kept back together and no word is preferred, so whatever fits
  the shown numbers still fits with the hidden parts swapped. Only parts that are certainly all equal could be told, and
  with five or more to share out among two or more that happens in one case: each holds as much as a hidden part can.

Both matrices count the same Bruchstellen, but a reader sees one row of the second and the total of neither.
tests/handlungen/test_verdeckung.py plays the reader who knows this text and tries.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kimflow import config
from kimflow.models import Person
from kimflow.permissions import ist_koordination

Teil = TypeVar("Teil", bound=Hashable)


@dataclass(frozen=True)
class Anzahl:
    """A count as this person may know it; below the threshold the value is not in here at all."""

    wert: int | None
    schwelle: int

    def __str__(self) -> str:
        return f"< {self.schwelle}" if self.wert is None else str(self.wert)


def sieht_genau(person: Person | None) -> bool:
    """Whether `person` may see cases, and so exact numbers; None stands for a paper that is handed around."""
    return person is not None and ist_koordination(person, None)


def schwelle() -> int:
    """From which count on a number is shown to everybody."""
    return config.current().schwelle


def gezaehlt(wert: int, person: Person | None) -> Anzahl:
    """A count that stands on its own. Zero is no small number: there is nobody to recognise."""
    shown = wert == 0 or wert >= schwelle() or sieht_genau(person)
    return Anzahl(wert if shown else None, schwelle())


def zeigbar(werte: Mapping[Teil, int], teile: Collection[Teil], ab: int) -> dict[Teil, int]:
    """The parts of one count that may stand beside it.

    `werte`: how many fall to each part; the count itself, their sum, is known to the reader if it is at least `ab`.
    `teile`: all parts there are, the empty ones included; where nothing is kept back these are shown as 0.
    Nothing of a count below `ab` is shown.
    """
    if ab <= 1:
        return dict(werte)  # no number is a small one
    summe = sum(werte.values())
    shown = {teil: wert for teil, wert in werte.items() if wert >= ab} if summe >= ab else {}
    while shown and not _sicher(summe - sum(shown.values()), len(teile) - len(shown), ab):
        smallest = min(shown.values())
        shown = {teil: wert for teil, wert in shown.items() if wert > smallest}
    return dict.fromkeys(teile, 0) | shown if shown and sum(shown.values()) == summe else shown


def _sicher(rest: int, verdeckte: int, ab: int) -> bool:
    """Whether `verdeckte` hidden parts that make up `rest` stay open; without a rest there is nothing to hide."""
    if rest == 0:
        return ab > 2 or verdeckte == 0  # below 2 there is only 1: a hidden pair of ones must pass for a 2 and a 0
    return ab <= rest < (ab - 1) * verdeckte
