"""Invitation and minutes as DOCX and ODT: what they say, what they keep to themselves, and that both say the same."""

from datetime import UTC, datetime

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.exports.markdown_html import html
from kimflow.models import Einstellung, Topart
from tests.bauen.protokolle import genehmigtes_protokoll
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import beauftragtes_thema
from tests.dokumente.lesen import aus_docx, aus_html, aus_odt, zeilen

LESEN = {"docx": aus_docx, "odt": aus_odt}
BEGINN = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def sitzung(welt, kora):
    """One meeting with everything an invitation can say."""
    meeting = neue_sitzung(welt, beginn=BEGINN, ort="Kreishaus, Raum *7*")
    thema = beauftragtes_thema(welt, titel="Wohnen | Miete")
    top = neuer_top(
        welt,
        meeting,
        titel="Wohnen | Miete",
        art=Topart.BESCHLUSS,
        minuten=25,
        berichterstattung="Paula",
        themen=[thema],
    )
    with transaction():
        workflow.tops.unterlage_anhaengen(
            top, kora, titel="Zahlen", adresse="https://kreis.example/zahlen", freigegeben=True
        )
        workflow.tops.unterlage_anhaengen(
            top, kora, titel="Entwurf", adresse="https://kreis.example/entwurf", freigegeben=False
        )
    with transaction() as s:
        s.connection().exec_driver_sql("UPDATE top SET vorbereitung = 'Mats wird dagegen sein'")
        s.connection().exec_driver_sql("UPDATE sitzung SET online = 'https://konferenz.example/raum'")
    session().expire_all()
    return eingeladene_sitzung(welt, meeting)


def text(browser, wer, sitzung, format):
    antwort = browser(wer).get(f"/sitzungen/{sitzung.nummer}/einladung.{format}", status=200)
    return LESEN[format](antwort.response.data)


@pytest.mark.parametrize("format", LESEN)
def test_die_einladung_nennt_alles_was_man_zum_kommen_braucht(browser, sitzung, mats, format):
    found = text(browser, mats, sitzung, format)

    for words in (
        "Einladung zur Sitzung", "Lenkungsgruppe", "Donnerstag, 04.03.2027", "10:30 bis etwa 12:30 Uhr",
        "Kreishaus, Raum *7*", "https://konferenz.example/raum", "Vorsitz: Mia", "Protokoll: Kora",
        "Wohnen | Miete", "Beschluss", "Paula", "25", "/themen/T-", "https://kreis.example/zahlen",
        "https://kreis.example/entwurf", "(nur für das Gremium)", "Mit freundlichen Grüßen",
    ):  # fmt: skip
        assert words in found


@pytest.mark.parametrize("format", LESEN)
@pytest.mark.parametrize("wer", ["Kora", "Mats", "Lena", "Bibi"])
def test_was_die_koordination_sich_notiert_steht_in_keiner_einladung(browser, welt, sitzung, format, wer):
    assert "dagegen" not in text(browser, welt.person(wer), sitzung, format)


@pytest.mark.parametrize("format", LESEN)
@pytest.mark.parametrize(("wer", "sieht"), [("Kora", True), ("Mats", True), ("Lena", False), ("Bibi", False)])
def test_interne_unterlagen_nennt_sie_nur_dem_gremium(browser, welt, sitzung, format, wer, sieht):
    """FACH §3: each paper is intern or freigegeben."""
    found = text(browser, welt.person(wer), sitzung, format)

    assert ("entwurf" in found) is sieht
    assert ("Entwurf" in found) is sieht
    assert "https://kreis.example/zahlen" in found


def test_docx_und_odt_sagen_dasselbe_wie_der_text(browser, sitzung, mats):
    page = zeilen(aus_html(html(queries.einladungstext.einladung(sitzung, mats), 2)))

    for format in LESEN:
        letterhead, *body = zeilen(text(browser, mats, sitzung, format))
        assert letterhead == "Musterkreis"
        assert body == page


@pytest.mark.parametrize("format", LESEN)
def test_den_briefkopf_bestimmt_die_administration(browser, sitzung, mats, format):
    with transaction() as s:
        s.query(Einstellung).filter_by(schluessel="briefkopf").one().wert = "Kreis Muster\nAm Markt 1"

    assert zeilen(text(browser, mats, sitzung, format))[:2] == ["Kreis Muster", "Am Markt 1"]


@pytest.mark.parametrize(("format", "art"), [("docx", "wordprocessingml.document"), ("odt", "opendocument.text")])
def test_die_datei_hat_einen_namen_und_wird_nicht_im_browser_gezeigt(browser, sitzung, mats, format, art):
    """I9 P0: attachment, its own type, nosniff."""
    antwort = browser(mats).get(f"/sitzungen/{sitzung.nummer}/einladung.{format}", status=200)

    name = f"Einladung-{sitzung.nummer}.{format}"
    assert antwort.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert antwort.headers["Content-Type"].endswith(art)
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"


def test_zweimal_geholt_sind_es_dieselben_bytes(browser, sitzung, mats):
    for format in LESEN:
        url = f"/sitzungen/{sitzung.nummer}/einladung.{format}"
        assert browser(mats).get(url).response.data == browser(mats).get(url).response.data


def test_wer_die_sitzung_nicht_sieht_bekommt_keine_einladung(browser, sitzung, paula):
    for format in LESEN:
        browser(paula).get(f"/sitzungen/{sitzung.nummer}/einladung.{format}", status=404)


def test_ohne_tagesordnung_und_vorsitz_ist_es_trotzdem_ein_brief(browser, welt, kora):
    with transaction():
        meeting = workflow.sitzungen.planen(welt.projektgruppe, kora, beginn=BEGINN, ort="")

    found = text(browser, kora, meeting, "odt")

    assert "Die Tagesordnung folgt." in found
    assert "Koordinierende Stelle" in found


def test_die_einladung_einer_abgesagten_sitzung_sagt_es_zuerst(browser, sitzung, kora, mats):
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Der Vorsitz ist krank.")

    assert "Diese Sitzung ist abgesagt. Der Vorsitz ist krank." in text(browser, mats, sitzung, "docx")


# --- the minutes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", LESEN)
def test_das_protokoll_als_datei_sagt_dasselbe_wie_seine_seite(browser, welt, mats, format):
    fassung = genehmigtes_protokoll(welt)
    url = f"/sitzungen/{fassung.sitzung.nummer}/protokoll/1"
    antwort = browser(mats).get(f"{url}.{format}", status=200)

    letterhead, *body = zeilen(LESEN[format](antwort.response.data))

    assert letterhead == "Musterkreis"
    assert body == zeilen(aus_html(html(fassung.text, 2)))
    page = zeilen(aus_html(browser(mats).get(url, status=200).html))
    assert [line for line in body if line not in page] == []
    name = f"Protokoll-{fassung.sitzung.nummer}-Fassung-1.{format}"
    assert antwort.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("format", LESEN)
def test_dieselbe_fassung_gibt_fuer_alle_dieselben_bytes(browser, welt, mats, kora, format):
    url = f"/sitzungen/{genehmigtes_protokoll(welt).sitzung.nummer}/protokoll/1.{format}"

    assert browser(mats).get(url).response.data == browser(kora).get(url).response.data
