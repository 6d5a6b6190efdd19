"""Pages of Maßnahmen: the table, its filters, the light, one Maßnahme, and the Rückmeldung from a mail."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Lage, Massnahme, MassnahmeStatus, Meilenstein, Nachricht, ThemaStatus
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    massnahme_im_stand,
    neu_gelesen,
    neue_massnahme,
    neuer_meilenstein,
    vereinbarte_massnahme,
    zugesagte_massnahme,
)
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import neue_zielvereinbarung

S = MassnahmeStatus


def melden(welt, massnahme, lage=Lage.PLAN, satz="Läuft."):
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, welt.person("Paul"), lage=lage, satz=satz)


def vervielfacht(welt, anzahl):
    """That many running Maßnahmen, each with a milestone and a Rückmeldung, by raw rows."""
    vorlage = laufende_massnahme(welt)
    neuer_meilenstein(welt, vorlage)
    melden(welt, vorlage)
    columns = [c.key for c in Massnahme.__mapper__.column_attrs if c.key not in ("id", "nummer")]
    values = {name: getattr(vorlage, name) for name in columns}
    with transaction() as s:
        for zahl in range(anzahl - 1):
            massnahme = Massnahme(nummer=f"M-2025-{zahl:03d}", **values)
            s.add(massnahme)


# --- the table ----------------------------------------------------------------------------------------------------


def test_die_tabelle_sagt_was_wo_beschlossen_wer_bis_wann_und_wie_es_steht(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme, in_=10)
    melden(welt, massnahme, Lage.VERZOEGERT)

    seite = browser(kora).get("/massnahmen/", status=200)

    for wort in (
        massnahme.nummer,
        massnahme.titel,
        massnahme.beschluss.nummer,
        "Jobcenter",
        "Paul",
        "Bogen abgestimmt",
    ):
        assert wort in seite.text
    assert "in 10 Tagen" in seite.text
    assert "beachten" in seite.text
    assert "verzögert" in seite.text


@pytest.mark.parametrize("url", ["/massnahmen/", "/massnahmen/?gruppe=institution", "/massnahmen/?ampel=gruen"])
def test_die_tabelle_kostet_bei_zehn_und_bei_zweihundert_zeilen_gleich_viele_anweisungen(browser, kora, welt, url):
    vervielfacht(welt, 10)
    few = browser(kora).anweisungen(url)
    with transaction() as s:
        vorlage = s.scalars(select(Massnahme).where(Massnahme.nummer == "M-2025-000")).one()
        columns = [c.key for c in Massnahme.__mapper__.column_attrs if c.key not in ("id", "nummer")]
        values = {name: getattr(vorlage, name) for name in columns}
        s.add_all([Massnahme(nummer=f"M-2024-{zahl:03d}", **values) for zahl in range(190)])

    many = browser(kora).anweisungen(url)

    assert few == many <= 6


def test_blaettern_zeigt_jede_massnahme_genau_einmal(browser, kora, welt):
    vervielfacht(welt, 120)
    besuch = browser(kora)
    for sortierung in ("termin", "titel", "institution", "rueckmeldung", "nummer"):
        seen, url = [], f"/massnahmen/?sortierung={sortierung}"
        while url:
            seite = besuch.get(url, status=200)
            seen += re.findall(r'/massnahmen/(M-\d+-\d+)"', seite.html)
            weiter = seite.alle("a", rel="next")
            url = weiter[0].attrs["href"] if weiter else None
        assert len(seen) == 120, sortierung
        assert len(set(seen)) == 120, sortierung


def test_ohne_wahl_stehen_nur_offene_massnahmen_da(browser, kora, welt):
    offen = laufende_massnahme(welt, titel="Läuft noch")
    fertig = massnahme_im_stand(welt, S.UMGESETZT, titel="Ist fertig")

    seite = browser(kora).get("/massnahmen/", status=200)
    assert offen.titel in seite.text
    assert fertig.titel not in seite.text
    assert fertig.titel in browser(kora).get("/massnahmen/?status=alle", status=200).text
    assert fertig.titel in browser(kora).get("/massnahmen/?status=umgesetzt", status=200).text


def test_meine_und_mein_haus(browser, welt, mats, paul, petra):
    massnahme = laufende_massnahme(welt)

    assert massnahme.nummer in browser(paul).get("/massnahmen/?wer=meine").text
    assert massnahme.nummer not in browser(mats).get("/massnahmen/?wer=meine").text
    assert massnahme.nummer in browser(mats).get("/massnahmen/?wer=haus").text
    assert massnahme.nummer not in browser(petra).get("/massnahmen/?wer=haus").text


def test_gefiltert_wird_nach_institution_projektgruppe_und_text(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    haus, gruppe = massnahme.institution_id, massnahme.projektgruppe_id
    besuch = browser(kora)

    for filter in (
        f"institution={haus}",
        f"projektgruppe={gruppe}",
        "suche=%C3%BCbergabebogen",
        f"suche={massnahme.nummer}",
    ):
        assert massnahme.titel in besuch.get(f"/massnahmen/?{filter}", status=200).text, filter
    for filter in ("institution=99999", "projektgruppe=99999", "suche=50%25", "wer=haus", "status=gibtesnicht"):
        assert "Nichts gefunden" in besuch.get(f"/massnahmen/?{filter}", status=200).text, filter


def test_die_ampelfilter_teilen_die_laufenden_restlos_auf(browser, kora, welt):
    """Every Maßnahme is in exactly one class, those without a date included."""
    frei = {"frist": None}
    alle = {
        "gruen": laufende_massnahme(welt, titel="Grün"),
        "gelb": laufende_massnahme(welt, titel="Gelb", frist=in_tagen(5)),
        "rot": laufende_massnahme(welt, titel="Rot", frist=in_tagen(-3)),
        "ohne": laufende_massnahme(welt, titel="Ohne", **frei),
        "ruht": massnahme_im_stand(welt, S.RUHT, titel="Ruht"),
    }
    besuch = browser(kora)

    for stufe in alle:
        html = besuch.get(f"/massnahmen/?ampel={stufe}", status=200).html
        assert {one for one, m in alle.items() if f'/massnahmen/{m.nummer}"' in html} == {stufe}


def test_nach_langer_stille_wird_die_ampel_grau(browser, kora, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(400))

    with clock.turned_to(clock.now() + timedelta(days=121)):
        html = browser(kora).get("/massnahmen/?ampel=grau", status=200).html

    assert f'/massnahmen/{massnahme.nummer}"' in html


def test_wer_laenger_wartet_als_gesagt_ist_ueberfaellig_und_steht_vorn(browser, kora, welt):
    """The light, the class and the order of the table agree about it."""
    fern = laufende_massnahme(welt, titel="Nicht so eilig", frist=in_tagen(100))
    wartend = laufende_massnahme(welt, titel="Wartet zu lange", frist=in_tagen(200))
    with transaction():
        workflow.massnahmen.warten(wartend, welt.person("Paul"), wartet_auf="das Land", wartet_bis=in_tagen(20))

    with clock.turned_to(clock.now() + timedelta(days=21)):
        besuch = browser(kora)
        alle = besuch.get("/massnahmen/", status=200)
        rot = besuch.get("/massnahmen/?ampel=rot", status=200)
        woche = besuch.get("/massnahmen/?verzug=woche", status=200)

    assert [e.text for e in alle.alle("span", class_="kf-kennzahl__zahl")] == ["0", "0", "1", "0", "1", "0"]
    assert alle.html.index(wartend.nummer) < alle.html.index(fern.nummer)
    for seite in (rot, woche):
        assert wartend.titel in seite.text
        assert fern.titel not in seite.text


def test_die_verzugsklassen_zaehlen_jede_ueberfaellige_einmal(browser, kora, welt):
    for tage in (-1, -7, -8, -30, -31):
        laufende_massnahme(welt, titel=f"Seit {-tage} Tagen", frist=in_tagen(tage))
    laufende_massnahme(welt, titel="Nicht überfällig")
    besuch = browser(kora)

    seite = besuch.get("/massnahmen/", status=200)
    zahlen = [e.text for e in seite.alle("span", class_="kf-kennzahl__zahl")]
    assert zahlen == ["1", "2", "2", "0", "1", "0"]
    assert "Seit 8 Tagen" in besuch.get("/massnahmen/?verzug=monat").text
    assert "Seit 7 Tagen" not in besuch.get("/massnahmen/?verzug=monat").text


def test_gruppiert_nach_institution_steht_der_verzug_am_kopf(browser, kora, welt):
    laufende_massnahme(welt, frist=in_tagen(-3))
    laufende_massnahme(welt)

    seite = browser(kora).get("/massnahmen/?gruppe=institution", status=200)

    assert "Jobcenter Musterkreis" in seite.text
    assert "2 Maßnahmen, 1 überfällig" in seite.text


@pytest.mark.parametrize("gruppe", ["projektgruppe", "zielvereinbarung", "gibtesnicht"])
def test_die_anderen_gruppen_gehen_auch(browser, kora, welt, gruppe):
    massnahme = laufende_massnahme(welt)

    assert massnahme.titel in browser(kora).get(f"/massnahmen/?gruppe={gruppe}", status=200).text


def test_wer_nur_liest_sieht_stand_und_termine_aber_keine_ampel(browser, lena, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(-3))
    melden(welt, massnahme, satz="Nur für die Beteiligten.")
    vorschlag = neue_massnahme(welt, titel="Noch nicht beschlossen")
    besuch = browser(lena)

    for url in ("/massnahmen/", "/massnahmen/?ampel=rot&verzug=woche", f"/massnahmen/{massnahme.nummer}"):
        seite = besuch.get(url, status=200)
        assert massnahme.titel in seite.text
        assert "in Umsetzung" in seite.text
        assert "überfällig" not in seite.text
        assert "Nur für die Beteiligten." not in seite.text
        assert vorschlag.titel not in seite.text
    assert besuch.get(f"/massnahmen/{vorschlag.nummer}").status == 404


def test_die_administration_hat_hier_nichts_zu_sehen(browser, ada, welt):
    massnahme = laufende_massnahme(welt)

    assert browser(ada).get("/massnahmen/").status == 403
    assert browser(ada).get(f"/massnahmen/{massnahme.nummer}").status == 404


def test_eine_leere_tabelle_sagt_wie_es_weitergeht(browser, kora):
    assert "Noch keine offene Maßnahme" in browser(kora).get("/massnahmen/", status=200).text


# --- one Maßnahme -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", S)
def test_die_seite_einer_massnahme_geht_in_jedem_stand(browser, kora, welt, status):
    massnahme = massnahme_im_stand(welt, status)

    seite = browser(kora).get(f"/massnahmen/{massnahme.nummer}", status=200)

    assert massnahme.titel in seite.text
    assert massnahme.thema.titel in seite.text
    assert "Verlauf" in seite.text


def test_wer_verantwortlich_ist_sieht_seine_massnahme_auch_ohne_sitz_und_gremium(browser, kora, emil, welt):
    """FACH §2: a right follows from being named; the link of the reminder leads there too."""
    massnahme, fremde = laufende_massnahme(welt), laufende_massnahme(welt, titel="Nicht seine")
    besuch = browser(emil)
    besuch.get(f"/massnahmen/{massnahme.nummer}", status=404)
    with transaction():
        massnahme.verantwortlich, massnahme.institution = emil, emil.institution

    assert massnahme.titel in besuch.get(f"/massnahmen/{massnahme.nummer}", status=200).text
    besuch.get(f"/massnahmen/{fremde.nummer}", status=404)
    besuch.absenden(f"/massnahmen/{massnahme.nummer}/rueckmeldung_geben", lage="plan", satz="Läuft.")
    browser().get(erinnert(browser, kora, massnahme), status=200)
    with transaction():
        massnahme = neu_gelesen(massnahme)
        massnahme.verantwortlich = welt.person("Paul")
    besuch.get(f"/massnahmen/{massnahme.nummer}", status=404)


def test_worauf_gewartet_wird_steht_oben_und_danach_nicht_mehr(browser, paul, welt):
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.warten(massnahme, paul, wartet_auf="die Software des Landes", wartet_bis=in_tagen(20))
    url = f"/massnahmen/{massnahme.nummer}"

    assert "Wartet auf die Software des Landes" in browser(paul).get(url, status=200).text
    browser(paul).absenden(f"{url}/fortsetzen")
    assert "Wartet auf" not in browser(paul).get(url, status=200).text


def test_ein_ueberfaelliger_meilenstein_ist_auch_ohne_farbe_zu_erkennen(browser, paul, lena, welt):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme, in_=5)
    url = f"/massnahmen/{massnahme.nummer}"

    with clock.turned_to(clock.now() + timedelta(days=6)):
        assert browser(paul).get(url, status=200).alle("li", class_="kf-zeitstrahl__punkt--spaet")
        assert "überfällig" not in browser(lena).get(url, status=200).text


def test_der_stand_der_kommunen_ist_gezaehlt(browser, kora, paul, welt):
    massnahme = laufende_massnahme(welt)
    url = f"/massnahmen/{massnahme.nummer}"
    for ort, stand, grund in (("Seestadt", "eingefuehrt", ""), ("Waldau", "nicht_beteiligt", "Kein Bedarf.")):
        browser(paul).absenden(f"{url}/stand_melden", kommune=str(welt.kommune(ort).id), stand=stand, begruendung=grund)
    assert "Eingeführt in 1 von 1 beteiligten Kommunen" in browser(kora).get(url, status=200).text

    browser(paul).absenden(f"{url}/stand_melden", kommune=str(welt.kommune("Waldau").id), stand="laeuft")
    assert "Eingeführt in 1 von 2 beteiligten Kommunen" in browser(kora).get(url, status=200).text


@pytest.mark.parametrize(
    ("verb", "folge"), [("ruhen_lassen", "weder überfällig noch still"), ("abbrechen", "nicht zurücknehmen")]
)
def test_vor_dem_anhalten_und_abbrechen_stehen_die_folgen(browser, kora, welt, verb, folge):
    massnahme = laufende_massnahme(welt)

    assert folge in browser(kora).get(f"/massnahmen/{massnahme.nummer}/{verb}", status=200).text


def test_ein_meilenstein_nach_der_frist_wird_angesprochen_und_gilt(browser, paul, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(50))
    schritt = neuer_meilenstein(welt, massnahme, in_=40)
    url, besuch = f"/massnahmen/{massnahme.nummer}", browser(paul)
    satz = f"liegt nach der Frist der Maßnahme am {in_tagen(50):%d.%m.%Y}"
    neu = {"meilenstein": str(schritt.id), "begruendung": "Die Software kommt später."}

    for tag, warnt in ((50, False), (51, True)):
        antwort = besuch.absenden(f"{url}/meilenstein_verschieben", geplant_am=in_tagen(tag).isoformat(), **neu)
        assert (satz in besuch.folgen(antwort).text) is warnt

    besuch.absenden(f"{url}/meilenstein_setzen", titel="Später", geplant_am=in_tagen(90).isoformat())
    assert satz in besuch.get(url).text
    besuch.absenden(
        f"{url}/rueckmeldung_geben",
        lage="verzoegert",
        satz="Es dauert.",
        neues_datum=in_tagen(60).isoformat(),
        begruendung="Krank.",
        meilenstein=str(schritt.id),
    )
    assert satz in besuch.get(url).text
    assert session().get(Meilenstein, schritt.id).geplant_am == in_tagen(60)


@pytest.mark.parametrize(("frist", "schritt", "zuerst"), [(10, 40, "Frist"), (40, 10, "Schritt")])
def test_was_zuerst_kommt_steht_auch_zuerst(browser, kora, welt, frist, schritt, zuerst):
    massnahme = laufende_massnahme(welt, frist=in_tagen(frist))
    neuer_meilenstein(welt, massnahme, in_=schritt)

    text = re.sub("<[^>]+>", " ", browser(kora).get("/massnahmen/", status=200).html)

    stellen = [text.index(f"{in_tagen(tage):%d.%m.%Y}") for tage in (10, 40)]
    assert stellen == sorted(stellen)
    nach = text.split(f"{in_tagen(10):%d.%m.%Y}")[1].split()
    assert nach[:3] == ["in", "10", "Tagen"]
    assert (f"Frist {in_tagen(10):%d.%m.%Y}" in text) is (zuerst == "Frist")


def abgesagte_massnahme(welt):
    massnahme = neue_massnahme(welt)
    with transaction():
        workflow.massnahmen.absagen(massnahme, welt.person("Mats"), begruendung="Uns fehlt das Personal.")
    return massnahme


@pytest.mark.parametrize(
    ("bauen", "wer", "verb"),
    [
        (neue_massnahme, "Mats", "zusagen"),
        (zugesagte_massnahme, "Paul", "meilenstein_setzen"),
        (zugesagte_massnahme, "Mats", "meilenstein_setzen"),
        (abgesagte_massnahme, "Paula", "bearbeiten"),
        (abgesagte_massnahme, "Mats", None),
        (vereinbarte_massnahme, "Paul", "beginnen"),
        (laufende_massnahme, "Kora", "erinnern"),
        (laufende_massnahme, "Paul", "rueckmeldung_geben"),
        (laufende_massnahme, "Bibi", "rueckmeldung_geben"),
    ],
)
def test_der_auffaellige_knopf_ist_der_naechste_schritt(browser, welt, bauen, wer, verb):
    massnahme = bauen(welt)

    seite = browser(welt.person(wer)).get(f"/massnahmen/{massnahme.nummer}", status=200)

    knoepfe = re.findall(r'<form[^>]*action="([^"]*)"(?:(?!</form>).)*?kern-btn--primary', seite.html, re.DOTALL)
    knoepfe += [a.attrs["href"] for a in seite.alle("a", class_="kern-btn--primary")]
    assert [url.rpartition("/")[2] for url in knoepfe] == ([verb] if verb else [])


def test_auf_einen_blick_steht_wer_um_die_zusage_gebeten_ist(browser, paula, mats, lena, welt):
    massnahme = neue_massnahme(welt)
    url = f"/massnahmen/{massnahme.nummer}"

    assert f"Um Zusage gebeten {mats.name}" in browser(paula).get(url, status=200).text
    with transaction():
        for eine in mats.zeichnungsberechtigungen:
            eine.bis = in_tagen(-1)
    assert "niemand: für dieses Haus ist niemand zeichnungsberechtigt" in browser(paula).get(url, status=200).text
    with transaction():
        for eine in mats.zeichnungsberechtigungen:
            eine.bis = None
        workflow.massnahmen.zusagen(massnahme, mats, verantwortlich=mats)
    assert "Um Zusage gebeten" not in browser(paula).get(url, status=200).text


def test_ein_haus_ohne_zeichnende_wird_beim_vorschlagen_angesprochen(browser, paula, mats, welt):
    satz = "ist niemand zeichnungsberechtigt"
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    haus, besuch = welt.institution("Jobcenter"), browser(paula)
    url = f"/massnahmen/zum-thema/{thema.nummer}/vorschlagen"

    antwort = besuch.absenden(url, titel="Bogen einführen", institution=str(haus.id))
    assert satz not in besuch.folgen(antwort).text
    with transaction():
        for eine in mats.zeichnungsberechtigungen:
            eine.bis = in_tagen(-1)
    antwort = besuch.absenden(url, titel="Bogen einführen", institution=str(haus.id))
    assert f"Für {haus.name} {satz}" in besuch.folgen(antwort).text


def test_von_der_massnahme_geht_es_zu_ihrer_zielvereinbarung(browser, paula, emil, welt):
    vereinbarung = neue_zielvereinbarung(welt)
    massnahme = neue_massnahme(welt, zielvereinbarung=vereinbarung)
    url, weg = f"/massnahmen/{massnahme.nummer}", f"/zielvereinbarungen/{vereinbarung.nummer}"

    blick = browser(paula).get(url, status=200).html.split('id="angaben"')[1].split("</section>")[0]
    assert f'href="{weg}"' in blick
    with transaction():
        massnahme.verantwortlich, massnahme.institution = emil, emil.institution
    assert weg not in browser(emil).get(url, status=200).html.split('id="angaben"')[1].split("</section>")[0]


@pytest.mark.parametrize(("bauen", "noch_nicht"), [(zugesagte_massnahme, True), (vereinbarte_massnahme, False)])
def test_erst_vor_dem_beschluss_heisst_es_sobald_vereinbart(browser, kora, welt, bauen, noch_nicht):
    text = browser(kora).get(f"/massnahmen/{bauen(welt).nummer}", status=200).text

    assert "Noch keine Kommune gemeldet." in text
    assert ("sobald die Maßnahme vereinbart ist" in text) is noch_nicht


def test_beim_abbrechen_heisst_nur_ein_knopf_so(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    seite = browser(kora).get(f"/massnahmen/{massnahme.nummer}/abbrechen", status=200)

    worte = [wort for e in seite.alle("span") if (wort := e.text.strip()).endswith(("bbrechen", "Zurück"))]
    assert worte == ["Maßnahme abbrechen", "Zurück"]


def test_die_seite_kostet_wenige_anweisungen(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    for zahl in range(5):
        neuer_meilenstein(welt, massnahme, in_=30 + zahl)
        melden(welt, massnahme)

    assert browser(kora).anweisungen(f"/massnahmen/{massnahme.nummer}") <= 15


def test_auch_eine_schlechte_wirkung_laesst_sich_festhalten_und_dauerhaft_ist_nicht_vorgewaehlt(browser, kora, welt):
    massnahme = massnahme_im_stand(welt, MassnahmeStatus.UMGESETZT)
    besuch, url = browser(kora), f"/massnahmen/{massnahme.nummer}/wirkung_pruefen"

    seite = besuch.get(url, status=200)
    assert "nicht gewirkt oder geschadet" in seite.text
    assert "checked" not in seite.eins("input", id="verstetigt").attrs
    besuch.absenden(url, ergebnis="Die Wege sind länger geworden.")

    session().expire_all()
    assert (massnahme.wirkung, massnahme.verstetigt) == ("Die Wege sind länger geworden.", False)


def test_verschobene_termine_bleiben_sichtbar(browser, paul, welt):
    massnahme = laufende_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme, in_=10)
    ursprung = schritt.geplant_am

    browser(paul).absenden(
        f"/massnahmen/{massnahme.nummer}/meilenstein_verschieben",
        meilenstein=str(schritt.id),
        geplant_am=in_tagen(40).isoformat(),
        begruendung="Die Software kommt später.",
    )

    text = browser(paul).get(f"/massnahmen/{massnahme.nummer}", status=200).text
    assert f"{ursprung:%d.%m.%Y}, 1× verschoben" in text
    assert "Die Software kommt später." in text
    assert "1× verschoben" in browser(paul).get("/massnahmen/").text


def test_paula_schlaegt_eine_massnahme_auf_der_seite_vor(browser, paula, welt):
    thema = neue_massnahme(welt).thema

    seite = browser(paula).absenden(
        f"/massnahmen/zum-thema/{thema.nummer}/vorschlagen",
        titel="Gemeinsame Sprechstunde",
        institution=str(welt.institution("Sozialamt").id),
        frist="31.12.2030",
    )

    massnahme = session().scalars(select(Massnahme).where(Massnahme.titel == "Gemeinsame Sprechstunde")).unique().one()
    assert seite.ziel == f"/massnahmen/{massnahme.nummer}"


def test_am_thema_steht_der_knopf_zum_vorschlagen(browser, paula, welt):
    thema = neue_massnahme(welt).thema

    html = browser(paula).get(f"/themen/{thema.nummer}", status=200).html

    assert f"/massnahmen/zum-thema/{thema.nummer}/vorschlagen" in html
    assert f"/zielvereinbarungen/zum-thema/{thema.nummer}/anlegen" in html


def test_ein_fremdes_haus_sagt_nicht_zu(browser, mia, welt):
    massnahme = neue_massnahme(welt)

    assert browser(mia).get(f"/massnahmen/{massnahme.nummer}/zusagen").status == 403
    browser(mia).post(
        f"/massnahmen/{massnahme.nummer}/zusagen", {"verantwortlich": str(welt.person("Paul").id)}, status=403
    )
    assert neu_gelesen(massnahme).status is S.VORGESCHLAGEN


def test_das_eigene_haus_sagt_ueber_das_formular_zu(browser, mats, paul, welt):
    massnahme = neue_massnahme(welt)

    browser(mats).absenden(f"/massnahmen/{massnahme.nummer}/zusagen", verantwortlich=str(paul.id))

    massnahme = neu_gelesen(massnahme)
    assert (massnahme.status, massnahme.verantwortlich_id) == (S.ZUGESAGT, paul.id)


def test_zwei_menschen_bearbeiten_denselben_vorschlag(browser, paula, paul, welt):
    """E1 P0, E2 P0: the second sees both texts and loses none."""
    massnahme = neue_massnahme(welt)
    url = f"/massnahmen/{massnahme.nummer}/bearbeiten"
    daten = {"institution": str(massnahme.institution_id), "titel": massnahme.titel}
    paul_oeffnet = browser(paul).get(url)
    browser(paula).absenden(url, **(daten | {"beschreibung": "Paulas Fassung <script>"}))

    seite = browser(paul).post(
        url, daten | {"beschreibung": "Pauls <b>Fassung</b>", "version": paul_oeffnet.feld("version")}, status=409
    )

    assert seite.feld("beschreibung") == "Pauls <b>Fassung</b>"
    assert "Paulas Fassung <script>" in seite.text
    assert neu_gelesen(massnahme).beschreibung == "Paulas Fassung <script>"


@pytest.mark.parametrize("version", ["", "x", "999999999999"])
def test_eine_gefaelschte_version_speichert_nichts(browser, paula, welt, version):
    """E1 P0: missing or forged version."""
    massnahme = neue_massnahme(welt)

    browser(paula).post(
        f"/massnahmen/{massnahme.nummer}/bearbeiten",
        {"titel": "Anders", "institution": str(massnahme.institution_id), "version": version},
        status=422,
    )

    assert neu_gelesen(massnahme).titel != "Anders"


@pytest.mark.parametrize(
    "daten",
    [
        {"titel": ""},
        {"titel": "x" * 161},
        {"titel": "Gut", "institution": "99999"},
        {"titel": "Gut", "frist": "30.02.2027"},
        {"titel": "Gut", "beschreibung": "y" * 1_000_000},
    ],
)
def test_schlechte_eingaben_bekommen_eine_meldung_am_feld(browser, paula, welt, daten):
    thema = neue_massnahme(welt).thema
    grund = {"institution": str(welt.institution("Sozialamt").id)}

    seite = browser(paula).post(f"/massnahmen/zum-thema/{thema.nummer}/vorschlagen", grund | daten, status=422)

    assert seite.alle("p", class_="kern-error")
    assert session().query(Massnahme).count() == 1


def test_das_formular_kommt_auch_als_teil(browser, paul, welt):
    massnahme = laufende_massnahme(welt)

    teil = browser(paul).get(f"/massnahmen/{massnahme.nummer}/rueckmeldung_geben", htmx=True, status=200)

    assert not teil.alle("h1")
    assert teil.alle("textarea", id="satz")


def test_das_buero_meldet_im_auftrag(browser, bibi, welt):
    massnahme = laufende_massnahme(welt)
    url = f"/massnahmen/{massnahme.nummer}/rueckmeldung_geben"

    browser(bibi).post(url, {"lage": "plan", "satz": "Läuft."}, status=422)
    browser(bibi).absenden(url, lage="plan", satz="Läuft.", im_auftrag_von="Paul, telefonisch")

    rueckmeldung = neu_gelesen(massnahme).letzte_rueckmeldung
    assert (rueckmeldung.person_id, rueckmeldung.im_auftrag_von) == (bibi.id, "Paul, telefonisch")
    assert "im Auftrag: Paul, telefonisch" in browser(bibi).get(f"/massnahmen/{massnahme.nummer}").text


def test_wer_verantwortlich_ist_wird_nicht_gefragt_in_wessen_auftrag(browser, paul, welt):
    massnahme = laufende_massnahme(welt)

    seite = browser(paul).get(f"/massnahmen/{massnahme.nummer}/rueckmeldung_geben", status=200)

    assert not seite.alle("input", id="im_auftrag_von")


def test_ein_neuer_termin_ohne_grund_wird_am_feld_angehalten(browser, paul, welt):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)

    seite = browser(paul).post(
        f"/massnahmen/{massnahme.nummer}/rueckmeldung_geben",
        {"lage": "verzoegert", "satz": "Dauert.", "neues_datum": in_tagen(50).isoformat()},
        status=422,
    )

    assert "Ein neuer Termin braucht einen Grund." in seite.text
    assert seite.feld("satz") == "Dauert."


# --- from a mail, without a password ------------------------------------------------------------------------------


def erinnert(browser, kora, massnahme):
    """The path of the link that the reminder brought."""
    browser(kora).absenden(f"/massnahmen/{massnahme.nummer}/erinnern")
    text = session().scalars(select(Nachricht.text).where(Nachricht.anlass == "massnahme.erinnern")).one()
    return re.search(r"/link/[^/\s]+/rueckmeldung", text).group()


def test_der_link_oeffnet_genau_das_formular_und_wirkt_einmal(browser, kora, welt):
    """D8 P0: single-purpose, stored hashed, nothing changes on GET, used once."""
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    link = erinnert(browser, kora, massnahme)
    fremd = browser()

    seite = fremd.get(link, status=200)
    assert massnahme.titel in seite.text
    assert not seite.alle("nav", aria_label="Hauptmenü")
    assert neu_gelesen(massnahme).rueckmeldungen == []
    assert link.split("/")[2] not in {zeile.hash for zeile in session().query(Einzellink)}

    fremd.absenden(
        link,
        lage="verzoegert",
        satz="Die Software fehlt.",
        neues_datum=in_tagen(60).isoformat(),
        begruendung="Lieferung",
    )
    massnahme = neu_gelesen(massnahme)
    assert massnahme.letzte_rueckmeldung.person.name == "Paul"
    assert massnahme.naechster_meilenstein.geplant_am == in_tagen(60)
    fremd.get(link, status=410)
    fremd.post(link, {"lage": "plan", "satz": "Noch einmal."}, status=410)
    assert len(neu_gelesen(massnahme).rueckmeldungen) == 1


def test_der_link_oeffnet_keine_andere_seite(browser, kora, welt):
    """D8 P0: on every other route the token is nothing, and it is no session."""
    massnahme = laufende_massnahme(welt)
    link = erinnert(browser, kora, massnahme)
    fremd = browser()
    fremd.get(link, status=200)

    assert fremd.get(link.replace("rueckmeldung", "einladung")).status in (404, 410)
    assert fremd.get(f"/massnahmen/{massnahme.nummer}").status in (302, 303, 401, 403)


def test_ein_unmoeglicher_termin_verbraucht_den_link_nicht(browser, kora, welt):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    link = erinnert(browser, kora, massnahme)

    seite = browser().post(
        link,
        {"lage": "plan", "satz": "Bleibt stehen.", "neues_datum": in_tagen(-1).isoformat(), "begruendung": "Grund"},
        status=409,
    )

    assert "in der Vergangenheit" in seite.text
    assert seite.feld("satz") == "Bleibt stehen."
    browser().get(link, status=200)


def test_der_link_laeuft_ab_und_gilt_nicht_fuer_ausgeschiedene(browser, kora, ada, paul, welt):
    """D7 P0, D8 P0: expires, and who left loses it with the next request."""
    massnahme = laufende_massnahme(welt)
    link = erinnert(browser, kora, massnahme)

    with clock.turned_to(clock.now() + timedelta(days=22)):
        browser().get(link, status=410)
    with transaction():
        workflow.personen.deaktivieren(paul, ada)
    browser().get(link, status=410)


def test_der_link_gilt_nicht_mehr_wenn_die_person_in_einem_anderen_haus_arbeitet(browser, kora, paul, welt):
    """D7 P0: although Paul still sees the Maßnahme as a member of the group."""
    massnahme = laufende_massnahme(welt)
    link = erinnert(browser, kora, massnahme)
    with transaction():
        paul.institution = welt.institution("Caritas")

    browser().get(link, status=410)
    browser().post(link, {"lage": "plan", "satz": "Läuft."}, status=410)

    assert neu_gelesen(massnahme).rueckmeldungen == []


def test_erfundene_links_gelten_nicht(browser):
    browser().get("/link/erfunden/rueckmeldung", status=410)
    browser().post("/link/erfunden/rueckmeldung", {"lage": "plan", "satz": "x"}, status=410)


# --- what waits for somebody --------------------------------------------------------------------------------------


def test_zugesagt_und_vereinbart_sind_zwei_schritte(browser, kora, welt):
    zugesagt, vereinbart = zugesagte_massnahme(welt), vereinbarte_massnahme(welt)

    assert "Noch kein Beschluss" in browser(kora).get(f"/massnahmen/{zugesagt.nummer}").text
    assert vereinbart.beschluss.nummer in browser(kora).get(f"/massnahmen/{vereinbart.nummer}").text
