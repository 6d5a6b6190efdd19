"""The arithmetic of votes, part three: how many ballots would have to be different, against trying them all."""

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, product
from random import Random

import pytest

from kimflow.models import Mehrheitsregel
from kimflow.workflow.auszaehlung import (
    als_punkte,
    belastbarkeit_der_mehrheit,
    belastbarkeit_der_punkte,
    belastbarkeit_des_widerstands,
    mehrheit,
    nach_punkten,
    nach_widerstand,
)
from kimflow.workflow.stimmzettel import Stimmzettel

NULL = 9


def erste(werte):
    """The oracle's verdict: which options are the first three (of three or fewer: the first), None if that is open.

    werte: a key per option, the higher the better.
    """
    places = 3 if len(werte) > 3 else 1
    order = sorted(werte, reverse=True)
    if order[places - 1] == order[places]:
        return None
    return {option for option, value in enumerate(werte) if value >= order[places - 1]}


def geaendert(ballots, changes, possible) -> Iterator[list]:
    """Every way to have `changes` of these ballots different."""
    for which in combinations(range(len(ballots)), changes):
        for others in product(possible, repeat=changes):
            other = list(ballots)
            for index, ballot in zip(which, others, strict=True):
                other[index] = ballot
            yield other


def probieren(ballots, possible, bewerten):
    """Change ever more ballots in every possible way until the first places are others, or open."""
    before = erste(bewerten(ballots))
    if before is None:
        return 0
    for changes in range(1, len(ballots) + 1):
        if any(erste(bewerten(other)) != before for other in geaendert(ballots, changes, possible)):
            return changes
    return None


def summen(ballots):
    return [sum(column) for column in zip(*ballots, strict=True)]


def mit_punkten(ballot):
    return {option: n for option, n in enumerate(ballot) if n}


def zettel_mit(options, most, total):
    return [b for b in product(range(most + 1), repeat=options) if sum(b) <= total]


def pruefen_punkte(starts, possible, most):
    seen = set()
    for ballots in starts:
        if any(map(sum, ballots)):
            given = [mit_punkten(b) for b in ballots]
            rows = nach_punkten(range(len(ballots[0])), given)
            expected = probieren(ballots, possible, summen)
            assert belastbarkeit_der_punkte(rows, given, most) == expected, ballots
            seen.add(expected)
    return seen


@pytest.mark.parametrize(("themen", "hoechstens", "punkte", "sitze"), [(2, 2, 3, 3), (3, 1, 2, 3), (4, 1, 2, 2)])
def test_die_belastbarkeit_der_punkte_stimmt_mit_dem_durchprobieren_ueberein(themen, hoechstens, punkte, sitze):
    """Oberfläche 3.8: every round of that size."""
    possible = zettel_mit(themen, hoechstens, punkte)

    assert pruefen_punkte(combinations_with_replacement(possible, sitze), possible, hoechstens) >= {0, 1}


def test_fuenf_themen_und_sechs_sitze_halten_jeder_einzelnen_anderen_stimme_stand():
    """Oberfläche 3.8: 5 Themen, 6 voters, all single-ballot changes."""
    possible, random = zettel_mit(5, 2, 3), Random(5)
    seen = set()
    for _ in range(60):
        # Of one mind more often than by chance, or nothing would ever stand.
        ballots = random.choices(random.sample(possible, 2), k=6)
        given = [mit_punkten(b) for b in ballots]
        before = erste(summen(ballots))
        stands = before is not None and all(erste(summen(o)) == before for o in geaendert(ballots, 1, possible))
        needed = belastbarkeit_der_punkte(nach_punkten(range(5), given), given, 2)
        assert (needed > 1) == stands, ballots
        assert (needed == 0) == (before is None), ballots
        seen.add(min(needed, 2))
    assert seen == {0, 1, 2}


@pytest.mark.parametrize(("themen", "plaetze", "sitze"), [(2, 2, 3), (3, 2, 2), (3, 3, 2), (4, 2, 2)])
def test_die_belastbarkeit_der_plaetze_stimmt_mit_dem_durchprobieren_ueberein(themen, plaetze, sitze):
    """Gapless places only, as a valid ballot has them."""
    orders = [order for n in range(min(themen, plaetze) + 1) for order in product(range(themen), repeat=n)]
    possible = []
    for order in orders:
        if len(set(order)) == len(order):
            points = als_punkte({option: place for place, option in enumerate(order, start=1)}, plaetze)
            possible.append(tuple(points.get(option, 0) for option in range(themen)))

    starts = combinations_with_replacement(possible, sitze)
    assert pruefen_punkte(starts, possible, plaetze) >= {0, 1}


