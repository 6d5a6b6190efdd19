"""From a case to the effect and back, by clicking: on a phone, by keyboard, without JavaScript, seen by axe."""

from kimflow import clock
from tests.bauen.wirkungscheck import HEUTE, bricht_weiter
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende


def _mit_der_tastatur(reisende: Reisende, text: str) -> None:
    """Tab to the link of this name and follow it by Enter."""
    for _ in range(120):
        reisende.page.keyboard.press("Tab")
        if text in (reisende.page.evaluate("document.activeElement.innerText") or ""):
            with reisende.page.expect_navigation():
                reisende.page.keyboard.press("Enter")
            reisende.schaut()
            return
    raise AssertionError(f"„{text}“ ist mit der Tastatur nicht zu erreichen.")


def test_am_telefon_vom_thema_zur_wirkung_und_zurueck_zum_fall(reise: Anmelden, welt: Welt) -> None:
    with clock.turned_to(HEUTE):
        thema, (massnahme,) = bricht_weiter(welt)
        fall = thema.grundlagen[0].bruchstelle.fall.nummer
        kora = reise("Kora", breite=360, finger=True)

        kora.geht("/").klickt(thema.nummer, genau=False).liest("Bricht weiter").liest("das Thema wieder aufnehmen")
        bild = kora.page.locator("svg[role=img]").bounding_box()
        assert bild
        assert bild["width"] <= 360
        kora.geht(f"/themen/{thema.nummer}").klickt(massnahme.nummer, genau=False).liest("Vom Fall zur Wirkung")
        kora.klickt(fall, genau=False).liest("Bruchstelle").liest(f"Grundlage von {thema.nummer}")
        kora.klickt(thema.nummer, genau=False).klickt("Wirkungscheck").liest("3/2025")


def test_mit_der_tastatur_von_der_massnahme_zum_wirkungscheck(reise: Anmelden, welt: Welt) -> None:
    with clock.turned_to(HEUTE):
        _, (massnahme,) = bricht_weiter(welt)
        kora = reise("Kora").geht(f"/massnahmen/{massnahme.nummer}")

        _mit_der_tastatur(kora, "Wirkungscheck: Bricht es noch?")
        kora.liest("Bricht weiter")
        _mit_der_tastatur(kora, "Wirkungscheck des Themas")

        assert kora.pfad == f"/themen/{massnahme.thema.nummer}/wirkung"


def test_ohne_javascript_und_ohne_recht_auf_faelle(reise: Anmelden, welt: Welt) -> None:
    with clock.turned_to(HEUTE):
        thema, _ = bricht_weiter(welt)
        mats = reise("Mats", javascript=False)

        mats.geht(f"/themen/{thema.nummer}").liest("Freigegebene Bruchstellen: < 5").klickt("Bricht es noch?")
        mats.liest("Bricht weiter").liest("5 oder mehr")

        assert "3/2025" not in mats.text
        assert not mats.page.locator("svg[role=img]").count()


def test_ohne_javascript_wird_das_thema_wieder_aufgenommen(reise: Anmelden, welt: Welt) -> None:
    with clock.turned_to(HEUTE):
        thema, _ = bricht_weiter(welt)
        kora = reise("Kora", javascript=False).geht(f"/themen/{thema.nummer}/wirkung")

        kora.klickt("Wieder aufnehmen").fuellt(begruendung="Es bricht weiter.")
        kora.klickt("Wieder aufnehmen", rolle="button").liest("gesammelt")
