"""Pages of merged Themen, of the estimates, of the check for double structures; and what Lena never reads."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Stufe, Thema, ThemaStatus
from tests.bauen.massnahmen import laufende_massnahme, neue_massnahme
from tests.bauen.themen import (
    neu_gelesen,
    neue_bruchstellen,
    neue_weitergabe,
    neuer_beschluss,
    neues_thema,
    steckbrief,
    thema_im_stand,
    vorgelegtes_thema,
    zusammengefuehrtes_thema,
)
from tests.bauen.zielvereinbarungen import neue_zielvereinbarung

S = ThemaStatus
GEHEIM = "Planetensiegel"


@pytest.mark.beide
def test_die_alte_nummer_fuehrt_mit_einer_zeile_zum_gemeinsamen_thema(browser, kora, mats, welt):
    thema = zusammengefuehrtes_thema(welt)
    ziel = thema.zusammengefuehrt_in

    for person in (kora, mats):
        antwort = browser(person).get(f"/themen/{thema.nummer}", status=302)
        assert antwort.ziel == f"/themen/{ziel.nummer}?von={thema.nummer}"
        assert f"{thema.nummer} wurde am" in browser(person).get(antwort.ziel, status=200).text
    assert (
        browser(kora).get(f"/themen/{thema.nummer}/steckbrief", status=302).ziel == f"/themen/{ziel.nummer}/steckbrief"
    )


def test_eine_kette_fuehrt_in_einem_schritt_ans_ende(browser, kora, welt):
    ziel = neues_thema(welt)
    thema = zusammengefuehrtes_thema(welt, zusammengefuehrtes_thema(welt, ziel).zusammengefuehrt_in)

    mitte = neues_thema(welt)
    with transaction():
        workflow.themen.zusammenfuehren(ziel, kora, ziel=mitte)

    assert browser(kora).get(f"/themen/{thema.nummer}").ziel.startswith(f"/themen/{mitte.nummer}?")


def test_was_hinter_von_steht_wird_nur_erkannt_nie_gezeigt(browser, kora, welt):
    """I4 P0."""
    thema = neues_thema(welt)

    assert "Weitergeleitet" not in browser(kora).get(f"/themen/{thema.nummer}?von=<script>x</script>", status=200).text


def test_eine_umleitung_verraet_nichts_von_einem_thema_das_man_nicht_sieht(browser, lena, welt):
    """D5 P0: Lena sees the old one by its Beschluss, the target was never decided on."""
    thema, beschluss = zusammengefuehrtes_thema(welt), neuer_beschluss(welt)
    with transaction():
        thema.beschluss = beschluss

    antwort = browser(lena).get(f"/themen/{thema.nummer}", status=404)
    assert thema.zusammengefuehrt_in.nummer not in antwort.text


@pytest.mark.beide
def test_listen_zeigen_zusammengefuehrte_nur_auf_wunsch(browser, kora, welt):
    thema = zusammengefuehrtes_thema(welt, titel="Aufgegangen")

    assert "Aufgegangen" not in browser(kora).get("/themen/").text
    assert "Aufgegangen" not in browser(kora).get("/themen/?status=fertig").text
    assert thema.nummer in browser(kora).get("/themen/?status=zusammengefuehrt").text


@pytest.mark.beide
def test_zusammenfuehren_und_trennen_gehen_ueber_ihre_seiten(browser, kora, welt):
    bruchstellen = neue_bruchstellen(welt, 2)
    thema, ziel = (
        neues_thema(welt, bruchstellen=[b], titel=t) for b, t in zip(bruchstellen, ("Eins", "Zwei"), strict=True)
    )
    seite = browser(kora).get(f"/themen/{thema.nummer}/zusammenfuehren", status=200)
    assert f"{ziel.nummer} Zwei (gleiche Schnittstelle" in seite.text

    antwort = browser(kora).absenden(f"/themen/{thema.nummer}/zusammenfuehren", ziel=str(ziel.id))
    gemeinsam = browser(kora).get(browser(kora).get(antwort.ziel).ziel, status=200)
    assert f"{thema.nummer} Eins, zusammengeführt am" in gemeinsam.text
    assert any(e.attrs.get("href") == f"/themen/{thema.nummer}/trennen" for e in gemeinsam.alle("a"))

    assert browser(kora).absenden(f"/themen/{thema.nummer}/trennen").ziel == f"/themen/{thema.nummer}"
    assert neu_gelesen(thema).status is S.GESAMMELT


def test_ein_anderes_ziel_findet_die_suche(browser, kora, welt):
    thema, fern = neues_thema(welt), neues_thema(welt, titel="Ganz etwas anderes")
    url = f"/themen/{thema.nummer}/zusammenfuehren"

    assert fern.nummer not in browser(kora).get(url, status=200).text
    assert fern.nummer in browser(kora).get(f"{url}?suche=etwas+anderes", status=200).text
    # What was chosen from a search is known without the search.
    browser(kora).post(url, {"ziel": str(fern.id)}, status=303)
    assert neu_gelesen(thema).zusammengefuehrt_in_id == fern.id


@pytest.mark.parametrize("ziel", ["", "999999", "x", "-1", "1e3", "99999999999999999999"])
def test_ein_ziel_das_es_nicht_gibt_wird_am_feld_erklaert(browser, kora, welt, ziel):
    """I2 P0."""
    thema = neues_thema(welt)

    browser(kora).post(f"/themen/{thema.nummer}/zusammenfuehren", {"ziel": ziel}, status=422)

    assert neu_gelesen(thema).status is S.GESAMMELT


def test_andere_finden_keinen_knopf_zum_trennen(browser, mats, welt):
    ziel = zusammengefuehrtes_thema(welt).zusammengefuehrt_in

    seite = browser(mats).get(f"/themen/{ziel.nummer}", status=200)

    assert "Zusammengeführte Themen" in seite.text
    assert "/trennen" not in seite.html


@pytest.mark.beide
def test_die_seite_eines_gemeinsamen_themas_kostet_kaum_mehr(browser, kora, welt):
    thema = vorgelegtes_thema(welt, bruchstellen=4)
    einzeln = browser(kora).anweisungen(f"/themen/{thema.nummer}")
    for _ in range(3):
        zusammengefuehrtes_thema(welt, thema)
        neue_weitergabe(welt, thema)

    assert browser(kora).anweisungen(f"/themen/{thema.nummer}") <= einzeln + 2


# --- the estimates and the check ----------------------------------------------------------------------------------


def eingeschaetzt(thema, kora):
    with transaction():
        workflow.themen.einschaetzen(
            thema, kora, dringlichkeit=Stufe.HOCH, einfluss=Stufe.MITTEL, aufwand=Stufe.GERING, einschaetzung=GEHEIM
        )
    return thema


def test_die_einschaetzung_steht_neben_den_stellungnahmen_und_im_themenspeicher(browser, kora, mats, welt):
    thema = eingeschaetzt(neues_thema(welt), kora)

    text = browser(mats).get(f"/themen/{thema.nummer}", status=200).text
    assert "Dringlichkeit: hoch · Einfluss vor Ort: mittel · Aufwand: gering" in text
    assert GEHEIM in browser(mats).get(f"/themen/{thema.nummer}/steckbrief", status=200).text
    assert "Dringlichkeit" in browser(mats).get("/themen/?status=speicher&sortierung=dringlichkeit", status=200).text


def test_einschaetzen_geht_ueber_die_seite(browser, kora, welt):
    thema = neues_thema(welt)
    url = f"/themen/{thema.nummer}/einschaetzen"
    browser(kora).absenden(url, status=422, dringlichkeit="hoch", einfluss="riesig", aufwand="gering")

    browser(kora).absenden(url, dringlichkeit="hoch", einfluss="mittel", aufwand="gering", einschaetzung="Bald.")

    assert (neu_gelesen(thema).dringlichkeit, thema.einschaetzung) == (Stufe.HOCH, "Bald.")


def test_die_pruefung_hilft_und_haelt_den_satz_fest(browser, kora, welt):
    thema = steckbrief(neues_thema(welt), welt)
    nachbar = steckbrief(neues_thema(welt, titel="Fast dasselbe"), welt)
    url = f"/themen/{thema.nummer}/doppelstruktur_pruefen"

    text = browser(kora).get(url, status=200).text
    assert f"{nachbar.nummer} Fast dasselbe" in text
    assert "gleiches Handlungsfeld, gleiche Kommune" in text

    browser(kora).absenden(url, doppelstruktur="Abgegrenzt.")
    assert neu_gelesen(thema).doppelstruktur == "Abgegrenzt."


def test_wer_allein_steht_liest_das(browser, kora, welt):
    text = browser(kora).get(f"/themen/{neues_thema(welt).nummer}/doppelstruktur_pruefen", status=200).text

    assert "Kein anderes Thema" in text
    assert "Kein Gremium ist" in text


def test_die_auswahl_sagt_wo_eine_bruchstelle_schon_zaehlt_und_kommt_vorausgewaehlt(browser, kora, welt):
    frei, belegt = neue_bruchstellen(welt, 2)
    thema = neues_thema(welt, bruchstellen=[belegt])

    seite = browser(kora).get(f"/themen/aufnehmen?bruchstelle={frei.id}", status=200)

    assert f"Schon Grundlage von {thema.nummer}." in seite.text
    gewaehlt = [e.attrs["value"] for e in seite.alle("input", type="checkbox") if "checked" in e.attrs]
    assert gewaehlt == [str(frei.id)]


# --- what Lena never reads ----------------------------------------------------------------------------------------


@pytest.mark.beide
def test_wer_nur_mitliest_sieht_am_thema_nur_beschlossenes(browser, kora, lena, mats, welt):
    """D5 P0, FACH §2: drafts, proposals, estimates and Weitergaben are not for reading along."""
    entwurf = neue_zielvereinbarung(welt)
    thema = entwurf.thema
    vorschlag, laufend = neue_massnahme(welt, thema), laufende_massnahme(welt)
    with transaction():
        entwurf.titel, vorschlag.titel, thema.einschaetzung = f"{GEHEIM} Z", f"{GEHEIM} M", f"{GEHEIM} E"
        thema.dringlichkeit = thema.einfluss = thema.aufwand = Stufe.HOCH
        thema.eingeschaetzt_am = thema.aufgenommen_am
    neue_weitergabe(welt, thema, an=f"{GEHEIM} W", anliegen=GEHEIM)
    url = f"/themen/{thema.nummer}"

    assert browser(mats).get(url, status=200).text.count(GEHEIM) >= 5
    for address in (url, f"{url}/steckbrief", "/themen/", "/themen/?sortierung=dringlichkeit", "/"):
        assert GEHEIM not in browser(lena).get(address, status=200).html, address
    assert browser(lena).get("/weitergaben/").status == 403
    assert laufend.titel in browser(lena).get(f"/themen/{laufend.thema.nummer}", status=200).text
    assert session().query(Thema).count() >= 2


def test_auch_ein_thema_im_stand_zusammengefuehrt_laesst_sich_nicht_bearbeiten(browser, kora, welt):
    thema = thema_im_stand(welt, S.ZUSAMMENGEFUEHRT)
    daten = {"titel": "Anders", "version": str(thema.version), "handlungsfeld": ""}

    assert browser(kora).post(f"/themen/{thema.nummer}/bearbeiten", daten).status == 409
