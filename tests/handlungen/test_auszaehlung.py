"""The arithmetic of votes, part one: agreeing. Oracles of their own, written from the words of the rules."""

import ast
from itertools import product

import pytest

from kimflow import config
from kimflow.models import Mehrheitsregel, Methode, Quorum, Stimmwort
from kimflow.workflow.auszaehlung import ist_zustimmung, mehrheit, mindestens, worte

K, M = Stimmwort, Mehrheitsregel
KONSENS = Methode.KONSENS.worte


def aufteilungen(stimmen):
    """Every (ja, nein, enthaltung) of that many ballots."""
    return [(ja, nein, stimmen - ja - nein) for ja in range(stimmen + 1) for nein in range(stimmen + 1 - ja)]


def ist_erreicht(regel, zaehlen, berechtigt, ja, nein, enthaltung):
    """The oracle, from the sentences of the rules; whole numbers only."""
    match regel, zaehlen:
        case M.EINFACH, False:  # more Ja than Nein
            return ja > nein
        case M.EINFACH, True:  # more than half of the ballots
            return ja + ja > ja + nein + enthaltung
        case M.ABSOLUT, _:  # more than half of the roll
            return ja + ja > berechtigt
        case M.ZWEI_DRITTEL, False:  # at least two of every three Ja and Nein
            return ja > 0 and 3 * ja >= 2 * (ja + nein)
        case M.ZWEI_DRITTEL, True:
            return ja > 0 and 3 * ja >= 2 * (ja + nein + enthaltung)


def ist_gleichstand(regel, zaehlen, berechtigt, ja, nein, enthaltung):
    """Ja and Nein are exactly one half each of what counts."""
    of = berechtigt if regel is M.ABSOLUT else ja + nein + (enthaltung if zaehlen else 0)
    return regel is not M.ZWEI_DRITTEL and ja == nein and ja + nein == of and of > 0


@pytest.mark.parametrize("zaehlen", [False, True])
@pytest.mark.parametrize("regel", M)
def test_jede_mehrheit_stimmt_mit_der_regel_in_worten_ueberein(regel, zaehlen):
    """A6 P0: every (entitled ≤ 12, cast, yes, no, abstain)."""
    seen = set()
    for entitled in range(1, 13):
        for cast in range(entitled + 1):
            for votes in aufteilungen(cast):
                made = mehrheit(regel, *votes, berechtigt=entitled, enthaltungen_zaehlen=zaehlen)
                expected = ist_erreicht(regel, zaehlen, entitled, *votes)
                tie = ist_gleichstand(regel, zaehlen, entitled, *votes)
                assert (made.erreicht, made.gleichstand) == (expected, tie), (entitled, votes)
                assert made.erreicht == (made.ja >= made.noetig)
                seen.add((made.erreicht, made.gleichstand))
    assert seen >= {(True, False), (False, False)}
    assert ((False, True) in seen) is (regel is not M.ZWEI_DRITTEL)


@pytest.mark.parametrize(
    ("regel", "zaehlen", "stimmen", "erwartet"),
    [
        # Counted by hand: (ja, nein, enthaltung) of 24 Sitze → (basis, noetig, erreicht, gleichstand)
        (M.EINFACH, False, (13, 4, 2), (17, 9, True, False)),
        (M.EINFACH, False, (8, 8, 3), (16, 9, False, True)),
        (M.EINFACH, True, (8, 7, 3), (18, 10, False, False)),
        (M.EINFACH, True, (10, 7, 1), (18, 10, True, False)),
        (M.EINFACH, True, (8, 8, 1), (17, 9, False, False)),
        (M.EINFACH, False, (1, 0, 18), (1, 1, True, False)),
        (M.ABSOLUT, False, (12, 0, 0), (24, 13, False, False)),
        (M.ABSOLUT, True, (13, 11, 0), (24, 13, True, False)),
        (M.ABSOLUT, False, (12, 12, 0), (24, 13, False, True)),
        (M.ZWEI_DRITTEL, False, (12, 6, 4), (18, 12, True, False)),
        (M.ZWEI_DRITTEL, False, (12, 7, 0), (19, 13, False, False)),
        (M.ZWEI_DRITTEL, True, (12, 6, 1), (19, 13, False, False)),
        (M.ZWEI_DRITTEL, False, (0, 0, 9), (0, 1, False, False)),
    ],
)
def test_die_mehrheit_stimmt_mit_der_handrechnung(regel, zaehlen, stimmen, erwartet):
    made = mehrheit(regel, *stimmen, berechtigt=24, enthaltungen_zaehlen=zaehlen)

    assert (made.basis, made.noetig, made.erreicht, made.gleichstand) == erwartet


def test_das_quorum_stimmt_mit_der_regel_in_worten_ueberein():
    """A6 P0: more than half, at least two thirds, for every number of Sitze and ballots up to 12."""
    for entitled in range(1, 13):
        for cast in range(entitled + 1):
            assert (cast >= mindestens(Quorum.HAELFTE, entitled)) == (cast > entitled - cast)
            assert (cast >= mindestens(Quorum.ZWEI_DRITTEL, entitled)) == (3 * cast >= 2 * entitled)
        assert mindestens(Quorum.OHNE, entitled) is None


@pytest.mark.parametrize(
    ("berechtigt", "haelfte", "zwei_drittel"), [(1, 1, 1), (2, 2, 2), (3, 2, 2), (4, 3, 3), (9, 5, 6), (24, 13, 16)]
)
def test_das_quorum_stimmt_mit_der_handrechnung(berechtigt, haelfte, zwei_drittel):
    assert mindestens(Quorum.HAELFTE, berechtigt) == haelfte
    assert mindestens(Quorum.ZWEI_DRITTEL, berechtigt) == zwei_drittel


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
    assert ist_zustimmung(worte(KONSENS, gestimmt)) is erwartet


def test_die_zustimmung_stimmt_mit_der_regel_in_worten_ueberein():
    """A6 P0: every combination of up to five Sitze."""
    for size in range(6):
        for votes in product(KONSENS, repeat=size):
            agreed = "einwand" not in votes and bool({"zustimmung", "bedenken", "vorbehalt"} & set(votes))
            assert ist_zustimmung(worte(KONSENS, votes)) == agreed


def test_gezaehlt_wird_jedes_wort_das_zur_wahl_stand():
    assert worte(Methode.MEHRHEIT.worte, [K.JA, K.NEIN, K.JA]) == {K.JA: 2, K.NEIN: 1, K.ENTHALTUNG: 0}


RECHENWEG = ["workflow/auszaehlung", "workflow/urteile.py", "workflow/ergebnisse.py", "workflow/stimmzettel.py"]


@pytest.mark.parametrize("teil", [*RECHENWEG, "queries/ergebnisse"])
def test_gerechnet_wird_nur_mit_ganzen_zahlen(teil):
    """A6 P0: no float, no division and no rounding in the code path."""
    path = config.ROOT / "kimflow" / teil
    files = [path] if path.suffix else sorted(path.glob("*.py"))
    assert files
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Div), file.name
            assert not (isinstance(node, ast.Constant) and type(node.value) is float), file.name
            assert not (isinstance(node, ast.Name) and node.id in ("float", "round", "Decimal")), file.name
            assert not (isinstance(node, ast.alias) and node.name in ("math", "statistics", "decimal")), file.name
