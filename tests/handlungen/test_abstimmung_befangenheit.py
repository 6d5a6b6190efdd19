"""abstimmung.befangenheit_erklaeren, .befangenheit_zuruecknehmen: the Sitz says itself that it does not vote."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Geheimhaltung, Quorum, Stimme
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zustimmung,
)

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def erklaeren(welt, abstimmung, wer="Mats", sitz=JOBCENTER, grund="Wir sind selbst betroffen."):
    with transaction():
        workflow.stimmen.befangenheit_erklaeren(stimmabgabe(abstimmung, sitz), welt.person(wer), befangenheit=grund)


def zuruecknehmen(welt, abstimmung, wer="Mats"):
    with transaction():
        workflow.stimmen.befangenheit_zuruecknehmen(stimmabgabe(abstimmung, JOBCENTER), welt.person(wer))


def test_der_sitz_erklaert_es_selbst_und_der_grund_wird_vermerkt(welt):
    abstimmung = offene_abstimmung(welt)

    erklaeren(welt, abstimmung, "Vera")

    ballot = stimmabgabe(abstimmung, JOBCENTER)
    assert (ballot.befangen, ballot.befangenheit) == (True, "Wir sind selbst betroffen.")


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Bibi", "Zoe", "Ada"])
def test_niemand_erklaert_andere_fuer_befangen(welt, wer):
    abstimmung = offene_abstimmung(welt)

    with pytest.raises(Forbidden):
        erklaeren(welt, abstimmung, wer)


def test_wer_befangen_ist_stimmt_nicht_mit(welt):
    abstimmung = offene_abstimmung(welt)
    erklaeren(welt, abstimmung)

    for wer in ("Mats", "Vera"):
        with pytest.raises(Obstructed, match="befangen"):
            stimmen(welt, abstimmung, wer, JOBCENTER, [5, 5])


def test_eine_schon_abgegebene_stimme_ist_damit_zurueckgezogen(welt):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])

    erklaeren(welt, abstimmung)

    ballot = stimmabgabe(abstimmung, JOBCENTER)
    assert (ballot.abgegeben, ballot.person_id, session().query(Stimme).count()) == (False, None, 0)


def test_eine_geheime_stimme_laesst_sich_nicht_zurueckziehen(welt):
    """B: the urn gives nothing back."""
    mehr_sitze(welt, 4)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])

    with pytest.raises(Obstructed, match="endgültig"):
        erklaeren(welt, abstimmung)
    assert stimmabgabe(abstimmung, JOBCENTER).abgegeben


def test_bis_zum_ende_laesst_es_sich_zuruecknehmen_und_abstimmen(welt):
    abstimmung = offene_abstimmung(welt)
    erklaeren(welt, abstimmung)

    zuruecknehmen(welt, abstimmung, "Vera")
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])

    assert stimmabgabe(abstimmung, JOBCENTER).befangenheit == ""
    assert geschlossene_abstimmung(welt, abstimmung).ergebnis["abgegeben"] == 1


def test_nach_dem_ende_nicht_mehr(welt):
    """A3: the clock decides, no job has to run."""
    abstimmung = offene_abstimmung(welt, umlauf(welt))
    erklaeren(welt, abstimmung)

    with clock.turned_to(abstimmung.endet_am + timedelta(seconds=1)):
        with pytest.raises(Obstructed, match="zu Ende"):
            zuruecknehmen(welt, abstimmung)
        with pytest.raises(Obstructed, match="zu Ende"):
            erklaeren(welt, abstimmung, "Mia", ABH)


def test_wer_nicht_befangen_ist_nimmt_nichts_zurueck(welt):
    abstimmung = offene_abstimmung(welt)

    with pytest.raises(Obstructed, match="nicht für befangen erklärt"):
        zuruecknehmen(welt, abstimmung)


def test_die_grundlage_der_beschlussfaehigkeit_bleibt(welt):
    """A5 P0: the Sitz stays on the roll; whoever steps aside does not make it easier to decide."""
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, quorum=Quorum.HAELFTE))
    vorher = abstimmung.mindestens
    erklaeren(welt, abstimmung)
    stimmen(welt, abstimmung, "Mia", ABH, [5, 5])

    ergebnis = geschlossene_abstimmung(welt, abstimmung).ergebnis

    assert (ergebnis["berechtigt"], ergebnis["mindestens"]) == (2, vorher)
    assert not ergebnis["zustande_gekommen"]


def test_nach_dem_schliessen_steht_es_bei_der_abstimmung(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    erklaeren(welt, abstimmung)
    stimmen(welt, abstimmung, "Mia", ABH, wort="zustimmung")

    geschlossene_abstimmung(welt, abstimmung)

    beteiligung = queries.ergebnisse.ergebnis(abstimmung).beteiligung
    assert beteiligung.befangene_mit_grund == [f"{JOBCENTER} (Wir sind selbst betroffen.)"]
    assert beteiligung.fehlende == []


def test_befangene_haben_nichts_mehr_zu_tun(welt, mats):
    abstimmung = offene_abstimmung(welt)
    erklaeren(welt, abstimmung)

    assert queries.abstimmungen.aufgaben(mats) == []
