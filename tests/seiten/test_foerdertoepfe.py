"""Pages of Fördertöpfe and Buchungen: sums for those who may read them, figures that stay, and no money for others."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import Buchung, Foerdertopf, FoerdertopfStatus
from tests.bauen.foerderung import AUSNAHME, abgeschlossen, neue_buchung, neuer_topf, topfentwurf
from tests.bauen.massnahmen import laufende_massnahme

LETZTES, DIESES = clock.today().year - 1, clock.today().year
TOPF = {"jahr": str(DIESES), "baustein": "1", "name": "Reisekosten", "deckel": "1.250,50", "deckungsfaehig": "nein"}


def seite(topf: Foerdertopf, verb: str = "") -> str:
    return f"/foerdertoepfe/{topf.id}" + (f"/{verb}" if verb else "")


def test_wo_noch_nichts_ist_steht_was_zu_tun_ist(browser, welt):
    assert "Zuwendungsbescheid" in browser(welt.person("Kora")).get("/foerdertoepfe/").text
    assert "Die Koordinierende Stelle trägt hier ein" in browser(welt.person("Mats")).get("/foerdertoepfe/").text


@pytest.mark.parametrize("wer", ["Mats", "Lena"])
@pytest.mark.parametrize("frage", ["baustein=1", "jahr=2024", "jahr=2024&baustein=3", "baustein=9", "baustein=²"])
def test_solange_alle_toepfe_entwuerfe_sind_ist_fuer_andere_nichts_da(browser, welt, wer, frage):
    """So it stands after „python -m seeds grunddaten“: the Koordination sees a year, nobody else does."""
    topfentwurf(welt)

    seite = browser(welt.person(wer)).get(f"/foerdertoepfe/?{frage}", status=200)

    assert "Noch kein Fördertopf" in seite.text
    assert "Nichts gefunden" not in seite.text


def test_die_koordination_legt_einen_topf_an_und_gibt_ihn_frei(browser, welt, kora):
    besuch = browser(kora)
    antwort = besuch.absenden("/foerdertoepfe/anlegen", **TOPF)
    topf = session().query(Foerdertopf).one()
    assert antwort.ziel == seite(topf)
    assert topf.deckel == 125_050
    assert "1.250,50 €" in besuch.get(seite(topf)).text

    besuch.absenden(seite(topf, "freigeben"))
    session().expire_all()
    assert topf.status is FoerdertopfStatus.FREIGEGEBEN


@pytest.mark.parametrize("betrag", ["viel", "-5", "0", "1.25", "1,234", "1.2500", "1e3", "100.000.000.001", "€"])
def test_was_kein_betrag_ist_bleibt_stehen_und_wird_erklaert(browser, kora, betrag):
    antwort = browser(kora).absenden("/foerdertoepfe/anlegen", status=422, **(TOPF | {"deckel": betrag}))

    assert "zum Beispiel 1.250,50" in antwort.text
    assert antwort.feld("deckel") == betrag
    assert session().query(Foerdertopf).count() == 0


@pytest.mark.parametrize(
    ("getippt", "cent"), [("1.250,50", 125_050), ("1250,5", 125_050), ("1250", 125_000), ("12 €", 1_200), ("0,01", 1)]
)
def test_betraege_werden_gelesen_wie_man_sie_schreibt(browser, kora, getippt, cent):
    browser(kora).absenden("/foerdertoepfe/anlegen", **(TOPF | {"deckel": getippt}))

    assert session().query(Foerdertopf).one().deckel == cent


def test_wer_zu_spaet_speichert_sieht_beide_deckel(browser, welt, kora):
    topf = topfentwurf(welt)
    besuch = browser(kora)
    alt = besuch.get(seite(topf, "bearbeiten")).feld("version")
    daten = {name: value for name, value in TOPF.items() if name != "jahr"}
    besuch.absenden(seite(topf, "bearbeiten"), **(daten | {"version": alt}))

    antwort = besuch.absenden(seite(topf, "bearbeiten"), status=409, **(daten | {"deckel": "77", "version": alt}))

    assert "77,00 €" in antwort.text
    assert "1.250,50 €" in antwort.text


def test_gebucht_wird_auf_der_seite_der_massnahme_mit_dem_was_frei_ist_im_blick(browser, welt, kora):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    besuch, url = browser(kora), f"/massnahmen/{massnahme.nummer}/buchen"
    assert "Kein Geld gebucht" in besuch.get(f"/massnahmen/{massnahme.nummer}").text
    assert "frei 1.000,00 €" in besuch.get(url).text

    daten = {"foerdertopf": str(topf.id), "art": "gebunden", "betrag": "850", "zweck": "Raummiete"}
    antwort = besuch.absenden(url, **daten)

    assert antwort.ziel == seite(topf)
    text = besuch.get(seite(topf)).text
    assert "Der Topf ist zu 85 % belegt" in text
    assert "Raummiete" in text
    assert "850,00 €" in besuch.get(f"/massnahmen/{massnahme.nummer}").text
    assert "zu 85 % belegt" in besuch.get(url).text


def test_was_der_topf_nicht_hergibt_wird_mit_grund_abgelehnt_und_das_getippte_bleibt(browser, welt, kora):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    besuch, url = browser(kora), f"/massnahmen/{massnahme.nummer}/buchen"
    daten = {"foerdertopf": str(topf.id), "art": "geplant", "betrag": "1.000,01", "zweck": "Raummiete"}

    antwort = besuch.absenden(url, status=409, **daten)
    assert "nur mit einer Ausnahme" in antwort.text
    assert antwort.feld("betrag") == "1.000,01"

    besuch.absenden(url, **(daten | AUSNAHME))
    text = besuch.get(seite(topf)).text
    assert "Über dem Deckel" in text
    assert AUSNAHME["ausnahme_von"] in text


def test_weiterbuchen_umbuchen_und_stornieren_bleiben_am_topf_zu_sehen(browser, welt, kora):
    topf, anderer = neuer_topf(welt), neuer_topf(welt, name="Anderer")
    buchung = neue_buchung(welt, topf, euro=500)
    besuch = browser(kora)
    url = f"/buchungen/{buchung.id}"
    assert besuch.get(f"{url}/weiterbuchen").feld("betrag") == "500,00"

    besuch.absenden(f"{url}/weiterbuchen", art="ausgegeben", betrag="200", rest_bleibt="y")
    rest = session().query(Buchung).filter_by(status="gebucht", art="geplant").one()
    antwort = besuch.absenden(
        f"/buchungen/{rest.id}/umbuchen", status=409, foerdertopf=str(anderer.id), begruendung="Passt besser"
    )
    assert "deckungsfähig" in antwort.text
    besuch.absenden(
        f"/buchungen/{rest.id}/umbuchen", foerdertopf=str(anderer.id), begruendung="Passt besser", **AUSNAHME
    )
    neu = session().query(Buchung).filter_by(ersetzt_id=rest.id).one()
    besuch.absenden(f"/buchungen/{neu.id}/stornieren", begruendung="Entfällt")

    text = besuch.get(seite(topf)).text
    assert "weitergebucht: ausgegeben" in text
    assert "Passt besser" in text
    assert "Entfällt" in besuch.get(seite(anderer)).text
    assert besuch.get(f"/buchungen/{neu.id}/stornieren").status == 200


@pytest.mark.beide
def test_ein_neuer_deckel_laesst_die_zahlen_des_letzten_jahres_byte_fuer_byte_gleich(browser, welt, kora):
    """FACH §5, OBERFLAECHE 3.9: last year's figures stay as they were, open or closed."""
    alt = neuer_topf(welt, jahr=LETZTES)
    neue_buchung(welt, alt, euro=900, art="ausgegeben")
    besuch = browser(kora)
    files = [
        f"/foerdertoepfe/liste.csv?jahr={LETZTES}",
        f"/foerdertoepfe/{alt.id}/buchungen.csv",
    ]
    pages = [f"/foerdertoepfe/?jahr={LETZTES}", seite(alt)]

    def stand():
        return [besuch.get(url).response.get_data() for url in files], [_zahlen(besuch.get(url).text) for url in pages]

    before = stand()

    besuch.absenden(f"/foerderjahre/{alt.foerderjahr.id}/uebernehmen")
    neu = session().query(Foerdertopf).filter_by(jahr=DIESES).one()
    version = besuch.get(seite(neu, "bearbeiten")).feld("version")
    besuch.absenden(
        seite(neu, "bearbeiten"), baustein="1", name=neu.name, deckel="5", deckungsfaehig="ja", version=version
    )
    besuch.absenden(seite(neu, "freigeben"))
    session().expire_all()
    abgeschlossen(alt, welt)

    assert neu.deckel == 500
    assert (
        [besuch.get(url).response.get_data() for url in files],
        [_zahlen(besuch.get(url).text) for url in pages],
    ) == before
    besuch.absenden(seite(alt, "bearbeiten"), status=409, baustein="1", name="x", deckungsfaehig="ja", version="1")


