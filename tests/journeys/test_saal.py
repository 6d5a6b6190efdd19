"""The room in real browsers: the wall follows, „Meine Sitzung“ follows, a table card lets somebody in."""

import re

from playwright.sync_api import expect

from kimflow import clock, workflow
from kimflow.db import transaction
from kimflow.models import Sitzung, Wandbild
from kimflow.web import wandzeichen
from tests.bauen.abstimmungen import geschlossene_abstimmung, offene_abstimmung, stimmen, zustimmung
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung
from tests.bauen.wand import offene_wand, zeigen
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
EINE_SEKUNDE = 3_000  # with reserve for a busy machine
TAKT = 5_000


def wartet(reisende: Reisende) -> None:
    """Until the stream is there."""
    reisende.page.wait_for_timeout(1_000)


def test_die_wand_folgt_ohne_dass_jemand_sie_anfasst(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.1.10: item, open round with turnout, result – within a second."""
    abstimmung = zustimmung(welt)
    sitzung = abstimmung.top.sitzung
    wand = reise(None).geht(offene_wand(welt, sitzung))
    wartet(wand)
    bild = wand.page.locator("#wand")

    aufgerufener_top(welt, abstimmung.top)
    expect(bild).to_contain_text(f"TOP {abstimmung.top.position}", timeout=EINE_SEKUNDE)
    offene_abstimmung(welt, abstimmung)
    expect(bild).to_contain_text("0 von 2 abgegeben", timeout=EINE_SEKUNDE)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort="zustimmung")
    expect(bild).to_contain_text("1 von 2 abgegeben", timeout=EINE_SEKUNDE)
    geschlossene_abstimmung(welt, abstimmung)
    zeigen(welt, sitzung, Wandbild.ERGEBNIS)
    expect(bild).to_contain_text("Zustimmung: Es steht kein schwerer Einwand.", timeout=EINE_SEKUNDE)


def test_die_uhr_zaehlt_an_der_wand_herunter(reise: Anmelden, welt: Welt) -> None:
    top = aufgerufener_top(welt)
    with transaction():
        workflow.moderation.uhr_stellen(top.sitzung, welt.person("Kora"), minuten=5)
    wand = reise(None).geht(offene_wand(welt, top.sitzung))

    uhr = wand.page.locator(".kf-wand__uhr")
    expect(uhr).to_have_text(re.compile(r"^4:\d\d$"))
    gezeigt = uhr.inner_text()
    expect(uhr).not_to_have_text(gezeigt)
    assert uhr.inner_text() < gezeigt


def test_eine_geschlossene_wand_wird_von_selbst_leer(reise: Anmelden, welt: Welt) -> None:
    top = aufgerufener_top(welt)
    wand = reise(None).geht(offene_wand(welt, top.sitzung)).liest("Punkt 1")
    wartet(wand)

    with transaction():
        workflow.moderation.wand_schliessen(top.sitzung, welt.person("Kora"))

    expect(wand.page.locator("body")).to_contain_text("Diese Anzeige ist geschlossen.", timeout=EINE_SEKUNDE)
    assert "Punkt 1" not in wand.text


def test_reisst_die_verbindung_bleibt_das_letzte_bild_stehen(reise: Anmelden, welt: Welt) -> None:
    wand = reise(None)
    wand.page.route("**/live", lambda route: route.abort())
    wand.page.route("**/teil", lambda route: route.abort())

    wand.geht(offene_wand(welt, aufgerufener_top(welt).sitzung))

    expect(wand.page.locator("[data-live-stoerung]")).to_be_visible(timeout=4 * TAKT)
    wand.liest("Punkt 1").liest("Verbindung unterbrochen")


def test_ohne_skript_laesst_sich_die_wand_neu_laden(reise: Anmelden, welt: Welt) -> None:
    top = aufgerufener_top(welt)
    wand = reise(None, javascript=False).geht(offene_wand(welt, top.sitzung)).liest("Punkt 1")
    with transaction():
        workflow.moderation.aufrufen(top.sitzung.tops[1], welt.person("Kora"))

    wand.klickt("Stand neu laden").liest("Punkt 2")


def test_wer_schreibt_verliert_nichts_waehrend_die_sitzung_weitergeht(reise: Anmelden, welt: Welt) -> None:
    """E1 P0, OBERFLAECHE §1.1.13: forms are never inside a refreshed place."""
    abstimmung = zustimmung(welt)
    top = abstimmung.top
    mats = reise("Mats").geht(meine(top.sitzung))
    wartet(mats)
    mats.page.get_by_text("Votum vorab geben").first.click()
    feld = mats.page.locator("textarea").first
    feld.fill("Noch nicht fertig")

    aufgerufener_top(welt, top)
    offene_abstimmung(welt, abstimmung)

    expect(mats.page.locator("#jetzt")).to_contain_text("Die Abstimmung ist offen", timeout=EINE_SEKUNDE)
    expect(feld).to_have_value("Noch nicht fertig")
    expect(feld).to_be_focused()
    feld.fill("")


def test_eine_oeffnung_wird_einmal_angesagt_und_niemand_springt(reise: Anmelden, welt: Welt) -> None:
    abstimmung = zustimmung(welt)
    url = meine(abstimmung.top.sitzung)
    mats = reise("Mats").geht(url)
    mats.page.evaluate(
        "window.gesagt = []; new MutationObserver(() => window.gesagt.push(document.getElementById('ansage')"
        ".textContent)).observe(document.getElementById('ansage'), {childList: true, characterData: true})"
    )
    wartet(mats)
    mats.page.locator("#hand").focus()

    offene_abstimmung(welt, abstimmung)
    expect(mats.page.locator("#ansage")).to_have_text("Die Abstimmung ist offen: Stimmen wir zu?", timeout=EINE_SEKUNDE)
    stimmen(welt, abstimmung, "Mia", ABH, wort="zustimmung")
    expect(mats.page.locator("#jetzt")).to_contain_text("1 von 2", timeout=EINE_SEKUNDE)

    expect(mats.page.locator("#hand")).to_be_focused()
    assert mats.page.evaluate("window.gesagt") == ["Die Abstimmung ist offen: Stimmen wir zu?"]
    assert mats.pfad == url
    mats.klickt("Zur Abstimmung", rolle="link").liest(f"Sie stimmen für: {JOBCENTER}")


def test_auf_dem_stimmzettel_wird_der_schluss_nur_einmal_angesagt(reise: Anmelden, welt: Welt) -> None:
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    mats = reise("Mats").geht(f"/abstimmungen/{abstimmung.nummer}/stimmzettel")
    mats.page.evaluate(
        "window.gesagt = []; new MutationObserver(() => window.gesagt.push(document.getElementById('ansage')"
        ".textContent)).observe(document.getElementById('ansage'), {childList: true, characterData: true})"
    )
    wartet(mats)

    geschlossene_abstimmung(welt, abstimmung)

    expect(mats.page.locator("#ansage")).to_contain_text("geschlossen", timeout=EINE_SEKUNDE)
    mats.page.wait_for_timeout(1_000)
    assert len(mats.page.evaluate("window.gesagt")) == 1


def test_die_hand_heben_geht_nach_dem_ersten_neuen_stand_weiter(reise: Anmelden, welt: Welt) -> None:
    """What the stream brought has no session; the form of it still counts as the person's own."""
    sitzung = laufende_sitzung(welt)
    mats = reise("Mats").geht(meine(sitzung))
    wartet(mats)
    aufgerufener_top(welt, sitzung.tops[0])
    expect(mats.page.locator("#jetzt")).to_contain_text("Punkt 1", timeout=EINE_SEKUNDE)

    mats.klickt("Hand heben", rolle="button").liest("Sie sind gemeldet")

    mats.klickt("Hand senken", rolle="button")
    expect(mats.page.locator("#jetzt")).to_contain_text("Hand heben", timeout=EINE_SEKUNDE)


def test_mit_der_tischkarte_nimmt_man_ohne_konto_teil_und_stimmt_ab(reise: Anmelden, welt: Welt) -> None:
    abstimmung = zustimmung(welt)
    sitzung, sitz = abstimmung.top.sitzung, welt.sitz(JOBCENTER)
    gast = reise(None).geht(f"/tisch/{sitzung.nummer}/{sitz.id}/{wandzeichen.tisch(sitzung, sitz)}")
    gast.fuellt(name="Gunnar Gast", funktion="Teamleitung", mail="gunnar@musterkreis.example")
    gast.klickt("Teilnehmen", rolle="button").liest("Meine Sitzung · Gunnar Gast")
    wartet(gast)

    offene_abstimmung(welt, abstimmung)
    expect(gast.page.locator("#jetzt")).to_contain_text("Die Abstimmung ist offen", timeout=EINE_SEKUNDE)
    gast.klickt("Zur Abstimmung", rolle="button").liest(f"Sie stimmen für: {JOBCENTER}")
    gast.fuellt(wort="zustimmung").klickt("Stimme abgeben", rolle="button")
    gast.page.wait_for_selector("text=Stimme angekommen")
    gast.klickt("Zurück zur Sitzung").liest("hat abgestimmt")


def test_die_zusage_ist_ein_klick_aus_der_mail(reise: Anmelden, welt: Welt) -> None:
    """OBERFLAECHE §1.4: one click, without a password, also without script."""
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        token = workflow.einzellinks.ausstellen(
            welt.person("Mats"),
            workflow.einladungen.ZWECK,
            next(a.id for a in sitzung.antworten if a.sitz.bezeichnung == JOBCENTER),
            clock.timedelta(days=30),
        )

    wer = reise(None, javascript=False).geht(f"/link/{token}/sitzung")

    wer.klickt("Ich komme", rolle="button").liest("kommt. Sie können sie bis zum Beginn ändern.")


def meine(sitzung: Sitzung) -> str:
    return f"/sitzungen/{sitzung.nummer}/meine"
