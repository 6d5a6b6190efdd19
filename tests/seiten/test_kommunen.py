"""Pages of Kommunen: what there is of each, and what of it whom is told."""

import pytest

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Stand
from tests.bauen.bruchstellen import viele_bruchstellen
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import neues_thema, steckbrief

LISTE = "/kommunen/"


def zeile(seite, name):
    """The numbers in the row of a Kommune, by heading."""
    at = [e.text for e in seite.alle("a") if e.attrs.get("href", "").startswith(LISTE)]
    names = ("Sitze", "Themen", "Maßnahmen", "Bruchstellen")
    nr = [text for text in at if text in ("Seestadt", "Waldau")].index(name)
    cells = {kopf: [e.text for e in seite.alle("td", data_kopf=kopf)] for kopf in names}
    return {kopf: texts[nr] for kopf, texts in cells.items() if texts}


@pytest.fixture
def voll(welt):
    """A Thema names Seestadt, a Maßnahme runs there, and a Sitz stands for the town."""
    thema = steckbrief(neues_thema(welt, titel="Wohnen in Seestadt"), welt)
    massnahme = laufende_massnahme(welt)
    with transaction():
        sitz = welt.sitz("Jobcenter Musterkreis")
        sitz.institutionen.append(welt.institution("Seestadt"))
        workflow.massnahmen.stand_melden(
            massnahme, welt.person("Kora"), kommune=welt.kommune("Seestadt"), stand=Stand.LAEUFT, begruendung=""
        )
    return thema, massnahme


def test_eine_kommune_zeigt_sitze_themen_massnahmen_und_ihren_stand_dort(browser, welt, voll, mats):
    thema, massnahme = voll

    seite = browser(mats).get(f"{LISTE}{welt.kommune('Seestadt').id}", status=200)
    for text in ("Jobcenter Musterkreis", "Lenkungsgruppe", thema.titel, massnahme.titel, "läuft"):
        assert text in seite.text, text
    assert seite.alle("a", href=f"/themen/{thema.nummer}")
    assert seite.alle("a", href=f"/massnahmen/{massnahme.nummer}")


def test_die_uebersicht_zaehlt_je_kommune(browser, welt, voll, kora):
    viele_bruchstellen(welt, (3, {"kommune": "Seestadt"}), (2, {}))

    seite = browser(kora).get(LISTE, status=200)
    assert zeile(seite, "Seestadt") == {"Sitze": "1", "Themen": "1", "Maßnahmen": "1", "Bruchstellen": ""}
    assert zeile(seite, "Waldau")["Maßnahmen"] == "0"
    assert [e.text for e in seite.alle("a") if "landkarte/bruchstellen" in e.attrs["href"]] == ["3", "0"]


def test_eine_kommune_ohne_alles_sagt_was_fehlt(browser, welt, kora, mats):
    waldau = f"{LISTE}{welt.kommune('Waldau').id}"

    text = browser(kora).get(waldau, status=200).text
    for fehlt in ("Noch kein Sitz", "Noch keine Bruchstelle", "Noch kein Thema", "Noch keine Maßnahme"):
        assert fehlt in text
    assert "Keine Zahl zu zeigen" in browser(mats).get(waldau, status=200).text


def test_bruchstellen_einer_kommune_stehen_nach_derselben_regel_wie_auf_der_landkarte(browser, welt, kora, mats):
    viele_bruchstellen(welt, (6, {"kommune": "Seestadt"}), (4, {"kommune": "Waldau"}), (9, {}))
    besuch = browser(mats)

    assert [
        e.text for e in besuch.get(f"{LISTE}{welt.kommune('Seestadt').id}").alle("td", data_kopf="Bruchstellen")
    ] == []
    viele_bruchstellen(welt, (1, {"kommune": "Waldau"}))
    seestadt = f"{LISTE}{welt.kommune('Seestadt').id}"
    assert [e.text for e in besuch.get(seestadt).alle("td", data_kopf="Bruchstellen")] == ["6"]
    assert "/landkarte/bruchstellen" not in besuch.get(seestadt).html
    liste = besuch.get(LISTE, status=200)
    assert zeile(liste, "Seestadt")["Bruchstellen"] == "mindestens 6"
    assert "6 Bruchstellen" in browser(kora).get(seestadt, status=200).text


@pytest.mark.parametrize("wer", ["Fatma", "Lena", "Paul", "Ada"])
def test_wer_keine_landkarte_hat_liest_auch_hier_keine_zahl(browser, welt, wer):
    viele_bruchstellen(welt, (9, {"kommune": "Seestadt"}))
    besuch = browser(welt.person(wer))

    for url in (LISTE, f"{LISTE}{welt.kommune('Seestadt').id}"):
        seite = besuch.get(url, status=200)
        assert "Bruchstellen" not in seite.text
        assert "landkarte" not in seite.html


def test_die_administration_sieht_keine_themen_und_massnahmen(browser, welt, voll, ada):
    thema, massnahme = voll

    seite = browser(ada).get(f"{LISTE}{welt.kommune('Seestadt').id}", status=200)
    assert thema.titel not in seite.text
    assert massnahme.titel not in seite.text
    assert zeile(browser(ada).get(LISTE), "Seestadt") == {"Sitze": "1", "Themen": "0", "Maßnahmen": "0"}


def test_die_seite_kostet_immer_gleich_viel(browser, welt, voll, kora):
    url, besuch = f"{LISTE}{welt.kommune('Seestadt').id}", browser(kora)
    few = besuch.anweisungen(url)
    for _ in range(5):
        steckbrief(neues_thema(welt), welt)
    viele_bruchstellen(welt, (30, {"kommune": "Seestadt"}))

    assert besuch.anweisungen(url) == few
    assert few <= 12
