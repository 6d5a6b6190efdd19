"""Pages of reports: a draft that is written on the page, figures that lead to what they count, files that stay."""

from tests.bauen.themen import neues_thema

DIESES_JAHR = {"art": "sachbericht", "von": "2026-01-01", "bis": "2026-12-31", "stichtag": "", "titel": ""}


def test_ein_bericht_entsteht_wird_geschrieben_und_abgeschlossen(browser, welt, kora):
    neues_thema(welt, titel="Anschlussversicherung")
    besuch = browser(kora)
    assert "Noch kein Bericht" in besuch.get("/berichte/").text

    ziel = besuch.absenden("/berichte/anlegen", **DIESES_JAHR).ziel
    assert ziel == "/berichte/R-2026-001"
    assert "Sachbericht Kommunales Integrationsmanagement 2026" in besuch.get(ziel).text
    assert "Anschlussversicherung" in besuch.get(f"{ziel}/zahlen/themen.aufgenommen").text
    assert "Ihre Worte: Schnittstellen zu anderen Programmen" in besuch.get(ziel).text

    besuch.absenden(f"{ziel}/abschnitte/ausblick/schreiben", text="Mehr Sprachkurse am Abend.")
    besuch.absenden(f"{ziel}/abschliessen")

    seite = besuch.get(ziel)
    assert "Sprachkurse am Abend" in seite.text
    assert "Prüfsumme" in seite.text
    for format in ("docx", "odt"):
        assert besuch.get(f"{ziel}/datei/{format}").status == 200
