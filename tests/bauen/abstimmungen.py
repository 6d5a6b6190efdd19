"""Rounds of voting for tests, made with the acts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import transaction
from kimflow.models import (
    Abstimmung,
    Besetzung,
    Einstellung,
    Geheimhaltung,
    Methode,
    Person,
    PersonStatus,
    Quorum,
    Sitz,
    Stimmabgabe,
    Stimmrecht,
    Thema,
    Top,
    Wahlberechtigte,
)
from kimflow.workflow.abstimmungsregeln import Regeln
from kimflow.workflow.stimmzettel import Stimmzettel
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.besetzung import BEGINN, Welt


def zwei_themen(welt: Welt, top: Top) -> list[Thema]:
    """Two vorgelegte Themen on this item."""
    return [vorgelegtes_thema(welt, top=top, titel=titel) for titel in ("Wohnen", "Sprache")]


def einschalten(*schluessel: str, wert: str = "ja") -> None:
    """Switch settings on, e.g. "methode.rang" or "abstimmung.geheim"."""
    with transaction() as s:
        for one in s.scalars(select(Einstellung).where(Einstellung.schluessel.in_(schluessel))):
            one.wert = wert


def regeln(**kw: Any) -> Regeln:
    """Ten points, six at most for one, vertraulich – unless said otherwise."""
    angaben: dict[str, Any] = {
        "methode": Methode.PUNKTE,
        "frage": "Welche Themen gehen wir zuerst an?",
        "geheimhaltung": Geheimhaltung.VERTRAULICH,
        "punkte": 10,
        "hoechstens": 6,
    }
    return Regeln(**(angaben | kw))


def neue_abstimmung(
    welt: Welt, top: Top | None = None, *, wahlberechtigte: Wahlberechtigte = Wahlberechtigte.ALLE, **kw: Any
) -> Abstimmung:
    """A prepared Priorisierung of two Themen; kw are rules. Its method is switched on."""
    if top is None:
        top = laufender_top(welt)
        zwei_themen(welt, top)
    chosen = regeln(**kw)
    _einschalten_fuer(chosen)
    with transaction():
        return workflow.abstimmungen.vorbereiten(
            top, welt.person("Kora"), regeln=chosen, wahlberechtigte=wahlberechtigte
        )


def _einschalten_fuer(chosen: Regeln) -> None:
    einschalten(f"methode.{chosen.methode.value}")
    if chosen.geheimhaltung is Geheimhaltung.GEHEIM:
        einschalten("abstimmung.geheim")
    if chosen.quorum is not Quorum.OHNE:
        einschalten("abstimmung.beschlussfaehigkeit")


def zustimmung(welt: Welt, top: Top | None = None, **kw: Any) -> Abstimmung:
    """A prepared round of consent to one Thema, offen."""
    if top is None:
        top = laufender_top(welt)
        vorgelegtes_thema(welt, top=top, titel="Wohnen")
    angaben: dict[str, Any] = {
        "methode": Methode.KONSENS,
        "frage": "Stimmen wir zu?",
        "geheimhaltung": Geheimhaltung.OFFEN,
    }
    return neue_abstimmung(welt, top, **(angaben | kw))


def umlauf(welt: Welt, **kw: Any) -> Abstimmung:
    """A prepared Umlauf on one vorgelegtes Thema: Konsens, offen."""
    top = laufender_top(welt)
    thema = vorgelegtes_thema(welt, top=top, titel="Wohnen")
    angaben: dict[str, Any] = {"methode": Methode.KONSENS, "geheimhaltung": Geheimhaltung.OFFEN}
    chosen = regeln(**(angaben | kw))
    _einschalten_fuer(chosen)
    with transaction():
        return workflow.abstimmungen.umlauf_vorbereiten(
            welt.lenkungsgruppe, welt.person("Kora"), regeln=chosen, themen=[thema]
        )


def offene_abstimmung(welt: Welt, abstimmung: Abstimmung | None = None, **kw: Any) -> Abstimmung:
    """A round that takes ballots."""
    abstimmung = abstimmung or neue_abstimmung(welt)
    if abstimmung.ist_umlauf:
        kw = {"endet_am": clock.now() + timedelta(days=14), "auftrag_vorsitz_am": clock.today()} | kw
    with transaction():
        workflow.abstimmungen.oeffnen(abstimmung, welt.person("Kora"), **kw)
    return abstimmung


def mehr_sitze(welt: Welt, anzahl: int) -> list[Person]:
    """`anzahl` further stimmberechtigte Sitze of the Lenkungsgruppe, each with a main member of its own."""
    people = []
    with transaction() as s:
        for number in range(1, anzahl + 1):
            who = Person(
                name=f"Mitglied {number}",
                mail=f"mitglied{number}@musterkreis.example",
                institution=welt.institution("Kreis"),
                status=PersonStatus.AKTIV,
                passwort=welt.person("Kora").passwort,
            )
            seat = Sitz(
                gremium=welt.lenkungsgruppe,
                bezeichnung=f"Sitz {number}",
                stimmrecht=Stimmrecht.STIMMBERECHTIGT,
                reihenfolge=10 + number,
                von=BEGINN,
                institutionen=[welt.institution("Kreis")],
                besetzungen=[Besetzung(person=who, rang=0, von=BEGINN)],
            )
            s.add(seat)
            people.append(who)
    return people


def geheime_abstimmung(welt: Welt) -> Abstimmung:
    """An open geheime Priorisierung, in a Lenkungsgruppe that gets a third stimmberechtigter Sitz for it."""
    einschalten("geheim.mindestens", wert="3")
    mehr_sitze(welt, 1)
    return offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))


def stimmabgabe(abstimmung: Abstimmung, sitz: str) -> Stimmabgabe:
    """The place on the roll of the Sitz with this name."""
    return next(s for s in abstimmung.stimmabgaben if s.sitz.bezeichnung == sitz)


def zettel(abstimmung: Abstimmung, werte: Sequence[int] = (), **kw: Any) -> Stimmzettel:
    """A ballot: numbers in the order of the options, or wort=…"""
    return Stimmzettel(werte=dict(zip((o.id for o in abstimmung.optionen), werte, strict=False)), **kw)


def stimmen(welt: Welt, abstimmung: Abstimmung, wer: str, sitz: str, werte: Sequence[int] = (), **kw: Any) -> None:
    """`wer` casts for `sitz`: numbers in the order of the options, or wort=…"""
    given = zettel(abstimmung, werte, **kw)
    with transaction():
        cast = workflow.stimmen.geheim_abstimmen if abstimmung.ist_geheim else workflow.stimmen.stimme_abgeben
        cast(stimmabgabe(abstimmung, sitz), welt.person(wer), zettel=given)


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
