"""The planning page: agenda with times, undo, papers, what proposes itself, who comes, the calendar entry."""

from datetime import UTC, datetime, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Sitzung, Top, Topart, Topvorschlag, TopvorschlagStatus, Zusage
from tests import ics
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung

JOBCENTER = "Jobcenter Musterkreis"


def seite_von(sitzung):
    return f"/sitzungen/{sitzung.nummer}"


def geplante_sitzung(welt):
    """At nine in the morning."""
    return neue_sitzung(welt, beginn=datetime(2027, 3, 10, 8, tzinfo=UTC))


# --- planning ---------------------------------------------------------------------------------------------------


def test_das_formular_weiss_was_beim_letzten_mal_galt(welt, browser, kora):
    alt = neue_sitzung(welt, ort="Rathaus Seestadt")
    with transaction():
        workflow.sitzungen.bearbeiten(
            alt, kora, beginn=alt.beginn, dauer=90, ort=alt.ort, online="https://video.example/1",
            vorsitz=welt.person("Mia"), protokollfuehrung=kora,
        )  # fmt: skip

    seite = browser(kora).get(f"/sitzungen/planen/{welt.lenkungsgruppe.id}", status=200)

    assert (seite.feld("ort"), seite.feld("dauer"), seite.feld("online")) == (
        "Rathaus Seestadt",
        "90",
        "https://video.example/1",
    )
    gewaehlt = [o.attrs["value"] for o in seite.alle("option") if "selected" in o.attrs]
    assert gewaehlt == [str(welt.person("Mia").id), str(kora.id)]


def test_in_fuenf_formularen_von_nichts_zur_einladung(welt, browser, kora, mats):
    """Somebody who never saw the program follows the one primary button."""
    b = browser(kora)
    url = b.absenden(
        f"/sitzungen/planen/{welt.lenkungsgruppe.id}", beginn="2027-03-10T09:00", dauer="120", ort="Kreishaus",
        online="https://video.example/lg", vorsitz=str(welt.person("Mia").id), protokollfuehrung=str(kora.id),
    ).ziel  # fmt: skip
    assert "noch leer" in b.get(url, status=200).text
    b.post(f"{url}/vorlage_anwenden", status=303)
    top = session().query(Top).filter_by(titel="Berichte aus den Projektgruppen").one()
    b.absenden(f"{url}/tops/{top.id}/bearbeiten", berichterstattung="Paula", minuten="30", titel=top.titel, art=top.art)
    b.absenden(
        f"{url}/tops/{top.id}/unterlage_anhaengen", titel="Bericht", adresse="https://ablage.example/b", freigegeben="1"
    )
    b.post(f"{url}/einladen", status=303)

    text = browser(mats).get(url, status=200).text

    assert "09:20 Uhr · Information · 30 Minuten · Paula" in text
    assert "Geplant: 125 von 120 Minuten, voraussichtlich bis 11:05 Uhr – 5 Minuten zu lang." in text
    assert "Unterlage: Bericht" in text


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "video.example", "ftp://x.example"])
def test_der_online_zugang_ist_eine_adresse_im_web(welt, browser, kora, adresse):
    """I4 P0."""
    seite = browser(kora).absenden(
        f"/sitzungen/planen/{welt.lenkungsgruppe.id}",
        status=422,
        beginn="2027-03-10T09:00",
        dauer="120",
        online=adresse,
    )

    assert "Bitte eine Adresse eingeben, die mit https:// beginnt." in seite.text
    assert session().query(Sitzung).count() == 0


def test_wo_niemand_den_vorsitz_hat_ist_die_leitung_vorgeschlagen(welt, browser, kora, paula):
    gruppe = next(m.gremium for m in paula.mitgliedschaften if m.amt is Amt.LEITUNG)

    seite = browser(kora).get(f"/sitzungen/planen/{gruppe.id}", status=200)

    assert str(paula.id) in [o.attrs["value"] for o in seite.alle("option") if "selected" in o.attrs]


def test_eine_verstrichene_frist_zum_einladen_steht_bei_dem_was_fehlt(welt, browser, kora):
    sitzung = neue_sitzung(welt, beginn=clock.now() + timedelta(days=3))
    text = browser(kora).get(seite_von(sitzung), status=200).text

    assert "Die Einladung sollte bis zum" in text
    assert "Einladen bis zum" not in text


