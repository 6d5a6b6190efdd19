"""Ticked Maßnahmen: a preview of what happens to each, then exactly that or nothing."""

import re
import runpy
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from kimflow import workflow
from kimflow.blueprints.massnahmen.kopf import HOECHSTENS
from kimflow.blueprints.massnahmen.sammeln import FORMULARE
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Ereignis, Massnahme, MassnahmeStatus, Nachricht
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    massnahme_im_stand,
    neu_gelesen,
    neuer_meilenstein,
    vermehrt,
)

S = MassnahmeStatus
URL = "/massnahmen/sammeln"


def drei(welt):
    """One that can be moved, one without a milestone, one that is finished."""
    a, b = laufende_massnahme(welt, titel="Geht"), laufende_massnahme(welt, titel="Ohne Schritt")
    neuer_meilenstein(welt, a, in_=10)
    return a, b, massnahme_im_stand(welt, S.UMGESETZT, titel="Schon fertig")


def nr(*massnahmen):
    return [str(one.id) for one in massnahmen]


def verborgen(seite):
    return {
        e.attrs["name"]: e.attrs.get("value", "")
        for e in seite.alle("input", type="hidden")
        if e.attrs["name"] not in ("nr", "csrf_token")
    }


def vorschau(besuch, was, massnahmen, **daten):
    seite = besuch.get(f"{URL}?was={was}&" + "&".join(f"nr={id}" for id in nr(*massnahmen)), status=200)
    if was == "erinnern":
        return seite
    return besuch.post(URL, {**verborgen(seite), "nr": nr(*massnahmen), **daten}, status=200)


def bestaetigen(besuch, seite, massnahmen, status=303, **daten):
    return besuch.post(URL, {**verborgen(seite), "nr": nr(*massnahmen), "bestaetigt": "1", **daten}, status=status)


GRUND = {"tage": "28", "begruendung": "Die Software kommt später."}


def test_verschoben_wird_nach_einer_vorschau_nur_was_geht(browser, kora, welt):
    alle = a, b, _ = drei(welt)
    vorher = a.meilensteine[0].geplant_am
    besuch = browser(kora)

    seite = vorschau(besuch, "verschieben", alle, **GRUND)

    assert f"wird vom {vorher:%d.%m.%Y} auf den {in_tagen(38):%d.%m.%Y} verschoben" in seite.text
    assert "Es gibt keinen offenen Meilenstein." in seite.text
    assert "ist im Stand „umgesetzt“ nicht möglich" in seite.text
    assert "Meilenstein verschieben: 1 Maßnahme" in seite.text
    assert neu_gelesen(a).meilensteine[0].geplant_am == vorher

    besuch.folgen(bestaetigen(besuch, seite, alle, **GRUND))

    schritt = neu_gelesen(a).meilensteine[0]
    assert schritt.geplant_am == in_tagen(38)
    assert schritt.verschiebungen[0].begruendung == "Die Software kommt später."
    assert session().query(Ereignis).filter_by(akt="massnahme.meilenstein_verschieben").count() == 1
    assert not neu_gelesen(b).meilensteine


def test_die_vorschau_spricht_einen_termin_nach_der_frist_an(browser, kora, welt):
    a = laufende_massnahme(welt, frist=in_tagen(30))
    neuer_meilenstein(welt, a, in_=10)

    darf = vorschau(browser(kora), "verschieben", [a], tage="20", begruendung="Krank.")
    spaet = vorschau(browser(kora), "verschieben", [a], tage="21", begruendung="Krank.")

    assert "nach der Frist" not in darf.text
    assert f"liegt nach der Frist der Maßnahme am {in_tagen(30):%d.%m.%Y}" in spaet.text
    assert "Meilenstein verschieben: 1 Maßnahme" in spaet.text


def test_erinnert_wird_wer_da_ist_und_jeder_bekommt_seinen_link(browser, kora, welt):
    alle = drei(welt)
    besuch = browser(kora)

    seite = vorschau(besuch, "erinnern", alle)
    bestaetigen(besuch, seite, alle)

    assert "bekommt eine Mail mit einem Link zur Rückmeldung" in seite.text
    noch_einmal = vorschau(besuch, "erinnern", alle)
    assert "schon um Rückmeldung gebeten" in noch_einmal.text
    assert "bestaetigt" not in noch_einmal.html
    assert session().query(Einzellink).count() == 2
    assert session().query(Nachricht).filter_by(anlass="massnahme.erinnern").count() == 2


