"""The capacity light against a table worked out by hand, and the figures it is made of."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries
from kimflow.db import transaction
from kimflow.models import ThemaStatus
from kimflow.queries.auslastung import Last
from kimflow.workflow.ampel import Stufe
from kimflow.workflow.auslastung import auslastung
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.massnahmen import laufende_massnahme, neuer_meilenstein
from tests.bauen.themen import thema_im_stand

HEUTE = date(2026, 11, 29)
ROT, GELB, GRUEN = Stufe.ROT, Stufe.GELB, Stufe.GRUEN


def tag(tage):
    return HEUTE + timedelta(days=tage)


def last(**kw):
    """One Thema of three, two people, nothing due for long."""
    angaben = {
        "id": 1,
        "name": "Projektgruppe",
        "hoechstlast": 3,
        "ende": None,
        "themen": 1,
        "massnahmen": 0,
        "ueberfaellig": 0,
        "personen": 2,
        "naechste_frist": tag(100),
        "letzte_frist": tag(100),
    }
    return Last(**(angaben | kw))


LEER = {"themen": 0, "naechste_frist": None, "letzte_frist": None}
TABELLE = [
    (LEER, GRUEN, "0 von höchstens 3"),
    (LEER | {"personen": 0}, GRUEN, "0 von"),
    ({}, GRUEN, "1 von höchstens 3"),
    ({"themen": 2}, GRUEN, "2 von höchstens 3"),
    ({"themen": 3}, GELB, "voll"),
    ({"themen": 4}, ROT, "4 laufende Themen, höchstens 3"),
    ({"themen": 1, "hoechstlast": 1}, GELB, "voll"),
    ({"personen": 0}, ROT, "niemanden"),
    (LEER | {"personen": 0, "massnahmen": 1}, ROT, "niemanden"),
    ({"naechste_frist": tag(-1)}, ROT, "28.11.2026 ist verstrichen"),
    ({"naechste_frist": tag(0)}, GELB, "29.11.2026"),
    ({"naechste_frist": tag(14)}, GELB, "13.12.2026"),
    ({"naechste_frist": tag(15)}, GRUEN, "1 von"),
    ({"ueberfaellig": 1}, GELB, "1 Meilenstein ist überfällig"),
    ({"ueberfaellig": 2}, GELB, "2 Meilensteine sind überfällig"),
    ({"massnahmen": 6}, GRUEN, "1 von"),
    ({"massnahmen": 7}, GELB, "mehr als 3 je Person"),
    ({"ende": tag(99)}, GELB, "Die Gruppe endet am"),
    ({"ende": tag(100)}, GRUEN, "1 von"),
    (LEER | {"ende": tag(1)}, GRUEN, "0 von"),
    ({"themen": 4, "ueberfaellig": 5}, ROT, "4 laufende Themen"),
]


@pytest.mark.parametrize(("angaben", "stufe", "satz"), TABELLE)
def test_das_licht_folgt_der_tabelle_von_hand(angaben, stufe, satz):
    found = auslastung(last(**angaben), HEUTE)

    assert (found.stufe, satz in found.regel) == (stufe, True), found


def test_dasselbe_licht_wird_mit_der_zeit_ein_anderes():
    """The clock turned over one Frist."""
    same = last(naechste_frist=tag(20))

    assert [auslastung(same, tag(n)).stufe for n in (0, 5, 6, 20, 21)] == [GRUEN, GRUEN, GELB, GELB, ROT]


def test_mehrere_gruende_derselben_stufe_stehen_alle_da():
    regel = auslastung(last(themen=3, ueberfaellig=1), HEUTE).regel

    assert "voll" in regel
    assert "überfällig" in regel


@pytest.mark.parametrize(("themen", "voll"), [(2, False), (3, True), (4, True)])
def test_voll_heisst_dass_ein_weiteres_mandat_mehr_braucht(themen, voll):
    assert auslastung(last(themen=themen), HEUTE).ist_voll is voll


@pytest.mark.beide
def test_gezaehlt_wird_was_laeuft_und_wer_da_ist(welt, paul):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    thema_im_stand(welt, ThemaStatus.RUHT)
    fertig = thema_im_stand(welt, ThemaStatus.VEREINBART)
    with transaction():
        fertig.frist = clock.today() - timedelta(days=99)  # the proposal was made; its Frist is over
    massnahme = laufende_massnahme(welt, thema)
    neuer_meilenstein(welt, massnahme, in_=1)
    neuer_meilenstein(welt, massnahme, in_=9)
    neue_mitgliedschaft(welt, von=clock.today() - timedelta(days=9), bis=clock.today() + timedelta(days=1))

    with clock.turned_to(clock.today() + timedelta(days=5)):
        (one,) = queries.auslastung.lasten([welt.projektgruppe.id])

    assert (one.themen, one.massnahmen, one.ueberfaellig, one.personen) == (2, 1, 1, 2)
    assert (one.naechste_frist, one.letzte_frist) == (date(2030, 1, 1), date(2030, 1, 1))


@pytest.mark.beide
def test_jede_heutige_projektgruppe_hat_genau_ein_licht(welt):
    with transaction():
        welt.andere_projektgruppe.bis = date(2025, 6, 1)

    assert [one.name for one in queries.auslastung.lasten()] == ["Projektgruppe Übergänge"]