def test_vor_dem_einladen_eroeffnen_und_schliessen_wird_gefragt(welt, browser, kora):
    """Letters to everybody, the start and the end cannot be taken back: the button opens a page first."""
    sitzung, b = neue_sitzung(welt), browser(kora)
    neuer_top(welt, sitzung)
    for verb in ("einladen", "eroeffnen", "schliessen"):
        seite = b.get(seite_von(sitzung), status=200)
        ziel = f"{seite_von(sitzung)}/{verb}"
        assert ziel in [a.attrs.get("href") for a in seite.alle("a")]
        assert ziel not in [f.attrs.get("action") for f in seite.alle("form")]
        b.post(ziel, {}, status=303)


def test_was_noch_fehlt_steht_oben(welt, browser, kora, mats):
    sitzung = neue_sitzung(welt)
    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, kora, beginn=sitzung.beginn, ort="")
    neuer_top(welt, sitzung, titel="Haushalt", minuten=200)
    neuer_top(welt, sitzung, titel="Satzung", berichterstattung="Mia")

    text = browser(kora).get(seite_von(sitzung), status=200).text

    for satz in (
        "Noch kein Vorsitz.",
        "Noch niemand, der das Protokoll führt.",
        "Weder Ort noch Online-Zugang.",
        "Keine Berichterstattung zu TOP 1.",
        "Keine Minuten zu TOP 2.",
        "Die Tagesordnung dauert 80 Minuten länger als geplant.",
    ):
        assert satz in text
    assert "Noch kein Vorsitz" not in browser(mats).get(seite_von(sitzung), status=200).text


# --- the agenda -------------------------------------------------------------------------------------------------


def test_nach_dem_verschieben_nimmt_ein_knopf_es_zurueck(welt, browser, kora):
    """Without JavaScript: the address says what was moved."""
    sitzung = neue_sitzung(welt)
    for titel in "ABC":
        neuer_top(welt, sitzung, titel=titel)
    c = sitzung.tops[2]
    b = browser(kora)
    ziel = b.post(f"{seite_von(sitzung)}/top_verschieben", {"top": str(c.id), "richtung": "-1"}, status=303).ziel

    seite = b.get(ziel.partition("#")[0], status=200)
    assert "„C“ steht jetzt als TOP 2 auf der Tagesordnung." in seite.text
    assert seite.feld("position") == "3"
    b.post(f"{seite_von(sitzung)}/top_verschieben", {"top": str(c.id), "position": "3"}, status=303)

    assert [t.titel for t in session().query(Top).order_by(Top.position)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "unsinn", ["verschoben=1", "verschoben=x&von=2", "verschoben=99&von=1", "verschoben=1&von=99999999999"]
)
def test_unsinn_in_der_adresse_bietet_nichts_zum_zuruecknehmen(welt, browser, kora, unsinn):
    sitzung = neuer_top(welt).sitzung

    assert "Rückgängig" not in browser(kora).get(f"{seite_von(sitzung)}?{unsinn}", status=200).text


def test_die_vorbereitung_sieht_nur_wer_plant(welt, browser, kora):
    """Never to members: not on the page, not in print, not in a search."""
    top = neuer_top(welt)
    with transaction():
        workflow.tops.bearbeiten(top, kora, titel=top.titel, art=top.art, vorbereitung="Heikel: erst mit Mia sprechen")
    url = seite_von(top.sitzung)

    assert "Heikel" in browser(kora).get(url, status=200).text
    assert "Heikel" not in browser(kora).get(f"{url}/tagesordnung", status=200).text
    for wer in ("Mats", "Vera", "Bert", "Lena", "Bibi"):
        assert "Heikel" not in browser(welt.person(wer)).get(url, status=200).text
    assert top.sitzung.nummer not in browser(kora).get("/sitzungen/?suche=heikel", status=200).text


def test_zwei_menschen_bearbeiten_denselben_punkt(welt, browser, kora):
    """E1 P0, E2 P0: the second sees both texts."""
    top = neuer_top(welt)
    url = f"{seite_von(top.sitzung)}/tops/{top.id}/bearbeiten"
    spaet = browser(kora).get(url)
    daten = {"art": "beratung", "minuten": "10", "berichterstattung": "", "vorbereitung": ""}
    browser(kora).absenden(url, titel="Erste Fassung", **daten)

    seite = browser(kora).post(url, {"version": spaet.feld("version"), "titel": "Zweite Fassung", **daten}, status=409)

    assert seite.feld("titel") == "Zweite Fassung"
    assert "Erste Fassung" in seite.text


