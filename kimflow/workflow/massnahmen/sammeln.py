"""One act on many Maßnahmen: what it would do to each, and doing exactly that with the single acts or not at all."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kimflow.models import Massnahme, Person
from kimflow.permissions import can
from kimflow.workflow.acts import Act, Obstructed
from kimflow.workflow.massnahmen.durchfuehrung import bekommt_link, erinnern, uebergeben, uebergibt_an
from kimflow.workflow.massnahmen.meilensteine import meilenstein_verschieben
from kimflow.workflow.massnahmen.termine import nach_der_frist, pruefen

Angaben = Mapping[str, Any]


@dataclass(frozen=True)
class Wirkung:
    """What happens to one Maßnahme, or why nothing can."""

    massnahme: Massnahme
    geht: bool
    text: str


@dataclass(frozen=True)
class Sammelakt:
    """`angaben` are the single act's arguments; `wirkung` says what it will do, or raises Obstructed."""

    act: Act[..., Any]
    angaben: Callable[[Massnahme, Angaben], dict[str, Any]]
    wirkung: Callable[[Massnahme, dict[str, Any]], str]


def _verschoben(massnahme: Massnahme, given: Angaben) -> dict[str, Any]:
    step = massnahme.naechster_meilenstein
    day = step.geplant_am + timedelta(days=given["tage"]) if step else None
    return {"meilenstein": step, "geplant_am": day, "begruendung": given["begruendung"]}


def _verschiebung(massnahme: Massnahme, arguments: dict[str, Any]) -> str:
    step, day = arguments["meilenstein"], arguments["geplant_am"]
    pruefen(massnahme, step, day, arguments["begruendung"])
    moves = f"„{step.titel}“ wird vom {step.geplant_am:%d.%m.%Y} auf den {day:%d.%m.%Y} verschoben."
    return f"{moves} {nach_der_frist(massnahme, day)}".rstrip()


def _uebergabe(massnahme: Massnahme, arguments: dict[str, Any]) -> str:
    uebergibt_an(massnahme, **arguments)
    before = massnahme.verantwortlich.name if massnahme.verantwortlich else "niemandem"
    return f"Verantwortlich wird {arguments['verantwortlich'].name} statt {before}; eine Mail geht an die neue Person."


def _erinnerung(massnahme: Massnahme, _: dict[str, Any]) -> str:
    return f"{bekommt_link(massnahme).name} bekommt eine Mail mit einem Link zur Rückmeldung."


SAMMELAKTE: Mapping[str, Sammelakt] = {
    "erinnern": Sammelakt(erinnern, lambda massnahme, given: {}, _erinnerung),
    "verschieben": Sammelakt(meilenstein_verschieben, _verschoben, _verschiebung),
    "uebergeben": Sammelakt(uebergeben, lambda massnahme, given: dict(given), _uebergabe),
}


def vorschau(was: str, massnahmen: Sequence[Massnahme], person: Person, angaben: Angaben) -> list[Wirkung]:
    """What would happen to each, judged as the single act judges it; changes nothing."""
    return [_wirkung(SAMMELAKTE[was], one, person, angaben) for one in massnahmen]


def _wirkung(sammelakt: Sammelakt, massnahme: Massnahme, person: Person, angaben: Angaben) -> Wirkung:
    act = sammelakt.act
    if not can(person, act.permission, massnahme):
        return Wirkung(massnahme, False, "Das darf hier jemand anderes.")
    if reasons := act.obstacles(massnahme):
        return Wirkung(massnahme, False, " ".join(reasons))
    try:
        return Wirkung(massnahme, True, sammelakt.wirkung(massnahme, sammelakt.angaben(massnahme, angaben)))
    except Obstructed as refused:
        return Wirkung(massnahme, False, " ".join(refused.reasons))


def stand(wirkungen: Sequence[Wirkung]) -> str:
    """A mark of exactly these effects on exactly these versions."""
    lines = [f"{w.massnahme.id}:{w.massnahme.version}:{w.geht}:{w.text}" for w in wirkungen]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def ausfuehren(was: str, massnahmen: Sequence[Massnahme], person: Person, angaben: Angaben, gesehen: str) -> int:
    """Do what the preview marked `gesehen` showed, inside transaction(); how many it was done to.

    Raises Obstructed if by now anything would be different, or if there is nothing to do.
    """
    effects = vorschau(was, massnahmen, person, angaben)
    if stand(effects) != gesehen:
        raise Obstructed("Inzwischen hat sich etwas geändert. Bitte sehen Sie sich die neue Vorschau an.")
    doable = [effect.massnahme for effect in effects if effect.geht]
    if not doable:
        raise Obstructed("Bei keiner der gewählten Maßnahmen ist das möglich.")
    sammelakt = SAMMELAKTE[was]
    for one in doable:
        sammelakt.act(one, person, **sammelakt.angaben(one, angaben))
    return len(doable)
