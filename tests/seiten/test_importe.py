"""Pages and command of the import."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kimflow.db import session
from kimflow.models import Massnahme, Thema
from tests.handlungen.test_themen_importieren import MASSNAHME, THEMA, als_xlsx


def hochladen(browser_kora, name, inhalt, status=200):
    marke = browser_kora.get("/importe/").feld("marke")
    return browser_kora.post("/importe/hochladen", {"marke": marke, "datei": (BytesIO(inhalt), name)}, status=status)


def versteckte(seite):
    return {
        e.attrs["name"]: e.attrs.get("value", "")
        for e in seite.alle("input", type="hidden")
        if e.attrs.get("name") not in (None, "csrf_token")
    }


def test_die_koordination_laedt_die_vorlage_herunter(browser, kora):
    antwort = browser(kora).get("/importe/vorlage.xlsx", status=200)

    assert "attachment" in antwort.headers["Content-Disposition"]
    assert load_workbook(BytesIO(antwort.response.data)).sheetnames == ["Themen und Maßnahmen", "Erklärung"]


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Ada", "Lena"])
def test_andere_importieren_nicht(browser, welt, wer):
    for url in ("/importe/", "/importe/vorlage.xlsx"):
        assert browser(welt.person(wer)).get(url).status == 403
    for url in ("/importe/hochladen", "/importe/vorschau", "/importe/importieren"):
        assert browser(welt.person(wer)).post(url, {"zeilen": json.dumps([THEMA])}).status == 403
    assert session().query(Thema).count() == 0


def test_erst_die_vorschau_dann_der_import(browser, kora):
    kora_browser = browser(kora)
    vorschau = hochladen(kora_browser, "themen.xlsx", als_xlsx(THEMA, MASSNAHME))
    assert "wird aufgenommen" in vorschau.text
    assert session().query(Thema).count() == 0

    seite = kora_browser.post("/importe/importieren", versteckte(vorschau), status=303)

    assert "1 Themen und 1 Maßnahmen aufgenommen" in kora_browser.folgen(seite).text
    assert session().query(Massnahme).one().titel == MASSNAHME["titel"]


def test_ein_unbekanntes_wort_wird_einmal_gefragt_und_die_antwort_behalten(browser, kora, welt):
    kora_browser = browser(kora)
    zeilen = [THEMA | {"titel": f"Thema {n}", "handlungsfeld": "Sprache lernen"} for n in range(3)]
    vorschau = hochladen(kora_browser, "themen.json", json.dumps(zeilen).encode())
    (frage,) = [e for e in vorschau.alle("select") if e.attrs["name"].startswith("wort_")]
    antwort = {frage.attrs["name"]: str(welt.vokabel("handlungsfeld", "Sprache").id)}

    erneut = kora_browser.post("/importe/vorschau", versteckte(vorschau) | antwort, status=200)
    assert "nicht zugeordnet" not in erneut.text
    assert [o.attrs["value"] for o in erneut.alle("option", selected=None)] == list(antwort.values())

    kora_browser.post("/importe/importieren", versteckte(erneut) | antwort, status=303)
    assert session().query(Thema).count() == 3


def test_was_nicht_zugeordnet_wird_laesst_sich_in_einem_zug_weglassen(browser, kora):
    kora_browser = browser(kora)
    zeile = THEMA | {"kommunen": "Kreis Anderswo; Stadt Woanders; Seestadt", "rechtskreise": "SGB 99"}
    vorschau = hochladen(kora_browser, "a.json", json.dumps([zeile]).encode())

    kora_browser.post("/importe/importieren", versteckte(vorschau), status=409)
    kora_browser.post("/importe/importieren", versteckte(vorschau) | {"rest_weglassen": "y"}, status=303)

    thema = session().query(Thema).one()
    assert [k.name for k in thema.kommunen] == ["Seestadt"]
    assert thema.rechtskreise == []


def test_aehnliche_woerter_sind_vorgeschlagen(browser, kora, welt):
    zeile = THEMA | {"handlungsfeld": "Leistungen, Rechtskreiswechsel"}

    vorschau = hochladen(browser(kora), "themen.json", json.dumps([zeile]).encode())

    feld = welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel")
    assert [o.attrs["value"] for o in vorschau.alle("option", selected=None)] == [str(feld.id)]


def test_was_nicht_geht_wird_nicht_importiert_und_bleibt_auf_der_seite(browser, kora):
    kora_browser = browser(kora)
    vorschau = hochladen(kora_browser, "a.json", json.dumps([THEMA, MASSNAHME | {"beschluss": ""}]).encode())

    seite = kora_browser.post("/importe/importieren", versteckte(vorschau), status=409)

    assert "Es wurde nichts importiert" in seite.text
    assert "Zeile 2: Das Beschlussdokument fehlt." in seite.text
    assert session().query(Thema).count() == 0

    kora_browser.post("/importe/importieren", versteckte(seite) | {"auslassen": "y"}, status=303)
    assert session().query(Thema).count() == 1


def test_zweimal_gesendet_wird_einmal_importiert(browser, kora):
    """A10: a double click gets the same answer and changes nothing."""
    kora_browser = browser(kora)
    vorschau = hochladen(kora_browser, "a.json", json.dumps([THEMA]).encode())

    erste = kora_browser.post("/importe/importieren", versteckte(vorschau), status=303)
    zweite = kora_browser.post("/importe/importieren", versteckte(vorschau), status=303)

    assert erste.ziel == zweite.ziel
    assert session().query(Thema).count() == 1


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [("a.xlsx", b"kaputt"), ("a.json", b"{"), ("a.exe", b"MZ"), ("", b""), ("a.csv", b"\x00"), ("a.json", b"[]")],
)
def test_eine_unbrauchbare_datei_wird_am_feld_erklaert(browser, kora, name, inhalt):
    seite = hochladen(browser(kora), name, inhalt, status=422)

    assert "Bitte prüfen Sie Ihre Angaben" in seite.text


@pytest.mark.parametrize("zeilen", ["", "[]", "{", "[1]", '[{"art": 1}]', "x" * 100, '[{"art":"thema","titel":null}]'])
def test_gefaelschte_zeilen_sind_kein_fehler_des_servers(browser, kora, zeilen):
    """I2 P0: the carried rows are the person's own input and are judged like any."""
    for url in ("/importe/vorschau", "/importe/importieren"):
        assert browser(kora).post(url, {"zeilen": zeilen}).status in (200, 303, 409, 422)
    assert session().query(Thema).count() == 0


