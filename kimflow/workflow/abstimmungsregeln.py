"""The rules of a round: what they are, whether they fit together and to what is offered, and the options they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    Geheimhaltung,
    Gleichstand,
    Mehrheitsregel,
    Methode,
    Quorum,
    Thema,
    Zielvereinbarung,
)
from kimflow.queries import einstellungen
from kimflow.workflow.acts import Obstructed

NULL_LOESUNG = "So lassen, wie es ist"


@dataclass(frozen=True)
class Regeln:
    """How a round asks and counts: everything that opening freezes."""

    methode: Methode
    frage: str
    geheimhaltung: Geheimhaltung
    punkte: int | None = None
    hoechstens: int | None = None
    plaetze: int | None = None
    mehrheit: Mehrheitsregel | None = None
    enthaltungen_zaehlen: bool = False
    handelnde_noetig: bool = True
    quorum: Quorum = Quorum.OHNE
    gleichstand: Gleichstand = Gleichstand.GETEILT


def von(abstimmung: Abstimmung) -> Regeln:
    """The rules a round has."""
    return Regeln(**{name: getattr(abstimmung, name) for name in Regeln.__dataclass_fields__})


def setzen(round_: Abstimmung, regeln: Regeln, offered: Sequence[Thema | Zielvereinbarung]) -> None:
    """Give a prepared round its rules and options; Obstructed with what does not fit. Inside transaction()."""
    things = _zur_wahl(regeln.methode, offered)
    _passen(regeln, things)
    methode = regeln.methode
    is_points, is_majority = methode is Methode.PUNKTE, methode is Methode.MEHRHEIT
    round_.methode, round_.frage, round_.geheimhaltung = methode, regeln.frage, regeln.geheimhaltung
    round_.punkte = regeln.punkte if is_points else None
    round_.hoechstens = regeln.hoechstens if is_points else None
    round_.plaetze = regeln.plaetze if methode is Methode.RANG else None
    round_.mehrheit = regeln.mehrheit if is_majority else None
    round_.enthaltungen_zaehlen = is_majority and regeln.enthaltungen_zaehlen
    about_agreement = not methode.ist_priorisierung and isinstance(things[0], Zielvereinbarung)
    round_.handelnde_noetig = about_agreement and regeln.handelnde_noetig
    round_.quorum, round_.gleichstand = regeln.quorum, regeln.gleichstand
    round_.optionen = list(_optionen(methode, things))


def _zur_wahl(methode: Methode, offered: Sequence[Thema | Zielvereinbarung]) -> Sequence[Thema | Zielvereinbarung]:
    if methode.ist_priorisierung:
        themen = [thing for thing in offered if isinstance(thing, Thema)]
        if len(themen) < 2:
            raise Obstructed("Eine Rangfolge braucht mindestens zwei Themen.")
        return themen
    if len(offered) != 1:
        raise Obstructed("Zugestimmt wird zu genau einem Thema oder einer Zielvereinbarung.")
    return offered


def _passen(regeln: Regeln, things: Sequence[Thema | Zielvereinbarung]) -> None:
    methode = regeln.methode
    if not einstellungen.methode_ist_an(methode):
        raise Obstructed("Diese Art der Abstimmung ist in den Einstellungen nicht eingeschaltet.")
    if methode is Methode.PUNKTE and not (
        regeln.punkte and regeln.hoechstens and 0 < regeln.hoechstens <= regeln.punkte
    ):
        raise Obstructed("Die Punkte je Thema müssen zwischen 1 und der Gesamtzahl liegen.")
    if methode is Methode.RANG and not 0 < (regeln.plaetze or 0) <= len(things):
        raise Obstructed(f"Die Zahl der Plätze muss zwischen 1 und {len(things)} liegen.")
    if methode is Methode.MEHRHEIT and regeln.mehrheit is None:
        raise Obstructed("Bitte wählen, welche Mehrheit nötig ist.")
    if regeln.geheimhaltung is Geheimhaltung.GEHEIM:
        if not einstellungen.ist_an("abstimmung.geheim"):
            raise Obstructed("Geheime Abstimmungen sind in den Einstellungen nicht eingeschaltet.")
        if methode is Methode.KONSENS:
            raise Obstructed("Konsens lebt von Begründungen und geht nicht geheim.")
        if regeln.handelnde_noetig and any(isinstance(thing, Zielvereinbarung) for thing in things):
            raise Obstructed("Geheim bleibt offen, ob zustimmt, wer handeln muss. Das geht nur offen oder vertraulich.")
    if regeln.quorum is not Quorum.OHNE and not einstellungen.ist_an("abstimmung.beschlussfaehigkeit"):
        raise Obstructed("Die Beschlussfähigkeit ist in den Einstellungen nicht eingeschaltet.")


def _optionen(methode: Methode, things: Sequence[Thema | Zielvereinbarung]) -> Iterable[Abstimmungsoption]:
    for position, thing in enumerate(things, start=1):
        yield Abstimmungsoption(position=position, text=str(thing), **{thing.__tablename__: thing})
    if methode is Methode.WIDERSTAND:
        yield Abstimmungsoption(position=len(things) + 1, text=NULL_LOESUNG, ist_null=True)
