"""The table of Maßnahmen: overdue classes, groups, filters, views and files (OBERFLAECHE 1.3, test 15)."""

import csv
import re
from datetime import timedelta
from itertools import pairwise

import pytest

from kimflow import clock, workflow
from kimflow.blueprints.massnahmen.kopf import HOECHSTENS
from kimflow.blueprints.massnahmen.tafel import GRUPPEN
from kimflow.db import transaction
from kimflow.models import Lage, MassnahmeStatus, Stand, ThemaStatus
from kimflow.workflow.ampel import VERZUG
from tests.bauen.foerderung import neue_buchung
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    massnahme_im_stand,
    neue_massnahme,
    neuer_meilenstein,
    vermehrt,
    wartende_massnahme,
)
from tests.bauen.sitzungen import gehaltene_sitzung, neue_sitzung
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import neue_zielvereinbarung

S = MassnahmeStatus


def melden(welt, massnahme, lage=Lage.PLAN, satz="Läuft."):
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, welt.person("Paul"), lage=lage, satz=satz)


def nummern(seite):
    return re.findall(r'href="/massnahmen/(M-\d+-\d+)"', seite.html)


def zahlen(seite):
    return [int(e.text) for e in seite.alle("span", class_="kf-kennzahl__zahl")]


# next milestone, deadline (both in days from today, None for none), class
FAELLE = [
    (None, None, "ohne"), (None, 0, "puenktlich"), (None, 400, "puenktlich"), (None, -1, "woche"), (5, -1, "woche"),
    (-1, 5, "woche"), (-7, None, "woche"), (None, -8, "monat"), (-30, 200, "monat"), (200, -30, "monat"),
    (None, -31, "laenger"), (-400, None, "laenger"), (0, 0, "puenktlich"), (1, None, "puenktlich"),
]  # fmt: skip


@pytest.mark.parametrize("gedreht", [0, 1, 7, 8, 31, 365])
def test_jede_massnahme_ist_in_genau_einer_klasse(browser, kora, welt, gedreht):
    """Test 15: due filters are disjoint and complete, whatever the day is; who has no date is there too."""
    erwartet, thema = {}, thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    for schritt, frist, klasse in FAELLE:
        massnahme = laufende_massnahme(welt, thema, frist=None if frist is None else in_tagen(frist + gedreht))
        if schritt is not None:
            with transaction():
                workflow.massnahmen.meilenstein_setzen(
                    massnahme, kora, titel="Schritt", geplant_am=in_tagen(schritt + gedreht)
                )
        erwartet[massnahme.nummer] = klasse
    erwartet |= {massnahme_im_stand(welt, status).nummer: "laeuft_nicht" for status in (S.RUHT, S.ZUGESAGT)}

    with clock.turned_to(clock.now() + timedelta(days=gedreht)):
        besuch = browser(kora)
        seite = besuch.get("/massnahmen/", status=200)
        gefunden = {klasse.value: nummern(besuch.get(f"/massnahmen/?verzug={klasse}", status=200)) for klasse in VERZUG}

    assert {nummer: klasse for klasse, liste in gefunden.items() for nummer in liste} == erwartet
    assert sum(map(len, gefunden.values())) == len(erwartet) == len(nummern(seite)) == sum(zahlen(seite))
    assert zahlen(seite) == [len(gefunden[klasse.value]) for klasse in VERZUG]


@pytest.mark.parametrize("filter", ["ampel=rot", "gruppe=institution", "status=alle", "suche=Alpha", "wer=haus"])
def test_die_zahlen_der_klassen_sind_die_summe_der_gefilterten_liste(browser, kora, welt, filter):
    for titel, tage in (("Alpha", -3), ("Alpha", 90), ("Beta", -40)):
        laufende_massnahme(welt, titel=titel, frist=in_tagen(tage))
    massnahme_im_stand(welt, S.UMGESETZT, titel="Alpha")

    seite = browser(kora).get(f"/massnahmen/?{filter}", status=200)

    assert sum(zahlen(seite)) == len(nummern(seite))


def test_ein_zweiter_klick_auf_die_klasse_nimmt_sie_zurueck(browser, kora, welt):
    laufende_massnahme(welt)

    seite = browser(kora).get("/massnahmen/?verzug=puenktlich", status=200)

    links = {e.attrs["href"] for e in seite.alle("a", class_="kf-kennzahl")}
    assert "/massnahmen/" in links
    assert "/massnahmen/?verzug=ohne" in links


