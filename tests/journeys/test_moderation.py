"""The moderator's screen with its script: nothing typed is lost, nobody overwrites the other, keys do their part."""

from playwright.sync_api import Locator, expect

from kimflow.db import transaction
from kimflow.models import Sitzung
from tests.bauen.abstimmungen import einschalten
from tests.bauen.saal import aufgerufener_top, da, laufende_sitzung
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
EINE_SEKUNDE = 3_000  # with reserve for a busy machine
GEDULD = 15_000


def saal(welt: Welt) -> Sitzung:
    """Kora holds the remote, Mia keeps the minutes; the first of three items is being talked about."""
    sitzung = laufende_sitzung(welt)
    with transaction():
        sitzung.protokollfuehrung = welt.person("Mia")
    aufgerufener_top(welt, sitzung.tops[0])
    return sitzung


def sitzt(wer: Reisende, sitzung: Sitzung) -> Reisende:
    wer.geht(f"/sitzungen/{sitzung.nummer}/moderation")
    wer.page.wait_for_timeout(1_000)  # the stream is there
    wer.page.evaluate("window.nochDieselbe = true")
    return wer


def schreibt(wer: Reisende, text: str) -> None:
    wer.page.locator("#text").fill(text)
    wer.page.keyboard.press("Enter")


def punkt(wer: Reisende) -> Locator:
    return wer.page.locator("#m-punkt")


def dieselbe_seite(wer: Reisende) -> bool:
    return bool(wer.page.evaluate("window.nochDieselbe === true"))


def test_eine_zeile_steht_sofort_bei_der_anderen(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora, mia = sitzt(reise("Kora"), sitzung), sitzt(reise("Mia"), sitzung)

    kora.page.keyboard.press("n")
    kora.page.keyboard.type("Das Jobcenter berichtet.")
    kora.page.keyboard.press("Enter")

    expect(kora.page.locator("#schlange")).to_contain_text("✓ gespeichert")
    expect(punkt(mia)).to_contain_text("Das Jobcenter berichtet.", timeout=EINE_SEKUNDE)
    assert dieselbe_seite(kora)
    assert dieselbe_seite(mia)


def test_ohne_netz_bleibt_das_geschriebene_und_wird_einmal_nachgesendet(reise: Anmelden, welt: Welt) -> None:
    """E4: never in the browser's storage, always in sight."""
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)
    kora.context.set_offline(True)

    for nummer in range(3):
        schreibt(kora, f"Zeile {nummer}.")
    schlange = kora.page.locator("#schlange")
    expect(schlange).to_contain_text("noch nicht gespeichert (3)")
    assert kora.page.evaluate("localStorage.length + sessionStorage.length") == 0
    kora.context.set_offline(False)

    expect(punkt(kora)).to_contain_text("Zeile 2.", timeout=GEDULD)
    expect(schlange).to_be_hidden(timeout=GEDULD)
    assert [kora.page.locator(f"#m-punkt li:has-text('Zeile {n}.')").count() for n in range(3)] == [1, 1, 1]


def test_eine_gesendete_aber_nicht_bestaetigte_zeile_steht_nur_einmal_da(reise: Anmelden, welt: Welt) -> None:
    """A10 P0: the answer is lost, the line is not doubled."""
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)
    verloren = []

    def verlieren(route: object) -> None:
        if verloren:
            route.continue_()  # type: ignore[attr-defined]
        else:
            verloren.append(route.fetch())  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

    kora.page.route("**/moderation/zeile", verlieren)
    schreibt(kora, "Nur einmal.")

    expect(kora.page.locator("#schlange")).to_contain_text("✓ gespeichert", timeout=GEDULD)
    assert [answer.status for answer in verloren] == [204]
    assert kora.page.locator("#m-punkt li:has-text('Nur einmal.')").count() == 1


