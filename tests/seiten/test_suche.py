"""The page of the search: results, narrowing, nothing found, and what it costs."""

import pytest

from tests.bauen.protokolle import genehmigen, vorgelegtes_protokoll
from tests.bauen.themen import neuer_beschluss, neues_thema, steckbrief
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung
from tests.besetzung import CAST


@pytest.fixture
def pool(welt):
    return steckbrief(neues_thema(welt, titel="Kein Sprachmittlerpool"), welt)


def test_treffer_zeigen_art_nummer_und_die_gesuchten_worte(browser, mats, pool):
    seite = browser(mats).get("/suche?text=pool", status=200)

    assert f"Thema {pool.nummer}" in seite.text
    assert [e.text for e in seite.alle("mark")] == ["Sprachmittlerpool"]
    assert "1 Treffer" in seite.text
    assert seite.alle("a", href=f"/themen/{pool.nummer}")


def test_das_suchfeld_steht_im_kopf_wer_nichts_findet_hat_keines(browser, mats, ada):
    assert browser(mats).get("/").alle("input", id="kopf-suche")
    assert not browser(ada).get("/").alle("input", id="kopf-suche")
    assert not browser().get("/anmelden").alle("input", id="kopf-suche")


def test_eine_nummer_fuehrt_gleich_hin(browser, mats, pool):
    seite = browser(mats).get(f"/suche?text={pool.nummer.lower()}", status=302)

    assert seite.ziel == f"/themen/{pool.nummer}"


def test_eine_nummer_die_man_nicht_sieht_fuehrt_nirgends_hin(browser, lena, pool):
    """D5 P0: as if there were no such number."""
    hier, dort = (browser(lena).get(f"/suche?text={n}", status=200).text for n in (pool.nummer, "T-2026-999"))

    assert hier.replace(pool.nummer, "") == dort.replace("T-2026-999", "")


def test_ohne_frage_erklaert_sich_die_seite(browser, mats):
    assert "Fälle werden nicht durchsucht" in browser(mats).get("/suche").text


def test_nichts_gefunden_sagt_was_zu_tun_ist(browser, mats, pool):
    seite = browser(mats).get("/suche?text=Pool+Zebrastreifen&art=thema", status=200)

    assert "Nichts gefunden" in seite.text
    assert seite.alle("a", href="/suche?text=Pool")
    assert "Ohne Eingrenzung suchen" in seite.text


def test_eingegrenzt_wird_ueber_links_und_zurueck(browser, mats, welt, pool):
    neuer_beschluss(welt, wortlaut="Der Pool wird eingerichtet.")
    mein = browser(mats)

    alles = mein.get("/suche?text=pool")
    (verweis,) = [e for e in alles.alle("a") if e.text.strip() == "Beschlüsse" and "art=" in e.attrs["href"]]
    enger = mein.get(verweis.attrs["href"])

    assert "1 Treffer" in enger.text
    assert enger.alle("a", href="/suche?text=pool")
    assert enger.feld("art") == "beschluss"


def test_markup_im_titel_bleibt_text(browser, mats, welt):
    neues_thema(welt, titel="Zebra <script>alert(1)</script> & <b>fett</b>")

    seite = browser(mats).get("/suche?text=zebra+script", status=200)

    assert "<script>alert" not in seite.html
    assert {e.text for e in seite.alle("mark")} == {"Zebra", "script"}


@pytest.mark.parametrize(
    "abfrage",
    [
        "text=%00", "text=%22", "text=%27%29%3B", "text=a+OR+", "text=NEAR%28", "text=*", "text=%ff%fe",
        "handlungsfeld=x&text=a", "handlungsfeld=99999999999", "jahr=-1", "status=%22+OR+1", "art=%00&text=pool",
        "text=%F0%9F%98%80", "nach=x&text=pool", "nach=99999-999999999&text=pool", "kommune=1", "status=a+b",
        "text=" + "a" * 500,
    ],
)  # fmt: skip
def test_keine_adresse_bringt_die_seite_aus_dem_tritt(browser, mats, pool, abfrage):
    assert browser(mats).get(f"/suche?{abfrage}").status == 200


@pytest.mark.parametrize("abfrage", ["text=Häufig", "text=Häufig+eins", "text=Häufig&art=thema", "art=thema", "text=x"])
def test_die_suche_kostet_bei_vielen_treffern_nicht_mehr_anweisungen(browser, mats, welt, abfrage):
    for n in range(3):
        neues_thema(welt, titel=f"Häufig eins {n}")
    mein = browser(mats)
    few = mein.anweisungen(f"/suche?{abfrage}", pruefen=False)
    for n in range(60):
        neues_thema(welt, titel=f"Häufig eins {n} mehr")

    assert mein.anweisungen(f"/suche?{abfrage}", pruefen=False) == few
    assert few <= 12


@pytest.mark.parametrize("wer", [name for name in CAST if name not in ("Nora", "Ada", "Emil")])
def test_jeder_treffer_laesst_sich_oeffnen(browser, welt, wer):
    """D5 P0: what is found may be opened, by everybody, of every kind."""
    genehmigen(welt, vorgelegtes_protokoll(welt))
    einreichbare_zielvereinbarung(welt)
    neuer_beschluss(welt, gremium=welt.andere_projektgruppe)
    mein = browser(welt.person(wer))

    seite = mein.get("/suche?jahr=2026", status=200)
    adressen = [e.attrs["href"] for e in seite.alle("a", class_="kern-link") if e.attrs["href"].count("/") >= 2]

    antworten = {url: mein.get(url, pruefen=False).status for url in adressen}

    assert {url: status for url, status in antworten.items() if status != 200} == {}
    assert len(adressen) >= (1 if wer == "Lena" else 3)
