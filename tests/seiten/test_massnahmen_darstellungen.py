"""Board, timeline and the Maßnahmen one by one: other looks at the same filtered rows."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Lage, MassnahmeStatus, Notiz, Top, Topart, Topgegenstand
from kimflow.queries.massnahmen import BRETT
from kimflow.web.zeitbild import abgearbeitet
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    massnahme_im_stand,
    neuer_meilenstein,
    neuer_nachweis,
    vereinbarte_massnahme,
    wartende_massnahme,
)
from tests.bauen.saal import aufgerufener_top
from tests.bauen.sitzungen import gehaltene_sitzung, laufende_sitzung, neue_sitzung, neuer_top

S = MassnahmeStatus
VORTRAG = "/massnahmen/sitzungsansicht"


def nummern(seite):
    return list(dict.fromkeys(re.findall(r'href="/massnahmen/(M-\d+-\d+)"', seite.html)))


# --- board --------------------------------------------------------------------------------------------------------


def test_die_tafel_hat_genau_fuenf_spalten_und_jede_karte_steht_in_ihrer(browser, kora, welt):
    karten = {status: massnahme_im_stand(welt, status, titel=f"Karte {status}") for status in S}

    seite = browser(kora).get("/massnahmen/tafel", status=200)

    spalten = [e.attrs["id"].removeprefix("stand-") for e in seite.alle("section", class_="kf-brett__spalte")]
    assert spalten == ["vereinbart", "in_umsetzung", "wartet", "umgesetzt", "geprueft"]
    assert nummern(seite) == [karten[status].nummer for status in BRETT]
    assert "wartet auf Dritte 1" in seite.text


def test_die_tafel_sagt_und_zaehlt_was_sie_zeigt(browser, kora, welt):
    """The classes count what stands on the board, and the choice of Stand is the board's own."""
    for status in S:
        massnahme_im_stand(welt, status)
    besuch = browser(kora)

    for url, gezeigt in (("?", 5), ("?status=alle", 5), ("?sicht=geaendert", 5), ("?status=ruht", 0)):
        seite = besuch.get(f"/massnahmen/tafel{url}", status=200)
        assert len(nummern(seite)) == gezeigt, url
        assert sum(int(e.text) for e in seite.alle("span", class_="kf-kennzahl__zahl")) == gezeigt, url

    seite = besuch.get("/massnahmen/tafel", status=200)
    stand = seite.html.split('id="filter-status"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w*)"', stand) == ["", *BRETT]
    assert "alle auf der Tafel" in stand
    assert "offene" not in stand


def test_eine_karte_sagt_was_wann_kommt_und_was_zuletzt_gemeldet_wurde(browser, kora, paul, welt):
    massnahme = laufende_massnahme(welt)
    erreicht = neuer_meilenstein(welt, massnahme, in_=-2, titel="Entwurf")
    neuer_meilenstein(welt, massnahme, in_=9, titel="Abgestimmt")
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=erreicht, erreicht_am=in_tagen(0))
        for satz in ("Alt.", "Es hakt am Datenschutz."):
            workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.HILFE, satz=satz)

    text = browser(kora).get("/massnahmen/tafel", status=200).text

    for wort in (
        massnahme.nummer, "Jobcenter", "Abgestimmt in 9 Tagen", "●○", "1 von 2 Meilensteinen erreicht",
        "Hilfe nötig.", "Es hakt am Datenschutz.",
    ):  # fmt: skip
        assert wort in text
    assert "Alt." not in text


@pytest.mark.parametrize(
    ("wer", "status", "ziele"),
    [
        ("Paul", S.VEREINBART, {"beginnen", "ruhen_lassen"}),
        ("Paul", S.IN_UMSETZUNG, {"warten", "umsetzen", "ruhen_lassen"}),
        ("Mats", S.WARTET, {"fortsetzen", "ruhen_lassen", "abbrechen"}),
        ("Kora", S.UMGESETZT, {"wirkung_pruefen"}),
        ("Paul", S.UMGESETZT, set()),
        ("Mia", S.IN_UMSETZUNG, set()),
        ("Lena", S.IN_UMSETZUNG, set()),
    ],
)
def test_den_stand_aendert_das_menue_nur_wohin_und_fuer_wen_es_geht(browser, welt, wer, status, ziele):
    massnahme = massnahme_im_stand(welt, status)
    besuch = browser(welt.person(wer))

    seite = besuch.get("/massnahmen/tafel", status=200)

    found = set(re.findall(rf'href="/massnahmen/{massnahme.nummer}/(\w+)"', seite.html))
    assert found == ziele
    for verb in ziele:
        besuch.get(f"/massnahmen/{massnahme.nummer}/{verb}", status=200)


