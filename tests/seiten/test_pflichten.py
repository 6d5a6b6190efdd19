"""Pages of Pflichten and Stellen."""

import pytest

from kimflow import clock
from kimflow.db import session
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
    assert "12 von 12" in besuch.get(url).text
    besuch.absenden(f"{url}/besetzung_beenden", status=422, bis=f"{jahr}-03-31")
    session().expire_all()
    besuch.absenden(f"{url}/besetzung_beenden", besetzung=str(stelle.besetzungen[0].id), bis=f"{jahr}-03-31")

    text = besuch.get(url).text
    assert "3 von 12" in text
    assert f"01.04.{jahr} bis 31.12.{jahr}" in text
    assert "mindestens ein Drittel" in besuch.get("/stellen/").text


@pytest.mark.parametrize("wer", ["Mats", "Lena"])
def test_stellen_liest_auch_wer_nicht_schreibt(browser, welt, wer):
    stelle = besetzt(neue_stelle(welt), welt)
    besuch = browser(welt.person(wer))

    assert "Case Management" in besuch.get("/stellen/").text
    text = besuch.get(f"/stellen/{stelle.id}").text
    assert "Besetzen" not in text
    assert "Case Management" not in besuch.get(f"/stellen/?jahr={clock.today().year - 5}").text
