"""Pages of Indikatoren: in the draft, with readings, gaps and corrections; reviews."""

from datetime import date
from decimal import Decimal

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Indikator, Messwert, Rhythmus, Ueberpruefung
from kimflow.web.messungen import Messung
from kimflow.workflow.messreihe import in_monaten
from tests.bauen.massnahmen import in_tagen
from tests.bauen.zielvereinbarungen import (
    einreichbare_zielvereinbarung,
    geltende_zielvereinbarung,
    neu_gelesen,
    neue_zielvereinbarung,
)


def url(indikator, teil=""):
    return f"/indikatoren/{indikator.id}{teil}"


def test_paula_nimmt_einen_indikator_auf_und_liest_zahlen_mit_komma(browser, paula, welt):
    vereinbarung = neue_zielvereinbarung(welt)
    seite = f"/zielvereinbarungen/{vereinbarung.nummer}"
    assert "Noch kein Indikator" in browser(paula).get(seite, status=200).text

    browser(paula).absenden(
        f"/indikatoren/zur-zielvereinbarung/{vereinbarung.nummer}/anlegen",
        name="Wartezeit", einheit="Tage", ausgangswert="1.056,5", zielwert="7,25", rhythmus="jaehrlich",
    )  # fmt: skip

    text = browser(paula).get(seite).text
    assert "1056,5" in text
    assert "7,25 Tage" in text


@pytest.mark.parametrize(
    ("daten", "grund"),
    [
        ({"ausgangswert": "5 von 6"}, "Bitte eine Zahl eingeben"),
        ({"ausgangswert": "7"}, "ein anderer sein"),
        ({"name": ""}, "Bitte ausfüllen"),
        ({"zielwert": ""}, "Bitte ausfüllen"),
    ],
)
def test_was_keine_zahl_ist_bleibt_mit_seinem_grund_im_feld(browser, paula, welt, daten, grund):
    vereinbarung = neue_zielvereinbarung(welt)
    sent = {"name": "Wartezeit", "ausgangswert": "9", "zielwert": "7"} | daten

    seite = browser(paula).post(f"/indikatoren/zur-zielvereinbarung/{vereinbarung.nummer}/anlegen", sent, status=422)

    assert grund in seite.text
    assert seite.feld("ausgangswert") == sent["ausgangswert"]


def test_zwei_menschen_bearbeiten_denselben_indikator(browser, paula, paul, welt):
    """E1 P0: the second sees both texts and loses none."""
    indikator = einreichbare_zielvereinbarung(welt).indikatoren[0]
    offen = browser(paul).get(url(indikator, "/bearbeiten"))
    daten = {"name": "Pauls Name", "ausgangswert": "56", "zielwert": "6,5", "version": offen.feld("version")}
    browser(paula).absenden(url(indikator, "/bearbeiten"), name="Paulas Name", ausgangswert="56", zielwert="7")

    seite = browser(paul).post(url(indikator, "/bearbeiten"), daten, status=409)

    assert "Paulas Name" in seite.text
    assert (seite.feld("name"), seite.feld("zielwert")) == ("Pauls Name", "6,5")


def test_die_seite_zeigt_reihe_luecke_berichtigung_und_urteil(browser, kora, paula, welt):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]
    besuch = browser(kora)
    assert "Noch kein Messwert" in besuch.get(url(indikator), status=200).text
    with transaction():
        for monate, wert in ((-24, 56), (-6, 40)):
            workflow.indikatoren.messwert_erfassen(
                indikator, paula, wert=wert, gemessen_am=in_monaten(clock.today(), monate)
            )
    besuch.absenden(url(indikator, "/messwert_erfassen"), wert="340", gemessen_am=in_tagen(0).isoformat())
    session().expire_all()
    besuch.absenden(
        url(indikator, "/messwert_berichtigen"),
        messwert=str(indikator.geltende[-1].id), wert="34", begruendung="Eine Null zu viel.",
    )  # fmt: skip

    seite = besuch.get(url(indikator), status=200)
    assert "Auf dem Weg: 44 % der Strecke" in seite.text
    assert "vorher 340" in seite.text
    assert "Eine Null zu viel." in seite.text
    assert seite.text.count("fehlt") >= 2
    assert len(seite.alle("polyline")) == 1
    assert len(seite.alle("circle")) == 3


