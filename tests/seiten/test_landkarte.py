"""Pages and files of the Landkarte: who opens what, and what all of them together give away."""

import csv
from collections import Counter
from io import BytesIO, StringIO
from random import Random

import pytest
from openpyxl import load_workbook

from kimflow import queries
from kimflow.queries.landkartenworte import TEILUNGEN
from tests.bauen.bruchstellen import VORGABE, einzelne, viele_bruchstellen
from tests.bauen.fallrekonstruktionen import freigegebener_fall
from tests.handlungen.test_verdeckung import AB, VIEL, Unbekannte

SEITE = "/landkarte/"
INSTITUTIONEN = "/landkarte/institutionen"


def zahlen(seite):
    return [e.text for e in seite.alle("td", data_kopf="Bruchstellen")]


def csv_von(besuch, abfrage="", name="rechtskreise"):
    """The rows of the file, without its heading."""
    antwort = besuch.get(f"{SEITE}{name}.csv{abfrage}", status=200)
    text = antwort.response.get_data().decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(StringIO(text), delimiter=";")][1:]


# --- the Koordination -------------------------------------------------------------------------------------------


def test_jede_zahl_der_koordination_fuehrt_zu_genau_ihren_zeilen(browser, welt, kora):
    viele_bruchstellen(welt, (3, {"kommune": "Waldau"}), (2, {"zu_rechtskreis": "SGB III"}), (4, {}))
    besuch = browser(kora)
    waldau = welt.kommune("Waldau").id

    for filter in ("", f"?kommune={waldau}", "?ab=2026-1&bis=2026-1", "?kommune=0"):
        seite = besuch.get(f"{SEITE}{filter}", status=200)
        links = [e for e in seite.alle("a") if "/landkarte/bruchstellen" in e.attrs["href"] and e.text[:1].isdigit()]
        assert len(links) >= 2
        for link in links:
            liste = besuch.get(link.attrs["href"], status=200)
            assert len(liste.alle("th", scope="row")) == int(link.text.split()[0]), (filter, link)


def test_die_liste_blaettert_und_behaelt_den_filter(browser, welt, kora):
    viele_bruchstellen(welt, (60, {"kommune": "Waldau"}), (3, {}))
    besuch = browser(kora)

    erste = besuch.get(f"{SEITE}bruchstellen?kommune={welt.kommune('Waldau').id}", status=200)
    assert len(erste.alle("th", scope="row")) == 50
    zweite = besuch.get(erste.eins("a", rel="next").attrs["href"], status=200)
    assert len(zweite.alle("th", scope="row")) == 10


def test_die_koordination_kann_lesen_was_die_lenkungsgruppe_liest(browser, welt, kora, mats):
    viele_bruchstellen(welt, (6, {}), (2, {"zu_rechtskreis": "SGB III"}))

    fuer_kora = browser(kora).get(f"{SEITE}?fassung=lenkungsgruppe", status=200)
    assert zahlen(fuer_kora) == zahlen(browser(mats).get(SEITE, status=200)) == ["6", "< 5"]
    assert csv_von(browser(kora), "?fassung=lenkungsgruppe") == csv_von(browser(mats))


def test_unsinn_in_der_adresse_ist_kein_fehler(browser, welt, kora, mats):
    viele_bruchstellen(welt, (6, {}))
    unsinn = "?ab=2026-9&bis=x&kommune=-1&phase=abc&handlungsfeld=99999999999&ausschnitt=kommune-x&_scheme=javascript"

    for person in (kora, mats):
        assert ("AsylbLG", "SGB II", "6", "") in csv_von(browser(person), unsinn)
        assert "javascript:" not in browser(person).get(f"{SEITE}{unsinn}", status=200).html
    seite = browser(kora).get(f"{SEITE}bruchstellen?art=x&von=1&zu=99999&{unsinn[1:]}", status=200)
    assert "javascript:" not in seite.html
    assert "Nichts gefunden" in seite.text


