"""Pages of Aufträge: list, files, page, forms, and the start page of whoever has one."""

import csv
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Auftrag, AuftragStatus
from tests.bauen.auftraege import angenommener_auftrag, neuer_auftrag
from tests.bauen.sitzungen import laufender_top
from tests.seiten.tabellen import ausgepackt


def seite(auftrag):
    return f"/auftraege/{auftrag.id}"


def test_vom_auftrag_auf_der_startseite_zum_annehmen_und_erledigen(browser, welt, finn):
    auftrag = neuer_auftrag(welt, faellig_am=clock.today() - timedelta(days=1))
    besuch = browser(finn)

    start = besuch.get("/", status=200)
    assert "Aufträge aus Sitzungen (1)" in start.text
    assert "überfällig" in start.text
    assert start.alle("a", href=seite(auftrag))
    besuch.absenden(f"{seite(auftrag)}/annehmen")
    antwort = besuch.absenden(f"{seite(auftrag)}/erledigen", ergebnis="Alle haben geantwortet.")

    assert antwort.ziel == seite(auftrag)
    fertig = besuch.get(antwort.ziel, status=200)
    assert "Alle haben geantwortet." in fertig.text
    assert "hat den Auftrag angenommen" in fertig.text
    assert "Aufträge aus Sitzungen" not in besuch.get("/").text


def test_wer_zurueckgibt_landet_wo_er_noch_etwas_sieht(browser, welt, finn, kora):
    auftrag = neuer_auftrag(welt)
    besuch = browser(finn)

    antwort = besuch.absenden(f"{seite(auftrag)}/zurueckgeben", begruendung="Dafür ist das Schulamt zuständig.")

    assert (antwort.status, antwort.ziel) == (303, "/")
    besuch.get("/", status=200)
    besuch.get(seite(auftrag), status=404)
    assert "Zurückgegeben mit dieser Begründung" in browser(kora).get(seite(auftrag)).text


def test_wer_moderiert_erteilt_und_ergaenzt(browser, welt, kora, mats):
    top = laufender_top(welt)
    besuch = browser(kora)

    antwort = besuch.absenden(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/auftraege/erteilen", text="Die Träger fragen."
    )
    auftrag = session().query(Auftrag).one()
    assert antwort.ziel == seite(auftrag)
    assert "noch niemand" in besuch.get(antwort.ziel).text
    besuch.absenden(
        f"{seite(auftrag)}/bearbeiten", text="Die Träger fragen.", verantwortlich=str(mats.id), faellig_am="2027-01-31"
    )

    session().expire_all()
    assert (auftrag.verantwortlich, auftrag.faellig_am) == (mats, date(2027, 1, 31))


def test_zwei_bearbeiten_zugleich_und_der_zweite_sieht_beide_texte(browser, welt, kora):
    """E1 P0: a stale save shows both texts and loses neither."""
    auftrag = neuer_auftrag(welt)
    besuch = browser(kora)
    offen = besuch.get(f"{seite(auftrag)}/bearbeiten").feld("version")
    besuch.absenden(f"{seite(auftrag)}/bearbeiten", text="Alle Schulen fragen.", verantwortlich="", faellig_am="")

    antwort = besuch.absenden(
        f"{seite(auftrag)}/bearbeiten",
        text="Keine fragen.",
        verantwortlich="",
        faellig_am="",
        version=offen,
        status=409,
    )

    assert "Alle Schulen fragen." in antwort.text
    assert antwort.feld("text") == "Keine fragen."


def test_ein_auftrag_ohne_text_ist_keiner(browser, welt, kora):
    top = laufender_top(welt)

    antwort = browser(kora).absenden(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/auftraege/erteilen", text=" ", status=422
    )

    assert "Bitte ausfüllen." in antwort.text
    assert session().query(Auftrag).count() == 0


def test_wer_ihn_nicht_sieht_bekommt_404_und_wer_nicht_darf_403(browser, welt, mats, lena, paula):
    auftrag = neuer_auftrag(welt)

    for wer in (lena, paula):
        browser(wer).get(seite(auftrag), status=404)
    browser(mats).get(seite(auftrag), status=200)
    browser(mats).get(f"{seite(auftrag)}/annehmen", status=403)


def test_wer_nur_mitliest_hat_keine_auftragsliste(browser, lena):
    browser(lena).get("/auftraege/", status=403)


