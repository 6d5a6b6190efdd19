"""Casting a ballot as a person does it: by finger on a phone, by keyboard only, without JavaScript, on a bad line."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from kimflow.db import session, transaction
from kimflow.models import Abstimmung, Besetzung, Ereignis, Mehrheitsregel, Methode, Nachricht
from kimflow.workflow.stimmzettel import zettel_aus
from tests.bauen.abstimmungen import (
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)
from tests.besetzung import BEGINN, Welt
from tests.journeys.conftest import Anmelden, Reisende

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
METHODEN = ["punkte", "rang", "widerstand", "konsens", "mehrheit"]
ERWARTET: dict[str, dict[str, Any]] = {
    "punkte": {"werte": [2, 1]},
    "rang": {"werte": [2, 1]},
    "widerstand": {"werte": [9, None, 3], "grund": "Kein Personal"},
    "konsens": {"wort": "bedenken"},
    "mehrheit": {"wort": "ja"},
}


def runde(welt: Welt, methode: str) -> tuple[Abstimmung, str]:
    """An open round and where Mats finds his ballot."""
    art = Methode(methode)
    make: Callable[..., Abstimmung] = neue_abstimmung if art.ist_priorisierung else zustimmung
    rules: dict[str, Any] = {"mehrheit": Mehrheitsregel.EINFACH} if art is Methode.MEHRHEIT else {"plaetze": 2}
    abstimmung = offene_abstimmung(welt, make(welt, methode=art, **rules))
    return abstimmung, f"/abstimmungen/{abstimmung.nummer}/stimme/{stimmabgabe(abstimmung, JOBCENTER).id}"


def gezaehlt(abstimmung: Abstimmung) -> dict[str, Any]:
    """What the Jobcenter's ballot says now, in the order of the options."""
    session().rollback()
    session().expire_all()
    given = zettel_aus(stimmabgabe(abstimmung, JOBCENTER))
    if given.wort:
        return {"wort": given.wort.value}
    found: dict[str, Any] = {"werte": [given.werte.get(option.id) for option in abstimmung.optionen]}
    return found | ({"grund": " ".join(given.gruende.values())} if given.gruende else {})


def waehlen(page: Page, abstimmung: Abstimmung, methode: str, tun: Callable[[Any], None]) -> None:
    """Fill the ballot in as ERWARTET says; `tun` presses a button or radio: by finger or by key."""
    eins, zwei, *rest = (
        (option.text for option in abstimmung.optionen) if abstimmung.methode.ist_priorisierung else ("", "")
    )
    if methode == "punkte":
        for thema in (eins, eins, zwei):
            tun(page.get_by_role("button", name=f"Punkt hinzufügen für {thema}"))
    elif methode == "rang":
        for thema in (zwei, eins):
            tun(page.get_by_role("button", name=re.compile(rf"^Platz \d geben für {re.escape(thema)}")))
    elif methode == "widerstand":
        tun(page.get_by_role("radio", name=f"9 gegen {eins}"))
        page.get_by_label(f"Begründung zu {eins}").fill("Kein Personal")
        tun(page.get_by_role("radio", name=f"3 gegen {rest[0]}"))
    else:
        tun(page.locator(f"input[value={ERWARTET[methode]['wort']}]"))


@pytest.mark.parametrize("methode", METHODEN)
def test_mit_dem_finger_auf_dem_telefon(reise: Anmelden, welt: Welt, methode: str) -> None:
    """OBERFLAECHE §1.2 and test 18: 360 px, touch; every control big enough and its name contains the Thema."""
    abstimmung, url = runde(welt, methode)
    mats = reise("Mats", breite=360, finger=True).geht(url)
    _namen_nennen_das_thema(mats.page, abstimmung)
    _gross_genug(mats.page)

    waehlen(mats.page, abstimmung, methode, lambda control: control.tap())
    mats.page.get_by_role("button", name="Stimme abgeben").tap()
    mats.page.wait_for_url("**/abgegeben")

    mats.schaut().liest("Stimme angekommen").liest("Änderbar bis")
    assert gezaehlt(abstimmung) == ERWARTET[methode]
    mats.klickt("Ändern").liest("Abgegeben um").liest("Änderung abgeben")
    assert mats.page.get_by_text("Entwurf von").count() == 0


