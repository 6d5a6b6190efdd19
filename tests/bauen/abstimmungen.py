"""Rounds of voting for tests, made with the acts."""

from collections.abc import Sequence
from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Abstimmung, Geheimhaltung, Methode, Stimmabgabe, Thema, Top
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.besetzung import Welt


def zwei_themen(welt: Welt, top: Top) -> list[Thema]:
    """Two vorgelegte Themen on this item."""
    return [vorgelegtes_thema(welt, top=top, titel=titel) for titel in ("Wohnen", "Sprache")]


def neue_abstimmung(welt: Welt, top: Top | None = None, **kw: Any) -> Abstimmung:
    """A prepared Priorisierung of two Themen, ten points, six at most for one, vertraulich."""
    if top is None:
        top = laufender_top(welt)
        zwei_themen(welt, top)
    angaben: dict[str, Any] = {
        "methode": Methode.PUNKTE,
        "frage": "Welche Themen gehen wir zuerst an?",
        "geheimhaltung": Geheimhaltung.VERTRAULICH,
        "punkte": 10,
        "hoechstens": 6,
    }
    with transaction():
        return workflow.abstimmungen.vorbereiten(top, welt.person("Kora"), **(angaben | kw))


def zustimmung(welt: Welt, top: Top | None = None, **kw: Any) -> Abstimmung:
    """A prepared round of consent to one Thema, offen."""
    if top is None:
        top = laufender_top(welt)
        vorgelegtes_thema(welt, top=top, titel="Wohnen")
    angaben: dict[str, Any] = {"frage": "Stimmen wir zu?", "geheimhaltung": Geheimhaltung.OFFEN}
    return neue_abstimmung(welt, top, methode=Methode.KONSENS, punkte=None, hoechstens=None, **(angaben | kw))


def offene_abstimmung(welt: Welt, abstimmung: Abstimmung | None = None, **kw: Any) -> Abstimmung:
    """A round that takes ballots."""
    abstimmung = abstimmung or neue_abstimmung(welt)
    with transaction():
        workflow.abstimmungen.oeffnen(abstimmung, welt.person("Kora"), **kw)
    return abstimmung


def stimmabgabe(abstimmung: Abstimmung, sitz: str) -> Stimmabgabe:
    """The place on the roll of the Sitz with this name."""
    return next(s for s in abstimmung.stimmabgaben if s.sitz.bezeichnung == sitz)


def stimmen(welt: Welt, abstimmung: Abstimmung, wer: str, sitz: str, punkte: Sequence[int] = (), **kw: Any) -> None:
    """`wer` casts for `sitz`: points in the order of the options, or wort=…"""
    options = [option.id for option in abstimmung.optionen]
    with transaction():
        workflow.abstimmungen.stimme_abgeben(
            stimmabgabe(abstimmung, sitz),
            welt.person(wer),
            punkte=dict(zip(options, punkte, strict=False)),
            **kw,
        )


def geschlossene_abstimmung(welt: Welt, abstimmung: Abstimmung) -> Abstimmung:
    """Closed and counted."""
    with transaction():
        workflow.abstimmungen.schliessen(abstimmung, welt.person("Kora"))
    return abstimmung


def festgestellte_abstimmung(welt: Welt, abstimmung: Abstimmung) -> Abstimmung:
    """Closed, counted and confirmed."""
    geschlossene_abstimmung(welt, abstimmung)
    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, welt.person("Kora"))
    return abstimmung
