"""einwendung.erheben, behandeln, zurueckziehen: one paragraph, in time, with an answer."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import EinwendungStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.protokolle import genehmigtes_protokoll, neue_einwendung, neueste, vorgelegtes_protokoll

pytestmark = pytest.mark.beide

E = EinwendungStatus


def behandeln(einwendung, person, status=E.ZURUECKGEWIESEN, antwort="Der Ort stimmt."):
    with transaction():
        workflow.einwendungen.behandeln(einwendung, person, status=status, antwort=antwort)


def test_die_einwendung_steht_bei_ihrem_absatz(welt, mats):
    einwendung = neue_einwendung(welt, absatz=2)

    zeilen = queries.einwendungen.zeilen(einwendung.fassung)
    assert [(z.absatz, z.status, z.wer) for z in zeilen] == [(2, E.OFFEN, "Mats")]


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Vera", "Mia", "Bert"])
def test_einwenden_darf_wer_zum_gremium_gehoert_und_die_koordination(welt, wer):
    assert neue_einwendung(welt, wer=wer).person.name == wer


@pytest.mark.parametrize("wer", ["Paula", "Bibi", "Lena", "Ada", "Emil", "Nora"])
def test_sonst_wendet_niemand_etwas_ein(welt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        neue_einwendung(welt, wer=wer)


def test_am_letzten_tag_der_frist_geht_es_noch_am_naechsten_nicht(welt):
    fassung = vorgelegtes_protokoll(welt)
    with clock.turned_to(fassung.einwendungen_bis):
        neue_einwendung(welt, fassung)

    with (
        clock.turned_to(fassung.einwendungen_bis + timedelta(days=1)),
        pytest.raises(Obstructed, match="waren bis zum"),
    ):
        neue_einwendung(welt, fassung, wer="Mia")


@pytest.mark.parametrize("absatz", [0, -1, 10_000])
def test_den_absatz_muss_es_geben(welt, absatz):
    with pytest.raises(Obstructed, match="die Absätze 1 bis"):
        neue_einwendung(welt, absatz=absatz)


def test_gegen_eine_abgeloeste_fassung_und_ein_genehmigtes_protokoll_geht_nichts(welt, kora):
    erste = vorgelegtes_protokoll(welt)
    with transaction():
        workflow.protokolle.ueberarbeiten(erste.sitzung, kora, begruendung="Neu")
    with pytest.raises(Obstructed, match="wird überarbeitet"):
        neue_einwendung(welt, erste)
    with transaction():
        workflow.protokolle.vorlegen(erste.sitzung, kora)
    with pytest.raises(Obstructed, match="neuere Fassung"):
        neue_einwendung(welt, erste)
    assert neue_einwendung(welt, neueste(erste.sitzung)).status is E.OFFEN

    with pytest.raises(Obstructed, match="genehmigt"):
        neue_einwendung(welt, genehmigtes_protokoll(welt))


@pytest.mark.parametrize("status", [E.BERUECKSICHTIGT, E.ZURUECKGEWIESEN])
def test_die_koordination_entscheidet_und_antwortet(welt, kora, status):
    einwendung = neue_einwendung(welt)
    behandeln(einwendung, kora, status)

    assert (einwendung.status, einwendung.antwort) == (status, "Der Ort stimmt.")
    assert einwendung.behandelt_am is not None


def test_zurueckweisen_braucht_einen_grund(welt, kora):
    with pytest.raises(Obstructed, match="Begründen Sie"):
        behandeln(neue_einwendung(welt), kora, antwort="")


@pytest.mark.parametrize("status", [E.OFFEN, E.ZURUECKGEZOGEN])
def test_anders_wird_nicht_entschieden(welt, kora, status):
    with pytest.raises(Obstructed, match="berücksichtigt oder zurückgewiesen"):
        behandeln(neue_einwendung(welt), kora, status)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada"])
def test_behandeln_darf_nur_koordination_und_vorsitz(welt, wer):
    """D3 P0: nobody settles the own objection."""
    with pytest.raises(Forbidden):
        behandeln(neue_einwendung(welt), welt.person(wer))


def test_zurueckziehen_kann_nur_wer_sie_erhoben_hat(welt, mats):
    einwendung = neue_einwendung(welt)
    for wer in ("Vera", "Mia", "Kora"):
        with pytest.raises(Forbidden), transaction():
            workflow.einwendungen.zurueckziehen(einwendung, welt.person(wer))

    with transaction():
        workflow.einwendungen.zurueckziehen(einwendung, mats)

    assert einwendung.status is E.ZURUECKGEZOGEN


def test_was_behandelt_ist_bleibt_es(welt, kora, mats):
    einwendung = neue_einwendung(welt)
    behandeln(einwendung, kora)

    with pytest.raises(Obstructed, match="nicht möglich"):
        behandeln(einwendung, kora, E.BERUECKSICHTIGT)
    with pytest.raises(Obstructed, match="nicht möglich"), transaction():
        workflow.einwendungen.zurueckziehen(einwendung, mats)


def test_koordination_und_schreibende_erfahren_davon_und_wer_einwendet_die_antwort(welt, kora):
    """Not a word of the objection is in a mail."""
    einwendung = neue_einwendung(welt)
    behandeln(einwendung, kora)

    briefe = session().query(Nachricht).filter(Nachricht.anlass.startswith("einwendung")).order_by(Nachricht.id).all()
    assert [(b.anlass, b.person.name) for b in briefe] == [
        ("einwendung.erheben", "Kora"),
        ("einwendung.behandeln", "Mats"),
    ]
    assert not any("Ort" in b.text for b in briefe)