def test_die_karte_gibt_es_als_csv_und_xlsx(browser, welt, kora):
    viele_bruchstellen(welt, (3, {}), (7, {"zu_rechtskreis": "SGB III"}))
    besuch = browser(kora)

    assert csv_von(besuch) == [("AsylbLG", "SGB III", "7", ""), ("AsylbLG", "SGB II", "3", "")]
    for name in ("rechtskreise", "institutionen"):
        antwort = besuch.get(f"{SEITE}{name}.xlsx", status=200)
        blatt = load_workbook(BytesIO(antwort.response.get_data())).worksheets[0]
        assert [row[2].value for row in blatt.iter_rows(min_row=2)] == ([7, 3] if name == "rechtskreise" else [10])
        assert "attachment" in antwort.headers["Content-Disposition"]


# --- everybody else ---------------------------------------------------------------------------------------------


def test_mitglieder_lesen_grosse_zahlen_ohne_links_und_keine_kleinen(browser, welt, mats):
    fall = freigegebener_fall(welt)
    viele_bruchstellen(welt, (6, {"zu_rechtskreis": "SGB III"}))

    seite = browser(mats).get(SEITE, status=200)
    assert zahlen(seite) == ["6", "< 5"]
    assert "Gezählt werden Bruchstellen; ein Fall kann mehrere haben." in seite.text
    assert "niemand erkennbar" not in seite.text
    assert "/landkarte/bruchstellen" not in seite.html
    assert fall.nummer not in seite.html
    browser(mats).get(f"{SEITE}bruchstellen", status=403)


def test_wer_die_karte_nicht_sehen_darf_bekommt_sie_nirgends(browser, welt, fatma, lena):
    viele_bruchstellen(welt, (9, {}))

    for person in (fatma, lena):
        besuch = browser(person)
        for url in ("", "institutionen", "bruchstellen", "rechtskreise.csv", "institutionen.xlsx"):
            besuch.get(f"{SEITE}{url}", status=403)
        assert "/landkarte/" not in besuch.get("/fallrekonstruktionen/", status=200).html


def test_die_eigene_zeile_nennt_keine_andere(browser, welt, mats):
    jobcenter = {"von_institutionstyp": "Jobcenter", "zu_institutionstyp": "Schulamt"}
    viele_bruchstellen(welt, (8, {}), (6, jobcenter))

    seite = browser(mats).get(INSTITUTIONEN, status=200)
    assert "Zeile Ihrer eigenen Institution" in seite.text
    assert zahlen(seite) == ["6", "< 5"]
    assert csv_von(browser(mats), name="institutionen")[0] == ("Jobcenter", "Schulamt", "6", "")


def test_leer_sagt_die_karte_warum(browser, welt, kora, mats):
    assert "Noch keine Bruchstelle" in browser(kora).get(SEITE, status=200).text
    assert "Noch ist keine Zahl groß genug" in browser(mats).get(SEITE, status=200).text

    viele_bruchstellen(welt, (6, {}), (4, {"handlungsfeld": "Leistungen und Rechtskreiswechsel"}))
    sprache = welt.vokabel("handlungsfeld", "Sprache").id
    assert "Zu dieser Auswahl" in browser(kora).get(f"{SEITE}?handlungsfeld={sprache}", status=200).text
    assert "nichts zu zeigen" in browser(mats).get(f"{SEITE}?ausschnitt=handlungsfeld-{sprache}", status=200).text


def test_was_ausgerechnet_werden_darf_steht_als_null_da(browser, welt, mats):
    """All are Wohnen: that there is none of Sprache is no secret then."""
    viele_bruchstellen(welt, (6, {}))
    sprache = welt.vokabel("handlungsfeld", "Sprache").id

    assert zahlen(browser(mats).get(f"{SEITE}?ausschnitt=handlungsfeld-{sprache}", status=200)) == ["0", "verdeckt"]


def test_das_bild_traegt_zahlen_und_ist_fuer_vorlesende_stumm(browser, welt, mats):
    viele_bruchstellen(welt, (9, {}), (5, {"von_rechtskreis": "AufenthG", "zu_rechtskreis": "SGB III"}))

    seite = browser(mats).get(SEITE, status=200)
    assert seite.eins("figure").attrs["aria-hidden"] == "true"
    assert Counter(e.text for e in seite.alle("text") if e.attrs["class"].startswith("kf-landkarte__zahl")) == {
        "9": 1,
        "5": 1,
    }
    assert [e.text for e in seite.alle("text", class_="kf-landkarte__leise")] == ["< 5", "< 5"]