def test_wer_nur_liest_sieht_auf_der_tafel_weder_ampel_noch_rueckmeldung(browser, lena, paul, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(-3))
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.HILFE, satz="Nur für Beteiligte.")

    for url in ("/massnahmen/tafel", VORTRAG, "/massnahmen/zeitstrahl"):
        seite = browser(lena).get(url, status=200)
        assert massnahme.titel in seite.text
        for wort in ("überfällig", "Nur für Beteiligte.", "Stand ändern", "Hilfe nötig"):
            assert wort not in seite.text, url


@pytest.mark.parametrize("wer", ["Paul", "Lena"])
def test_warum_verschoben_wurde_liest_auch_in_der_sitzungsansicht_nur_wer_mitwirkt(browser, paul, welt, wer):
    massnahme = laufende_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme, in_=10)
    with transaction():
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, paul, meilenstein=schritt, geplant_am=in_tagen(40), begruendung="Das Amt ist krank."
        )

    text = browser(welt.person(wer)).get(VORTRAG, status=200).text

    assert f"ursprünglich {in_tagen(10):%d.%m.%Y}, 1× verschoben" in text
    assert ("Das Amt ist krank." in text) is (wer == "Paul")


# --- timeline -----------------------------------------------------------------------------------------------------


def test_der_zeitstrahl_ist_zuerst_eine_tabelle_mit_allen_terminen(browser, kora, paul, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(90))
    schritt = neuer_meilenstein(welt, massnahme, in_=10)
    with transaction():
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, paul, meilenstein=schritt, geplant_am=in_tagen(40), begruendung="Krankheit"
        )

    seite = browser(kora).get("/massnahmen/zeitstrahl?gruppe=institution", status=200)

    assert seite.html.index("<table") < seite.html.index('class="kf-zeit"')
    assert f"geplant {in_tagen(40):%d.%m.%Y}, ursprünglich {in_tagen(10):%d.%m.%Y}" in seite.text
    assert f"{in_tagen(90):%d.%m.%Y}" in seite.text
    assert len(seite.alle("line", class_="kf-zeit__heute")) == 1
    assert len(seite.alle("line", class_="kf-zeit__strecke")) == 1
    assert len(seite.alle("path", class_="kf-zeit__plan")) == 1


def test_die_linie_einer_wartenden_reicht_bis_zu_dem_tag(browser, kora, welt):
    wartende_massnahme(welt, 60, frist=None)

    seite = browser(kora).get("/massnahmen/zeitstrahl", status=200)

    linie = seite.alle("line", class_="kf-zeit__strecke")[0].attrs
    assert float(linie["x2"]) > float(linie["x1"])
    assert f"wartet bis {in_tagen(60):%d.%m.%Y}" in seite.text


def test_ohne_termine_gibt_es_die_tabelle_aber_keine_zeichnung(browser, kora, welt):
    massnahme = massnahme_im_stand(welt, S.ZUGESAGT, frist=None)
    with transaction() as s:
        s.delete(massnahme.meilensteine[0])

    seite = browser(kora).get("/massnahmen/zeitstrahl", status=200)

    assert massnahme.titel in seite.text
    assert not seite.alle("figure", class_="kf-zeit")


def test_abgearbeitet_zaehlt_am_ende_jedes_monats():
    """Hand-computed: agreed in January and twice in March, one done in March, one in May; looked at in May."""
    verlaeufe = [
        (date(2026, 1, 31), date(2026, 5, 1)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 15), None),
    ]

    bild = abgearbeitet(verlaeufe, date(2026, 5, 2))

    assert bild is not None
    assert [(m.monat.month, m.vereinbart, m.umgesetzt, m.offen) for m in bild.monate] == [
        (1, 1, 0, 1), (2, 1, 0, 1), (3, 3, 1, 2), (4, 3, 1, 2), (5, 3, 2, 1),
    ]  # fmt: skip
    assert bild.vereinbart.split()[0] == "26.0,103.3"
    assert bild.vereinbart.split()[-1] == "350.0,10.0"


def test_abgearbeitet_geht_ueber_den_jahreswechsel_und_hoechstens_zwei_jahre_zurueck():
    bild = abgearbeitet([(date(2020, 12, 5), date(2021, 1, 4)), (date(2026, 1, 1), None)], date(2026, 1, 31))

    assert bild is not None
    assert len(bild.monate) == 24
    assert [(m.monat, m.vereinbart, m.umgesetzt) for m in bild.monate][-2:] == [
        (date(2025, 12, 1), 1, 1),
        (date(2026, 1, 1), 2, 1),
    ]
    assert abgearbeitet([], date(2026, 1, 31)) is None


