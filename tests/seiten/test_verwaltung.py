"""Pages of the Verwaltung: overview, vocabularies, Kommunen, settings, outbox, legal pages."""

import re

import pytest

from kimflow import config, queries, workflow
from kimflow.db import german_key, session, transaction
from kimflow.models import VOKABULARE, Methode
from tests.bauen.personen import neue_person
from tests.bauen.post import token

BEREICHE = ["/verwaltung/", "/vokabeln/", "/kommunen/", "/einstellungen/", "/post/"]


@pytest.mark.parametrize("seite", BEREICHE)
def test_die_administration_kommt_ueberall_hin(browser, ada, seite):
    browser(ada).get(seite, status=200)


@pytest.mark.parametrize(
    ("seite", "status"), [("/verwaltung/", 200), ("/vokabeln/", 200), ("/einstellungen/", 403), ("/post/", 403)]
)
def test_die_koordination_pflegt_woerter_und_keine_technik(browser, kora, seite, status):
    assert browser(kora).get(seite).status == status


@pytest.mark.parametrize("seite", ["/verwaltung/", "/vokabeln/", "/einstellungen/", "/post/"])
def test_mitglieder_sehen_die_verwaltung_nicht(browser, mats, seite):
    assert browser(mats).get(seite).status == 403


def test_die_uebersicht_zaehlt(browser, ada):
    seite = browser(ada).get("/verwaltung/")

    assert "16 aktiv, 0 eingeladen" in seite.text


@pytest.mark.parametrize("art", VOKABULARE)
def test_jede_liste_hat_ihre_seite(browser, ada, art):
    browser(ada).get(f"/vokabeln/{art}", status=200)


def test_eine_liste_die_es_nicht_gibt(browser, ada):
    assert browser(ada).get("/vokabeln/gibtesnicht").status == 404


def test_ein_wort_hinzufuegen_und_aus_der_auswahl_nehmen(browser, ada, welt):
    mein = browser(ada)
    formular = mein.get("/vokabeln/anlegen?art=ursache")
    assert formular.feld("reihenfolge") == "3"
    mein.absenden("/vokabeln/anlegen", art="ursache", kurz="Personal", lang="Zu wenig Personal", reihenfolge="9")

    wort = welt.vokabel("ursache", "Personal")
    mein.absenden(f"/vokabeln/{wort.id}/bearbeiten", kurz="Personal", lang="", reihenfolge="9")

    assert "nein" in mein.get("/vokabeln/ursache").text


def test_eine_erfundene_liste_nimmt_kein_wort(browser, ada):
    browser(ada).absenden("/vokabeln/anlegen", status=422, art="person", kurz="X", reihenfolge="1")


def test_eine_kommune_anlegen(browser, ada):
    mein = browser(ada)

    seite = mein.folgen(mein.absenden("/kommunen/anlegen", name="Neumühle"))

    assert "Neumühle" in seite.text


def test_die_eigene_bezeichnung_steht_auf_den_seiten(browser, ada):
    mein = browser(ada)
    mein.absenden("/einstellungen/bezeichnung.Lenkungsgruppe/bearbeiten", wert="der Lenkungskreis, die Lenkungskreise")

    assert "Lenkungskreis" in mein.get("/hilfe").text
    assert "Lenkungsgruppe" not in mein.get("/hilfe").text


def test_der_eigene_text_ersetzt_die_vorgabe(browser, ada):
    mein = browser(ada)
    assert "Vorgabetext" in browser().get("/impressum").text
    mein.absenden("/einstellungen/text.impressum/bearbeiten", wert="## Anbieter\n\nKreis Beispiel <script>")

    seite = browser().get("/impressum")

    assert "Kreis Beispiel" in seite.text
    assert all(e.attrs.get("src", "").startswith("/static/") for e in seite.alle("script"))


