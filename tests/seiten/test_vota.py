"""Page of the Votum vorab, and where it is read out."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Votum
from tests.bauen.gremien import neue_besetzung
from tests.bauen.sitzungen import eingeladene_sitzung, neuer_top

TEXT = "Wir sind für Wohnen."


def sitzung_von(top):
    return f"/sitzungen/{top.sitzung.nummer}"


def votum(top):
    return f"{sitzung_von(top)}/tops/{top.id}/votum"


def punkt(welt):
    return eingeladene_sitzung(welt).tops[0]


def knoepfe(page):
    return [e.attrs["href"] for e in page.alle("a", href=None) if e.attrs["href"].endswith("/votum")]


def test_am_punkt_der_tagesordnung_geht_es_zum_votum(browser, welt, mats):
    top = punkt(welt)
    page = browser(mats)
    assert knoepfe(page.get(sitzung_von(top))) == [votum(top)]

    antwort = page.absenden(votum(top), sitz=str(welt.sitz("Jobcenter Musterkreis").id), text=TEXT)

    assert antwort.ziel == f"{sitzung_von(top)}#top-{top.id}"
    assert TEXT in page.get(sitzung_von(top)).text


def test_wer_einen_sitz_hat_muss_ihn_nicht_waehlen(browser, welt, mats):
    """Vera and Mats fill one Sitz; it stands in the form."""
    top = punkt(welt)
    seite = browser(mats).get(votum(top), status=200)

    chosen = [e.attrs["value"] for e in seite.alle("option", selected=None)]
    assert chosen == [str(welt.sitz("Jobcenter Musterkreis").id)]


def test_wer_mehrere_sitze_hat_waehlt(browser, welt, mats):
    neue_besetzung(welt, wen=mats)
    top = punkt(welt)
    fuer = str(welt.sitz("AG Wohlfahrt").id)

    browser(mats).absenden(votum(top), sitz=fuer, text=TEXT)

    assert session().query(Votum).one().sitz_id == int(fuer)
    assert browser(mats).get(f"{votum(top)}?sitz={fuer}").feld("text") == TEXT


@pytest.mark.parametrize(
    ("wer", "status"), [("Kora", 403), ("Lena", 403), ("Bibi", 403), ("Paula", 404), ("Ada", 404), ("Emil", 404)]
)
def test_ohne_sitz_gibt_es_kein_votum(browser, welt, wer, status):
    browser(welt.person(wer)).get(votum(punkt(welt)), status=status)


def test_ein_fremder_sitz_steht_nicht_zur_wahl(browser, welt, mats):
    """D3 P0."""
    top = punkt(welt)

    antwort = browser(mats).absenden(
        votum(top), status=422, sitz=str(welt.sitz("Ausländerbehörde Musterkreis").id), text=TEXT
    )

    assert "angebotenen Möglichkeiten" in antwort.text
    assert session().query(Votum).count() == 0


def test_ein_anderer_punkt_einer_anderen_sitzung_ist_keiner(browser, welt, mats):
    """D3 P0: every id in the path is tested against the others."""
    top, anderer = punkt(welt), neuer_top(welt)

    browser(mats).get(f"{sitzung_von(top)}/tops/{anderer.id}/votum", status=404)


def test_zwei_vom_selben_sitz_ueberschreiben_sich_nicht_ungesehen(browser, welt, mats, vera):
    """E1 P0, E2 P0: what was typed stays, what was there is shown."""
    top, fuer = punkt(welt), str(welt.sitz("Jobcenter Musterkreis").id)
    fenster = browser(vera)
    leer = fenster.get(votum(top)).feld("zuletzt")
    browser(mats).absenden(votum(top), sitz=fuer, text=TEXT)

    antwort = fenster.post(votum(top), {"sitz": fuer, "text": "Nein.", "zuletzt": leer}, status=409)
    assert TEXT in antwort.text
    assert antwort.feld("text") == "Nein."

    fenster.absenden(votum(top), sitz=fuer, text="Nein.")
    assert session().query(Votum).one().text == "Nein."


def test_ein_erfundener_stand_ist_keiner(browser, welt, mats):
    """I2 P0."""
    top, fuer = punkt(welt), str(welt.sitz("Jobcenter Musterkreis").id)

    browser(mats).post(votum(top), {"sitz": fuer, "text": TEXT, "zuletzt": "gestern"}, status=422)
    browser(mats).post(votum(top), {"sitz": fuer, "text": TEXT, "zuletzt": "2026-01-01T10:00:00"}, status=303)


@pytest.mark.parametrize(("wer", "vorher", "danach"), [("Kora", True, True), ("Mia", True, True),
                                                       ("Bert", False, True), ("Lena", False, False)])  # fmt: skip
def test_erst_in_der_sitzung_hoeren_es_alle(browser, welt, mats, wer, vorher, danach):
    """Mia chairs the meetings of these tests."""
    top = punkt(welt)
    browser(mats).absenden(votum(top), sitz=str(welt.sitz("Jobcenter Musterkreis").id), text=TEXT)
    page = browser(welt.person(wer))
    assert (TEXT in page.get(sitzung_von(top), status=200).text) is vorher

    with transaction():
        workflow.sitzungen.eroeffnen(session().merge(top.sitzung), welt.person("Kora"))

    assert (TEXT in page.get(sitzung_von(top), status=200).text) is danach


def test_ein_votum_ist_text(browser, welt, mats):
    """I4 P0."""
    top = punkt(welt)
    browser(mats).absenden(
        votum(top), sitz=str(welt.sitz("Jobcenter Musterkreis").id), text="<script>alert(1)</script>"
    )

    assert "<script>alert" not in browser(mats).get(sitzung_von(top)).html
