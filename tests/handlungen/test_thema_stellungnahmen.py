"""thema.stellungnahmen_erbitten, stellungnahme.abgeben: no head of an office learns of the own house in the Sitzung."""

from datetime import date, datetime, timedelta

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


# --- reminders --------------------------------------------------------------------------------------------------


def erinnern(thema, person):
    with transaction():
        workflow.themen.erinnern(thema, person)


def erinnerte():
    return sorted(n.person.name for n in session().query(Nachricht).filter_by(anlass="thema.erinnern"))


def test_erinnert_wird_wer_noch_antworten_kann_mit_einem_neuen_link(welt, kora, mats):
    thema = neues_thema(welt)
    gefragt = erbitten(welt, thema, "Jobcenter", "Caritas")
    abgeben(gefragt["Jobcenter"], mats)

    erinnern(thema, kora)

    assert erinnerte() == ["Zoe"]
    assert (gefragt["Caritas"].erinnert_am, gefragt["Jobcenter"].erinnert_am) == (clock.today(), None)
    assert session().query(Einzellink).filter_by(person_id=welt.person("Zoe").id).count() == 2


def test_am_selben_tag_wird_nur_einmal_erinnert(welt, kora):
    thema = neues_thema(welt)
    erbitten(welt, thema, "Caritas")
    erinnern(thema, kora)

    with pytest.raises(Obstructed, match="Heute wurde schon erinnert"):
        erinnern(thema, kora)
    with clock.turned_to(clock.today() + timedelta(days=1)):
        erinnern(thema, kora)

    assert erinnerte() == ["Zoe", "Zoe"]


def test_ohne_ausstehende_stellungnahme_gibt_es_nichts_zu_erinnern(welt, kora, mats):
    thema = neues_thema(welt)
    with pytest.raises(Obstructed, match="steht keine Stellungnahme aus"):
        erinnern(thema, kora)
    gefragt = erbitten(welt, thema, "Jobcenter")
    with clock.turned_to(gefragt["Jobcenter"].frist + timedelta(days=1)), pytest.raises(Obstructed):
        erinnern(thema, kora)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Lena"])
def test_nur_die_koordination_erinnert(welt, wer):
    thema = neues_thema(welt)
    erbitten(welt, thema, "Caritas")

    with pytest.raises(Forbidden):
        erinnern(thema, welt.person(wer))


def test_drei_werktage_vorher_erinnert_die_uhr_einmal(welt, mats):
    thema = neues_thema(welt)
    with clock.turned_to(date(2026, 11, 20)):
        gefragt = erbitten(welt, thema, "Jobcenter", "Caritas")
        abgeben(gefragt["Jobcenter"], mats)

    for tag, briefe in ((date(2026, 11, 30), []), (date(2026, 12, 1), ["Zoe"]), (date(2026, 12, 2), ["Zoe"])):
        with clock.turned_to(tag), transaction():
            workflow.erinnerungen.stellungnahmen.schreiben()
        assert erinnerte() == briefe


def test_nach_einem_ausfall_wird_nachgeholt_und_nach_der_frist_nicht_mehr(welt):
    thema, anderes = neues_thema(welt), neues_thema(welt)
    with clock.turned_to(date(2026, 11, 20)):
        erbitten(welt, thema, "Caritas")
    with clock.turned_to(date(2026, 11, 13)):
        erbitten(welt, anderes, "Jobcenter")

    with clock.turned_to(date(2026, 12, 4)), transaction():
        workflow.erinnerungen.stellungnahmen.schreiben()

    assert erinnerte() == ["Zoe"]


def test_erinnert_heisst_nur_wer_einen_brief_bekam(welt, kora):
    """Nobody answers for Seestadt: no letter, so no day, and neither hand nor clock says otherwise."""
    thema = neues_thema(welt)
    with clock.turned_to(date(2026, 11, 20)):
        gefragt = erbitten(welt, thema, "Seestadt")
        with pytest.raises(Obstructed, match="niemand per Mail"):
            erinnern(thema, kora)
        andere = erbitten(welt, thema, "Caritas")["Caritas"]
        erinnern(thema, kora)
    with clock.turned_to(date(2026, 12, 2)):
        for _ in range(2):
            with transaction():
                workflow.erinnerungen.stellungnahmen.schreiben()

    session().expire_all()
    assert (gefragt["Seestadt"].erinnert_am, andere.erinnert_am) == (None, date(2026, 12, 2))


@pytest.mark.parametrize(("erinnert", "briefe"), [(date(2026, 11, 30), 2), (date(2026, 12, 1), 1)])
def test_eine_fruehe_erinnerung_ersetzt_die_der_uhr_nicht(welt, kora, erinnert, briefe):
    thema = neues_thema(welt)
    with clock.turned_to(date(2026, 11, 20)):
        erbitten(welt, thema, "Caritas")
    with clock.turned_to(erinnert):
        erinnern(thema, kora)

    for tag in (date(2026, 12, 2), date(2026, 12, 3)):
        with clock.turned_to(tag), transaction():
            workflow.erinnerungen.stellungnahmen.schreiben()

    assert erinnerte() == ["Zoe"] * briefe


def test_zeichnet_niemand_fuer_das_haus_werden_seine_mitglieder_der_lenkungsgruppe_gefragt(welt, kora):
    erbitten(welt, neues_thema(welt), "Integrationsrat", "Seestadt")

    gefragt = session().query(Nachricht).filter_by(anlass="thema.stellungnahmen_erbitten")
    assert [n.person.name for n in gefragt] == ["Bert"]
