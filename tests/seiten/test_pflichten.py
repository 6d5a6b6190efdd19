"""Pages of Pflichten and Stellen."""

import re
from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Pflicht, PflichtStatus, Stelle
from tests.bauen.dateien import PDF
from tests.bauen.foerderung import besetzt, neue_pflicht, neue_stelle, pflicht_mit_datei
from tests.bauen.massnahmen import in_tagen


def test_leer_steht_da_was_jedes_jahr_wiederkommt(browser, kora):
    assert "bis 31. Oktober" in browser(kora).get("/pflichten/").text


def test_eine_pflicht_vom_eintragen_bis_ins_naechste_jahr(browser, kora):
    besuch = browser(kora)
    besuch.absenden("/pflichten/anlegen", status=422, art="antrag", was="", bis="")
    besuch.absenden("/pflichten/anlegen", art="antrag", was="Antrag", bis=str(in_tagen(-3)))
    pflicht = session().query(Pflicht).one()
    url = f"/pflichten/{pflicht.id}"
    assert "überfällig" in besuch.get("/pflichten/").text
    assert "überfällig" in besuch.get(url).text
    assert "Antrag" in besuch.get("/").text

    antwort = besuch.absenden(f"{url}/erledigen", status=409, erledigt_am=str(clock.today()), nachweis="")
    assert "wo der Nachweis liegt" in antwort.text
    besuch.absenden(f"{url}/erledigen", erledigt_am=str(clock.today()), nachweis="Akte 7")
    assert "Akte 7" in besuch.get(url).text
    vorschlag = besuch.get(f"{url}/weiterfuehren").feld("bis")
    assert vorschlag[:4] == str(pflicht.bis.year + 1)
    besuch.absenden(f"{url}/weiterfuehren", bis=vorschlag)

    session().expire_all()
    assert [p.status for p in session().query(Pflicht).order_by(Pflicht.id)] == [
        PflichtStatus.ERLEDIGT,
        PflichtStatus.OFFEN,
    ]


def test_die_datei_einer_pflicht_bekommt_nur_wer_die_pflicht_sieht(browser, welt, kora):
    pflicht = pflicht_mit_datei(welt)
    url = f"/pflichten/{pflicht.id}/datei/{pflicht.datei.schluessel}"

    antwort = browser(kora).get(url)
    assert antwort.response.get_data() == PDF
    assert "Testat.pdf" in browser(kora).get(f"/pflichten/{pflicht.id}").text
    assert browser(welt.person("Mats")).get(url, pruefen=False).status == 404
    assert browser(kora).get(f"/pflichten/{neue_pflicht(welt).id}/datei/{pflicht.datei.schluessel}").status == 404


def test_verwerfen_und_wieder_oeffnen(browser, welt, kora):
    url = f"/pflichten/{neue_pflicht(welt).id}"
    besuch = browser(kora)
    besuch.absenden(f"{url}/verwerfen", begruendung="Entfällt")
    assert "Entfällt" in besuch.get(url).text
    assert "Keine offene Pflicht" in besuch.get("/pflichten/").text
    assert "Antrag" in besuch.get("/pflichten/?stand=alle").text
    besuch.absenden(f"{url}/wieder_oeffnen", begruendung="Doch")
    assert "Nichts gefunden" in besuch.get("/pflichten/?art=bericht&stand=unbekannt").text


def test_eine_stelle_vom_eintragen_bis_sie_frei_wird(browser, welt, kora):
    besuch, jahr = browser(kora), clock.today().year
    traeger = str(welt.institution("Caritas").id)
    daten = {"bezeichnung": "Case Management", "baustein": "2", "institution": traeger, "von": f"{jahr}-01-01"}
    antwort = besuch.absenden("/stellen/einrichten", status=422, **daten, anteil="0,4")
    assert "von 0,5 bis 1" in antwort.text
    assert antwort.feld("anteil") == "0,4"
    besuch.absenden("/stellen/einrichten", **daten, anteil="0,75")
    stelle = session().query(Stelle).one()
    url = f"/stellen/{stelle.id}"
    assert besuch.get(f"{url}/besetzen").feld("anteil") == "0,75"

    besuch.absenden(f"{url}/besetzen", anteil="0,75", von=f"{jahr}-01-01")
    with clock.turned_to(date(jahr, 11, 15)):
        assert "10,5 von 12" in (da := browser(kora)).get(url).text
        assert "10,5 von 12" in da.get("/stellen/").text
    with clock.turned_to(date(jahr, 12, 31)):
        assert "12 von 12" in browser(kora).get(url).text
    besuch.absenden(f"{url}/besetzung_beenden", status=422, bis=f"{jahr}-03-31")
    session().expire_all()
    besuch.absenden(f"{url}/besetzung_beenden", besetzung=str(stelle.besetzungen[0].id), bis=f"{jahr}-03-31")

    with clock.turned_to(date(jahr, 8, 20)):
        text = browser(kora).get(url).text
        assert "3 von 12" in text
        assert f"01.04.{jahr} bis 20.08.{jahr}" in text
    assert "mindestens ein Drittel" in besuch.get("/stellen/").text


def test_die_luecken_des_letzten_jahres_bleiben_zu_sehen(browser, welt, kora):
    posten, letztes = neue_stelle(welt), clock.today().year - 1
    with transaction():
        workflow.stellen.besetzen(posten, kora, anteil=100, von=date(letztes, 7, 1))
    besuch = browser(kora)
    (adresse,) = re.findall(rf'href="(/stellen/{posten.id}[^"]*)"', besuch.get(f"/stellen/?jahr={letztes}").html)

    seite = besuch.get(adresse)

    assert f"Unbesetzt im Jahr {letztes}" in seite.text
    assert f"01.01.{letztes} bis 30.06.{letztes}" in seite.text
    assert "6 von 12" in seite.text
    assert "Unbesetzt" not in (heute := besuch.get(f"/stellen/{posten.id}")).text
    assert adresse in heute.html
    for unsinn in ("²", "0000", "9999", "x" * 300, "2147483648"):
        besuch.get(f"/stellen/{posten.id}?jahr={unsinn}", status=200)


def test_eine_besetzung_ohne_ende_ist_offen_auch_wenn_sie_erst_beginnt(browser, welt, kora):
    posten, beginn = neue_stelle(welt), clock.today() + timedelta(days=40)
    with transaction():
        workflow.stellen.besetzen(posten, kora, anteil=100, von=beginn)

    assert re.findall(r'data-kopf="Bis">([^<]*)<', browser(kora).get(f"/stellen/{posten.id}").html) == ["offen"]


@pytest.mark.parametrize("wer", ["Mats", "Lena"])
def test_stellen_liest_auch_wer_nicht_schreibt(browser, welt, wer):
    stelle = besetzt(neue_stelle(welt), welt)
    besuch = browser(welt.person(wer))

    assert "Case Management" in besuch.get("/stellen/").text
    text = besuch.get(f"/stellen/{stelle.id}").text
    assert "Besetzen" not in text
    assert "Case Management" not in besuch.get(f"/stellen/?jahr={clock.today().year - 5}").text