def test_der_kontakt_steht_auf_den_seiten(browser, ada):
    browser(ada).absenden("/einstellungen/kontakt/bearbeiten", wert="kim@kreis.example")

    for seite in ("/barrierefreiheit", "/anmelden"):
        assert "kim@kreis.example" in browser().get(seite).text


def test_ein_schalter_zeigt_was_gilt_und_laesst_sich_umlegen(browser, ada):
    """Nothing ticked is "nein", not "as delivered"."""
    mein, url = browser(ada), "/einstellungen/methode.{}/bearbeiten"
    seite = mein.get("/einstellungen/")
    assert (seite.text.count("eingeschaltet"), seite.text.count("ausgeschaltet")) == (2, 7)
    assert mein.get(url.format("punkte")).alle("input", type="checkbox", checked=None)
    assert not mein.get(url.format("rang")).alle("input", type="checkbox", checked=None)

    mein.absenden(url.format("rang"), wert="y")
    mein.absenden(url.format("punkte"))

    assert queries.einstellungen.methoden() == [Methode.RANG, Methode.KONSENS]


@pytest.mark.parametrize(("wert", "status"), [("3", 303), ("", 303), ("2", 422), ("100", 422), ("viele", 422)])
def test_eine_zahl_hat_grenzen_und_leer_heisst_vorgabe(browser, ada, wert, status):
    mein, url = browser(ada), "/einstellungen/geheim.mindestens/bearbeiten"
    assert mein.get(url).feld("wert") == "5"

    mein.absenden(url, status=status, wert=wert)

    assert queries.einstellungen.geheim_mindestens() == (3 if wert == "3" else 5)


def test_eine_einstellung_die_es_nicht_gibt(browser, ada):
    assert browser(ada).get("/einstellungen/geheimnis/bearbeiten").status == 404


def test_die_begriffe_stehen_nach_dem_alphabet_und_einmal(browser, mats):
    html = browser(mats).get("/hilfe").html.partition('id="begriffe"')[2]
    words = re.findall(r"<dt[^>]*>(.*?)</dt>", html, re.DOTALL)

    assert len(words) > 60
    assert words == sorted(set(words), key=german_key)
    assert {"Bündelung", "Nachfolge", "Überprüfung", "Zeichnungscode"} <= set(words)


@pytest.mark.parametrize("seite", ["/impressum", "/datenschutz", "/barrierefreiheit", "/hilfe"])
def test_rechtliches_und_hilfe_sieht_jeder(browser, seite, mats):
    browser().get(seite, status=200)
    browser(mats).get(seite, status=200)


# --- outbox -------------------------------------------------------------------------------------------------------


@pytest.fixture
def eingeladen(welt, ada):
    wen = neue_person(welt)
    with transaction():
        workflow.personen.einladen(wen, session().merge(ada))
    return wen


def test_ohne_mailserver_liest_die_administration_den_link_solange_er_gilt(browser, ada, eingeladen):
    raw = token(eingeladen, "konto_einrichten")
    seite = browser(ada).get("/post/")
    assert raw in seite.text
    assert "Kein Mailserver" in seite.text

    with transaction():
        workflow.personen.einladen(session().merge(eingeladen), session().merge(ada))

    assert raw not in browser(ada).get("/post/").html


def test_mit_mailserver_liest_niemand_einen_link(browser, ada, eingeladen):
    """J5 P0, D8 P0: where mails are delivered, the outbox shows no token."""
    raw = token(eingeladen, "konto_einrichten")
    before = config.current()
    config.use(type(before)(**{**before.__dict__, "smtp_host": "mail.example"}))
    try:
        seite = browser(ada).get("/post/")
    finally:
        config.use(before)

    assert raw not in seite.html
    assert "Ihr Zugang zu kimflow" in seite.text


def test_der_postausgang_laesst_sich_filtern(browser, ada, eingeladen):
    mein = browser(ada)

    assert "Ihr Zugang zu kimflow" in mein.get("/post/?stand=offen").text
    assert "Keine Briefe" in mein.get("/post/?stand=versendet").text