def _zahlen(text: str) -> list[str]:
    return re.findall(r"[\d.,]+ [€%]", text)


def test_vor_dem_abschluss_steht_was_festgehalten_wird(browser, welt, kora):
    topf = neuer_topf(welt, jahr=LETZTES)
    neue_buchung(welt, topf, euro=400, art="ausgegeben")
    besuch = browser(kora)
    url = f"/foerderjahre/{topf.foerderjahr.id}"

    assert "600,00 €" in besuch.get(f"{url}/abschliessen").text
    assert topf.name in besuch.get(f"{url}/uebernehmen").text
    assert besuch.absenden(f"{url}/abschliessen").ziel == f"/foerdertoepfe/?jahr={LETZTES}"
    assert "ist abgeschlossen" in besuch.get(f"/foerdertoepfe/?jahr={LETZTES}").text
    assert "Weiterbuchen" not in besuch.get(seite(topf)).text


def test_dateien_tragen_betraege_als_zahlen(browser, welt, kora):
    topf = neuer_topf(welt, deckel=125_050, name="=HYPERLINK(1)")
    neue_buchung(welt, topf, euro=1)
    besuch = browser(kora)

    csv = besuch.get("/foerdertoepfe/liste.csv").response.get_data().decode("utf-8-sig")
    assert '"\'=HYPERLINK(1)";"freigegeben";1250,50;1,00;0,00;0,00;1249,50;' in csv
    book = load_workbook(BytesIO(besuch.get("/foerdertoepfe/liste.xlsx").response.get_data()))
    assert [cell.value for cell in book.active[2]][4:6] == [1250.5, 1]
    assert besuch.get(f"/foerdertoepfe/{topf.id}/buchungen.xlsx").status == 200


