"""A case is written down while people talk: by keyboard alone, through a crash, on a phone, without script."""

import re

import pytest
from playwright.sync_api import expect

from kimflow.db import session
from kimflow.models import Entwurf, Fallrekonstruktion, FallStatus
from tests.bauen.fallrekonstruktionen import neuer_fall, voller_fall, zwei_brueche

GEDULD = 15_000


class Tastatur:
    """Somebody whose hands stay on the keys."""

    def __init__(self, reisende):
        self.page = reisende.page

    def tippt(self, text):
        self.page.keyboard.type(text)
        return self

    def drueckt(self, *tasten):
        for taste in tasten:
            self.page.keyboard.press(taste)
        return self

    @property
    def feld(self):
        return self.page.evaluate("document.activeElement.name || document.activeElement.value || ''")

    def bis(self, name, *, rueckwaerts=False):
        """Tab until this field or button has the focus."""
        for _ in range(200):
            if self.feld == name:
                return self
            self.drueckt("Shift+Tab" if rueckwaerts else "Tab")
        raise AssertionError(f"{name} ist mit der Tabulatortaste nicht zu erreichen, zuletzt: {self.feld}")


def stand(reisende):
    return reisende.page.locator("[data-entwurf-stand]")


def gesichert(reisende):
    expect(stand(reisende)).to_contain_text("Entwurf gespeichert um", timeout=GEDULD)


def werte(reisende, art, spalte):
    fields = reisende.page.locator(f'[name^="{art}-"][name$="-{spalte}"]').all()
    return [field.input_value() for field in fields]


def test_ein_fall_entsteht_allein_mit_der_tastatur(reise, welt):
    fatma = reise("Fatma")
    fatma.geht(f"/fallrekonstruktionen/{welt.fallwerkstatt.id}/anlegen")
    hand = Tastatur(fatma)
    hand.bis("titel").tippt("Warten zwischen zwei Stellen").drueckt("Enter")
    fatma.page.wait_for_url(re.compile("/bearbeiten$"))
    fatma.schaut()

    hand.bis("stationen-0-institutionstyp").tippt("Sozialamt").drueckt("Tab").tippt("AsylbLG")
    hand.bis("stationen-0-geschehen").tippt("Bescheid kam").drueckt("Enter")
    assert hand.feld == "stationen-1-geschehen", "Eingabe führt in dieselbe Spalte der nächsten Zeile"
    hand.tippt("Antrag").drueckt("Shift+Enter").tippt("liegt").drueckt("Enter", "Enter")
    assert hand.feld == "stationen-3-institutionstyp", "in der letzten Zeile entsteht eine neue"
    hand.tippt("Jobcenter").drueckt("Tab").tippt("SGB II")
    hand.bis("stationen-3-geschehen").tippt("Zuletzt")

    hand.drueckt("Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp")
    assert werte(fatma, "stationen", "geschehen") == ["Zuletzt", "Bescheid kam", "Antrag\nliegt", ""]
    hand.drueckt("Alt+Shift+ArrowDown")
    assert hand.feld == "stationen-1-geschehen"

    hand.drueckt("Alt+Shift+Delete")
    fatma.liest("Station 2 entfernt.")
    assert (hand.feld, werte(fatma, "stationen", "geschehen")) == ("zeile", ["Bescheid kam", "Antrag\nliegt", ""])
    hand.drueckt("Enter")
    assert werte(fatma, "stationen", "geschehen") == ["Bescheid kam", "Zuletzt", "Antrag\nliegt", ""]

    fatma.page.get_by_role("button", name="Station 1 – hier bricht es").focus()
    hand.drueckt("Enter")
    assert werte(fatma, "bruchstellen", "nach_station") == ["1", "", ""]
    assert hand.feld == "bruchstellen-0-ursache"
    hand.tippt("Rechtskreis").drueckt("Tab").tippt("Wohnen")
    gesichert(fatma)
    fatma.schaut()
    fatma.page.get_by_role("button", name="Bearbeiten").last.focus()
    hand.drueckt("Enter")
    fatma.page.wait_for_url(re.compile(r"/F-[\d-]+$"))

    fatma.liest("Bruch 1: Rechtskreiswechsel").liest("3").schaut()
    session().rollback()  # what this test read before is older
    fall = session().query(Fallrekonstruktion).one()
    assert [(s.position, s.geschehen) for s in fall.stationen] == [
        (1, "Bescheid kam"),
        (2, "Zuletzt"),
        (3, "Antrag\nliegt"),
    ]
    bruch = fall.bruchstellen[0]
    assert (bruch.nach_station, str(bruch.von_rechtskreis), str(bruch.zu_rechtskreis)) == (1, "AsylbLG", "SGB II")
    assert session().query(Entwurf).count() == 0, "nach dem Speichern bleibt kein Entwurf"


