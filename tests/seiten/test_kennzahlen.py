"""Pages of the Kennzahlen: a number leads to exactly what it counts, no figure is anybody's, nothing is a ranking."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from kimflow import clock, queries, workflow
from kimflow.db import german_key, transaction
from kimflow.models import Lage, Stand, ThemaStatus
from kimflow.workflow.kennzahlen import TAFELN
from tests.bauen.kennzahlen import entschieden, geprueft, thema_am, vereinbart_am, viele
from tests.bauen.massnahmen import laufende_massnahme, neue_massnahme, neuer_meilenstein
from tests.bauen.themen import neues_thema, thema_im_stand, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import zeichnen, zugestimmte_zielvereinbarung
from tests.besetzung import CAST

URL = "/kennzahlen/"
INSTITUTIONEN = "/kennzahlen/institutionen"
HAUS = "/mein-haus/"
BEGINN = date(2026, 1, 5)


def nach(tagen: int) -> date:
    return BEGINN + timedelta(days=tagen)


@pytest.fixture
def bewegt(welt):
    """A world in which every table has something to count: Paul and Mats act, five ways are done."""
    for tagen in (10, 20, 30, 40, 100):
        entschieden(welt, thema_am(welt, BEGINN), nach(tagen))
    thema_im_stand(welt, ThemaStatus.RUHT)
    vorgelegtes_thema(welt)
    geprueft(welt, vereinbart_am(welt, nach(10)), nach(60))
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    with transaction():
        massnahme.meilensteine[0].geplant_am = clock.today() - timedelta(days=40)
    with transaction():
        workflow.massnahmen.stand_melden(
            massnahme, welt.person("Paul"), kommune=welt.kommune("Waldau"), stand=Stand.LAEUFT
        )
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, welt.person("Paul"), lage=Lage.HILFE, satz="Es hängt.")
    neue_massnahme(welt)
    zeichnen(welt, zugestimmte_zielvereinbarung(welt), "Jobcenter")
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, welt.person("Kora"), institutionen=[welt.institution("Caritas")])
    return welt


def inhalt(seite):
    """What stands in the page itself, without header, menu and footer."""
    return re.search(r"<main\b.*</main>", seite.html, re.DOTALL).group()


def zahlen(seite):
    """Address → number of every linked number in a table."""
    found = re.findall(r'<td[^>]*class="kf-zahl"><a href="([^"]+)">(\d+)<', inhalt(seite))
    return {url.replace("&amp;", "&"): int(number) for url, number in found}


def zeilen(seite):
    return len(re.findall(r"<tr>", inhalt(seite).split("<tbody>")[1])) if "<tbody>" in inhalt(seite) else 0


# --- numbers and what stands behind them ------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["Kora", "Mats"])
@pytest.mark.parametrize("frage", ["", "?jahr=2026", "?von=2026-01-20&bis=2026-02-20", "?jahr=2021"])
def test_jede_zahl_fuehrt_zu_genau_so_vielen_zeilen(browser, bewegt, wer, frage):
    """OBERFLAECHE §0.5, 3.14: the linked list has exactly that many rows, under the same period."""
    besuch = browser(bewegt.person(wer))
    found = zahlen(besuch.get(f"{URL}{frage}", status=200))

    assert len(found) > (15 if frage != "?jahr=2021" else 5)
    for url, number in found.items():
        assert zeilen(besuch.get(url, status=200)) == number > 0, url


def test_jede_zahl_je_institution_fuehrt_zu_ihren_zeilen(browser, bewegt, kora):
    besuch = browser(kora)
    found = zahlen(besuch.get(INSTITUTIONEN, status=200))

    assert len(found) >= 5
    for url, number in found.items():
        assert zeilen(besuch.get(url, status=200)) == number, url


def test_jedes_ding_hinter_einer_zahl_laesst_sich_oeffnen(browser, bewegt, mats):
    besuch = browser(mats)
    behind = " ".join(inhalt(besuch.get(url)) for url in zahlen(besuch.get(URL, status=200)))
    links = sorted(set(re.findall(r'<th scope="row"><a href="([^"]+)"', behind)))

    for kind in ("themen", "massnahmen", "zielvereinbarungen"):
        found = [link for link in links if link.startswith(f"/{kind}/")]
        assert found, kind
        for link in found[:3]:
            besuch.get(link, status=200)


def test_die_ampel_zaehlt_wie_die_liste_der_massnahmen(browser, bewegt, kora):
    """One rule: the same Maßnahmen as the filter of the list, by light and by overdue class."""
    besuch = browser(kora)
    found = zahlen(besuch.get(URL, status=200))
    checked = 0
    for url, number in found.items():
        if match := re.match(r"/kennzahlen/(ampel|verzug)/(\w+)/anzahl", url):
            liste = besuch.get(f"/massnahmen/?{match[1]}={match[2]}", status=200)
            assert len(set(re.findall(r'href="/massnahmen/(M-[\d-]+)"', inhalt(liste)))) == number, url
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    "url",
    [
        "/kennzahlen/quatsch/rot/anzahl", "/kennzahlen/ampel/quatsch/anzahl", "/kennzahlen/ampel/rot/quatsch",
        "/kennzahlen/wege/entscheidung/median", "/kennzahlen/quatsch.csv", f"{INSTITUTIONEN}/0/zusagen",
    ],
)  # fmt: skip
def test_was_keine_zahl_ist_hat_keine_seite(browser, kora, url):
    browser(kora).get(url, status=404)


def test_hinter_einer_null_steht_dass_dort_nichts_ist(browser, kora):
    assert "steht zurzeit nichts" in browser(kora).get("/kennzahlen/ampel/rot/anzahl", status=200).text


# --- nobody's figure, no ranking --------------------------------------------------------------------------------


def _alles(besuch, seiten):
    """The text of these pages and of all they lead to."""
    texts = []
    for url in seiten:
        seite = besuch.get(url)
        if seite.status == 200:
            texts.append(inhalt(seite))
            texts += [inhalt(besuch.get(one)) for one in zahlen(seite) if not one.startswith(HAUS)]
    return texts


def _dateien(besuch):
    for url in (*(f"/kennzahlen/{key}.csv" for key in TAFELN), f"{INSTITUTIONEN}.csv"):
        answer = besuch.get(url)
        if answer.status == 200:
            yield answer.response.data.decode("utf-8-sig")
    for url in ("/kennzahlen/tabellen.xlsx", f"{INSTITUTIONEN}.xlsx"):
        answer = besuch.get(url)
        if answer.status == 200:
            book = load_workbook(BytesIO(answer.response.data))
            # The last sheet says who took it along; nothing is counted there.
            yield " ".join(str(cell.value) for sheet in book.worksheets[:-1] for row in sheet for cell in row)


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Mia", "Bert", "Paula", "Zoe"])
def test_auf_keiner_seite_und_in_keiner_datei_steht_eine_person(browser, bewegt, wer):
    """FACH §3: no figure per person; not even a name."""
    besuch = browser(bewegt.person(wer))
    texts = [*_alles(besuch, (URL, INSTITUTIONEN, HAUS)), *_dateien(besuch)]

    assert texts
    for text in texts:
        for name in CAST:
            assert not re.search(rf"\b{name}\b", text), (name, text[:200])


def test_kommunen_und_institutionen_stehen_nach_namen_und_lassen_sich_nicht_sortieren(browser, bewegt, kora):
    """No ranking: by name, and no heading sorts."""
    besuch = browser(kora)
    for seite, first in ((besuch.get(INSTITUTIONEN), "Ausländerbehörde"), (besuch.get(f"{URL}"), "")):
        html = inhalt(seite)
        assert "aria-sort" not in html
        assert "kf-sortierbar" not in html
        assert "sortierung=" not in html
        names = re.findall(r'<th scope="row">([^<]+)</th>', html)
        if first:
            assert names == sorted(names, key=german_key)
            assert names[0].startswith(first)
    assert "keine Rangfolge" in besuch.get(INSTITUTIONEN).text
    names = re.findall(r'<th scope="row">(Seestadt|Waldau|Projektgruppe \w+)</th>', inhalt(besuch.get(URL)))
    assert names == ["Seestadt", "Waldau", "Projektgruppe Sprache", "Projektgruppe Übergänge"]


def test_ein_haus_sieht_nur_sich(browser, bewegt, mats, zoe):
    jobcenter, caritas = browser(mats).get(HAUS, status=200), browser(zoe).get(HAUS, status=200)

    assert "Jobcenter Musterkreis: Zusagen offen" in jobcenter.text
    assert "Caritasverband" not in inhalt(jobcenter)
    assert "Caritasverband Musterkreis: Zeichnungen fehlen" in caritas.text
    assert "Caritasverband Musterkreis: Stellungnahmen offen" in caritas.text
    assert "Jobcenter" not in inhalt(caritas)


def test_das_buero_sieht_was_sein_haus_sieht(browser, bewegt, mats, bibi):
    """FACH §2: the same page as who signs for the house, and no other house."""
    buero, haus = browser(bibi).get(HAUS, status=200), browser(mats).get(HAUS, status=200)

    assert inhalt(buero) == inhalt(haus)
    assert "Jobcenter Musterkreis: Zusagen offen" in buero.text


def test_jede_zahl_des_hauses_fuehrt_zu_ihren_zeilen_auf_der_seite(browser, bewegt, mats):
    seite = browser(mats).get(HAUS, status=200)
    found = zahlen(seite)

    assert found
    for url, number in found.items():
        _, _, anchor = url.partition("#")
        below = inhalt(seite).split(f'id="{anchor}"')[1].split("</table>")[0].split("<tbody>")[1]
        assert below.count("<tr>") == number


def test_wer_nicht_mehr_fuer_ein_haus_zeichnet_sieht_es_nicht_mehr(browser, bewegt, zoe):
    """D7 P0."""
    besuch = browser(zoe)
    besuch.get(HAUS, status=200)
    with transaction():
        zoe.zeichnungsberechtigungen[0].bis = clock.today() - timedelta(days=1)

    besuch.get(HAUS, status=403)


@pytest.mark.parametrize("wer", ["Lena", "Paul", "Petra", "Fatma", "Bibi", "Ada", "Emil", "Zoe"])
def test_andere_sehen_keine_kennzahlen(browser, welt, wer):
    besuch = browser(welt.person(wer))
    for url in (URL, "/kennzahlen/tabellen.xlsx", "/kennzahlen/ampel.csv", "/kennzahlen/ampel/rot/anzahl"):
        besuch.get(url, status=403)
    assert not besuch.get("/").alle("a", href=URL)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Zoe", "Lena"])
def test_alle_haeuser_sieht_nur_die_koordination(browser, welt, wer):
    besuch = browser(welt.person(wer))
    haus = welt.institution("Jobcenter").id
    for url in (INSTITUTIONEN, f"{INSTITUTIONEN}.csv", f"{INSTITUTIONEN}.xlsx", f"{INSTITUTIONEN}/{haus}/zusagen"):
        besuch.get(url, status=403)


def test_im_menue_steht_was_man_oeffnen_darf(browser, kora, mats, zoe):
    for person, pages in ((kora, [URL]), (mats, [URL, HAUS]), (zoe, [HAUS])):
        seite = browser(person).get("/", status=200)
        assert [url for url in (URL, HAUS) if seite.alle("a", href=url)] == pages


# --- the period -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frage", "worte"),
    [
        ("", "die ganze Zeit"), ("?jahr=2026", "vom 01.01.2026 bis 31.12.2026"),
        ("?von=2026-02-01", "seit 01.02.2026"), ("?bis=2026-02-01", "bis 01.02.2026"),
        ("?von=2026-02-01&bis=2026-03-01", "vom 01.02.2026 bis 01.03.2026"),
        ("?jahr=9999", "die ganze Zeit"), ("?jahr=x&von=gestern", "die ganze Zeit"),
        ("?von=2026-02-30", "die ganze Zeit"),
    ],
)  # fmt: skip
def test_der_zeitraum_steht_in_der_adresse_und_in_worten(browser, kora, frage, worte):
    assert worte in browser(kora).get(f"{URL}{frage}", status=200).text


def test_ein_ende_vor_dem_anfang_wird_gesagt(browser, kora):
    seite = browser(kora).get(f"{URL}?von=2026-03-01&bis=2026-02-01", status=200)

    assert "Das Ende liegt vor dem Anfang" in seite.text
    assert "die ganze Zeit" in seite.text


def test_der_zeitraum_bleibt_im_formular_und_in_den_adressen(browser, bewegt, kora):
    seite = browser(kora).get(f"{URL}?von=2026-01-01&bis=2026-12-31", status=200)

    assert (seite.feld("von"), seite.feld("bis")) == ("2026-01-01", "2026-12-31")
    for url in zahlen(seite):
        assert url.endswith("?von=2026-01-01&bis=2026-12-31")
    assert seite.alle("a", href="/kennzahlen/wege.csv?von=2026-01-01&bis=2026-12-31")


# --- tables, drawings, files ------------------------------------------------------------------------------------


def test_vor_jeder_zeichnung_steht_ihre_tabelle(browser, bewegt, kora):
    """OBERFLAECHE §0.6: a table first, a picture second, and colour is never the only sign."""
    html = inhalt(browser(kora).get(URL, status=200))

    assert html.count('<figure class="kf-zahlenbild">') >= 7
    for section in html.split("<section")[1:]:
        if "<figure" in section:
            assert section.index("<table") < section.index("<figure")
            assert 'role="img"' in section
            assert "<title id=" in section
    assert "Linie: von der kürzesten bis zur längsten Dauer" in html
    assert "-2)" in html  # bars of several parts are hatched, not only coloured


def test_mittelwerte_stehen_erst_ab_fuenf(browser, bewegt, kora):
    html = inhalt(browser(kora).get(URL, status=200))
    ways = html.split('<h2 id="wege"')[1].split("</section>")[0]

    assert "20 bis 40" in ways
    assert "zu wenige" in ways
    assert "Thema bis Beschluss: 30 Tage" in ways
    assert "Maßnahme bis geprüfte Wirkung:" not in ways.split("<figure")[1].split("</svg>")[0]


def test_die_csv_sagt_was_die_tabelle_sagt(browser, bewegt, kora):
    besuch = browser(kora)
    page = inhalt(besuch.get(URL, status=200))
    for key in TAFELN:
        html = page.split(f'<h2 id="{key}"')[1].split("</section>")[0]
        text = besuch.get(f"/kennzahlen/{key}.csv", status=200).response.data.decode("utf-8-sig")

        (head, *rows) = list(csv.reader(StringIO(text), delimiter=";"))
        cells = re.findall(r'<td data-kopf="[^"]*" class="kf-zahl">(?:<a [^>]*>)?([^<]+)', html)
        assert len(head) == len(set(head))
        assert [cell for row in rows for cell in row[1:]] == cells, key
        assert [row[0] for row in rows] == re.findall(r'<th scope="row">([^<]+)</th>', html)


def test_die_xlsx_hat_ein_blatt_je_tabelle(browser, bewegt, kora):
    besuch = browser(kora)
    book = load_workbook(BytesIO(besuch.get("/kennzahlen/tabellen.xlsx", status=200).response.data))

    assert [*book.sheetnames][-1] == "Angaben"
    for sheet, key in zip(book.worksheets[:-1], TAFELN, strict=True):
        text = besuch.get(f"/kennzahlen/{key}.csv").response.data.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text), delimiter=";"))
        assert [[str(cell.value) for cell in row] for row in sheet] == rows


def test_eine_leere_welt_sagt_wie_die_zahlen_entstehen(browser, kora, mats, zoe):
    assert "Sobald das erste Thema aufgenommen ist" in browser(kora).get(URL, status=200).text
    assert "ist nichts offen" in browser(zoe).get(HAUS, status=200).text
    assert not zahlen(browser(mats).get(URL, status=200))


@pytest.mark.parametrize(
    ("url", "hoechstens"),
    [(URL, 9), (INSTITUTIONEN, 7), (HAUS, 7), ("/kennzahlen/ampel/rot/anzahl", 6), ("/kennzahlen/tabellen.xlsx", 12)],
)
def test_zweihundert_kosten_so_viele_anweisungen_wie_zehn(browser, welt, kora, mats, url, hoechstens):
    besuch = browser(mats if url == HAUS else kora)
    viele(welt, 10)
    zehn = besuch.anweisungen(url, pruefen=False)
    viele(welt, 200, ab=10)

    assert len(queries.kennzahlen.Bestand(kora).massnahmen) > 200
    assert besuch.anweisungen(url, pruefen=False) == zehn <= hoechstens


def test_namen_von_kommunen_und_gruppen_sind_text(browser, bewegt, kora):
    """I4, I7 P0: no markup in pages, no formula in files."""
    with transaction():
        bewegt.kommune("Waldau").name = "=1+1<script>a</script>"
    besuch = browser(kora)

    assert "<script>a" not in besuch.get(URL, status=200).html
    assert "'=1+1" in besuch.get("/kennzahlen/kommunen.csv", status=200).response.data.decode("utf-8-sig")
