"""The arithmetic of votes: hand-computed tables, and an oracle of its own over all small combinations."""

import ast
import inspect
from itertools import product

import pytest

from kimflow.models import Konsensstimme
from kimflow.workflow import auszaehlung
from kimflow.workflow.auszaehlung import Rang, belastbarkeit, ist_zustimmung, rangfolge, worte

K = Konsensstimme

# Ballots as points for the options 1, 2, 3; expected (option, points, rank) in order. Counted by hand.
TABELLE = [
    ("klare Folge", [(5, 3, 2), (4, 4, 2)], [(1, 9, 1), (2, 7, 2), (3, 4, 3)]),
    ("Gleichstand vorn", [(5, 5, 0), (2, 2, 1)], [(1, 7, 1), (2, 7, 1), (3, 1, 3)]),
    ("Gleichstand in der Mitte", [(6, 2, 2)], [(1, 6, 1), (2, 2, 2), (3, 2, 2)]),
    ("alle gleich", [(3, 3, 3)], [(1, 3, 1), (2, 3, 1), (3, 3, 1)]),
    ("eine Enthaltung zählt nicht mit", [(5, 3, 2), (0, 0, 0)], [(1, 5, 1), (2, 3, 2), (3, 2, 3)]),
    ("nur Enthaltungen", [(0, 0, 0)], [(1, 0, 1), (2, 0, 1), (3, 0, 1)]),
    ("niemand hat abgestimmt", [], [(1, 0, 1), (2, 0, 1), (3, 0, 1)]),
    ("das letzte gewinnt", [(0, 0, 6), (1, 2, 3)], [(3, 9, 1), (2, 2, 2), (1, 1, 3)]),
]


def zettel(punkte):
    return {option: n for option, n in enumerate(punkte, start=1) if n}


@pytest.mark.parametrize(("was", "stimmen", "erwartet"), TABELLE, ids=[zeile[0] for zeile in TABELLE])
def test_die_rangfolge_stimmt_mit_der_handrechnung(was, stimmen, erwartet):
    gezaehlt = rangfolge([1, 2, 3], [zettel(s) for s in stimmen])

    assert [(r.option, r.punkte, r.rang) for r in gezaehlt] == erwartet


def test_die_rangfolge_stimmt_mit_einer_zweiten_rechnung_ueberein():
    """A6 P0: every combination of three ballots with up to 3 points for 3 options."""
    ballots = [b for b in product(range(4), repeat=3) if sum(b) <= 3]
    seen = 0
    for combination in product(ballots, repeat=3):
        columns = [sum(column) for column in zip(*combination, strict=True)]
        for row in rangfolge([1, 2, 3], [zettel(b) for b in combination]):
            better = len([c for c in columns if c > columns[row.option - 1]])
            assert (row.punkte, row.rang) == (columns[row.option - 1], better + 1)
            seen += 1
    assert seen == 3 * len(ballots) ** 3


def probieren(ballots, most, total):
    """The oracle: change ever more ballots in every possible way until the first place is lost or shared."""
    possible = [b for b in product(range(most + 1), repeat=2) if sum(b) <= total]

    def first(combination):
        sums = [sum(column) for column in zip(*combination, strict=True)]
        return 0 if sums[0] > sums[1] else 1 if sums[1] > sums[0] else None

    winner = first(ballots)
    if winner is None:
        return 0
    for changes in range(1, len(ballots) + 1):
        for combination in product(possible, repeat=len(ballots)):
            changed = sum(a != b for a, b in zip(combination, ballots, strict=True))
            if changed <= changes and first(combination) != winner:
                return changes
    return None


def test_die_belastbarkeit_stimmt_mit_dem_durchprobieren_ueberein():
    """Brute force over every round of three ballots with two options, at most 2 of 3 points for one."""
    possible = [b for b in product(range(3), repeat=2) if sum(b) <= 3]
    seen = set()
    for ballots in product(possible, repeat=3):
        if not any(map(sum, ballots)):
            continue
        given = [zettel(b) for b in ballots]
        expected = probieren(ballots, 2, 3)
        assert belastbarkeit(rangfolge([1, 2], given), given, 2) == expected, ballots
        seen.add(expected)
    assert seen >= {0, 1, 2}


def test_ein_erdrutsch_haengt_nicht_an_einzelnen_stimmen():
    given = [{1: 5}] * 10

    assert belastbarkeit(rangfolge([1, 2], given), given, 5) == 5


