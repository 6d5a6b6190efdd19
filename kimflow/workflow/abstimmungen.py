"""Acts on rounds of voting: preparing, opening with a frozen roll, casting, counting, confirming."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kimflow import clock
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Beteiligung,
    Geheimhaltung,
    Konsensstimme,
    Methode,
    Person,
    SitzungStatus,
    Stimmabgabe,
    Stimme,
    Top,
    Topgegenstand,
)
from kimflow.permissions import Permission
from kimflow.workflow import auszaehlung, nummern
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.stimmzettel import Stimmzettel, maengel

A = AbstimmungStatus


def steht_noch_bevor(top: Top) -> str | None:
    lasting = (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND)
    return None if top.sitzung.status in lasting else "Die Sitzung ist schon vorbei oder abgesagt."


def hat_einen_gegenstand(top: Top) -> str | None:
    if any(g.thema or g.zielvereinbarung for g in top.gegenstaende):
        return None
    return "Zu diesem Punkt gehört noch kein Thema und keine Zielvereinbarung."


def sitzung_steht_noch_bevor(abstimmung: Abstimmung) -> str | None:
    return steht_noch_bevor(abstimmung.top) if abstimmung.top else None


def hat_stimmberechtigte(abstimmung: Abstimmung) -> str | None:
    if any(sitz.ist_stimmberechtigt for sitz in abstimmung.gremium.sitze):
        return None
    return "Das Gremium hat heute keinen stimmberechtigten Sitz."


def laeuft_noch(stimmabgabe: Stimmabgabe) -> str | None:
    return (
        None if stimmabgabe.abstimmung.nimmt_stimmen_an else "Die Abstimmung ist zu Ende. Ihre Stimme zählt nicht mehr."
    )


@act(
    Permission.ABSTIMMUNG_VORBEREITEN,
    label="Abstimmung vorbereiten",
    sentence="hat die Abstimmung vorbereitet",
    then=A.VORBEREITET,
    requires=(steht_noch_bevor, hat_einen_gegenstand),
    records=("methode", "geheimhaltung"),
    creates=True,
)
def vorbereiten(
    top: Top,
    person: Person,
    *,
    methode: Methode,
    frage: str,
    geheimhaltung: Geheimhaltung,
    punkte: int | None = None,
    hoechstens: int | None = None,
) -> Abstimmung:
    """Eine Abstimmung zu diesem Punkt anlegen. Sie lässt sich löschen, bis sie geöffnet ist."""
    options = _optionen(top, methode)
    is_points = methode is Methode.PUNKTE
    if is_points and not (punkte and hoechstens and 0 < hoechstens <= punkte):
        raise Obstructed("Die Punkte je Thema müssen zwischen 1 und der Gesamtzahl liegen.")
    return Abstimmung(
        nummer=nummern.naechste(Abstimmung),
        gremium=top.sitzung.gremium,
        top=top,
        methode=methode,
        frage=frage,
        geheimhaltung=geheimhaltung,
        punkte=punkte if is_points else None,
        hoechstens=hoechstens if is_points else None,
        optionen=options,
    )


def _optionen(top: Top, methode: Methode) -> list[Abstimmungsoption]:
    if methode is Methode.PUNKTE:
        offered = [g for g in top.gegenstaende if g.thema]
        if len(offered) < 2:
            raise Obstructed("Eine Rangfolge braucht mindestens zwei Themen auf diesem Punkt.")
    else:
        offered = [g for g in top.gegenstaende if g.thema or g.zielvereinbarung]
        if len(offered) != 1:
            raise Obstructed("Zugestimmt wird zu genau einem Thema oder einer Zielvereinbarung.")
    return [_option(position, g) for position, g in enumerate(offered, start=1)]


def _option(position: int, gegenstand: Topgegenstand) -> Abstimmungsoption:
    return Abstimmungsoption(
        position=position,
        thema=gegenstand.thema,
        zielvereinbarung=gegenstand.zielvereinbarung,
        text=str(gegenstand.gegenstand),
    )


@act(
    Permission.ABSTIMMUNG_OEFFNEN,
    label="Abstimmung öffnen",
    sentence="hat die Abstimmung geöffnet",
    when={A.VORBEREITET},
    then=A.OFFEN,
    requires=(sitzung_steht_noch_bevor, hat_stimmberechtigte),
    records=("endet_am",),
)
def oeffnen(abstimmung: Abstimmung, person: Person, *, endet_am: datetime | None = None) -> None:
    """Ab jetzt kann abgestimmt werden. Frage, Regeln und stimmberechtigte Sitze stehen damit fest."""
    abstimmung.eroeffnet_am = clock.now()
    if endet_am is not None and endet_am <= abstimmung.eroeffnet_am:
        raise Obstructed("Das Ende muss in der Zukunft liegen.")
    abstimmung.endet_am = endet_am
    abstimmung.stimmabgaben.extend(
        Stimmabgabe(sitz=sitz) for sitz in abstimmung.gremium.sitze if sitz.ist_stimmberechtigt
    )


@act(
    Permission.ABSTIMMUNG_STIMME_ABGEBEN,
    label="Stimme abgeben",
    sentence="hat abgestimmt",
    when={A.OFFEN},
    requires=(laeuft_noch,),
)
def stimme_abgeben(
    stimmabgabe: Stimmabgabe,
    person: Person,
    *,
    punkte: Mapping[int, int] | None = None,
    wort: Konsensstimme | None = None,
    begruendung: str = "",
) -> None:
    """Für den Sitz abstimmen. Bis zum Ende änderbar; es zählt, was zuletzt abgegeben wurde."""
    abstimmung = stimmabgabe.abstimmung
    zettel = Stimmzettel(punkte or {}, wort, canonical(begruendung, lines=True))
    if found := maengel(abstimmung, zettel):
        raise Obstructed(*(mangel.grund for mangel in found))
    stimmabgabe.stimmen.clear()
    session().flush()
    stimmabgabe.stimmen.extend(_stimmen(abstimmung, zettel))
    stimmabgabe.person = person
    stimmabgabe.abgegeben_am = clock.now()


def _stimmen(abstimmung: Abstimmung, zettel: Stimmzettel) -> list[Stimme]:
    if abstimmung.methode is Methode.PUNKTE:
        return [Stimme(option_id=option, punkte=points) for option, points in zettel.punkte.items() if points]
    option = abstimmung.optionen[0]
    return [Stimme(option_id=option.id, wort=zettel.wort, begruendung=zettel.begruendung)]


@act(
    Permission.ABSTIMMUNG_SCHLIESSEN,
    label="Abstimmung schließen",
    sentence="hat die Abstimmung geschlossen",
    when={A.OFFEN},
    then=A.GESCHLOSSEN,
)
def schliessen(abstimmung: Abstimmung, person: Person) -> None:
    """Die Abstimmung beenden und auszählen. Das lässt sich nicht zurücknehmen."""
    abstimmung.geschlossen_am = clock.now()
    abstimmung.ergebnis = zaehlen(abstimmung)


def zaehlen(abstimmung: Abstimmung) -> dict[str, Any]:
    """The result of `abstimmung` from its stored ballots, as it is kept: numbers, ranks and sentences only."""
    cast = [s for s in abstimmung.stimmabgaben if s.abgegeben_am]
    count = _rangfolge if abstimmung.methode is Methode.PUNKTE else _zustimmung
    roll = {"berechtigt": len(abstimmung.stimmabgaben), "abgegeben": len(cast)}
    return roll | {"enthaltungen": _enthaltungen(cast)} | count(abstimmung, cast, roll["berechtigt"])


def _enthaltungen(cast: list[Stimmabgabe]) -> int:
    return sum(all(stimme.wort is Konsensstimme.ENTHALTUNG for stimme in s.stimmen) for s in cast)


def _rangfolge(abstimmung: Abstimmung, cast: list[Stimmabgabe], entitled: int) -> dict[str, Any]:
    ballots = [{stimme.option_id: stimme.punkte or 0 for stimme in s.stimmen} for s in cast]
    ranks = auszaehlung.rangfolge([option.id for option in abstimmung.optionen], ballots)
    names = {option.id: option.text for option in abstimmung.optionen}
    needed = auszaehlung.belastbarkeit(ranks, ballots, abstimmung.hoechstens or 0)
    return {
        "raenge": [{"option": r.option, "punkte": r.punkte, "rang": r.rang} for r in ranks],
        "satz": auszaehlung.satz_der_rangfolge(ranks, names, len(cast), entitled),
        "belastbarkeit": auszaehlung.satz_der_belastbarkeit(needed, len(cast)),
    }


def _zustimmung(abstimmung: Abstimmung, cast: list[Stimmabgabe], entitled: int) -> dict[str, Any]:
    counted = auszaehlung.worte(stimme.wort for s in cast for stimme in s.stimmen if stimme.wort)
    missing = _ohne_zustimmung(abstimmung, cast)
    return {
        "worte": {wort.value: count for wort, count in counted.items()},
        "zustimmung": auszaehlung.ist_zustimmung(counted),
        "ausstehend": missing,
        "satz": auszaehlung.satz_der_zustimmung(counted, len(cast), entitled, missing),
        "belastbarkeit": "",
    }


def _ohne_zustimmung(abstimmung: Abstimmung, cast: list[Stimmabgabe]) -> list[str]:
    """Institutions that must act for the Zielvereinbarung and whose Sitz has not agreed, or that have none."""
    agreement = abstimmung.optionen[0].zielvereinbarung
    if agreement is None:
        return []
    agreed = {
        institution.id
        for s in cast
        if any(stimme.wort in auszaehlung.STIMMT_ZU for stimme in s.stimmen)
        for institution in s.sitz.institutionen
    }
    must_act = [b.institution for b in agreement.beitraege if b.beteiligung is Beteiligung.ZEICHNET]
    return [institution.name for institution in must_act if institution.id not in agreed]


@act(
    Permission.ABSTIMMUNG_FESTSTELLEN,
    label="Ergebnis feststellen",
    sentence="hat das Ergebnis festgestellt",
    when={A.GESCHLOSSEN},
    then=A.FESTGESTELLT,
)
def feststellen(abstimmung: Abstimmung, person: Person) -> None:
    """Das Ergebnis bestätigen. Danach lässt sich daraus der Beschluss festhalten."""


@act(
    Permission.ABSTIMMUNG_ANNULLIEREN,
    label="Annullieren",
    sentence="hat die Abstimmung annulliert",
    when={A.OFFEN, A.GESCHLOSSEN},
    then=A.ANNULLIERT,
    records=("begruendung",),
)
def annullieren(abstimmung: Abstimmung, person: Person, *, begruendung: str) -> None:
    """Die Abstimmung gilt nicht, zum Beispiel wegen eines Fehlers. Eine Wiederholung ist eine neue Abstimmung."""
    abstimmung.annullierung = begruendung


@act(
    Permission.ABSTIMMUNG_LOESCHEN,
    label="Löschen",
    sentence="hat die Abstimmung gelöscht",
    when={A.VORBEREITET},
)
def loeschen(abstimmung: Abstimmung, person: Person) -> None:
    """Die vorbereitete Abstimmung verwerfen. Geöffnete Abstimmungen bleiben für immer."""
    session().delete(abstimmung)