def test_eine_gefaelschte_zuordnung_wird_abgelehnt(browser, kora):
    kora_browser = browser(kora)
    vorschau = hochladen(kora_browser, "a.json", json.dumps([THEMA | {"handlungsfeld": "Fremd"}]).encode())
    (frage,) = [e.attrs["name"] for e in vorschau.alle("select") if e.attrs["name"].startswith("wort_")]

    for wert in ("999999", "x", "-2"):
        kora_browser.post("/importe/importieren", versteckte(vorschau) | {frage: wert}, status=422)

    assert session().query(Thema).count() == 0


def test_was_in_der_datei_steht_wird_nie_zu_markup(browser, kora):
    """I4 P0."""
    zeile = THEMA | {"titel": "<script>alert(1)</script>", "handlungsfeld": '"><img src=x onerror=alert(1)>'}

    seite = hochladen(browser(kora), "a.json", json.dumps([zeile]).encode())

    assert "<script>alert" not in seite.html
    assert not seite.alle("img")


def befehl(app, *args):
    return app.test_cli_runner().invoke(args=["themen-import", *map(str, args)])


def test_der_befehl_zeigt_erst_und_importiert_nur_auf_wunsch(app, welt, ablage):
    datei, zuordnung = ablage / "themen.json", ablage / "zuordnung.json"
    datei.write_text(json.dumps([THEMA | {"handlungsfeld": "Sprechen"}]))
    zuordnung.write_text(json.dumps({"handlungsfeld": {"Sprechen": "Sprache"}}))

    vorschau = befehl(app, datei)
    assert vorschau.exit_code == 0
    assert "Nicht bekannt (handlungsfeld): Sprechen" in vorschau.output
    assert session().query(Thema).count() == 0

    done = befehl(app, datei, "--zuordnung", zuordnung, "--als", "kora@musterkreis.example")
    assert done.exit_code == 0, done.output
    assert "1 Themen und 0 Maßnahmen aufgenommen" in done.output
    assert session().query(Thema).one().handlungsfeld.kurz == "Sprache"


@pytest.mark.parametrize(
    ("mail", "meldung"), [("mats@musterkreis.example", "darf keine"), ("fremd@x.example", "keine Person")]
)
def test_der_befehl_handelt_nur_fuer_die_koordination(app, welt, ablage, mail, meldung):
    datei = ablage / "themen.json"
    datei.write_text(json.dumps([THEMA]))

    result = befehl(app, datei, "--als", mail)

    assert result.exit_code != 0
    assert meldung in result.output
    assert session().query(Thema).count() == 0


def test_der_befehl_erklaert_eine_unbrauchbare_datei(app, ablage):
    datei = ablage / "themen.pdf"
    datei.write_bytes(b"%PDF")

    assert "XLSX, CSV oder JSON" in befehl(app, datei).output