@pytest.mark.parametrize("wer", ["Fatma", "Finn"])
def test_wer_kein_geld_lesen_darf_findet_keins(browser, welt, wer):
    """Neither on the page, nor in its Verlauf, nor by the search."""
    topf = neuer_topf(welt, name="Geheimtopf")
    massnahme = neue_buchung(welt, topf, euro=777, zweck="Zauberwort").massnahme
    besuch = browser(welt.person(wer))

    for url in (f"/massnahmen/{massnahme.nummer}", "/massnahmen/", "/", "/suche/?q=Zauberwort", "/suche/?q=Geheimtopf"):
        antwort = besuch.get(url)
        assert "777" not in antwort.text
        assert "Geld" not in antwort.text.replace("Geheimtopf", "")
    assert "Förderung" not in besuch.get("/").text


@pytest.mark.parametrize(
    ("wer", "liest"), [("Mats", True), ("Zoe", True), ("Paul", True), ("Lena", False), ("Bibi", False)]
)
def test_summen_liest_wer_entscheidet_einzelne_buchungen_niemand_sonst(browser, welt, wer, liest):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=100, zweck="Zauberwort")
    neue_buchung(welt, topf, buchung.massnahme, 50, art="ausgegeben")
    besuch = browser(welt.person(wer))

    for url in (seite(topf), "/foerdertoepfe/", f"/massnahmen/{buchung.massnahme.nummer}"):
        text = besuch.get(url).text
        assert ("100,00 €" in text.replace("1.000,00", "")) is liest, url
        assert "50,00 €" in text
        assert "Zauberwort" not in text
    csv = besuch.get("/foerdertoepfe/liste.csv").response.get_data().decode("utf-8-sig")
    assert (";100,00;" in csv) is liest


def test_wer_nur_liest_liest_ueber_geplantes_geld_nichts_unwahres(browser, welt, lena, mats):
    buchung = neue_buchung(welt, euro=100)
    url = f"/massnahmen/{buchung.massnahme.nummer}"

    gelesen, verfolgt = browser(lena).get(url, status=200).text, browser(mats).get(url, status=200).text

    assert "Noch nichts ausgegeben." in gelesen
    assert "Kein Geld gebucht" not in gelesen
    assert "100,00 €" in verfolgt
    ohne = laufende_massnahme(welt)
    assert "Kein Geld gebucht" in browser(mats).get(f"/massnahmen/{ohne.nummer}", status=200).text
    assert "Noch nichts ausgegeben." in browser(lena).get(f"/massnahmen/{ohne.nummer}", status=200).text


def test_geplantes_zeigt_die_massnahme_nach_dem_recht_am_geld(browser, welt, lena):
    """Whom a Maßnahme names follows it, yet reads no more of the money than before."""
    buchung = neue_buchung(welt, euro=100)
    neue_buchung(welt, buchung.foerdertopf, buchung.massnahme, 50, art="ausgegeben")
    with transaction():
        buchung.massnahme.verantwortlich, buchung.massnahme.institution = lena, lena.institution

    seite_lenas = browser(lena).get(f"/massnahmen/{buchung.massnahme.nummer}", status=200)

    assert "Rückmeldungen" in seite_lenas.text
    assert "50,00 €" in seite_lenas.text
    koepfe = [e.text.strip() for e in seite_lenas.alle("th", scope="col")]
    assert "ausgegeben" in koepfe
    assert "geplant" not in koepfe


def test_die_auswahl_nach_baustein(browser, welt, kora):
    neuer_topf(welt, name="Eins"), neuer_topf(welt, name="Zwei", baustein=2)
    besuch = browser(kora)

    text = besuch.get(f"/foerdertoepfe/?jahr={DIESES}&baustein=2").text
    assert "Zwei" in text
    assert "Eins" not in text
    assert "kein Topf" in besuch.get("/foerdertoepfe/?baustein=3").text
    assert besuch.get("/foerdertoepfe/?baustein=9&jahr=abc").status == 200
