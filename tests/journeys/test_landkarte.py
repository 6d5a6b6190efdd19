"""The Landkarte by clicking: from a number to its rows, on a phone without script, by keyboard, in the dark."""

import pytest

from tests.bauen.bruchstellen import viele_bruchstellen
from tests.bauen.fallrekonstruktionen import freigegebener_fall
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden


@pytest.fixture
def zahlen(welt: Welt) -> None:
    """Visible and hidden cells, at both kinds of ends."""
    ab_jobcenter = {"von_institutionstyp": "Jobcenter", "zu_institutionstyp": "Sozialamt", "zu_rechtskreis": "SGB III"}
    viele_bruchstellen(
        welt, (7, {"kommune": "Seestadt"}), (6, {}), (6, ab_jobcenter), (2, {"von_rechtskreis": "AufenthG"})
    )


def test_die_koordination_kommt_von_der_karte_zum_fall_und_zur_kommune(
    reise: Anmelden, welt: Welt, zahlen: None
) -> None:
    nummer = freigegebener_fall(welt, titel="Zwei Bescheide").nummer
    kora = reise("Kora")

    kora.geht("/").klickt("Fälle").klickt("Landkarte").liest("22 Bruchstellen").fuellt(kommune="Seestadt")
    kora.klickt("Anwenden").liest("8 Bruchstellen")
    kora.klickt("8 von AsylbLG zu SGB II").liest("8 freigegebene Bruchstellen").klickt(nummer).liest("Zwei Bescheide")
    kora.geht("/landkarte/institutionen").liest("Sozialamt").klickt("Kommunen")
    kora.klickt("Seestadt").liest("8 Bruchstellen").klickt("Seestadt auf der Landkarte").liest("8 Bruchstellen")


def test_ein_mitglied_sieht_am_telefon_ohne_javascript_eine_liste(reise: Anmelden, zahlen: None) -> None:
    mats = reise("Mats", javascript=False, breite=360, finger=True)

    mats.geht("/landkarte/").liest("13").liest("alle anderen").liest("< 5")
    assert not mats.page.locator("figure").is_visible()
    mats.page.locator("summary", has_text="Suchen und filtern").click()
    mats.fuellt(ausschnitt="Seestadt").klickt("Anwenden").liest("7").liest("verdeckt")
    assert "ausschnitt=kommune-" in mats.page.url
    mats.klickt("Institutionen", rolle="link").liest("Zeile Ihrer eigenen Institution").liest("6")


def test_im_dunkeln_und_mit_der_tastatur(reise: Anmelden, zahlen: None) -> None:
    mats = reise("Mats")
    mats.page.emulate_media(color_scheme="dark")

    mats.geht("/landkarte/")
    assert mats.page.locator("figure").is_visible()
    kora = reise("Kora")
    kora.geht("/landkarte/")
    kora.page.locator("#filter-ab").focus()
    seen = set()
    for _ in range(14):
        kora.page.keyboard.press("Tab")
        seen.add(
            kora.page.evaluate("document.activeElement.closest('figure') ? 'bild' : document.activeElement.innerText")
        )
    assert "bild" not in seen
    assert any("von AsylbLG zu SGB II" in text for text in seen), seen
    kora.page.get_by_role("link", name="13 von AsylbLG zu SGB II").focus()
    kora.page.keyboard.press("Enter")
    kora.page.wait_for_url("**/landkarte/bruchstellen**")
    kora.liest("13 freigegebene Bruchstellen")


def test_ein_feld_der_karte_laesst_sich_anklicken(reise: Anmelden, zahlen: None) -> None:
    kora = reise("Kora")

    kora.geht("/landkarte/").page.locator("figure a", has_text="13").click()
    kora.page.wait_for_url("**/landkarte/bruchstellen**")
    kora.liest("13 freigegebene Bruchstellen")
