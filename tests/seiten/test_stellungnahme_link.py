"""Stellungnahmen from the mail, without a password (ZUSAGEN D8, J5)."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Stellungnahme
from tests.bauen.post import link
from tests.bauen.themen import STECKBRIEF, neues_thema, steckbrief

pytestmark = pytest.mark.beide


@pytest.fixture
def gefragt(welt, kora):
    """The Jobcenter is asked about a Thema with a whole Steckbrief."""
    thema = steckbrief(neues_thema(welt, bruchstellen=2), welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Jobcenter")])
    return thema.stellungnahmen[0]


def text_von(gefragt):
    session().expire_all()
    return session().get_one(Stellungnahme, gefragt.id).text


def test_aus_der_mail_geht_es_ohne_passwort_und_einmal(browser, gefragt, mats):
    """D8 P0, J5 P0: one act, one person, used up once sent; looking does not use it up."""
    url = link(mats, "stellungnahme")
    for _ in range(2):
        assert STECKBRIEF["problem"] in browser().get(url, status=200).text

    antwort = browser().absenden(url, text="Das sehen wir auch so.")

    assert "angekommen" in browser().get(antwort.ziel, status=200).text
    assert text_von(gefragt) == "Das sehen wir auch so."
    assert browser().get(url).status == browser().post(url, {"text": "Doch nicht."}).status == 410
    assert text_von(gefragt) == "Das sehen wir auch so."


def test_mit_dem_link_ist_man_nicht_angemeldet_und_sieht_keinen_fall(browser, gefragt, mats):
    """D8 P0: the link opens the form and nothing else."""
    mein = browser()

    assert "F-" not in mein.get(link(mats, "stellungnahme"), status=200).text
    mein.get(f"/themen/{gefragt.thema.nummer}", status=303)


def test_eine_leere_antwort_verbraucht_den_link_nicht(browser, gefragt, mats):
    url = link(mats, "stellungnahme")

    browser().absenden(url, status=422, text="")
    browser().absenden(url, text="Ja.")


def test_ist_das_thema_schon_vorgelegt_sagt_die_seite_dass_es_zu_spaet_ist(browser, gefragt, mats, kora):
    url, seite = link(mats, "stellungnahme"), browser()
    offen = seite.get(url)
    with transaction():
        workflow.themen.erledigen(gefragt.thema, kora, was="Bilateral gelöst.")

    gesendet = seite.post(url, {"text": "Zu spät.", "version": offen.feld("version")}, status=409)

    assert gesendet.feld("text") == "Zu spät."
    assert "Antworten ist nicht möglich" in browser().get(url, status=200).text
    assert text_von(gefragt) is None


def test_kommt_eine_andere_antwort_dazwischen_wird_sie_genannt(browser, gefragt, mats, vera):
    """E1 P0."""
    url, seite = link(mats, "stellungnahme"), browser()
    version = seite.get(url).feld("version")
    with transaction():
        workflow.stellungnahmen.abgeben(gefragt, vera, text="Von Vera.")

    antwort = seite.post(url, {"text": "Von Mats.", "version": version}, status=409)

    assert "inzwischen eine Antwort" in antwort.text
    assert "Ihre Fassung (noch nicht gespeichert) Von Mats. Inzwischen gespeichert Von Vera." in antwort.text
    assert antwort.feld("text") == "Von Mats."
    seite.post(url, {"text": "Von beiden.", "version": antwort.feld("version")}, status=303)
    assert text_von(gefragt) == "Von beiden."


@pytest.mark.parametrize("weg", ["link", "angemeldet"])
def test_eine_erinnerung_dazwischen_ist_keine_antwort(browser, gefragt, mats, kora, weg):
    """What did not change is no conflict."""
    url = link(mats, "stellungnahme") if weg == "link" else f"/stellungnahmen/{gefragt.id}/abgeben"
    seite = browser() if weg == "link" else browser(mats)
    version = seite.get(url, status=200).feld("version")
    with clock.turned_to(clock.today() - timedelta(days=1)), transaction():
        workflow.themen.erinnern(gefragt.thema, kora)
    with clock.turned_to(gefragt.frist), transaction():
        workflow.erinnerungen.stellungnahmen.schreiben()

    seite.post(url, {"text": "Von Mats.", "version": version}, status=303)

    assert text_von(gefragt) == "Von Mats."


def test_wer_nicht_mehr_fuer_das_haus_zeichnet_hat_einen_toten_link(browser, gefragt, mats, vera, welt):
    """D7 P0: and does not read on what the house answered."""
    url = link(mats, "stellungnahme")
    with transaction():
        workflow.stellungnahmen.abgeben(gefragt, vera, text="Nur für das Haus.")
    with transaction():
        mats.institution = welt.institution("Kreis")
        mats.zeichnungsberechtigungen[0].bis = clock.today() - timedelta(days=1)

    for antwort in (
        browser().get(url),
        browser().post(url, {"text": "Ich noch.", "version": "1"}),
        browser().post(url, {"text": "", "version": "1"}),
    ):
        assert antwort.status == 410
        assert "Nur für das Haus" not in antwort.text
    assert text_von(gefragt) == "Nur für das Haus."


def test_der_link_gilt_bis_zum_ende_der_frist(browser, gefragt, mats):
    url = link(mats, "stellungnahme")

    with clock.turned_to(gefragt.frist):
        assert browser().get(url).status == 200
    with clock.turned_to(gefragt.frist + timedelta(days=1)):
        assert browser().get(url).status == 410
