"""The smaller papers: who signs that they were there, Aufträge, Kennzahlen, the Landkarte; and all in LibreOffice."""

import re
from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import transaction
from kimflow.models import Zusage
from kimflow.workflow.kennzahlen import TAFELN
from tests.bauen.abstimmungen import geschlossene_abstimmung, mehr_sitze, offene_abstimmung, stimmen, zustimmung
from tests.bauen.auftraege import angenommener_auftrag, neuer_auftrag
from tests.bauen.bruchstellen import viele_bruchstellen
from tests.bauen.gremien import neue_besetzung
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufender_top, neue_sitzung
from tests.dokumente.formate import geholt, geprueft, text
from tests.dokumente.lesen import aus_docx, ohne_luecken, zeilen
from tests.dokumente.test_massnahmenliste import FREMD
from tests.libreoffice import umwandeln

JOBCENTER = "Jobcenter Musterkreis"
AUFTRAEGE, KENNZAHLEN, LANDKARTE = "/auftraege/liste.{}", "/kennzahlen/kennzahlen.{}", "/landkarte/rechtskreise.{}"


# --- who was there ------------------------------------------------------------------------------------------------


@pytest.fixture
def sitzung(welt):
    return eingeladene_sitzung(welt, neue_sitzung(welt, ort=FREMD))


def teilnahme(sitzung):
    return f"/sitzungen/{sitzung.nummer}/teilnahmeliste.{{}}"


def zeile_von(lines, sitz):
    at = lines.index(sitz)
    return lines[at : at + 5]


def test_auf_der_teilnahmeliste_stehen_sitze_mitglieder_vertretungen_und_gaeste(welt, browser, kora, mats, sitzung):
    with transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, JOBCENTER), mats, antwort=Zusage.KOMMT)

    lines = geprueft(geholt(browser(kora), teilnahme(sitzung)), f"Teilnahmeliste {sitzung.nummer}", quer=True)

    assert zeile_von(lines, JOBCENTER) == [JOBCENTER, "stimmberechtigt", "Mats", "Vera", "kommt"]
    assert lines[lines.index("Bert") - 1] == "beratend"
    assert [line for line in lines if line.startswith("Gast ")] == [f"Gast {n}" for n in range(1, 6)]
    assert f"Ort: {FREMD}" in lines


def test_sie_gilt_fuer_den_tag_der_sitzung(welt, browser, kora, sitzung):
    """A deputy from the day before is on it, one from the day after is not."""
    day = clock.local(sitzung.beginn).date()
    sitz = welt.sitz("Ausländerbehörde Musterkreis")
    for wer, tage in (("Paul", -1), ("Petra", 1)):
        neue_besetzung(welt, sitz, wen=welt.person(wer), von=day + timedelta(days=tage), rang=1)

    assert zeile_von(zeilen(text(browser(kora), teilnahme(sitzung))), str(sitz))[3] == "Paul"


def test_eine_projektgruppe_hat_mitglieder_statt_sitzen(welt, browser, kora):
    with transaction():
        meeting = workflow.sitzungen.planen(welt.projektgruppe, kora, beginn=clock.now() + timedelta(days=9), ort="")

    lines = zeilen(text(browser(kora), teilnahme(meeting)))

    assert lines[lines.index("Paula") - 1] == "Leitung"
    assert lines[lines.index("Paul") - 1] == "Mitglied"


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Bibi", 403), ("Lena", 403), ("Paul", 404)])
def test_die_teilnahmeliste_druckt_wer_die_tischkarten_druckt(welt, browser, kora, sitzung, wer, status):
    browser(welt.person(wer)).get(teilnahme(sitzung).format("odt"), status=status)
    seite = browser(kora).get(f"/sitzungen/{sitzung.nummer}/tischkarten", status=200)
    assert teilnahme(sitzung).format("pdf") in seite.html


def test_die_teilnahmeliste_kostet_mit_vielen_sitzen_nicht_mehr_anweisungen(welt, browser, kora, sitzung):
    few = browser(kora).anweisungen(teilnahme(sitzung).format("odt"), pruefen=False)
    mehr_sitze(welt, 20)

    assert browser(kora).anweisungen(teilnahme(sitzung).format("odt"), pruefen=False) == few <= 14


# --- Aufträge -----------------------------------------------------------------------------------------------------


def test_die_auftraege_einer_sitzung_passen_auf_ein_papier(welt, browser, kora):
    hier, dort = laufender_top(welt), laufender_top(welt)
    neuer_auftrag(welt, hier, text=FREMD, faellig_am=clock.today() - timedelta(days=3), verantwortlich=None)
    angenommener_auftrag(welt, hier)
    neuer_auftrag(welt, dort, text="Woanders")
    besuch = browser(kora)

    lines = geprueft(geholt(besuch, f"{AUFTRAEGE}?sitzung={hier.sitzung.nummer}"), "Aufträge", quer=True)

    said = "\n".join(lines)
    for words in (
        FREMD, "Die Schulen fragen.", "Finn", "noch niemand", "seit 3 Tagen", "überfällig", "angenommen",
        f"{hier.sitzung.nummer}, TOP 1", "Aufträge: 2, davon überfällig: 1", f"Sitzung: {hier.sitzung.nummer}",
    ):  # fmt: skip
        assert words in said, words
    assert "Woanders" not in said
    assert f"liste.pdf?sitzung={hier.sitzung.nummer}" in besuch.get(f"/auftraege/?sitzung={hier.sitzung.nummer}").html


