"""Pages of the Rückkopplung: asking, answering with and without a password, and who is shown it."""

from datetime import timedelta

import pytest

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import Geheimhaltung, Rueckkopplung
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
)
from tests.bauen.post import link
from tests.bauen.rueckkopplungen import (
    antworten,
    erbetene,
    gemeinsamer_sitz,
    rueckkopplung,
    runde_mit_gemeinsamem_sitz,
)

GEHEIM = "Unser Haus sagt nein."


def geben(asked):
    return f"/rueckkopplungen/{asked.id}/geben"


def runde(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}"


def knoepfe(page):
    return [e.attrs["href"] for e in page.alle("a", href=None) if e.attrs["href"].endswith("/rueckkopplung")]


def text_von(asked):
    session().expire_all()
    return session().get_one(Rueckkopplung, asked.id).text


def test_der_sitz_fragt_auf_der_seite_der_abstimmung(browser, welt, finn):
    abstimmung = runde_mit_gemeinsamem_sitz(welt)
    page = browser(finn)
    assert knoepfe(page.get(runde(abstimmung))) == [f"{runde(abstimmung)}/rueckkopplung"]

    antwort = page.absenden(f"{runde(abstimmung)}/rueckkopplung", sitz=str(welt.sitz("AG Soziales").id))

    assert antwort.ziel == f"{runde(abstimmung)}#rueckkopplung"
    danach = page.get(runde(abstimmung))
    assert danach.text.count("Noch keine Antwort") == 2
    assert knoepfe(danach) == []


@pytest.mark.parametrize("wer", ["Mats", "Kora", "Bert"])
def test_wer_keinen_gemeinsamen_sitz_hat_bekommt_den_knopf_nicht(browser, welt, wer):
    abstimmung = runde_mit_gemeinsamem_sitz(welt)

    assert knoepfe(browser(welt.person(wer)).get(runde(abstimmung), status=200)) == []
    browser(welt.person(wer)).get(f"{runde(abstimmung)}/rueckkopplung", status=403)


def test_das_haus_antwortet_angemeldet(browser, welt, paula):
    asked = rueckkopplung(erbetene(welt), "Sozialamt")
    page = browser(paula)
    assert "Rückkopplung für Sozialamt geben" in page.get("/").text

    page.absenden(geben(asked), text="Dafür.")

    assert text_von(asked) == "Dafür."
    assert page.get(geben(asked), status=200).feld("text") == "Dafür."


def test_ohne_text_ist_es_keine(browser, welt, paula):
    """I1 P0."""
    asked = rueckkopplung(erbetene(welt), "Sozialamt")

    assert "Bitte ausfüllen" in browser(paula).absenden(geben(asked), status=422, text="  ").text
    assert text_von(asked) is None


def test_zwei_fenster_zeigen_beide_texte(browser, welt, paula):
    """E1 P0, E2 P0."""
    asked = rueckkopplung(erbetene(welt), "Sozialamt")
    fenster = browser(paula)
    version = fenster.get(geben(asked)).feld("version")
    browser(paula).absenden(geben(asked), text="Dafür.")

    antwort = fenster.post(geben(asked), {"text": "Dagegen.", "version": version}, status=409)

    assert antwort.feld("text") == "Dagegen."
    assert "Dafür." in antwort.text


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Bert", "Zoe", "Lena", "Ada", "Bibi"])
def test_fuer_andere_ist_sie_nicht_da(browser, welt, wer):
    """D3 P0: an id that is nobody's business is the same 404 as a missing one."""
    asked = rueckkopplung(erbetene(welt), "Sozialamt")

    browser(welt.person(wer)).get(geben(asked), status=404)
    browser(welt.person(wer)).get("/rueckkopplungen/9999/geben", status=404)


def test_der_sitz_liest_und_schreibt_nicht_fuer_das_haus(browser, welt, finn):
    browser(finn).get(geben(rueckkopplung(erbetene(welt), "Sozialamt")), status=403)


@pytest.mark.parametrize(("wer", "liest"), [("Finn", True), ("Kora", False), ("Mats", False), ("Bert", False)])
def test_auf_der_seite_der_abstimmung_liest_sie_nur_der_sitz(browser, welt, wer, liest):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", GEHEIM)

    assert (GEHEIM in browser(welt.person(wer)).get(runde(abstimmung), status=200).text) is liest


def test_nach_dem_auszaehlen_steht_sie_nicht_beim_ergebnis(browser, welt, kora, mats):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", GEHEIM)
    geschlossene_abstimmung(welt, abstimmung)

    for person in (kora, mats):
        assert GEHEIM not in browser(person).get(runde(abstimmung), status=200).text