def test_die_liste_zeigt_wer_was_bis_wann_tut_und_laesst_sich_eingrenzen(browser, welt, kora, finn):
    auftrag = angenommener_auftrag(welt, faellig_am=clock.today() - timedelta(days=3))
    neuer_auftrag(welt, auftrag.top, text="Räume suchen.", verantwortlich=None)
    besuch = browser(kora)

    alle = besuch.get("/auftraege/", status=200)
    assert "Die Schulen fragen." in alle.text
    assert "Finn" in alle.text
    assert "seit 3 Tagen" in alle.text
    assert "noch niemand" in alle.text
    ohne = besuch.get("/auftraege/?stand=ohne", status=200)
    assert "Räume suchen." in ohne.text
    assert "Die Schulen fragen." not in ohne.text
    assert "Nichts gefunden" in besuch.get("/auftraege/?suche=gibtesnicht").text
    assert "Räume suchen." not in browser(finn).get("/auftraege/?wer=meine").text
    of_the_meeting = besuch.get(f"/auftraege/?sitzung={auftrag.sitzung.nummer}", status=200)
    assert [e.attrs["name"] for e in of_the_meeting.alle("select")] == ["wer", "stand", "gremium", "sitzung"]


def test_eine_leere_liste_sagt_wo_auftraege_herkommen(browser, mats):
    assert "Aufträge entstehen in einer Sitzung" in browser(mats).get("/auftraege/", status=200).text


def test_mehr_als_eine_seite_geht_weiter_ohne_luecke(browser, welt, kora):
    top = laufender_top(welt)
    for number in range(52):
        neuer_auftrag(welt, top, text=f"Nr. {number:02d}", faellig_am=clock.today() if number % 2 else None)
    besuch = browser(kora)

    first = besuch.get("/auftraege/?stand=alle")
    rest = besuch.get(first.eins("a", rel="next").attrs["href"])

    assert sum(f"Nr. {number:02d}" in first.text for number in range(52)) == 50
    assert all(f"Nr. {number:02d}" in first.text + rest.text for number in range(52))


# --- files --------------------------------------------------------------------------------------------------------

FORMEL = '=HYPERLINK("https://boese.example")'


@pytest.fixture
def mit_formel(welt):
    auftrag = neuer_auftrag(welt, text=FORMEL, faellig_am=clock.today() - timedelta(days=1))
    fertig = neuer_auftrag(welt, auftrag.top, text="Fertig.")
    with transaction():
        workflow.auftraege.erledigen(fertig, welt.person("Kora"), ergebnis="Ja; alles.")
    return auftrag


def test_die_liste_als_csv_mit_denselben_filtern_und_ohne_formeln(browser, mit_formel, kora):
    """I7 P0: a cell that begins like a formula is text."""
    antwort = browser(kora).get("/auftraege/liste.csv?stand=alle", status=200)

    rows = list(csv.reader(io.StringIO(antwort.response.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        "Auftrag", "Stand", "Verantwortlich", "Fällig am", "Überfällig", "Gremium", "Sitzung", "TOP", "Beschluss",
        "Ergebnis",
    ]  # fmt: skip
    by_text = {row[0]: row for row in rows[1:]}
    assert by_text[f"'{FORMEL}"][1:5] == ["erteilt", "Finn", f"{mit_formel.faellig_am:%d.%m.%Y}", "ja"]
    assert by_text["Fertig."][1] == AuftragStatus.ERLEDIGT
    assert by_text["Fertig."][9] == "Ja; alles."
    only_open = browser(kora).get("/auftraege/liste.csv", status=200).response.data.decode("utf-8-sig")
    assert "Fertig." not in only_open


def test_die_liste_als_xlsx_ohne_formeln(browser, mit_formel, kora):
    """I7 P0: and none in a workbook."""
    antwort = browser(kora).get("/auftraege/liste.xlsx", status=200)

    named = f'attachment; filename="Auftraege_{clock.today()}_Kora.xlsx"'
    assert antwort.headers["Content-Disposition"] == named
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    sheet, said = load_workbook(io.BytesIO(antwort.response.data)).worksheets
    assert sheet.title == "Aufträge"
    assert sheet["A2"].value == FORMEL
    assert ("Auswahl", "Stand: offene") in list(said.iter_rows(values_only=True))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}


def test_in_den_dateien_steht_nur_was_man_sieht(browser, mit_formel, paula):
    for name in ("liste.csv", "liste.xlsx"):
        content = browser(paula).get(f"/auftraege/{name}?stand=alle", status=200).response.data
        assert "HYPERLINK" not in ausgepackt(content)
    assert len(browser(paula).get("/auftraege/liste.csv?stand=alle").response.data.splitlines()) == 1
