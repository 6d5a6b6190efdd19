"""The Datenschutz-Wächter in a real browser: hints while writing, the same without JavaScript, by keys, on a phone."""

import pytest
from playwright.sync_api import Locator, expect

from kimflow.models import Sitzung
from tests.bauen.fallrekonstruktionen import neuer_fall
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.themen import neues_thema
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende

RUF = "Frau Petrenko ist unter 0221 7654321 zu erreichen."
SAUBER = "Eine Familie ist nur am Abend zu erreichen."


def hinweise(wer: Reisende, feld: str = "problem") -> Locator:
    return wer.page.locator(f"#{feld}-waechter")


def am_thema(reise: Anmelden, welt: Welt, **kw: object) -> Reisende:
    thema = neues_thema(welt)
    return reise("Kora", **kw).geht(f"/themen/{thema.nummer}/bearbeiten")


def tippt(wer: Reisende, feld: str, text: str) -> None:
    wer.page.locator(f"#{feld}").focus()
    wer.page.keyboard.press("Control+A")
    wer.page.keyboard.type(text)


def test_wer_schreibt_sieht_den_hinweis_und_ersetzt(reise: Anmelden, welt: Welt) -> None:
    kora = am_thema(reise, welt)
    kora.page.evaluate("window.nochDieselbe = true")

    tippt(kora, "problem", RUF)
    expect(hinweise(kora)).to_contain_text("Telefonnummer (Zeichen 25–36)")
    expect(hinweise(kora)).to_contain_text("möglicher Name")
    expect(hinweise(kora)).to_contain_text("Die Prüfung findet nicht alles.")
    assert kora.page.evaluate("document.activeElement.id") == "problem"
    kora.gesehen.clear()
    kora.schaut()  # axe and the width, now with the hints

    tippt(kora, "problem", SAUBER)
    expect(hinweise(kora)).to_be_empty()
    assert kora.page.evaluate("window.nochDieselbe")
    kora.klickt("Steckbrief bearbeiten", rolle="button").liest(SAUBER)


def test_mit_der_tastatur_wird_begruendet_und_gespeichert(reise: Anmelden, welt: Welt) -> None:
    kora = am_thema(reise, welt)

    tippt(kora, "problem", RUF)
    expect(hinweise(kora).locator("select")).to_be_visible()
    kora.page.keyboard.press("Tab")
    assert "waechter-" in kora.page.evaluate("document.activeElement.name")
    kora.page.keyboard.type("Ansch")
    expect(hinweise(kora).locator("select")).to_have_value("amtlich")
    tippt(kora, "wirkung_menschen", "Viele warten lange.")
    kora.page.locator("#problem").press("End")
    with kora.page.expect_response(lambda answer: "feld=problem" in answer.url):
        kora.page.keyboard.type(" Auch montags.")
    expect(hinweise(kora).locator("select")).to_have_value("amtlich")
    kora.klickt("Steckbrief bearbeiten", rolle="button")

    kora.liest("0221 7654321").liest(
        "Problem in einem Satz: Telefonnummer – Anschrift, Rufnummer oder Postfach einer Stelle"
    )


@pytest.mark.parametrize("breite", [360, 1280])
def test_ohne_javascript_geschieht_beim_absenden_dasselbe(reise: Anmelden, welt: Welt, breite: int) -> None:
    kora = am_thema(reise, welt, javascript=False, breite=breite)

    kora.fuellt(problem=RUF).klickt("Steckbrief bearbeiten", rolle="button")
    kora.liest("Bitte ersetzen oder begründen: Telefonnummer (Zeichen 25–36).").liest("Die Prüfung findet nicht alles.")
    assert kora.page.locator("#problem").input_value() == RUF
    assert kora.page.evaluate("document.documentElement.scrollWidth") <= breite
    hinweise(kora).locator("select").select_option("amtlich")
    kora.klickt("Steckbrief bearbeiten", rolle="button").liest("0221 7654321")


def test_auf_dem_telefon_passt_der_hinweis_ins_bild(reise: Anmelden, welt: Welt) -> None:
    kora = am_thema(reise, welt, breite=360, finger=True)

    kora.page.locator("#problem").fill(RUF)

    expect(hinweise(kora).locator("select")).to_be_visible()
    assert kora.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_die_zeile_der_moderation_zeigt_ihren_hinweis_und_raeumt_ihn_weg(reise: Anmelden, welt: Welt) -> None:
    sitzung: Sitzung = laufende_sitzung(welt)
    aufgerufener_top(welt, sitzung.tops[0])
    kora = reise("Kora").geht(f"/sitzungen/{sitzung.nummer}/moderation")

    kora.page.locator("#text").fill("Rückruf 0221 7654321")
    expect(hinweise(kora, "text").locator("select")).to_be_visible()
    kora.page.locator("#text").press("Enter")
    expect(kora.page.locator("#schlange")).to_contain_text("Bitte ersetzen oder begründen")
    expect(hinweise(kora, "text")).to_be_empty()

    kora.page.get_by_role("button", name="Bearbeiten", exact=True).first.click()
    hinweise(kora, "text").locator("select").select_option("amtlich")
    kora.page.locator("#text").press("Enter")
    expect(kora.page.locator("#m-punkt")).to_contain_text("Rückruf 0221 7654321")


def test_auch_eine_hinzugefuegte_zeile_wird_geprueft(reise: Anmelden, welt: Welt) -> None:
    fall = neuer_fall(welt)
    fatma = reise("Fatma").geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten")
    fatma.klickt("Station hinzufügen", rolle="button")
    neue = fatma.page.locator('textarea[name^="stationen-"]:not([name*="muster"])').last

    neue.press_sequentially(RUF)

    expect(fatma.page.locator(f"#{neue.get_attribute('id')}-waechter")).to_contain_text("Telefonnummer")
