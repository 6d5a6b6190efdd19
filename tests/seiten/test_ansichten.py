"""Saved views: above their list, on their own page, and what nobody gets out of them."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from kimflow import queries, workflow
from kimflow.db import transaction
from kimflow.models import ThemaStatus
from kimflow.queries.ansichten import LISTEN, kanonisch
from tests.bauen.ansichten import geteilte_ansicht, neue_ansicht
from tests.bauen.fallrekonstruktionen import neuer_fall
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.themen import neuer_beschluss, neues_thema
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung

URLS = {
    "themen": "/themen/",
    "sitzungen": "/sitzungen/",
    "abstimmungen": "/abstimmungen/",
    "beschluesse": "/beschluesse/",
    "auftraege": "/auftraege/",
    "zielvereinbarungen": "/zielvereinbarungen/",
    "massnahmen": "/massnahmen/",
    "suche": "/suche",
}


def leiste(seite):
    """The links in the row of views: text → element."""
    return {e.text.strip(): e for e in seite.alle("a") if "kern-link" in e.attrs.get("class", "")}


def hat_leiste(seite):
    return bool(seite.alle("nav", aria_label="Gespeicherte Ansichten"))


def speichern_url(seite):
    found = [e.attrs["href"] for e in seite.alle("a") if e.attrs.get("href", "").startswith("/ansichten/speichern")]
    return found[0] if found else None


@pytest.fixture
def volle_listen(welt):
    """Something in every list, so that every list offers all its filters."""
    vorgelegtes_protokoll(welt)
    neuer_beschluss(welt)
    laufende_massnahme(welt)
    einreichbare_zielvereinbarung(welt)
    neues_thema(welt)


# --- above the list --------------------------------------------------------------------------------------------------


def test_jede_liste_hat_ihre_adresse():
    assert set(URLS) == set(LISTEN)


@pytest.mark.parametrize("liste", URLS)
def test_ohne_ansicht_und_ohne_filter_erscheint_nichts(browser, kora, liste):
    assert not hat_leiste(browser(kora).get(URLS[liste], status=200))


@pytest.mark.parametrize("liste", URLS)
def test_jede_auswahl_jeder_liste_laesst_sich_speichern(browser, kora, volle_listen, liste):
    """A filter added to a list and forgotten in LISTEN would silently be left out of its views."""
    seite, name, verloren, gesehen = browser(kora).get(URLS[liste] + "?suche=x", status=200), "", [], 0
    for element in seite.elemente:
        if element.name == "select":
            name = element.attrs["name"]
        if element.name == "option" and element.attrs["value"]:
            gesehen += 1
            if not kanonisch(liste, {name: element.attrs["value"]}):
                verloren.append(f"{name}={element.attrs['value']}")
    for element in seite.alle("a"):
        address = urlsplit(element.attrs.get("href", ""))
        if address.path == URLS[liste]:
            verloren += [
                f"{key}={value}" for key, value in parse_qsl(address.query) if not kanonisch(liste, {key: value})
            ]
    assert not verloren, "→ queries/ansichten.py, LISTEN"
    assert gesehen or liste == "suche"


@pytest.mark.parametrize("eingrenzung", ["art=thema", "status=gesammelt", "jahr=2026", "handlungsfeld=1", "kommune=1"])
def test_auch_die_eingrenzungen_der_suche_lassen_sich_speichern(eingrenzung):
    assert kanonisch("suche", dict(parse_qsl(f"text=pool&{eingrenzung}"))) == f"{eingrenzung}&text=pool"


@pytest.mark.parametrize("liste", URLS)
def test_gespeichert_fuehrt_die_ansicht_zurueck_zur_selben_auswahl(browser, kora, liste):
    feld = LISTEN[liste].text
    mein = browser(kora)
    url = speichern_url(mein.get(f"{URLS[liste]}?{feld}=Kälte+%26+Licht", status=200))

    antwort = mein.absenden(url, name="Kaltes")
    weiter = mein.folgen(antwort)
    da = mein.folgen(weiter)

    assert urlsplit(weiter.ziel).path == URLS[liste]
    assert dict(parse_qsl(urlsplit(weiter.ziel).query)) == {feld: "Kälte & Licht"}
    assert leiste(da)["Kaltes"].attrs["aria-current"] == "page"
    assert "Sie haben eine Ansicht gespeichert." in da.text
    assert speichern_url(da) is None


def test_zweimal_gesendet_ist_einmal_gespeichert(browser, mats):
    """A10."""
    mein = browser(mats)
    url = "/ansichten/speichern?liste=themen&abfrage=status%3Dspeicher"
    seite = mein.get(url, status=200)
    daten = {"name": "Einmal", "marke": seite.feld("marke"), "liste": "themen", "abfrage": "status=speicher"}

    erste, zweite = mein.post(url, daten, status=303), mein.post(url, daten, status=303)

    assert erste.ziel == zweite.ziel
    assert len(queries.ansichten.ueber_der_liste(mats, "themen")) == 1


def test_was_getippt_ist_bleibt_wenn_der_name_vergeben_ist(browser, mats, welt):
    """E3 P0."""
    neue_ansicht(welt, name="Meine")
    url = "/ansichten/speichern?liste=themen&abfrage=suche%3DPool"

    seite = browser(mats).absenden(url, 409, name="Meine")

    assert "schon eine Ansicht mit diesem Namen" in seite.text
    assert (seite.feld("name"), seite.feld("liste"), seite.feld("abfrage")) == ("Meine", "themen", "suche=Pool")


def test_ohne_namen_sagt_das_feld_was_fehlt(browser, mats):
    seite = browser(mats).absenden("/ansichten/speichern?liste=themen&abfrage=suche%3DPool", 422, name="")

    assert "Bitte ausfüllen." in seite.text


def test_abbrechen_fuehrt_zur_gefilterten_liste_zurueck(browser, mats):
    seite = browser(mats).get("/ansichten/speichern?liste=themen&abfrage=suche%3DPool", status=200)

    assert [e.text.strip() for e in seite.alle("span") if e.text.strip() == "Abbrechen"]
    assert seite.alle("a", href="/themen/?suche=Pool")


@pytest.mark.parametrize(
    ("liste", "abfrage", "status"),
    [
        ("https://example.org/", "suche=x", 422),
        ("personen", "suche=x", 422),
        ("fallrekonstruktionen", "suche=x", 422),
        ("themen", "", 422),
        ("themen", "next=//example.org", 409),
        ("themen", "%00", 409),
        ("themen", "status=" + "a" * 3000, 422),
    ],
)
def test_eine_gefaelschte_adresse_wird_nicht_gespeichert(browser, mats, liste, abfrage, status):
    """J7: a view leads to a list of ours and nowhere else."""
    mein = browser(mats)
    seite = mein.get("/ansichten/speichern")
    daten = {"name": "x", "marke": seite.feld("marke"), "liste": liste, "abfrage": abfrage}

    assert "example.org" not in mein.post("/ansichten/speichern", daten, status=status).headers.get("Location", "")
    assert queries.ansichten.alle(mats) == []


def test_ein_name_mit_markup_bleibt_text(browser, mats, kora, welt):
    """I4 P0."""
    geteilte_ansicht(welt, name="<script>alert(1)</script>")
    for person in (mats, kora):
        for url in ("/themen/", "/ansichten/"):
            seite = browser(person).get(url, status=200)
            assert "<script>alert" not in seite.html
            assert "<script>alert(1)</script>" in seite.text


def test_geteilt_steht_ueber_der_liste_von_wem_sie_ist(browser, kora, welt):
    geteilte_ansicht(welt)

    seite = browser(kora).get("/themen/", status=200)

    assert leiste(seite)["Im Speicher"].attrs["href"] == "/themen/?status=speicher"
    assert "Im Speicher von Mats" in seite.text


def test_eine_geteilte_ansicht_zeigt_keine_zeile_mehr_als_die_liste(browser, kora, lena, welt):
    """D5 P0: Lena reads what was decided; a view of the Koordination over everything changes nothing."""
    thema = neues_thema(welt, titel="Noch nicht entschieden")
    assert thema.status is ThemaStatus.GESAMMELT
    ansicht = geteilte_ansicht(welt, "Kora", name="Alle neuen", abfrage="suche=Noch+nicht+entschieden")

    adressen = [browser(p).get(f"/ansichten/{ansicht.id}", status=302).ziel for p in (kora, lena)]
    seiten = [browser(p).get(adressen[0], status=200) for p in (kora, lena)]

    assert adressen[0] == adressen[1]
    assert [bool(s.alle("a", href=f"/themen/{thema.nummer}")) for s in seiten] == [True, False]


def test_eine_ansicht_einer_fremden_liste_gibt_es_nicht(browser, lena, kora, welt):
    """D4, D5 P0: Lena has no Aufträge, so she has no view of them, not even its name."""
    ansicht = geteilte_ansicht(welt, "Kora", liste="auftraege", name="Säumige Stellen", abfrage="stand=ueberfaellig")
    ihr = browser(lena)

    assert ihr.get(f"/ansichten/{ansicht.id}").status == 404
    assert "Säumige Stellen" not in ihr.get("/ansichten/").text
    assert browser(kora).get(f"/ansichten/{ansicht.id}").status == 302


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Ada"])
def test_eine_eigene_ansicht_sieht_sonst_niemand(browser, welt, wer):
    """D5 P0: neither name nor words, on no page; and it is a 404 like one that is not there."""
    ansicht = neue_ansicht(welt, name="Geheimname", abfrage="suche=Geheimwort")
    ihr = browser(welt.person(wer))

    for url in ("/themen/", "/ansichten/", "/"):
        seite = ihr.get(url)
        assert "Geheimname" not in seite.html
        assert "Geheimwort" not in seite.html
    for verb in ("", "/teilen", "/loeschen", "/umbenennen", "/nicht_mehr_teilen", "/wiederherstellen"):
        assert ihr.get(f"/ansichten/{ansicht.id}{verb}").status == 404


def test_faelle_haben_keine_ansichten(browser, fatma, welt):
    """What is searched for in cases could tell what a case is about."""
    neuer_fall(welt)

    assert speichern_url(browser(fatma).get("/fallrekonstruktionen/?suche=x", status=200)) is None


# --- the own page ----------------------------------------------------------------------------------------------------


def test_ohne_ansichten_erklaert_die_seite_den_naechsten_schritt(browser, mats):
    seite = browser(mats).get("/ansichten/", status=200)

    assert "Noch keine Ansicht" in seite.text
    assert seite.alle("a", href="/themen/")


def test_vor_dem_teilen_steht_wer_es_liest_und_was_nicht_hineingehoert(browser, mats, welt):
    ansicht = neue_ansicht(welt, abfrage="suche=Kälte")
    weg, mein = f"/ansichten/{ansicht.id}/teilen", browser(mats)

    alle = mein.get("/ansichten/", status=200)
    seite = mein.get(weg, status=200)

    assert "Suchtext „Kälte“" in alle.text
    assert not alle.alle("form", action=weg)
    assert alle.eins("a", href=weg).attrs["aria-label"] == "Mit allen teilen: Im Speicher"
    assert "Darin darf nichts über Ratsuchende stehen." in seite.text
    assert mein.folgen(mein.absenden(weg)).alle("form", action=f"/ansichten/{ansicht.id}/nicht_mehr_teilen")


def test_alles_geht_mit_knoepfen_ohne_javascript(browser, mats, kora, welt):
    ansicht = geteilte_ansicht(welt)
    mein = browser(mats)

    for verb, danach in (
        ("nicht_mehr_teilen", "Mit allen teilen"),
        ("loeschen", "Wiederherstellen"),
        ("wiederherstellen", "Mit allen teilen"),
    ):
        form = mein.get("/ansichten/").eins("form", action=f"/ansichten/{ansicht.id}/{verb}")
        da = mein.folgen(mein.post(form.attrs["action"], {}, status=303))
        assert danach in da.text

    da = mein.folgen(mein.absenden(f"/ansichten/{ansicht.id}/umbenennen", name="Geparktes"))
    assert "Geparktes" in da.text


def test_umbenennen_zeigt_beide_namen_wenn_jemand_schneller_war(browser, mats, welt):
    """E1 P0."""
    ansicht = neue_ansicht(welt)
    mein = browser(mats)
    seite = mein.get(f"/ansichten/{ansicht.id}/umbenennen", status=200)
    daten = {"name": "Zweiter", "marke": seite.feld("marke"), "version": seite.feld("version")}
    with transaction():
        workflow.ansichten.umbenennen(ansicht, mats, name="Erster")

    konflikt = mein.post(f"/ansichten/{ansicht.id}/umbenennen", daten, status=409)

    assert "Erster" in konflikt.text
    assert konflikt.feld("name") == "Zweiter"


def test_die_koordination_kann_eine_geteilte_zuruecknehmen_andere_nicht(browser, kora, mia, welt):
    ansicht = geteilte_ansicht(welt)
    weg = f"/ansichten/{ansicht.id}/nicht_mehr_teilen"

    assert not browser(mia).get("/ansichten/").alle("form", action=weg)
    assert browser(kora).get("/ansichten/").alle("form", action=weg)
    # Gone for her with the act itself, the page she lands on shows it no more.
    assert "Im Speicher" not in browser(kora).folgen(browser(kora).post(weg, {}, status=303)).text


# --- what it costs ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [*URLS.values(), "/ansichten/"])
def test_viele_ansichten_kosten_nicht_mehr_anweisungen(browser, kora, welt, url):
    mein = browser(kora)
    few = mein.anweisungen(url, pruefen=False)
    for liste, one in LISTEN.items():
        for wer in ("Kora", "Mats"):
            for n in range(3):
                geteilte_ansicht(welt, wer, liste=liste, name=f"Nummer {n}", abfrage=f"{one.text}=x{n}")

    assert mein.anweisungen(url, pruefen=False) == few
    assert few <= (13 if url == "/suche" else 7)