@pytest.mark.parametrize("gruppe", GRUPPEN)
def test_unter_jeder_gruppe_fehlt_keine(browser, kora, welt, gruppe):
    alle = {laufende_massnahme(welt).nummer, neue_massnahme(welt).nummer}

    seite = browser(kora).get(f"/massnahmen/?gruppe={gruppe}", status=200)

    assert set(nummern(seite)) == alle


def test_nach_kommunen_gruppiert_steht_jede_bei_ihren_und_wer_keine_hat_am_ende(browser, kora, welt):
    verteilt, offen = laufende_massnahme(welt, titel="Verteilt"), laufende_massnahme(welt, titel="Offen")
    orte = sorted(kommune.name for kommune in (welt.kommune("Seestadt"), welt.kommune("Waldau")))
    for name in orte:
        with transaction():
            workflow.massnahmen.stand_melden(verteilt, kora, kommune=welt.kommune(name), stand=Stand.LAEUFT)

    seite = browser(kora).get("/massnahmen/?gruppe=kommune", status=200)

    assert nummern(seite) == [verteilt.nummer, verteilt.nummer, offen.nummer]
    titel = [e.text for e in seite.alle("caption")]
    assert [one.split(" 1 ")[0].strip() for one in titel] == [*orte, "Noch keiner Kommune zugeordnet"]
    nur = browser(kora).get(f"/massnahmen/?kommune={welt.kommune('Seestadt').id}", status=200)
    assert nummern(nur) == [verteilt.nummer]


def test_nach_schnittstelle_zaehlen_die_rechtskreise_des_themas(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    kreise = [welt.vokabel("rechtskreis", "SGB II"), welt.vokabel("rechtskreis", "AsylbLG")]
    with transaction():
        massnahme.thema.rechtskreise = kreise
    andere = laufende_massnahme(welt, titel="Anderes")
    with transaction():
        andere.thema.rechtskreise = []
    besuch = browser(kora)

    seite = besuch.get("/massnahmen/?gruppe=schnittstelle", status=200)

    titel = [e.text for e in seite.alle("caption")]
    assert len(titel) == 2
    assert " – " in titel[0]
    assert titel[1].startswith("Thema ohne Rechtskreis")
    assert nummern(besuch.get(f"/massnahmen/?rechtskreis={kreise[0].id}", status=200)) == [massnahme.nummer]


def test_am_kopf_der_projektgruppe_steht_ihre_auslastung(browser, kora, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(-9))
    last, url = massnahme.projektgruppe.hoechstlast, "/massnahmen/?gruppe=projektgruppe"
    besuch = browser(kora)
    kopf = "1 Maßnahme, 1 überfällig, Auslastung 1 von höchstens {} laufenden Themen ({})"
    assert kopf.format(last, "hat Platz") in besuch.get(url, status=200).text

    with transaction():
        massnahme.thema.frist = in_tagen(-1)

    assert kopf.format(last, "überlastet") in besuch.get(url, status=200).text


def test_wer_nur_mitliest_sieht_die_zahlen_der_gruppe_ohne_das_wort(browser, lena, welt):
    massnahme = laufende_massnahme(welt)

    text = browser(lena).get("/massnahmen/?gruppe=projektgruppe", status=200).text

    assert f"1 Maßnahme, 1 von höchstens {massnahme.projektgruppe.hoechstlast} laufenden Themen" in text
    assert "hat Platz" not in text


def test_die_spalte_verschoben_nennt_den_urspruenglichen_termin_und_wie_oft(browser, kora, paul, welt):
    massnahme = laufende_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme, in_=10)
    ursprung = schritt.geplant_am
    for tage in (20, 30):
        with transaction():
            workflow.massnahmen.meilenstein_verschieben(
                massnahme, paul, meilenstein=schritt, geplant_am=in_tagen(tage), begruendung="Krankheit"
            )

    assert f"ursprünglich {ursprung:%d.%m.%Y}, 2× verschoben" in browser(kora).get("/massnahmen/").text


def test_der_filter_nennt_zielvereinbarungen_mit_nummer_und_titel(browser, kora, welt):
    massnahme = laufende_massnahme(welt, zielvereinbarung=neue_zielvereinbarung(welt))
    vereinbarung = massnahme.zielvereinbarung

    seite = browser(kora).get("/massnahmen/", status=200)

    assert f"{vereinbarung.nummer} {vereinbarung.titel}" in seite.text
    assert nummern(browser(kora).get(f"/massnahmen/?zielvereinbarung={vereinbarung.id}")) == [massnahme.nummer]


