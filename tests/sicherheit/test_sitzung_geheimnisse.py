"""What of a meeting must not come out, or must not do anything where it comes out: papers, files, room and wall."""

import csv
import io
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import select, text

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.exports import termin_ics
from kimflow.models import (
    Ereignis,
    Ereignistext,
    Geheimhaltung,
    Linkzweck,
    Mehrheitsregel,
    Methode,
    Nachricht,
    Stimmwort,
    Topart,
    Wandbild,
)
from kimflow.workflow.acts import Obstructed
from tests import ics
from tests.bauen.abstimmungen import festgestellte_abstimmung, mehr_sitze, offene_abstimmung, stimmen, zustimmung
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.saal import aufgerufener_top
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.wand import offene_wand, zeigen
from tests.besetzung import CAST
from tests.sicherheit.markup import NUTZLASTEN, boeses

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
SEITEN = (
    "", "/meine", "/meine/teil", "/moderation", "/moderation/teil", "/tagesordnung", "/nachbereitung", "/protokoll",
    "/tischkarten", "/termin.ics", "/einladung.docx", "/einladung.odt", "/protokoll/1", "/protokoll/1.docx",
    "/protokoll/1.odt",
)  # fmt: skip
UNTER_UNS = "vorbereitunggeheim"


def inhalt(antwort):
    """Everything in an answer, what is packed into a document too."""
    data = antwort.get_data()
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    with ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def gesehen(browser_, wege):
    """For each way what came, whatever its status."""
    with browser_._own_context():
        return {weg: inhalt(browser_.client.get(weg)) for weg in wege}


# --- preparation ---------------------------------------------------------------------------------------------------


@pytest.fixture
def vorbereitet(welt, kora, mia):
    """Mia takes the minutes; the first item, which is being talked about, was prepared."""
    sitzung = neue_sitzung(welt)
    top = neuer_top(welt, sitzung, titel="Bericht", art=Topart.BERATUNG)
    with transaction():
        sitzung.protokollfuehrung = mia
        workflow.tops.bearbeiten(top, kora, titel="Bericht", art=Topart.BERATUNG, vorbereitung=UNTER_UNS)
    eingeladene_sitzung(welt, sitzung)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
    return aufgerufener_top(welt, top).sitzung


@pytest.mark.parametrize("wer", [*(name for name in CAST if name != "Nora"), None])
def test_die_vorbereitung_liest_nur_wer_die_sitzung_plant(welt, browser, vorbereitet, wer):
    """D5 P0: every page, part and file of the meeting, the agenda search, the wall; the minute-taker's screen too."""
    weg = f"/sitzungen/{vorbereitet.nummer}"
    wand = offene_wand(welt, vorbereitet)
    top = f"{weg}/tops/{vorbereitet.tops[0].id}"
    wege = [weg + rest for rest in SEITEN]
    wege += [f"/sitzungen/?suche={UNTER_UNS[:-1]}", f"{top}/bearbeiten", f"{top}/niederschreiben", wand, f"{wand}/teil"]

    found = {
        way for way, what in gesehen(browser(welt.person(wer) if wer else None), wege).items() if UNTER_UNS in what
    }

    expected = {weg, f"{weg}/moderation", f"{weg}/moderation/teil", f"{top}/bearbeiten"} if wer == "Kora" else set()
    assert found == expected


def test_die_vorbereitung_steht_in_keinem_papier_und_keinem_verlauf(welt, browser, vorbereitet, kora, mats):
    """D5 P0, F6 P0: letters, minutes, trail, the page behind a link, and an item that goes on in the next meeting."""
    with transaction():
        token = workflow.einzellinks.ausstellen(
            mats,
            Linkzweck.EINLADUNG_BEANTWORTEN,
            next(a.id for a in vorbereitet.antworten if a.sitz.bezeichnung == JOBCENTER),
            workflow.einzellinks.bis_heute_nacht(),
        )
    behind = gesehen(browser(), [f"/link/{token}/sitzung", f"/link/{token}/sitzung/teil"])
    with transaction():
        workflow.moderation.vertagen(vorbereitet.tops[0], kora)
        workflow.sitzungen.schliessen(vorbereitet, kora)
    folge = neue_sitzung(welt)
    with transaction():
        key = next(v.schluessel for v in queries.vorschlaege.vorschlaege(folge) if v.sorte == "top")
        workflow.tagesordnungen.vorschlag_aufnehmen(folge, kora, vorschlag=key)
    protokoll = vorgelegtes_protokoll(welt, vorbereitet)

    assert not [way for way, what in behind.items() if UNTER_UNS in what]
    assert UNTER_UNS not in protokoll.text
    assert [top.vorbereitung for top in folge.tops] == [""]
    for kind in (Nachricht, Ereignis, Ereignistext):
        rows = session().execute(select(*kind.__table__.columns)).all()
        assert rows
        assert UNTER_UNS not in repr(rows)


def vorgelegtes_protokoll(welt, sitzung):
    with transaction():
        workflow.protokolle.vorlegen(sitzung, welt.person("Kora"))
    return queries.protokolle.neueste(sitzung.id)


