"""The Maßnahmenliste on paper: the rows, numbers and rights of its page (OBERFLAECHE 1.3.15)."""

import re

import pytest

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Lage, MassnahmeStatus
from kimflow.web.dokumente import PDF_ZEILEN
from kimflow.workflow.ampel import VERZUG
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, massnahme_im_stand, neu_gelesen, vermehrt
from tests.dokumente.formate import geholt, geprueft, text
from tests.dokumente.lesen import merkmale, teil

LISTE = "/massnahmen/liste.{}"
FREMD = "=1+1 | <script>alert(1)</script> **fett** [x](javascript:alert(1)) & „Ende“"
"""I4 P0: what people type is text in every file."""


def nummern(worte):
    return re.findall(r"M-\d+-\d+", worte)


@pytest.fixture
def angemerkt(welt, paul):
    """Overdue, with a Rückmeldung and what its house says beside the light."""
    massnahme = laufende_massnahme(welt, titel=FREMD, frist=in_tagen(-9))
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.VERZOEGERT, satz="Es hakt.")
    with transaction():
        workflow.massnahmen.anmerken(neu_gelesen(massnahme), paul, text="Der Kreistag tagt erst im Mai.")
    return massnahme


def test_die_liste_sagt_in_allen_formaten_dasselbe_und_nennt_alles(browser, kora, welt, angemerkt):
    andere = laufende_massnahme(welt, titel="Bogen", frist=None)

    lines = geprueft(geholt(browser(kora), LISTE), "Maßnahmenliste", quer=True)

    said = "\n".join(lines)
    assert {angemerkt.nummer, andere.nummer} == set(nummern(said))
    for words in (
        FREMD, "Stand vom: ", "Auswahl: Stand: offene", "Maßnahmen: 2", "8 bis 30 Tage überfällig: 1",
        f"Frist {in_tagen(-9):%d.%m.%Y}, seit 9 Tagen", "überfällig", "verzögert, ", "Der Kreistag tagt erst im Mai.",
        "noch keine", "ohne Termin",
    ):  # fmt: skip
        assert words in said, words
    assert "Es hakt." not in said


def test_sie_ist_nach_institutionen_gegliedert_oder_wie_die_adresse_es_sagt(browser, kora, welt, angemerkt):
    besuch = browser(kora)

    assert f"{angemerkt.institution} (1 Maßnahme, 1 überfällig)" in text(besuch, LISTE).splitlines()
    grouped = text(besuch, f"{LISTE}?gruppe=projektgruppe").splitlines()
    assert f"{angemerkt.projektgruppe} (1 Maßnahme, 1 überfällig)" in grouped


@pytest.mark.parametrize("filter", ["", "?verzug=monat", "?status=alle&sortierung=titel", "?suche=Bogen&ampel=gruen"])
def test_zeilen_und_zahlen_sind_die_der_seite(browser, kora, welt, angemerkt, filter):
    laufende_massnahme(welt, titel="Bogen", frist=in_tagen(90))
    massnahme_im_stand(welt, MassnahmeStatus.UMGESETZT, titel="Fertig")
    besuch = browser(kora)

    seite = besuch.get(f"/massnahmen/{filter}", status=200)
    said = text(besuch, f"{LISTE}{filter}")

    shown = list(dict.fromkeys(re.findall(r'href="/massnahmen/(M-\d+-\d+)"', seite.html)))
    assert sorted(nummern(said)) == sorted(shown)
    counts = [int(e.text) for e in seite.alle("span", class_="kf-kennzahl__zahl")]
    assert [f"{words}: {count}" for words, count in zip(VERZUG.values(), counts, strict=True)] == (
        next(line for line in said.splitlines() if line.startswith("Davon: ")).removeprefix("Davon: ").split(" · ")
    )


def test_wer_nur_liest_bekommt_stand_und_termine_ohne_ampel(browser, lena, angemerkt):
    said = text(browser(lena), LISTE)

    assert angemerkt.nummer in said
    assert f"Frist {in_tagen(-9):%d.%m.%Y}" in said
    for words in ("überfällig", "Ampel", "verzögert", "Kreistag", "Rückmeldung", "Davon"):
        assert words not in said


def test_die_seite_fuehrt_mit_ihrem_filter_zu_den_drei_formaten(browser, kora, welt, angemerkt):
    besuch = browser(kora)
    seite = besuch.get("/massnahmen/?verzug=monat&suche=alert&endpoint=x", status=200)

    links = [a.attrs["href"] for a in seite.alle("a") if "/massnahmen/liste." in a.attrs["href"]]
    for format in ("pdf", "docx", "odt"):
        (link,) = [one for one in links if f"liste.{format}?" in one]
        assert "verzug=monat" in link
        assert "suche=alert" in link
    leer = besuch.get("/massnahmen/?suche=gibtesnicht", status=200)
    assert "liste.pdf" not in leer.html
    assert "Keine Maßnahme passt" in text(besuch, f"{LISTE}?suche=gibtesnicht")


def test_in_jeder_datei_steht_fuer_wen_und_wann_sie_geholt_ist(browser, kora, angemerkt):
    """M9 P1."""
    antwort = browser(kora).get(LISTE.format("pdf"), status=200)

    assert re.fullmatch(
        r'attachment; filename="Massnahmenliste-\d{4}-\d\d-\d\d.pdf"', antwort.headers["Content-Disposition"]
    )
    assert merkmale(antwort.response.data).titel == "Maßnahmenliste"
    odt = browser(kora).get(LISTE.format("odt")).response.data
    assert "Abgerufen am" in fusszeile(odt)
    assert "von Kora" in fusszeile(odt)


def fusszeile(odt):
    return " ".join("".join(e.itertext()) for e in teil(odt, "styles.xml").iter() if str(e.tag).endswith("}footer"))


def test_fuer_ein_pdf_gibt_es_eine_grenze_und_die_seite_sagt_was_hilft(browser, kora, welt):
    vermehrt(laufende_massnahme(welt), PDF_ZEILEN)
    besuch = browser(kora)

    zu_lang = besuch.get(LISTE.format("pdf"), status=409)

    assert f"möglich sind {PDF_ZEILEN}" in zu_lang.text
    assert "mit dem Filter weniger aus, oder nehmen Sie DOCX oder ODT" in zu_lang.text
    assert len(nummern(text(besuch, LISTE))) == PDF_ZEILEN + 1


def test_die_liste_kostet_mit_vielen_zeilen_nicht_mehr_anweisungen(browser, kora, welt):
    vorlage = laufende_massnahme(welt)
    vermehrt(vorlage, 20)
    few = browser(kora).anweisungen(LISTE.format("odt"), pruefen=False)
    vermehrt(vorlage, 220)

    assert browser(kora).anweisungen(LISTE.format("odt"), pruefen=False) == few <= 12
