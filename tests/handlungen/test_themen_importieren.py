"""The import of Themen and running Maßnahmen: files, the dry run, all of it or nothing, and real input."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import event

from kimflow import clock, config, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Beschluss, Ereignis, Massnahme, MassnahmeStatus, Quellenart, Thema, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe import ARTEN, Stand, Unlesbar, Zuordnung, lesen, pruefen
from tests.bauen.massnahmen import laufende_massnahme, neue_massnahme
from tests.bauen.themen import thema_im_stand, vorlegbares_thema

pytestmark = pytest.mark.beide

THEMA = {
    "art": "thema",
    "titel": "Wartezeit auf den Sprachkurs",
    "beschreibung": "Zwischen Anmeldung und Beginn liegen Monate.",
    "handlungsfeld": "Sprache",
    "rechtskreise": "SGB II; AufenthG",
    "kommunen": "Seestadt",
    "quelle": "https://example.org/themen",
    "datum": "04.05.2026",
}
MASSNAHME = {
    "art": "massnahme",
    "titel": "Gemeinsamer Anmeldebogen",
    "thema": "Wartezeit auf den Sprachkurs",
    "quelle": "https://example.org/themen",
    "institution": "Jobcenter",
    "massnahmeart": "Formular oder Arbeitshilfe",
    "verantwortlich": "mats@musterkreis.example",
    "frist": "2026-12-31",
    "beschlossen_am": "02.03.2026",
    "gremium": "Lenkungsgruppe",
    "beschluss": "Protokoll vom 02.03.2026, TOP 4",
}


THEMEN = ARTEN["themen"]
SPALTEN = [s for s in (*ARTEN["massnahmen"].spalten, *THEMEN.spalten) if not s.nur_ausgabe]
SPALTEN = list({s.key: s for s in SPALTEN}.values())


def aus(name, inhalt):
    return lesen(THEMEN, name, inhalt).zeilen


def gelesen(*zeilen):
    return aus("themen.json", json.dumps(zeilen).encode())


def importieren(person, *zeilen, zuordnung=None, **kw):
    with transaction():
        return workflow.importe.importieren(THEMEN, person, gelesen(*zeilen), zuordnung or Zuordnung(), **kw)


def befunde(*zeilen, zuordnung=None):
    return pruefen(THEMEN, gelesen(*zeilen), zuordnung or Zuordnung()).befunde


# --- reading ----------------------------------------------------------------------------------------------------


def als_xlsx(*zeilen):
    book = Workbook()
    book.active.append(["Art", *(s.titel for s in SPALTEN)])
    for zeile in zeilen:
        book.active.append([zeile.get("art"), *(zeile.get(s.key) for s in SPALTEN)])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def als_csv(zeichen, kodierung):
    koepfe = ["Art", *(s.titel for s in SPALTEN)]
    werte = [f'"{THEMA.get(key, "")}"' for key in ("art", *(s.key for s in SPALTEN))]
    return "\r\n".join(zeichen.join(line) for line in (koepfe, werte)).encode(kodierung)


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [
        ("a.json", json.dumps([THEMA]).encode()),
        ("a.json", b"\xef\xbb\xbf" + json.dumps([THEMA], ensure_ascii=False).encode()),
        ("a.csv", als_csv(";", "utf-8")),
        ("a.csv", als_csv(";", "utf-8-sig")),
        ("a.csv", als_csv(",", "cp1252")),
        ("a.CSV", als_csv("\t", "utf-8")),
        ("a.xlsx", als_xlsx(THEMA)),
    ],
)
def test_jede_uebliche_datei_ergibt_dieselben_zeilen(name, inhalt):
    (zeile,) = aus(name, inhalt)

    assert {key: text for key, text in zeile.werte.items() if text} == THEMA


def test_ein_datum_der_tabelle_bleibt_ein_datum():
    (zeile,) = aus("a.xlsx", als_xlsx(THEMA | {"datum": date(2026, 5, 4)}))

    assert zeile["datum"] == "2026-05-04"


def test_formeln_werden_nie_ausgerechnet(kora):
    """I7 P0: what looks like a formula stays text, and a stored formula has no value of ours."""
    boese = '=HYPERLINK("http://boese.example";"x")'
    (aus_csv,) = aus("a.csv", f'Art;Titel\nthema;"{boese.replace(chr(34), chr(34) * 2)}"'.encode())
    assert aus_csv["titel"] == boese

    (aus_xlsx,) = aus("a.xlsx", als_xlsx(THEMA | {"titel": "=1+1"}))
    assert aus_xlsx["titel"] == ""


def bombe():
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "inhalt", "grund"),
    [
        ("a.xlsx", b"", "leer"),
        ("a.xlsx", b"kein Archiv", "XLSX"),
        ("a.xlsx", b"PK\x03\x04kaputt", "XLSX"),
        ("a.xlsx", als_xlsx(THEMA)[:-200], "XLSX"),
        ("a.xlsx", bombe(), "zu groß"),
        ("a.json", b"{", "JSON"),
        ("a.json", b'"text"', "JSON-Liste"),
        ("a.json", b"[1, 2]", "JSON-Liste"),
        ("a.json", b"[" * 100_000, "JSON"),
        ("a.json", b"[]", "keine Zeile"),
        ("a.json", b"\xff\xfe\x00", "JSON"),
        ("a.csv", b"nur ein Wort\n\n", "\u00dcberschriften"),
        ("a.json", b'[{"x": 1}]', "keine der Spalten"),
        ("a.csv", b"Art;Titel\n", "keine Zeile"),
        ("a.csv", b"Art;Titel\x00\nthema;x", "kein Text"),
        ("a.csv", b'Art;Titel\nthema;"' + b"x" * 200_000, "CSV"),
        ("a.pdf", b"%PDF", "XLSX, CSV oder JSON"),
        ("ohne", b"x", "XLSX, CSV oder JSON"),
        ("a.csv", b"x" * 10_000_001, "10 MB"),
        ("a.csv", b"Art;Titel\n" + b"thema;x\n" * 5_001, "5000 Zeilen"),
        ("a.csv", b"Art;Titel\n" + (b"thema;" + b"x" * 9_000 + b"\n") * 600, "zu viel Text"),
    ],
)
def test_eine_unbrauchbare_datei_sagt_warum(name, inhalt, grund):
    """I2 P0, O7: bounded, and never a crash."""
    with pytest.raises(Unlesbar, match=grund):
        aus(name, inhalt)


# --- the dry run ------------------------------------------------------------------------------------------------


def test_die_vorschau_aendert_nichts(kora):
    (befund,) = befunde(THEMA)

    assert (befund.stand, befund.meldungen) == (Stand.NEU, [])
    assert session().query(Thema).count() == 0
    assert session().query(Ereignis).count() == 0


@pytest.mark.parametrize(
    ("zeile", "stand", "meldung"),
    [
        (THEMA | {"art": "projektgruppe"}, Stand.AUSGELASSEN, "projektgruppe"),
        (THEMA | {"art": ""}, Stand.AUSGELASSEN, "ohne Art"),
        (THEMA | {"titel": ""}, Stand.FEHLER, "Titel fehlt."),
        (THEMA | {"titel": "x" * 161}, Stand.FEHLER, "Titel: höchstens 160 Zeichen."),
        (THEMA | {"beschreibung": "x" * 1001}, Stand.FEHLER, "zusammen höchstens 1000"),
        (THEMA | {"quelle": ""}, Stand.FEHLER, "Quelle fehlt."),
        (THEMA | {"datum": "30.02.2026"}, Stand.FEHLER, "kein Datum"),
        (THEMA | {"datum": "99999999999999999999"}, Stand.FEHLER, "kein Datum"),
        (THEMA | {"datum": "²"}, Stand.FEHLER, "kein Datum"),
        (THEMA | {"handlungsfeld": "Sprechen"}, Stand.FRAGE, "„Sprechen“ ist nicht zugeordnet."),
        (THEMA | {"rechtskreise": "SGB II; SGB 99"}, Stand.FRAGE, "„SGB 99“"),
        (MASSNAHME | {"institution": ""}, Stand.FEHLER, "Institution fehlt."),
        (MASSNAHME | {"beschlossen_am": ""}, Stand.FEHLER, "Beschlossen am fehlt."),
        (MASSNAHME | {"beschlossen_am": "01.01.2099"}, Stand.FEHLER, "Zukunft"),
        (MASSNAHME | {"gremium": ""}, Stand.FEHLER, "Gremium"),
        (MASSNAHME | {"beschluss": ""}, Stand.FEHLER, "Beschlussdokument fehlt"),
        (MASSNAHME | {"verantwortlich": "mia@musterkreis.example"}, Stand.FEHLER, "Mia arbeitet nicht bei"),
        (MASSNAHME | {"institution": "Arbeitsamt"}, Stand.FRAGE, "„Arbeitsamt“"),
    ],
)
def test_jede_zeile_bekommt_ihre_meldung(welt, zeile, stand, meldung):
    (befund,) = befunde(zeile)

    assert befund.stand is stand
    assert meldung in " ".join(befund.meldungen)


@pytest.mark.parametrize("datum", ["2026", "2026-01-01", "01.01.2026", "1.1.2026"])
def test_ein_jahr_allein_zaehlt_als_sein_erster_tag(kora, datum):
    (befund,) = befunde(THEMA | {"datum": datum})

    assert befund.werte["datum"] == date(2026, 1, 1)


def test_ein_unbekanntes_wort_wird_einmal_gefragt(welt):
    vorschau = pruefen(
        THEMEN, gelesen(*(THEMA | {"titel": f"T{n}", "handlungsfeld": "Sprechen"} for n in range(5))), Zuordnung()
    )

    assert vorschau.unbekannte == {"handlungsfeld": ["Sprechen"]}


def test_zugeordnet_oder_weggelassen_ist_beantwortet(welt):
    zeile = THEMA | {"handlungsfeld": "Sprechen", "kommunen": "Kreis Anderswo; Waldau"}
    worte = {("handlungsfeld", "Sprechen"): welt.vokabel("handlungsfeld", "Sprache").id}
    worte[("kommune", "Kreis Anderswo")] = None

    (befund,) = befunde(zeile, zuordnung=Zuordnung(worte))

    assert (befund.stand, befund.meldungen) == (Stand.NEU, [])
    assert befund.werte["handlungsfeld"].kurz == "Sprache"
    assert [k.name for k in befund.werte["kommunen"]] == ["Waldau"]


def test_dieselbe_zeile_zweimal_zaehlt_einmal(welt):
    assert [b.stand for b in befunde(THEMA, THEMA)] == [Stand.NEU, Stand.AUSGELASSEN]


def test_vorgaben_gelten_fuer_zeilen_ohne_eigene_angabe(welt):
    leer = {k: v for k, v in MASSNAHME.items() if k not in ("gremium", "beschlossen_am", "beschluss")}
    vorgaben = {"gremium": "Lenkungsgruppe", "beschlossen_am": "2026-01-05", "beschluss": "Protokoll"}

    (befund,) = befunde(leer, zuordnung=Zuordnung(vorgaben=vorgaben))

    assert befund.stand is Stand.NEU
    assert befund.werte["gremium"].name == "Lenkungsgruppe"


# --- doing it ---------------------------------------------------------------------------------------------------


def test_ein_thema_kommt_mit_seiner_quelle_in_den_speicher(kora):
    ergebnis = importieren(kora, THEMA)

    thema = session().query(Thema).one()
    assert (ergebnis.neu, thema.status) == (1, ThemaStatus.GESAMMELT)
    assert (thema.problem, thema.handlungsfeld.kurz) == (THEMA["beschreibung"], "Sprache")
    assert {r.kurz for r in thema.rechtskreise} == {"SGB II", "AufenthG"}
    (grundlage,) = thema.grundlagen
    assert (grundlage.quellenart, grundlage.quelle) == (Quellenart.ALTBESTAND, THEMA["quelle"])
    assert grundlage.datum == date(2026, 5, 4)


def test_eine_laufende_massnahme_kommt_mit_ihrem_frueheren_beschluss(kora, welt):
    importieren(kora, THEMA, MASSNAHME)

    massnahme, thema, beschluss = session().query(Massnahme).one(), session().query(Thema).one(), _beschluss()
    assert (massnahme.status, massnahme.thema_id) == (MassnahmeStatus.VEREINBART, thema.id)
    assert (massnahme.beschluss_id, thema.beschluss_id) == (beschluss.id, beschluss.id)
    assert thema.status is ThemaStatus.VEREINBART
    assert beschluss.nacherfasst
    assert (beschluss.gefasst_am, beschluss.quelle) == (date(2026, 3, 2), MASSNAHME["beschluss"])
    assert (massnahme.verantwortlich.name, massnahme.frist) == ("Mats", date(2026, 12, 31))


def _beschluss():
    return session().query(Beschluss).one()


def test_was_ein_dokument_beschlossen_hat_ist_ein_beschluss(kora):
    importieren(kora, THEMA, MASSNAHME, MASSNAHME | {"titel": "Zweite Maßnahme"})

    assert len(_beschluss().wirkungen) == 1
    assert session().query(Massnahme).count() == 2


def test_eine_massnahme_ohne_thema_bekommt_eines_mit_ihrem_titel(kora):
    importieren(kora, {k: v for k, v in MASSNAHME.items() if k != "thema"})

    assert session().query(Thema).one().titel == MASSNAHME["titel"]


def test_eine_massnahme_findet_ihr_thema_auch_ueber_die_nummer(kora, welt):
    thema = thema_im_stand(welt, ThemaStatus.VEREINBART)

    importieren(kora, MASSNAHME | {"thema": thema.nummer})

    assert [m.titel for m in thema.massnahmen] == [MASSNAHME["titel"]]


def test_ein_thema_vor_der_lenkungsgruppe_bewegt_keine_tabelle(kora, welt):
    thema = thema_im_stand(welt, ThemaStatus.VORGELEGT)

    with pytest.raises(Obstructed, match="vorgelegt"):
        importieren(kora, MASSNAHME | {"thema": thema.nummer})

    assert session().query(Massnahme).count() == 0


def test_noch_einmal_importiert_aendert_nichts(kora):
    """OBERFLAECHE 2, 13: importing an unchanged file changes nothing."""
    importieren(kora, THEMA, MASSNAHME)
    lines = session().query(Ereignis).count()

    ergebnis = importieren(kora, THEMA, MASSNAHME)

    assert (ergebnis.neu, ergebnis.unveraendert) == (0, 2)
    assert session().query(Ereignis).count() == lines


def test_eine_fehlerhafte_zeile_haelt_alles_auf(kora):
    """Nothing is half-imported."""
    with pytest.raises(Obstructed, match="Zeile 2"):
        importieren(kora, THEMA, MASSNAHME | {"beschluss": ""})

    assert session().query(Thema).count() == 0


def test_auslassen_ist_eine_ausdrueckliche_entscheidung(kora):
    ergebnis = importieren(kora, THEMA, MASSNAHME | {"beschluss": ""}, auslassen=True)

    assert (ergebnis.neu, ergebnis.ausgelassen) == (1, 1)


def test_geht_es_mittendrin_schief_bleibt_nichts(kora, monkeypatch):
    """C4 P0: all or nothing."""

    def stolpern(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(workflow.massnahmen, "nacherfassen", stolpern)
    with pytest.raises(ZeroDivisionError):
        importieren(kora, THEMA, MASSNAHME)

    assert session().query(Thema).count() == session().query(Beschluss).count() == 0
    assert workflow.ereignisse.pruefen() == []


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Ada", "Lena", "Nora"])
def test_nur_die_koordination_importiert(welt, wer):
    with pytest.raises(Forbidden):
        importieren(welt.person(wer), THEMA)


# --- what is there already --------------------------------------------------------------------------------------


def ausgegeben(art, ding, **anders):
    """The row of a thing as its file shows it, some cells changed."""
    row = {key: str(value or "") for key, value in ARTEN[art].zeile(ding).items()}
    return {"art": ARTEN[art].zeilenwort, **row, **anders}


def test_ein_steckbrief_laesst_sich_in_der_tabelle_schreiben(kora, welt):
    thema = vorlegbares_thema(welt)
    zeile = ausgegeben("themen", thema, gefragt="Bitte entscheiden.\nHeute.", rechtskreise="SGB III;SGB II")

    (befund,) = befunde(zeile)
    assert {a.titel for a in befund.aenderungen} == {"Was gefragt ist", "Rechtskreise"}
    importieren(kora, zeile)

    assert thema.gefragt == "Bitte entscheiden.\nHeute."
    assert {r.kurz for r in thema.rechtskreise} == {"SGB II", "SGB III"}


@pytest.mark.parametrize(
    ("anders", "meldung"),
    [
        ({"stand": "vorgelegt"}, "Stand: nur Ausgabe und nicht durch eine Tabelle zu ändern"),
        ({"beschlussnummer": "B-2026-001"}, "Beschlussnummer: nur Ausgabe"),
        ({"quelle": "andere"}, "Quelle: nur bei neuen Zeilen zu setzen"),
        ({"titel": ""}, "Titel fehlt."),
        ({"nummer": "T-1999-001"}, "Die Nummer „T-1999-001“ gibt es nicht."),
        ({"beschreibung": "Anruf unter 0171 2345678"}, "Problem: Bitte in der Datei ersetzen"),
    ],
)
def test_was_eine_tabelle_nicht_aendern_kann_wird_gesagt(kora, welt, anders, meldung):
    (befund,) = befunde(ausgegeben("themen", vorlegbares_thema(welt), **anders))

    assert befund.stand is Stand.FEHLER
    assert meldung in " ".join(befund.meldungen)


def test_was_der_lenkungsgruppe_vorliegt_aendert_keine_tabelle(kora, welt):
    thema = thema_im_stand(welt, ThemaStatus.VORGELEGT)

    with pytest.raises(Obstructed, match="vorgelegt"):
        importieren(kora, ausgegeben("themen", thema, titel="Anders"))
    assert befunde(ausgegeben("themen", thema))[0].stand is Stand.VORHANDEN


def test_eine_vorgeschlagene_massnahme_laesst_sich_aendern_eine_laufende_nicht(kora, welt):
    neue, laufende = neue_massnahme(welt), laufende_massnahme(welt)

    importieren(kora, ausgegeben("massnahmen", neue, frist="31.12.2030", unterstuetzende="KI"))
    assert (neue.frist, [i.kurzname for i in neue.unterstuetzende]) == (date(2030, 12, 31), ["KI"])

    with pytest.raises(Obstructed, match="nicht möglich"):
        importieren(kora, ausgegeben("massnahmen", laufende, frist="31.12.2030"))
    (befund,) = befunde(ausgegeben("massnahmen", laufende, verantwortlich="kora@musterkreis.example"))
    assert "Verantwortlich: nur bei neuen Zeilen zu setzen" in befund.meldungen[0]


def test_die_vorschau_fragt_die_datenbank_nicht_je_zeile(kora):
    """No N+1: as many statements for thirty rows as for three."""

    def anweisungen(anzahl):
        found = []
        zeilen = gelesen(*(MASSNAHME | {"titel": f"M {n}", "thema": f"T {n}"} for n in range(anzahl)))

        def merken(*args):
            found.append(args[2])

        event.listen(extension.engine, "before_cursor_execute", merken)
        try:
            assert pruefen(THEMEN, zeilen, Zuordnung(), kora).anzahl(Stand.NEU) == anzahl
        finally:
            event.remove(extension.engine, "before_cursor_execute", merken)
        return len(found)

    assert anweisungen(3) == anweisungen(30)


# --- what is really published -----------------------------------------------------------------------------------


def veroeffentlichtes():
    return aus("veroeffentlicht.json", (config.ROOT / "seeds" / "veroeffentlicht.json").read_bytes())


def zuordnung_dazu(welt, unbekannte):
    """What a person would answer: no Kommune of this Kreis, every field to one that is there."""
    feld = welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel")
    worte = {("handlungsfeld", wort): feld.id for wort in unbekannte.get("handlungsfeld", ())}
    worte |= {(kind, wort): None for kind in ("kommune", "rechtskreis") for wort in unbekannte.get(kind, ())}
    vorgaben = {"gremium": "Lenkungsgruppe", "beschlossen_am": "2024", "institution": "KI", "beschluss": "Altbestand"}
    return Zuordnung(worte, vorgaben)


def test_veroeffentlichte_angaben_passen_selten_wie_sie_stehen(welt):
    vorschau = pruefen(THEMEN, veroeffentlichtes(), Zuordnung())

    assert {b.zeile["art"] for b in vorschau.befunde} == {"thema", "projektgruppe", "massnahme"}
    assert all(b.zeile["quelle"] for b in vorschau.befunde)
    assert vorschau.anzahl(Stand.NEU) == 0
    assert len(vorschau.gehindert) == 54
    assert vorschau.unbekannte.keys() <= {"handlungsfeld", "rechtskreis", "kommune"}


def test_veroeffentlichte_themen_und_massnahmen_kommen_mit_einer_zuordnung_herein(welt, kora):
    zeilen = veroeffentlichtes()
    zuordnung = zuordnung_dazu(welt, pruefen(THEMEN, zeilen, Zuordnung()).unbekannte)

    with transaction():
        ergebnis = workflow.importe.importieren(THEMEN, kora, zeilen, zuordnung)

    assert (ergebnis.neu, ergebnis.unveraendert, ergebnis.ausgelassen) == (54, 0, 6)
    assert session().query(Massnahme).count() == 42
    assert session().query(Thema).filter_by(status=ThemaStatus.GESAMMELT).count() == 12
    with transaction():
        nochmal = workflow.importe.importieren(THEMEN, kora, zeilen, zuordnung)
    assert (nochmal.neu, nochmal.unveraendert) == (0, 54)


def test_ein_leeres_quelldatum_ist_der_tag_des_imports(kora):
    importieren(kora, {k: v for k, v in THEMA.items() if k != "datum"})

    assert session().query(Thema).one().grundlagen[0].datum == clock.today()
