"""Anti-forgery on every state change (ZUSAGEN I11), and refusals that look like refusals (D12)."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import false, select, text

from kimflow import clock, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Anmeldung, Ereignis, Ereignistext
from kimflow.permissions import Permission

BEISPIEL = {"int": "1", "default": "x", "path": "x", "string": "x"}


def _seiten(app, method):
    """Every (endpoint, example address) that takes this method."""
    for rule in app.url_map.iter_rules():
        if method in rule.methods:
            example = re.sub(r"<(?:([^<>:]+):)?\w+>", lambda m: BEISPIEL.get(m[1] or "default", "odt"), rule.rule)
            yield rule.endpoint, example


def zustand():
    """A digest of every table but when a session was last used, what was taken along, and the misses a brake counts."""
    taken = select(Ereignis.lfd).where(Ereignis.akt == Permission.EXPORT_VERMERKEN)
    passed_over = {"ereignis": Ereignis.lfd.in_(taken), "ereignistext": Ereignistext.ereignis_lfd.in_(taken)}
    rows = []
    with extension.engine.connect() as connection:
        for table in extension.metadata.sorted_tables:
            if table.name == "anmeldeversuch":
                continue
            columns = [column for column in table.columns if column.name != "zuletzt_am"]
            found = select(*columns).where(~passed_over.get(table.name, false()))
            rows.append((table.name, sorted(map(repr, connection.execute(found)))))
    return hashlib.sha256(repr(rows).encode()).hexdigest()


FAELSCHUNGEN = ("ohne", "erfunden", "fremd", "fremde Seite", "fremde Seite, Sec-Fetch", "ohne Herkunft")


OHNE_FORMULAR = {"abbestellungen.abbestellen"}
"""A mail program sends it, which has no form of ours (RFC 8058): its token is the proof, here made up."""


@pytest.mark.parametrize("wie", FAELSCHUNGEN)
def test_ohne_echten_eigenen_token_von_einer_eigenen_seite_geschieht_nichts(app, browser, welt, wie):
    """I11 P0: missing, made-up, another user's, cross-origin – on every POST route, login and logout included."""
    mein, anderer = browser(welt.person("Kora")), browser(welt.person("Ada"))
    echt, fremd = mein._token(), anderer._token()
    token, kopf = {
        "ohne": (None, {}),
        "erfunden": ("IjEyMyI.aaaa.bbbb", {}),
        "fremd": (fremd, {}),
        "fremde Seite": (echt, {"Origin": "https://evil.example"}),
        "fremde Seite, Sec-Fetch": (echt, {"Sec-Fetch-Site": "cross-site"}),
        "ohne Herkunft": (echt, {"Origin": "null"}),
    }[wie]
    vorher = zustand()

    for endpoint, url in _seiten(app, "POST"):
        for htmx in ({}, {"HX-Request": "true"}):
            antwort = mein.client.post(url, data={"csrf_token": token} if token else {}, headers=kopf | htmx)
            refused = (400, 410) if endpoint in OHNE_FORMULAR else (400,)
            assert antwort.status_code in refused, endpoint

    assert zustand() == vorher
    assert mein.get("/konto").status == 200


def test_der_token_darf_im_kopf_stehen_wie_htmx_ihn_schickt(browser, kora):
    """I11 P0: htmx included."""
    mein = browser(kora)

    antwort = mein.client.post("/institutionen/anlegen", data={}, headers={"X-CSRFToken": mein._token()})

    assert antwort.status_code == 422


@pytest.mark.parametrize("wer", [None, "Kora", "Ada", "Finn"])
def test_ansehen_aendert_nichts(app, browser, welt, wer):
    """I11 P0: GET and HEAD change nothing but session last-seen and the log of exports."""
    mein = browser(welt.person(wer) if wer else None)
    vorher = zustand()

    with clock.turned_to(clock.now() + timedelta(minutes=2)):
        for _, url in _seiten(app, "GET"):
            for call in (mein.client.get, mein.client.head):
                antwort = call(url)
                assert antwort.status_code < 500, url
                antwort.close()

    assert zustand() == vorher


