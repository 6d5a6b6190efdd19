"""Ranking several Themen: sums of points, Borda points of places, and means of resistance."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kimflow.models import Stimmwort
from kimflow.workflow.stimmzettel import GRUND_AB, Stimmzettel


@dataclass(frozen=True)
class Widerstand:
    """How one option was rated. Abstained and not rated are two things, and neither is a rating."""

    bewertet: int
    summe: int
    niedrigster: int | None
    hoechster: int | None
    mit_grund: int
    enthaltungen: int
    nicht_bewertet: int
    schlechter_als_null: bool = False

    @property
    def mittel(self) -> Fraction | None:
        """The exact mean over the rated answers only."""
        return Fraction(self.summe, self.bewertet) if self.bewertet else None

    @property
    def akzeptanz(self) -> int | None:
        """100 − mean × 10 in whole tenths, rounded half up; a display value, ranks go by the mean."""
        if self.mittel is None:
            return None
        tenths = 1000 - self.mittel * 100
        return (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)


@dataclass(frozen=True)
class Rang:
    """An option with its place: equal values share a rank and the next rank is skipped (1, 2, 2, 4).

    wert: its points, or its acceptance in tenths. No rank: it was never rated, nobody gave any points at all, or it
    is the Null-Lösung.
    """

    option: int
    wert: int | None
    rang: int | None
    widerstand: Widerstand | None = None
    ist_null: bool = False


def nach_punkten(optionen: Sequence[int], zettel: Iterable[Mapping[int, int]]) -> list[Rang]:
    """The options by the sum of their points, highest first; among equals in the order given.

    Without any point there are no ranks at all; with one, an option without points is the last.
    """
    sums = Counter(dict.fromkeys(optionen, 0))
    for one in zettel:
        sums.update(one)
    order = sorted(optionen, key=lambda option: -sums[option])
    if not any(sums.values()):
        return [Rang(option, 0, None) for option in order]
    return [Rang(option, sums[option], 1 + sum(sums[o] > sums[option] for o in optionen)) for option in order]


def hat_rangfolge(raenge: Sequence[Rang]) -> bool:
    """Whether anybody gave anything to an option: without it there is no first place, and no tie."""
    return any(r.rang is not None for r in raenge)


def erste_plaetze(anzahl: int) -> int:
    """How many first places are looked at among that many options: three, of three or fewer only the first."""
    return 3 if anzahl > 3 else 1


def geteilte_plaetze(raenge: Sequence[Rang]) -> dict[int, list[int]]:
    """Which options share one of the first places, by place; places further back are shared without consequence."""
    first = erste_plaetze(sum(not r.ist_null for r in raenge))
    places: dict[int, list[int]] = {}
    for r in raenge:
        if r.rang is not None and r.rang <= first:
            places.setdefault(r.rang, []).append(r.option)
    return {place: options for place, options in places.items() if len(options) > 1}


def als_punkte(zettel: Mapping[int, int], plaetze: int) -> dict[int, int]:
    """The Borda points of one ballot of places: place p of n gives n − p + 1 points."""
    return {option: plaetze - place + 1 for option, place in zettel.items()}


def nach_plaetzen(optionen: Sequence[int], zettel: Iterable[Mapping[int, int]], plaetze: int) -> list[Rang]:
    """The options by the Borda points of their places."""
    return nach_punkten(optionen, [als_punkte(one, plaetze) for one in zettel])


def nach_widerstand(optionen: Sequence[int], zettel: Sequence[Stimmzettel], null: int | None = None) -> list[Rang]:
    """The options by their mean resistance, lowest first; never rated at the end and without a rank.

    null: the Null-Lösung among the options. It stands at its place in the order, after its equals, but takes no rank.
    """
    rated = {option: _bewertungen(option, zettel) for option in optionen}
    means = {option: w.mittel for option, w in rated.items() if w.mittel is not None}
    bar = means.get(null) if null is not None else None
    themes = [means[option] for option in means if option != null]

    def row(option: int) -> Rang:
        mean = means.get(option)
        worse = mean is not None and bar is not None and mean > bar
        rank = None if mean is None or option == null else 1 + sum(other < mean for other in themes)
        rating = replace(rated[option], schlechter_als_null=worse)
        return Rang(option, rating.akzeptanz, rank, rating, option == null)

    def order(option: int) -> tuple[bool, Fraction, bool]:
        return option not in means, means.get(option, Fraction(0)), option == null

    return [row(option) for option in sorted(optionen, key=order)]


def _bewertungen(option: int, zettel: Sequence[Stimmzettel]) -> Widerstand:
    values = [one.werte[option] for one in zettel if option in one.werte]
    abstained = sum(one.wort is Stimmwort.ENTHALTUNG or option in one.enthaltungen for one in zettel)
    return Widerstand(
        bewertet=len(values),
        summe=sum(values),
        niedrigster=min(values, default=None),
        hoechster=max(values, default=None),
        mit_grund=sum(value >= GRUND_AB for value in values),
        enthaltungen=abstained,
        nicht_bewertet=len(zettel) - len(values) - abstained,
    )