def test_ohne_punkte_gibt_es_keinen_ersten_platz():
    assert belastbarkeit(rangfolge([1, 2], [{}]), [{}], 5) is None
    assert belastbarkeit([], [], 5) is None


ZUSTIMMUNGEN = [
    ([K.ZUSTIMMUNG], True),
    ([K.BEDENKEN], True),
    ([K.VORBEHALT], True),
    ([K.ZUSTIMMUNG, K.ENTHALTUNG], True),
    ([K.ZUSTIMMUNG] * 20 + [K.EINWAND], False),
    ([K.EINWAND], False),
    ([K.ENTHALTUNG], False),
    ([], False),
]


@pytest.mark.parametrize(("gestimmt", "erwartet"), ZUSTIMMUNGEN)
def test_ein_schwerer_einwand_verhindert_die_zustimmung_und_schweigen_ist_keine(gestimmt, erwartet):
    assert ist_zustimmung(worte(gestimmt)) is erwartet


def test_die_zustimmung_stimmt_mit_der_regel_in_worten_ueberein():
    """A6 P0: every combination of up to four Sitze."""
    for size in range(5):
        for votes in product(K, repeat=size):
            agreed = "einwand" not in votes and bool({"zustimmung", "bedenken", "vorbehalt"} & set(votes))
            assert ist_zustimmung(worte(votes)) == agreed


NAMEN = {1: "Wohnen", 2: "Sprache"}


@pytest.mark.parametrize(
    ("raenge", "satz"),
    [
        ([Rang(1, 7, 1), Rang(2, 3, 2)], "Auf Platz 1 steht „Wohnen“ mit 7 Punkten. 2 von 3 Sitzen haben abgestimmt."),
        ([Rang(1, 1, 1), Rang(2, 0, 2)], "Auf Platz 1 steht „Wohnen“ mit 1 Punkt. 2 von 3 Sitzen haben abgestimmt."),
        (
            [Rang(1, 5, 1), Rang(2, 5, 1)],
            "Platz 1 teilen sich „Wohnen“ und „Sprache“ mit je 5 Punkten. 2 von 3 Sitzen haben abgestimmt.",
        ),
        (
            [Rang(1, 0, 1), Rang(2, 0, 1)],
            "Es gibt keine Rangfolge, denn niemand hat Punkte vergeben. 2 von 3 Sitzen haben abgestimmt.",
        ),
    ],
)
def test_das_urteil_ueber_die_rangfolge_steht_in_einem_satz(raenge, satz):
    assert auszaehlung.satz_der_rangfolge(raenge, NAMEN, 2, 3) == satz


@pytest.mark.parametrize(
    ("noetig", "teil"), [(0, "geteilt"), (1, "Eine einzige"), (3, "auch wenn 2 von 9"), (None, "")]
)
def test_die_belastbarkeit_steht_in_einem_satz(noetig, teil):
    assert teil in auszaehlung.satz_der_belastbarkeit(noetig, 9)


@pytest.mark.parametrize(
    ("gestimmt", "ausstehend", "satz"),
    [
        ([K.ZUSTIMMUNG], [], "Zustimmung: Es steht kein schwerer Einwand. 1 von 4 Sitzen hat abgestimmt."),
        ([K.EINWAND], [], "Keine Zustimmung: Ein schwerer Einwand steht. 1 von 4 Sitzen hat abgestimmt."),
        ([K.EINWAND] * 2, [], "Keine Zustimmung: 2 schwere Einwände stehen. 2 von 4 Sitzen haben abgestimmt."),
        ([], [], "Keine Zustimmung: Niemand hat zugestimmt. 0 von 4 Sitzen haben abgestimmt."),
        (
            [K.ZUSTIMMUNG],
            ["Jobcenter", "Caritas"],
            "Zustimmung: Es steht kein schwerer Einwand. 1 von 4 Sitzen hat abgestimmt."
            " Noch nicht zugestimmt hat, wer handeln muss: Jobcenter und Caritas.",
        ),
    ],
)
def test_das_urteil_ueber_die_zustimmung_steht_in_einem_satz(gestimmt, ausstehend, satz):
    assert auszaehlung.satz_der_zustimmung(worte(gestimmt), len(gestimmt), 4, ausstehend) == satz


def test_gerechnet_wird_nur_mit_ganzen_zahlen():
    """A6 P0: no float literal and no division in the module."""
    tree = ast.walk(ast.parse(inspect.getsource(auszaehlung)))

    assert not [n for n in tree if isinstance(n, ast.Div) or (isinstance(n, ast.Constant) and type(n.value) is float)]
