"""No typed text is lost (ZUSAGEN E3): five situations, each gives the text back to read and to send."""

import sqlite3
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from kimflow import clock, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.web import aufheben
from tests.besetzung import PASSWORT
from tests.browser import Seite

VON_HIER = {"Origin": "http://localhost"}
URL = "/einstellungen/text.impressum/bearbeiten"
TEXT = ("Zeile mit Umlauten äöüß, „Zitat“ & <b>Zeichen</b>\n" * 120).strip()


def getippt(browser, **kw):
    """The fields of an opened form, with 5,000 characters typed into it."""
    assert len(TEXT) > 5000
    seite = browser.get(URL, status=200)
    return {"wert": TEXT, "version": seite.feld("version"), "marke": seite.feld("marke")} | kw


def senden(browser, daten, **kw):
    return browser.post(URL, daten, headers=VON_HIER, **kw)


def sendeformular(seite):
    return next(e for e in seite.alle("form") if "data-ungespeichert" in e.attrs)


def verborgen(seite):
    """The hidden fields of the form that sends everything once more."""
    inside = seite.elemente[seite.elemente.index(sendeformular(seite)) :]
    return {e.attrs["name"]: e.attrs["value"] for e in inside if e.name == "input" and e.attrs["type"] == "hidden"}


def noch_einmal(browser, seite):
    """Press "Noch einmal senden"."""
    return browser.post(sendeformular(seite).attrs["action"], verborgen(seite), token=False)


def gespeichert():
    return queries.vokabeln.einstellung("text.impressum")


