"""Ballots on paper: the same question, rule, options and fields as on the screen, and a code to the next step."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from kimflow.db import session, transaction
from kimflow.exports.qr import qr_png
from kimflow.mail.briefe import adresse
from kimflow.models import Geheimhaltung, Mehrheitsregel, Methode, Rolle, Rollenart, Stimmwort
from kimflow.workflow.auszaehlung import regel, regel_sichtbarkeit
from tests.bauen.abstimmungen import (
    geheime_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.besetzung import BEGINN
from tests.dokumente.formate import FORMATE, geholt, geprueft, text
from tests.dokumente.lesen import zeilen
from tests.dokumente.test_massnahmenliste import FREMD

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
# Empty boxes: one ballot, those of the Sitz that is not named, those of two Sitze on the sheet for the office.
KAESTEN = {
    Methode.PUNKTE: 2 + 1 + 1 + 3,  # options, sum, Enthaltung, name with day and signature
    Methode.RANG: 2 + 1 + 3,
    Methode.WIDERSTAND: 2 * 12 + 11 + 3 + 1 + 3,  # with the reasons
    Methode.KONSENS: 5 + 1 + 3,
    Methode.MEHRHEIT: 3 + 1 + 3,
}
OHNE_SITZ, BUERO = 1, 2 * 4


def papier(runde):
    return f"/abstimmungen/{runde.nummer}/papier.{{}}"


def runde_mit(welt, methode, **dazu):
    top = laufender_top(welt)
    for titel in (FREMD, "Sprache") if methode.ist_priorisierung else (FREMD,):
        vorgelegtes_thema(welt, top=top, titel=titel)
    angaben = {"plaetze": 2, "mehrheit": Mehrheitsregel.EINFACH if methode is Methode.MEHRHEIT else None, **dazu}
    return offene_abstimmung(welt, neue_abstimmung(welt, top, methode=methode, **angaben))


@pytest.mark.parametrize("methode", Methode)
def test_auf_papier_steht_in_allen_formaten_alles_was_auch_am_geraet_steht(welt, browser, kora, methode):
    """OBERFLAECHE 3.15."""
    runde = runde_mit(welt, methode)

    content = geholt(browser(kora), papier(runde))

    lines = geprueft(content, f"Stimmzettel auf Papier {runde.nummer}", bilder=3)
    for words in (f"{runde.nummer}: {runde.frage}", regel(runde)):
        assert lines.count(words) == 3
    assert "\n".join(lines).count(regel_sichtbarkeit(runde)) == 3
    for sitz in (JOBCENTER, ABH):
        assert f"Stimmzettel für {sitz}" in lines
    options = [i for i, line in enumerate(lines) if line in {o.text for o in runde.optionen}]
    assert [lines[i] for i in options] == 3 * [o.text for o in runde.optionen]
    cells = [
        cell.text for table in Document(BytesIO(content["docx"])).tables for row in table.rows for cell in row.cells
    ]
    assert cells.count("") == 3 * KAESTEN[methode] + OHNE_SITZ + BUERO


def test_wie_viel_zu_vergeben_ist_steht_am_kasten(welt, browser, kora):
    lines = zeilen(text(browser(kora), papier(runde_mit(welt, Methode.PUNKTE, punkte=7, hoechstens=3))))

    assert "Punkte, je höchstens 3" in lines
    assert "Zusammen höchstens 7" in lines
    assert "Platz 1 bis 2" in zeilen(text(browser(kora), papier(runde_mit(welt, Methode.RANG))))


def test_widerstand_nennt_seine_enden_die_null_loesung_und_wann_ein_grund_noetig_ist(welt, browser, kora):
    lines = zeilen(text(browser(kora), papier(runde_mit(welt, Methode.WIDERSTAND))))

    start = lines.index("Stimmzettel für Jobcenter Musterkreis")
    ballot = lines[start : lines.index("Unterschrift", start)]
    assert ballot.count("Begründung. Nötig ab 8.") == 3
    assert ballot[ballot.index("So lassen, wie es ist") + 1].startswith("Zum Vergleich, bitte immer bewerten")
    assert ballot.count("Enthaltung") == 2
    assert ballot.count("10") == 3


def test_jede_antwort_ist_erklaert_wie_am_geraet(welt, browser, kora, mats):
    runde = runde_mit(welt, Methode.KONSENS)
    seite = browser(mats).get(f"/abstimmungen/{runde.nummer}/stimme/{stimmabgabe(runde, JOBCENTER).id}", status=200)
    lines = zeilen(text(browser(kora), papier(runde)))

    for words in (e.text for e in seite.alle("span", class_="kf-erklaerung")):
        assert sum(line.endswith(f": {words}") for line in lines) == 3
    assert "Begründung. Nötig bei einem schweren Einwand." in lines


def test_nur_wer_fehlt_bekommt_ein_blatt(welt, browser, kora):
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=Stimmwort.ZUSTIMMUNG)

    lines = zeilen(text(browser(kora), papier(runde)))
    seite = browser(kora).get(f"/abstimmungen/{runde.nummer}/papier", status=200)

    assert [line for line in lines if line.startswith("Stimmzettel für")] == [f"Stimmzettel für {ABH}"]
    assert [e.text for e in seite.alle("li") if e.text in (JOBCENTER, ABH)] == [ABH]
    for format in FORMATE:
        assert f"/abstimmungen/{runde.nummer}/papier.{format}" in seite.html


@pytest.mark.parametrize("format", FORMATE)
def test_nach_dem_ende_gibt_es_keinen_stimmzettel_mehr(welt, browser, kora, format):
    runde = offene_abstimmung(welt, zustimmung(welt))
    geschlossene_abstimmung(welt, runde)

    assert "nimmt gerade keine Stimmen an" in browser(kora).get(papier(runde).format(format), status=409).text
    assert "Kein Blatt zu drucken" in browser(kora).get(f"/abstimmungen/{runde.nummer}/papier", status=200).text


def test_wenn_alle_abgestimmt_haben_ist_nichts_zu_drucken(welt, browser, kora):
    runde = offene_abstimmung(welt, zustimmung(welt))
    for wer, sitz in (("Mats", JOBCENTER), ("Mia", ABH)):
        stimmen(welt, runde, wer, sitz, wort=Stimmwort.ZUSTIMMUNG)

    browser(kora).get(papier(runde).format("odt"), status=409)


def test_geheim_gibt_es_kein_papier_und_die_seite_sagt_warum(welt, browser, kora, mats):
    """B4, FACH §3: no phone or paper."""
    runde = geheime_abstimmung(welt)

    for format in FORMATE:
        browser(kora).get(papier(runde).format(format), status=403)
    browser(kora).get(f"/abstimmungen/{runde.nummer}/papier", status=403)
    for wer in (kora, mats):
        seite = browser(wer).get(f"/abstimmungen/{runde.nummer}", status=200)
        assert "wüsste, wie der Sitz gestimmt hat" in seite.text
        assert "/papier" not in seite.html


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Bert", 403), ("Paul", 404), ("Bibi", 404), ("Lena", 404)])
def test_stimmzettel_druckt_nur_wer_sie_erfasst(welt, browser, wer, status):
    runde = offene_abstimmung(welt, zustimmung(welt))

    browser(welt.person(wer)).get(papier(runde).format("odt"), status=status)


def test_die_seiten_einer_runde_kosten_mit_vielen_sitzen_nicht_mehr_anweisungen(welt, browser, kora):
    few = offene_abstimmung(welt, zustimmung(welt))
    cost = browser(kora).anweisungen(papier(few).format("odt"), pruefen=False)
    mehr_sitze(welt, 22)
    many = offene_abstimmung(welt, zustimmung(welt))

    assert browser(kora).anweisungen(papier(many).format("odt"), pruefen=False) == cost <= 14


# --- the code -----------------------------------------------------------------------------------------------------


def weg(runde, sitz):
    return f"/abstimmungen/{runde.nummer}/papier/{stimmabgabe(runde, sitz).id}"


def test_der_code_ist_die_adresse_die_daneben_steht_und_keine_anmeldung(welt, browser, kora):
    """FACH §2: a card is paper and signs nobody in; ZUSAGEN D8."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    content = browser(kora).get(papier(runde).format("odt"), status=200).response.data

    ways = [adresse(weg(runde, sitz)) for sitz in (JOBCENTER, ABH)] + [adresse(f"/abstimmungen/{runde.nummer}")]
    with ZipFile(BytesIO(content)) as package:
        codes = [package.read(name) for name in package.namelist() if name.startswith("Pictures/")]
    assert codes == [qr_png(way) for way in ways]
    lines = zeilen(text(browser(kora), papier(runde)))
    assert [line.removeprefix("Zum Erfassen: ") for line in lines if line.startswith("Zum Erfassen: ")] == ways
    antwort = browser().get(weg(runde, ABH), status=303)
    assert "/anmelden" in antwort.ziel


