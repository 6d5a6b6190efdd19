"""The rounds of voting of the Lenkungsgruppe: how it votes, what comes out, and one that is open today."""

from datetime import datetime, time

from kimflow import clock, workflow
from kimflow.models import Abstimmung, Geheimhaltung, Methode, Stimmabgabe, Stimmwort, Top
from kimflow.permissions import Permission
from kimflow.workflow.abstimmungsregeln import Regeln
from kimflow.workflow.ergebnisse import vorschlag
from kimflow.workflow.stimmzettel import Stimmzettel
from kimflow.workflow.wirkungen import Wirkung
from seeds import kreis
from seeds.zeitplan import Zeitplan

REIHEN = Regeln(
    methode=Methode.PUNKTE,
    frage="Welche Themen sollen zuerst bearbeitet werden?",
    geheimhaltung=Geheimhaltung.VERTRAULICH,
    punkte=5,
    hoechstens=3,
)
ZUSTIMMEN = Regeln(
    methode=Methode.KONSENS, frage="Stimmen Sie der Zielvereinbarung zu?", geheimhaltung=Geheimhaltung.OFFEN
)
NIE_DABEI = "BAMF"


def runde(nummer: str) -> Abstimmung:
    return kreis.nach_nummer(Abstimmung, nummer)


def vorbereiten(top: Top, regeln: Regeln) -> str:
    return workflow.abstimmungen.vorbereiten(top, kreis.person("Kora"), regeln=regeln).nummer


def oeffnen(nummer: str) -> None:
    workflow.abstimmungen.oeffnen(runde(nummer), kreis.person("Kora"))


def abstimmen(nummer: str, ab: int = 0) -> None:
    """Every Sitz votes but one, from the one at place `ab` on."""
    offen = runde(nummer)
    roll = [s for s in sorted(offen.stimmabgaben, key=_platz) if s.sitz.bezeichnung != NIE_DABEI]
    for number, abgabe in enumerate(roll[ab:]):
        give = _punkte(offen, number) if offen.methode is Methode.PUNKTE else _wort(number)
        workflow.stimmen.stimme_abgeben(abgabe, abgabe.sitz.heutige[0].person, zettel=give)


def _platz(abgabe: Stimmabgabe) -> int:
    return abgabe.sitz.reihenfolge


def _punkte(offen: Abstimmung, number: int) -> Stimmzettel:
    options = [option.id for option in offen.optionen]
    first = options[0] if number % 3 else options[-1]
    second = options[1] if options[1] != first else options[0]
    return Stimmzettel(werte={first: 3, second: 2})


def _wort(number: int) -> Stimmzettel:
    if number == 4:
        return Stimmzettel(wort=Stimmwort.BEDENKEN, begruendung="Die Mittel sind nur bis Jahresende sicher.")
    return Stimmzettel(wort=Stimmwort.ZUSTIMMUNG)


def auszaehlen(nummer: str) -> None:
    kora = kreis.person("Kora")
    workflow.abstimmungen.schliessen(runde(nummer), kora)
    workflow.abstimmungen.feststellen(runde(nummer), kora)


def rangfolge(nummer: str) -> list[Wirkung]:
    """What the round ranked, as the Lenkungsgruppe decides it."""
    return [
        Wirkung(Permission.THEMA_PRIORISIEREN, option.thema, {"rang": rang})
        for option, rang in vorschlag(runde(nummer)).raenge
        if option.thema
    ]


def umlauf(plan: Zeitplan, tage: int, namen: tuple[str, ...], bis: int, ab: int) -> None:
    """By circulation: started by the Vorsitz, still running today, some have voted."""
    nummern: list[str] = []
    plan.am(tage, lambda: nummern.append(_umlauf_vorbereiten(namen)))
    plan.am(tage, lambda: _umlauf_oeffnen(nummern[0], plan, bis))
    plan.am(tage + 1, lambda: abstimmen(nummern[0], ab))


def _umlauf_vorbereiten(namen: tuple[str, ...]) -> str:
    return workflow.abstimmungen.umlauf_vorbereiten(
        kreis.lenkungsgruppe(), kreis.person("Lena"), regeln=REIHEN, themen=[kreis.thema(name) for name in namen]
    ).nummer


def _umlauf_oeffnen(nummer: str, plan: Zeitplan, bis: int) -> None:
    ende = datetime.combine(plan.tag(bis), time(18), tzinfo=clock.ZONE)
    workflow.abstimmungen.oeffnen(runde(nummer), kreis.person("Lena"), endet_am=ende)