def test_vereinbart_und_umgesetzt_kommt_aus_den_wirklichen_tagen(browser, kora, welt):
    with clock.turned_to(clock.now() - timedelta(days=70)):
        fertig = laufende_massnahme(welt)
        laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.umsetzen(fertig, kora, nachweis="Bogen", wirkungspruefung_am=in_tagen(90))

    seite = browser(kora).get("/massnahmen/zeitstrahl", status=200)

    zeile = seite.text.split("Offen")[1].split()
    assert zeile[1:4] == ["2", "0", "2"]
    assert f"{clock.today():%m/%Y} 2 1 1" in seite.text


@pytest.mark.parametrize("filter", ["ampel=gruen", "verzug=puenktlich", "sicht=geaendert", "sicht=sitzung&status=alle"])
def test_was_nur_fuer_heute_gilt_wird_nicht_je_monat_gezaehlt(browser, kora, welt, filter):
    """Lights, overdue classes and the views of a meeting choose rows of today; months before knew other ones."""
    neue_sitzung(welt)
    gehaltene_sitzung(welt, 30)
    laufende_massnahme(welt)

    seite = browser(kora).get(f"/massnahmen/zeitstrahl?{filter}", status=200)

    assert not seite.alle("h2", id="abgearbeitet")
    assert "Vereinbart und umgesetzt je Monat wird hier nicht gezählt" in seite.text


def test_sind_alle_umgesetzt_bleibt_die_zaehlung(browser, kora, welt):
    fertig = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.umsetzen(fertig, kora, nachweis="Bogen", wirkungspruefung_am=in_tagen(90))

    text = browser(kora).get("/massnahmen/zeitstrahl", status=200).text

    assert "Noch keine offene Maßnahme" in text
    assert f"{clock.today():%m/%Y} 1 1 0" in text


# --- one by one ---------------------------------------------------------------------------------------------------


def test_die_sitzungsansicht_blaettert_durch_die_gefilterten(browser, kora, welt):
    drei = [laufende_massnahme(welt, titel=f"Zettel {n}", frist=in_tagen(n)).nummer for n in (10, 20, 30)]
    laufende_massnahme(welt, titel="Etwas anderes", frist=in_tagen(15))
    besuch, url, seen = browser(kora), f"{VORTRAG}?suche=Zettel&gruppe=institution", []

    while url:
        seite = besuch.get(url, status=200)
        seen += nummern(seite)
        assert f"{len(seen)} von 3" in seite.text
        weiter = seite.alle("a", rel="next")
        url = weiter[0].attrs["href"].replace("&amp;", "&") if weiter else None

    assert seen == drei
    assert seite.alle("a", rel="prev")


def test_hilfe_noetig_faellt_in_der_sitzungsansicht_auf(browser, kora, paul, welt):
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.HILFE, satz="Uns fehlt die Software.")

    seite = browser(kora).get(VORTRAG, status=200)

    assert "Hilfe nötig, gemeldet am" in seite.text
    assert "Uns fehlt die Software." in seite.text