# --- names in rounds that promise none ----------------------------------------------------------------------------


@pytest.mark.parametrize("stufe", [Geheimhaltung.VERTRAULICH, Geheimhaltung.GEHEIM])
def test_wer_was_stimmte_steht_in_keinem_teil_des_saals(welt, browser, stufe):
    """B6 P0: moderator's screen, „Meine Sitzung“, wall and minutes: no Sitz and no name beside a word of the ballot."""
    mehr_sitze(welt, 4)
    geheim = {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH} if stufe is Geheimhaltung.GEHEIM else {}
    runde = zustimmung(welt, geheimhaltung=stufe, **geheim)
    sitzung = runde.top.sitzung
    aufgerufener_top(welt, runde.top)
    offene_abstimmung(welt, runde)
    worte = ("ja", "nein") if geheim else ("einwand", "zustimmung")
    grund = {} if geheim else {"begruendung": "einwandsatz"}
    stimmen(welt, runde, "Mats", JOBCENTER, wort=Stimmwort(worte[0]), **grund)
    stimmen(welt, runde, "Mia", ABH, wort=Stimmwort(worte[1]))
    festgestellte_abstimmung(welt, runde)
    zeigen(welt, sitzung, Wandbild.ERGEBNIS)
    weg = f"/sitzungen/{sitzung.nummer}"

    seiten = gesehen(browser(welt.person("Kora")), [f"{weg}/moderation/teil", f"{weg}/meine/teil"])
    with transaction():
        workflow.sitzungen.schliessen(sitzung, welt.person("Kora"))
    protokoll = queries.niederschrift.niederschrift(sitzung)
    rund = protokoll[protokoll.index("**Abstimmung ") : protokoll.index("## Aufträge")]

    woerter = ("einwandsatz", "schwerer Einwand", "Ja", "Nein", "Zustimmung")
    for what in (*seiten.values(), rund):
        for line in what.splitlines():
            names = [name for name in ("Mats", "Mia", JOBCENTER, ABH) if name in line]
            assert not (names and any(word in line for word in woerter)), line


# --- papers somebody links ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "adresse",
    ["https://musterkreis.de@evil.example/x", "https://user:geheim@ris.example/1", "https://", "https:///pfad",
     "http://a b.example/", "https://ris.example\\@evil.example/", "JAVASCRIPT:alert(1)//https://", "data:text/html,x",
     "https://[::1", "https://ris.example:99999999/", "vbscript:x", "\tjavascript:alert(1)"],
)  # fmt: skip
def test_eine_irrefuehrende_adresse_wird_nirgends_verlinkt(welt, kora, adresse):
    """I4 P0: no script, nothing that looks like another host, no password for everybody to read."""
    top = neuer_top(welt)
    sitzung = top.sitzung
    plan = {"beginn": sitzung.beginn, "ort": "Hier", "online": adresse}

    for act in (
        lambda: workflow.tops.unterlage_anhaengen(top, kora, titel="Vorlage", adresse=adresse),
        lambda: workflow.sitzungen.planen(welt.lenkungsgruppe, kora, **plan),
        lambda: workflow.sitzungen.bearbeiten(sitzung, kora, **plan),
    ):
        with pytest.raises(Obstructed), transaction():
            act()
        session().rollback()
        session().expire_all()

    assert (sitzung.online, top.unterlagen) == ("", [])


# --- files ---------------------------------------------------------------------------------------------------------


def test_in_der_liste_der_auftraege_steht_keine_formel(welt, browser, kora):
    """I7 P0: CSV quoted, XLSX typed as text, whatever was given to do and whatever came of it."""
    boese = ["=1+1", "+49 1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://evil.example")', "＝1+1"]
    for one in boese:
        auftrag = neuer_auftrag(welt, text=one)
        with transaction():
            workflow.auftraege.erledigen(auftrag, kora, ergebnis=one)
    b = browser(kora)

    lines = b.client.get("/auftraege/liste.csv?stand=alle").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    book = load_workbook(io.BytesIO(b.client.get("/auftraege/liste.xlsx?stand=alle").get_data()))

    cells = [cell for row in rows for cell in row]
    assert sum("1+1" in cell for cell in cells) >= 2
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    typed = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in typed if cell.data_type == "f"] == []


BOESER_TERMIN = "Raum\r\nATTENDEE:mailto:x@evil.example\r\nEND:VEVENT;,\\"


def test_in_den_kalender_laesst_sich_nichts_einschmuggeln(welt, browser, kora):
    """I8 P0: line breaks, semicolons, commas and backslashes in place, access and name of the body."""
    sitzung = eingeladene_sitzung(welt)
    with transaction() as s:
        s.execute(
            text("UPDATE sitzung SET ort = :x, online = :y WHERE id = :s"),
            {"x": BOESER_TERMIN, "y": "https://v.example/\r\nX-BOESE:1", "s": sitzung.id},
        )
        s.execute(text("UPDATE gremium SET name = :x WHERE id = :g"), {"x": BOESER_TERMIN, "g": sitzung.gremium_id})
    session().expire_all()

    content = termin_ics.termin(sitzung, methode=termin_ics.methode(sitzung)).encode()

    kalender = ics.lesen(content)
    (event,) = kalender.innen("VEVENT")
    names = {name.upper() for name in event.angaben}
    assert not names & {"ATTENDEE", "X-BOESE"}
    assert "ATTENDEE" in event.text("LOCATION")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("rest", ["/einladung.docx", "/einladung.odt", "/termin.ics"])
