"""Every paper in PDF, DOCX and ODT: one text with its page, readable aloud, and LibreOffice opens it without loss."""

import subprocess
from datetime import timedelta
from io import BytesIO

import html5lib
import pytest
from docx import Document

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.exports.markdown_html import html
from kimflow.models import Beteiligung, Stufe, Topart, Vorbehaltsergebnis
from tests.bauen.beschluesse import neuer_beschluss, rang
from tests.bauen.protokolle import genehmigtes_protokoll
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import vorgelegtes_thema, vorlegbares_thema
from tests.bauen.zielvereinbarungen import (
    beitrag,
    einreichbare_zielvereinbarung,
    mit_code,
    neuer_beitrag,
    unterzeichnen,
    zugestimmte_zielvereinbarung,
)
from tests.dokumente.lesen import aus_docx, aus_html, aus_odt, aus_pdf, merkmale, ohne_luecken, teil
from tests.libreoffice import umwandeln

LESEN = {"docx": aus_docx, "odt": aus_odt, "pdf": aus_pdf}
LANG = "Wer neu ankommt, wartet auf drei Stellen nacheinander und weiß selten, wer als Nächstes zuständig ist. "


def teil_der_seite(seite, klasse):
    """What stands in the one element of this class."""
    tree = html5lib.parse(seite.html, treebuilder="etree", namespaceHTMLElements=False)
    (found,) = [e for e in tree.iter() if klasse in (e.get("class") or "").split()]
    return aus_html(html5lib.serializer.serialize(found, tree="etree", omit_optional_tags=False))


def neue_seite(browser, wer, url, klasse="kf-papier"):
    return teil_der_seite(browser(wer).get(url, status=200), klasse)


@pytest.fixture
def zielvereinbarung(welt):
    """Zur Zeichnung: one party signed subject to a body, one on paper, one has not; one more supports."""
    draft = einreichbare_zielvereinbarung(welt)
    neuer_beitrag(welt, draft, "ABH", Beteiligung.WIRKT_MIT, "Nennt **Termine**.")
    with transaction():
        workflow.zielvereinbarungen.einreichen(draft, welt.person("Paula"))
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.zustimmen(draft, welt.person("Kora"), beschluss=beschluss)
    in_vier_wochen = clock.today() + timedelta(days=28)
    mit_code(
        beitrag(draft, "Jobcenter"), welt.person("Mats"), vorbehalt="Trägerversammlung", vorbehalt_bis=in_vier_wochen
    )
    unterzeichnen(welt, beitrag(draft, "Sozialamt"))
    return draft


@pytest.fixture
def papiere(welt, browser, mats, kora, zielvereinbarung):
    """The address of each paper without its ending, and the text of its page."""
    thema = vorgelegtes_thema(welt, titel="Wohnen | Miete & mehr", bruchstellen=6)
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Wohnen | Miete", art=Topart.BESCHLUSS, minuten=25, themen=[thema])
    eingeladene_sitzung(welt, sitzung)
    fassung = genehmigtes_protokoll(welt)
    z = f"/zielvereinbarungen/{zielvereinbarung.nummer}"
    blatt = f"{z}/beitraege/{beitrag(zielvereinbarung, 'Caritas').id}/blatt"
    b = f"/beschluesse/{zielvereinbarung.beschluss.nummer}/ausfertigung"
    t = f"/themen/{thema.nummer}/steckbrief"
    entwurf = f"/zielvereinbarungen/{einreichbare_zielvereinbarung(welt).nummer}/druck"

    def markdown(text):
        return aus_html(html(text, 2))

    return {
        f"/sitzungen/{sitzung.nummer}/einladung": markdown(queries.einladungstext.einladung(sitzung, mats)),
        f"/sitzungen/{fassung.sitzung.nummer}/protokoll/1": markdown(fassung.text),
        t: thema.titel + neue_seite(browser, mats, t, "kf-tischvorlage__spalten"),
        f"{z}/druck": zielvereinbarung.titel + neue_seite(browser, mats, f"{z}/druck"),
        entwurf: zielvereinbarung.titel + neue_seite(browser, mats, entwurf),
        b: f"Beschluss {zielvereinbarung.beschluss.nummer}" + neue_seite(browser, mats, b),
        blatt: "",
    }