def test_eine_zeile_behaelt_ihren_punkt_wenn_der_naechste_aufgerufen_wird(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora, mia = sitzt(reise("Kora"), sitzung), sitzt(reise("Mia"), sitzung)
    mia.page.locator("#text").fill("Noch zu Punkt eins")

    kora.page.keyboard.press("ArrowRight")

    expect(punkt(mia)).to_contain_text("Punkt 2", timeout=EINE_SEKUNDE)
    expect(mia.page.locator("#zeile-hinweis")).to_have_text("Ihre Zeile gehört weiter zu TOP 1 Punkt 1.")
    expect(mia.page.locator("#text")).to_have_value("Noch zu Punkt eins")
    mia.page.locator("#text").press("Enter")
    expect(mia.page.locator("#schlange")).to_contain_text("✓ gespeichert")
    expect(mia.page.locator(f"#zeile-{sitzung.tops[0].id}")).to_contain_text("Notizen und Aufträge: 1")


def test_wer_uebernimmt_wird_der_anderen_angesagt(reise: Anmelden, welt: Welt) -> None:
    """E2 P0."""
    sitzung = saal(welt)
    kora, mia = sitzt(reise("Kora"), sitzung), sitzt(reise("Mia"), sitzung)

    mia.page.get_by_role("button", name="Übernehmen").click()

    expect(kora.page.locator("#ansage")).to_contain_text("Mia führt durch die Sitzung.", timeout=EINE_SEKUNDE)
    kora.page.locator("#m-schritt button").dispatch_event("click")
    kora.page.keyboard.press("ArrowRight")
    expect(kora.page.locator("#stoerung")).to_contain_text("Übernehmen Sie zuerst.")
    expect(punkt(mia)).to_contain_text("Punkt 1")


def test_die_verlorene_beschlussfaehigkeit_wird_angesagt(reise: Anmelden, welt: Welt) -> None:
    """C8: one tap, heard by both."""
    einschalten("abstimmung.beschlussfaehigkeit")
    sitzung = saal(welt)
    for sitz in (JOBCENTER, ABH):
        da(welt, sitzung, sitz)
    kora, mia = sitzt(reise("Kora"), sitzung), sitzt(reise("Mia"), sitzung)
    taste = kora.page.get_by_role("button", name=ABH)

    taste.click()

    expect(taste).to_have_attribute("aria-pressed", "false")
    expect(taste).to_be_focused()
    expect(mia.page.locator("#ansage")).to_contain_text("Nicht beschlussfähig.", timeout=EINE_SEKUNDE)
    expect(mia.page.locator("#m-leiste")).to_contain_text("1 von 2 Sitzen · nicht beschlussfähig (nötig: 2)")


def test_verschieben_laesst_sich_gleich_zuruecknehmen(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)
    titel = kora.page.locator(".kf-saaltop__titel > span:last-child")

    kora.page.locator(f"#m-mehr-{sitzung.tops[2].id} summary").click()
    kora.page.get_by_role("button", name="TOP 3 nach oben").click()
    expect(titel).to_have_text(["Punkt 1", "Punkt 3", "Punkt 2"], timeout=EINE_SEKUNDE)
    kora.page.get_by_role("button", name="Rückgängig").click()

    expect(titel).to_have_text(["Punkt 1", "Punkt 2", "Punkt 3"], timeout=EINE_SEKUNDE)


def test_abgemeldet_geht_nichts_verloren(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)
    schluessel = kora.context.cookies()
    kora.context.clear_cookies()

    schreibt(kora, "Nach dem Abmelden.")
    expect(kora.page.locator("#stoerung")).to_contain_text("Sie sind abgemeldet.")
    kora.context.add_cookies(schluessel)  # type: ignore[arg-type]

    expect(kora.page.locator("#schlange")).to_contain_text("✓ gespeichert", timeout=GEDULD)


def test_beim_tippen_gelten_keine_tasten(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)

    kora.page.locator("#text").press("ArrowRight")
    kora.page.locator("#text").press_sequentially("Nun? Ruhig prüfen")
    kora.page.wait_for_timeout(500)

    expect(punkt(kora)).to_contain_text("Punkt 1")
    expect(kora.page.locator("#text")).to_have_value("Nun? Ruhig prüfen")
    expect(kora.page.locator("#tasten")).not_to_have_attribute("open", "")
    kora.page.locator("#text").fill("")


def test_auf_1280_mal_800_scrollt_nichts_weg(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora = sitzt(reise("Kora"), sitzung)

    assert kora.page.evaluate("document.documentElement.scrollHeight") <= 800
    for kennung in ("#m-naechster-schritt", "#text", "#m-wand", "#m-uhr", "#tops li:last-child"):
        expect(kora.page.locator(kennung).first).to_be_in_viewport()


def test_ohne_skript_sind_die_bereiche_auf_dem_telefon_reiter(reise: Anmelden, welt: Welt) -> None:
    sitzung = saal(welt)
    kora = reise("Kora", javascript=False, breite=360).geht(f"/sitzungen/{sitzung.nummer}/moderation")
    bereiche = [kora.page.locator(kennung) for kennung in ("#tops", "#punkt", "#raum")]
    assert [b.is_visible() for b in bereiche] == [False, True, False]

    kora.page.get_by_role("link", name="Raum").click()
    assert [b.is_visible() for b in bereiche] == [False, False, True]

    kora.page.get_by_role("button", name=JOBCENTER).click()
    expect(kora.page.get_by_role("button", name=JOBCENTER)).to_have_attribute("aria-pressed", "true")
    assert bereiche[2].is_visible()