def test_uebergeben_wird_nur_im_selben_haus(browser, kora, welt, mats):
    eigene = laufende_massnahme(welt)
    fremde = massnahme_im_stand(welt, S.IN_UMSETZUNG)
    with transaction():
        fremde.institution = welt.institution("Sozialamt")
    besuch, daten = browser(kora), {"verantwortlich": str(mats.id), "begruendung": "Paul wechselt."}

    seite = vorschau(besuch, "uebergeben", (eigene, fremde), **daten)
    assert f"Verantwortlich wird {mats.name} statt" in seite.text
    assert "muss in der verantwortlichen Institution arbeiten" in seite.text
    bestaetigen(besuch, seite, (eigene, fremde), **daten)

    assert neu_gelesen(eigene).verantwortlich_id == mats.id
    assert neu_gelesen(fremde).verantwortlich_id != mats.id


@pytest.mark.parametrize(
    ("wer", "angebote"),
    [
        ("Kora", ["erinnern", "verschieben", "uebergeben", "xlsx", "csv"]),
        ("Paul", ["verschieben", "uebergeben", "xlsx", "csv"]),
        ("Mats", ["verschieben", "uebergeben", "xlsx", "csv"]),
        ("Mia", ["xlsx", "csv"]),
        ("Zoe", ["xlsx", "csv"]),
    ],
)
def test_angeboten_wird_nur_was_jemand_bei_einer_zeile_darf(browser, welt, wer, angebote):
    laufende_massnahme(welt)

    seite = browser(welt.person(wer)).get("/massnahmen/", status=200)

    assert [e.attrs["value"] for e in seite.alle("button") if e.attrs.get("name") == "was"] == angebote
    assert ("Bevor etwas geschieht" in seite.text) is ("verschieben" in angebote)


def test_eine_ist_eine_massnahme(browser, kora, welt):
    a, b, _ = drei(welt)

    wahl = (f"nr={a.id}", f"nr={a.id}&nr={b.id}")
    titel = [browser(kora).get(f"{URL}?was=verschieben&{eine}").eins("title").text for eine in wahl]

    assert [one.partition(" – ")[0] for one in titel] == [
        "Meilenstein verschieben: 1 Maßnahme",
        "Meilenstein verschieben: 2 Maßnahmen",
    ]


@pytest.mark.parametrize("wer", ["Mia", "Zoe", "Paula", "Bibi"])
def test_wer_es_einzeln_nicht_darf_darf_es_auch_nicht_gesammelt(browser, welt, wer):
    """D3 P0: rights per row, in the preview and again when it is done."""
    a, *_ = drei(welt)
    besuch = browser(welt.person(wer))

    seite = vorschau(besuch, "verschieben", [a], **GRUND)

    assert "Das darf hier jemand anderes." in seite.text
    assert "bestaetigt" not in seite.html
    bestaetigen(besuch, seite, [a], status=409, **GRUND)
    assert neu_gelesen(a).meilensteine[0].verschiebungen == []


@pytest.mark.parametrize("wer", ["Mia", "Zoe", "Finn", "Bibi"])
def test_wer_nicht_uebergeben_darf_liest_auch_nicht_wer_in_dem_haus_arbeitet(browser, mats, vera, welt, wer):
    """D9 P0: no bulk read of people, neither from the list nor by trying ids."""
    a, *_ = drei(welt)
    besuch = browser(welt.person(wer))

    seite = besuch.get(f"{URL}?was=uebergeben&nr={a.id}", status=200)
    antwort = besuch.post(
        URL, {**verborgen(seite), "nr": nr(a), "verantwortlich": str(mats.id), "begruendung": "x"}, status=200
    )

    for one in (seite, antwort):
        assert [option.attrs["value"] for option in one.alle("option")] in ([], [""])
        words = re.findall(r"\w+", one.text)
        assert not {mats.name, vera.name} & set(words)
        assert "Das darf hier jemand anderes." in one.text


