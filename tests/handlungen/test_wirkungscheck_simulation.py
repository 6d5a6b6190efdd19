"""The statistics of the Wirkungscheck: against tables from books, by brute force, and by simulated courses."""

import random
from bisect import bisect
from collections import Counter
from math import comb, exp

import pytest

from kimflow.queries.wirkungscheck.statistik import (
    EINSEITIG,
    erwartung,
    hoechstens,
    intervall,
    klammern,
    mindestens,
    p_haeufiger,
    p_seltener,
)
from kimflow.queries.wirkungscheck.urteile import FEHLALARM, FENSTER, GUETE, Urteil, Zahlen, noch_quartale, urteil

LAEUFE = 20_000
FAELLE_JE_QUARTAL = 10


def poisson(mean, rng):
    """A sampler of Poisson counts: the distribution once, then one lookup a draw."""
    steps, term, total, k = [], exp(-mean), exp(-mean), 0
    while total < 1 - 1e-12:
        steps.append(total)
        k += 1
        term *= mean / k
        total += term
    return lambda: bisect(steps, rng.random())


def verlaeufe(vorher, nachher, quartale, seed):
    """Verdict → percent over LAEUFE courses with so many cases a quarter before and after."""
    rng = random.Random(seed)
    vor, nach = poisson(vorher * quartale, rng), poisson(nachher * quartale, rng)
    basis = FAELLE_JE_QUARTAL * quartale
    found = Counter(urteil(Zahlen(quartale, basis, vor()), Zahlen(quartale, basis, nach())) for _ in range(LAEUFE))
    return {word: 100 * found[word] / LAEUFE for word in Urteil}


@pytest.mark.parametrize(("quartale", "guete"), GUETE.items())
def test_die_simulation_gibt_die_genannte_guete_wieder(quartale, guete):
    """OBERFLAECHE §3.3: a drop from six to two cases a quarter; four standard errors of the simulation are 1.2."""
    assert verlaeufe(6, 2, quartale, seed=quartale)[Urteil.SELTENER] == pytest.approx(guete, abs=1.2)


def test_nach_sechs_quartalen_werden_mindestens_neunzig_von_hundert_erkannt():
    assert verlaeufe(6, 2, 6, seed=1)[Urteil.SELTENER] >= 90


@pytest.mark.parametrize("je_quartal", [0.5, 1, 2, 3, 6, 12])
@pytest.mark.parametrize("quartale", [2, 6, 12])
def test_ohne_aenderung_heisst_es_hoechstens_so_oft_seltener_wie_genannt(je_quartal, quartale):
    """The false-alarm rate; the simulation's own error (three standard errors) is 0.33 percent points."""
    stated = float(FEHLALARM.replace(",", "."))
    assert verlaeufe(je_quartal, je_quartal, quartale, seed=7)[Urteil.SELTENER] <= stated + 0.33


@pytest.mark.parametrize(("vorher", "nachher"), [(6, 3), (6, 2), (2, 1), (3, 1)])
@pytest.mark.parametrize("quartale", [4, 8, 12])
def test_bei_einer_halbierung_heisst_es_fast_nie_bricht_weiter(vorher, nachher, quartale):
    assert verlaeufe(vorher, nachher, quartale, seed=9)[Urteil.WEITER] <= 2.5 + 0.33


def test_wer_jedes_quartal_nachsieht_irrt_sich_oefter_und_das_wird_gesagt():
    """FEHLALARM_WIEDERHOLT: any of twelve looks, six quarters before, nothing changed."""
    rng = random.Random(2)
    vor, je_quartal = poisson(36, rng), poisson(6, rng)
    runs = 4_000
    wrong = 0
    for _ in range(runs):
        before, after = Zahlen(6, 60, vor()), 0
        for quartale in range(1, FENSTER + 1):
            after += je_quartal()
            if urteil(before, Zahlen(quartale, 10 * quartale, after)) is Urteil.SELTENER:
                wrong += 1
                break
    assert 100 * wrong / runs == pytest.approx(6, abs=1.2)