@pytest.mark.parametrize("seite", ["", "tafel"])
def test_wer_wartet_hat_einen_termin(browser, kora, lena, welt, seite):
    """The day its waiting ends is the date that counts where none is sooner; then it is not "ohne Termin"."""
    massnahme = wartende_massnahme(welt, -3, frist=None)
    for wer in (kora, lena):
        zeile = " ".join(browser(wer).get(f"/massnahmen/{seite}", status=200).text.split(massnahme.nummer)[-1].split())
        assert f"bis {in_tagen(-3):%d.%m.%Y} seit 3 Tagen" in zeile
        assert "ohne Termin" not in zeile


def test_ohne_termin_steht_nur_bei_was_laeuft(browser, kora, welt):
    ohne, vorschlag = laufende_massnahme(welt, frist=None), neue_massnahme(welt, frist=None)

    text = browser(kora).get("/massnahmen/", status=200).text

    zeilen = {nummer: text.split(nummer)[2].split("Übergabebogen")[0] for nummer in (ohne.nummer, vorschlag.nummer)}
    assert {nummer: zeile.count("ohne Termin") for nummer, zeile in zeilen.items()} == {
        ohne.nummer: 2,
        vorschlag.nummer: 0,
    }


def test_ein_frueherer_meilenstein_zaehlt_statt_des_wartens(browser, kora, welt):
    massnahme = wartende_massnahme(welt, 40, frist=None)
    neuer_meilenstein(welt, massnahme, in_=7)

    text = " ".join(browser(kora).get("/massnahmen/", status=200).text.split())

    assert f"{in_tagen(7):%d.%m.%Y} in 7 Tagen" in text
    assert "in 40 Tagen" not in text


def test_die_datei_nennt_worauf_und_bis_wann_gewartet_wird(browser, kora, welt):
    wartende_massnahme(welt, 12, frist=None)
    massnahme_im_stand(welt, S.IN_UMSETZUNG, titel="Wartete einmal")

    rows = list(csv.DictReader(browser(kora).get("/massnahmen/liste.csv", status=200).html.splitlines(), delimiter=";"))

    assert [(row["Wartet auf"], row["Wartet bis"]) for row in rows] == [
        ("das Land", f"{in_tagen(12):%d.%m.%Y}"),
        ("", ""),
    ]


# --- views --------------------------------------------------------------------------------------------------------


def test_fuer_die_sitzung_steht_da_was_klemmt_und_was_seitdem_fertig_ist(browser, kora, welt):
    gehaltene_sitzung(welt, 30)
    naechste = neue_sitzung(welt)
    klemmt = laufende_massnahme(welt, titel="Klemmt", frist=in_tagen(-31))
    hilfe = laufende_massnahme(welt, titel="Braucht Hilfe")
    melden(welt, hilfe, Lage.HILFE)
    fertig = massnahme_im_stand(welt, S.UMGESETZT, titel="Neu fertig")
    lange = massnahme_im_stand(welt, S.UMGESETZT, titel="Lange fertig")
    laufende_massnahme(welt, titel="Noch nicht lange", frist=in_tagen(-30))
    with transaction():
        fertig.umgesetzt_am, lange.umgesetzt_am = in_tagen(-3), in_tagen(-60)
    besuch = browser(kora)

    seite = besuch.get("/massnahmen/?sicht=sitzung", status=200)

    assert set(nummern(seite)) == {klemmt.nummer, hilfe.nummer, fertig.nummer}
    assert f"Für die Sitzung am {clock.local(naechste.beginn):%d.%m.%Y}" in seite.text
    assert sum(zahlen(seite)) == 3


def test_seit_letzter_sitzung_geaendert_ist_was_im_verlauf_steht(browser, kora, welt):
    with clock.turned_to(clock.now() - timedelta(days=60)):
        alt = laufende_massnahme(welt, titel="Unverändert")
        neu = laufende_massnahme(welt, titel="Gemeldet")
    gehaltene_sitzung(welt, 30)
    with transaction():
        workflow.massnahmen.erinnern(alt, kora)
    melden(welt, neu)

    assert nummern(browser(kora).get("/massnahmen/?sicht=geaendert", status=200)) == [neu.nummer]


