"""Pages of reports: a draft that is written on the page, figures that lead to what they count, files that stay."""

import json
from io import BytesIO

import pytest
from docx import Document

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Bericht, Einstellung, Lage
from tests.bauen.berichte import abgeschlossener_bericht, abschnitt, geschrieben, neuer_bericht
from tests.bauen.fallrekonstruktionen import freigegebener_fall
from tests.bauen.foerderung import neue_buchung, neue_stelle
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import neues_thema

JAHR = clock.today().year
ANGABEN = {"art": "sachbericht", "von": f"{JAHR}-01-01", "bis": f"{JAHR}-12-31", "stichtag": "", "titel": ""}


def seite(bericht: Bericht, rest: str = "") -> str:
    return f"/berichte/{bericht.nummer}{rest}"


def test_ein_bericht_entsteht_wird_geschrieben_und_abgeschlossen(browser, welt, kora):
    neues_thema(welt, titel="Anschlussversicherung")
    besuch = browser(kora)
    assert "Noch kein Bericht" in besuch.get("/berichte/").text

    ziel = besuch.absenden("/berichte/anlegen", **ANGABEN).ziel
    assert ziel == f"/berichte/R-{JAHR}-001"
    assert f"Sachbericht Kommunales Integrationsmanagement {JAHR}" in besuch.get(ziel).text
    assert "Anschlussversicherung" in besuch.get(f"{ziel}/zahlen/themen.aufgenommen").text
    assert "Ihre Worte: Schnittstellen zu anderen Programmen" in besuch.get(ziel).text

    antwort = besuch.absenden(f"{ziel}/abschnitte/programme/schreiben", text="Mit der MBE abgestimmt.")
    assert antwort.ziel == f"{ziel}#abschnitt-programme"
    geschrieben(welt, session().query(Bericht).one())
    besuch.absenden(f"{ziel}/abschliessen", freigegeben="y")

    fertig = besuch.get(ziel)
    assert "Mit der MBE abgestimmt." in fertig.text
    assert "Prüfsumme" in fertig.text
    assert "Text schreiben" not in fertig.text
    assert f"R-{JAHR}-001" in browser(welt.person("Lena")).get("/berichte/").text


def test_jede_zahl_auf_der_seite_ist_ein_link(browser, welt, kora):
    neues_thema(welt)
    bericht = neuer_bericht(welt)

    shown = browser(kora).get(seite(bericht))

    assert "{" not in shown.text.replace("{}", "")
    for section in bericht.abschnitte:
        for zahl in section.zahlen:
            found = shown.alle("a", href=seite(bericht, f"/zahlen/{zahl.schluessel}"))
            assert len(found) == 2, f"{zahl.schluessel}: einmal im Text, einmal in der Tabelle"


def test_wer_die_sachen_nicht_sieht_bekommt_die_zahlen_im_zusammenhang(browser, welt):
    buchung = neue_buchung(welt, euro=100)
    bericht = abgeschlossener_bericht(welt)
    url = seite(bericht, "/zahlen/mittel.geplant")

    assert buchung.zweck in browser(welt.person("Kora")).get(url).text
    mats = browser(welt.person("Mats")).get(url)
    assert "Nur als Zahl" in mats.text
    assert buchung.zweck not in mats.text
    assert "Über alle Töpfe ausgegeben" in mats.text
    assert (
        "Lücke beim Rechtskreiswechsel"
        in browser(welt.person("Mats")).get(seite(bericht, "/zahlen/themen.aufgenommen")).text
    )


def test_kleine_zahlen_ueber_faelle_stehen_nirgends(browser, welt, kora):
    for _ in range(3):
        freigegebener_fall(welt)
    bericht = abgeschlossener_bericht(welt)
    zahl = next(z for z in abschnitt(bericht, "fachaufsicht").zahlen if z.schluessel == "faelle.freigegeben")
    assert zahl.wert == 3
    assert zahl.verdeckt_unter == queries.verdeckung.schwelle() == 5

    for wer in ("Kora", "Mats"):
        shown = browser(welt.person(wer)).get(seite(bericht)).text
        assert "freigegebene Fälle: < 5" in shown
    assert "gezählt sind 3" in browser(kora).get(seite(bericht, "/zahlen/faelle.freigegeben")).text
    mats = browser(welt.person("Mats")).get(seite(bericht, "/zahlen/faelle.freigegeben")).text
    assert "< 5" in mats
    assert "F-" not in mats
    assert "freigegebene Fälle: < 5" in _text(browser(kora).get(seite(bericht, "/datei/docx"), pruefen=False))
    found = json.loads(browser(kora).get(seite(bericht, "/zahlen.json"), pruefen=False).response.data)
    row = next(row for row in found["zahlen"] if row["kennung"] == "faelle.freigegeben")
    assert (row["wert"], row["anzeige"]) == (None, "< 5")
    assert '"faelle.freigegeben";"Fachaufsicht über das Case Management"' in _csv(browser, kora, bericht)
    assert ';"< 5";' in _csv(browser, kora, bericht)