def test_ueber_dem_stimmzettel_steht_was_die_haeuser_sagen(browser, welt, finn, mats):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", GEHEIM)

    zettel = browser(finn).get(f"{runde(abstimmung)}/stimme/{stimmabgabe(abstimmung, 'AG Soziales').id}", status=200)
    fremder = stimmabgabe(abstimmung, "Jobcenter Musterkreis").id

    assert GEHEIM in zettel.text
    assert zettel.html.index(GEHEIM) < zettel.html.index("<form")
    assert GEHEIM not in browser(mats).get(f"{runde(abstimmung)}/stimme/{fremder}", status=200).text


def test_auch_ueber_dem_geheimen_stimmzettel(browser, welt, finn):
    mehr_sitze(welt, 3)
    gemeinsamer_sitz(welt)
    geheim = neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM)
    abstimmung = erbetene(welt, offene_abstimmung(welt, geheim))
    antworten(welt, abstimmung, "Paula", "Sozialamt", GEHEIM)
    hrefs = [e.attrs["href"] for e in browser(finn).get(runde(abstimmung), status=200).alle("a", href=None)]

    zettel = next(href for href in hrefs if href.startswith(f"{runde(abstimmung)}/geheim/"))

    assert GEHEIM in browser(finn).get(zettel, status=200).text


def test_namen_und_texte_sind_text(browser, welt, finn):
    """I4 P0."""
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", "<script>alert(1)</script>")

    assert "<script>alert" not in browser(finn).get(runde(abstimmung)).html


# --- from the mail, without a password ----------------------------------------------------------------------------


def test_aus_der_mail_geht_es_ohne_passwort_und_einmal(browser, welt, paula):
    """D8 P0, J5 P0: one act, one person, used up once sent; looking does not use it up."""
    asked = rueckkopplung(erbetene(welt), "Sozialamt")
    url = link(paula, "rueckkopplung")
    for _ in range(2):
        assert "Welche Themen" in browser().get(url, status=200).text

    antwort = browser().absenden(url, text="Dafür.")

    assert "angekommen" in browser().get(antwort.ziel, status=200).text
    assert text_von(asked) == "Dafür."
    assert browser().get(url).status == browser().post(url, {"text": "Doch nicht."}).status == 410
    assert text_von(asked) == "Dafür."


def test_mit_dem_link_ist_man_nicht_angemeldet_und_sieht_die_antwort_anderer_nicht(browser, welt, paula):
    """D8 P0: the link opens the form and nothing else."""
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Bert", "Integrationsrat", GEHEIM)
    mein = browser()

    assert GEHEIM not in mein.get(link(paula, "rueckkopplung"), status=200).text
    mein.get(runde(abstimmung), status=303)


def test_eine_leere_antwort_verbraucht_den_link_nicht(browser, welt, paula):
    erbetene(welt)
    url = link(paula, "rueckkopplung")

    browser().absenden(url, status=422, text="")

    browser().absenden(url, text="Dafür.")


def test_nach_dem_schliessen_sagt_die_seite_dass_es_zu_spaet_ist(browser, welt, paula, kora):
    abstimmung = erbetene(welt)
    url = link(paula, "rueckkopplung")
    seite = browser()
    offen = seite.get(url)
    geschlossene_abstimmung(welt, abstimmung)

    gesendet = seite.post(url, {"text": "Zu spät.", "version": offen.feld("version")}, status=409)

    assert "nicht möglich" in gesendet.text
    assert gesendet.feld("text") == "Zu spät."
    assert "Antworten ist nicht möglich" in browser().get(url, status=200).text


def test_wer_die_zeichnung_verloren_hat_und_nicht_dort_arbeitet_hat_einen_toten_link(browser, welt, bert):
    """D7 P0: who leaves the house answers for it no more."""
    asked = rueckkopplung(erbetene(welt), "Integrationsrat")
    url = link(bert, "rueckkopplung")
    _umziehen(bert, welt.institution("Kreis"))

    seite = browser()
    antwort = seite.post(url, {"text": "Ich noch.", "version": "1"})

    assert antwort.status == 410
    assert text_von(asked) is None


def _umziehen(person, institution):
    with transaction():
        person.institution = institution


def test_kommt_eine_andere_antwort_dazwischen_wird_sie_genannt(browser, welt, paula):
    """E1 P0."""
    abstimmung = erbetene(welt)
    url = link(paula, "rueckkopplung")
    seite = browser()
    version = seite.get(url).feld("version")
    antworten(welt, abstimmung, "Paula", "Sozialamt", "Dafür.")

    antwort = seite.post(url, {"text": "Dagegen.", "version": version}, status=409)

    assert "inzwischen eine Antwort" in antwort.text
    assert antwort.feld("text") == "Dagegen."


def test_der_link_gilt_nicht_laenger_als_die_abstimmung(browser, welt, paula):
    erbetene(welt)
    url = link(paula, "rueckkopplung")

    with clock.turned_to(clock.now() + timedelta(days=31)):
        assert browser().get(url).status == 410