def test_zur_wahl_stehen_nur_die_leute_der_haeuser_die_man_uebergeben_darf(browser, paul, welt, mats, mia):
    eigene, fremde = laufende_massnahme(welt), laufende_massnahme(welt)
    with transaction():
        fremde.institution = welt.institution("ABH")
        fremde.verantwortlich = mia

    seite = browser(paul).get(f"{URL}?was=uebergeben&nr={eigene.id}&nr={fremde.id}", status=200)

    angeboten = {option.attrs["value"] for option in seite.alle("option")}
    assert str(mats.id) in angeboten
    assert str(mia.id) not in angeboten


def test_die_verantwortliche_person_sammelt_nur_bei_ihren(browser, paul, welt):
    eigene, andere = laufende_massnahme(welt), laufende_massnahme(welt)
    for one in (eigene, andere):
        neuer_meilenstein(welt, one)
    with transaction():
        workflow.massnahmen.uebergeben(
            andere, welt.person("Kora"), verantwortlich=welt.person("Mats"), begruendung="Mehr Zeit."
        )
    besuch = browser(paul)

    seite = vorschau(besuch, "verschieben", (eigene, andere), **GRUND)
    bestaetigen(besuch, seite, (eigene, andere), **GRUND)

    assert len(neu_gelesen(eigene).meilensteine[0].verschiebungen) == 1
    assert neu_gelesen(andere).meilensteine[0].verschiebungen == []


def test_hat_sich_inzwischen_etwas_geaendert_geschieht_gar_nichts(browser, kora, paul, welt):
    """All or nothing: one row changed between preview and confirmation, none is touched, the new preview shows."""
    a, b = laufende_massnahme(welt), laufende_massnahme(welt)
    for one in (a, b):
        neuer_meilenstein(welt, one, in_=10)
    besuch = browser(kora)
    seite = vorschau(besuch, "verschieben", (a, b), **GRUND)
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(b, paul, meilenstein=b.meilensteine[0], erreicht_am=in_tagen(0))

    neu = bestaetigen(besuch, seite, (a, b), status=409, **GRUND)

    assert "Inzwischen hat sich etwas geändert" in neu.text
    assert "Es gibt keinen offenen Meilenstein." in neu.text
    assert neu_gelesen(a).meilensteine[0].verschiebungen == []
    bestaetigen(besuch, neu, (a, b), **GRUND)
    assert len(neu_gelesen(a).meilensteine[0].verschiebungen) == 1


def test_andere_angaben_als_in_der_vorschau_brauchen_eine_neue(browser, kora, welt):
    a, *_ = drei(welt)
    besuch = browser(kora)
    seite = vorschau(besuch, "verschieben", [a], **GRUND)

    neu = bestaetigen(besuch, seite, [a], status=409, **(GRUND | {"tage": "300"}))

    assert f"{in_tagen(310):%d.%m.%Y}" in neu.text
    assert neu_gelesen(a).meilensteine[0].verschiebungen == []


def test_zweimal_gesendet_geschieht_es_einmal(browser, kora, welt):
    """A10 P0: the same form twice counts once."""
    a, *_ = drei(welt)
    besuch = browser(kora)
    seite = vorschau(besuch, "verschieben", [a], **GRUND)

    for _ in range(2):
        bestaetigen(besuch, seite, [a], **GRUND)

    assert len(neu_gelesen(a).meilensteine[0].verschiebungen) == 1


@pytest.mark.parametrize(
    "daten", [{"tage": "", "begruendung": "x"}, {"tage": "5", "begruendung": ""}, {"tage": "9999"}]
)
def test_fehlende_angaben_bekommen_eine_meldung_am_feld(browser, kora, welt, daten):
    a, *_ = drei(welt)
    besuch = browser(kora)
    seite = besuch.get(f"{URL}?was=verschieben&nr={a.id}", status=200)

    antwort = besuch.post(URL, {**verborgen(seite), "nr": nr(a), **daten}, status=422)

    assert "Fehler:" in antwort.text


