"""How many single ballots would have to be different for the result to be another: exact, for every method.

A ranking is judged by the set of its first places. It changes, or is tied at its edge, exactly when some option
inside is caught up by one outside; so the least over all such pairs is the answer, and for one pair the best other
ballot gives everything to the one and nothing to the other, whatever the rest of it says.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, product

from kimflow.models import Mehrheitsregel
from kimflow.workflow.auszaehlung.raenge import Rang, erste_plaetze, hat_rangfolge
from kimflow.workflow.auszaehlung.zustimmung import Mehrheit, mehrheit
from kimflow.workflow.stimmzettel import WIDERSTAND_BIS

Werte = Mapping[int, int]
Bewertet = tuple[int, int]  # sum and number of ratings


def belastbarkeit_der_punkte(raenge: Sequence[Rang], zettel: Sequence[Werte], hoechstens: int) -> int | None:
    """Ballots to change until the first places change or are tied at their edge; 0 if they are tied already.

    zettel: points by option (places as Borda points). hoechstens: the most one ballot may give to one option.
    None where there is nothing to change: nobody gave a point, or there is no second option.
    """
    if not hat_rangfolge(raenge):
        return None
    values = {r.option: r.wert or 0 for r in raenge}
    return min((_aufholen(values, *pair, zettel, hoechstens) for pair in _paare(raenge)), default=None)


def _paare(raenge: Sequence[Rang]) -> Iterator[tuple[int, int]]:
    """Every option of the first places with every one behind them."""
    options = [r.option for r in raenge]
    edge = erste_plaetze(len(options))
    return product(options[:edge], options[edge:])


def _aufholen(values: Werte, ahead: int, behind: int, zettel: Sequence[Werte], hoechstens: int) -> int:
    """Ballots do not touch each other, so changing the most effective ones first is the least."""
    swings = sorted((z.get(ahead, 0) + hoechstens - z.get(behind, 0) for z in zettel), reverse=True)
    gained = accumulate(swings, initial=0)
    return next(changed for changed, gain in enumerate(gained) if gain >= values[ahead] - values[behind])


def belastbarkeit_des_widerstands(raenge: Sequence[Rang], zettel: Sequence[Werte]) -> int | None:
    """The same for resistance, where the Null-Lösung is no contender. zettel: ratings by option."""
    if not hat_rangfolge(raenge):
        return None
    contenders = [r for r in raenge if not r.ist_null]
    pairs = list(_paare(contenders))
    steps = range(len(zettel) + 1)
    return next((n for n in steps if any(_laesst_sich_umkehren(*pair, zettel, n) for pair in pairs)), None)


def _laesst_sich_umkehren(ahead: int, behind: int, zettel: Sequence[Werte], changes: int) -> bool:
    """Whether `changes` other ballots, each rating `ahead` 10 and `behind` 0, bring `behind` level or past it.

    How much an old rating weighs depends on how many ratings remain. So: split the ballots by which of the two they
    rated; for a fixed number taken from each group the counts are fixed, the comparison is linear, and within a
    group the ballots that help most come first.
    """
    if changes == 0:
        return _ist_gleichauf(_summe(ahead, zettel), _summe(behind, zettel))
    groups = _gruppen(ahead, behind, zettel)
    return any(
        _ist_gleichauf(*_geaendert(groups, taken)) for taken in _aufteilungen(changes, [len(group) for group in groups])
    )


def _geaendert(groups: Sequence[Sequence[tuple[int, int]]], taken: Sequence[int]) -> tuple[Bewertet, Bewertet]:
    """Sum and number of the ratings of both, after the best `taken` ballots of each group became (10, 0)."""
    changes = sum(taken)
    kept = [len(group) - n for group, n in zip(groups, taken, strict=True)]
    ahead, behind = kept[0] + kept[1] + changes, kept[0] + kept[2] + changes

    def nutzen(ratings: tuple[int, int]) -> int:
        return ratings[0] * behind - ratings[1] * ahead

    rest = [r for group, n in zip(groups, taken, strict=True) for r in sorted(group, key=nutzen)[n:]]
    return (sum(r[0] for r in rest) + WIDERSTAND_BIS * changes, ahead), (sum(r[1] for r in rest), behind)


def _summe(option: int, zettel: Sequence[Werte]) -> Bewertet:
    values = [z[option] for z in zettel if option in z]
    return sum(values), len(values)


def _ist_gleichauf(ahead: Bewertet, behind: Bewertet) -> bool:
    """An option nobody rated stands behind every rated one, and level with another such."""
    if not behind[1]:
        return not ahead[1]
    return behind[0] * ahead[1] <= ahead[0] * behind[1]


def _gruppen(ahead: int, behind: int, zettel: Sequence[Werte]) -> list[list[tuple[int, int]]]:
    """The two ratings of every ballot: rated both, only the one ahead, only the one behind, neither; missing is 0."""
    groups: list[list[tuple[int, int]]] = [[], [], [], []]
    for z in zettel:
        groups[2 * (ahead not in z) + (behind not in z)].append((z.get(ahead, 0), z.get(behind, 0)))
    return groups


def _aufteilungen(total: int, sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every way to take `total` from groups of these sizes."""
    if len(sizes) == 1:
        if total <= sizes[0]:
            yield (total,)
        return
    for taken in range(min(total, sizes[0]) + 1):
        for others in _aufteilungen(total - taken, sizes[1:]):
            yield (taken, *others)


def belastbarkeit_der_mehrheit(
    regel: Mehrheitsregel, stand: Mehrheit, *, berechtigt: int, enthaltungen_zaehlen: bool
) -> int | None:
    """Ballots to change until the verdict – reached, tie, not reached – is another; 0 if it is a tie already.

    By trying every way the ballots could have fallen. None if none of them changes it, or nobody has voted.
    """
    if stand.gleichstand:
        return 0
    votes = (stand.ja, stand.nein, stand.enthaltung)

    def verdict(ja: int, nein: int, enthaltung: int) -> tuple[bool, bool]:
        other = mehrheit(regel, ja, nein, enthaltung, berechtigt=berechtigt, enthaltungen_zaehlen=enthaltungen_zaehlen)
        return other.erreicht, other.gleichstand

    now = verdict(*votes)
    others = (other for other in _aufteilungen(sum(votes), [sum(votes)] * 3) if verdict(*other) != now)
    return min((_entfernung(votes, other) for other in others), default=None)


def _entfernung(votes: Sequence[int], other: Sequence[int]) -> int:
    """How many ballots changed their word between two counts of the same number of ballots."""
    return sum(max(0, before - after) for before, after in zip(votes, other, strict=True))
