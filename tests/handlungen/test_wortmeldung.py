"""Raised hands: who may, once per person, in their order – and nothing of it stays."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Wortmeldung
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.saal import laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung
from tests.bauen.wortmeldungen import neue_wortmeldung

pytestmark = pytest.mark.beide


def test_wer_sich_meldet_steht_mit_seinem_sitz_auf_der_liste(welt, mats):
    hand = neue_wortmeldung(welt, "Mats")

    assert str(hand) == "Mats (Jobcenter Musterkreis)"


def test_die_haende_stehen_in_der_reihenfolge_in_der_sie_gehoben_wurden(welt):
    sitzung = laufende_sitzung(welt)
    for name in ("Mia", "Bert", "Mats"):
        neue_wortmeldung(welt, name, sitzung)

    session().expire_all()
    assert [w.person.name for w in sitzung.wortmeldungen] == ["Mia", "Bert", "Mats"]


def test_zweimal_melden_ist_einmal_gemeldet(welt):
    sitzung = laufende_sitzung(welt)
    erste, zweite = neue_wortmeldung(welt, "Mats", sitzung), neue_wortmeldung(welt, "Mats", sitzung)

    assert erste is zweite
    assert session().query(Wortmeldung).count() == 1


@pytest.mark.parametrize("name", ["Bibi", "Lena", "Paula", "Ada"])
def test_wer_nicht_zum_gremium_gehoert_meldet_sich_nicht(welt, name):
    """The Büro answers invitations; it does not speak."""
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Forbidden):
        neue_wortmeldung(welt, name, sitzung)


def test_vor_der_sitzung_gibt_es_nichts_zu_melden(welt):
    sitzung = eingeladene_sitzung(welt)

    with pytest.raises(Obstructed):
        neue_wortmeldung(welt, "Mats", sitzung)


def test_nur_die_eigene_hand_laesst_sich_senken(welt, mats, mia):
    hand = neue_wortmeldung(welt, "Mats")

    with pytest.raises(Forbidden), transaction():
        workflow.wortmeldungen.zuruecknehmen(hand, mia)
    with transaction():
        workflow.wortmeldungen.zuruecknehmen(hand, mats)

    assert session().query(Wortmeldung).count() == 0


def test_wer_das_wort_bekommt_steht_nicht_mehr_auf_der_liste(welt, kora, mats):
    hand = neue_wortmeldung(welt, "Mats")

    with pytest.raises(Forbidden), transaction():
        workflow.wortmeldungen.aufrufen(hand, mats)
    with transaction():
        workflow.wortmeldungen.aufrufen(hand, kora)

    assert session().query(Wortmeldung).count() == 0


def test_wer_sprechen_wollte_steht_in_keinem_verlauf(welt, kora):
    """F1 P0 the other way round: what is nobody's business later leaves no line."""
    hand = neue_wortmeldung(welt, "Mats")
    with transaction():
        workflow.wortmeldungen.aufrufen(hand, kora)

    assert [e.akt for e in session().query(Ereignis) if "wortmeldung" in e.akt] == []


def test_mit_dem_ende_der_sitzung_sind_alle_haende_unten(welt, kora):
    sitzung = laufende_sitzung(welt)
    neue_wortmeldung(welt, "Mats", sitzung)

    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    assert session().query(Wortmeldung).count() == 0


def test_jede_gehobene_und_gesenkte_hand_bewegt_die_offenen_seiten(welt, mats):
    sitzung = laufende_sitzung(welt)
    vorher = sitzung.bewegung
    hand = neue_wortmeldung(welt, "Mats", sitzung)
    gehoben = sitzung.bewegung
    with transaction():
        workflow.wortmeldungen.zuruecknehmen(hand, mats)

    assert vorher < gehoben < sitzung.bewegung
