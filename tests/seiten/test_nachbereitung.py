"""The page of the Nachbereitung: what is missing, each with the link that mends it, and the minutes last."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Notizart, Topart
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top


def seite(sitzung):
    return f"/sitzungen/{sitzung.nummer}/nachbereitung"


@pytest.fixture
def punkt(welt, kora):
    """An item that was dealt with in a running meeting."""
    top = laufender_top(welt, art=Topart.INFORMATION, titel="Bericht")
    with transaction():
        workflow.moderation.aufrufen(top, kora)
        workflow.moderation.abschliessen(top, kora)
    return top


def schliessen(punkt, kora):
    with transaction():
        workflow.sitzungen.schliessen(punkt.sitzung, kora)


def behoben(welt, punkt, kora):
    with transaction():
        workflow.notizen.schreiben(punkt, kora, art=Notizart.INFORMATION, text="Der Bericht liegt vor.")
    return neue_sitzung(welt, beginn=clock.now() + timedelta(days=90))


def links(page):
    return {e.attrs["href"] for e in page.alle("a", href=None)}


def test_vor_der_sitzung_sagt_die_seite_dass_noch_nichts_nachzubereiten_ist(browser, welt, kora):
    page = browser(kora).get(seite(eingeladene_sitzung(welt)), status=200)

    assert "Noch nichts nachzubereiten" in page.text


def test_zu_jeder_luecke_fuehrt_ein_link_dorthin_wo_sie_sich_schliesst(browser, welt, punkt, kora):
    auftrag = neuer_auftrag(welt, neuer_top(welt, punkt.sitzung), verantwortlich=None)
    schliessen(punkt, kora)
    hier = seite(punkt.sitzung)

    page = browser(kora).get(hier, status=200)

    assert "3 Punkte offen." in page.text
    assert links(page) >= {
        f"/auftraege/{auftrag.id}/bearbeiten?zurueck={hier}",
        f"/sitzungen/{punkt.sitzung.nummer}/tops/{punkt.id}/niederschreiben?zurueck={hier}",
        f"/sitzungen/planen/{punkt.sitzung.gremium_id}",
    }


def test_wer_eine_luecke_schliesst_ist_danach_wieder_hier(browser, welt, punkt, kora, finn):
    auftrag = neuer_auftrag(welt, punkt, verantwortlich=None)
    schliessen(punkt, kora)
    besuch = browser(kora)

    antwort = besuch.absenden(
        f"/auftraege/{auftrag.id}/bearbeiten?zurueck={seite(punkt.sitzung)}",
        text=auftrag.text,
        verantwortlich=str(finn.id),
        faellig_am="2027-01-31",
    )

    assert antwort.ziel == seite(punkt.sitzung)
    assert "ohne Verantwortliche" not in besuch.get(antwort.ziel, status=200).text


def test_wenn_nichts_fehlt_sagt_die_seite_es(browser, welt, punkt, kora):
    behoben(welt, punkt, kora)
    schliessen(punkt, kora)

    page = browser(kora).get(seite(punkt.sitzung), status=200)

    assert "Es fehlt nichts." in page.text
    assert "der letzte Schritt, und er geschieht nicht von selbst" in page.text


def test_das_protokoll_legt_man_hier_vor_und_sieht_dann_die_frist(browser, welt, punkt, kora):
    behoben(welt, punkt, kora)
    schliessen(punkt, kora)
    besuch, nummer = browser(kora), punkt.sitzung.nummer
    assert besuch.get(seite(punkt.sitzung)).alle("form", action=f"/sitzungen/{nummer}/vorlegen")

    besuch.absenden(f"/sitzungen/{nummer}/vorlegen")

    assert "Fassung 1 liegt vor. Einwendungen sind möglich bis" in besuch.get(seite(punkt.sitzung), status=200).text


def test_unfertige_und_vertagte_punkte_kommen_wieder_und_die_seite_sagt_wo(browser, welt, punkt, kora):
    offen = neuer_top(welt, punkt.sitzung, titel="Nicht geschafft")
    vertagt = neuer_top(welt, punkt.sitzung, titel="Verschoben")
    with transaction():
        workflow.moderation.vertagen(vertagt, kora)
    naechste = behoben(welt, punkt, kora)
    schliessen(punkt, kora)

    page = browser(kora).get(seite(punkt.sitzung), status=200)

    assert "Kommt wieder" in page.text
    assert f"{offen} (nicht aufgerufen)" in page.text
    assert f"{vertagt} (vertagt)" in page.text
    assert f"/sitzungen/{naechste.nummer}" in links(page)


def test_was_wiederkommt_ist_genau_was_sich_der_naechsten_sitzung_vorschlaegt(welt, punkt, kora):
    """What stands on every agenda anyway does not come again."""
    neuer_top(welt, punkt.sitzung, titel="Nicht geschafft")
    neuer_top(welt, punkt.sitzung, titel="Verschiedenes")
    naechste = behoben(welt, punkt, kora)
    schliessen(punkt, kora)

    again = [top.id for top in queries.vorschlaege.kommt_wieder(punkt.sitzung)]

    assert again == [v.id for v in queries.vorschlaege.vorschlaege(naechste) if v.sorte == "top"]
    assert [top.titel for top in punkt.sitzung.tops if top.id in again] == ["Nicht geschafft"]


def test_die_startseite_fuehrt_die_koordination_her(browser, punkt, kora):
    schliessen(punkt, kora)

    start = browser(kora).get("/", status=200)

    assert f"Nachbereitung {punkt.sitzung.nummer}: 2 Punkte offen" in start.text
    assert seite(punkt.sitzung) in links(start)


def test_wer_nicht_leitet_und_kein_protokoll_fuehrt_bereitet_nicht_nach(browser, punkt, mats, lena, paula):
    for wer, status in ((mats, 403), (lena, 403), (paula, 404)):
        browser(wer).get(seite(punkt.sitzung), status=status)


def test_wer_nur_protokoll_fuehrt_bekommt_keinen_link_der_ins_leere_fuehrt(browser, welt, punkt, kora, bert):
    with transaction() as s:
        s.connection().exec_driver_sql(
            f"UPDATE sitzung SET protokollfuehrung_id = {bert.id} WHERE id = {punkt.sitzung_id}"
        )
    schliessen(punkt, kora)

    page = browser(bert).get(seite(punkt.sitzung), status=200)

    assert "Es gibt noch keinen nächsten Termin." in page.text
    assert f"/sitzungen/planen/{punkt.sitzung.gremium_id}" not in links(page)