@pytest.mark.parametrize("basis", [(1, 1), (40, 4), (4, 400), (0, 7), (1000, 1)])
def test_weniger_als_fuenf_faelle_sind_immer_zu_wenig(basis):
    for vor in range(5):
        for nach in range(5 - vor):
            assert urteil(Zahlen(12, basis[0], vor), Zahlen(12, basis[1], nach)) is Urteil.ZU_WENIG


def test_ab_fuenf_faellen_kann_ein_urteil_stehen():
    assert urteil(Zahlen(8, 40, 6), Zahlen(8, 40, 0)) is Urteil.SELTENER
    assert urteil(Zahlen(8, 40, 5), Zahlen(8, 40, 0)) is Urteil.OFFEN  # 1/32 is more than 2.5 %


def test_wird_weniger_rekonstruiert_ist_weniger_bruch_kein_beweis():
    """The base counts: a third of the breaks from a third of the cases is no change."""
    assert urteil(Zahlen(8, 60, 30), Zahlen(8, 60, 10)) is Urteil.SELTENER
    assert urteil(Zahlen(8, 60, 30), Zahlen(8, 20, 10)) is not Urteil.SELTENER


def test_ohne_neue_faelle_ist_nichts_zu_sagen():
    assert urteil(Zahlen(8, 60, 30), Zahlen(8, 0, 0)) is Urteil.OFFEN


def test_wie_lange_es_noch_dauert_folgt_dem_bisherigen_tempo():
    vor, nach = Zahlen(8, 40, 12), Zahlen(2, 10, 1)
    assert urteil(vor, nach) is Urteil.OFFEN
    noch = noch_quartale(vor, nach)
    assert noch is not None

    def dann(mehr):
        return urteil(vor, Zahlen(2 + mehr, 5 * (2 + mehr), round((2 + mehr) / 2)))

    assert dann(noch) is Urteil.SELTENER
    assert all(dann(weniger) is Urteil.OFFEN for weniger in range(noch))


def test_wo_schon_ein_urteil_steht_fehlt_kein_quartal_mehr_und_ohne_tempo_weiss_es_niemand():
    assert noch_quartale(Zahlen(8, 60, 30), Zahlen(8, 60, 3)) == 0
    assert noch_quartale(Zahlen(8, 60, 30), Zahlen(0, 0, 0)) is None
    assert noch_quartale(Zahlen(8, 60, 3), Zahlen(11, 70, 2)) is None


# --- the formulas ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("p", [0.1, 0.37, 0.5, 0.9])
def test_die_binomialsummen_stimmen_mit_dem_abzaehlen_ueberein(p):
    for n in range(1, 25):
        for x in range(n + 1):
            exact = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x + 1))
            assert hoechstens(x, n, p) == pytest.approx(exact)
            assert mindestens(x, n, p) == pytest.approx(1 - exact + comb(n, x) * p**x * (1 - p) ** (n - x))


def test_die_grenzen_stehen_so_in_den_tafeln():
    """Clopper–Pearson for 0, 1, 5 of 10 and Garwood for 0, 3, 10, as printed in the usual tables."""
    assert klammern(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)
    assert klammern(1, 10) == pytest.approx((0.0025, 0.4450), abs=1e-4)
    assert klammern(5, 10) == pytest.approx((0.1871, 0.8129), abs=1e-4)
    assert erwartung(0) == pytest.approx((0, 3.6889), abs=1e-3)
    assert erwartung(3) == pytest.approx((0.6187, 8.7673), abs=1e-3)
    assert erwartung(10) == pytest.approx((4.7954, 18.3904), abs=1e-3)


def test_intervall_und_test_sagen_dasselbe():
    """The upper limit lies below 1 exactly when the one-sided test says so, the lower above one half likewise."""
    for vor in range(25):
        for nach in range(25):
            if vor + nach == 0:
                continue
            low, high = intervall(vor, nach, 30, 20)
            assert (high is not None and high < 1) == (p_seltener(vor, nach, 30, 20) <= EINSEITIG)
            assert (low > 0.5) == (p_haeufiger(vor, nach, 30, 20, 0.5) <= EINSEITIG)


def test_ohne_faelle_vorher_hat_das_verhaeltnis_keine_obergrenze():
    assert intervall(0, 6, 20, 20)[1] is None
    assert intervall(6, 0, 20, 20)[0] == 0