def test_die_seite_kostet_wenige_anweisungen(browser, kora, paula, welt):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]

    def messen(von, bis):
        with transaction():
            for tag in range(von, bis):
                workflow.indikatoren.messwert_erfassen(indikator, paula, wert=tag, gemessen_am=in_tagen(-tag))

    messen(0, 2)
    few = browser(kora).anweisungen(url(indikator))
    messen(2, 40)

    assert few == browser(kora).anweisungen(url(indikator)) <= 8


def test_im_entwurf_wird_nichts_gemessen(browser, paula, welt):
    indikator = einreichbare_zielvereinbarung(welt).indikatoren[0]

    browser(paula).post(
        url(indikator, "/messwert_erfassen"), {"wert": "3", "gemessen_am": in_tagen(0).isoformat()}, status=409
    )
    browser(paula).post(
        url(indikator, "/messwert_erfassen"), {"wert": "3", "gemessen_am": in_tagen(1).isoformat()}, status=422
    )


def test_wer_nur_liest_sieht_indikatoren_erst_wenn_zugestimmt_ist(browser, lena, welt):
    browser(lena).get(url(einreichbare_zielvereinbarung(welt).indikatoren[0]), status=404)
    browser(lena).get(url(geltende_zielvereinbarung(welt).indikatoren[0]), status=200)


def test_ein_indikator_geht_aus_dem_entwurf_wieder_heraus(browser, paula, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    browser(paula).absenden(
        f"/indikatoren/zur-zielvereinbarung/{vereinbarung.nummer}/entfernen",
        indikator=str(vereinbarung.indikatoren[0].id),
    )

    assert neu_gelesen(vereinbarung).indikatoren == []


def test_eine_ueberpruefung_wird_angesetzt_und_festgehalten(browser, kora, welt):
    vereinbarung = geltende_zielvereinbarung(welt)
    seite = f"/zielvereinbarungen/{vereinbarung.nummer}"
    besuch = browser(kora)

    besuch.absenden(f"{seite}/ansetzen", am=in_tagen(10).isoformat())
    besuch.post(f"{seite}/ansetzen", {"am": in_tagen(0).isoformat()}, status=409)
    angesetzt = session().query(Ueberpruefung).one()
    assert "Zielvereinbarung überprüfen" in besuch.get("/", status=200).text
    besuch.absenden(f"/ueberpruefungen/{angesetzt.id}/festhalten", ergebnis="Wir sind im Plan.")

    assert "Wir sind im Plan." in besuch.get(seite).text
    assert besuch.anweisungen(seite) <= 15


def test_jede_fassung_misst_nach_ihrem_rhythmus_bis_zum_ersten_wert_der_naechsten():
    def indikator(rhythmus, *tage):
        readings = [Messwert(id=n, wert=Decimal(n), gemessen_am=tag) for n, tag in enumerate(tage)]
        return Indikator(rhythmus=rhythmus, ausgangswert=Decimal(9), zielwert=Decimal(1), messwerte=readings)

    frueher = indikator(Rhythmus.JAEHRLICH, date(2022, 1, 15), date(2023, 1, 15))
    jetzt = indikator(Rhythmus.MONATLICH, date(2025, 1, 15), date(2025, 2, 15))
    with clock.turned_to(date(2025, 4, 20)):
        assert Messung(jetzt, [frueher]).luecken == [date(2024, 1, 15), date(2025, 3, 15)]
        assert Messung(indikator(Rhythmus.MONATLICH), [frueher]).luecken == [date(2024, 1, 15)]
        assert Messung(jetzt).luecken == [date(2025, 3, 15)]
