"""Pages of bodies: who sits where, who may vote today, and the acts on them."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Gremium, Mitgliedschaft, Sitz, Sitzung, SitzungStatus
from tests.bauen.gremien import neue_besetzung, neue_mitgliedschaft, neuer_sitz, neues_gremium
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung


def seite(gremium, *rest):
    return "/".join(["", "gremien", str(gremium.id), *map(str, rest)])


def zelle(page, kopf):
    return [" ".join(e.text.split()) for e in page.alle("td", data_kopf=kopf)]


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Paula", "Fatma", "Zoe", "Bibi", "Lena"])
def test_die_gremien_kennen_alle_die_mitarbeiten(browser, welt, wer):
    liste = browser(welt.person(wer)).get("/gremien/", status=200)

    assert "Fallwerkstatt Süd" in liste.text


@pytest.mark.parametrize("wer", ["Ada", "Emil"])
def test_andere_nicht(browser, welt, wer):
    browser(welt.person(wer)).get("/gremien/", status=403)


def test_ohne_gremium_sagt_die_liste_den_naechsten_schritt(browser, welt, kora):
    liste = browser(kora).get("/gremien/?status=beendet", status=200)

    assert "Kein früheres Gremium" in liste.text


def test_beendete_gremien_stehen_in_einer_eigenen_liste(browser, welt, kora):
    neues_gremium(welt, name="Projektgruppe von gestern", von=date(2024, 1, 1), bis=date(2024, 12, 31))

    assert "von gestern" not in browser(kora).get("/gremien/").text
    assert "von gestern" in browser(kora).get("/gremien/?status=beendet").text


def test_die_seite_sagt_wer_heute_abstimmen_darf(browser, welt, lena):
    offen = browser(lena).get(seite(welt.lenkungsgruppe), status=200)

    namen = [e.text for e in offen.alle("bdi")]
    assert "Emil" in namen
    assert offen.text.count("Vera") == 2
    assert offen.text.count("Bert") == 1
    assert "Jobcenter" in zelle(offen, "Steht für")


def test_nur_die_koordination_sieht_knoepfe(browser, welt, mats, kora):
    assert not [e for e in browser(mats).get(seite(welt.lenkungsgruppe)).alle("a") if "_be" in e.attrs.get("href", "")]
    assert [e for e in browser(kora).get(seite(welt.lenkungsgruppe)).alle("a") if "besetz" in e.attrs.get("href", "")]


def test_ein_gremium_wird_eingerichtet(browser, welt, kora):
    antwort = browser(kora).absenden(
        "/gremien/einrichten", art="arbeitsgruppe", name="AG Wohnen", von="2026-01-01", hoechstlast="3", frage=""
    )

    assert antwort.ziel == seite(welt.gremium("AG Wohnen"))


def test_ein_vergebener_name_ist_ein_grund_und_das_getippte_bleibt(browser, welt, kora):
    page = browser(kora)
    daten = {"art": "lenkungsgruppe", "name": "Lenkungsgruppe", "von": "2026-01-01", "hoechstlast": "3"}

    antwort = page.post("/gremien/einrichten", daten, status=409)

    assert "gibt es schon" in antwort.text
    assert antwort.feld("name") == "Lenkungsgruppe"


@pytest.mark.parametrize(
    ("falsch", "grund"),
    [
        ({"bis": "2025-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"von": "2026-02-30"}, "gültiges Datum"),
        ({"art": "stammtisch"}, "angebotenen Möglichkeiten"),
        ({"hoechstlast": "0"}, "ganze Zahl von 1 bis 99"),
        ({"name": "x" * 121}, "Höchstens 120 Zeichen"),
        ({"kommune": "999"}, "angebotenen Möglichkeiten"),
    ],
)
def test_schlechte_eingaben_sagen_es_am_feld(browser, welt, kora, falsch, grund):
    """I1 P0, I2 P0."""
    daten = {"art": "arbeitsgruppe", "name": "AG Wohnen", "von": "2026-01-01", "hoechstlast": "3"} | falsch

    antwort = browser(kora).post("/gremien/einrichten", daten, status=422)

    assert grund in antwort.text
    assert session().query(Gremium).filter_by(name="AG Wohnen").count() == 0


def test_zwei_menschen_bearbeiten_dasselbe_gremium(browser, welt, kora):
    """E1 P0, E2 P0."""
    gremium = neues_gremium(welt)
    fenster, anderes = browser(kora), browser(kora)
    geoeffnet = fenster.get(seite(gremium, "bearbeiten")).feld("version")
    anderes.absenden(seite(gremium, "bearbeiten"), name="Projektgruppe Zuhause", frage="", hoechstlast="3")

    antwort = fenster.post(
        seite(gremium, "bearbeiten"),
        {"name": "Projektgruppe Bleibe", "frage": "", "hoechstlast": "3", "version": geoeffnet},
        status=409,
    )

    assert antwort.feld("name") == "Projektgruppe Bleibe"
    assert "Projektgruppe Zuhause" in antwort.text


def test_ein_sitz_wird_eingerichtet_und_besetzt(browser, welt, kora, zoe):
    gremium, page = welt.lenkungsgruppe, browser(kora)
    caritas = str(welt.institution("Caritas").id)

    page.absenden(
        seite(gremium, "sitz_einrichten"),
        bezeichnung="AG Wohlfahrt",
        institutionen=[caritas],
        stimmrecht="stimmberechtigt",
        von="2026-01-01",
    )
    sitz = session().query(Sitz).filter_by(bezeichnung="AG Wohlfahrt").one()
    antwort = page.absenden(
        seite(gremium, "sitze", sitz.id, "sitz_besetzen"), wen=str(zoe.id), rang="0", von="2026-01-01"
    )

    assert antwort.ziel == f"{seite(gremium)}#sitz-{sitz.id}"
    assert "Zoe" in page.get(seite(gremium)).text


def test_ein_zweites_mitglied_ist_ein_grund(browser, welt, kora, zoe):
    sitz = welt.sitz("Jobcenter Musterkreis")

    antwort = browser(kora).absenden(
        seite(welt.lenkungsgruppe, "sitze", sitz.id, "sitz_besetzen"),
        status=409,
        wen=str(zoe.id),
        rang="0",
        von="2026-01-01",
    )

    assert "In dieser Zeit ist Mats Mitglied" in antwort.text


def test_ein_erfundener_rang_ist_keiner(browser, welt, kora, zoe):
    sitz = neuer_sitz(welt)

    browser(kora).absenden(
        seite(welt.lenkungsgruppe, "sitze", sitz.id, "sitz_besetzen"), status=422, wen=str(zoe.id), rang="-1"
    )

    session().refresh(sitz)
    assert sitz.besetzungen == []


def test_der_sitz_eines_anderen_gremiums_ist_keiner(browser, welt, kora):
    """D3 P0: every id in the path is tested against the others."""
    sitz, besetzung = neuer_sitz(welt), neue_besetzung(welt)
    mitgliedschaft = neue_mitgliedschaft(welt)
    fremd = neues_gremium(welt)

    page = browser(kora)
    page.get(seite(fremd, "sitze", sitz.id, "sitz_besetzen"), status=404)
    page.get(seite(fremd, "besetzungen", besetzung.id, "besetzung_beenden"), status=404)
    page.get(seite(fremd, "mitgliedschaften", mitgliedschaft.id, "mitgliedschaft_beenden"), status=404)


def test_eine_besetzung_endet_und_bleibt_in_der_geschichte(browser, welt, kora):
    besetzung = neue_besetzung(welt)
    gremium = welt.lenkungsgruppe

    browser(kora).absenden(seite(gremium, "besetzungen", besetzung.id, "besetzung_beenden"), bis="2026-06-30")

    with clock.turned_to(date(2026, 7, 1)):
        offen = browser(kora).get(seite(gremium))
        assert "01.01.2026 bis 30.06.2026" in offen.text
        assert "niemand" in offen.text


def test_ein_mitglied_wird_aufgenommen_und_geht(browser, welt, kora, zoe):
    gremium, page = welt.projektgruppe, browser(kora)

    page.absenden(seite(gremium, "mitglied_aufnehmen"), wen=str(zoe.id), amt="mitglied", von="2026-01-01")
    eine = session().query(Mitgliedschaft).filter_by(person_id=zoe.id).one()
    antwort = page.absenden(seite(gremium, "mitgliedschaften", eine.id, "mitgliedschaft_beenden"), bis="2026-06-30")

    assert antwort.ziel == f"{seite(gremium)}#mitglieder"
    session().refresh(eine)
    assert eine.bis == date(2026, 6, 30)


def test_das_formular_kommt_auch_als_teil(browser, welt, kora):
    teil = browser(kora).get(seite(welt.projektgruppe, "mitglied_aufnehmen"), htmx=True, status=200)

    assert teil.alle("html") == []
    assert teil.alle("select", id="wen")


def test_die_projektgruppe_zeigt_ihre_auslastung(browser, welt, paula):
    offen = browser(paula).get(seite(welt.projektgruppe), status=200)

    assert "0 von höchstens 3 laufenden Themen" in offen.text
    assert "Kein laufendes Mandat" in offen.text


def test_sitzungen_stehen_nur_bei_denen_die_sie_sehen(browser, welt, mats, paula):
    with transaction() as s:
        s.add(
            Sitzung(
                nummer="S-2026-099",
                gremium=welt.lenkungsgruppe,
                status=SitzungStatus.GEPLANT,
                beginn=clock.now(),
                ort="Kreishaus",
            )
        )

    assert "Kreishaus" in browser(mats).get(seite(welt.lenkungsgruppe)).text
    assert "Kreishaus" not in browser(paula).get(seite(welt.lenkungsgruppe)).text


@pytest.mark.parametrize("id", ["999", "99999999999999999999", "0", "abc", "-1"])
def test_was_es_nicht_gibt_ist_nicht_da(browser, kora, id):
    """I2 P0."""
    browser(kora).get(f"/gremien/{id}", status=404)


def test_namen_sind_text(browser, welt, kora):
    """I4 P0."""
    gremium = neues_gremium(welt, name="<b>Gruppe</b>", frage="<script>alert(1)</script>")

    offen = browser(kora).get(seite(gremium), status=200)

    assert "<script>alert" not in offen.html
    assert "<b>Gruppe" not in offen.html


def test_liste_und_seite_kosten_immer_gleich_viele_anweisungen(browser, welt, kora):
    gremium = welt.lenkungsgruppe
    neue_besetzung(welt)
    wenige = [browser(kora).anweisungen(url) for url in ("/gremien/", seite(gremium))]

    for nummer in range(12):
        neue_besetzung(welt)
        neues_gremium(welt, name=f"Projektgruppe {nummer}")

    assert [browser(kora).anweisungen(url) for url in ("/gremien/", seite(gremium))] == wenige
    assert wenige[0] <= 6
    assert wenige[1] <= 15


# --- a Sitz changes ----------------------------------------------------------------------------------------------


def _am_sitz(welt, sitz, verb):
    return seite(welt.lenkungsgruppe, "sitze", sitz.id, verb)


def test_ein_sitz_wird_bearbeitet(browser, welt, kora):
    sitz = neuer_sitz(welt)
    beide = [str(welt.institution(name).id) for name in ("Caritas", "ABH")]

    antwort = browser(kora).absenden(
        _am_sitz(welt, sitz, "sitz_bearbeiten"), bezeichnung="AG Soziales", institutionen=beide, stimmrecht="beratend"
    )

    assert antwort.ziel == f"{seite(welt.lenkungsgruppe)}#sitz-{sitz.id}"
    offen = browser(kora).get(seite(welt.lenkungsgruppe))
    assert "AG Soziales" in offen.text
    assert {"Caritas, ABH", "ABH, Caritas"} & set(zelle(offen, "Steht für"))


def test_zwei_menschen_bearbeiten_denselben_sitz(browser, welt, kora):
    """E1 P0, E2 P0."""
    sitz = neuer_sitz(welt)
    url, haus = _am_sitz(welt, sitz, "sitz_bearbeiten"), [str(welt.institution("Caritas").id)]
    fenster = browser(kora)
    version = fenster.get(url).feld("version")
    angaben = {"institutionen": haus, "stimmrecht": "stimmberechtigt"}
    browser(kora).absenden(url, bezeichnung="Die anderen", **angaben)

    antwort = fenster.post(url, {"bezeichnung": "Meine", "version": version, **angaben}, status=409)

    assert antwort.feld("bezeichnung") == "Meine"
    assert "Die anderen" in antwort.text


def test_die_hilfe_sagt_was_eine_laufende_abstimmung_behaelt(browser, welt, kora):
    """A5 P0: said where it is changed."""
    sitz = neuer_sitz(welt)

    assert (
        "Eine laufende Abstimmung behält ihr Verzeichnis"
        in browser(kora).get(_am_sitz(welt, sitz, "sitz_bearbeiten")).text
    )


def test_ein_sitz_wird_uebergeben_und_die_vertretung_ist_vorgeschlagen(browser, welt, kora, vera):
    sitz = welt.sitz("Jobcenter Musterkreis")
    page = browser(kora)
    offen = page.get(_am_sitz(welt, sitz, "sitz_uebergeben"), status=200)
    assert [e.attrs["value"] for e in offen.alle("option", selected=None)] == [str(vera.id)]

    page.absenden(_am_sitz(welt, sitz, "sitz_uebergeben"), wen=str(vera.id), ab="2026-07-01")

    with clock.turned_to(date(2026, 7, 1)):
        heute = page.get(seite(welt.lenkungsgruppe))
    assert zelle(heute, "Heute abstimmen darf")[0] == ""
    assert "Vera Mitglied, seit 01.07.2026" in " ".join(heute.text.split())
    assert "Mats" not in [e.text for e in heute.alle("bdi")][:1]


def test_eine_kuenftige_vertretung_steht_mit_ihrem_beginn_da_und_darf_noch_nicht(browser, welt, kora, zoe):
    neue_besetzung(welt, welt.sitz("Jobcenter Musterkreis"), wen=zoe, rang=2, von=clock.today() + timedelta(days=9))

    offen = browser(kora).get(seite(welt.lenkungsgruppe))

    beginn = (clock.today() + timedelta(days=9)).strftime("%d.%m.%Y")
    assert f"2. Vertretung, ab {beginn}" in offen.text
    assert [e.text for e in offen.alle("bdi")].count("Zoe") == 1


def test_wessen_konto_deaktiviert_ist_darf_heute_nicht_abstimmen(browser, welt, kora, mats):
    with transaction():
        workflow.personen.deaktivieren(mats, welt.person("Ada"))

    offen = browser(kora).get(seite(welt.lenkungsgruppe))

    assert "Konto deaktiviert" in offen.text
    assert [e.text for e in offen.alle("bdi")].count("Mats") == 1


def test_in_einem_beendeten_gremium_darf_niemand_abstimmen(browser, welt, kora):
    gremium = welt.lenkungsgruppe
    with transaction():
        workflow.gremien.bearbeiten(
            gremium, kora, name=gremium.name, frage="", bis=clock.today() - timedelta(days=1), hoechstlast=3
        )

    assert set(zelle(browser(kora).get(seite(gremium)), "Heute abstimmen darf")) <= {"", "–"}
    assert [e.text for e in browser(kora).get(seite(gremium)).alle("bdi")].count("Mats") == 1


# --- a Vertretung for one Sitzung ---------------------------------------------------------------------------------


def test_eine_vertretung_wird_an_der_sitzung_eingetragen(browser, welt, kora, petra):
    sitzung = eingeladene_sitzung(welt)
    antwort_id = antwort_von(sitzung, "Jobcenter Musterkreis").id
    url = f"/sitzungen/{sitzung.nummer}/antworten/{antwort_id}/vertretung_eintragen"
    page = browser(kora)
    assert url in [e.attrs["href"] for e in page.get(f"/sitzungen/{sitzung.nummer}").alle("a", href=None)]

    antwort = page.absenden(url, wen=str(petra.id))

    assert antwort.ziel == f"/sitzungen/{sitzung.nummer}#antworten"
    assert "Vertretung kommt: Petra" in page.get(f"/sitzungen/{sitzung.nummer}").text
    assert "Vertretung nur in der Sitzung am" in page.get(seite(welt.lenkungsgruppe)).text


def test_sie_oeffnet_die_sitzung_erst_an_ihrem_tag(browser, welt, kora, petra):
    """D7 P0."""
    sitzung = eingeladene_sitzung(welt)
    antwort_id = antwort_von(sitzung, "Jobcenter Musterkreis").id
    browser(kora).absenden(
        f"/sitzungen/{sitzung.nummer}/antworten/{antwort_id}/vertretung_eintragen", wen=str(petra.id)
    )
    browser(petra).get(f"/sitzungen/{sitzung.nummer}", status=404)

    with clock.turned_to(sitzung.beginn):
        browser(petra).get(f"/sitzungen/{sitzung.nummer}", status=200)
        browser(petra).get("/fallrekonstruktionen/", status=200)
    with clock.turned_to(sitzung.beginn + timedelta(days=1)):
        browser(petra).get(f"/sitzungen/{sitzung.nummer}", status=404)


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Bibi", 403), ("Lena", 403), ("Paula", 404)])
def test_andere_tragen_keine_vertretung_ein(browser, welt, wer, status):
    sitzung = eingeladene_sitzung(welt)
    antwort_id = antwort_von(sitzung, "Jobcenter Musterkreis").id

    browser(welt.person(wer)).get(
        f"/sitzungen/{sitzung.nummer}/antworten/{antwort_id}/vertretung_eintragen", status=status
    )