@pytest.mark.parametrize("methode", METHODEN)
def test_nur_mit_der_tastatur(reise: Anmelden, welt: Welt, methode: str) -> None:
    """OBERFLAECHE test 18: every control is reached with Tab and the arrows and does its work with Space or Enter."""
    abstimmung, url = runde(welt, methode)
    mats = reise("Mats").geht(url)

    def druecken(control: Any) -> None:
        _hintabben(mats.page, control)
        mats.page.keyboard.press("Space")

    waehlen(mats.page, abstimmung, methode, druecken)
    _hintabben(mats.page, mats.page.get_by_role("button", name="Stimme abgeben"))
    mats.page.keyboard.press("Enter")
    mats.page.wait_for_url("**/abgegeben")

    mats.liest("Stimme angekommen")
    assert gezaehlt(abstimmung) == ERWARTET[methode]


@pytest.mark.parametrize("methode", METHODEN)
def test_ohne_javascript(reise: Anmelden, welt: Welt, methode: str) -> None:
    """OBERFLAECHE §1.2.14: one plain form, with a draft by its own button."""
    abstimmung, url = runde(welt, methode)
    mats = reise("Mats", javascript=False, breite=360).geht(url)
    page = mats.page
    ids = [option.id for option in abstimmung.optionen]
    if methode == "punkte":
        page.fill(f"[name=option-{ids[0]}]", "2")
        page.fill(f"[name=option-{ids[1]}]", "1")
    elif methode == "rang":
        page.select_option(f"[name=option-{ids[0]}]", "2")
        page.select_option(f"[name=option-{ids[1]}]", "1")
    elif methode == "widerstand":
        page.check(f"[name=option-{ids[0]}][value='9']")
        page.fill(f"[name=grund-{ids[0]}]", "Kein Personal")
        page.check(f"[name=option-{ids[2]}][value='3']")
    else:
        page.check(f"[name=wort][value={ERWARTET[methode]['wort']}]")

    mats.klickt("Entwurf merken", rolle="button").liest("noch nicht abgegeben")
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben
    mats.klickt("Stimme abgeben", rolle="button").liest("Stimme angekommen")

    assert gezaehlt(abstimmung) == ERWARTET[methode]


def test_plus_sagt_am_ende_warum_es_nicht_weitergeht(reise: Anmelden, welt: Welt) -> None:
    abstimmung, url = runde(welt, "punkte")
    page = reise("Mats", breite=360).geht(url).page
    eins, zwei = (option.text for option in abstimmung.optionen)
    plus = page.get_by_role("button", name=f"Punkt hinzufügen für {eins}")
    for _ in range(6):
        plus.click()
    assert plus.get_attribute("aria-disabled") == "true"
    assert "Höchstens 6 für ein Thema." in page.inner_text("main")
    for _ in range(4):
        page.get_by_role("button", name=f"Punkt hinzufügen für {zwei}").click()

    assert "Alle Punkte sind vergeben." in page.inner_text("main")
    assert "Noch 0 von 10 Punkten" in page.inner_text("main")
    page.get_by_role("button", name=f"Punkt wegnehmen für {zwei}").click()
    assert "Noch 1 von 10 Punkten" in page.inner_text("main")
    page.wait_for_selector("text=Entwurf von")


