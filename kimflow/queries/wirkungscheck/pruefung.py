"""Does it still break? What one person may know of the effect of a Thema or a Maßnahme.

Whoever reads cases gets the quarters, the exact counts and the interval. Everybody else gets the verdict, and of each
side only whether it is below the threshold: windows of several Maßnahmen differ by single quarters, so exact counts
would give small numbers away by subtraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kimflow import clock, config
from kimflow.models import Massnahme, Person, Thema
from kimflow.queries.verdeckung import sieht_genau
from kimflow.queries.wirkungscheck import reihen, statistik
from kimflow.queries.wirkungscheck.quartale import Fenster, Quartal, ab_dem_ersten_fall, fenster, summe
from kimflow.queries.wirkungscheck.urteile import MINDESTENS, Urteil, Zahlen, noch_quartale, urteil


@dataclass(frozen=True)
class Genau:
    """What only those learn who may read cases. `verhaeltnis` is the rate after divided by the rate before."""

    schnittstellen: Sequence[tuple[str, str]]
    reihe: Sequence[Quartal]
    fenster: Fenster
    vor: Zahlen
    nach: Zahlen
    verhaeltnis: float | None
    von: float | None
    bis: float | None
    noch: int | None


@dataclass(frozen=True)
class Wirkungscheck:
    """`umgesetzt` is None while nothing is implemented; then there is no verdict either."""

    umgesetzt: tuple[date, date] | None
    urteil: Urteil | None = None
    quartale_nach: int = 0
    vor: str = ""
    nach: str = ""
    genau: Genau | None = None
    mindestens: int = MINDESTENS

    @property
    def satz(self) -> str:
        return self.urteil.satz(self.mindestens) if self.urteil else ""


def des_themas(thema: Thema, person: Person | None) -> Wirkungscheck:
    """The effect of all implemented Maßnahmen of a Thema (loaded), from the first one to the last."""
    return _check(thema.id, umsetzung_von(thema.massnahmen), person)


def der_massnahme(massnahme: Massnahme, person: Person | None) -> Wirkungscheck:
    """The effect at the Schnittstellen of its Thema, counted from the day this Maßnahme was implemented."""
    return _check(massnahme.thema_id, umsetzung_von([massnahme]), person)


def umsetzung_von(massnahmen: Sequence[Massnahme]) -> tuple[date, date] | None:
    """The first and the last day on which one of these Maßnahmen was implemented."""
    days = [m.umgesetzt_am for m in massnahmen if m.umgesetzt_am is not None and m.status in reihen.UMGESETZTE]
    return (min(days), max(days)) if days else None


def _check(thema_id: int, umgesetzt: tuple[date, date] | None, person: Person | None) -> Wirkungscheck:
    if umgesetzt is None:
        return Wirkungscheck(None)
    wo = fenster(*umgesetzt, clock.today())
    reihe = ab_dem_ersten_fall(reihen.reihe(thema_id, wo), wo)
    vor, nach = summe(reihe, wo.vor), summe(reihe, wo.nach)
    exact = sieht_genau(person)
    # Where one count would be hidden, a verdict must not tell that there are more than the other words admit.
    enough = MINDESTENS if exact else max(MINDESTENS, config.current().schwelle)
    return Wirkungscheck(
        umgesetzt,
        urteil(vor, nach, enough),
        nach.quartale,
        _anzahl(vor, exact),
        _anzahl(nach, exact),
        _genau(thema_id, wo, reihe, vor, nach) if exact else None,
        enough,
    )


def _anzahl(zahlen: Zahlen, exact: bool) -> str:
    schwelle = config.current().schwelle
    if exact:
        return str(zahlen.gebrochen)
    return f"< {schwelle}" if zahlen.gebrochen < schwelle else f"{schwelle} oder mehr"


def _genau(thema_id: int, wo: Fenster, reihe: list[Quartal], vor: Zahlen, nach: Zahlen) -> Genau:
    von = bis = verhaeltnis = None
    if vor.faelle and nach.faelle and vor.gebrochen + nach.gebrochen:
        counts = vor.gebrochen, nach.gebrochen, float(vor.faelle), float(nach.faelle)
        von, bis = statistik.intervall(*counts)
        if vor.gebrochen:
            verhaeltnis = (nach.gebrochen / nach.faelle) / (vor.gebrochen / vor.faelle)
    places = reihen.schnittstellen(thema_id)
    return Genau(places, reihe, wo, vor, nach, verhaeltnis, von, bis, noch_quartale(vor, nach))