def test_eine_notiz_steht_am_punkt_der_laufenden_sitzung(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    top = aufgerufener_top(welt)
    url = f"{VORTRAG}?bei={massnahme.nummer}"

    browser(kora).absenden(url, art="offen", text="Das Jobcenter klärt die Schnittstelle.")

    notiz = session().query(Notiz).one()
    assert notiz.text == f"{massnahme.nummer}: Das Jobcenter klärt die Schnittstelle."
    assert notiz.top_id == top.id
    assert "Die Notiz steht im Protokoll." in browser(kora).get(f"{url}&notiert=1").text


def test_ohne_aufgerufenen_punkt_gibt_es_keine_notizzeile(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    sitzung = laufende_sitzung(welt)
    besuch, url = browser(kora), f"{VORTRAG}?bei={massnahme.nummer}"

    seite = besuch.get(url, status=200)

    assert "Notiz zu TOP" not in seite.text
    assert "ist kein Punkt aufgerufen" in seite.text
    assert f"/sitzungen/{sitzung.nummer}/moderation" in {a.attrs["href"] for a in seite.alle("a", href=None)}
    besuch.post(url, {"art": "offen", "text": "Wohin?"}, status=409)
    assert session().query(Notiz).count() == 0


def test_steht_die_massnahme_auf_der_tagesordnung_ist_es_ihr_punkt(browser, kora, welt):
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Begrüßung")
    massnahme = laufende_massnahme(welt)
    with transaction() as s:
        top = Top(sitzung=sitzung, position=9, titel="Übergabebogen", art=Topart.BERATUNG)
        top.gegenstaende.append(Topgegenstand(massnahme=massnahme))
        s.add(top)
    laufende_sitzung(welt, sitzung)

    browser(kora).absenden(f"{VORTRAG}?bei={massnahme.nummer}", art="offen", text="Hier richtig.")

    assert session().query(Notiz).one().top_id == top.id


def test_die_notiz_geht_zu_dem_punkt_der_darueber_stand(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    top = aufgerufener_top(welt)
    besuch, url = browser(kora), f"{VORTRAG}?bei={massnahme.nummer}"
    punkt = besuch.get(url, status=200).feld("punkt")
    with transaction():
        workflow.moderation.aufrufen(top.sitzung.tops[1], kora)

    besuch.post(url, {"punkt": punkt, "art": "offen", "text": "Noch zu Punkt 1."}, status=303)

    assert session().query(Notiz).one().top_id == top.id


def test_eine_leere_notiz_bekommt_eine_meldung_und_bleibt_auf_der_seite(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    aufgerufener_top(welt)

    seite = browser(kora).absenden(f"{VORTRAG}?bei={massnahme.nummer}", status=422, art="offen", text="")

    assert massnahme.titel in seite.text
    assert session().query(Notiz).count() == 0


@pytest.mark.parametrize("wer", ["Mats", "Paul", "Lena"])
def test_wer_nicht_moderiert_notiert_auch_hier_nichts(browser, welt, wer):
    massnahme = laufende_massnahme(welt)
    laufende_sitzung(welt)
    besuch, url = browser(welt.person(wer)), f"{VORTRAG}?bei={massnahme.nummer}"

    assert "Notiz zu TOP" not in besuch.get(url, status=200).text
    besuch.post(url, {"art": "offen", "text": "Heimlich."}, status=409)

    assert session().query(Notiz).count() == 0


def test_ohne_laufende_sitzung_gibt_es_keine_notizzeile(browser, kora, welt):
    vereinbarte_massnahme(welt)

    assert not browser(kora).get(VORTRAG, status=200).alle("form", method="post", action=VORTRAG)


def test_die_sitzungsansicht_kostet_hoechstens_fuenfzehn_anweisungen(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    laufende_sitzung(welt)

    assert browser(kora).anweisungen(f"{VORTRAG}?gruppe=kommune") <= 15


@pytest.mark.parametrize("url", ["/massnahmen/tafel", "/massnahmen/zeitstrahl", VORTRAG])
def test_leer_sagt_jede_darstellung_wie_es_weitergeht(browser, kora, url):
    assert "Noch keine offene Maßnahme" in browser(kora).get(url, status=200).text
    assert "Nichts gefunden" in browser(kora).get(f"{url}?suche=gibtesnicht", status=200).text


def hinter(seite, text):
    """Where the button with this text leads."""
    return unescape(re.findall(rf'href="([^"]+)">\s*<span class="kern-label">{text}', seite.html)[0])


def test_die_tafel_zeigt_alles_was_auf_ihr_steht_und_bietet_nur_das_zuruecksetzen(browser, kora):
    leer = browser(kora).get("/massnahmen/tafel?suche=Bogen&wer=haus", status=200)

    assert "Keine Maßnahme passt" in leer.text
    assert "Auch abgeschlossene" not in leer.text
    assert hinter(leer, "Alle Filter zurücksetzen") == "/massnahmen/tafel"


@pytest.mark.parametrize("url", ["/massnahmen/", "/massnahmen/zeitstrahl", VORTRAG])
def test_auch_abgeschlossene_zu_durchsuchen_behaelt_die_suche(browser, kora, welt, url):
    besuch = browser(kora)

    leer = besuch.get(f"{url}?suche=Bogen&wer=haus", status=200)
    ziel = hinter(leer, "Auch abgeschlossene durchsuchen")
    nichts = besuch.get(ziel, status=200)

    assert "Keine offene Maßnahme passt" in leer.text
    assert parse_qs(urlsplit(ziel).query) == {"suche": ["Bogen"], "wer": ["haus"], "status": ["alle"]}
    assert "Keine Maßnahme passt" in nichts.text
    assert "Auch abgeschlossene" not in nichts.text
    assert hinter(nichts, "Alle Filter zurücksetzen") == url


def test_auch_aus_einem_anderen_stand_fuehrt_ein_weg_zu_allen(browser, kora):
    leer = browser(kora).get("/massnahmen/?suche=Bogen&status=ruht", status=200)

    assert "Keine Maßnahme in diesem Stand passt" in leer.text
    assert hinter(leer, "In jedem Stand suchen") == "/massnahmen/?suche=Bogen&status=alle"


def test_an_einer_karte_steht_die_klammer_einmal(browser, kora, welt):
    neuer_nachweis(welt, laufende_massnahme(welt))

    seite = browser(kora).get("/massnahmen/tafel", status=200)

    assert len(seite.alle("span", class_="kf-klammer")) == 1
    assert seite.text.count("Nachweis") == 1
