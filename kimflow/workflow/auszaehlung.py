"""Counting votes: pure functions over integers. Ballots in, result out; no database, no clock, no floats."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kimflow.models import Konsensstimme

K = Konsensstimme
STIMMT_ZU = frozenset({K.ZUSTIMMUNG, K.BEDENKEN, K.VORBEHALT})

Punktzettel = Mapping[int, int]


@dataclass(frozen=True)
class Rang:
    """An option with the sum of its points; equal sums share a rank and the next rank is skipped (1, 2, 2, 4)."""

    option: int
    punkte: int
    rang: int


def rangfolge(optionen: Sequence[int], zettel: Iterable[Punktzettel]) -> list[Rang]:
    """The options by points, highest first; among equals in the order given."""
    sums = Counter(dict.fromkeys(optionen, 0))
    for one in zettel:
        sums.update(one)
    order = sorted(optionen, key=lambda option: -sums[option])
    return [Rang(option, sums[option], 1 + sum(sums[o] > sums[option] for o in optionen)) for option in order]


def belastbarkeit(raenge: Sequence[Rang], zettel: Sequence[Punktzettel], hoechstens: int) -> int | None:
    """How many ballots would have to be different for the first place to be lost or shared.

    0 if it is shared already; None if not even all of them together could do it, or nobody gave a point.
    hoechstens: the most one ballot may give to one option.
    """
    if not raenge or raenge[0].punkte == 0:
        return None
    first, others = raenge[0], raenge[1:]
    needed = [_umzustimmen(first, other, zettel, hoechstens) for other in others]
    return min((n for n in needed if n is not None), default=None)


def _umzustimmen(first: Rang, other: Rang, zettel: Sequence[Punktzettel], hoechstens: int) -> int | None:
    """Ballots to change, the most effective ones first, until `other` has as many points as `first`."""
    gap = first.punkte - other.punkte
    swings = sorted((z.get(first.option, 0) + hoechstens - z.get(other.option, 0) for z in zettel), reverse=True)
    for changed, swing in enumerate([0, *swings]):
        gap -= swing
        if gap <= 0:
            return changed
    return None


def worte(stimmen: Iterable[Konsensstimme]) -> dict[Konsensstimme, int]:
    """How often each word was chosen, all words in their order."""
    counted = Counter(stimmen)
    return {wort: counted[wort] for wort in K}


def ist_zustimmung(gezaehlt: Mapping[Konsensstimme, int]) -> bool:
    """Somebody agrees and no schwerer Einwand stands. Silence and Enthaltung alone are never consent."""
    return gezaehlt[K.EINWAND] == 0 and any(gezaehlt[wort] for wort in STIMMT_ZU)


def satz_der_rangfolge(raenge: Sequence[Rang], namen: Mapping[int, str], abgegeben: int, berechtigt: int) -> str:
    """The result of a ranking as a German sentence."""
    turnout = _beteiligung(abgegeben, berechtigt)
    if not raenge or raenge[0].punkte == 0:
        return f"Es gibt keine Rangfolge, denn niemand hat Punkte vergeben. {turnout}"
    first = [namen[r.option] for r in raenge if r.rang == 1]
    points = _punkte(raenge[0].punkte)
    if len(first) == 1:
        return f"Auf Platz 1 steht {_zitat(first[0])} mit {points}. {turnout}"
    return f"Platz 1 teilen sich {_aufzaehlung([_zitat(name) for name in first])} mit je {points}. {turnout}"


def satz_der_belastbarkeit(noetig: int | None, abgegeben: int) -> str:
    """How far the first place hangs on single ballots, as a German sentence."""
    if noetig is None:
        return ""
    if noetig == 0:
        return "Der erste Platz ist geteilt; schon eine andere Stimme entscheidet."
    if noetig == 1:
        return "Knapp: Eine einzige andere Stimme könnte den ersten Platz ändern."
    return f"Der erste Platz bliebe gleich, auch wenn {noetig - 1} von {abgegeben} Stimmen anders ausgefallen wären."


def satz_der_zustimmung(
    gezaehlt: Mapping[Konsensstimme, int], abgegeben: int, berechtigt: int, ausstehend: Sequence[str] = ()
) -> str:
    """The result of a round of consent as a German sentence. ausstehend: who must act and has not agreed."""
    turnout = _beteiligung(abgegeben, berechtigt)
    if ist_zustimmung(gezaehlt):
        sentence = f"Zustimmung: Es steht kein schwerer Einwand. {turnout}"
    elif einwaende := gezaehlt[K.EINWAND]:
        standing = "Ein schwerer Einwand steht" if einwaende == 1 else f"{einwaende} schwere Einwände stehen"
        sentence = f"Keine Zustimmung: {standing}. {turnout}"
    else:
        sentence = f"Keine Zustimmung: Niemand hat zugestimmt. {turnout}"
    if ausstehend:
        sentence += f" Noch nicht zugestimmt hat, wer handeln muss: {_aufzaehlung(ausstehend)}."
    return sentence


def _beteiligung(abgegeben: int, berechtigt: int) -> str:
    verb = "hat" if abgegeben == 1 else "haben"
    return f"{abgegeben} von {berechtigt} Sitzen {verb} abgestimmt."


def _punkte(count: int) -> str:
    return "1 Punkt" if count == 1 else f"{count} Punkten"


def _zitat(name: str) -> str:
    return f"„{name}“"


def _aufzaehlung(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"
