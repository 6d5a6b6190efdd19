"""The handbook: open to everybody, in the words of the office, and first what concerns oneself."""

import pytest

from kimflow.web import handbuch
from kimflow.web.begriffe import BEGRIFFE, erklaert


@pytest.mark.parametrize("schluessel", handbuch.SEITEN)
def test_jede_seite_des_handbuchs_liest_man_ohne_anmeldung(browser, schluessel):
    seite = browser().get(f"/hilfe/{schluessel}")

    assert handbuch.seite(schluessel).kurz.split("‹")[0] in seite.text
    assert "‹" not in seite.text


def test_eine_erfundene_seite_gibt_es_nicht(browser):
    browser().get("/hilfe/geheim", status=404)
    browser().get("/hilfe/..%2f..%2fbase", status=404)


@pytest.mark.parametrize(
    ("wer", "eigene"),
    [
        ("Kora", {"koordination"}), ("Fatma", {"fachkraft"}), ("Mats", {"mitglied", "zeichnen"}), ("Bibi", {"buero"}),
        ("Ada", {"administration"}), ("Paul", {"projektgruppe"}), ("Zoe", {"zeichnen"}), ("Lena", {"lesend"}),
    ],
)  # fmt: skip
def test_die_hilfe_zeigt_wer_man_ist(welt, wer, eigene):
    assert handbuch.eigene(welt.person(wer)) == eigene


def test_ohne_anmeldung_ist_keine_seite_die_eigene(browser):
    assert "(Ihre Aufgabe)" not in browser().get("/hilfe").text


def test_das_handbuch_spricht_wie_das_haus(browser, ada):
    browser(ada).absenden(
        "/einstellungen/bezeichnung.Lenkungsgruppe/bearbeiten", wert="der Lenkungskreis, die Lenkungskreise"
    )

    assert "Für Mitglieder des Lenkungskreises" in browser().get("/hilfe/mitglied").text
    assert "Lenkungsgruppe" not in browser().get("/hilfe/zeichnen").text


def test_jedes_wort_der_liste_laesst_sich_einzeln_nachschlagen():
    for words, text in BEGRIFFE.items():
        for word in words.split(", "):
            assert erklaert(word) == text


def test_die_woerter_stehen_nach_dem_alphabet():
    plain = str.maketrans("äöüÄÖÜ", "aouAOU")
    words = [words.translate(plain).casefold() for words in BEGRIFFE]

    assert words == sorted(words)