def test_ein_geschlossener_bericht_nennt_keine_fruehere_zahl(browser, welt, kora):
    """M3 P0: two counts beside each other tell of the few cases in between."""
    for _ in range(3):
        freigegebener_fall(welt)
    bericht = geschrieben(welt, neuer_bericht(welt))
    for _ in range(3):
        freigegebener_fall(welt)
    with transaction():
        workflow.berichte.erneuern(bericht, kora)
    assert (
        next(z for z in abschnitt(bericht, "fachaufsicht").zahlen if z.schluessel == "faelle.freigegeben").vorher == 3
    )
    with transaction():
        workflow.berichte.abschliessen(bericht, kora, freigegeben=True)

    assert {zahl.vorher for section in bericht.abschnitte for zahl in section.zahlen} == {None}
    assert "Vor dem letzten Erzeugen" not in browser(welt.person("Mats")).get(seite(bericht)).text


def test_wer_um_hilfe_bat_liest_nur_wer_massnahmen_verfolgt(browser, welt, kora):
    """FACH §2: who only reads along sees status and dates, never how it goes."""
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(
            massnahme, massnahme.verantwortlich, lage=Lage.HILFE, satz="Uns fehlt ein Raum."
        )
    bericht = abgeschlossener_bericht(welt, freigegeben=True)
    url = seite(bericht, "/zahlen/schwierigkeiten.hilfe")

    assert massnahme.nummer in browser(kora).get(url).text
    assert massnahme.nummer in browser(welt.person("Mats")).get(url).text
    assert massnahme.nummer not in browser(welt.person("Lena")).get(url).text


def _text(antwort) -> str:
    document = Document(BytesIO(antwort.response.data))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _csv(browser, person, bericht: Bericht) -> str:
    return browser(person).get(seite(bericht, "/zahlen.csv"), pruefen=False).response.data.decode("utf-8-sig")


def test_die_zahlen_fuer_maschinen_sind_zahlen_mit_einheit_und_stichtag(browser, welt, kora):
    neue_buchung(welt, euro=100)
    neue_stelle(welt, anteil=50)
    bericht = neuer_bericht(welt)

    found = json.loads(browser(kora).get(seite(bericht, "/zahlen.json"), pruefen=False).response.data)

    rows = {row["kennung"]: (row["wert"], row["einheit"]) for row in found["zahlen"]}
    assert found["stichtag"] == clock.today().isoformat()
    assert rows["mittel.geplant"] == (100.0, "Euro")
    assert rows["stellen.anteile"] == (0.5, "Stellenanteile")
    assert rows["themen.aufgenommen"][1] == "Anzahl"
    assert '"mittel.geplant";"Maßnahmen und Mittel";"Über alle Töpfe geplant";100,00;"Euro";' in _csv(
        browser, kora, bericht
    )


def test_die_laufenden_zahlen_gibt_es_ohne_bericht(browser, welt, kora):
    neues_thema(welt)
    besuch = browser(kora)

    assert "themen.aufgenommen" in besuch.get("/berichte/controlling").text
    found = json.loads(besuch.get(f"/berichte/controlling.json?jahr={JAHR}", pruefen=False).response.data)
    assert next(row["wert"] for row in found["zahlen"] if row["kennung"] == "themen.aufgenommen") == 1
    letztes = json.loads(besuch.get(f"/berichte/controlling.json?jahr={JAHR - 1}", pruefen=False).response.data)
    assert next(row["wert"] for row in letztes["zahlen"] if row["kennung"] == "themen.aufgenommen") == 0
    assert letztes["stichtag"] == f"{JAHR - 1}-12-31"
    for jahr in ("1999", "x", "²"):
        besuch.get(f"/berichte/controlling?jahr={jahr}", status=200)


@pytest.mark.parametrize("wer", ["Mats", "Lena", "Bibi", "Ada"])
def test_laufende_zahlen_sieht_nur_die_koordination(browser, welt, wer):
    browser(welt.person(wer)).get("/berichte/controlling", status=403)