def test_rueckgaengig_haengt_jede_bruchstelle_an_ihre_station_auch_wenn_sich_dazwischen_etwas_aendert(reise, welt):
    """The same as without script: what was chosen in between stays with its Station."""
    fall, fatma = neuer_fall(welt), reise("Fatma")
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten")
    fatma.fuellt(**{f"stationen-{n}-geschehen": text for n, text in enumerate(("Eins", "Zwei", "Drei"))})
    fatma.fuellt(**{"bruchstellen-0-nach_station": "1", "bruchstellen-1-nach_station": "3"})
    fatma.klickt("Station 1 entfernen")
    assert werte(fatma, "bruchstellen", "nach_station") == ["", "2", ""]

    fatma.klickt("Station 2 – hier bricht es").fuellt(**{"bruchstellen-1-nach_station": "1"}).klickt("Rückgängig")

    assert werte(fatma, "stationen", "geschehen") == ["Eins", "Zwei", "Drei"]
    assert werte(fatma, "bruchstellen", "nach_station") == ["3", "2", ""]

    fatma.klickt("Station 2 entfernen").fuellt(**{"bruchstellen-2-nach_station": "2"}).klickt("Rückgängig")
    assert werte(fatma, "bruchstellen", "nach_station") == ["3", "2", "3"]


def test_was_getippt_ist_uebersteht_den_absturz_der_seite(reise, welt):
    fall, fatma = neuer_fall(welt), reise("Fatma")
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten")
    fatma.page.locator("[name=stationen-0-geschehen]").press_sequentially("Noch nicht abgeschickt")
    fatma.page.locator("[name=stationen-2-geschehen]").press_sequentially("Dritte Zeile")
    gesichert(fatma)

    fatma.page.close()
    fatma.page = fatma.context.new_page()
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten").liest("Hier steht Ihr Entwurf")

    assert werte(fatma, "stationen", "geschehen") == ["Noch nicht abgeschickt", "", "Dritte Zeile"]
    fatma.klickt("Entwurf verwerfen").liest("Der Entwurf ist verworfen.")
    assert werte(fatma, "stationen", "geschehen") == ["", "", ""]


def test_ohne_netz_steht_es_da_und_danach_wird_es_nachgeholt(reise, welt):
    fall, fatma = neuer_fall(welt), reise("Fatma")
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten")
    fatma.context.set_offline(True)
    fatma.page.locator("[name=schilderung]").fill("Im Funkloch")
    expect(stand(fatma)).to_contain_text("nicht gespeichert", timeout=GEDULD)
    fatma.context.set_offline(False)
    fatma.page.locator("[name=schilderung]").fill("Im Funkloch und wieder da")
    gesichert(fatma)

    assert ["schilderung", "Im Funkloch und wieder da"] in session().query(Entwurf).one().felder


@pytest.fixture
def uhr(reise, welt):
    """Fatma at the form of a case; her clock goes only as far as the test lets it. What she sent to keep is counted."""
    fall, fatma = neuer_fall(welt), reise("Fatma")
    ziel = f"/fallrekonstruktionen/{fall.nummer}/bearbeiten"
    fatma.page.clock.install(time="2026-11-23T08:00:00")
    fatma.geht(ziel)
    fatma.page.clock.pause_at("2026-11-23T09:00:00")
    fatma.gesichert = []
    fatma.page.on("request", lambda one: fatma.gesichert.append(one) if one.method == "POST" and ziel in one.url else 0)
    return fatma


def tippt_und_wartet(reisende, text, antwort):
    reisende.page.locator("[name=schilderung]").fill(text)
    reisende.page.clock.fast_forward(1200)
    expect(stand(reisende)).to_contain_text(antwort, timeout=GEDULD)


