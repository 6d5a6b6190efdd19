"""Headers and cookie on every kind of answer (ZUSAGEN K1–K5)."""

import base64
import json
import zlib

import pytest
from sqlalchemy.exc import OperationalError

from kimflow import config, create_app
from kimflow.config import Settings
from kimflow.db import extension
from kimflow.permissions import Permission
from kimflow.web.headers import CSP
from tests.besetzung import PASSWORT

STATISCH = "/static/css/kimflow.css"


def antworten(browser, person):
    """One answer of every kind: page, part, redirect, refusal, error, static file, link, health."""
    mein, niemand = browser(person), browser()
    token = mein._token()
    c, n = mein.client, niemand.client
    return {
        "Seite": c.get("/institutionen/"),
        "Teil": c.get("/institutionen/anlegen", headers={"HX-Request": "true", "HX-Request-Type": "partial"}),
        "HEAD": c.head("/institutionen/"),
        "OPTIONS": c.options("/institutionen/"),
        "Weiterleitung": n.get("/institutionen/"),
        "Anmeldung": n.get("/anmelden"),
        "Passwort": n.get("/passwort_vergessen"),
        "öffentlich": n.get("/impressum"),
        "400": c.post("/institutionen/anlegen", data={}),
        "401": n.post("/institutionen/anlegen", data={"csrf_token": niemand._token()}),
        "403": c.get("/themen/"),
        "404": c.get("/gibt-es-nicht"),
        "405": c.delete("/institutionen/", headers={"X-CSRFToken": token}),
        "410": n.get("/link/erfunden/passwort_neu"),
        "413": c.post("/institutionen/anlegen", data=b"x" * (13 * 1024 * 1024), content_type="text/plain"),
        "422": c.post("/institutionen/anlegen", data={"csrf_token": token}),
        "statisch": n.get(STATISCH, buffered=True),
        "statisch 404": n.get("/static/gibt-es-nicht.css"),
        "healthz": n.get("/healthz"),
        "Abmelden": c.post("/abmelden", data={"csrf_token": token}),
    }


def test_jede_antwort_traegt_die_strenge_csp(browser, ada):
    """K1 P0: on every answer, errors included; no nonce, no inline."""
    for art, antwort in antworten(browser, ada).items():
        assert antwort.headers.get("Content-Security-Policy") == CSP, art
    assert CSP == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )


def test_auch_ein_absturz_traegt_alle_kopfzeilen(app, browser, ada):
    """K1 P0, K2 P0: 500 and 503 too."""
    for fehler, status in ((ZeroDivisionError(), 500), (OperationalError("x", {}, Exception("locked")), 503)):

        def bricht(fehler=fehler):
            raise fehler

        vorher, app.view_functions["seiten.hilfe"] = app.view_functions["seiten.hilfe"], bricht
        try:
            antwort = browser(ada).client.get("/hilfe")
        finally:
            app.view_functions["seiten.hilfe"] = vorher
        assert antwort.status_code == status
        assert antwort.headers["Content-Security-Policy"] == CSP
        assert antwort.headers["Cache-Control"] == "no-store"


def test_die_uebrigen_kopfzeilen_stehen_ueberall(browser, ada):
    """K2 P0: nosniff, Referrer-Policy, Permissions-Policy, COOP, no versions, no CORS, charset."""
    for art, antwort in antworten(browser, ada).items():
        kopf = antwort.headers
        assert kopf["X-Content-Type-Options"] == "nosniff", art
        assert kopf["Referrer-Policy"] == "same-origin", art
        assert "camera=()" in kopf["Permissions-Policy"], art
        assert kopf["Cross-Origin-Opener-Policy"] == "same-origin", art
        assert "Access-Control-Allow-Origin" not in kopf, art
        assert "X-Powered-By" not in kopf, art
        assert "Strict-Transport-Security" not in kopf, art
        if kopf.get("Content-Type", "").startswith("text/"):
            assert "charset=utf-8" in kopf["Content-Type"], art


