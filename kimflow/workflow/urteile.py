"""What each method makes of the ballots of a round: the numbers, and the sentence about them. Part of the count."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kimflow.db import german_key
from kimflow.models import Abstimmung, Beteiligung, Geheimhaltung, Institution, Mehrheitsregel, Methode, Stimmwort
from kimflow.workflow import auszaehlung
from kimflow.workflow.auszaehlung import Rang, saetze
from kimflow.workflow.stimmzettel import Stimmzettel

Zettel = Sequence[Stimmzettel]


@dataclass(frozen=True)
class Urteil:
    """satz: the verdict. gleichstand: who stands level, and the rule for it. noetig: ballots that would have to be
    different for another result, plaetze: how many first places that is about. zusatz: who must act and has not
    agreed. zahlen: what only this method has.
    """

    satz: str
    gleichstand: str = ""
    noetig: int | None = None
    plaetze: int | None = None
    zusatz: str = ""
    zustimmung: bool = False
    zahlen: dict[str, Any] = field(default_factory=dict)


def urteil(abstimmung: Abstimmung, zettel: Zettel, zugestimmt_haben: frozenset[int]) -> Urteil:
    """The verdict of the round's method. zugestimmt_haben: institutions, by id, whose Sitz is known to have agreed."""
    return _METHODEN[abstimmung.methode](abstimmung, zettel, zugestimmt_haben)


def _punkte(abstimmung: Abstimmung, zettel: Zettel, _: frozenset[int]) -> Urteil:
    return _nach_punkten(abstimmung, [one.werte for one in zettel], abstimmung.hoechstens or 0)


def _rang(abstimmung: Abstimmung, zettel: Zettel, _: frozenset[int]) -> Urteil:
    places = abstimmung.plaetze or 0
    return _nach_punkten(abstimmung, [auszaehlung.als_punkte(one.werte, places) for one in zettel], places)


def _nach_punkten(abstimmung: Abstimmung, given: Sequence[Mapping[int, int]], most: int) -> Urteil:
    ranks = auszaehlung.nach_punkten([option.id for option in abstimmung.optionen], given)
    needed = auszaehlung.belastbarkeit_der_punkte(ranks, given, most)
    return _rangfolge(abstimmung, ranks, needed, saetze.satz_der_rangfolge)


def _widerstand(abstimmung: Abstimmung, zettel: Zettel, _: frozenset[int]) -> Urteil:
    null = next((option.id for option in abstimmung.optionen if option.ist_null), None)
    ranks = auszaehlung.nach_widerstand([option.id for option in abstimmung.optionen], zettel, null)
    needed = auszaehlung.belastbarkeit_des_widerstands(ranks, [one.werte for one in zettel])
    return _rangfolge(abstimmung, ranks, needed, saetze.satz_des_widerstands)


def _rangfolge(
    abstimmung: Abstimmung,
    ranks: Sequence[Rang],
    needed: int | None,
    satz: Callable[[Sequence[Rang], Mapping[int, str]], str],
) -> Urteil:
    names = {option.id: option.text for option in abstimmung.optionen}
    return Urteil(
        satz=satz(ranks, names),
        gleichstand=saetze.satz_des_gleichstands(abstimmung, ranks, names),
        noetig=needed,
        plaetze=auszaehlung.erste_plaetze(sum(not r.ist_null for r in ranks)),
        zahlen={"raenge": [asdict(r) for r in ranks]},
    )


def _konsens(abstimmung: Abstimmung, zettel: Zettel, agreed: frozenset[int]) -> Urteil:
    counted = _worte(abstimmung, zettel)
    missing = _ausstehende(abstimmung, agreed)
    blocked = bool(missing and abstimmung.handelnde_noetig)
    return Urteil(
        satz=saetze.satz_der_zustimmung(counted, handelnde_fehlen=blocked),
        zusatz=_zusatz(abstimmung, missing),
        zustimmung=auszaehlung.ist_zustimmung(counted) and not blocked,
        zahlen=_zahlen(counted, missing),
    )


