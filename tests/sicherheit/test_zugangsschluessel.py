"""Keys for programs under attack: guessing, logs, cookies, lost rights, and what a round must not tell."""

import logging
import statistics
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmeldeversuch, Besetzung, Einstellung, Rolle, Stimmwort
from kimflow.web.schluesselzugang import JE_MINUTE
from kimflow.workflow.bremse import FEHLGRIFFE_JE_STUNDE
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, zustimmung
from tests.bauen.massnahmen import laufende_massnahme, vermehrt
from tests.bauen.themen import neues_thema
from tests.bauen.zugangsschluessel import Programm, adresse_von, neuer_kalender, neuer_zugang, schnittstelle_ein

API = "/api/v1/themen"


def tote(welt, mats, ada):
    """A key of each kind that opens nothing: revoked, expired, of a closed account, for something else, made up."""
    widerrufen, abgelaufen, fremd = (neuer_zugang(welt, name=name) for name in ("eins", "zwei", "drei"))
    kalender, geschlossen = neuer_kalender(welt), neuer_zugang(welt, "Mia")
    with transaction():
        workflow.zugangsschluessel.widerrufen(widerrufen, mats)
        abgelaufen.gueltig_bis = clock.today() - timedelta(days=1)
        workflow.personen.deaktivieren(session().merge(welt.person("Mia")), ada)
    assert fremd.gilt
    return [
        widerrufen.klartext,
        abgelaufen.klartext,
        geschlossen.klartext,
        kalender.klartext,
        "kf_erfunden",
        "x" * 3000,
    ]


def test_was_nichts_oeffnet_sieht_fuer_programme_gleich_aus(app, welt, mats, ada):
    """J5 P0: revoked, expired, closed, foreign and made up: the same bytes."""
    antworten = [Programm(app, one).fragen(API) for one in tote(welt, mats, ada)]

    assert {one.status_code for one in antworten} == {401}
    assert len({one.data for one in antworten}) == 1
    assert antworten[0].headers["WWW-Authenticate"].startswith("Bearer")
    assert Programm(app).fragen(API).data == antworten[0].data


def test_was_nichts_oeffnet_sieht_fuer_kalender_gleich_aus(app, welt, mats, ada):
    widerrufen, fremd, geschlossen = neuer_kalender(welt), neuer_zugang(welt), neuer_kalender(welt, "Mia")
    with transaction():
        workflow.zugangsschluessel.widerrufen(widerrufen, mats)
        workflow.personen.deaktivieren(session().merge(welt.person("Mia")), ada)
    antworten = [
        Programm(app).fragen(f"/kalender/{one}.ics")
        for one in (widerrufen.klartext, fremd.klartext, geschlossen.klartext, "erfunden", "x" * 3000, "%00", "ü")
    ]

    assert {one.status_code for one in antworten} == {404}
    assert len({one.data for one in antworten}) == 1


def test_die_zeit_der_antwort_verraet_nichts(app, welt, mats):
    """J5 P0: one statement decides for a revoked key as for one that never was."""
    schluessel = neuer_kalender(welt)
    with transaction():
        workflow.zugangsschluessel.widerrufen(schluessel, mats)

    def dauer(one):
        begun = time.perf_counter()
        Programm(app).fragen(f"/kalender/{one}.ics")
        return time.perf_counter() - begun

    dauer("warm")
    pairs = [(dauer(schluessel.klartext), dauer(f"erfunden{n}")) for n in range(15)]
    tot, erfunden = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert abs(tot - erfunden) < 0.04 or max(tot, erfunden) / min(tot, erfunden) < 1.5


def test_das_cookie_einer_anmeldung_oeffnet_die_schnittstelle_nicht(app, browser, kora):
    """No cookie accepted, none set; a key in the address is none either."""
    schnittstelle_ein()
    mein = browser(kora)

    for url in (API, f"{API}?schluessel=x", f"{API}?access_token=kf_x"):
        antwort = mein.client.get(url)
        assert antwort.status_code == 401
        assert "Set-Cookie" not in antwort.headers


