"""What happens in one browser is seen in the other while it happens, and nothing that is being filled in is lost."""

import time
from collections.abc import Callable

from playwright.sync_api import expect

from kimflow.web import live
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, stimmabgabe, stimmen
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
EINE_SEKUNDE = 3_000  # with reserve for a busy machine
TAKT = 5_000


def test_eine_stimme_erscheint_sofort_auf_der_anderen_seite(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    seite, zettel = f"/abstimmungen/{abstimmung.nummer}", stimmabgabe(abstimmung, JOBCENTER).id
    option, kora, mats = abstimmung.optionen[0].id, reise("Kora"), reise("Mats")
    kora.geht(seite).liest("0 von 2 abgegeben")
    kora.page.wait_for_timeout(1_000)  # the stream is there

    mats.geht(f"{seite}/stimme/{zettel}").fuellt(**{f"option-{option}": 6}).klickt("Stimme abgeben", rolle="button")

    expect(kora.page.locator("[data-live]")).to_contain_text("1 von 2 abgegeben", timeout=EINE_SEKUNDE)
    expect(kora.page.locator("[data-live]")).to_contain_text(f"Es fehlt: {ABH}")


def test_oeffnung_und_schluss_werden_angesagt_und_nichts_springt(reise: Anmelden, welt: Welt) -> None:
    abstimmung = neue_abstimmung(welt)
    seite = f"/abstimmungen/{abstimmung.nummer}"
    mats, kora = reise("Mats"), reise("Kora")
    mats.geht(seite).liest("noch nicht geöffnet")
    mats.page.wait_for_timeout(1_000)
    weiter = mats.page.get_by_role("link", name="Zur Abstimmung", exact=True)
    assert not weiter.is_visible()

    kora.geht(f"{seite}/oeffnen").klickt("Abstimmung öffnen", rolle="button")

    expect(mats.page.locator("#ansage")).to_have_text("Die Abstimmung ist offen.", timeout=EINE_SEKUNDE)
    expect(weiter).to_be_visible()
    assert mats.pfad == seite
    weiter.click()
    mats.page.wait_for_timeout(1_000)
    kora.geht(f"{seite}/schliessen").klickt("Abstimmung schließen", rolle="button")
    expect(mats.page.get_by_role("link", name="Ergebnis ansehen")).to_be_visible(timeout=EINE_SEKUNDE)


def test_ein_halb_ausgefuellter_stimmzettel_bleibt_unberuehrt(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    seite, zettel = f"/abstimmungen/{abstimmung.nummer}", stimmabgabe(abstimmung, ABH).id
    feld = f"option-{abstimmung.optionen[0].id}"
    mia = reise("Mia").geht(f"{seite}/stimme/{zettel}")
    mia.page.wait_for_timeout(1_000)
    kasten = mia.page.locator(f'[name="{feld}"]').last
    kasten.focus()
    kasten.fill("4")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    expect(mia.page.locator("[data-live]")).to_contain_text("1 von 2 abgegeben", timeout=EINE_SEKUNDE)
    expect(kasten).to_have_value("4")
    expect(kasten).to_be_focused()
    kasten.fill("0")  # nothing unsaved holds the page back at the end


def test_ohne_strom_fragt_die_seite_selbst(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    kora = reise("Kora")
    kora.page.route("**/live", lambda route: route.fulfill(status=503))
    kora.geht(f"/abstimmungen/{abstimmung.nummer}").liest("0 von 2 abgegeben")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    expect(kora.page.locator("[data-live]")).to_contain_text("1 von 2", timeout=2 * TAKT)
    expect(kora.page.locator("[data-live-stoerung]")).to_be_hidden()


def test_eine_abgerissene_verbindung_sagt_es(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    kora = reise("Kora")
    kora.page.route("**/live", lambda route: route.abort())
    kora.page.route("**/teilnahme", lambda route: route.abort())

    kora.geht(f"/abstimmungen/{abstimmung.nummer}")

    expect(kora.page.locator("[data-live-stoerung]")).to_be_visible(timeout=4 * TAKT)


def test_ohne_skript_steht_der_stand_und_der_weg_zum_neuen(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    kora = reise("Kora", javascript=False)
    kora.geht(f"/abstimmungen/{abstimmung.nummer}").liest("0 von 2 abgegeben")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    kora.klickt("Stand neu laden").liest("1 von 2 abgegeben")


def test_eine_verborgene_seite_belegt_keinen_platz(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt)
    kora = reise("Kora").geht(f"/abstimmungen/{abstimmung.nummer}")
    _abwarten(lambda: len(live.verteiler._leser) == 1)

    kora.page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    kora.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    _abwarten(lambda: not live.verteiler._leser)


def _abwarten(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.05)
