"""Einzellinks: one person, one purpose, once (ZUSAGEN D8, J5)."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kimflow import clock, db, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Linkzweck, Person
from kimflow.web.ohne_cookie import zeichen
from kimflow.workflow.einzellinks import Ungueltig
from tests.bauen.personen import LANGES_PASSWORT, neue_person
from tests.bauen.post import briefe, link, token

NEU = {"passwort": LANGES_PASSWORT, "passwort_wiederholt": LANGES_PASSWORT}


def ausstellen(wen, zweck=Linkzweck.PASSWORT_NEU):
    with transaction():
        return workflow.einzellinks.ausstellen(wen, zweck, None, timedelta(hours=1))


def linkseiten(app):
    """Every page that opens with a link, as (rule, purpose in the address)."""
    return sorted({rule.rule for rule in app.url_map.iter_rules() if "/link/<token>/" in rule.rule})


@pytest.mark.beide
def test_der_token_hat_256_bit_und_steht_nicht_in_der_datenbank(mats):
    """J5 P0, D8 P0: 256 bit, stored hashed."""
    raw = ausstellen(mats)

    assert len(raw) == 43
    assert raw not in str(session().execute(text("SELECT * FROM einzellink")).all())


@pytest.mark.beide
def test_ein_link_laesst_sich_einmal_einloesen(mats):
    """J5 P0: single use."""
    raw = ausstellen(mats)
    with transaction():
        workflow.einzellinks.einloesen(raw, Linkzweck.PASSWORT_NEU)

    with pytest.raises(Ungueltig), transaction():
        workflow.einzellinks.einloesen(raw, Linkzweck.PASSWORT_NEU)


@pytest.mark.beide
@pytest.mark.parametrize("zweck", [zweck for zweck in Linkzweck if zweck is not Linkzweck.PASSWORT_NEU])
def test_ein_link_gilt_nur_fuer_seinen_zweck(mats, zweck):
    """D8 P0: link tokens open one action."""
    raw = ausstellen(mats)

    with pytest.raises(Ungueltig), transaction():
        workflow.einzellinks.einloesen(raw, zweck)


@pytest.mark.beide
def test_von_zweien_zugleich_gewinnt_genau_eine(app, mats):
    """J5 P0: two parallel uses, exactly one wins."""
    raw = ausstellen(mats)
    session().rollback()
    outcomes: list[str] = []

    def einloesen() -> None:
        with app.app_context(), db.lazy_loading():
            try:
                with transaction():
                    workflow.einzellinks.einloesen(raw, Linkzweck.PASSWORT_NEU)
                outcomes.append("ja")
            except Ungueltig:
                outcomes.append("nein")

    threads = [threading.Thread(target=einloesen) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["ja"] + ["nein"] * 5


def test_das_oeffnen_verbraucht_den_link_nicht(browser, mats):
    """J5 P0: GET never uses it up, mail scanners open links."""
    url = f"/link/{ausstellen(mats)}/passwort_neu"
    for _ in range(3):
        browser().get(url, status=200)
    browser().client.head(url)

    assert session().scalars(select(Einzellink.benutzt_am)).one() is None
    browser().absenden(url, **NEU)


def test_ein_link_oeffnet_keine_andere_linkseite(app, browser, mats, welt):
    """D8 P0: each kind of token used on every other link route and as a session: 0 effects."""
    for zweck in Linkzweck:
        raw = ausstellen(mats, zweck)
        for rule in linkseiten(app):
            if not rule.removeprefix("/link/<token>").startswith(_ADRESSEN[zweck]):
                url = rule.replace("<token>", raw).replace("<int:id>", "1")
                # A page that only shows something takes no POST from anybody, and a button no GET.
                answers = [browser().get(url).status, _senden(browser(), url).status]
                assert sorted(answers) in ([410, 410], [405, 410]), (url, answers)
        fremd = browser()
        with fremd.client.session_transaction() as cookie:
            cookie["_user_id"] = raw
        assert fremd.get("/konto").status == 303

    session().expire_all()
    assert set(session().scalars(select(Einzellink.benutzt_am))) == {None}


def _senden(mein, url):
    """With the token its form has: the pages that set no cookie sign their own."""
    if url.endswith(("/meldung", "/wieder_bestellen")):
        return mein.post(url, NEU | {"csrf_token": zeichen()}, token=False)
    return mein.post(url, NEU)


_ADRESSEN = {
    Linkzweck.KONTO_EINRICHTEN: "/konto_einrichten",
    Linkzweck.PASSWORT_NEU: "/passwort_neu",
    Linkzweck.EINLADUNG_BEANTWORTEN: "/sitzung",
    Linkzweck.RUECKMELDUNG_GEBEN: "/rueckmeldung",
    Linkzweck.STIMME_ABGEBEN: ("/stimme", "/stimme/entwurf", "/stimme/abgegeben"),
    Linkzweck.RUECKKOPPLUNG_GEBEN: "/rueckkopplung",
    Linkzweck.SITZUNG_TEILNEHMEN: "/sitzung",
    Linkzweck.PROTOKOLL_KOMMENTIEREN: "/protokoll",
    Linkzweck.STELLUNGNAHME_ABGEBEN: "/stellungnahme",
    Linkzweck.ZIELVEREINBARUNG_ZEICHNEN: ("/zeichnung", "/zeichnungscode"),
}


def test_benutzt_abgelaufen_fremd_und_erfunden_sehen_gleich_aus(browser, mats, ada):
    """J5 P0: used, expired and foreign all get the same answer."""
    benutzt, abgelaufen, widerrufen = ausstellen(mats), ausstellen(mats), ausstellen(mats)
    fremd = ausstellen(mats, Linkzweck.RUECKMELDUNG_GEBEN)
    with transaction():
        workflow.einzellinks.einloesen(benutzt, Linkzweck.PASSWORT_NEU)
        for one in session().scalars(select(Einzellink).order_by(Einzellink.id)).unique():
            if one.id == 2:
                one.gueltig_bis = clock.now()
            if one.id == 3:
                one.widerrufen_am = clock.now()

    seiten = [
        browser().get(f"/link/{raw}/passwort_neu")
        for raw in (benutzt, abgelaufen, widerrufen, fremd, "erfunden", "x" * 3000)
    ]

    assert {seite.status for seite in seiten} == {410}
    assert len({seite.text for seite in seiten}) == 1


def test_wer_deaktiviert_wird_hat_einen_toten_link(browser, mats, ada):
    """D7 P0: a link in a mailbox is void with the next request."""
    url = f"/link/{ausstellen(mats)}/passwort_neu"
    mein = browser()
    assert mein.get(url).status == 200
    with transaction():
        workflow.personen.deaktivieren(session().merge(mats), session().merge(ada))

    assert mein.post(url, NEU).status == 410


def test_der_link_nimmt_nur_ein_gutes_passwort(browser, mats):
    """J1 P0: at least 12 characters, none of those tried first; the link stays usable."""
    url = f"/link/{ausstellen(mats)}/passwort_neu"
    for schlecht in ("kurz", "passwort12345", "kimflow Musterkreis 2026"):
        seite = browser().absenden(url, status=422, passwort=schlecht, passwort_wiederholt=schlecht)
        assert schlecht not in seite.html

    browser().absenden(url, **NEU)


def test_mit_dem_link_ist_man_nicht_angemeldet(browser, welt, ada):
    """D8 P0, J5 P0: a link is no session; after setting the password one signs in."""
    wen = neue_person(welt)
    with transaction():
        workflow.personen.einladen(wen, session().merge(ada))
    mein = browser()

    seite = mein.absenden(link(wen, "konto_einrichten"), **NEU)

    assert seite.ziel == "/anmelden"
    assert mein.get("/konto").status == 303


def test_ein_benutzter_token_steht_nirgends_mehr(browser, welt, ada):
    """J5 P0: the letter that brought a used token no longer shows it."""
    wen = neue_person(welt)
    with transaction():
        workflow.personen.einladen(wen, session().merge(ada))
    raw = token(wen, "konto_einrichten")

    browser().absenden(f"/link/{raw}/konto_einrichten", **NEU)

    assert raw not in briefe(wen)[-1].text


def test_der_token_steht_nie_im_log_und_nie_in_fremden_haenden(browser, mats, caplog):
    """J5 P0: token not in log or Referer."""
    caplog.set_level(logging.DEBUG)
    raw = ausstellen(mats)
    seite = browser().get(f"/link/{raw}/passwort_neu")
    browser().absenden(f"/link/{raw}/passwort_neu", **NEU)
    browser().post(f"/link/{raw}/passwort_neu", NEU, token=False)

    assert raw not in caplog.text
    assert seite.headers["Referrer-Policy"] == "same-origin"


def test_wer_noch_kein_passwort_hat_kann_sich_trotz_rolle_nicht_anmelden(app, welt):
    wen = neue_person(welt)
    with transaction():
        key = workflow.anmeldungen.beginnen(session().get_one(Person, wen.id))

    assert queries.anmeldungen.gueltige(key) is None
