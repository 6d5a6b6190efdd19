"""Pages of meetings: list, one meeting, its acts, and answering by link."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Nachricht, Sitzung, SitzungStatus, Top, Topart, Zusage
from kimflow.workflow.nummern import naechste
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung

JOBCENTER = "Jobcenter Musterkreis"


def viele_sitzungen(welt, anzahl):
    with transaction() as s:
        for n in range(anzahl):
            s.add(
                Sitzung(
                    nummer=naechste(Sitzung),
                    gremium=welt.lenkungsgruppe,
                    status=SitzungStatus.GENEHMIGT if n % 2 else SitzungStatus.GEPLANT,
                    beginn=clock.now() - timedelta(days=n),
                )
            )
            s.flush()


# --- the list ---------------------------------------------------------------------------------------------------


def test_ohne_sitzung_sagt_die_liste_den_naechsten_schritt(browser, mats):
    seite = browser(mats).get("/sitzungen/", status=200)

    assert "plant zuerst den Termin" in seite.text


@pytest.mark.beide
def test_kommende_sitzungen_stehen_vor_den_vergangenen(welt, browser, kora):
    kommend = neue_sitzung(welt)
    vergangen = laufende_sitzung(welt)
    with transaction():
        workflow.sitzungen.schliessen(vergangen, kora)

    text = browser(kora).get("/sitzungen/", status=200).text

    assert text.index(kommend.nummer) < text.index("Vergangene Sitzungen") < text.index(vergangen.nummer)


@pytest.mark.beide
def test_die_liste_laesst_sich_filtern_und_durchsuchen(welt, browser, kora):
    neuer_top(welt, titel="Übergänge ordnen")
    andere = neue_sitzung(welt, gremium=welt.projektgruppe)
    b = browser(kora)

    assert andere.nummer not in b.get("/sitzungen/?suche=ÜBERGÄNGE", status=200).text
    assert andere.nummer in b.get(f"/sitzungen/?gremium={welt.projektgruppe.id}", status=200).text
    assert andere.nummer not in b.get("/sitzungen/?status=laufend", status=200).text


@pytest.mark.parametrize("unsinn", ["status=quatsch", "gremium=abc", "gremium=99999999999", "nach=xyz", "suche=%25"])
def test_unsinn_in_der_adresse_stoert_die_liste_nicht(welt, browser, kora, unsinn):
    neue_sitzung(welt)

    browser(kora).get(f"/sitzungen/?{unsinn}", status=200)


def test_die_liste_kostet_immer_gleich_viele_anweisungen(welt, browser, kora):
    viele_sitzungen(welt, 10)
    wenige = browser(kora).anweisungen("/sitzungen/")
    viele_sitzungen(welt, 130)

    assert browser(kora).anweisungen("/sitzungen/") == wenige <= 6


@pytest.mark.beide
def test_aeltere_sitzungen_stehen_auf_der_naechsten_seite(welt, browser, kora):
    viele_sitzungen(welt, 130)
    b = browser(kora)
    erste = b.get("/sitzungen/", status=200)

    zweite = b.get(erste.eins("a", rel="next").attrs["href"], status=200)

    frueheste = "S-2026-130"
    assert frueheste not in erste.text
    assert frueheste in zweite.text


@pytest.mark.parametrize(
    ("wer", "sieht"),
    [("Kora", True), ("Mats", True), ("Bert", True), ("Bibi", True), ("Lena", True), ("Paul", False), ("Finn", False)],
)
def test_eine_sitzung_der_lenkungsgruppe_sieht_wer_dort_sitzt_und_wer_mitliest(welt, browser, wer, sieht):
    """D3 P0: belonging to a Projektgruppe is not belonging here."""
    sitzung = neue_sitzung(welt)
    b = browser(welt.person(wer))

    assert (sitzung.nummer in b.get("/sitzungen/", status=200).text) is sieht
    b.get(f"/sitzungen/{sitzung.nummer}", status=200 if sieht else 404)


def test_das_buero_sieht_keine_sitzung_einer_fallwerkstatt(welt, browser, bibi):
    sitzung = neue_sitzung(welt, gremium=welt.fallwerkstatt)

    browser(bibi).get(f"/sitzungen/{sitzung.nummer}", status=404)


# --- one meeting ------------------------------------------------------------------------------------------------


def test_die_tagesordnung_nennt_themen_zielvereinbarungen_und_beschluesse(welt, browser, lena):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    top = neuer_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    thema = vorgelegtes_thema(welt, top=top)
    laufende_sitzung(welt, top.sitzung)
    beschluss = neuer_beschluss(welt, top)

    seite = browser(lena).get(f"/sitzungen/{top.sitzung.nummer}", status=200)

    ziele = {a.attrs["href"] for a in seite.alle("a")}
    assert ziele >= {
        f"/themen/{thema.nummer}",
        f"/zielvereinbarungen/{vereinbarung.nummer}",
        f"/beschluesse/{beschluss.nummer}",
    }


def test_eine_volle_sitzung_kostet_nicht_mehr_anweisungen_als_eine_kleine(welt, browser, kora):
    klein = laufende_sitzung(welt)
    gross = neue_sitzung(welt)
    for n in range(6):
        neuer_top(welt, gross, titel=f"Punkt {n}", themen=[vorgelegtes_thema(welt)])
    laufende_sitzung(welt, gross)
    neuer_beschluss(welt, gross.tops[0])

    kosten = browser(kora).anweisungen(f"/sitzungen/{gross.nummer}")

    assert kosten <= 15
    assert kosten <= browser(kora).anweisungen(f"/sitzungen/{klein.nummer}") + 3


def primaer(seite):
    knoepfe = [*seite.alle("a", class_="kern-btn--primary"), *seite.alle("button", class_="kern-btn--primary")]
    return [" ".join(_text(seite, e).split()) for e in knoepfe]


def _text(seite, knopf):
    labels = seite.elemente[seite.elemente.index(knopf) + 1]
    return labels.text


def test_genau_ein_knopf_sagt_was_als_naechstes_kommt(welt, browser, kora):
    b = browser(kora)
    sitzung = neue_sitzung(welt)
    url = f"/sitzungen/{sitzung.nummer}"
    assert primaer(b.get(url)) == ["Standard-Tagesordnung übernehmen"]

    neuer_top(welt, sitzung)
    assert primaer(b.get(url)) == ["Einladen"]

    eingeladene_sitzung(welt, sitzung)
    assert primaer(b.get(url)) == ["Sitzung eröffnen"]

    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
    assert primaer(b.get(url)) == ["Zur Moderation"]

    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)
    assert primaer(b.get(url)) == ["Nachbereitung"]


def test_die_koordination_fuehrt_eine_sitzung_ueber_die_seiten(welt, browser, kora):
    b = browser(kora)
    angelegt = b.absenden(
        f"/sitzungen/planen/{welt.lenkungsgruppe.id}",
        beginn="2027-03-10T14:00",
        dauer="120",
        ort="Kreishaus",
        vorsitz="",
    )
    url = angelegt.ziel
    b.absenden(f"{url}/top_aufnehmen", titel="Begrüßung", art="information", minuten="5")
    b.absenden(f"{url}/top_aufnehmen", titel="Priorisieren", art="priorisierung")
    b.post(f"{url}/einladen", status=303)
    b.post(f"{url}/eroeffnen", status=303)
    b.post(f"{url}/schliessen", status=303)

    sitzung = session().query(Sitzung).one()
    assert (sitzung.status, [t.titel for t in sitzung.tops]) == (
        SitzungStatus.NACHBEREITUNG,
        ["Begrüßung", "Priorisieren"],
    )
    assert f"{clock.local(sitzung.beginn):%d.%m.%Y %H:%M}" == "10.03.2027 14:00"


@pytest.mark.parametrize(
    ("eingabe", "meldung"),
    [
        ("", "Bitte ausfüllen"),
        ("2027-02-30T14:00", "Tag und Uhrzeit"),
        ("bald", "Tag und Uhrzeit"),
        ("2027-03-28T02:30", "gibt es nicht"),
        ("0001-01-01T00:00", "Tag und Uhrzeit"),
    ],
)
def test_ein_unmoeglicher_beginn_wird_am_feld_erklaert(welt, browser, kora, eingabe, meldung):
    """A4 P0: the hour that the clocks skip does not exist."""
    url = f"/sitzungen/planen/{welt.lenkungsgruppe.id}"

    seite = browser(kora).absenden(url, status=422, beginn=eingabe, ort="Kreishaus")

    assert meldung in seite.text
    assert (seite.feld("ort"), seite.feld("beginn")) == ("Kreishaus", eingabe)


def test_der_beginn_laesst_sich_auch_deutsch_tippen(welt, browser, kora):
    browser(kora).absenden(
        f"/sitzungen/planen/{welt.lenkungsgruppe.id}",
        beginn="10.03.2027 14:00",
        dauer="90",
        ort="",
        vorsitz="",
        protokollfuehrung="",
    )

    assert session().query(Sitzung).one().beginn.hour == 13


def test_zwei_menschen_aendern_dieselbe_sitzung(welt, browser, kora):
    """E1 P0, E2 P0."""
    sitzung = neue_sitzung(welt)
    url = f"/sitzungen/{sitzung.nummer}/bearbeiten"
    spaet = browser(kora).get(url)
    daten = {"beginn": "2027-03-10T14:00", "dauer": "120", "vorsitz": "", "protokollfuehrung": ""}
    browser(kora).absenden(url, ort="Rathaus", **daten)

    meine = {**daten, "version": spaet.feld("version"), "ort": "Turnhalle", "beginn": "2027-03-10T15:00"}
    seite = browser(kora).post(url, meine, status=409)

    assert seite.feld("ort") == "Turnhalle"
    assert "Rathaus" in seite.text
    assert "10.03.2027, 14:00 Uhr" in seite.text


def test_wer_antwortet_kommt_dem_bearbeiten_nicht_in_die_quere(welt, browser, kora, mats):
    """E1 P0: a conflict is two people at the same words, not everything that moves the meeting."""
    sitzung = eingeladene_sitzung(welt)
    url = f"/sitzungen/{sitzung.nummer}/bearbeiten"
    offen = browser(kora).get(url)
    with transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, JOBCENTER), mats, antwort=Zusage.KOMMT)
    daten = {name: offen.feld(name) for name in ("version", "gelesen", "beginn", "dauer")}

    browser(kora).post(url, {**daten, "vorsitz": "", "protokollfuehrung": "", "ort": "Turnhalle"}, status=303)

    session().expire_all()
    assert sitzung.ort == "Turnhalle"


def test_die_knoepfe_ruecken_einen_punkt_nach_oben(welt, browser, kora):
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="A")
    zwei = neuer_top(welt, sitzung, titel="B")
    b = browser(kora)
    seite = b.get(f"/sitzungen/{sitzung.nummer}")
    assert seite.alle("button", aria_label="TOP 2 B nach oben")

    b.post(f"/sitzungen/{sitzung.nummer}/top_verschieben", {"top": str(zwei.id), "richtung": "-1"}, status=303)

    assert [t.titel for t in session().query(Top).order_by(Top.position)] == ["B", "A"]


def test_ein_fremder_punkt_ist_hier_keine_wahl(welt, browser, kora):
    """D3 P0."""
    fremd, sitzung = neuer_top(welt), neue_sitzung(welt)

    seite = browser(kora).post(f"/sitzungen/{sitzung.nummer}/top_entfernen", {"top": str(fremd.id)}, status=422)

    assert "angebotenen" in seite.text


def test_wer_die_sitzung_nur_sieht_darf_sie_nicht_fuehren(welt, browser, mats):
    sitzung = neuer_top(welt).sitzung

    for verb in ("einladen", "bearbeiten", "absagen", "top_aufnehmen"):
        browser(mats).post(f"/sitzungen/{sitzung.nummer}/{verb}", status=403)
    assert "Einladen" not in browser(mats).get(f"/sitzungen/{sitzung.nummer}").text


def test_was_gerade_nicht_geht_aendert_nichts(welt, browser, kora):
    """C1 P0: as a raw POST."""
    sitzung = neue_sitzung(welt)

    seite = browser(kora).post(f"/sitzungen/{sitzung.nummer}/einladen", status=409)

    assert "Tagesordnung ist noch leer" in seite.text
    assert session().query(Nachricht).count() == 0


def test_die_begruendung_der_absage_steht_auf_der_seite(welt, browser, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    browser(kora).absenden(f"/sitzungen/{sitzung.nummer}/absagen", begruendung="Hochwasser im Kreishaus")

    assert "Hochwasser im Kreishaus" in browser(mats).get(f"/sitzungen/{sitzung.nummer}").text


# --- answering --------------------------------------------------------------------------------------------------


def test_wer_angemeldet_ist_antwortet_auf_der_seite_der_sitzung(welt, browser, vera):
    sitzung = eingeladene_sitzung(welt)
    b = browser(vera)
    links = [
        a.attrs["href"] for a in b.get(f"/sitzungen/{sitzung.nummer}").alle("a") if "beantworten" in a.attrs["href"]
    ]

    b.absenden(links[0], antwort="vertretung")

    assert len(links) == 1
    assert "Vertretung kommt" in b.get(f"/sitzungen/{sitzung.nummer}").text


def test_die_antwort_eines_fremden_sitzes_gehoert_einem_nicht(welt, browser, mia):
    """D2 P0: a foreign id."""
    sitzung = eingeladene_sitzung(welt)
    fremd = antwort_von(sitzung, JOBCENTER)

    browser(mia).post(f"/sitzungen/{sitzung.nummer}/antworten/{fremd.id}/beantworten", {"antwort": "kommt"}, status=403)