def test_jedes_papier_sagt_in_jedem_format_was_seine_seite_sagt(browser, mats, papiere, tmp_path):
    """OBERFLAECHE §2, 7; PDF/UA-1: tags, language, title, table headers, fonts; LibreOffice opens ODT and DOCX."""
    to_open, wrong = {}, []
    for number, (url, page) in enumerate(papiere.items()):
        texts = {}
        for format, read in LESEN.items():
            content = browser(mats).get(f"{url}.{format}", status=200).response.data
            texts[format] = ohne_luecken(read(content))
            if format == "pdf":
                found = merkmale(content)
                assert (found.sprache, found.ua, found.ausgezeichnet, found.zeigt_titel) == ("de", "1", True, True)
                assert found.titel in page or not page
                assert all(found.schriften.values())
                assert found.ohne_alternativtext == 0
                assert found.marken["/H1"] == 1
                assert bool(found.marken["/Table"]) is bool(found.marken["/TH"])
            else:
                path = tmp_path / f"papier-{number}-{format}.{format}"
                path.write_bytes(content)
                to_open[path] = texts[format]
        expected = "Musterkreis" + ohne_luecken(page) if page else texts["docx"]
        wrong += [f"{url}.{format}" for format, text in texts.items() if text != expected]
    assert not wrong
    for path, made in umwandeln(list(to_open), "txt:Text (encoded):UTF8").items():
        shown = ohne_luecken(made.read_text(encoding="utf-8-sig")).replace("•", "").replace("–", "")
        assert_alle_woerter(shown, to_open[path], path.name)


def assert_alle_woerter(shown, written, name):
    """LibreOffice adds signs of lists and numbers of its own, and loses nothing."""
    at = 0
    for letter in written.replace("•", "").replace("–", ""):
        at = shown.find(letter, at) + 1
        assert at, f"{name}: ab „{letter}“ fehlt etwas"


# --- the agreement with its signatures ---------------------------------------------------------------------------


@pytest.mark.parametrize("format", LESEN)
def test_auf_der_zeichnungsseite_stehen_namen_tage_und_fassung(browser, mats, zielvereinbarung, format):
    """OBERFLAECHE 3.12: the paper shows names, dates, version."""
    content = (
        browser(mats).get(f"/zielvereinbarungen/{zielvereinbarung.nummer}/druck.{format}", status=200).response.data
    )
    text = " ".join(LESEN[format](content).split())
    today = f"{clock.today():%d.%m.%Y}"
    signed = beitrag(zielvereinbarung, "Jobcenter").zeichnung

    for words in (
        f"Zielvereinbarung {zielvereinbarung.nummer}, Fassung 1.2",
        f"Gezeichnet von Mats, Geschäftsführung, am {today}, digital mit Code.",
        "Unter Gremienvorbehalt: Trägerversammlung, offen bis",
        f"Gezeichnet wurde Fassung 1, Prüfsumme des gezeichneten Wortlauts (SHA-256): {signed.pruefsumme}",
        "Ort, Datum Name und Funktion Unterschrift",
        "begründet keine Rechtsansprüche",
        "Es wirken mit oder unterstützen: Ausländerbehörde Musterkreis (wirkt mit).",
    ):
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert text.count("Gezeichnet von") == 2
    assert text.count("Name und Funktion") == 1
    if format == "pdf":
        assert merkmale(content).seiten == 2
        before, after = raender(content, "pdf")
        assert ("Zielzustand" in before, "Gezeichnet von" in before) == (True, False)
        assert "Gezeichnet von" in after


def raender(content, format):
    """Each page of a PDF with its margins; of DOCX and ODT what stands in the margins of every page."""
    if format == "pdf":
        found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        return found.stdout.decode().split("\f")[:-1]
    if format == "odt":
        return [" ".join(teil(content, "styles.xml").itertext())]
    (section,) = Document(BytesIO(content)).sections
    return [" ".join(p.text for part in (section.header, section.footer) for p in part.paragraphs)]


