"""The story on three pages: what it links, what it names as a gap, and what it keeps back."""

import pytest

from kimflow import queries, workflow
from kimflow.db import transaction
from kimflow.models import MassnahmeStatus, Methode, ThemaStatus, ZielvereinbarungStatus
from kimflow.queries.geschichte import KAPITEL
from tests.bauen.abstimmungen import geschlossene_abstimmung, neue_abstimmung, offene_abstimmung
from tests.bauen.fallrekonstruktionen import freigegebener_fall, neuer_fall, voller_fall
from tests.bauen.massnahmen import laufende_massnahme, massnahme_im_stand, zugesagte_massnahme
from tests.bauen.themen import neues_thema, thema_im_stand, vorgelegtes_thema
from tests.bauen.wirkungscheck import bricht_seltener
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung, zielvereinbarung_im_stand

GEHEIM = "Frau Geheim aus der Schilderung"


def vom_thema(thema, person):
    (strang,) = queries.geschichte.des_themas(thema, person)
    return strang.glieder


def von_der_massnahme(massnahme, person):
    (strang,) = queries.geschichte.der_massnahme(massnahme, person)
    return strang.glieder


def vom_fall(fall, person):
    return queries.geschichte.des_falls(fall, person, queries.fallrekonstruktionen.themen_je_bruchstelle(fall))


def luecken(glieder):
    return [(glied.art, glied.titel) for glied in glieder if glied.luecke]


def ziele(glieder, endpoint):
    return [glied.werte["nummer"] for glied in glieder if glied.endpoint == endpoint]


@pytest.mark.beide
def test_ein_neues_thema_nennt_jede_luecke(welt, kora):
    assert luecken(vom_thema(neues_thema(welt), kora)) == [
        ("Sicht der beteiligten Stellen", "Noch keine beteiligte Institution benannt"),
        ("Sitzung", "Noch in keiner Sitzung vorgelegt"),
        ("Beschluss", "Noch kein Beschluss"),
        ("Auftrag", "Noch keine Gruppe beauftragt"),
        ("Zielvereinbarung", "Keine Zielvereinbarung"),
        ("Maßnahme", "Noch keine Maßnahme"),
        ("Wirkung", "Noch keine Wirkung geprüft"),
    ]


def test_wie_abgestimmt_wurde_steht_auf_deutsch(welt, kora):
    vorbereitet = neue_abstimmung(welt, methode=Methode.RANG, plaetze=2)
    runde = geschlossene_abstimmung(welt, offene_abstimmung(welt, vorbereitet))

    (glied,) = [g for g in vom_thema(runde.optionen[0].thema, kora) if g.art == "Abstimmung"]

    assert glied.titel == f"{runde.nummer} (Rangfolge)"


@pytest.mark.beide
def test_vom_thema_fuehrt_ein_verweis_zu_jedem_fall_und_jeder_massnahme(welt, kora):
    thema, massnahmen = bricht_seltener(welt)
    faelle = {grundlage.bruchstelle.fall.nummer for grundlage in thema.grundlagen}

    glieder = vom_thema(thema, kora)

    assert set(ziele(glieder, "fallrekonstruktionen.show")) == faelle
    assert ziele(glieder, "massnahmen.show") == [m.nummer for m in massnahmen]
    assert ziele(glieder, "wirkungscheck.thema") == [thema.nummer]


@pytest.mark.beide
def test_vom_fall_fuehrt_die_kette_ueber_jedes_thema_das_auf_ihm_ruht(welt, kora):
    fall = freigegebener_fall(welt)
    erstes, zweites = (neues_thema(welt, bruchstellen=list(fall.bruchstellen)) for _ in range(2))

    start, *straenge = vom_fall(fall, kora)

    assert start.glieder[0].text == f"Grundlage von {erstes.nummer}, {zweites.nummer}."
    assert [strang.titel for strang in straenge] == [str(erstes), str(zweites)]
    for strang, thema in zip(straenge, (erstes, zweites), strict=True):
        assert ziele(strang.glieder, "themen.show") == [thema.nummer]
        assert ("Beschluss", "Noch kein Beschluss") in luecken(strang.glieder)


def test_ein_fall_ohne_thema_und_ein_entwurf_nennen_ihre_luecke(welt, fatma):
    frei, entwurf, leer = freigegebener_fall(welt), voller_fall(welt), neuer_fall(welt)

    assert [g.text for s in vom_fall(frei, fatma) for g in s.glieder if g.luecke] == [""]
    assert [g.text for s in vom_fall(entwurf, fatma) for g in s.glieder if g.luecke] == [
        "Sie zählt erst, wenn der Fall freigegeben ist."
    ]
    assert luecken(vom_fall(leer, fatma)[0].glieder) == [("Bruchstelle", "Noch keine Bruchstelle")]


@pytest.mark.beide
def test_von_der_massnahme_geht_es_zurueck_bis_zum_fall_und_an_keiner_anderen_vorbei(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT, bruchstellen=2)
    eine, andere = zugesagte_massnahme(welt, thema), zugesagte_massnahme(welt, thema)

    glieder = von_der_massnahme(eine, kora)

    assert len(ziele(glieder, "fallrekonstruktionen.show")) == 2
    assert ziele(glieder, "themen.show") == [thema.nummer]
    assert not any(andere.nummer in glied.titel for glied in glieder)
    assert ("Beschluss", f"{eine.nummer}: Noch kein Beschluss") in luecken(glieder)
    assert not ziele(glieder, "massnahmen.show"), "die eigene Seite braucht keinen Verweis auf sich"


