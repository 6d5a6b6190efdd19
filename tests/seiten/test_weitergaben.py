"""Pages of Weitergaben: the list, the part on the page of the Thema, the forms."""

from datetime import timedelta

import pytest

from kimflow import clock
from kimflow.db import session
from kimflow.models import WeitergabeStatus
from tests.bauen.themen import neue_weitergabe, neues_thema

GEHEIM = "Planetensiegel"


def test_weitergeben_geht_vom_thema_aus(browser, kora, welt):
    thema = neues_thema(welt)
    url = f"/themen/{thema.nummer}/weitergeben"
    assert browser(kora).get(url).feld("am") == clock.today().isoformat()

    antwort = browser(kora).absenden(
        url, ebene="land", an="das Ministerium", am=clock.today().isoformat(), anliegen="Die Frist ändern.",
        wiedervorlage="2099-01-01",
    )  # fmt: skip

    assert antwort.ziel == f"/themen/{thema.nummer}#weitergaben"
    text = browser(kora).get(f"/themen/{thema.nummer}", status=200).text
    for teil in ("das Ministerium (Land)", "Die Frist ändern.", "An das Ministerium", "Noch keine Antwort"):
        assert teil in text


@pytest.mark.parametrize(
    ("feld", "wert"),
    [("ebene", "welt"), ("an", ""), ("an", "x" * 161), ("am", "2026-02-30"), ("anliegen", ""), ("wiedervorlage", "")],
)
def test_schlechte_eingaben_werden_am_feld_erklaert(browser, kora, welt, feld, wert):
    """I1, I2 P0."""
    daten = {"ebene": "bund", "an": "das Amt", "am": "2026-01-01", "anliegen": "Bitte.", "wiedervorlage": "2099-01-01"}

    seite = browser(kora).absenden(
        f"/themen/{neues_thema(welt).nummer}/weitergeben", status=422, **(daten | {feld: wert})
    )

    assert "Bitte prüfen Sie Ihre Angaben" in seite.text


def test_antwort_wiedervorlage_und_abschluss_gehen_ueber_ihre_seiten(browser, kora, welt):
    weitergabe = neue_weitergabe(welt)
    url, thema = f"/weitergaben/{weitergabe.id}", f"/themen/{weitergabe.thema.nummer}"
    browser(kora).absenden(f"{url}/wiedervorlegen", wiedervorlage="2099-01-01", begruendung="Wird geprüft.")
    browser(kora).absenden(
        f"{url}/antwort_festhalten",
        antwort_am=clock.today().isoformat(),
        antwort="Wir prüfen.",
        wiedervorlage="2099-02-01",
    )
    assert "Wir prüfen." in browser(kora).get(thema, status=200).text

    assert browser(kora).absenden(f"{url}/abschliessen", abschluss="Geregelt.").ziel == f"{thema}#weitergaben"

    seite = browser(kora).get(thema, status=200)
    assert "Geregelt." in seite.text
    assert "/abschliessen" not in seite.html
    session().expire_all()
    assert weitergabe.status is WeitergabeStatus.ERLEDIGT


def antwort(text):
    return {"antwort_am": clock.today().isoformat(), "antwort": text, "wiedervorlage": "2099-02-01"}


def test_eine_zweite_antwort_geht_von_der_ersten_aus(browser, kora, welt):
    weitergabe = neue_weitergabe(welt)
    url = f"/weitergaben/{weitergabe.id}/antwort_festhalten"
    assert browser(kora).get(url, status=200).feld("antwort_am") == clock.today().isoformat()
    browser(kora).absenden(url, **antwort("Wir prüfen."))

    seite = browser(kora).get(url, status=200)

    assert (seite.feld("antwort"), seite.feld("wiedervorlage")) == ("Wir prüfen.", "2099-02-01")


