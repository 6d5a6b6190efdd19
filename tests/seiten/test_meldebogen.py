"""The public Meldebogen and the link of its reporter: off by default, no cookie, braked, nothing changed by looking."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Meldung, MeldungStatus, Nachricht
from kimflow.web.ohne_cookie import EINEN_TAG
from kimflow.workflow import bremse
from tests.bauen.meldungen import die_des_links, formular, oeffentlich_ein, ohne_konto
from tests.bauen.themen import neues_thema

URL = "/melden"


@pytest.fixture
def offen(welt):
    oeffentlich_ein()


def alle():
    session().expire_all()
    return list(session().scalars(select(Meldung)))


def senden(mein, welt, status=None, **kw):
    """Open the form, fill it in, send it with its own token."""
    daten = formular(welt, **kw)
    daten.setdefault("csrf_token", mein.get(URL).feld("csrf_token"))
    return mein.post(URL, daten, status=status)


def test_ohne_schalter_gibt_es_die_seite_nicht(browser, welt):
    assert browser().get(URL).status == 404
    oeffentlich_ein()
    token = browser().get(URL).feld("csrf_token")
    oeffentlich_ein(an=False)

    assert browser().post(URL, formular(welt) | {"csrf_token": token}).status == 404
    assert alle() == []


def test_vor_dem_senden_kommt_kein_cookie_und_danach_auch_nicht(browser, welt, offen):
    mein = browser()

    seite = mein.get(URL, status=200)
    assert "Set-Cookie" not in seite.headers
    antwort = mein.post(URL, formular(welt) | {"csrf_token": seite.feld("csrf_token")}, token=False, status=303)
    stand = mein.folgen(antwort)

    assert "Set-Cookie" not in antwort.headers
    assert "Set-Cookie" not in stand.headers
    assert "Ihre Meldung liegt bei der" in stand.text


def test_das_formular_sagt_wann_kein_brief_kommt(browser, welt, kora, offen):
    """The address goes with the text at once, and with it every letter that waits."""
    assert "kommt deshalb kein Brief mehr; Ihr Link sagt es Ihnen." in browser().get(URL).text
    token = ohne_konto(welt, mail="jemand@anderswo.example")
    with transaction():
        workflow.meldungen.loeschen_wegen_personenbezug(die_des_links(token), kora)

    assert session().scalars(select(Nachricht).where(Nachricht.adresse.is_not(None))).all() == []
    assert "enthielt Angaben zu einer Person" in browser().get(weg(token), status=200).text


def test_die_seite_fragt_nicht_wer_man_ist(browser, welt, kora, offen):
    """Signed in or not: the public form reports for nobody."""
    senden(browser(kora), welt, status=303)

    (meldung,) = alle()
    assert meldung.person_id is None


RUF = "Unter 0221 4711222 ist der Schalter nie erreichbar."


def test_der_waechter_haelt_auch_fremde_auf_und_merkt_sich_nur_den_grund(browser, welt, offen):
    """I3: the same check without an account; the trail names nobody and has no word of the text."""
    mein = browser()
    abgelehnt = senden(mein, welt, 422, schilderung=RUF)
    assert "Telefonnummer" in abgelehnt.text
    assert abgelehnt.feld("schilderung") == RUF
    assert alle() == []
    grund = next(e.attrs["name"] for e in abgelehnt.alle("select") if e.attrs["name"].startswith("waechter-"))

    senden(mein, welt, 303, schilderung=RUF, **{grund: "amtlich"})

    (meldung,) = alle()
    (zeile,) = session().scalars(select(Ereignis).where(Ereignis.akt == "datenschutz.begruenden"))
    assert (zeile.gegenstand_id, zeile.person_id) == (meldung.id, None)
    assert "4711222" not in str(zeile.angaben)


def test_die_eigene_adresse_ist_keine_angabe_ueber_andere(browser, welt, offen):
    senden(browser(), welt, 303, mail="jemand@anderswo.example")

    (meldung,) = alle()
    assert meldung.mail == "jemand@anderswo.example"
    assert session().scalars(select(Ereignis).where(Ereignis.akt == "datenschutz.begruenden")).all() == []


def test_was_fehlt_bleibt_stehen(browser, welt, offen):
    antwort = senden(browser(), welt, 422, titel="", vorschlag="Bitte gemeinsam.", mail="keine Adresse")

    assert "Bitte ausfüllen." in antwort.text
    assert "vollständige E-Mail-Adresse" in antwort.text
    assert antwort.feld("vorschlag") == "Bitte gemeinsam."
    assert alle() == []


def test_wer_das_verborgene_feld_ausfuellt_meldet_nichts(browser, welt, offen):
    antwort = senden(browser(), welt, 422, webseite="https://werbung.example")

    assert "frei" in antwort.text
    assert alle() == []


@pytest.mark.parametrize("token", [None, "", "erfunden", "IjEyMyI.aaaa.bbbb"])
def test_ohne_eigenes_formular_geschieht_nichts(browser, welt, offen, token):
    gesendet = formular(welt) | ({} if token is None else {"csrf_token": token})

    assert browser().post(URL, gesendet, token=False).status == 400
    assert alle() == []


def test_ein_altes_formular_laesst_sich_noch_einmal_senden(browser, welt, offen, monkeypatch):
    mein = browser()
    alt = mein.get(URL).feld("csrf_token")
    echt = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: echt(self) + EINEN_TAG + 60)

    antwort = mein.post(URL, formular(welt) | {"csrf_token": alt}, status=422)
    assert "länger als einen Tag offen" in antwort.text
    assert antwort.feld("schilderung") == formular(welt)["schilderung"]
    mein.post(URL, formular(welt) | {"csrf_token": antwort.feld("csrf_token")}, status=303)

    assert len(alle()) == 1


def test_zweimal_gesendet_ist_eine_meldung_mit_einem_link(browser, welt, offen):
    mein = browser()
    daten = formular(welt) | {"csrf_token": mein.get(URL).feld("csrf_token")}

    assert len({mein.post(URL, daten, status=303).ziel for _ in range(3)}) == 1
    assert len(alle()) == 1


def test_dasselbe_formular_mit_anderem_inhalt_ist_nicht_die_erste_meldung(browser, welt, offen):
    """Back button: the second text is neither swallowed nor sent unasked."""
    mein = browser()
    daten = formular(welt) | {"csrf_token": mein.get(URL).feld("csrf_token")}
    mein.post(URL, daten, status=303)

    for anders in ({"titel": "Eine zweite Hürde"}, {"kommune": ""}, {"mail": "jemand@anderswo.example"}):
        antwort = mein.post(URL, daten | anders, status=409)
        assert "schon eine Meldung angekommen" in antwort.text
        assert len(alle()) == 1
    assert antwort.feld("titel") == daten["titel"]

    mein.post(URL, daten | {"titel": "Eine zweite Hürde", "csrf_token": antwort.feld("csrf_token")}, status=303)
    assert [m.titel for m in alle()] == [daten["titel"], "Eine zweite Hürde"]


def test_wer_zu_viele_meldungen_sendet_muss_warten_und_behaelt_den_text(browser, welt, offen):
    """A whole Kreis may sit behind one network: a number for each hour, and the next hour begins anew."""
    mein = browser()
    with clock.turned_to(clock.now().replace(minute=10)):
        daten = formular(welt) | {"csrf_token": mein.get(URL).feld("csrf_token")}
        mein.post(URL, daten, status=303)
        for nummer in range(bremse.MELDUNGEN_JE_STUNDE - 1):
            senden(mein, welt, 303, titel=f"Nummer {nummer}")

        gebremst = senden(mein, welt, 429, titel="Eine zu viel")
        assert gebremst.feld("titel") == "Eine zu viel"
        assert len(alle()) == bremse.MELDUNGEN_JE_STUNDE
        mein.post(URL, daten, status=303)

    with clock.turned_to(clock.now().replace(minute=10) + timedelta(hours=1)):
        for nummer in range(6):
            senden(mein, welt, 303, titel=f"Später {nummer}")


def test_ohne_cookie_fragt_kein_feld_beim_schreiben_nach(browser, welt, offen):
    """The check while writing wants the token of a session; on submit every text is checked."""
    for seite in (
        browser().get(URL, status=200),
        senden(browser(), welt, 422, schilderung=RUF),
        browser().get(weg(ohne_konto(welt, gefragt=True)), status=200),
    ):
        assert seite.alle("textarea")
        assert "hx-post" not in seite.html


# --- the link -----------------------------------------------------------------------------------------------------


def weg(token):
    return f"/link/{token}/meldung"


def test_der_link_sagt_was_daraus_wurde(browser, welt, kora):
    thema = neues_thema(welt)
    for verb, kw, satz in (
        ("annehmen", {"thema": thema}, "zurzeit: im Themenspeicher"),
        ("auf_beratung_hinweisen", {}, "Beratungsstelle"),
        (
            "nicht_weiterverfolgen",
            {"begruendung": "Das regelt seit Mai ein Gesetz."},
            "Das regelt seit Mai ein Gesetz.",
        ),
        ("loeschen_wegen_personenbezug", {}, "enthielt Angaben zu einer Person"),
    ):
        token = ohne_konto(welt, titel=f"Fall von {verb}")
        with transaction():
            getattr(workflow.meldungen, verb)(die_des_links(token), kora, **kw)

        seite = browser().get(weg(token), status=200)
        assert satz in seite.text
        assert thema.titel not in seite.text
        assert thema.nummer not in seite.text


def test_die_rueckfrage_wird_ueber_den_link_beantwortet(browser, welt):
    token = ohne_konto(welt, gefragt=True)
    mein = browser()
    seite = mein.get(weg(token), status=200)
    assert "Betraf das eine Kommune?" in seite.text

    daten = {"antwort": "Ja, nur eine.", "csrf_token": seite.feld("csrf_token")}
    antwort = mein.post(weg(token), daten, token=False, status=303)

    meldung = die_des_links(token)
    assert (meldung.status, meldung.antwort) == (MeldungStatus.EINGEGANGEN, "Ja, nur eine.")
    assert "noch nicht entschieden" in mein.folgen(antwort).text
    noch_einmal = mein.post(weg(token), daten, token=False, status=303)
    assert noch_einmal.ziel == antwort.ziel
    zu_spaet = mein.post(weg(token), daten | {"antwort": "Doch zwei Kommunen."}, token=False, status=409)
    assert "nicht möglich" in zu_spaet.text
    assert "Doch zwei Kommunen." in zu_spaet.text
    assert die_des_links(token).antwort == "Ja, nur eine."


def test_ansehen_aendert_nichts_und_eine_leere_antwort_auch_nicht(browser, welt):
    token = ohne_konto(welt, gefragt=True)
    mein = browser()
    vorher = die_des_links(token).version

    seite = mein.get(weg(token), status=200)
    mein.client.head(weg(token))
    leer = mein.post(weg(token), {"antwort": "", "csrf_token": seite.feld("csrf_token")}, status=422)

    assert "Bitte ausfüllen." in leer.text
    assert die_des_links(token).version == vorher


def test_ein_unbekannter_und_ein_vergessener_link_oeffnen_nichts(browser, welt):
    token = ohne_konto(welt)
    with clock.turned_to(clock.now() + timedelta(days=366)):
        with transaction():
            workflow.meldungen.fristen()

        assert browser().get(weg(token)).status == 410
    assert browser().get(weg("x" * 43)).status == 410
    assert browser().get(weg("ä" * 400)).status == 410


def test_der_link_antwortet_nur_auf_ein_eigenes_formular(browser, welt):
    token = ohne_konto(welt, gefragt=True)

    assert browser().post(weg(token), {"antwort": "Etwas", "csrf_token": "erfunden"}).status == 400
    assert die_des_links(token).status is MeldungStatus.NACHFRAGE