def test_ohne_sitzung_gibt_es_ihre_ansichten_nicht(browser, kora, welt):
    massnahme = laufende_massnahme(welt)

    seite = browser(kora).get("/massnahmen/?sicht=sitzung", status=200)

    assert "Für die Sitzung" not in seite.text
    assert "Seit letzter Sitzung" not in seite.text
    assert nummern(seite) == [massnahme.nummer]


def test_wer_nur_liest_bekommt_keine_ansicht_die_ampeln_verraet(browser, lena, welt):
    neue_sitzung(welt)
    gehaltene_sitzung(welt, 30)
    massnahme = laufende_massnahme(welt)

    seite = browser(lena).get("/massnahmen/?sicht=sitzung", status=200)

    assert nummern(seite) == [massnahme.nummer]
    for wort in ("Für die Sitzung", "Seit letzter Sitzung", "überfällig", "angekreuzten"):
        assert wort not in seite.text
    assert not seite.alle("input", type="checkbox")


@pytest.mark.parametrize("endpunkt", ["", "liste.csv", "tafel"])
def test_wer_nur_liest_erfaehrt_auch_aus_der_folge_nichts_von_rueckmeldungen(browser, lena, welt, endpunkt):
    zuletzt_gehoert, zuerst_gehoert = (laufende_massnahme(welt, frist=in_tagen(tage)) for tage in (5, 9))
    for tage, massnahme in ((1, zuerst_gehoert), (3, zuletzt_gehoert)):
        with clock.turned_to(clock.today() + timedelta(days=tage)):
            melden(welt, massnahme)
    besuch = browser(lena)

    def folge(sortierung):
        text = besuch.get(f"/massnahmen/{endpunkt}?sortierung={sortierung}", status=200).html
        return list(dict.fromkeys(re.findall(r"M-\d+-\d+", text)))

    assert folge("rueckmeldung") == folge("termin") == [zuletzt_gehoert.nummer, zuerst_gehoert.nummer]
    assert folge("neueste") == [zuerst_gehoert.nummer, zuletzt_gehoert.nummer]


# --- files --------------------------------------------------------------------------------------------------------


def test_die_dateien_zeigen_was_die_seite_zeigt(browser, kora, lena, welt):
    eine = laufende_massnahme(welt, titel="=1+1", frist=in_tagen(-3))
    andere = laufende_massnahme(welt, titel="Andere")

    alles = browser(kora).get("/massnahmen/liste.csv?verzug=woche", status=200).html
    gewaehlt = browser(kora).get(f"/massnahmen/liste.csv?nr={andere.id}", status=200).html
    gelesen = browser(lena).get("/massnahmen/liste.csv", status=200).html

    assert eine.nummer in alles
    assert "'=1+1" in alles
    assert "bis 7 Tage überfällig" in alles
    assert andere.nummer not in alles
    assert andere.nummer in gewaehlt
    assert eine.nummer not in gewaehlt
    assert "überfällig" not in gelesen
    assert "Ampel" not in gelesen
    assert browser(kora).get("/massnahmen/liste.xlsx", status=200).response.data[:2] == b"PK"


# --- many ---------------------------------------------------------------------------------------------------------


SEITEN = [
    "/massnahmen/",
    "/massnahmen/?status=alle&suche=bogen&wer=haus",
    *(f"/massnahmen/?gruppe={gruppe}" for gruppe in GRUPPEN),
    "/massnahmen/?sicht=sitzung&verzug=puenktlich",
    "/massnahmen/?sicht=geaendert",
    "/massnahmen/tafel",
    "/massnahmen/zeitstrahl",
    "/massnahmen/zeitstrahl?gruppe=kommune",
    "/massnahmen/liste.csv",
]


def test_jede_darstellung_kostet_bei_zwanzig_und_bei_zweihundert_gleich_viele_anweisungen(browser, kora, welt):
    neue_sitzung(welt)
    gehaltene_sitzung(welt, 30)
    vorlage = laufende_massnahme(welt)

    def kosten():
        return {url: browser(kora).anweisungen(url) for url in SEITEN}

    vermehrt(vorlage, 20)
    few = kosten()
    vermehrt(vorlage, 220)

    assert kosten() == few
    # A file costs the line that says who took it along.
    assert {url: zahl for url, zahl in few.items() if zahl > (8 if url.endswith(".csv") else 7)} == {}


def test_ohne_javascript_lassen_sich_alle_ankreuzen(browser, kora, welt):
    vermehrt(laufende_massnahme(welt), 3)
    besuch = browser(kora)

    keine, alle = besuch.get("/massnahmen/", status=200), besuch.get("/massnahmen/?auswahl=alle", status=200)

    assert not keine.alle("input", type="checkbox", checked=None)
    assert len(alle.alle("input", type="checkbox", checked=None)) == 4