def test_eine_interne_unterlage_sieht_nur_das_gremium(welt, browser, kora, mats, lena):
    top = neuer_top(welt)
    with transaction():
        workflow.tops.unterlage_anhaengen(top, kora, titel="Vermerk", adresse="https://ablage.example/1")
    url = seite_von(top.sitzung)

    assert "ablage.example" in str(browser(mats).get(url, status=200).html)
    for pfad in (url, f"{url}/tagesordnung"):
        assert "ablage.example" not in str(browser(lena).get(pfad, status=200).html)


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "ablage.example/1", ""])
def test_eine_unterlage_braucht_eine_adresse_im_web(welt, browser, kora, adresse):
    """I4 P0."""
    top = neuer_top(welt)

    browser(kora).absenden(
        f"{seite_von(top.sitzung)}/tops/{top.id}/unterlage_anhaengen", status=422, titel="Vorlage", adresse=adresse
    )


def test_eine_unterlage_laesst_sich_auf_der_seite_entfernen(welt, browser, kora):
    top = neuer_top(welt)
    with transaction():
        workflow.tops.unterlage_anhaengen(top, kora, titel="Vermerk", adresse="https://ablage.example/1")
    b, unterlage = browser(kora), top.unterlagen[0].id

    b.absenden(f"{seite_von(top.sitzung)}/tops/{top.id}/unterlage_entfernen", unterlage=str(unterlage))

    assert "Vermerk" not in b.get(seite_von(top.sitzung), status=200).text


def test_die_tagesordnung_fuer_den_tisch_hat_zeiten_und_keine_knoepfe(welt, browser, mats):
    sitzung = geplante_sitzung(welt)
    neuer_top(welt, sitzung, titel="Begrüßung", art=Topart.INFORMATION, minuten=10)
    neuer_top(welt, sitzung, titel="Haushalt", art=Topart.BERATUNG, minuten=20)

    seite = browser(mats).get(f"{seite_von(sitzung)}/tagesordnung", status=200)

    assert "TOP 2: Haushalt" in seite.text
    assert "09:10 Uhr · Beratung · 20 Minuten" in seite.text
    assert "voraussichtlich 09:30 Uhr" in seite.text


# --- what proposes itself ---------------------------------------------------------------------------------------


def test_ein_klick_nimmt_einen_vorschlag_auf(welt, browser, kora):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    sitzung, b = neue_sitzung(welt), browser(kora)
    text = b.get(seite_von(sitzung), status=200).text
    assert "wartet auf die Zustimmung" in text

    b.post(
        f"{seite_von(sitzung)}/vorschlag_aufnehmen", {"vorschlag": f"zielvereinbarung-{vereinbarung.id}"}, status=303
    )

    text = b.get(seite_von(sitzung), status=200).text
    assert f"TOP 1: {vereinbarung.titel}" in text
    assert "wartet auf die Zustimmung" not in text


def test_ein_erfundener_vorschlag_wird_erklaert(welt, browser, kora):
    sitzung = neue_sitzung(welt)

    browser(kora).post(f"{seite_von(sitzung)}/vorschlag_aufnehmen", {"vorschlag": "thema-999"}, status=422)


def test_vorschlaege_von_selbst_sieht_nur_wer_plant(welt, browser, mats):
    eingereichte_zielvereinbarung(welt)
    sitzung = neue_sitzung(welt)

    assert "wartet auf die Zustimmung" not in browser(mats).get(seite_von(sitzung), status=200).text


def test_ein_wartendes_protokoll_fuehrt_zum_protokoll(welt, browser, kora):
    alt = vorgelegtes_protokoll(welt).sitzung
    sitzung = neue_sitzung(welt)
    with transaction():
        workflow.tagesordnungen.vorlage_anwenden(sitzung, kora)

    ziele = {a.attrs["href"] for a in browser(kora).get(seite_von(sitzung), status=200).alle("a")}

    assert f"/sitzungen/{alt.nummer}/protokoll" in ziele


# --- what members propose ---------------------------------------------------------------------------------------