def test_zwei_schreiben_zugleich_und_sehen_beide_texte(browser, welt, kora):
    bericht = neuer_bericht(welt)
    url, besuch = seite(bericht, "/abschnitte/ausblick/schreiben"), browser(kora)
    offen = besuch.get(url)
    besuch.absenden(url, text="Zuerst gespeichert")

    antwort = besuch.post(
        url,
        {"text": "Danach getippt", "version": offen.feld("version"), "marke": offen.feld("marke")},
        status=409,
    )

    assert "Zuerst gespeichert" in antwort.text
    assert antwort.feld("text") == "Danach getippt"
    assert "Jemand war schneller" in antwort.text


def test_der_waechter_liest_mit(browser, welt, kora):
    bericht = neuer_bericht(welt)

    antwort = browser(kora).absenden(
        seite(bericht, "/abschnitte/ausblick/schreiben"), status=422, text="Frau A., geb. 03.04.1990, hilft uns."
    )

    assert "Geburtsdatum" in antwort.text


def test_ein_titel_in_dem_der_waechter_etwas_findet_verlaesst_das_haus_nicht(browser, welt, kora):
    thema = neues_thema(welt, titel="Wohnung für 0171 2345678")
    with transaction():
        workflow.themen.erledigen(thema, kora, was="Ein Anruf genügte.")
    bericht = neuer_bericht(welt)

    assert "0171 2345678" not in _text(browser(kora).get(seite(bericht, "/datei/docx"), pruefen=False))
    assert "Wohnung für 0171 2345678" in browser(kora).get(seite(bericht, "/zahlen/themen.geloest")).text


def test_was_andere_tippten_bleibt_text(browser, welt, kora):
    titel = "A | B {themen.aufgenommen} <b>*c*</b> [x](http://x.example)"
    thema = neues_thema(welt, titel=titel)
    with transaction():
        workflow.themen.erledigen(thema, kora, was="Ein Anruf genügte.")
    bericht = neuer_bericht(welt)

    assert titel in browser(kora).get(seite(bericht)).text
    assert titel in _text(browser(kora).get(seite(bericht, "/datei/docx"), pruefen=False))


def test_bezeichnungen_dieses_kreises_stehen_im_bericht(browser, welt, kora):
    with transaction() as s:
        setzung = s.query(Einstellung).filter_by(schluessel="bezeichnung.Lenkungsgruppe").one()
        setzung.wert = "der Lenkungskreis, die Lenkungskreise"

    shown = browser(kora).get(seite(neuer_bericht(welt)))

    assert "Lenkungskreis" in [heading.text for heading in shown.alle("h2")]
    assert "Kommunen mit einem Sitz im Lenkungskreis" in shown.text
    for path in ("/berichte/controlling.json", "/berichte/controlling.csv"):
        said = browser(kora).get(path, pruefen=False).response.data.decode("utf-8-sig")
        assert "Lenkungskreis" in said
        assert "‹" not in said


def test_dateien_eines_entwurfs_sagen_dass_er_einer_ist(browser, welt, kora):
    bericht = neuer_bericht(welt)
    antwort = browser(kora).get(seite(bericht, "/datei/odt"), pruefen=False, status=200)
    assert "Entwurf" in antwort.headers["Content-Disposition"]
    browser(kora).get(seite(bericht, "/datei/exe"), status=404)
    browser(kora).get(seite(bericht, "/zahlen/gibt.es.nicht"), status=404)


def test_die_berichtigung_und_der_ersetzte_bericht_zeigen_aufeinander(browser, welt, kora):
    alt = abgeschlossener_bericht(welt)
    besuch = browser(kora)
    ziel = besuch.absenden(seite(alt, "/berichtigen"), begruendung="Ein Thema fehlte.").ziel

    assert "weil: Ein Thema fehlte." in besuch.get(ziel).text
    assert "Ein berichtigter Bericht ist begonnen" in besuch.get(seite(alt)).text
    assert "berichtigter Bericht" not in browser(welt.person("Mats")).get(seite(alt)).text
    liste = browser(welt.person("Mats")).get("/berichte/").text
    assert "ersetzt durch" not in liste


def test_die_seite_kostet_feste_viele_anweisungen(browser, welt, kora):
    bericht = neuer_bericht(welt)
    wenige = browser(kora).anweisungen(seite(bericht))
    for _ in range(5):
        neues_thema(welt)
    with transaction():
        workflow.berichte.erneuern(bericht, kora)

    assert browser(kora).anweisungen(seite(bericht)) == wenige <= 25
