"""The arithmetic of votes, part two: ranking by points, places and resistance. Hand-computed tables and oracles."""

from fractions import Fraction
from itertools import product

import pytest

from kimflow.models import Stimmwort
from kimflow.workflow.auszaehlung import (
    empfohlene_punkte,
    geteilte_plaetze,
    nach_plaetzen,
    nach_punkten,
    nach_widerstand,
)
from kimflow.workflow.stimmzettel import Stimmzettel

# Ballots as points for the options 1, 2, 3; expected (option, points, rank) in order. Counted by hand.
PUNKTE = [
    ("klare Folge", [(5, 3, 2), (4, 4, 2)], [(1, 9, 1), (2, 7, 2), (3, 4, 3)]),
    ("Gleichstand vorn", [(5, 5, 0), (2, 2, 1)], [(1, 7, 1), (2, 7, 1), (3, 1, 3)]),
    ("Gleichstand in der Mitte", [(6, 2, 2)], [(1, 6, 1), (2, 2, 2), (3, 2, 2)]),
    ("alle gleich", [(3, 3, 3)], [(1, 3, 1), (2, 3, 1), (3, 3, 1)]),
    ("eine Enthaltung zählt nicht mit", [(5, 3, 2), (0, 0, 0)], [(1, 5, 1), (2, 3, 2), (3, 2, 3)]),
    ("nur Enthaltungen", [(0, 0, 0)], [(1, 0, None), (2, 0, None), (3, 0, None)]),
    ("niemand hat abgestimmt", [], [(1, 0, None), (2, 0, None), (3, 0, None)]),
    ("das letzte gewinnt", [(0, 0, 6), (1, 2, 3)], [(3, 9, 1), (2, 2, 2), (1, 1, 3)]),
]
# Ballots as {option: place} of four options and three places: place 1 gives 3 points, 2 gives 2, 3 gives 1.
PLAETZE = [
    ("klare Folge", [{1: 1, 2: 2, 3: 3}, {1: 1, 3: 2}], [(1, 6, 1), (3, 3, 2), (2, 2, 3), (4, 0, 4)]),
    ("Gleichstand vorn", [{1: 1, 2: 2, 3: 3}, {2: 1, 1: 2}, {4: 1}], [(1, 5, 1), (2, 5, 1), (4, 3, 3), (3, 1, 4)]),
    (
        "ein zweiter Platz zählt wie zwei dritte",
        [{1: 1, 2: 2, 3: 3}, {4: 1, 1: 2, 3: 3}],
        [(1, 5, 1), (4, 3, 2), (2, 2, 3), (3, 2, 3)],
    ),
    ("nicht alle Plätze vergeben", [{4: 1}, {}], [(4, 3, 1), (1, 0, 2), (2, 0, 2), (3, 0, 2)]),
    ("niemand hat abgestimmt", [], [(1, 0, None), (2, 0, None), (3, 0, None), (4, 0, None)]),
]


def zettel(punkte):
    return {option: n for option, n in enumerate(punkte, start=1) if n}


@pytest.mark.parametrize(("was", "stimmen", "erwartet"), PUNKTE, ids=[zeile[0] for zeile in PUNKTE])
def test_die_rangfolge_der_punkte_stimmt_mit_der_handrechnung(was, stimmen, erwartet):
    gezaehlt = nach_punkten([1, 2, 3], [zettel(s) for s in stimmen])

    assert [(r.option, r.wert, r.rang) for r in gezaehlt] == erwartet


@pytest.mark.parametrize(("was", "stimmen", "erwartet"), PLAETZE, ids=[zeile[0] for zeile in PLAETZE])
def test_die_rangfolge_der_plaetze_stimmt_mit_der_handrechnung(was, stimmen, erwartet):
    gezaehlt = nach_plaetzen([1, 2, 3, 4], stimmen, 3)

    assert [(r.option, r.wert, r.rang) for r in gezaehlt] == erwartet


def test_die_rangfolge_stimmt_mit_einer_zweiten_rechnung_ueberein():
    """A6 P0: every combination of three ballots with up to 3 points for 3 options."""
    ballots = [b for b in product(range(4), repeat=3) if sum(b) <= 3]
    seen = 0
    for combination in product(ballots, repeat=3):
        columns = [sum(column) for column in zip(*combination, strict=True)]
        for row in nach_punkten([1, 2, 3], [zettel(b) for b in combination]):
            better = len([c for c in columns if c > columns[row.option - 1]])
            assert (row.wert, row.rang) == (columns[row.option - 1], better + 1 if any(columns) else None)
            seen += 1
    assert seen == 3 * len(ballots) ** 3


NULL = 9
HANDRECHNUNG = [
    Stimmzettel({1: 2, 2: 5, 3: 8, NULL: 6}),
    Stimmzettel({1: 4, 2: 5, NULL: 6}),
    Stimmzettel({1: 0, 3: 9, NULL: 7}, enthaltungen=frozenset({2})),
    Stimmzettel(wort=Stimmwort.ENTHALTUNG),
]


