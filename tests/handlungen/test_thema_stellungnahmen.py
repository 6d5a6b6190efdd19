"""thema.stellungnahmen_erbitten, stellungnahme.abgeben: no head of an office learns of the own house in the Sitzung."""

from datetime import date, datetime

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.themen import neu_gelesen, neues_thema, vorgelegtes_thema

pytestmark = pytest.mark.beide


def erbitten(welt, thema, *haeuser, person=None):
    with transaction():
        workflow.themen.stellungnahmen_erbitten(
            thema, person or welt.person("Kora"), institutionen=[welt.institution(kurz) for kurz in haeuser]
        )
    return {s.institution.kurzname: s for s in thema.stellungnahmen}


def abgeben(stellungnahme, person, text="Wir sehen es ähnlich.", **kw):
    with transaction():
        workflow.stellungnahmen.abgeben(stellungnahme, person, text=text, **kw)


def test_die_benannten_haeuser_haben_zehn_werktage(welt):
    thema = neues_thema(welt)
    with clock.turned_to(date(2026, 11, 20)):
        gefragt = erbitten(welt, thema, "Jobcenter", "ABH")

    assert {s.frist for s in gefragt.values()} == {date(2026, 12, 4)}
    assert {s.erbeten_am for s in gefragt.values()} == {date(2026, 11, 20)}


def test_wer_fuer_das_haus_zeichnet_bekommt_eine_nachricht_mit_link(welt):
    gefragt = erbitten(welt, neues_thema(welt), "Jobcenter", "Caritas")

    briefe = {n.person.name: n for n in session().query(Nachricht).filter_by(anlass="thema.stellungnahmen_erbitten")}
    assert set(briefe) == {"Mats", "Zoe"}
    links = {link.person.name: link for link in session().query(Einzellink)}
    assert {name: link.gegenstand_id for name, link in links.items()} == {
        "Mats": gefragt["Jobcenter"].id,
        "Zoe": gefragt["Caritas"].id,
    }
    assert "/stellungnahme\n" in briefe["Mats"].text
    assert "Lücke" not in briefe["Mats"].text


def test_wer_spaeter_benannt_wird_wird_allein_angeschrieben(welt):
    thema = neues_thema(welt)
    erbitten(welt, thema, "Jobcenter")
    erbitten(welt, thema, "Caritas")

    assert session().query(Nachricht).filter_by(anlass="thema.stellungnahmen_erbitten").count() == 2


def test_ein_haus_wird_nicht_zweimal_gefragt(welt):
    thema = neues_thema(welt)
    erbitten(welt, thema, "Jobcenter")

    with pytest.raises(Obstructed, match="Jobcenter"):
        erbitten(welt, thema, "Jobcenter", "ABH")

    assert len(neu_gelesen(thema).stellungnahmen) == 1


def test_niemanden_zu_fragen_ist_keine_bitte(welt):
    with pytest.raises(Obstructed, match="mindestens eine"):
        erbitten(welt, neues_thema(welt))


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Lena"])
def test_nur_die_koordination_erbittet_stellungnahmen(welt, wer):
    with pytest.raises(Forbidden):
        erbitten(welt, neues_thema(welt), "Jobcenter", person=welt.person(wer))


@pytest.mark.parametrize(("wer", "haus"), [("Mats", "Jobcenter"), ("Vera", "Jobcenter"), ("Zoe", "Caritas")])
def test_fuer_das_haus_spricht_wer_zeichnet_oder_seinen_sitz_besetzt(welt, wer, haus):
    stellungnahme = erbitten(welt, neues_thema(welt), haus)[haus]

    abgeben(stellungnahme, welt.person(wer))

    assert (stellungnahme.text, stellungnahme.person.name) == ("Wir sehen es ähnlich.", wer)


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Paul", "Bibi", "Fatma", "Emil", "Lena"])
def test_fuer_ein_fremdes_haus_spricht_niemand(welt, wer):
    """D3 P0: signing for one house is not signing for another."""
    stellungnahme = erbitten(welt, neues_thema(welt), "Jobcenter")["Jobcenter"]

    with pytest.raises(Forbidden):
        abgeben(stellungnahme, welt.person(wer))

    assert stellungnahme.text is None


def test_die_stellungnahme_laesst_sich_bis_zur_vorlage_aendern(welt, mats):
    stellungnahme = erbitten(welt, neues_thema(welt), "Jobcenter")["Jobcenter"]
    abgeben(stellungnahme, mats)

    abgeben(stellungnahme, mats, "Nach Rücksprache: anders.")

    assert stellungnahme.text == "Nach Rücksprache: anders."


def test_zwei_menschen_eines_hauses_ueberschreiben_sich_nicht(welt, mats, vera):
    """E1 P0."""
    stellungnahme = erbitten(welt, neues_thema(welt), "Jobcenter")["Jobcenter"]
    version = stellungnahme.version
    abgeben(stellungnahme, mats, version=version)

    with pytest.raises(Stale):
        abgeben(stellungnahme, vera, "Anders.", version=version)


def test_nach_der_vorlage_steht_die_stellungnahme_fest(welt, mats):
    """C6 P0."""
    thema = vorgelegtes_thema(welt)

    with pytest.raises(Obstructed, match="vorgelegt"):
        abgeben(thema.stellungnahmen[0], mats, "Doch anders.")


def test_eine_leere_stellungnahme_ist_keine(welt, mats):
    stellungnahme = erbitten(welt, neues_thema(welt), "Jobcenter")["Jobcenter"]

    with pytest.raises(Obstructed):
        abgeben(stellungnahme, mats, "  ")


def test_der_zeitpunkt_der_abgabe_wird_festgehalten(welt, mats):
    stellungnahme = erbitten(welt, neues_thema(welt), "Jobcenter")["Jobcenter"]
    moment = datetime(2026, 12, 1, 9, 30, tzinfo=clock.ZONE)
    with clock.turned_to(moment):
        abgeben(stellungnahme, mats)

    assert stellungnahme.abgegeben_am == moment
