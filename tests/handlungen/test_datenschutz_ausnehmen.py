"""datenschutz.ausnehmen: words of an installation that are nobody's name."""

import pytest
from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Einstellung, Ereignis
from kimflow.workflow.acts import Forbidden

WEG = "/datenschutz/ausnehmen"


def liste():
    return session().scalars(select(Einstellung).where(Einstellung.schluessel == "datenschutz.keine_personen")).one()


def ausnehmen(person, wert):
    with transaction():
        workflow.waechter.ausnehmen(liste(), person, wert=wert)


@pytest.mark.parametrize("wer", ["Kora", "Ada"])
def test_koordination_und_administration_nehmen_woerter_aus(welt, browser, wer):
    seite = browser(welt.person(wer)).absenden(WEG, wert="Amina\nFrau Holle; Lotsenpunkt Berta ,  ")

    assert seite.ziel == "/verwaltung/"
    assert queries.einstellungen.keine_personen() == {"amina", "frau holle", "lotsenpunkt berta"}
    assert session().scalars(select(Ereignis.akt).order_by(Ereignis.lfd.desc())).first() == "datenschutz.ausnehmen"


@pytest.mark.parametrize("wer", ["Mats", "Fatma", "Lena"])
def test_sonst_niemand(welt, browser, wer):
    with pytest.raises(Forbidden):
        ausnehmen(welt.person(wer), "x")
    assert browser(welt.person(wer)).get(WEG).status == 403


def test_ausgenommene_woerter_streicht_niemand_mehr_an(kora, browser):
    mein = browser(kora)
    weg, text = "/datenschutz/pruefen?feld=text&kennung=text", {"text": "Der Treffpunkt Amina hat offen."}
    assert "Amina" in mein.post(weg, text, htmx=True, status=200).text

    ausnehmen(kora, "Amina")

    assert mein.post(weg, text, htmx=True, status=200).text == ""


def test_der_weg_dahin_steht_in_der_verwaltung(kora, browser):
    assert browser(kora).get("/verwaltung/").alle("a", href=WEG)


def test_wer_zugleich_aendert_sieht_beide_fassungen(kora, browser):
    seite = browser(kora).get(WEG)
    ausnehmen(kora, "Amina")

    antwort = browser(kora).post(WEG, {"version": seite.feld("version"), "marke": "m", "wert": "Berta"}, status=409)

    assert "Amina" in antwort.text
    assert antwort.feld("wert") == "Berta"