@pytest.mark.beide
def test_die_massnahme_nennt_den_beschluss_der_sie_vereinbart_hat(welt, kora):
    massnahme = laufende_massnahme(welt)

    glieder = von_der_massnahme(massnahme, kora)

    assert massnahme.beschluss.nummer in ziele(glieder, "beschluesse.show")
    assert ("Rückmeldung", f"{massnahme.nummer}: noch keine Rückmeldung") in luecken(glieder)


def test_nur_die_eigene_zielvereinbarung_steht_bei_der_massnahme(welt, kora):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    darin = vereinbarung.massnahmen[0]
    daneben = zugesagte_massnahme(welt, vereinbarung.thema)

    assert ziele(von_der_massnahme(darin, kora), "zielvereinbarungen.show") == [vereinbarung.nummer]
    assert ("Zielvereinbarung", "Keine Zielvereinbarung") in luecken(von_der_massnahme(daneben, kora))


def test_auch_eine_abgeloeste_zielvereinbarung_war_gezeichnet(welt, kora):
    vereinbarung = zielvereinbarung_im_stand(welt, ZielvereinbarungStatus.ABGELOEST)

    (glied,) = [g for g in vom_thema(vereinbarung.thema, kora) if g.endpoint == "zielvereinbarungen.show"]

    assert glied.text == "gezeichnet"


def test_eine_umgesetzte_massnahme_sagt_wann_ihre_wirkung_geprueft_wird(welt, kora):
    massnahme = massnahme_im_stand(welt, MassnahmeStatus.UMGESETZT)

    (fehlt,) = [glied for glied in von_der_massnahme(massnahme, kora) if glied.art == "Wirkung"]

    assert fehlt.luecke
    assert fehlt.text == f"Vorgesehen am {massnahme.wirkungspruefung_am:%d.%m.%Y}."


# --- what it keeps back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["Paula", "Zoe", "Fatma"])
def test_wer_nicht_zum_gremium_gehoert_liest_immer_dasselbe_statt_der_sitzung(welt, wer):
    """D5 P0: named the same whether it was on the agenda or not, so the gap tells nothing."""
    person = welt.person(wer)
    for thema in (neues_thema(welt), vorgelegtes_thema(welt)):
        glieder = vom_thema(thema, person)
        assert ("Sitzung", "Nicht einsehbar") in luecken(glieder)
        assert not ziele(glieder, "sitzungen.show")


def test_wer_mitliest_erfaehrt_von_keinem_entwurf(welt, lena):
    """D5 P0: neither a draft of a Zielvereinbarung nor a proposed Maßnahme, nor that there is one."""
    with_draft = einreichbare_zielvereinbarung(welt).thema
    without = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    for thema in (with_draft, without):
        found = luecken(vom_thema(thema, lena))
        assert ("Zielvereinbarung", "Keine beschlossene Zielvereinbarung") in found
        assert ("Maßnahme", "Noch keine beschlossene Maßnahme") in found


def test_wer_mitliest_erfaehrt_von_keiner_rueckmeldung(welt, lena, mats):
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, welt.person("Paul"), lage="hilfe", satz="Es klemmt.")

    assert "Rückmeldung" in {glied.art for glied in von_der_massnahme(massnahme, mats)}
    assert "Rückmeldung" not in {glied.art for glied in von_der_massnahme(massnahme, lena)}


@pytest.mark.beide
@pytest.mark.parametrize("wer", ["Mats", "Paula", "Finn", "Lena", "Bibi"])
def test_faelle_werden_gezaehlt_und_nicht_genannt(browser, welt, wer):
    """M3, D5 P0: the count with its threshold, on the page of the Thema and of its Maßnahme."""
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT, bruchstellen=3)
    massnahme = massnahme_im_stand(welt, MassnahmeStatus.VEREINBART, thema=thema)
    faelle = [grundlage.bruchstelle.fall for grundlage in thema.grundlagen]
    with transaction():
        faelle[0].schilderung = GEHEIM

    for url in (f"/themen/{thema.nummer}", f"/massnahmen/{massnahme.nummer}"):
        seite = browser(welt.person(wer)).get(url, status=200)
        assert "Freigegebene Bruchstellen: < 5" in seite.text
        for geheim in (GEHEIM, *(fall.nummer for fall in faelle), faelle[0].titel):
            assert geheim not in seite.html


def test_die_autorin_findet_ihren_fall_und_keinen_anderen(welt, fatma, finn):
    eigener = freigegebener_fall(welt)
    fremder = freigegebener_fall(welt, finn)
    thema = neues_thema(welt, bruchstellen=[*eigener.bruchstellen, *fremder.bruchstellen])

    assert ziele(vom_thema(thema, fatma), "fallrekonstruktionen.show") == [eigener.nummer]


# --- how it is made ----------------------------------------------------------------------------------------------


@pytest.mark.beide
@pytest.mark.parametrize("wer", ["Kora", "Fatma"])
def test_drei_themen_kosten_so_viel_wie_eines(browser, welt, wer):
    einer, dreier = freigegebener_fall(welt), freigegebener_fall(welt)
    neues_thema(welt, bruchstellen=list(einer.bruchstellen))
    for _ in range(3):
        neues_thema(welt, bruchstellen=list(dreier.bruchstellen))

    def kosten(fall):
        return browser(welt.person(wer)).anweisungen(f"/fallrekonstruktionen/{fall.nummer}")

    assert kosten(dreier) == kosten(einer) <= 15


def test_jedes_kapitel_steht_einmal_in_der_kette():
    names = [kapitel.name for kapitel in KAPITEL]

    assert len(names) == len(set(names)) == 13