def test_in_der_reihenfolge_antippen_zuruecknehmen_und_schieben(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.6."""
    abstimmung, url = runde(welt, "rang")
    eins, zwei = (option.text for option in abstimmung.optionen)
    page = reise("Mats", breite=360, finger=True).geht(url).page
    page.get_by_role("button", name=f"Platz 1 geben für {eins}").tap()
    page.get_by_role("button", name=f"Platz 2 geben für {zwei}").tap()
    page.get_by_role("button", name=f"nach oben für {zwei}").tap()
    assert page.get_by_role("button", name=f"Platz 2 – zurücknehmen für {eins}").get_attribute("aria-pressed") == "true"

    page.get_by_role("button", name=f"Platz 1 – zurücknehmen für {zwei}").tap()

    assert page.get_by_role("button", name=f"Platz 1 – zurücknehmen für {eins}").count() == 1
    assert page.locator(f"[name=option-{abstimmung.optionen[1].id}]").input_value() == ""
    page.wait_for_selector("text=Entwurf von")


def test_ab_acht_erscheint_die_begruendung_und_der_filter_zeigt_was_noch_fehlt(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.5, §1.2.12."""
    abstimmung, url = runde(welt, "widerstand")
    eins, zwei, null = (option.text for option in abstimmung.optionen)
    page = reise("Mats", breite=360).geht(url).page
    reason = page.get_by_label(f"Begründung zu {eins}")
    assert not reason.is_visible()
    page.get_by_role("radio", name=f"8 gegen {eins}").check()
    assert reason.is_visible()
    assert f"„{null}“ und Begründung fehlt noch" in page.inner_text("[data-bilanz]")

    page.get_by_label("Nur noch nicht bewertete zeigen").check()

    assert not page.get_by_role("heading", name=eins).is_visible()
    assert page.get_by_role("heading", name=zwei).is_visible()
    page.wait_for_selector("text=Entwurf von")


def test_nichts_wird_zurueckgesetzt_waehrend_andere_stimmen(reise: Anmelden, welt: Welt) -> None:
    """A11 P0, OBERFLAECHE test 1: choose, type, let ten refreshes and five other votes pass: all of it stays."""
    mehr_sitze(welt, 5)
    abstimmung, url = runde(welt, "widerstand")
    eins, *_, null = (option.text for option in abstimmung.optionen)
    mats = reise("Mats", breite=360)
    mats.page.clock.install()
    mats.geht(url)
    page = mats.page
    page.get_by_role("radio", name=f"9 gegen {eins}").check()
    page.get_by_role("radio", name=f"2 gegen {null}").check()
    page.get_by_label(f"Begründung zu {eins}").fill("Wir haben kein Per")
    page.get_by_label(f"Begründung zu {eins}").focus()

    for refresh in range(10):
        if refresh < 5:
            stimmen(welt, abstimmung, f"Mitglied {refresh + 1}", f"Sitz {refresh + 1}", [refresh, 0, 1])
        if refresh == 6:
            stimmen(welt, abstimmung, "Vera", JOBCENTER, [0, 0, 0])
        with page.expect_response(lambda answer: answer.url.endswith(url) and answer.request.method == "GET"):
            page.clock.run_for(15_000)

    page.wait_for_function("document.querySelector('[data-stand]').textContent.includes('von Vera')")
    assert page.get_by_role("radio", name=f"9 gegen {eins}").is_checked()
    assert page.get_by_role("radio", name=f"2 gegen {null}").is_checked()
    assert page.get_by_label(f"Begründung zu {eins}").input_value() == "Wir haben kein Per"
    assert page.evaluate("document.activeElement.value") == "Wir haben kein Per"


def test_das_telefon_zu_und_alles_ist_noch_da(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.8: the draft is on the server, and it is no vote."""
    abstimmung, url = runde(welt, "punkte")
    text = abstimmung.optionen[0].text
    eins = reise("Mats", breite=360, finger=True).geht(url)
    eins.page.get_by_role("button", name=f"Punkt hinzufügen für {text}").tap()
    eins.page.wait_for_selector("text=Entwurf von")
    eins.page.close()

    zwei = reise("Mats", breite=360).geht(url)

    assert zwei.page.locator(f"[name=option-{abstimmung.optionen[0].id}]").input_value() == "1"
    zwei.liest("Entwurf von").liest("noch nicht abgegeben").liest("Noch nicht abgegeben")
    session().rollback()
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben


def test_auf_schlechter_leitung_zaehlt_die_stimme_einmal_und_der_text_sagt_wie_es_steht(
    reise: Anmelden, welt: Welt
) -> None:
    """A10 P0, OBERFLAECHE §1.2.16: the answer gets lost twice; the same form is sent again until one arrives."""
    abstimmung, url = runde(welt, "punkte")
    mats = reise("Mats", breite=360).geht(url)
    page, lost = mats.page, []

    def verlieren(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.fetch(max_redirects=0).status)
            return route.abort()
        return route.continue_()

    page.get_by_role("button", name=f"Punkt hinzufügen für {abstimmung.optionen[0].text}").click()
    page.route(re.compile(rf"{re.escape(url)}$"), verlieren)
    page.get_by_role("button", name="Stimme abgeben").click()
    page.wait_for_selector("text=ist noch unklar")
    assert "Noch einmal senden ist ungefährlich" in page.inner_text("[data-sendefehler]")
    assert page.locator(".kf-stimmleiste button[aria-disabled=true]").inner_text().startswith("Wird gesendet")
    page.wait_for_url("**/abgegeben", timeout=15_000)

    assert lost == [303, 303]
    assert gezaehlt(abstimmung) == {"werte": [1, None]}
    assert session().query(Ereignis).filter_by(akt="abstimmung.stimme_abgeben").count() == 1


def test_wer_wartet_bekommt_gesagt_wenn_es_losgeht(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.11: words and a button, no jump."""
    abstimmung = neue_abstimmung(welt)
    mats = reise("Mats", breite=360)
    mats.page.clock.install()
    mats.geht(f"/abstimmungen/{abstimmung.nummer}/stimmzettel").liest("Die Abstimmung ist noch nicht geöffnet.")
    offene_abstimmung(welt, abstimmung)

    mats.page.clock.run_for(15_000)
    mats.page.wait_for_selector("text=Die Abstimmung ist geöffnet.")

    said = mats.page.inner_text("#ansage")
    # The live part and the ballot both say it; whichever spoke last is heard.
    assert "geöffnet" in said or "ist offen" in said
    mats.klickt("Zur Abstimmung").liest(f"Sie stimmen für: {JOBCENTER}")


def test_zwei_sitze_und_der_link_aus_der_mail(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.1: both ballots on one page; the link opens one of them without a sign-in."""
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=welt.person("Vera"), rang=3, von=BEGINN))
    abstimmung, url = runde(welt, "konsens")
    vera = reise("Vera", breite=360, finger=True).geht(f"/abstimmungen/{abstimmung.nummer}/stimmzettel")
    assert vera.page.locator("form.kf-stimmzettel").count() == 2
    vera.page.locator(f"form[action='{url}'] input[value=bedenken]").check()
    vera.page.locator(f"form[action='{url}']").get_by_role("button", name="Stimme abgeben").tap()
    vera.page.wait_for_url("**/abgegeben")
    vera.liest("Stimme angekommen").liest(f"Weiter: {ABH}")

    letter = session().query(Nachricht).filter_by(anlass="abstimmung.oeffnen", person_id=welt.person("Mats").id).one()
    link = re.search(r"/link/\S+/stimme", letter.text)
    assert link
    gast = reise(breite=360, finger=True).geht(link[0]).liest("Abgegeben um").liest("von Vera")
    gast.page.locator("input[value=zustimmung]").check()
    gast.page.get_by_role("button", name="Änderung abgeben").tap()
    gast.page.wait_for_url("**/abgegeben")
    gast.liest("Stimme angekommen")
    assert gezaehlt(abstimmung) == {"wort": "zustimmung"}


def test_bei_doppelter_vergroesserung_verdeckt_nichts_die_wahl(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.2.13: 200 % zoom of a small screen is 320 × 256: no sideways scrolling, nothing fixed on top."""
    _, url = runde(welt, "widerstand")
    mats: Reisende = reise("Mats", breite=360).geht(url)

    mats.page.set_viewport_size({"width": 320, "height": 256})

    assert mats.page.evaluate("document.documentElement.scrollWidth") <= 320
    for part in (".kf-zettelkopf", ".kf-stimmleiste"):
        assert mats.page.locator(part).evaluate("e => getComputedStyle(e).position") == "static"


# --- how the journeys look ----------------------------------------------------------------------------------------


def _hintabben(page: Page, control: Any) -> None:
    """Reach a control with Tab; within a group of radio buttons with the arrows."""
    target = control.element_handle()
    group = target.evaluate("e => e.type === 'radio' ? e.name : ''")
    for _ in range(200):
        if target.evaluate("e => e === document.activeElement"):
            return
        if group and page.evaluate("document.activeElement.name") == group:
            page.keyboard.press("ArrowRight")
        else:
            page.keyboard.press("Tab")
    raise AssertionError(f"Mit der Tastatur nicht zu erreichen: {control}")


_ROLLEN = ("button", "radio", "spinbutton", "combobox", "textbox")
_GANZER_ZETTEL = ("Stimme abgeben", "Änderung abgeben", "Entwurf merken")


def _namen_nennen_das_thema(page: Page, abstimmung: Abstimmung) -> None:
    """The names as assistive technology gets them, from the browser's own accessibility tree."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [
        node["name"]["value"]
        for node in tree
        if not node.get("ignored") and node.get("role", {}).get("value") in _ROLLEN and "name" in node
    ]
    named = [name for name in names if name not in _GANZER_ZETTEL]
    assert named
    assert [name for name in named if not any(option.text in name for option in abstimmung.optionen)] == []


def _gross_genug(page: Page) -> None:
    """Whatever is tapped on a phone is at least 44 px high, the steps at least 48."""
    for selector, least in ((".kf-schritt", 48), (".kf-stimmzettel .kern-btn", 48), (".kf-skala__stufen label", 48)):
        for control in page.locator(selector).all():
            box = control.bounding_box()
            assert box is None or box["height"] >= least, (selector, box)