def test_hinter_tls_gilt_hsts_und_das_cookie_ist_an_den_rechner_gebunden(datenbank):
    """K2 P0, K3 P0: HSTS for a year; __Host-, Secure, HttpOnly, SameSite=Lax."""
    before = config.current()
    try:
        app = create_app(
            Settings(
                umgebung="test",
                datenbank=datenbank.app.config["SQLALCHEMY_DATABASE_URI"],
                geheimnis="y" * 64,
                basis_url="https://kimflow.example",
            )
        )
        antwort = app.test_client().get("/anmelden", base_url="https://kimflow.example")
        with app.app_context():
            extension.engine.dispose()
    finally:
        config.use(before)

    assert antwort.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = antwort.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kimflow=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


def _lesbar(cookie):
    """What anybody can read in a signed Flask cookie."""
    teil = cookie.lstrip(".").split(".")[0]
    roh = base64.urlsafe_b64decode(teil + "=" * (-len(teil) % 4))
    return json.loads(zlib.decompress(roh) if cookie.startswith(".") else roh)


def test_im_cookie_steht_nichts_lesbares(browser, welt):
    """K3 P0: a random key, a token, and the name of an act that just happened; no person, no role, no text."""
    mein = browser()
    mein.post("/anmelden", {"mail": "kora@musterkreis.example", "passwort": PASSWORT}, status=303)
    typ = welt.vokabel("institutionstyp", "Sozialamt")
    mein.absenden("/institutionen/anlegen", name="Kreissportbund", kurzname="KSB", typ=str(typ.id))

    inhalt = _lesbar(mein.client.get_cookie("kimflow").value)

    assert set(inhalt) <= {"_user_id", "_fresh", "_id", "csrf_token", "_flashes"}
    assert len(inhalt["_user_id"]) == 43
    flashes = json.dumps(inhalt["_flashes"])
    assert any(permission.value in flashes for permission in Permission)
    for wort in ("Kora", "musterkreis", "Kreissportbund", "KSB", "koordination"):
        assert wort not in json.dumps(inhalt)


def test_nur_unveraenderliche_dateien_darf_der_browser_behalten(browser, ada):
    """K4 P0: no-store on every page, part and error; static files are public, immutable and set no cookie."""
    for art, antwort in antworten(browser, ada).items():
        if art == "statisch":
            assert "immutable" in antwort.headers["Cache-Control"]
            assert "Set-Cookie" not in antwort.headers
        else:
            assert antwort.headers["Cache-Control"] == "no-store", art


def test_beim_abmelden_raeumt_der_browser_auf(browser, ada):
    """K4 P0: Clear-Site-Data at logout."""
    assert antworten(browser, ada)["Abmelden"].headers["Clear-Site-Data"] == '"cache", "storage"'


def test_healthz_sagt_nur_dass_es_geht(browser):
    antwort = browser().client.get("/healthz")

    assert (antwort.status_code, antwort.text, antwort.mimetype) == (200, "ok\n", "text/plain")


OEFFENTLICH = ("/impressum", "/datenschutz", "/barrierefreiheit", "/hilfe", "/anmelden", "/link/x/passwort_neu")


@pytest.mark.parametrize("seite", OEFFENTLICH)
def test_keine_seite_laedt_etwas_von_fremden(browser, seite):
    """K5 P0: nothing on a page is fetched from another host."""
    for e in browser().get(seite).elemente:
        for attribut in ("src", "action", "hx-get", "hx-post"):
            assert "//" not in e.attrs.get(attribut, ""), e
        if e.name == "link":
            assert e.attrs["href"].startswith("/static/"), e


@pytest.mark.parametrize("seite", ["/anmelden", "/passwort_vergessen", "/konto/passwort", "/institutionen/anlegen"])
def test_head_antwortet_wie_get(browser, ada, seite):
    """I11 P0: HEAD is never taken for a form that was sent."""
    mein = browser(ada) if seite.startswith(("/konto", "/inst")) else browser()

    assert mein.client.head(seite).status_code == mein.client.get(seite).status_code == 200
