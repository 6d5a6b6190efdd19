"""Logs hold what helps to investigate and nothing about anybody (ZUSAGEN L1)."""

import logging
from dataclasses import replace

import pytest
from sqlalchemy import text

from kimflow import config
from kimflow.db import session

VOGEL = "kanarienvogel"


@pytest.fixture
def produktion():
    before = config.current()
    config.use(replace(before, umgebung="produktion"))
    yield
    config.use(before)


@pytest.mark.parametrize("grund", ["ausnahme", "datenbank", "kette"])
def test_ein_absturz_verraet_nicht_was_getippt_wurde(app, browser, ada, produktion, caplog, grund):
    """L1 P0: text, search word and database values stay out of the log; the number is in page and log."""
    caplog.set_level(logging.DEBUG)

    def bricht():
        if grund == "datenbank":
            session().execute(text("SELECT * FROM person WHERE gibtesnicht = :x"), {"x": VOGEL})
        if grund == "kette":
            try:
                raise ValueError(VOGEL)
            except ValueError as first:
                raise KeyError(VOGEL) from first
        raise RuntimeError(VOGEL)

    before, app.view_functions["seiten.hilfe"] = app.view_functions["seiten.hilfe"], bricht
    try:
        seite = browser(ada).get(f"/hilfe?suche={VOGEL}", pruefen=False)
    finally:
        app.view_functions["seiten.hilfe"] = before

    assert seite.status in (500, 503)
    assert VOGEL not in caplog.text.replace("bricht", "")
    assert VOGEL not in seite.text
    assert seite.eins("strong", class_="kf-kennung").text in caplog.text
    assert "test_logs.py" in caplog.text


def test_auch_eine_abgewiesene_eingabe_steht_nicht_im_log(browser, ada, produktion, caplog):
    """L1 P0: refusals too."""
    caplog.set_level(logging.DEBUG)
    mein = browser(ada)

    mein.post("/personen/anlegen", {"name": VOGEL, "mail": f"{VOGEL}@x"}, status=422)
    mein.post("/personen/anlegen", {"name": VOGEL}, token=False, headers={"Origin": "http://localhost"}, status=400)
    mein.get(f"/personen/?suche={VOGEL}", status=200)
    mein.get(f"/{VOGEL}", status=404)

    assert VOGEL not in caplog.text


def test_eine_logzeile_laesst_sich_nicht_faelschen(browser, caplog):
    """I12: CR, LF and ESC in what is sent never become a second line of the log."""
    caplog.set_level("INFO")
    niemand = browser()

    niemand.post("/anmelden", {"mail": "a\r\nERROR gefälscht\x1b[2J@b.example", "passwort": "x" * 20}, pruefen=False)
    niemand.get("/themen/%0d%0aERROR%20gefälscht", pruefen=False)

    lines = [record.getMessage() for record in caplog.records]
    assert lines, "nichts geschrieben, nichts geprüft"
    assert not [line for line in lines if any(sign in line for sign in "\r\n\x1b")]
    assert not [line for line in lines if "gefälscht" in line]