def test_ein_mitglied_schlaegt_einen_punkt_vor_und_sieht_die_antwort(welt, browser, kora, mats, mia):
    sitzung = neue_sitzung(welt)
    url = seite_von(sitzung)
    browser(mats).absenden(f"{url}/vorschlaege/machen", titel="Sprachkurse am Abend", begruendung="Viele fragen.")
    vorschlag = session().query(Topvorschlag).one()
    assert "Sprachkurse am Abend" not in browser(mia).get(url, status=200).text

    browser(kora).absenden(f"{url}/vorschlaege/{vorschlag.id}/ablehnen", antwort="Gehört in die Projektgruppe.")

    text = browser(mats).get(url, status=200).text
    assert "Gehört in die Projektgruppe." in text
    session().expire_all()
    assert vorschlag.status is TopvorschlagStatus.ABGELEHNT


def test_die_koordination_nimmt_einen_vorschlag_auf(welt, browser, kora, mats):
    sitzung = neue_sitzung(welt)
    url = seite_von(sitzung)
    browser(mats).absenden(f"{url}/vorschlaege/machen", titel="Sprachkurse am Abend")
    vorschlag = session().query(Topvorschlag).one()

    browser(kora).absenden(f"{url}/vorschlaege/{vorschlag.id}/aufnehmen", art="beratung", minuten="15")

    assert "jetzt TOP 1" in browser(mats).get(url, status=200).text


def test_ein_fremder_vorschlag_ist_unsichtbar(welt, browser, mats, mia):
    """D2 P0."""
    sitzung = neue_sitzung(welt)
    browser(mats).absenden(f"{seite_von(sitzung)}/vorschlaege/machen", titel="Sprachkurse am Abend")
    vorschlag = session().query(Topvorschlag).one()

    browser(mia).post(f"{seite_von(sitzung)}/vorschlaege/{vorschlag.id}/zurueckziehen", status=404)


# --- who comes, and the calendar --------------------------------------------------------------------------------


def test_die_seite_sagt_wer_kommt_und_ob_es_reicht(welt, browser, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, JOBCENTER), mats, antwort=Zusage.KOMMT)

    text = browser(kora).get(seite_von(sitzung), status=200).text

    assert "1 kommen · 0 mit Vertretung · 0 entschuldigt · 2 ohne Antwort" in text
    assert "Erwartet: 1 von 2 stimmberechtigten Sitzen – beschlussfähig ab 2." in text


def test_erinnern_geht_mit_einem_knopf_und_ein_zweites_mal_heute_nicht(welt, browser, kora):
    sitzung = eingeladene_sitzung(welt)
    with clock.turned_to(clock.now() + timedelta(days=1)):
        b = browser(kora)
        b.post(f"{seite_von(sitzung)}/erinnern", status=303)
        seite = b.post(f"{seite_von(sitzung)}/erinnern", status=409)

    assert "heute schon angeschrieben" in seite.text


def test_der_termin_laesst_sich_herunterladen(welt, browser, mats):
    sitzung = eingeladene_sitzung(welt)

    antwort = browser(mats).client.get(f"{seite_von(sitzung)}/termin.ics")

    assert antwort.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{sitzung.nummer}.ics"' in antwort.headers["Content-Disposition"]
    assert ics.termin(antwort.data)["methode"] == "PUBLISH"


def test_der_termin_einer_abgesagten_sitzung_ist_eine_absage(welt, browser, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")

    gelesen = ics.termin(browser(kora).client.get(f"{seite_von(sitzung)}/termin.ics").data)

    assert (gelesen["methode"], gelesen["status"], gelesen["folge"]) == ("CANCEL", "CANCELLED", 1)


@pytest.mark.parametrize("stand", [neue_sitzung, eingeladene_sitzung, laufende_sitzung])
@pytest.mark.parametrize("wer", ["Kora", "Mats", "Bibi", "Lena"])
def test_die_planungsseite_kostet_in_jedem_stand_wenige_anweisungen(welt, browser, wer, stand):
    """HAUS §4: a detail page costs at most fifteen statements."""
    sitzung = stand(welt)
    for n in range(3):
        neuer_top(welt, sitzung, titel=f"Punkt {n}", art=Topart.BERATUNG)
    eingereichte_zielvereinbarung(welt)

    assert browser(welt.person(wer)).anweisungen(seite_von(sitzung)) <= 15