# --- all of it together -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("keim", range(4))
def test_alle_filter_und_dateien_zusammen_verraten_kein_verdecktes_feld(browser, welt, mats, keim):
    """M3: Mats fetches every file he can and a few he only makes up, and does his sums."""
    zeilen = _zufaellige(Random(keim))
    einzelne(zeilen, welt)
    besuch, worte = browser(mats), queries.landkartenworte.worte()
    overall = _gelesen(csv_von(besuch))
    assert overall
    known = Unbekannte()
    truth = {}
    for von, zu in _paare(zeilen):
        here = [z for z in zeilen if (z["von_rechtskreis"], z["zu_rechtskreis"]) == (von, zu)]
        truth[von, zu] = len(here)
        wert = overall.get((von, zu))
        known.grenzen[von, zu] = (0, AB - 1) if wert is None else (wert, wert)
    hidden = [paar for paar in known.grenzen if paar not in overall]
    for teilung in TEILUNGEN:
        teile = worte.teile(teilung)
        shown = {w.text: _gelesen(csv_von(besuch, f"?ausschnitt={teilung}-{w.id}")) for w in teile}
        for paar in sorted(_paare(zeilen)):
            names = [(paar, teilung, w.text) for w in teile]
            for name in names:
                wert = shown[name[2]].get(paar)
                truth[name] = sum(_gehoert(z, paar, teilung, name[2], TEILUNGEN[teilung].ohne) for z in zeilen)
                assert wert in (None, truth[name])
                assert wert in (None, 0) or wert >= AB
                known.grenzen[name] = (0, VIEL) if wert is None else (wert, wert)
                hidden += [name] if wert is None else []
            known.gleichungen.append((paar, names))
    # What the address forbids changes nothing: free filters, two at once, the paper, the list.
    for frei in ("?handlungsfeld=1&kommune=2", "?ab=2025-1&bis=2025-1", "?von=1&zu=2", "?ausschnitt=kommune-9999"):
        assert _gelesen(csv_von(besuch, frei)) == overall

    bounds = known.eingrenzen()
    assert all(low <= truth[name] <= high for name, (low, high) in bounds.items())
    assert [name for name in hidden if bounds[name][0] == bounds[name][1]] == []
    assert len(hidden) > 50


def _zufaellige(dice):
    def one(*worte):
        return dice.choices(worte, [3**-i for i in range(len(worte))])[0]

    return [
        {
            **VORGABE,
            "von_rechtskreis": one("AsylbLG", "SGB II", "AufenthG"),
            "zu_rechtskreis": one("SGB II", "SGB III"),
            "handlungsfeld": one("Wohnen", "Sprache", "Leistungen und Rechtskreiswechsel"),
            "ursache": one("Wartezeit", "Zuständigkeit unklar", "Rechtskreiswechsel"),
            "kommune": one("Seestadt", None, "Waldau"),
            "phase": one("Zugang", None, "Linking", "Assessment"),
            "jahr": one(2026, 2025, 2024),
        }
        for _ in range(70)
    ]


def _paare(zeilen):
    return {(z["von_rechtskreis"], z["zu_rechtskreis"]) for z in zeilen}


def _gehoert(zeile, paar, teilung, wort, ohne):
    wert = zeile[teilung]
    return (zeile["von_rechtskreis"], zeile["zu_rechtskreis"]) == paar and (ohne if wert is None else str(wert)) == wort


def _gelesen(rows):
    return {(von, zu): int(wert) for von, zu, wert, _ in rows if wert.isdecimal()}


# --- how much it costs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wer", "abfrage"), [("Kora", ""), ("Kora", "?phase=0"), ("Mats", ""), ("Mats", "?ausschnitt=phase-0")]
)
def test_die_karte_kostet_bei_zehn_und_bei_tausend_bruchstellen_gleich_viel(browser, welt, wer, abfrage):
    viele_bruchstellen(welt, (10, {}))
    besuch = browser(welt.person(wer))
    few = besuch.anweisungen(f"{SEITE}{abfrage}")
    einzelne(_zufaellige(Random(7)) * 14, welt)

    assert besuch.anweisungen(f"{SEITE}{abfrage}") == few
    assert few <= 7
