"""The verdict on an effect: four words, and how long until there is one. Pure functions of four counts.

What the rule is worth, from 20,000 simulated courses each with the same number of reconstructed cases every quarter
(tests/handlungen/test_wirkungscheck_simulation.py repeats them):

- A drop from 6 to 2 cases a quarter is called "Bricht seltener" in 77 % of the courses with 4 quarters on each side,
  in 93 % with 6, in 98 % with 8. From 2 to 0.5 a quarter it is 36 %, 57 %, 73 %, and 90 % after 12.
- Where nothing changed, "Bricht seltener" is said in at most 2.5 % (6 a quarter: 2.3 %).
- Where it breaks half as often, "Bricht weiter" is said in at most 2.5 % (6 to 3 a quarter: 1.8 %).
- Where nothing changed at 6 a quarter, "Bricht weiter" is said in 60 % with 4 quarters, 79 % with 6, 89 % with 8.
- Who looks every quarter for three years and believes the first verdict errs more often: about 6 % instead of 2.5 %.
"""

from dataclasses import dataclass
from enum import StrEnum

from kimflow.queries.wirkungscheck.statistik import EINSEITIG, p_haeufiger, p_seltener

MINDESTENS = 5
"""Below so many broken cases, before and after together, nothing is said."""
HALBIERUNG = 0.5
"""The effect a Maßnahme should have at least: half as often. Excluding it is what "breaks on" means."""
FENSTER = 12
"""At most so many quarters on each side: three years."""
GUETE = {4: 77, 6: 93, 8: 98}
"""Quarters on each side → in how many of 100 courses a drop from 6 to 2 cases a quarter is recognised."""
FEHLALARM, FEHLALARM_WIEDERHOLT = "2,5", "6"
"""In how many of 100 courses without change "Bricht seltener" is said: on one day, on any day of three years."""


class Urteil(StrEnum):
    SELTENER = "seltener"
    WEITER = "weiter"
    OFFEN = "offen"
    ZU_WENIG = "zu_wenig"

    @property
    def wort(self) -> str:
        return _WORTE[self][0]

    def satz(self, mindestens: int) -> str:
        """What the word means, for people who read it and learn nothing below `mindestens` cases."""
        return _WORTE[self][1].format("fünf" if mindestens == MINDESTENS else mindestens)


_WORTE = {
    Urteil.SELTENER: (
        "Bricht seltener",
        "Seit der Umsetzung bricht es an dieser Schnittstelle seltener als vorher. Zufall ist als Grund wenig "
        "wahrscheinlich.",
    ),
    Urteil.WEITER: (
        "Bricht weiter",
        "Seit der Umsetzung bricht es an dieser Schnittstelle weiter. Dass es nur noch halb so oft bricht wie vorher, "
        "ist nach diesen Fällen wenig wahrscheinlich.",
    ),
    Urteil.OFFEN: (
        "Noch nicht zu sagen",
        "Die Fälle seit der Umsetzung reichen noch nicht aus, um einen Rückgang vom Zufall zu unterscheiden.",
    ),
    Urteil.ZU_WENIG: (
        "Zu wenig Fälle",
        "Vor und nach der Umsetzung zusammen brachen weniger als {} Fälle an dieser Schnittstelle. Daraus lässt "
        "sich nichts schließen.",
    ),
}


@dataclass(frozen=True)
class Zahlen:
    """One side of the comparison: quarters, reconstructed cases in them, and how many of those broke here."""

    quartale: int
    faelle: int
    gebrochen: int


def urteil(vor: Zahlen, nach: Zahlen, mindestens: int = MINDESTENS) -> Urteil:
    """Fewer broken cases than `mindestens`: nothing. Else what the exact comparison excludes, 2.5 % error each way.

    SELTENER: that it breaks as often as before is excluded. WEITER: that it breaks half as often is excluded.
    Both at once cannot be told from each other in their meaning ("rarer, but by less than half"); rarer is then true.
    """
    if vor.gebrochen + nach.gebrochen < mindestens:
        return Urteil.ZU_WENIG
    if not vor.faelle or not nach.faelle:
        return Urteil.OFFEN
    counts = (vor.gebrochen, nach.gebrochen, float(vor.faelle), float(nach.faelle))
    if p_seltener(*counts) <= EINSEITIG:
        return Urteil.SELTENER
    if p_haeufiger(*counts, HALBIERUNG) <= EINSEITIG:
        return Urteil.WEITER
    return Urteil.OFFEN


def noch_quartale(vor: Zahlen, nach: Zahlen) -> int | None:
    """After how many more quarters like those since the implementation a verdict can be expected.

    0 if there is one, None if not within the three years, or if nothing is known yet of the quarters since.
    """
    if urteil(vor, nach) in (Urteil.SELTENER, Urteil.WEITER):
        return 0
    if not nach.quartale or not nach.faelle:
        return None
    for more in range(1, FENSTER - nach.quartale + 1):
        factor = (nach.quartale + more) / nach.quartale
        then = Zahlen(nach.quartale + more, round(nach.faelle * factor), round(nach.gebrochen * factor))
        if urteil(vor, then) in (Urteil.SELTENER, Urteil.WEITER):
            return more
    return None
