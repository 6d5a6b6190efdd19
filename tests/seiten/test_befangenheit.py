"""Pages on which a Sitz declares itself befangen, and takes it back."""

import pytest

from kimflow.db import session
from kimflow.models import Stimmabgabe
from tests.bauen.abstimmungen import geschlossene_abstimmung, offene_abstimmung, stimmabgabe, stimmen

JOBCENTER = "Jobcenter Musterkreis"


def runde(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}"


def seite(abstimmung, verb="befangenheit_erklaeren"):
    return f"{runde(abstimmung)}/stimme/{stimmabgabe(abstimmung, JOBCENTER).id}/{verb}"


def test_erklaeren_und_zuruecknehmen(browser, welt, mats):
    abstimmung = offene_abstimmung(welt)
    page = browser(mats)
    assert "Befangenheit erklären" in page.get(runde(abstimmung)).text

    antwort = page.absenden(seite(abstimmung), befangenheit="Selbst betroffen")
    assert antwort.ziel == f"{runde(abstimmung)}#eigene"
    assert "Befangen" in page.get(runde(abstimmung)).text

    page.absenden(seite(abstimmung, "befangenheit_zuruecknehmen"))
    session().expire_all()
    assert not session().get_one(Stimmabgabe, stimmabgabe(abstimmung, JOBCENTER).id).befangen


def test_ein_grund_muss_nicht_genannt_werden(browser, welt, mats):
    abstimmung = offene_abstimmung(welt)

    browser(mats).absenden(seite(abstimmung), befangenheit="")


@pytest.mark.parametrize("htmx", [False, True])
def test_die_seite_sagt_vorher_dass_die_stimme_zurueckgezogen_wird(browser, welt, mats, htmx):
    abstimmung = offene_abstimmung(welt)
    assert "schon eine Stimme abgegeben" not in browser(mats).get(seite(abstimmung), htmx=htmx).text

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])

    assert "schon eine Stimme abgegeben" in browser(mats).get(seite(abstimmung), htmx=htmx).text


@pytest.mark.parametrize("wer", ["Mia", "Kora", "Bert", "Bibi", "Emil"])
def test_fuer_andere_gibt_es_die_seite_nicht(browser, welt, wer):
    """D3 P0: somebody else's ballot is a 404."""
    abstimmung = offene_abstimmung(welt)

    browser(welt.person(wer)).get(seite(abstimmung), status=404)


def test_nach_dem_schliessen_steht_der_grund_bei_der_abstimmung(browser, welt, mats, mia):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mia", "Ausländerbehörde Musterkreis", [5, 5])
    browser(mats).absenden(seite(abstimmung), befangenheit="Selbst betroffen")
    assert "Selbst betroffen" not in browser(mia).get(runde(abstimmung)).text

    geschlossene_abstimmung(welt, abstimmung)

    assert "Jobcenter Musterkreis (Selbst betroffen)" in browser(mia).get(runde(abstimmung)).text
