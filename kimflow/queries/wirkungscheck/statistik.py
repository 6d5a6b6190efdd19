"""Exact comparison of two counts in plain Python: no approximation, no library, nothing but counts go in."""

from collections.abc import Callable
from functools import lru_cache
from math import exp, lgamma, log

EINSEITIG = 0.025
"""The error allowed on each side: 2.5 % one-sided, a 95 % interval two-sided."""


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def hoechstens(x: int, n: int, p: float) -> float:
    """P(X ≤ x) for X ~ Bin(n, p), summed exactly."""
    if x >= n or p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    log_p, log_q = log(p), log(1 - p)
    return min(1.0, sum(exp(_log_choose(n, k) + k * log_p + (n - k) * log_q) for k in range(x + 1)))


def mindestens(x: int, n: int, p: float) -> float:
    """P(X ≥ x) for X ~ Bin(n, p)."""
    return 1.0 if x <= 0 else hoechstens(n - x, n, 1 - p)


def anteil(verhaeltnis: float, basis_vor: float, basis_nach: float) -> float:
    """The share of all events that falls after, if the rate after is `verhaeltnis` times the rate before.

    Two independent Poisson counts, given their sum, are binomial with this share (Przyborowski and Wilenski 1940,
    Biometrika 31, 313–323). Comparing rates thereby becomes a question about one binomial share.
    """
    return verhaeltnis * basis_nach / (verhaeltnis * basis_nach + basis_vor)


@lru_cache(maxsize=65_536)
def p_seltener(vor: int, nach: int, basis_vor: float, basis_nach: float, verhaeltnis: float = 1.0) -> float:
    """How likely so few events after are, if the rate after were `verhaeltnis` times the one before (one-sided)."""
    return hoechstens(nach, vor + nach, anteil(verhaeltnis, basis_vor, basis_nach))


@lru_cache(maxsize=65_536)
def p_haeufiger(vor: int, nach: int, basis_vor: float, basis_nach: float, verhaeltnis: float = 1.0) -> float:
    """How likely so many events after are, if the rate after were `verhaeltnis` times the one before (one-sided)."""
    return mindestens(nach, vor + nach, anteil(verhaeltnis, basis_vor, basis_nach))


def intervall(vor: int, nach: int, basis_vor: float, basis_nach: float) -> tuple[float, float | None]:
    """The exact 95 % interval of the rate after divided by the rate before; None means no upper limit.

    Clopper and Pearson 1934 (Biometrika 26, 404–413) for the conditional share, turned back into a ratio of rates as
    in Przyborowski and Wilenski 1940. It never covers less than 95 %, with small counts more.
    """
    n = vor + nach
    low, high = klammern(nach, n)

    def ratio(share: float) -> float | None:
        return None if share >= 1 else share / (1 - share) * basis_vor / basis_nach

    return ratio(low) or 0.0, ratio(high)


def klammern(x: int, n: int) -> tuple[float, float]:
    """The exact 95 % interval of a binomial share, x of n (Clopper and Pearson 1934)."""
    low = 0.0 if x == 0 else _nullstelle(lambda p: EINSEITIG - mindestens(x, n, p), 0.0, 1.0)
    high = 1.0 if x == n else _nullstelle(lambda p: hoechstens(x, n, p) - EINSEITIG, 0.0, 1.0)
    return low, high


def erwartung(x: int) -> tuple[float, float]:
    """The exact 95 % interval of the mean behind a Poisson count x (Garwood 1936, Biometrika 28, 437–442)."""
    low = 0.0 if x == 0 else _nullstelle(lambda m: EINSEITIG - (1 - _poisson(x - 1, m)), 0.0, float(x))
    high = _nullstelle(lambda m: _poisson(x, m) - EINSEITIG, float(x), 2.0 * x + 12)
    return low, high


def _poisson(x: int, mean: float) -> float:
    """P(X ≤ x) for X ~ Poisson(mean)."""
    if mean <= 0:
        return 1.0
    return min(1.0, sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(x + 1)))


def _nullstelle(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero, by halving."""
    for _ in range(60):
        middle = (low + high) / 2
        if function(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
