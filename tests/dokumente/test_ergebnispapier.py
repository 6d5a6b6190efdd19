"""The result of a round as a paper: the one result object, in the order and numbers of page, XLSX and CSV."""

import csv
from io import BytesIO, StringIO

import pytest
from docx import Document

from kimflow.models import Geheimhaltung, Gleichstand, Mehrheitsregel, Methode, Quorum, Stimmwort
from kimflow.workflow.auszaehlung import regel_gleichstand
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    zustimmung,
)
from tests.dokumente.formate import FORMATE, geholt, geprueft, text
from tests.dokumente.test_massnahmenliste import FREMD
from tests.seiten.test_ergebnisse import ABH, JOBCENTER, gezaehlt

G, K = Geheimhaltung, Stimmwort


def papier(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}/ergebnis.{{}}"


def erste_tabelle(content):
    rows = Document(BytesIO(content)).tables[0].rows
    return [[cell.text for cell in row.cells] for row in rows]


def test_das_papier_sagt_in_allen_formaten_was_seite_und_tabelle_sagen(welt, browser, bert):
    """OBERFLAECHE §2 tests 6 and 7."""
    mehr_sitze(welt, 2)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, gleichstand=Gleichstand.GETEILT))
    for number, given in ((1, [2, 6]), (2, [6, 2])):
        stimmen(welt, abstimmung, f"Mitglied {number}", f"Sitz {number}", given)
    geschlossene_abstimmung(welt, abstimmung)
    besuch = browser(bert)

    content = geholt(besuch, papier(abstimmung))
    said = "\n".join(geprueft(content, f"Ergebnis der Abstimmung {abstimmung.nummer}"))

    table = besuch.get(papier(abstimmung).format("csv"), status=200).response.data.decode("utf-8-sig")
    assert erste_tabelle(content["docx"]) == list(csv.reader(StringIO(table), delimiter=";"))
    seite = besuch.get(f"/abstimmungen/{abstimmung.nummer}/ergebnis", status=200)
    for row in erste_tabelle(content["docx"])[1:]:
        assert all(cell in seite.text for cell in row)
    kept = abstimmung.ergebnis
    for words in (
        abstimmung.frage, kept["satz"], kept["regel"], kept["belastbarkeit"], "Beteiligung: 2 von 4 Sitzen",
        "geteilter Rang", "Eingegangen: 2 am eigenen Gerät", "ausgezählt, aber noch nicht festgestellt",
        "Nicht abgestimmt haben: ",
    ):  # fmt: skip
        assert words in said, words
    assert kept["gleichstand"] in said


@pytest.mark.parametrize("methode", [Methode.KONSENS, Methode.MEHRHEIT])
def test_offen_nennt_es_die_sitze_ihre_gruende_und_einwaende(welt, browser, kora, methode):
    angaben = {} if methode is Methode.KONSENS else {"mehrheit": Mehrheitsregel.EINFACH, "quorum": Quorum.HAELFTE}
    first, second = (K.EINWAND, K.ZUSTIMMUNG) if methode is Methode.KONSENS else (K.JA, K.NEIN)
    abstimmung = offene_abstimmung(welt, zustimmung(welt, methode=methode, geheimhaltung=G.OFFEN, **angaben))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=first, begruendung=FREMD)
    stimmen(welt, abstimmung, "Mia", ABH, wort=second)
    festgestellte_abstimmung(welt, abstimmung)

    said = text(browser(kora), papier(abstimmung))

    for words in (JOBCENTER, ABH, FREMD, "Wie die Sitze gestimmt haben", abstimmung.ergebnis["satz"]):
        assert words in said
    assert ("Einwände" in said) is (methode is Methode.KONSENS)
    if methode is Methode.MEHRHEIT:
        assert abstimmung.ergebnis["quorum"] in said
        assert "Nötig: 2 Ja von 2, erreicht 1" in said


def test_die_regel_bei_gleichstand_steht_auch_da_wo_es_keinen_gibt(welt, browser, mats):
    """Test 6: the declared rule is printed, on the page as well."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt, gleichstand=Gleichstand.VORSITZ), [6, 1], [5, 2])

    rule = regel_gleichstand(abstimmung)
    assert f"Bei Gleichstand: {rule}" in text(browser(mats), papier(abstimmung))
    assert rule in browser(mats).get(f"/abstimmungen/{abstimmung.nummer}/ergebnis").text


def test_vertraulich_stehen_nur_summen_darin(welt, browser, mats):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 1], [5, 2])

    said = text(browser(mats), papier(abstimmung))

    assert "11" in said
    assert JOBCENTER not in said
    assert ABH not in said


def test_geheim_steht_nicht_darin_wie_die_stimmen_kamen(welt, browser, mats):
    leute = mehr_sitze(welt, 4)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=G.GEHEIM))
    for number, wer in enumerate(leute, 1):
        stimmen(welt, abstimmung, wer.name, f"Sitz {number}", [6, number - 1])
    festgestellte_abstimmung(welt, abstimmung)

    said = text(browser(mats), papier(abstimmung))

    assert "Beteiligung: 4 von 6 Sitzen" in said
    assert "24" in said
    assert "Eingegangen" not in said


@pytest.mark.parametrize("format", FORMATE)
def test_vor_dem_schliessen_und_fuer_andere_gibt_es_kein_papier(welt, browser, kora, lena, format):
    """A9 P0, D4 P0, OBERFLAECHE §2 test 2."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    browser(kora).get(papier(abstimmung).format(format), status=404)

    geschlossene_abstimmung(welt, abstimmung)
    browser(lena).get(papier(abstimmung).format(format), status=404)
    browser(kora).absenden(f"/abstimmungen/{abstimmung.nummer}/annullieren", begruendung="Die Frage war falsch")
    browser(kora).get(papier(abstimmung).format(format), status=404)


def test_es_ist_fuer_alle_dieselbe_datei(welt, browser, mats, kora):
    url = papier(gezaehlt(welt, neue_abstimmung(welt), [2, 6], [3, 4])).format("odt")

    assert browser(mats).get(url).response.data == browser(kora).get(url).response.data
