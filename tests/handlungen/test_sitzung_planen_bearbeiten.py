"""sitzung.planen, sitzung.bearbeiten."""

from datetime import UTC, datetime, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, Sitzung, SitzungStatus
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung

pytestmark = pytest.mark.beide


def test_die_koordination_plant_eine_sitzung(welt):
    sitzung = neue_sitzung(welt)

    assert (sitzung.status, sitzung.gremium, sitzung.ort) == (
        SitzungStatus.GEPLANT,
        welt.lenkungsgruppe,
        "Kreishaus, Raum 1",
    )


def test_die_nummer_nennt_das_jahr_in_dem_getagt_wird(welt):
    with clock.turned_to(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        sitzung = neue_sitzung(welt, beginn=datetime(2027, 2, 10, 9, tzinfo=UTC))

    assert sitzung.nummer == "S-2027-001"


def test_die_leitung_plant_die_sitzung_ihrer_projektgruppe(welt, paula):
    with transaction():
        sitzung = workflow.sitzungen.planen(
            welt.projektgruppe, paula, beginn=clock.now() + timedelta(days=7), ort="online"
        )

    assert sitzung.gremium == welt.projektgruppe


@pytest.mark.parametrize("wer", ["Petra", "Mats", "Lena", "Bibi", "Nora"])
def test_wer_ein_gremium_nicht_leitet_plant_fuer_es_nichts(welt, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.sitzungen.planen(welt.projektgruppe, welt.person(wer), beginn=clock.now(), ort="")

    assert session().query(Sitzung).count() == 0
    assert session().query(Ereignis).count() == 0


def bearbeiten(welt, sitzung, person, **kw):
    angaben = {"beginn": sitzung.beginn, "ort": "Rathaus Seestadt", "vorsitz": None, "protokollfuehrung": None} | kw
    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, person, **angaben)


def test_termin_und_ort_lassen_sich_bis_zum_beginn_aendern(welt, kora):
    sitzung = neue_sitzung(welt)
    spaeter = sitzung.beginn + timedelta(days=7)

    bearbeiten(welt, sitzung, kora, beginn=spaeter)

    assert (sitzung.beginn, sitzung.ort) == (spaeter, "Rathaus Seestadt")


def test_wer_eingeladen_ist_erfaehrt_von_der_aenderung(welt, kora):
    sitzung = eingeladene_sitzung(welt)

    bearbeiten(welt, sitzung, kora)

    an = {n.person.name for n in session().query(Nachricht).filter_by(anlass="sitzung.bearbeiten")}
    assert an == {"Mats", "Vera", "Mia", "Bert"}


def test_vor_der_einladung_geht_keine_aenderung_hinaus(welt, kora):
    bearbeiten(welt, neue_sitzung(welt), kora)

    assert session().query(Nachricht).count() == 0


def test_eine_laufende_sitzung_wechselt_den_ort_nicht_mehr(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)

    with pytest.raises(Obstructed, match="laufend"):
        bearbeiten(welt, sitzung, kora)


def test_wer_auf_altem_stand_speichert_ueberschreibt_nichts(welt, kora):
    """E1 P0."""
    sitzung = neue_sitzung(welt)
    alt = sitzung.version
    bearbeiten(welt, sitzung, kora)

    with pytest.raises(Stale):
        bearbeiten(welt, sitzung, kora, ort="Turnhalle", version=alt)

    assert sitzung.ort == "Rathaus Seestadt"