def test_ein_entwurf_ist_auf_jeder_seite_einer_und_nennt_wer_ihn_geholt_hat(browser, welt, mats):
    """M9 P1: name and date of whoever fetched it."""
    draft = einreichbare_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{draft.nummer}/druck"

    for format in LESEN:
        pages = raender(browser(mats).get(f"{url}.{format}", status=200).response.data, format)
        assert len([page for page in pages if "Entwurf" in page.replace("Fassung 1, Entwurf", "")]) == len(pages)
        assert f"Abgerufen am {clock.today():%d.%m.%Y} von Mats" in pages[0]
        assert "Name und Funktion" not in "".join(pages)


def test_eine_gezeichnete_fassung_ist_fuer_alle_dieselbe_datei(browser, mats, kora, zielvereinbarung):
    for format in LESEN:
        url = f"/zielvereinbarungen/{zielvereinbarung.nummer}/druck.{format}"
        assert browser(mats).get(url).response.data == browser(kora).get(url).response.data


def test_das_blatt_einer_partei_ist_was_sie_zeichnet(browser, mats, zielvereinbarung):
    """One text: the sheet says word for word what the Zeichnung keeps."""
    offen, gezeichnet = (beitrag(zielvereinbarung, house) for house in ("Caritas", "Jobcenter"))
    url = f"/zielvereinbarungen/{zielvereinbarung.nummer}/beitraege/{{}}/blatt.odt"
    sheets = {b.id: aus_odt(browser(mats).get(url.format(b.id), status=200).response.data) for b in (offen, gezeichnet)}

    wortlaut = workflow.zielvereinbarungen.wortlaut(offen)
    assert ohne_luecken(aus_html(html(wortlaut, 2))) in ohne_luecken(sheets[offen.id])
    assert workflow.zielvereinbarungen.pruefsumme(wortlaut) in sheets[offen.id]
    assert "Name und Funktion" in sheets[offen.id]
    assert "Gezeichnet von Mats" in sheets[gezeichnet.id]
    assert "Name und Funktion" not in sheets[gezeichnet.id]


@pytest.mark.parametrize("house", ["ABH", "Jobcenter"])
def test_ein_blatt_gibt_es_nur_fuer_wen_zeichnet_und_erst_nach_der_zustimmung(
    browser, welt, mats, zielvereinbarung, house
):
    draft = einreichbare_zielvereinbarung(welt)
    which = (zielvereinbarung, beitrag(zielvereinbarung, "ABH")) if house == "ABH" else (draft, beitrag(draft, house))

    browser(mats).get(f"/zielvereinbarungen/{which[0].nummer}/beitraege/{which[1].id}/blatt.pdf", status=404)


def test_wer_nur_mitliest_bekommt_keinen_entwurf(browser, welt, lena):
    draft = einreichbare_zielvereinbarung(welt)

    for format in LESEN:
        browser(lena).get(f"/zielvereinbarungen/{draft.nummer}/druck.{format}", status=404)


def test_papier_vorbehalt_und_verweigerung_stehen_auf_dem_papier(browser, welt, kora, zoe):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    unterzeichnen(
        welt, beitrag(vereinbarung, "Sozialamt"), vorbehalt="Rat", vorbehalt_bis=clock.today(),
        vorbehalt_am=clock.today(), vorbehalt_ergebnis=Vorbehaltsergebnis.ERTEILT,
    )  # fmt: skip
    with transaction() as s:
        s.flush()
        workflow.zielvereinbarungen.zeichnung_verweigern(
            beitrag(vereinbarung, "Caritas"), zoe, begruendung="Kein Personal."
        )
    session().expire_all()

    text = neue_seite(browser, kora, f"/zielvereinbarungen/{vereinbarung.nummer}/druck")

    assert f"Unter Gremienvorbehalt: Rat, zugestimmt am {clock.today():%d.%m.%Y}." in text
    assert f"Die Zeichnung wurde am {clock.today():%d.%m.%Y} verweigert." in text
    assert "Kein Personal" not in text


# --- the certified copy --------------------------------------------------------------------------------------------