def test_der_widerstand_stimmt_mit_der_handrechnung():
    """Oberfläche 3.5: acceptance over rated answers, spread, mark below the Null-Lösung, rank by the exact mean."""
    rows = nach_widerstand([1, 2, 3, NULL], HANDRECHNUNG, NULL)

    assert [(r.option, r.wert, r.rang) for r in rows] == [(1, 800, 1), (2, 500, 2), (NULL, 367, None), (3, 150, 3)]
    by_option = {r.option: r.widerstand for r in rows}
    assert [(w.niedrigster, w.hoechster) for w in by_option.values()] == [(0, 4), (5, 5), (6, 7), (8, 9)]
    assert [option for option, w in by_option.items() if w.schlechter_als_null] == [3]
    assert [option for option, w in by_option.items() if w.mit_grund] == [3]
    assert by_option[3].mit_grund == 2
    assert by_option[NULL].mittel == Fraction(19, 3)


def test_enthaltung_und_nicht_bewertet_sind_zweierlei():
    """Oberfläche test 11: in every count."""
    rows = {r.option: r.widerstand for r in nach_widerstand([1, 2, 3, NULL], HANDRECHNUNG, NULL)}

    assert {o: (w.bewertet, w.enthaltungen, w.nicht_bewertet) for o, w in rows.items()} == {
        1: (3, 1, 0),
        2: (2, 2, 0),
        3: (2, 1, 1),
        NULL: (3, 1, 0),
    }


@pytest.mark.parametrize(
    ("dazu", "wert"),
    [
        (Stimmzettel({2: 1, NULL: 5}, enthaltungen=frozenset({1})), 800),
        (Stimmzettel({2: 1, NULL: 5}), 800),
        (Stimmzettel(wort=Stimmwort.ENTHALTUNG), 800),
        (Stimmzettel({1: 5, NULL: 5}), 725),
    ],
    ids=["Enthaltung", "nicht bewertet", "ganze Enthaltung", "fünf"],
)
def test_eine_enthaltung_aendert_den_wert_nicht_eine_fuenf_schon(dazu, wert):
    """Oberfläche 3.5, test 11."""
    first = nach_widerstand([1, 2, 3, NULL], [*HANDRECHNUNG, dazu], NULL)[0]

    assert (first.option, first.wert) == (1, wert)


def test_gerundet_wird_nur_die_anzeige_der_rang_kommt_vom_genauen_mittel():
    """1/3 and 333/1000 look alike; 987,5 tenths are 98,8."""
    thousand = [Stimmzettel({2: 1}) for _ in range(333)] + [Stimmzettel({2: 0}) for _ in range(667)]
    ballots = [Stimmzettel({1: 1}), Stimmzettel({1: 0}), Stimmzettel({1: 0}), *thousand]
    rows = nach_widerstand([1, 2], ballots)
    assert [(r.option, r.wert, r.rang) for r in rows] == [(2, 967, 1), (1, 967, 2)]

    eighth = [Stimmzettel({1: 1})] + [Stimmzettel({1: 0})] * 7
    assert nach_widerstand([1], eighth)[0].wert == 988


def test_gleicher_widerstand_teilt_den_rang_und_nie_bewertet_steht_ohne_rang_am_ende():
    ballots = [Stimmzettel({1: 3, 2: 1, 3: 3, 5: 4, NULL: 3})]
    rows = nach_widerstand([1, 2, 3, 4, 5, NULL], ballots, NULL)

    assert [(r.option, r.rang) for r in rows] == [(2, 1), (1, 2), (3, 2), (NULL, None), (5, 4), (4, None)]
    assert [r.option for r in rows if r.widerstand.schlechter_als_null] == [5]


def test_so_schlecht_wie_so_lassen_ist_nicht_schlechter():
    rows = nach_widerstand([1, NULL], [Stimmzettel({1: 5, NULL: 5})], NULL)

    assert [(r.option, r.widerstand.schlechter_als_null) for r in rows] == [(1, False), (NULL, False)]


def test_ohne_bewertung_gibt_es_keinen_rang():
    rows = nach_widerstand([1, 2, NULL], [Stimmzettel(wort=Stimmwort.ENTHALTUNG)], NULL)

    assert [(r.option, r.wert, r.rang) for r in rows] == [(1, None, None), (2, None, None), (NULL, None, None)]


@pytest.mark.parametrize(
    ("punkte", "geteilt"),
    [
        ((5, 5, 1), {1: [1, 2]}),
        ((6, 2, 2), {}),
        ((9, 5, 5, 1), {2: [2, 3]}),
        ((9, 8, 5, 5), {3: [3, 4]}),
        ((9, 8, 7, 5, 5), {}),
        ((4, 4, 3, 3, 1), {1: [1, 2], 3: [3, 4]}),
        ((0, 0, 0), {}),
    ],
)
def test_ein_gleichstand_zaehlt_auf_den_ersten_plaetzen(punkte, geteilt):
    """Oberfläche test 6: of three Themen the first place, of more the first three."""
    rows = nach_punkten(range(1, len(punkte) + 1), [zettel(punkte)])

    assert geteilte_plaetze(rows) == geteilt


@pytest.mark.parametrize(
    ("themen", "empfohlen"), [(2, (3, 2)), (3, (5, 2)), (4, (6, 2)), (6, (9, 3)), (8, (12, 4)), (15, (23, 8))]
)
def test_empfohlen_sind_anderthalb_punkte_je_thema_und_ein_drittel_fuer_eines(themen, empfohlen):
    assert empfohlene_punkte(themen) == empfohlen
    assert 1 <= empfohlen[1] <= empfohlen[0] <= themen * empfohlen[1]