def test_jeder_bekommt_nur_auftraege_die_er_sieht(welt, browser, paul, finn, lena):
    neuer_auftrag(welt)

    assert "Die Schulen fragen." in text(browser(finn), AUFTRAEGE)
    assert "Kein Auftrag passt" in text(browser(paul), AUFTRAEGE)
    browser(lena).get(AUFTRAEGE.format("odt"), status=403)


# --- figures ------------------------------------------------------------------------------------------------------


def test_die_kennzahlen_auf_papier_sind_die_der_seite(welt, browser, kora):
    laufende_massnahme(welt)
    besuch = browser(kora)

    lines = geprueft(geholt(besuch, f"{KENNZAHLEN}?jahr=2026"), "Kennzahlen", mehrseitig=True)

    seite = besuch.get("/kennzahlen/?jahr=2026", status=200)
    shown = ohne_luecken(seite.text)
    assert "vom 01.01.2026 bis 31.12.2026" in "\n".join(lines)
    titles = [e.text for e in seite.alle("h2") if e.attrs.get("id") in TAFELN]
    assert len(titles) == len(TAFELN)
    assert [line for line in lines if line in titles] == titles
    for line in lines[5:]:
        assert ohne_luecken(line) in shown, line
    assert f"{KENNZAHLEN.format('pdf')}?jahr=2026" in seite.html


def test_die_landkarte_auf_papier_verdeckt_kleine_zahlen_wer_immer_sie_druckt(welt, browser, kora, mats):
    """M9 and FACH §7: what is handed around reads like what the Lenkungsgruppe sees."""
    viele_bruchstellen(welt, (7, {}), (3, {"zu_rechtskreis": "SGB III"}))
    besuch = browser(kora)
    assert "SGB III" in besuch.get("/landkarte/rechtskreise.csv").response.data.decode("utf-8-sig")

    lines = geprueft(geholt(besuch, LANDKARTE), "Schnittstellen-Landkarte", quer=True)

    said = "\n".join(lines)
    assert "SGB III" not in said
    assert lines.count("7") == 2
    assert not re.search(r"^(3|10)$", said, re.MULTILINE)
    assert zeilen(text(browser(mats), LANDKARTE)) == lines
    filtered = text(besuch, f"{LANDKARTE}?ab=2026-1&kommune={welt.kommune('Waldau').id}")
    assert "Auswahl: alles" in filtered
    assert zeilen(filtered) == lines


def test_ein_ausschnitt_der_landkarte_steht_auf_dem_papier(welt, browser, mats):
    viele_bruchstellen(welt, (9, {"kommune": "Waldau"}), (9, {}))
    waldau = welt.kommune("Waldau")

    said = text(browser(mats), f"{LANDKARTE}?ausschnitt=kommune-{waldau.id}")

    assert f"Kommune: {waldau}" in said
    assert "18" not in zeilen(said)


def test_ohne_grosse_zahl_sagt_die_landkarte_das(welt, browser, mats):
    viele_bruchstellen(welt, (4, {}))

    assert "Hier ist keine Zahl groß genug" in text(browser(mats), LANDKARTE)


# --- LibreOffice --------------------------------------------------------------------------------------------------


def test_libreoffice_oeffnet_jedes_papier_ohne_verlust(welt, browser, kora, sitzung, tmp_path):
    """All files in one start."""
    laufende_massnahme(welt, titel=FREMD)
    angenommener_auftrag(welt, text=FREMD)
    viele_bruchstellen(welt, (7, {}))
    runde, fertig = (offene_abstimmung(welt, zustimmung(welt)) for _ in range(2))
    stimmen(welt, fertig, "Mats", JOBCENTER, wort=fertig.methode.worte[0])
    geschlossene_abstimmung(welt, fertig)
    papiere = {
        "liste": "/massnahmen/liste.{}", "zettel": f"/abstimmungen/{runde.nummer}/papier.{{}}",
        "ergebnis": f"/abstimmungen/{fertig.nummer}/ergebnis.{{}}", "teilnahme": teilnahme(sitzung),
        "auftraege": AUFTRAEGE, "kennzahlen": KENNZAHLEN, "landkarte": LANDKARTE,
    }  # fmt: skip
    written = {}
    for name, url in papiere.items():
        for format in ("docx", "odt"):
            content = browser(kora).get(url.format(format), status=200).response.data
            path = tmp_path / f"{name}-{format}.{format}"
            path.write_bytes(content)
            if format == "docx":
                lines = zeilen(aus_docx(content))
            written[path] = lines

    for path, made in umwandeln(list(written), "txt:Text (encoded):UTF8").items():
        shown = ohne_luecken(made.read_text(encoding="utf-8-sig"))
        missing = [line for line in written[path] if ohne_luecken(line) not in shown]
        assert not missing, f"{path.name}: {missing}"