def _mehrheit(abstimmung: Abstimmung, zettel: Zettel, agreed: frozenset[int]) -> Urteil:
    counted = _worte(abstimmung, zettel)
    rule, abstained = abstimmung.mehrheit or Mehrheitsregel.EINFACH, abstimmung.enthaltungen_zaehlen
    entitled = len(abstimmung.stimmabgaben)
    votes = (counted[Stimmwort.JA], counted[Stimmwort.NEIN], counted[Stimmwort.ENTHALTUNG])
    state = auszaehlung.mehrheit(rule, *votes, berechtigt=entitled, enthaltungen_zaehlen=abstained)
    missing = _ausstehende(abstimmung, agreed)
    blocked = bool(missing and abstimmung.handelnde_noetig)
    return Urteil(
        satz=saetze.satz_der_mehrheit(rule, state, handelnde_fehlen=blocked),
        gleichstand=auszaehlung.regel_gleichstand(abstimmung) if state.gleichstand else "",
        noetig=auszaehlung.belastbarkeit_der_mehrheit(rule, state, berechtigt=entitled, enthaltungen_zaehlen=abstained),
        zusatz=_zusatz(abstimmung, missing),
        zustimmung=state.erreicht and not blocked,
        zahlen=_zahlen(counted, missing) | {"mehrheit": asdict(state)},
    )


def _worte(abstimmung: Abstimmung, zettel: Zettel) -> dict[Stimmwort, int]:
    return auszaehlung.worte(abstimmung.methode.worte, [one.wort for one in zettel if one.wort])


def _zahlen(counted: Mapping[Stimmwort, int], missing: Sequence[Institution]) -> dict[str, Any]:
    return {
        "worte": {wort.value: count for wort, count in counted.items()},
        "ausstehend": sorted(institution.id for institution in missing),
    }


def _ausstehende(abstimmung: Abstimmung, agreed: frozenset[int]) -> list[Institution]:
    """Who must act for the Zielvereinbarung, sits on the roll and has not agreed: no majority stands in for them."""
    return [one for one in _handelnde(abstimmung) if _sitzt(abstimmung, one) and one.id not in agreed]


def _ohne_sitz(abstimmung: Abstimmung) -> list[Institution]:
    """Who must act and cannot agree here. Their Zeichnung decides; without it nothing binds them."""
    return [one for one in _handelnde(abstimmung) if not _sitzt(abstimmung, one)]


def _sitzt(abstimmung: Abstimmung, institution: Institution) -> bool:
    return any(institution in s.sitz.institutionen for s in abstimmung.stimmabgaben)


def _handelnde(abstimmung: Abstimmung) -> list[Institution]:
    """By name. From a geheime round nobody's agreement can be known, so none is asked for."""
    agreement = abstimmung.optionen[0].zielvereinbarung
    if agreement is None or abstimmung.ist_geheim:
        return []
    must_act = [b.institution for b in agreement.beitraege if b.beteiligung is Beteiligung.ZEICHNET]
    return sorted(must_act, key=lambda institution: german_key(institution.name))


def _zusatz(abstimmung: Abstimmung, missing: Sequence[Institution]) -> str:
    is_open = abstimmung.geheimhaltung is Geheimhaltung.OFFEN
    waiting = saetze.satz_der_ausstehenden([institution.name for institution in missing], mit_namen=is_open)
    seatless = saetze.satz_ohne_sitz([institution.name for institution in _ohne_sitz(abstimmung)])
    return " ".join(filter(None, (waiting, seatless)))


_METHODEN = {
    Methode.PUNKTE: _punkte,
    Methode.RANG: _rang,
    Methode.WIDERSTAND: _widerstand,
    Methode.KONSENS: _konsens,
    Methode.MEHRHEIT: _mehrheit,
}