def test_zwei_antworten_zugleich_ersetzen_einander_nicht_still(browser, kora, welt):
    """E1 P0: both texts stand side by side, and whoever moves the day learns of the answer too."""
    weitergabe = neue_weitergabe(welt)
    url, eine, andere = f"/weitergaben/{weitergabe.id}", browser(kora), browser(kora)
    version = andere.get(f"{url}/antwort_festhalten", status=200).feld("version")
    assert andere.get(f"{url}/wiedervorlegen", status=200).feld("version") == version
    eine.absenden(f"{url}/antwort_festhalten", **antwort("Wir prüfen."))

    seite = andere.post(f"{url}/antwort_festhalten", antwort("Wir ändern es.") | {"version": version}, status=409)
    spaeter = {"wiedervorlage": "2099-03-01", "begruendung": "Keine Antwort.", "version": version}
    andere.post(f"{url}/wiedervorlegen", spaeter, status=409)

    assert "(noch nicht gespeichert) Wir ändern es. Inzwischen gespeichert Wir prüfen." in seite.text
    assert seite.feld("antwort") == "Wir ändern es."
    session().expire_all()
    assert (weitergabe.antwort, weitergabe.wiedervorlage.isoformat()) == ("Wir prüfen.", "2099-02-01")


def test_ohne_antwort_und_ohne_grund_sagt_die_seite_was_fehlt(browser, kora, welt):
    weitergabe = neue_weitergabe(welt)

    seite = browser(kora).absenden(f"/weitergaben/{weitergabe.id}/abschliessen", status=409, abschluss="")

    assert "Es liegt keine Antwort vor" in seite.text


@pytest.mark.beide
def test_die_liste_zeigt_alter_und_wiedervorlage(browser, kora, mats, welt):
    weitergabe = neue_weitergabe(welt)

    with clock.turned_to(weitergabe.wiedervorlage):
        for person in (kora, mats):
            text = browser(person).get("/weitergaben/", status=200).text
            assert "seit 60 Tagen" in text
            assert "fällig" in text
        assert weitergabe.an not in browser(kora).get("/weitergaben/?ebene=bund", status=200).text
        assert "Weitergabe nachfassen" in browser(kora).get("/", status=200).text
        assert "Weitergabe nachfassen" not in browser(mats).get("/", status=200).text


@pytest.mark.parametrize("frage", ["?ebene=x", "?stand=alle", "?nach=x", "?ebene=land&stand=alle"])
def test_leere_und_unsinnige_auswahl_erklaert_sich(browser, kora, frage):
    assert "Weitergabe" in browser(kora).get(f"/weitergaben/{frage}", status=200).text


def test_die_leere_liste_sagt_wie_etwas_hineinkommt(browser, mats):
    assert "auf der Seite des Themas" in browser(mats).get("/weitergaben/", status=200).text


def test_die_liste_kostet_gleich_viel_bei_einer_und_bei_vielen(browser, kora, welt):
    neue_weitergabe(welt)
    kora_browser = browser(kora)
    eine = kora_browser.anweisungen("/weitergaben/")
    for tage in range(1, 6):
        neue_weitergabe(welt, wiedervorlage=clock.today() + timedelta(days=tage))

    assert kora_browser.anweisungen("/weitergaben/") == eine <= 6


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Paula", 403), ("Bibi", 403), ("Lena", 404), ("Ada", 404)])
def test_andere_aendern_nichts(browser, welt, wer, status):
    """D2 P0."""
    weitergabe = neue_weitergabe(welt)

    for verb in ("antwort_festhalten", "wiedervorlegen", "abschliessen"):
        assert (
            browser(welt.person(wer)).post(f"/weitergaben/{weitergabe.id}/{verb}", {"abschluss": "x"}).status == status
        )


def test_texte_sind_text(browser, kora, welt):
    """I4 P0."""
    weitergabe = neue_weitergabe(welt, an="<script>a</script>", anliegen="[x](javascript:alert(1)) <b>fett</b>")

    for url in ("/weitergaben/", f"/themen/{weitergabe.thema.nummer}"):
        html = browser(kora).get(url, status=200).html
        assert "<script>a" not in html
        assert 'href="javascript' not in html
