"""Pages and command of the import: upload, headings, questions, doing it, portions, and what does not work."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kimflow.db import session, transaction
from kimflow.models import Importlauf, Importphase, Importzeile, Institution, Massnahme, Nachricht, Person, Thema
from kimflow.queries.bezeichnungen import eingesetzt
from kimflow.workflow.importe import ARTEN, laeufe
from tests.handlungen.test_themen_importieren import MASSNAHME, THEMA, als_xlsx


def hochladen(mein, art, name, inhalt, status=303):
    leer = mein.get(f"/importe/{art}")
    seite = mein.post(f"/importe/{art}", {"marke": marke(leer), "datei": (BytesIO(inhalt), name)}, status=status)
    return mein.folgen(seite) if status == 303 else seite


def als_json(*zeilen):
    return json.dumps(zeilen).encode()


def tun(mein, was, seite, daten=None, status=303):
    """Press a button of the page of the latest import."""
    lauf = session().query(Importlauf).order_by(Importlauf.id.desc()).first()
    return mein.post(f"/importe/lauf/{lauf.id}/{was}", {"marke": marke(seite), **(daten or {})}, status=status)


def marke(seite):
    """Of the first form, which is the one that leads on."""
    return next(e.attrs["value"] for e in seite.alle("input") if e.attrs.get("name") == "marke")


def fragen(seite):
    return [e.attrs["name"] for e in seite.alle("select") if e.attrs["name"].startswith("wort_")]


@pytest.mark.parametrize("art", list(ARTEN))
def test_jede_vorlage_ist_leer_und_erklaert_sich(browser, kora, ada, art):
    mein = browser(ada if art == "personen" else kora)
    spalten = [s for s in ARTEN[art].spalten if not s.nur_ausgabe]

    book = load_workbook(BytesIO(mein.get(f"/importe/{art}/vorlage.xlsx", status=200).response.data))
    assert [cell.value for cell in book.worksheets[0][1]] == [s.titel for s in spalten]
    assert book.worksheets[0]["B2"].number_format == "@"
    assert [row[1].value for row in book["Erklärung"].iter_rows(min_row=2)] == [eingesetzt(s.hilfe) for s in spalten]
    csv = mein.get(f"/importe/{art}/vorlage.csv", status=200).response.data.decode("utf-8-sig")
    assert csv.strip() == ";".join(f'"{s.titel}"' for s in spalten)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Lena"])
def test_andere_uebernehmen_nichts(browser, welt, wer):
    mein = browser(welt.person(wer))
    for url in ("/importe/", *(f"/importe/{art}" for art in ARTEN), "/gremien/sitze.csv", "/massnahmen/uebernahme.csv"):
        assert mein.get(url).status == 403
    assert mein.post("/importe/themen", {"datei": (BytesIO(als_json(THEMA)), "a.json")}).status == 403


def test_eine_fremde_uebernahme_sieht_niemand(browser, kora, ada):
    hochladen(browser(kora), "institutionen", "a.csv", b"Name;Kurzname;Art\nX;X;Jobcenter\n")
    lauf = session().query(Importlauf).one()

    assert browser(ada).get(f"/importe/lauf/{lauf.id}").status == 404
    for was in ("antworten", "uebernehmen", "weiter", "neu_pruefen", "verwerfen", "spalten"):
        assert browser(ada).post(f"/importe/lauf/{lauf.id}/{was}", {}).status == 404
    assert "a.csv" not in browser(ada).get("/importe/").text


def test_erst_die_vorschau_dann_die_uebernahme(browser, kora):
    mein = browser(kora)
    vorschau = hochladen(mein, "themen", "themen.xlsx", als_xlsx(THEMA, MASSNAHME))
    assert "wird angelegt" in vorschau.text
    assert session().query(Thema).count() == 0

    fertig = mein.folgen(tun(mein, "uebernehmen", vorschau))

    assert "2 neu angelegt, 0 geändert, 0 unverändert, 0 ausgelassen." in fertig.text
    assert session().query(Massnahme).one().titel == MASSNAHME["titel"]
    assert session().query(Importzeile).count() == 0


def test_ein_unbekanntes_wort_wird_einmal_gefragt_und_die_antwort_behalten(browser, kora, welt):
    mein = browser(kora)
    zeilen = [THEMA | {"titel": f"Thema {n}", "handlungsfeld": "Sprache lernen"} for n in range(3)]
    vorschau = hochladen(mein, "themen", "themen.json", als_json(*zeilen))
    (frage,) = fragen(vorschau)

    erneut = mein.folgen(tun(mein, "antworten", vorschau, {frage: str(welt.vokabel("handlungsfeld", "Sprache").id)}))
    assert "nicht zugeordnet" not in erneut.text
    assert not fragen(erneut)

    tun(mein, "uebernehmen", erneut)
    assert {thema.handlungsfeld.kurz for thema in session().query(Thema)} == {"Sprache"}


def test_was_nicht_zugeordnet_wird_laesst_sich_in_einem_zug_weglassen(browser, kora):
    mein = browser(kora)
    zeile = THEMA | {"kommunen": "Kreis Anderswo; Stadt Woanders; Seestadt", "rechtskreise": "SGB 99"}
    vorschau = hochladen(mein, "themen", "a.json", als_json(zeile))

    tun(mein, "uebernehmen", vorschau, status=409)
    tun(mein, "uebernehmen", mein.get("/importe/themen"), {"rest_weglassen": "y"})

    thema = session().query(Thema).one()
    assert [k.name for k in thema.kommunen] == ["Seestadt"]
    assert thema.rechtskreise == []


def test_aehnliche_woerter_sind_vorgeschlagen(browser, kora, welt):
    vorschau = hochladen(
        browser(kora), "themen", "a.json", als_json(THEMA | {"handlungsfeld": "Leistungen, Rechtskreiswechsel"})
    )

    feld = welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel")
    assert [o.attrs["value"] for o in vorschau.alle("option", selected=None)] == [str(feld.id)]


def test_was_nicht_geht_wird_nicht_uebernommen_und_bleibt_auf_der_seite(browser, kora):
    mein = browser(kora)
    vorschau = hochladen(mein, "themen", "a.json", als_json(THEMA, MASSNAHME | {"beschluss": ""}))

    seite = tun(mein, "uebernehmen", vorschau, status=409)
    assert "Dieser Schritt wurde nicht ausgeführt" in seite.text
    assert "Zeile 2: Beschlussdokument fehlt." in seite.text
    assert session().query(Thema).count() == 0

    fertig = mein.folgen(tun(mein, "uebernehmen", seite, {"auslassen": "y"}))
    assert "1 ausgelassen" in fertig.text
    assert "Beschlussdokument fehlt." in fertig.text, "welche Zeilen fehlen, bleibt zu lesen"
    assert session().query(Thema).count() == 1


def test_zweimal_gesendet_zaehlt_einmal(browser, kora):
    """A10: a double click gets the same answer and changes nothing."""
    mein = browser(kora)
    leer = marke(mein.get("/importe/themen"))
    inhalt = als_json(THEMA)
    wege = [
        mein.post("/importe/themen", {"marke": leer, "datei": (BytesIO(inhalt), "a.json")}, status=303).ziel
        for _ in range(2)
    ]
    assert wege[0] == wege[1]
    assert session().query(Importlauf).count() == 1

    vorschau = mein.get(wege[0])
    erste, zweite = (tun(mein, "uebernehmen", vorschau) for _ in range(2))
    assert erste.ziel == zweite.ziel
    assert session().query(Thema).count() == 1


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [("a.xlsx", b"kaputt"), ("a.json", b"{"), ("a.exe", b"MZ"), ("", b""), ("a.csv", b"\x00"), ("a.json", b"[]")],
)
def test_eine_unbrauchbare_datei_wird_am_feld_erklaert(browser, kora, name, inhalt):
    seite = hochladen(browser(kora), "themen", name, inhalt, status=422)

    assert "Bitte prüfen Sie Ihre Angaben" in seite.text
    assert session().query(Importlauf).count() == 0


def test_eine_gefaelschte_antwort_wird_abgelehnt(browser, kora):
    mein = browser(kora)
    vorschau = hochladen(mein, "themen", "a.json", als_json(THEMA | {"handlungsfeld": "Fremd"}))
    (frage,) = fragen(vorschau)

    for wert in ("999999", "x", "-2"):
        tun(mein, "uebernehmen", vorschau, {frage: wert}, status=422)

    assert session().query(Thema).count() == 0


def test_was_in_der_datei_steht_wird_nie_zu_markup(browser, kora):
    """I4 P0: cells, headings and the name of the file."""
    mein, boese = browser(kora), '"><img src=x onerror=alert(1)>'
    zeile = THEMA | {"titel": "<script>alert(1)</script>", "handlungsfeld": boese, boese: boese}

    koepfe = hochladen(mein, "themen", "<b>.json", als_json(zeile))
    vorschau = mein.folgen(tun(mein, "spalten", koepfe))

    for seite in (koepfe, vorschau, mein.get("/importe/")):
        assert "<script>alert" not in seite.html
        assert not seite.alle("img")


# --- the spreadsheet people use today ---------------------------------------------------------------------------


def test_unbekannte_ueberschriften_ordnet_man_von_hand_zu(browser, ada):
    mein = browser(ada)
    csv = "Teilnehmerliste Stand 2026;;;;\n\nNachname;Vorname;e-mail;Haus;Tel.\nMuster;Erika;e@x.example;KI;1\n"
    seite = hochladen(mein, "personen", "liste.csv", csv.encode("cp1252"))
    felder = [e.attrs["name"] for e in seite.alle("select")]
    assert "Dort steht zum Beispiel: KI" in seite.text

    doppelt = tun(mein, "spalten", seite, dict.fromkeys(felder, "institution"), status=422)
    assert "zweimal gewählt" in doppelt.text
    vorschau = mein.folgen(tun(mein, "spalten", seite, {felder[0]: "institution", felder[1]: ""}))
    assert "wird angelegt" in vorschau.text

    tun(mein, "uebernehmen", vorschau)
    erika = session().query(Person).filter_by(mail="e@x.example").one()
    assert (erika.name, erika.institution.kurzname, erika.status) == ("Erika Muster", "KI", "eingeladen")


def test_eine_eingelesene_aenderung_zeigt_alt_und_neu(browser, kora, welt):
    mein = browser(kora)
    csv = mein.get("/institutionen/liste.csv").response.data.decode("utf-8-sig").replace('"ABH"', '"ALB"')

    vorschau = hochladen(mein, "institutionen", "a.csv", csv.encode())
    assert "<del>ABH</del> → <ins>ALB</ins>" in vorschau.html
    nur = mein.get(f"/importe/lauf/{session().query(Importlauf).one().id}?stand=aenderung")
    assert "ABH" in nur.text
    assert "Nichts zu ändern." not in nur.text

    fertig = mein.folgen(tun(mein, "uebernehmen", vorschau))
    assert "0 neu angelegt, 1 geändert, 8 unverändert" in fertig.text
    assert session().query(Institution).filter_by(kurzname="ALB").one().name == "Ausländerbehörde Musterkreis"


def test_wer_inzwischen_geaendert_hat_wird_nicht_ueberschrieben(browser, kora, ada):
    """E1: between the preview and the doing, and between the file and its return."""
    mein = browser(kora)
    csv = mein.get("/institutionen/liste.csv").response.data.decode("utf-8-sig").replace('"ABH"', '"ALB"')
    vorschau = hochladen(mein, "institutionen", "a.csv", csv.encode())
    with transaction():
        session().query(Institution).filter_by(kurzname="ABH").one().name = "Ausländeramt"

    seite = tun(mein, "uebernehmen", vorschau, status=409)
    assert "Hier hat sich seit der Vorschau etwas geändert." in seite.text

    neu = hochladen(mein, "institutionen", "a.csv", csv.encode())
    assert "hat sich hier seit der Ausgabe geändert" in neu.text
    assert session().query(Institution).filter_by(kurzname="ABH").one().name == "Ausländeramt"


# --- persons ----------------------------------------------------------------------------------------------------

NEU = b"E-Mail;Name;Institution;Rollen\nneu@x.example;Neu Mann;KI;Lesend\n"


@pytest.mark.parametrize("einladen", [False, True])
def test_ein_zugang_wird_nur_auf_wunsch_verschickt(browser, ada, einladen):
    mein = browser(ada)
    vorschau = hochladen(mein, "personen", "a.csv", NEU)

    tun(mein, "uebernehmen", vorschau, {"einladen": "y"} if einladen else {})

    neu = session().query(Person).filter_by(mail="neu@x.example").one()
    assert [rolle.art for rolle in neu.rollen] == ["lesend"]
    zugang = session().query(Nachricht).filter_by(person_id=neu.id, betreff="Ihr Zugang zu kimflow").count()
    assert zugang == int(einladen)


# --- long files -------------------------------------------------------------------------------------------------


def lange(anzahl):
    return "Name;Kurzname;Art\n" + "".join(f"Haus {n};H{n};Jobcenter\n" for n in range(anzahl))


@pytest.fixture
def kleine_portionen(monkeypatch):
    monkeypatch.setattr(laeufe, "SOFORT", 3)
    monkeypatch.setattr(laeufe, "PORTION", 2)
    monkeypatch.setattr(laeufe, "PRUEFPORTION", 4)


def test_eine_lange_datei_zeigt_wie_weit_sie_ist_und_laesst_sich_fortsetzen(browser, kora, kleine_portionen):
    mein = browser(kora)
    seite = hochladen(mein, "institutionen", "a.csv", lange(5).encode())
    assert "4 von 5 Zeilen geprüft" in seite.text
    assert seite.alle("form", **{"hx-trigger": "load delay:200ms, submit"})

    vorschau = mein.folgen(tun(mein, "weiter", seite))
    seite = mein.folgen(tun(mein, "uebernehmen", vorschau))
    assert "2 von 5 Zeilen übernommen" in seite.text
    assert session().query(Institution).filter(Institution.name.startswith("Haus ")).count() == 2

    # Left alone and found again, in another browser.
    mein = browser(kora)
    assert "a.csv" in mein.get("/importe/").text
    url = f"/importe/lauf/{session().query(Importlauf).one().id}"
    teil = mein.post(f"{url}/weiter", {"marke": marke(mein.get(url))}, htmx=True, status=200)
    assert "4 von 5 Zeilen übernommen" in teil.text
    zum_schluss = mein.post(f"{url}/weiter", {"marke": marke(teil)}, htmx=True, status=204)
    assert zum_schluss.headers["HX-Redirect"] == url
    assert "5 neu angelegt" in mein.get(url).text
    assert session().query(Institution).filter(Institution.name.startswith("Haus ")).count() == 5


def test_was_unterwegs_nicht_mehr_geht_haelt_an_und_wird_neu_geprueft(browser, kora, kleine_portionen):
    mein = browser(kora)
    seite = hochladen(mein, "institutionen", "a.csv", lange(5).encode())
    seite = mein.folgen(tun(mein, "uebernehmen", mein.folgen(tun(mein, "weiter", seite))))
    with transaction():
        session().query(Institution).filter_by(kurzname="ABH").one().kurzname = "H3"

    halt = tun(mein, "weiter", seite, status=409)
    assert "Hier hat sich seit der Vorschau etwas geändert." in halt.text
    assert not halt.alle("form", **{"hx-trigger": "load delay:200ms, submit"}), "von selbst geht es nicht weiter"
    assert session().query(Institution).filter(Institution.name.startswith("Haus ")).count() == 2

    vorschau = mein.folgen(tun(mein, "neu_pruefen", halt))
    assert "Diesen Namen oder Kurznamen hat schon" in vorschau.text
    seite = mein.folgen(tun(mein, "uebernehmen", vorschau, {"auslassen": "y"}))
    while session().query(Importlauf).one().phase is not Importphase.FERTIG:
        seite = mein.folgen(tun(mein, "weiter", seite))
    assert "4 neu angelegt, 0 geändert, 0 unverändert, 1 ausgelassen." in seite.text


def test_eine_verworfene_datei_ist_weg(browser, kora):
    mein = browser(kora)
    seite = hochladen(mein, "institutionen", "a.csv", lange(2).encode())

    tun(mein, "verwerfen", seite)

    assert session().query(Importlauf).count() == session().query(Importzeile).count() == 0


# --- the command line -------------------------------------------------------------------------------------------


def befehl(app, *args):
    return app.test_cli_runner().invoke(args=["importieren", *map(str, args)])


def test_der_befehl_zeigt_erst_und_importiert_nur_auf_wunsch(app, welt, ablage):
    datei, zuordnung = ablage / "themen.json", ablage / "zuordnung.json"
    datei.write_text(json.dumps([THEMA | {"handlungsfeld": "Sprechen", "Farbe": "rot"}]))
    zuordnung.write_text(json.dumps({"handlungsfeld": {"Sprechen": "Sprache"}}))

    vorschau = befehl(app, "themen", datei)
    assert vorschau.exit_code == 0, vorschau.output
    assert "Nicht bekannt (handlungsfeld): Sprechen" in vorschau.output
    assert "Die Überschrift „Farbe“ ist nicht bekannt und bleibt weg." in vorschau.output
    assert session().query(Thema).count() == 0

    done = befehl(app, "themen", datei, "--zuordnung", zuordnung, "--als", "kora@musterkreis.example")
    assert done.exit_code == 0, done.output
    assert "1 neu angelegt" in done.output
    assert session().query(Thema).one().handlungsfeld.kurz == "Sprache"


@pytest.mark.parametrize(
    ("mail", "meldung"), [("mats@musterkreis.example", "darf das nicht"), ("fremd@x.example", "keine Person")]
)
def test_der_befehl_handelt_nur_fuer_die_koordination(app, welt, ablage, mail, meldung):
    datei = ablage / "themen.json"
    datei.write_text(json.dumps([THEMA]))

    result = befehl(app, "themen", datei, "--als", mail)

    assert result.exit_code != 0
    assert meldung in result.output
    assert session().query(Thema).count() == 0


def test_der_befehl_erklaert_eine_unbrauchbare_datei(app, ablage):
    datei = ablage / "themen.pdf"
    datei.write_bytes(b"%PDF")

    assert "XLSX, CSV oder JSON" in befehl(app, "themen", datei).output