@contextmanager
def ohne_antwort(statement):
    """The database does not answer to this kind of statement."""

    def fail(conn, cursor, sql, *rest):
        if sql.startswith(statement):
            raise OperationalError(sql, {}, sqlite3.OperationalError("database is locked"))

    event.listen(extension.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(extension.engine, "before_cursor_execute", fail)


@pytest.fixture
def ada_browser(browser, ada):
    return browser(ada)


def anmelden(browser, seite, wer="ada"):
    return browser.post(
        "/anmelden",
        {"mail": f"{wer}@musterkreis.example", "passwort": PASSWORT, "aufgehoben": seite.feld("aufgehoben")},
    )


def test_nach_ablauf_der_sitzung(ada_browser):
    """E3 P0: POST after the session expired; sign in, see everything, send it with one button."""
    daten = getippt(ada_browser)
    with clock.turned_to(clock.now() + timedelta(minutes=61)):
        abgewiesen = senden(ada_browser, daten, status=401)
        assert "Zeile mit Umlauten äöüß" in abgewiesen.text
        assert gespeichert() == ""

        wieder_da = anmelden(ada_browser, abgewiesen)
        assert wieder_da.status == 200
        assert "Ihre Eingaben sind noch da" in wieder_da.text
        assert verborgen(wieder_da)["marke"] == daten["marke"]

        assert noch_einmal(ada_browser, wieder_da).status == 303
    assert gespeichert() == TEXT


def test_nach_dem_abmelden_in_einem_anderen_fenster(ada_browser):
    """E3 P0: logout elsewhere took the CSRF token with it; an own page is still believed."""
    daten = getippt(ada_browser, csrf_token=ada_browser._token())
    ada_browser.post("/abmelden", status=303)

    abgewiesen = senden(ada_browser, daten, token=False, status=401)
    wieder_da = anmelden(ada_browser, abgewiesen)

    assert noch_einmal(ada_browser, wieder_da).status == 303
    assert gespeichert() == TEXT


def test_nach_einer_neuen_anmeldung_in_einem_anderen_fenster(ada_browser):
    """E3 P0: signed in anew, the old page's token is void; the text is there with a fresh one."""
    daten = getippt(ada_browser, csrf_token="veraltet")

    abgewiesen = senden(ada_browser, daten, token=False, status=400)

    assert "Ihre Eingaben sind noch da" in abgewiesen.text
    assert noch_einmal(ada_browser, abgewiesen).status == 303
    assert gespeichert() == TEXT


def test_waehrend_die_datenbank_nicht_antwortet(ada_browser):
    """E3 P0: during 503 the text stays on the page and can be sent once more."""
    daten = getippt(ada_browser)
    with ohne_antwort("UPDATE einstellung"):
        abgewiesen = senden(ada_browser, daten, status=503)

    assert abgewiesen.headers["Retry-After"]
    assert noch_einmal(ada_browser, abgewiesen).status == 303
    assert gespeichert() == TEXT


def test_bei_einer_falschen_angabe(ada_browser):
    """E3 P0: with a validation error the text stands in its field."""
    seite = senden(ada_browser, getippt(ada_browser, wert=TEXT * 5), status=422)

    assert seite.feld("wert") == TEXT * 5


def test_wenn_die_datei_daneben_zu_gross_ist(ada_browser):
    """E3 P0: a 413 of the attachment; the text before it comes back, nothing else is read."""
    felder = getippt(ada_browser, csrf_token=ada_browser._token())
    teile = [f'--grenze\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in felder.items()]
    datei = '--grenze\r\nContent-Disposition: form-data; name="datei"; filename="gross.pdf"\r\n\r\n'
    inhalt = "".join([*teile, datei]).encode() + b"x" * (13 * 1024 * 1024) + b"\r\n--grenze--\r\n"

    antwort = ada_browser.client.post(
        URL, data=inhalt, content_type="multipart/form-data; boundary=grenze", headers=VON_HIER
    )
    abgewiesen = Seite(antwort)

    assert abgewiesen.status == 413
    assert noch_einmal(ada_browser, abgewiesen).status == 303
    assert gespeichert() == TEXT


def test_was_eine_fremde_seite_schickt_wird_nicht_aufgehoben(ada_browser):
    """E3 P0, I11 P0: no button that would send what a stranger wrote."""
    seiten = [
        ada_browser.post(URL, {"wert": "untergeschoben"}, token=False, headers=kopf, status=400)
        for kopf in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {})
    ]

    assert not any("untergeschoben" in seite.html for seite in seiten)


def test_passwoerter_werden_nicht_aufgehoben(browser, ada):
    """E3 P0: neither password nor token stands in the kept fields."""
    mein = browser(ada)
    daten = {
        "passwort_bisher": "geheim eins",
        "passwort": "geheim zwei",
        "passwort_wiederholt": "geheim drei",
        "a": "b",
    }

    seite = mein.post("/konto/passwort", daten | {"csrf_token": "alt"}, token=False, headers=VON_HIER, status=400)

    assert "geheim" not in seite.html


def test_ein_gefaelschtes_siegel_oeffnet_nichts(browser, app):
    """E3 P0: nobody puts words into somebody's sign-in."""
    mein = browser()
    antwort = mein.post(
        "/anmelden", {"mail": "ada@musterkreis.example", "passwort": PASSWORT, "aufgehoben": "eyJ4Ijox.aaaa.bbbb"}
    )

    assert antwort.status == 303


def test_nach_einem_tag_ist_das_siegel_verfallen(app):
    """E3 P0: kept for a day at most."""
    with app.test_request_context():
        gut = aufheben.Aufgehoben("/konto/passwort", (("a", "b"),)).versiegelt()
        assert aufheben.oeffnen(gut) is not None
        aufheben.EINEN_TAG, vorher = -1, aufheben.EINEN_TAG
        try:
            assert aufheben.oeffnen(gut) is None
        finally:
            aufheben.EINEN_TAG = vorher


def test_htmx_bekommt_die_anmeldung_als_teil_mit_den_eingaben(ada_browser):
    """E3 P0: the same for what htmx sends."""
    daten = getippt(ada_browser)
    with clock.turned_to(clock.now() + timedelta(minutes=61)):
        teil = ada_browser.post(URL, daten, htmx=True, status=401)

    assert "<html" not in teil.html
    assert teil.feld("aufgehoben")


def test_auch_eine_linkseite_verliert_nichts(browser, mats):
    """E3 P0: a page opened by a link has no session to lose, only its token; the link is not used up."""
    with transaction():
        raw = workflow.einzellinks.ausstellen(session().merge(mats), "passwort_neu", None, timedelta(hours=1))
    url = f"/link/{raw}/passwort_neu"

    seite = browser().post(url, {"hinweis": "schon getippt"}, token=False, headers=VON_HIER)

    assert "schon getippt" in seite.text
    assert browser().get(url).status == 200