def mittel(ballots):
    """Mean resistance as a key, the higher the better: never rated is worse than any rating. Whole numbers:
    every count divides 27720.
    """
    columns = [[b[option] for b in ballots if b[option] is not None] for option in range(len(ballots[0]))]
    return [-27720 * sum(column) // len(column) if column else -(10**9) for column in columns]


def widerstand(ballots):
    """What the code says: with a Null-Lösung that everybody rates and that never takes a place."""
    given = [Stimmzettel({o: v for o, v in enumerate(b) if v is not None} | {NULL: 5}) for b in ballots]
    rows = nach_widerstand([*range(len(ballots[0])), NULL], given, NULL)
    return belastbarkeit_des_widerstands(rows, [one.werte for one in given])


@pytest.mark.parametrize(("themen", "sitze", "runden"), [(2, 2, 100), (2, 4, 60), (3, 2, 40), (4, 2, 60)])
def test_die_belastbarkeit_des_widerstands_stimmt_mit_dem_durchprobieren_ueberein(themen, sitze, runden):
    """All ratings and "not rated" tried in the changed ballots; the rounds themselves at random."""
    values = [None, *range(11)] if themen < 4 else [None, 0, 10]
    possible, random = list(product(values, repeat=themen)), Random(themen * sitze)
    seen = set()
    for _ in range(runden):
        ballots = random.choices(random.sample(possible, 2), k=sitze)
        if any(value is not None for ballot in ballots for value in ballot):
            expected = probieren(ballots, possible, mittel)
            assert widerstand(ballots) == expected, ballots
            seen.add(expected)
    assert seen >= ({0, 1, 2} if sitze == 4 else {0, 1})


def test_wenige_bewertungen_wiegen_schwerer_als_viele():
    """Counted by hand. Four rate the first 2 and 3, one of them the second 3: means 2,25 and 3.

    One other ballot of (10, 0): the first has (10+2+2+2)/4 = 4, the second (3+0)/2 = 1,5 or 0. One is enough.
    """
    assert widerstand([(2, None), (2, None), (2, None), (3, 3)]) == 1
    # Ten rate both, 1 and 6: each change moves the means by 0,9 and 0,6; five apart are bridged by the fourth.
    assert widerstand([(1, 6)] * 10) == 4


@pytest.mark.parametrize(
    ("stimmen", "hoechstens", "noetig"),
    [
        # Ten against nothing: each other ballot takes 5 and gives 5.
        ([{1: 5}] * 10, 5, 5),
        # 24 ballots of 3, 2, 2, 0: the third is 48 ahead, each other ballot closes 5 of it.
        ([{1: 3, 2: 2, 3: 2}] * 24, 3, 10),
    ],
)
def test_ein_erdrutsch_haengt_nicht_an_einzelnen_stimmen(stimmen, hoechstens, noetig):
    """Oberfläche 3.8: the known number."""
    themen = 2 if len(stimmen) == 10 else 5

    assert belastbarkeit_der_punkte(nach_punkten(range(1, themen + 1), stimmen), stimmen, hoechstens) == noetig


def test_ein_gebauter_gleichstand_meldet_null():
    """Oberfläche 3.8: tied at the edge of the first three; a tie inside them changes nothing about who they are."""
    edge, inside = [{1: 9, 2: 8, 3: 5, 4: 5}], [{1: 9, 2: 5, 3: 5, 4: 1}]

    assert belastbarkeit_der_punkte(nach_punkten([1, 2, 3, 4], edge), edge, 9) == 0
    assert belastbarkeit_der_punkte(nach_punkten([1, 2, 3, 4], inside), inside, 9) == 1


def test_ohne_punkte_oder_ohne_zweites_thema_gibt_es_nichts_zu_aendern():
    assert belastbarkeit_der_punkte(nach_punkten([1, 2], [{}]), [{}], 5) is None
    assert belastbarkeit_der_punkte(nach_punkten([1], [{1: 3}]), [{1: 3}], 5) is None
    assert belastbarkeit_der_punkte([], [], 5) is None
    assert belastbarkeit_des_widerstands(nach_widerstand([1, 2], []), []) is None


def urteil(regel, zaehlen, berechtigt, votes):
    """Reached, tie or not, from the sentences of the rules."""
    ja, nein, enthaltung = (votes.count(word) for word in "jne")
    of = berechtigt if regel is Mehrheitsregel.ABSOLUT else ja + nein + (enthaltung if zaehlen else 0)
    if regel is Mehrheitsregel.ZWEI_DRITTEL:
        return ja > 0 and 3 * ja >= 2 * of
    return "gleich" if ja == nein and of == ja + nein > 0 else 2 * ja > of


@pytest.mark.parametrize("zaehlen", [False, True])
@pytest.mark.parametrize("regel", Mehrheitsregel)
def test_die_belastbarkeit_der_mehrheit_stimmt_mit_dem_durchprobieren_ueberein(regel, zaehlen):
    """Every round of up to five ballots on a roll of six; a tie reports 0."""
    for cast in range(6):
        every = list(product("jne", repeat=cast))
        for votes in combinations_with_replacement("jne", cast):
            before = urteil(regel, zaehlen, 6, votes)
            ways = [
                sum(a != b for a, b in zip(votes, other, strict=True))
                for other in every
                if urteil(regel, zaehlen, 6, other) != before
            ]
            expected = 0 if before == "gleich" else min(ways, default=None)
            terms = {"berechtigt": 6, "enthaltungen_zaehlen": zaehlen}
            stand = mehrheit(regel, *(votes.count(word) for word in "jne"), **terms)
            assert belastbarkeit_der_mehrheit(regel, stand, **terms) == expected, votes
