"""Who reads which case: GRANTS and sichtbar_fuer() say the same, in a written table."""

from datetime import date

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.columns import PERSON
from kimflow.db import session, transaction
from kimflow.models import Bruchstelle, Fallrekonstruktion, Station
from kimflow.permissions import Permission, can
from tests.bauen.fallrekonstruktionen import eingereichter_fall, freigegebener_fall, voller_fall
from tests.besetzung import CAST

pytestmark = pytest.mark.beide

# Fatma wrote it, Finn is in her Fallwerkstatt, Frida in another one.
BAUEN = {"entwurf": voller_fall, "zur_pruefung": eingereichter_fall, "freigegeben": freigegebener_fall}
LESEN = {
    "entwurf": {"Fatma"},
    "zur_pruefung": {"Fatma", "Finn", "Kora"},
    "freigegeben": {"Fatma", "Kora"},
}
MIT_BENANNTER_FRIDA = {
    "entwurf": {"Fatma"},
    "zur_pruefung": {"Fatma", "Finn", "Kora", "Frida"},
    "freigegeben": {"Fatma", "Kora", "Frida"},
}


def sieht(person, fall):
    """What the list would find, having checked that the permission says the same."""
    found = (
        session()
        .scalars(queries.fallrekonstruktionen.sichtbar_fuer(person).where(Fallrekonstruktion.id == fall.id))
        .unique()
    )
    visible = found.one_or_none() is not None
    assert visible == can(person, Permission.FALLREKONSTRUKTION_ANSEHEN, fall)
    return visible


def lesende(welt, fall):
    return {name for name in CAST if sieht(welt.person(name), fall)}


@pytest.mark.parametrize("status", BAUEN)
def test_einen_fall_lesen_nur_die_genannten(welt, status):
    """D2 P0, D3 P0: person × status; being Fachkraft somewhere is not being Fachkraft here."""
    assert lesende(welt, BAUEN[status](welt)) == LESEN[status]


@pytest.mark.parametrize("status", BAUEN)
def test_benannte_lesen_ab_dem_einreichen(welt, fatma, frida, status):
    fall = BAUEN[status](welt)
    with transaction():
        workflow.fallrekonstruktionen.lesende_benennen(fall, fatma, lesende=[frida])

    assert lesende(welt, fall) == MIT_BENANNTER_FRIDA[status]


def test_den_entwurf_der_koordination_liest_nur_sie(welt, kora):
    assert lesende(welt, voller_fall(welt, kora)) == {"Kora"}


def test_wer_die_fallwerkstatt_verlaesst_liest_nichts_mehr(welt, kora, fatma):
    """D7 P0: also not what she wrote herself."""
    fall = eingereichter_fall(welt)
    mitgliedschaft = next(m for m in welt.fallwerkstatt.mitgliedschaften if m.person_id == fatma.id)
    with transaction():
        workflow.gremien.mitgliedschaft_beenden(mitgliedschaft, kora, bis=date(2026, 6, 30))

    with clock.turned_to(date(2026, 7, 1)):
        assert not sieht(fatma, fall)


def test_bei_fallangaben_gibt_es_kein_feld_fuer_die_person(app):
    """M2 P0: the only persons near a case are those who work on it."""
    beteiligte = {
        f"{table.__tablename__}.{column.name}"
        for table in (Fallrekonstruktion, Station, Bruchstelle)
        for column in table.__table__.columns
        if column.info["daten"] is PERSON
    }

    assert beteiligte == {"fallrekonstruktion.autor_id", "fallrekonstruktion.geprueft_von_id"}


def test_tage_und_anschriften_haben_am_fall_keine_spalte(app):
    """M2 P0: year and quarter, a band, a group, a Kommune; dates only of the work on it."""
    spalten = {
        column.name for table in (Fallrekonstruktion, Station, Bruchstelle) for column in table.__table__.columns
    }
    tage = {
        column.name
        for table in (Fallrekonstruktion, Station, Bruchstelle)
        for column in table.__table__.columns
        if column.type.python_type is date
    }

    assert tage == {"freigegeben_am", "loeschen_am", "verlaengert_am"}
    assert not {name for name in spalten if any(word in name for word in ("name", "geburt", "strasse", "plz", "akten"))}


def test_die_liste_sucht_nur_in_dem_was_man_sieht(welt, kora, fatma):
    voller_fall(welt, titel="Wohnsitzauflage")

    def treffer(person):
        liste = queries.fallrekonstruktionen.liste(person, queries.fallrekonstruktionen.Filter(suche="WOHNSITZ"))
        return len(liste.zeilen)

    assert (treffer(fatma), treffer(kora)) == (1, 0)


def test_zum_filtern_stehen_nur_jahre_die_man_sieht(welt, kora, fatma):
    voller_fall(welt, jahr=2023)
    eingereichter_fall(welt, jahr=2025)

    woerter = queries.fallrekonstruktionen.filterwoerter
    assert woerter(fatma)["jahr"] == [(2023, "2023"), (2025, "2025")]
    assert woerter(kora)["jahr"] == [(2025, "2025")]
    assert [text for _, text in woerter(kora)["kommune"]] == ["Seestadt", "Waldau"]


def test_ein_prozentzeichen_sucht_nur_sich_selbst(welt, fatma):
    """I6 P0."""
    voller_fall(welt, titel="Kürzung um 30 % der Leistung")
    voller_fall(welt, titel="Ohne Kürzung")

    gefunden = queries.fallrekonstruktionen.liste(fatma, queries.fallrekonstruktionen.Filter(suche="%"))
    assert [zeile.titel for zeile in gefunden.zeilen] == ["Kürzung um 30 % der Leistung"]


def test_aufgaben_sind_zurueckgegebene_und_wartende_faelle(welt, fatma, finn, kora, frida):
    zurueck, wartet = eingereichter_fall(welt), eingereichter_fall(welt)
    with transaction():
        workflow.fallrekonstruktionen.zurueckgeben(zurueck, finn, begruendung="Zu genau.")

    def nummern(person):
        return [aufgabe.werte["nummer"] for aufgabe in queries.fallaufgaben.aufgaben(person)]

    assert nummern(fatma) == [zurueck.nummer]
    assert nummern(finn) == nummern(kora) == [wartet.nummer]
    assert nummern(frida) == []


def test_ohne_anmeldung_gilt_nichts(welt, nora):
    freigegebener_fall(welt)

    assert session().scalars(queries.fallrekonstruktionen.sichtbar_fuer(nora)).all() == []
    assert session().scalar(select(Fallrekonstruktion.id)) is not None
