"""Searching by keyboard, on a phone and without JavaScript; the nearest Themen while a title is typed."""

from tests.bauen.themen import neues_thema
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden


def test_gesucht_wird_mit_der_tastatur(reise: Anmelden, welt: Welt) -> None:
    thema = neues_thema(welt, titel="Kein Sprachmittlerpool")
    mats = reise("Mats")

    mats.page.keyboard.press("/")
    mats.page.keyboard.type("pool")
    mats.page.keyboard.press("Enter")
    mats.page.wait_for_url("**/suche?text=pool")
    mats.schaut().liest("1 Treffer").klickt(thema.titel).liest(thema.nummer)


def test_gesucht_wird_auf_dem_telefon_ohne_javascript(reise: Anmelden, welt: Welt) -> None:
    neues_thema(welt, titel="Kein Sprachmittlerpool")
    mats = reise("Mats", javascript=False, breite=360)

    mats.geht("/suche").fuellt(text="Dolmetscher").page.get_by_role("main").get_by_role("button").click()
    mats.liest("Nichts gefunden").fuellt(text="Kälte Pool")
    mats.page.get_by_role("main").get_by_role("button").click()
    mats.liest("Nichts gefunden").klickt("Pool").liest("1 Treffer")


def test_beim_tippen_erscheint_was_es_schon_gibt(reise: Anmelden, welt: Welt) -> None:
    thema = neues_thema(welt, titel="Lücke beim Wechsel der Rechtskreise")
    kora = reise("Kora")

    kora.geht("/themen/aufnehmen").page.locator('[name="titel"]').press_sequentially("Lücken beim Wechsel")
    kora.page.wait_for_selector("#aehnliche .kern-alert")
    kora.liest("Gibt es das Thema schon?").liest(thema.nummer)
    kora.klickt("Thema aufnehmen", rolle="button").liest("Lücken beim Wechsel").liest("gesammelt")