def test_was_man_nicht_sieht_kommt_auch_in_der_auswahl_nicht_vor(browser, kora, lena, ada, welt):
    """D4 P0: ids nobody has, or nobody may see, are simply not there; who only reads has no such page."""
    a, *_ = drei(welt)

    seite = browser(kora).get(f"{URL}?was=verschieben&nr={a.id}&nr=999999&nr=x&nr=", status=200)

    assert "1 Maßnahme" in seite.text
    for person in (lena, ada):
        assert browser(person).get(f"{URL}?was=verschieben&nr={a.id}").status == 403
        assert browser(person).post(URL, {"was": "verschieben", "nr": nr(a)}).status == 403


def test_ohne_auswahl_sagt_die_seite_was_zu_tun_ist(browser, kora):
    assert "Nichts angekreuzt" in browser(kora).get(f"{URL}?was=erinnern", status=200).text


def test_die_angekreuzten_gehen_auch_als_tabelle(browser, kora, welt):
    a, b, _ = drei(welt)
    besuch = browser(kora)

    antwort = besuch.get(f"{URL}?was=csv&nr={a.id}", status=303)

    text = besuch.folgen(antwort).html
    assert a.nummer in text
    assert b.nummer not in text


def test_mehr_als_auf_einmal_geht_sagt_die_seite_mit_zahlen(browser, kora, welt):
    vermehrt(laufende_massnahme(welt), 204)
    ids = session().scalars(select(Massnahme.id).order_by(Massnahme.id)).all()
    alle = "&".join(f"nr={id}" for id in ids)

    for was in FORMULARE:
        text = browser(kora).get(f"{URL}?was={was}&{alle}", status=200).text
        assert "200 Maßnahmen" in text
        assert "Angekreuzt waren 205. Auf einmal gehen höchstens 200; die letzten 5 sind nicht dabei." in text
        assert "nicht dabei" not in browser(kora).get(f"{URL}?was={was}&nr={ids[0]}", status=200).text

    besuch = browser(kora)
    datei = besuch.folgen(besuch.get(f"{URL}?was=csv&{alle}", status=303)).html
    assert len(datei.splitlines()) == 1 + 205, "in eine Datei kommen alle"


@pytest.mark.parametrize("suche", ["Übergabe" * 25, "🌻" * 200], ids=["Umlaute", "vier Bytes je Zeichen"])
def test_die_adresse_mit_zweihundert_passt_durch_den_server(browser, kora, welt, suche):
    """The form is sent by GET; gunicorn answers a longer line with a bare page of its own and the choice is lost."""
    laufende_massnahme(welt, titel="x")
    vermehrt(laufende_massnahme(welt, beschreibung=suche), 1)
    seite = browser(kora).get(f"/massnahmen/?{urlencode({'suche': suche, 'gruppe': 'zielvereinbarung'})}", status=200)

    felder = [("liste", verborgen(seite)["liste"]), ("was", "verschieben")]
    adresse = f"{URL}?{urlencode(felder + [('nr', '1234567')] * HOECHSTENS)}"

    assert len(f"GET {adresse} HTTP/1.1\r\n") <= runpy.run_path("gunicorn.conf.py")["limit_request_line"]


def test_danach_steht_man_wieder_in_der_gefilterten_liste(browser, kora, welt):
    a, *_ = drei(welt)
    besuch = browser(kora)
    seite = besuch.get(f"{URL}?was=erinnern&nr={a.id}&liste=gruppe%3Dinstitution%26fremd%3D1", status=200)

    assert bestaetigen(besuch, seite, [a]).ziel == "/massnahmen/?gruppe=institution"


def test_die_vorschau_kostet_bei_drei_und_bei_dreissig_gleich_viele_anweisungen(browser, kora, welt):
    alle = []

    def kosten(anzahl):
        while len(alle) < anzahl:
            alle.append(laufende_massnahme(welt))
            neuer_meilenstein(welt, alle[-1])
        return browser(kora).anweisungen(f"{URL}?was=erinnern&" + "&".join(f"nr={id}" for id in nr(*alle)))

    assert kosten(3) == kosten(30) <= 15