def test_ein_schluessel_ist_keine_anmeldung(app, welt, browser):
    """D8 P0: used on every other road as session, header or link."""
    zugang, kalender = neuer_zugang(welt), neuer_kalender(welt)
    programm = Programm(app, zugang.klartext)
    for url in ("/", "/themen/", "/konto/schluessel/", "/massnahmen/liste.csv"):
        assert programm.fragen(url).status_code == 303
    for one in (zugang.klartext, kalender.klartext):
        fremd = browser()
        with fremd.client.session_transaction() as cookie:
            cookie["_user_id"] = one
        assert fremd.get("/konto").status == 303
        assert browser().get(f"/link/{one}/passwort_neu").status == 410


@pytest.mark.beide
def test_raten_wird_gebremst_und_sperrt_niemanden_aus(app, welt):
    """J4 P0: after so many misses from one network the next waits an hour; a living key opens all the while."""
    schluessel = neuer_kalender(welt)
    programm = Programm(app)
    programm.fragen("/kalender/daneben.ics")
    with transaction() as s:
        (zaehler,) = s.scalars(select(Anmeldeversuch))
        assert zaehler.fehlversuche == 1
        zaehler.fehlversuche = FEHLGRIFFE_JE_STUNDE - 1
    assert programm.fragen("/kalender/daneben.ics").status_code == 404

    gebremst = programm.fragen("/kalender/daneben.ics")

    assert gebremst.status_code == 429
    assert 0 < int(gebremst.headers["Retry-After"]) <= 3600
    assert programm.fragen(adresse_von(schluessel)).status_code == 200
    with app.app_context():
        anderswo = app.test_client().get(adresse_von(schluessel), environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert anderswo.status_code == 200
    with clock.turned_to(clock.now() + timedelta(hours=1)):
        assert programm.fragen(adresse_von(schluessel)).status_code == 200


def test_ein_richtiger_schluessel_zaehlt_nicht_als_fehlgriff(app, welt):
    schluessel = neuer_kalender(welt)
    for _ in range(3):
        assert Programm(app).fragen(adresse_von(schluessel)).status_code == 200

    assert session().scalars(select(Anmeldeversuch)).all() == []


def test_ein_programm_das_zu_schnell_fragt_wartet(app, welt):
    programm = Programm(app, neuer_zugang(welt).klartext)
    with clock.turned_to(clock.now() + timedelta(days=1)):
        antworten = [programm.fragen(f"{API}/T-1999-001") for _ in range(JE_MINUTE + 1)]
        assert Programm(app, neuer_zugang(welt, "Mia").klartext).fragen(API).status_code == 200
    assert [one.status_code for one in antworten] == [404] * JE_MINUTE + [429]
    assert antworten[-1].content_type.startswith("application/problem+json")
    assert 0 < int(antworten[-1].headers["Retry-After"]) <= 61


def test_aus_heisst_nichts_da(app, welt, kora):
    zugang = neuer_zugang(welt)
    assert Programm(app, zugang.klartext).fragen(API).status_code == 200
    with transaction() as s:
        s.scalars(select(Einstellung).where(Einstellung.schluessel == "schnittstelle.an")).one().wert = "nein"

    for url in (API, "/api/v1/openapi.json", "/api/v1/gibtesnicht", "/api/"):
        antwort = Programm(app, zugang.klartext).fragen(url)
        assert antwort.status_code == 404
        assert antwort.content_type.startswith("application/problem+json")


def test_ein_verlorenes_recht_ist_mit_der_naechsten_anfrage_fort(app, welt, mats):
    """D7 P0: the key stays, what it opens goes."""
    mat, lena = (Programm(app, neuer_zugang(welt, wer).klartext) for wer in ("Mats", "Lena"))
    neues_thema(welt)
    assert mat.json(API)["eintraege"]
    assert lena.json(API) == {"eintraege": [], "weiter": None}
    with transaction() as s:
        for zeile in (*s.scalars(select(Besetzung)), *s.scalars(select(Rolle)), *mats.zeichnungsberechtigungen):
            zeile.bis = clock.today() - timedelta(days=1)

    assert mat.fragen(API).status_code == 403
    assert lena.fragen(API).status_code == 403


def test_kein_schluessel_steht_in_einem_log_und_jeder_tag_hinterlaesst_eine_zeile(app, welt, caplog):
    """L1, M9: by number and once a day; the key, names and addresses never."""
    caplog.set_level(logging.DEBUG)
    zugang, kalender = neuer_zugang(welt), neuer_kalender(welt)
    programm = Programm(app, zugang.klartext)
    for tage in (0, 0, 1, 1):
        with clock.turned_to(clock.now() + timedelta(days=tage)):
            programm.fragen(API)
            programm.fragen(adresse_von(kalender))
    programm.fragen("/kalender/danebenGeraten.ics")

    lines = [one.getMessage() for one in caplog.records if one.name == "kimflow.schluessel"]
    assert lines == [
        f"Abruf, {zweck}, Schlüssel {id}, Person {welt.person('Mats').id}"
        for _ in range(2)
        for zweck, id in (("schnittstelle", zugang.id), ("kalender", kalender.id))
    ]
    for geheim in (zugang.klartext, kalender.klartext, "danebenGeraten", "Mats", "mats@"):
        assert geheim not in caplog.text


def test_ein_absturz_der_schnittstelle_ist_ein_problem_ohne_einzelheiten(app, caplog):
    def bricht():
        raise RuntimeError("kanarienvogel")

    before, app.view_functions["schnittstelle.themen"] = app.view_functions["schnittstelle.themen"], bricht
    try:
        antwort = Programm(app).fragen(API)
    finally:
        app.view_functions["schnittstelle.themen"] = before

    problem = antwort.get_json(force=True)
    assert antwort.status_code == problem["status"] == 500
    assert problem["kennung"] in caplog.text
    assert "kanarienvogel" not in antwort.text


def test_eine_offene_abstimmung_veraendert_keine_antwort(app, welt):
    """A9 P0: two boxes with opposite content, and none: the same bytes on every address."""
    zugang = neuer_zugang(welt, "Kora")
    runde = offene_abstimmung(welt, zustimmung(welt))
    urls = [f"/api/v1/{one}" for one in ("themen", "beschluesse", "massnahmen", "kennzahlen")]
    urls += [f"/api/v1/themen/{row['nummer']}" for row in Programm(app, zugang.klartext).json(urls[0])["eintraege"]]
    boxes = []
    for wort in (None, Stimmwort.ZUSTIMMUNG, Stimmwort.BEDENKEN):
        if wort:
            stimmen(welt, runde, "Mats", "Jobcenter Musterkreis", wort=wort)
        boxes.append([Programm(app, zugang.klartext).fragen(url).data for url in urls])

    assert boxes[0] == boxes[1] == boxes[2]


@pytest.mark.parametrize("liste", ["themen", "massnahmen", "beschluesse", "kennzahlen"])
def test_viele_zeilen_kosten_so_viele_anweisungen_wie_wenige(app, welt, browser, liste):
    """HAUS §4: the same statements at twenty and at 240 rows."""
    zugang = neuer_zugang(welt, "Kora")
    besuch = browser()
    besuch.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {zugang.klartext}"
    massnahme = laufende_massnahme(welt)
    counts = []
    for anzahl in (20, 240):
        vermehrt(massnahme, anzahl)
        for _ in range(2 if anzahl == 20 else 0):
            neues_thema(welt)
        besuch.get(f"/api/v1/{liste}", status=200)
        counts.append(besuch.anweisungen(f"/api/v1/{liste}", pruefen=False))

    assert counts[0] == counts[1]
    assert counts[0] <= (11 if liste == "kennzahlen" else 6)