def angekreuzt(seite):
    return [e.attrs["value"] for e in seite.alle("input", type="checkbox", checked=None)]


def test_alle_ankreuzen_kreuzt_so_viele_an_wie_auf_einmal_gehen_und_sagt_es(browser, kora, welt):
    vermehrt(laufende_massnahme(welt), 210)
    besuch = browser(kora)

    seite = besuch.get("/massnahmen/?gruppe=institution", status=200)
    alle = besuch.get("/massnahmen/?gruppe=institution&auswahl=alle", status=200)

    assert "Die ersten 200 von 211 ankreuzen" in seite.text
    assert "Alle auf dieser Seite" in besuch.get("/massnahmen/", status=200).text
    boxes = [e.attrs["value"] for e in alle.alle("input", type="checkbox")]
    assert len(boxes) == 211
    assert angekreuzt(alle) == boxes[:HOECHSTENS]


def test_was_in_mehreren_gruppen_steht_ist_nur_einmal_angekreuzt(browser, kora, welt):
    verteilt, offen = laufende_massnahme(welt, titel="Verteilt"), laufende_massnahme(welt, titel="Offen")
    for name in ("Seestadt", "Waldau"):
        with transaction():
            workflow.massnahmen.stand_melden(verteilt, kora, kommune=welt.kommune(name), stand=Stand.LAEUFT)

    alle = browser(kora).get("/massnahmen/?gruppe=kommune&auswahl=alle", status=200)

    assert len(alle.alle("input", type="checkbox")) == 3
    assert angekreuzt(alle) == [str(verteilt.id), str(offen.id)]
    assert "Was in mehreren Gruppen steht, ist einmal angekreuzt." in alle.text


def test_zeilen_einer_gruppe_bleiben_in_der_gewaehlten_folge(browser, kora, welt):
    for tage in (90, -5, 20):
        laufende_massnahme(welt, frist=in_tagen(tage))

    text = browser(kora).get("/massnahmen/?gruppe=institution", status=200).text

    stellen = [text.index(f"{in_tagen(tage):%d.%m.%Y}") for tage in (-5, 20, 90)]
    assert all(a < b for a, b in pairwise(stellen))


# --- pots ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wer", "gruppiert"),
    [
        ("Kora", True),
        ("Mats", True),
        ("Paula", True),
        ("Zoe", True),
        ("Fatma", False),
        ("Bibi", False),
        ("Lena", False),
    ],
)
def test_nach_foerdertoepfen_gruppiert_wer_das_geld_verfolgt(browser, welt, wer, gruppiert):
    buchung = neue_buchung(welt)
    ohne = laufende_massnahme(welt, titel="Kostet nichts")
    topf = f"{buchung.foerdertopf.name} {buchung.foerdertopf.jahr}"

    seite = browser(welt.person(wer)).get("/massnahmen/?gruppe=foerdertopf", status=200)

    assert set(nummern(seite)) == {buchung.massnahme.nummer, ohne.nummer}
    for text in (topf, "Ohne Buchung", "Fördertopf"):
        assert (text in seite.text) is gruppiert


def test_ein_storno_zaehlt_fuer_keine_gruppe(browser, kora, welt):
    buchung = neue_buchung(welt)
    with transaction():
        workflow.buchungen.stornieren(buchung, kora, begruendung="Doppelt gebucht.")

    assert "Ohne Buchung" in browser(kora).get("/massnahmen/?gruppe=foerdertopf", status=200).text


def test_auf_dem_papier_steht_der_tag_und_die_auswahl(browser, kora, welt):
    massnahme = laufende_massnahme(welt, titel="Übergabebogen einführen")
    haus, besuch = massnahme.institution, browser(kora)

    def zeile(url):
        return besuch.get(url, status=200).eins("p", class_="kf-nur-drucken").text

    heute = f"Stand {clock.today():%d.%m.%Y} · Auswahl: "
    assert zeile("/massnahmen/") == f"{heute}Stand: offene"
    url = f"/massnahmen/?institution={haus.id}&gruppe=institution&suche=Bogen&status=alle"
    assert zeile(url) == f"{heute}Institution: {haus.kurzname}, Stand: alle, Suche: Bogen"
    assert zeile("/massnahmen/tafel").endswith("Stand: alle auf der Tafel")