@pytest.fixture
def finn(welt):
    """A second person of the Koordination."""
    person = welt.person("Finn")
    with transaction():
        person.rollen.append(Rolle(art=Rollenart.KOORDINATION, von=BEGINN))
    return person


def test_der_code_fuehrt_jeden_dorthin_wo_es_fuer_diesen_sitz_weitergeht(welt, browser, kora, finn, mats, mia):
    """First who records, then who confirms; on the table of the member the own ballot; for others the round."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    ballot = f"/abstimmungen/{runde.nummer}/stimme/{stimmabgabe(runde, ABH).id}"

    def ziel(wer):
        return browser(wer).get(weg(runde, ABH), status=303).ziel

    assert [ziel(wer) for wer in (kora, mia, mats)] == [f"{ballot}/erfassen", ballot, f"/abstimmungen/{runde.nummer}"]
    browser(kora).absenden(f"{ballot}/erfassen", kanal="papier", wort="zustimmung")
    assert ziel(finn) == f"{ballot}/bestaetigen"
    assert ziel(kora) == f"{ballot}/erfassen"
    browser(finn).absenden(f"{ballot}/bestaetigen", wort="zustimmung")
    session().expire_all()
    assert stimmabgabe(runde, ABH).zaehlt
    geschlossene_abstimmung(welt, session().merge(runde))
    assert ziel(kora) == f"/abstimmungen/{runde.nummer}"


@pytest.mark.parametrize("wer", ["Paul", "Lena", "Bibi", "Ada"])
def test_wer_die_runde_nicht_sieht_erfaehrt_auch_vom_code_nichts(welt, browser, wer):
    runde = offene_abstimmung(welt, zustimmung(welt))

    browser(welt.person(wer)).get(weg(runde, ABH), status=404)


def test_der_code_einer_geheimen_runde_fuehrt_zu_keiner_erfassung(welt, browser, kora):
    runde = geheime_abstimmung(welt)

    assert runde.geheimhaltung is Geheimhaltung.GEHEIM
    way = f"/abstimmungen/{runde.nummer}/papier/{runde.stimmabgaben[0].id}"
    assert browser(kora).get(way, status=303).ziel == f"/abstimmungen/{runde.nummer}"