def test_was_abgelehnt_ist_wird_erst_nach_der_naechsten_taste_wieder_gesendet(uhr):
    tippt_und_wartet(uhr, "Sie ist unter 0221 4711222 zu erreichen.", "ersetzt oder begründet haben: Schilderung")
    uhr.page.clock.fast_forward(60_000)

    tippt_und_wartet(uhr, "Sie ist nicht zu erreichen.", "Entwurf gespeichert um")

    assert len(uhr.gesichert) == 2


@pytest.mark.parametrize(
    ("status", "satz"),
    [
        (403, "Entwurf nicht gespeichert. Ihr Text steht noch hier."),
        (303, "Sie sind abgemeldet."),
        (503, "Der Server antwortet nicht."),
    ],
)
def test_warum_nichts_gespeichert_ist_steht_richtig_da(uhr, status, satz):
    antwort = {"status": status, "headers": {"Location": "/anmelden"} if status == 303 else {}}
    uhr.page.route("**/bearbeiten", lambda route: route.fulfill(**antwort))

    tippt_und_wartet(uhr, "Noch da", satz)


def test_beim_verlassen_geht_auch_ein_langer_text_nicht_verloren(uhr):
    """A browser keeps no request alive whose body is above 64 KiB: it would refuse to send it at all."""
    uhr.page.evaluate(
        "() => { const field = document.querySelector('[name=schilderung]'); field.value = 'lang '.repeat(16000);"
        " field.dispatchEvent(new Event('input', {bubbles: true}));"
        " Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )

    gesichert(uhr)
    assert len(session().query(Entwurf).one().felder) > 1


def test_ohne_javascript_geht_alles_mit_knoepfen(reise, welt):
    fall, fatma = neuer_fall(welt), reise("Fatma", javascript=False)
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten")
    fatma.fuellt(**{"stationen-0-institutionstyp": "Sozialamt", "stationen-0-geschehen": "Erste"})
    fatma.fuellt(**{"stationen-1-geschehen": "Zweite"})
    fatma.klickt("Station hinzufügen").fuellt(**{"stationen-3-geschehen": "Vierte"})
    fatma.klickt("Station 4 nach oben").klickt("Station 2 entfernen").liest("Station 2 entfernt.")
    fatma.klickt("Rückgängig").klickt("Station 1 – hier bricht es")
    assert werte(fatma, "bruchstellen", "nach_station")[0] == "1"
    fatma.klickt("Entwurf speichern").liest("Entwurf gespeichert um")

    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/bearbeiten").liest("Hier steht Ihr Entwurf")

    assert werte(fatma, "stationen", "geschehen") == ["Erste", "Zweite", "Vierte", ""]


@pytest.mark.parametrize("breite", [360, 1280])
def test_der_weg_ist_auf_dem_telefon_und_am_bildschirm_zu_lesen(reise, welt, breite):
    fall, fatma = zwei_brueche(welt), reise("Fatma", breite=breite)
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}")

    bilder = [one for one in fatma.page.locator("svg.kf-weg").all() if one.is_visible()]
    assert len(bilder) == 1
    box = bilder[0].bounding_box()
    assert (box["height"] > box["width"]) == (breite == 360)
    # Every label lies inside of the drawing.
    outside = bilder[0].evaluate(
        "svg => [...svg.querySelectorAll('text')].filter(t => { const b = t.getBBox(), v = svg.viewBox.baseVal;"
        " return b.x < 0 || b.y < 0 || b.x + b.width > v.width || b.y + b.height > v.height }).map(t => t.textContent)"
    )
    assert outside == []
    assert "Danach Bruchstelle 2" in bilder[0].locator("desc").text_content()


def test_die_zweite_person_prueft_neben_der_zeichnung(reise, welt):
    fall = voller_fall(welt)
    fatma = reise("Fatma")
    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}/einreichen").fuellt(anonymitaet="anonym").klickt(
        "Einreichen", rolle="button"
    )
    finn = reise("Finn")
    finn.geht(f"/fallrekonstruktionen/{fall.nummer}/freigeben").liest("Der Weg durch die Stellen")
    finn.klickt("Zurückgeben").fuellt(begruendung="Der Ort ist zu genau.").klickt("Zurückgeben", rolle="button")

    fatma.geht(f"/fallrekonstruktionen/{fall.nummer}").liest("Der Ort ist zu genau.")
    session().refresh(fall)
    assert fall.status is FallStatus.ENTWURF