def test_der_dateiname_fuehrt_keine_kopfzeile_in_die_irre(welt, browser, kora, rest):
    """I9 P0, I10 P0."""
    sitzung = eingeladene_sitzung(welt)
    with transaction() as s:
        s.execute(text("UPDATE sitzung SET nummer = 'S\"-;x' WHERE id = :s"), {"s": sitzung.id})

    antwort = browser(kora).client.get(f"/sitzungen/S%22-;x{rest}")

    assert antwort.status_code == 200
    _, _, name = antwort.headers["Content-Disposition"].partition("filename=")
    assert antwort.headers["Content-Disposition"].startswith("attachment; ")
    assert set(name.strip('"')) <= set("SxabcdefghijklmnopqrstuvwxyzEinladung_.-"), name
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"


def test_ein_papier_laedt_nichts_nach_und_fuehrt_nur_ins_web(welt, browser, kora):
    """I4 P0, I13 P1: Markdown of the minutes in DOCX and ODT: no picture, no script address, valid XML."""
    boese = "\n\n".join(
        [*NUTZLASTEN, "![x](http://evil.example/p.png)", "[datei](file:///etc/passwd)", "<x> \x0b & ]]>"]
    )
    sitzung = neuer_top(welt, titel="<b>&amp;", art=Topart.INFORMATION).sitzung
    eingeladene_sitzung(welt, sitzung)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
        workflow.protokolle.niederschreiben(sitzung.tops[0], kora, niederschrift=boese)
        workflow.sitzungen.schliessen(sitzung, kora)
        workflow.protokolle.abrunden(sitzung, kora, schlusswort=boese)
    vorgelegtes_protokoll(welt, sitzung)
    b, weg = browser(kora), f"/sitzungen/{sitzung.nummer}/protokoll/1"

    assert not boeses(b.get(weg, status=200, pruefen=False).html)
    for art in ("docx", "odt"):
        with ZipFile(io.BytesIO(b.client.get(f"{weg}.{art}").get_data())) as package:
            names = package.namelist()
            trees = [etree.fromstring(package.read(n)) for n in names if n.endswith((".xml", ".rels"))]
        assert not [n for n in names if n.lower().endswith((".png", ".jpg", ".svg", ".bin", ".html", ".vbs"))]
        ziele = [
            value
            for tree in trees
            for e in tree.iter()
            for name, value in e.attrib.items()
            if (name.endswith("}href") or (name == "Target" and e.get("TargetMode") == "External"))
        ]
        assert not [z for z in ziele if not z.startswith(("https://", "http://", "mailto:", "#"))], ziele
        tags = {etree.QName(e).localname for tree in trees for e in tree.iter() if isinstance(e.tag, str)}
        assert not tags & {"blip", "drawing", "image", "object", "script", "altChunk", "oleObject", "fldChar"}


def test_im_protokoll_steht_die_adresse_einer_internen_unterlage_nicht(welt, kora):
    """D5 P0: who only reads along gets the minutes later, not the papers of the body."""
    top = neuer_top(welt, titel="Bericht", art=Topart.INFORMATION)
    for titel, frei in (("Intern", False), ("Frei", True)):
        with transaction():
            workflow.tops.unterlage_anhaengen(
                top, kora, titel=titel, adresse=f"https://ris.example/{titel}", freigegeben=frei
            )
    eingeladene_sitzung(welt, top.sitzung)
    with transaction():
        workflow.sitzungen.eroeffnen(top.sitzung, kora)
        workflow.sitzungen.schliessen(top.sitzung, kora)

    protokoll = queries.niederschrift.niederschrift(top.sitzung)

    assert "https://ris.example/Frei" in protokoll
    assert "https://ris.example/Intern" not in protokoll


@pytest.mark.parametrize("wer", ["Lena", "Bibi"])
def test_wer_nur_mitliest_bekommt_interne_unterlagen_auf_keinem_weg(welt, browser, kora, wer):
    """D5 P0: page, print, letter."""
    top = neuer_top(welt)
    with transaction():
        workflow.tops.unterlage_anhaengen(top, kora, titel="Interngeheim", adresse="https://ris.example/geheim")
    eingeladene_sitzung(welt, top.sitzung)
    wege = [f"/sitzungen/{top.sitzung.nummer}{rest}" for rest in SEITEN]

    found = [weg for weg, what in gesehen(browser(welt.person(wer)), wege).items() if "ris.example/geheim" in what]

    assert found == []
    assert "ris.example/geheim" in gesehen(browser(kora), wege)[wege[0]]