def test_die_ausfertigung_sagt_was_beschlossen_ist_und_was_daraus_folgt(browser, welt, mats, kora):
    thema = vorlegbares_thema(welt)
    top = laufender_top(welt, themen=[])
    with transaction():
        workflow.themen.vorlegen(thema, kora, top=top)
    first = neuer_beschluss(welt, top, rang(thema, 1), wortlaut="Wohnen zuerst.", bedenken="Das *Jobcenter* zögert.")
    later = neuer_beschluss(welt, top, wortlaut="Wohnen zuletzt.", ersetzt=first)
    with transaction():
        workflow.beschluesse.berichtigen(
            first, kora, wortlaut="Wohnen wird zuerst bearbeitet.", begruendung="Verb fehlte."
        )

    text = neue_seite(browser, mats, f"/beschluesse/{first.nummer}/ausfertigung")

    for words in (
        "Gremium: Lenkungsgruppe", f"Sitzung: {top.sitzung.nummer}", f"TOP {top.position}: {top.titel}",
        "Wohnen wird zuerst bearbeitet.", "Gefasst wurde er einvernehmlich.",
        "Bedenken und Einwände: Das *Jobcenter* zögert.",
        f"{thema}: priorisiert, Rang 1", f"ersetzt durch {later.nummer}", "Verb fehlte. Vorher lautete er:",
        "ist noch nicht genehmigt.", "Für die Richtigkeit der Ausfertigung", "Prüfsumme des Wortlauts (SHA-256): ",
    ):  # fmt: skip
        assert words in text, words
    assert f"Ersetzt: Beschluss {first.nummer}" in neue_seite(
        browser, mats, f"/beschluesse/{later.nummer}/ausfertigung"
    )


def test_eine_ausfertigung_kostet_immer_gleich_viele_anweisungen(browser, welt, mats):
    url = f"/beschluesse/{neuer_beschluss(welt).nummer}/ausfertigung"

    assert browser(mats).anweisungen(url) <= 25


# --- the Tischvorlage ----------------------------------------------------------------------------------------------


def test_die_tischvorlage_ist_eine_seite_und_nennt_alles_was_sie_soll(browser, welt, mats, kora, tmp_path):
    """FACH §6, with texts of the usual length and the views of three houses; in DOCX and ODT too."""
    thema = vorlegbares_thema(welt, bruchstellen=6)
    fields = ("wirkung_menschen", "wirkung_stellen", "warum_jetzt", "gefragt", "doppelstruktur")
    with transaction():
        workflow.themen.bearbeiten(
            thema, kora, titel=thema.titel, handlungsfeld=thema.handlungsfeld, rechtskreise=thema.rechtskreise,
            kommunen=thema.kommunen, problem=LANG * 2, moeglichkeiten="- Übergabebogen\n- Sprechstunde",
            **dict.fromkeys(fields, LANG * 3),
        )  # fmt: skip
        workflow.themen.einschaetzen(
            thema, kora, dringlichkeit=Stufe.HOCH, einfluss=Stufe.MITTEL, aufwand=Stufe.GERING, einschaetzung=LANG
        )
        houses = {"ABH": "Mia", "Sozialamt": "Paula"}
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution(name) for name in houses])
        for s in thema.stellungnahmen:
            if s.abgegeben_am is None:
                workflow.stellungnahmen.abgeben(s, welt.person(houses[s.institution.kurzname]), text=LANG * 3)
    files = []
    for format in LESEN:
        content = browser(mats).get(f"/themen/{thema.nummer}/steckbrief.{format}", status=200).response.data
        files.append(tmp_path / f"steckbrief-{format}.{format}")
        files[-1].write_bytes(content)
        text = LESEN[format](content)
        for words in (
            "Bruchstellen aus Fallrekonstruktionen: 6", "Betroffene Kommunen: Seestadt",
            "Sicht der beteiligten Stellen", "Warum jetzt?", "Was ist gefragt?",
            "nichts zu ändern", "Aufwand: gering", "Doppelstrukturen",
            "SGB II", "Ausländerbehörde Musterkreis",
        ):  # fmt: skip
            assert words.replace(" ", "") in ohne_luecken(text), words

    assert merkmale(files[-1].read_bytes()).seiten == 1
    converted = umwandeln(files[:-1], "pdf")
    assert [len(raender(path.read_bytes(), "pdf")) for path in converted.values()] == [1, 1]