def test_jede_andere_methode_ist_nicht_vorgesehen(app, browser, ada):
    mein = browser(ada)
    kopf = {"X-CSRFToken": mein._token()}

    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        assert mein.client.open("/institutionen/", method=method, headers=kopf).status_code == 405


@pytest.mark.parametrize("wer", ["Kora", "Ada", "Mats", "Lena"])
def test_eine_verweigerung_ist_keine_freundliche_weiterleitung(app, browser, welt, wer):
    """D12 P0: refused is 403 or 404; a redirect elsewhere would count as acceptance."""
    mein = browser(welt.person(wer))
    for _, url in _seiten(app, "GET"):
        if url in ("/anmelden",):
            continue
        antwort = mein.client.get(url)
        assert antwort.status_code in (200, 304, 403, 404, 405, 410), f"{url}: {antwort.status_code}"
        antwort.close()


def test_wer_nicht_angemeldet_ist_wird_nur_beim_ansehen_zur_anmeldung_geschickt(app, browser):
    """D12 P0: a POST by nobody is 401 and no redirect."""
    niemand = browser()
    token = niemand._token()
    for endpoint, url in _seiten(app, "POST"):
        if getattr(app.view_functions[endpoint], "kimflow_right", None) is None:
            continue
        antwort = niemand.client.post(url, data={"csrf_token": token})
        assert antwort.status_code == 401, endpoint


# --- D7 -----------------------------------------------------------------------------------------------------------


def test_mit_der_rolle_geht_das_recht_bei_der_naechsten_anfrage(browser, kora, ada, welt):
    """D7 P0: role taken away while a session and an open page exist."""
    mein = browser(kora)
    mein.get("/institutionen/anlegen", status=200)
    with transaction():
        session().execute(text("DELETE FROM rolle WHERE person_id = :p"), {"p": kora.id})

    assert mein.get("/institutionen/anlegen").status == 403
    assert mein.post("/institutionen/anlegen", {"name": "X"}).status == 403


def test_nach_dem_act_ist_die_sitzung_selbst_zu_ende(browser, kora, ada):
    """D7 P0: sessions gone with the next request."""
    mein = browser(kora)
    mein.get("/konto", status=200)
    with transaction():
        kora, ada = session().merge(kora), session().merge(ada)
        workflow.personen.rolle_beenden(kora.rollen[0], ada, bis=clock.today() - timedelta(days=1))

    assert mein.get("/konto").status == 303


def test_wer_deaktiviert_wird_ist_mit_der_naechsten_anfrage_draussen(browser, kora, ada):
    """D7 P0: deactivated while an htmx page is open."""
    mein = browser(kora)
    mein.get("/institutionen/", status=200)
    with transaction():
        workflow.personen.deaktivieren(session().merge(kora), session().merge(ada))

    assert mein.get("/institutionen/").status == 303
    assert mein.client.get("/institutionen/anlegen", headers={"HX-Request": "true"}).headers["HX-Redirect"]
    assert mein.post("/institutionen/anlegen", {"name": "X"}).status == 401
    assert session().scalars(select(Anmeldung).where(Anmeldung.beendet_am.is_(None))).all() == []


def test_wenn_die_vertretung_endet_endet_die_sicht(browser, welt, kora):
    """D7 P0: the deputy's period ends while the session goes on."""
    vera = browser(welt.person("Vera"))
    vera.get("/themen/", status=200)
    with transaction():
        session().execute(
            text("UPDATE besetzung SET bis = :tag WHERE person_id = :p"),
            {"tag": (clock.today() - timedelta(days=1)).isoformat(), "p": welt.person("Vera").id},
        )

    assert vera.get("/themen/").status == 403
