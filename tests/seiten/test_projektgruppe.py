"""The page of a Projektgruppe, what its Leitung can do from there, and what stands where a Mandat is given."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beschluss,
    Massnahme,
    MassnahmeStatus,
    Mitgliedschaft,
    Nachricht,
    Person,
    Sitzung,
    SitzungStatus,
    Thema,
    ThemaStatus,
)
from tests.bauen.auftraege import angenommener_auftrag
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, massnahme_im_stand, neuer_meilenstein
from tests.bauen.sitzungen import laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import beauftragtes_thema, neu_gelesen, thema_im_stand, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung

S = ThemaStatus


def seite(gremium, *rest):
    return "/".join(["", "gremien", str(gremium.id), *map(str, rest)])


def knapp(antwort):
    return " ".join(antwort.text.split())


def test_die_leere_seite_lehrt(browser, welt, paula):
    text = knapp(browser(paula).get(seite(welt.projektgruppe), status=200))

    for satz in (
        "Kein laufendes Mandat",
        "Noch keine Zielvereinbarung",
        "Keine offene Maßnahme",
        "Keine Sitzung geplant",
        "Kein offener Auftrag",
        "hat Platz",
        "0 von höchstens 3 laufenden Themen",
    ):
        assert satz in text


@pytest.mark.parametrize("wer", ["Paula", "Paul", "Kora", "Mats", "Lena"])
def test_mandat_vereinbarung_und_massnahme_stehen_auf_der_seite(browser, welt, wer):
    thema = beauftragtes_thema(welt)
    vereinbarung = einreichbare_zielvereinbarung(welt, thema)
    massnahme = laufende_massnahme(welt, thema)
    neuer_meilenstein(welt, massnahme, in_=30)

    offen = browser(welt.person(wer)).get(seite(welt.projektgruppe), status=200)

    wege = {e.attrs["href"] for e in offen.alle("a", href=None)}
    assert {f"/themen/{thema.nummer}", f"/massnahmen/{massnahme.nummer}"} <= wege
    assert f"/beschluesse/{thema.beschluss.nummer}" in wege
    # Who only reads along sees no drafts and no lights.
    assert (f"/zielvereinbarungen/{vereinbarung.nummer}" in wege) is (wer != "Lena")
    assert ("im Plan" in offen.text) is (wer != "Lena")
    assert "noch nicht (erteilt am" in knapp(offen)


def test_wer_zu_lange_wartet_ist_auch_hier_ueberfaellig_und_steht_oben(browser, welt, kora):
    """The day until which it waits is a date like any other: in the light, as what is next, and in the order."""
    spaeter = laufende_massnahme(welt, frist=in_tagen(5))
    wartet = massnahme_im_stand(welt, MassnahmeStatus.WARTET, frist=in_tagen(90))
    with transaction():
        wartet.wartet_bis = in_tagen(-3)

    offen = browser(kora).get(seite(welt.projektgruppe), status=200)

    text = knapp(offen)
    assert "überfällig" in text
    assert f"Gewartet werden sollte bis {in_tagen(-3):%d.%m.%Y}" in text
    assert f"{in_tagen(-3):%d.%m.%Y} seit 3 Tagen" in text
    assert text.index(wartet.nummer) < text.index(spaeter.nummer)


def test_angenommen_wird_am_thema_und_steht_danach_auf_beiden_seiten(browser, welt, paula):
    thema = beauftragtes_thema(welt)
    page = browser(paula)
    assert "Mandat annehmen" in page.get(f"/themen/{thema.nummer}").text

    page.absenden(f"/themen/{thema.nummer}/annehmen", annahme="Wir fangen an.")

    for url in (seite(welt.projektgruppe), f"/themen/{thema.nummer}"):
        assert "Wir fangen an." in page.get(url, status=200).text
    assert "Mandat annehmen" not in [e.text.strip() for e in page.get(f"/themen/{thema.nummer}").alle("a")]


def test_annehmen_geht_auch_als_teil(browser, welt, paula):
    teil = browser(paula).get(f"/themen/{beauftragtes_thema(welt).nummer}/annehmen", htmx=True, status=200)

    assert teil.alle("html") == []
    assert teil.alle("textarea", id="annahme")


def test_auf_der_startseite_der_leitung_wartet_das_mandat(browser, welt, paula):
    thema = beauftragtes_thema(welt)

    start = browser(paula).get("/", status=200)

    assert "Mandat annehmen oder zurückgeben" in start.text
    assert f"/themen/{thema.nummer}" in {e.attrs["href"] for e in start.alle("a", href=None)}


def test_zurueckgegeben_bleibt_das_mandat_auf_beiden_seiten_lesbar(browser, welt, paula):
    thema = beauftragtes_thema(welt)
    with transaction():
        workflow.themen.zurueckgeben(thema, paula, begruendung="Uns fehlt die Zuständigkeit.")

    for url in (seite(welt.projektgruppe), f"/themen/{thema.nummer}"):
        assert "zurückgegeben: Uns fehlt die Zuständigkeit." in knapp(browser(paula).get(url, status=200))


def test_die_leitung_plant_laedt_ein_leitet_und_schreibt_von_dieser_seite_aus(browser, welt, paula, paul):
    page = browser(paula)
    wege = {e.attrs["href"] for e in page.get(seite(welt.projektgruppe)).alle("a", href=None)}
    (planen,) = [weg for weg in wege if "planen" in weg]
    tag = clock.today() + timedelta(days=10)

    sitzung_url = page.absenden(planen, beginn=f"{tag.isoformat()}T10:00", dauer="90", ort="Raum 3",
                                protokollfuehrung=str(paul.id)).ziel  # fmt: skip
    sitzung = session().query(Sitzung).one()
    page.absenden(f"{sitzung_url}/top_aufnehmen", titel="Wo stehen wir?", art="beratung", minuten="20")
    page.absenden(f"{sitzung_url}/einladen")
    assert "Raum 3" in page.get(seite(welt.projektgruppe)).text
    assert [n.person.name for n in session().query(Nachricht).filter_by(anlass="sitzung.einladen")] == ["Paul"]
    page.absenden(f"{sitzung_url}/eroeffnen")
    top = sitzung.tops[0]
    page.absenden(
        f"{sitzung_url}/tops/{top.id}/auftraege/erteilen", text="Den Bogen entwerfen.", verantwortlich=str(paul.id)
    )
    page.absenden(f"{sitzung_url}/tops/{top.id}/niederschreiben", niederschrift="Es wurde beraten.")
    page.absenden(f"{sitzung_url}/schliessen")
    page.get(f"{sitzung_url}/protokoll", status=200)

    session().expire_all()
    assert session().get_one(Sitzung, sitzung.id).status is SitzungStatus.NACHBEREITUNG
    for wer in (paula, paul):
        assert "Den Bogen entwerfen." in browser(wer).get(seite(welt.projektgruppe)).text


def test_auftraege_einer_gruppe_liest_nur_wer_dazugehoert(browser, welt, mats, petra, kora, lena):
    sitzung = neue_sitzung(welt, gremium=welt.projektgruppe)
    angenommener_auftrag(welt, laufender_top(welt, sitzung=sitzung), verantwortlich=welt.person("Paul"))

    assert "Die Schulen fragen." in browser(kora).get(seite(welt.projektgruppe)).text
    for fremd in (mats, petra, lena):
        assert "Die Schulen fragen." not in browser(fremd).get(seite(welt.projektgruppe)).text


def test_die_liste_der_gremien_zeigt_das_licht_jeder_projektgruppe(browser, welt, mats):
    for _ in range(4):
        thema_im_stand(welt, S.BEAUFTRAGT)

    text = knapp(browser(mats).get("/gremien/", status=200))

    assert "überlastet" in text
    assert "4 laufende Themen, höchstens 3 sind vereinbart." in text
    assert "hat Platz" in text


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Fatma", "Bibi", "Lena"])
def test_wer_nur_liest_liest_wie_viel_aber_kein_licht_der_auslastung(browser, welt, wer):
    """FACH §2: status and dates, no lights; an overdue milestone would be one."""
    massnahme = laufende_massnahme(welt, thema_im_stand(welt, S.VEREINBART))
    neuer_meilenstein(welt, massnahme)
    folgt = wer != "Lena"
    with clock.turned_to(clock.today() + timedelta(days=40)):
        besuch = browser(welt.person(wer))
        liste, eine, tafel = (
            besuch.get(url, status=200)
            for url in ("/gremien/", seite(welt.projektgruppe), "/massnahmen/?gruppe=projektgruppe")
        )

    for antwort in (liste, eine):
        text = knapp(antwort)
        assert folgt or "1 von höchstens 3 laufenden Themen" in text
        assert folgt or "Auslastung" not in text
        assert ("Meilenstein ist überfällig" in text) is folgt
        assert ("kf-ampel" in antwort.html) is folgt
    assert "1 von höchstens 3 laufenden Themen" in knapp(tafel)
    assert ("Auslastung" in knapp(tafel)) is folgt


# --- where a Mandat is given --------------------------------------------------------------------------------------


@pytest.fixture
def viertes(welt):
    """Three run, three are allowed; a fourth lies before the Lenkungsgruppe."""
    for nummer in range(3):
        thema_im_stand(welt, S.BEAUFTRAGT, titel=f"Laufendes {nummer}")
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top, titel="Das vierte")
    with transaction():
        workflow.sitzungen.einladen(top.sitzung, welt.person("Kora"))
    with transaction():
        workflow.sitzungen.eroeffnen(top.sitzung, welt.person("Kora"))
    return thema


def formular(welt, thema, **kw):
    top = thema.topgegenstaende[0].top
    name = f"g{thema.topgegenstaende[0].id}"
    felder = {
        "projektgruppe": str(welt.projektgruppe.id),
        "mandat": "Einen Vorschlag erarbeiten",
        "frist": "2030-06-30",
    } | kw
    return f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen", {
        "wortlaut": "Wir beauftragen.",
        "modus": "einvernehmlich",
        name: "thema.beauftragen",
        **{f"{name}-beauftragen-{feld}": wert for feld, wert in felder.items()},
    }


def test_vor_der_wahl_steht_die_auslastung_jeder_gruppe(browser, welt, kora, viertes):
    url, _ = formular(welt, viertes)

    text = knapp(browser(kora).get(url, status=200))

    assert "Auslastung der Projektgruppen heute" in text
    assert "3 von höchstens 3 laufenden Themen, 0 laufende Maßnahmen, 2 Personen" in text
    assert "0 von höchstens 3 laufenden Themen, 0 laufende Maßnahmen, 1 Person" in text
    assert "Die Gruppe ist voll." in text
    assert "Projektgruppe Sprache (hat Platz: 0 von 3)" in text
    assert "Was lassen wir dafür liegen?" in text


def test_das_vierte_geht_nur_mit_begruendung_oder_tausch(browser, welt, kora, viertes):
    url, daten = formular(welt, viertes)

    seite_409 = browser(kora).absenden(url, status=409, **daten)

    assert "Bitte begründen Sie das weitere Mandat oder wählen Sie, was dafür ruht" in knapp(seite_409)
    assert seite_409.feld("wortlaut") == "Wir beauftragen."
    assert neu_gelesen(viertes).status is S.VORGELEGT

    url, daten = formular(welt, viertes, begruendung="Der Landrat drängt.")
    browser(kora).absenden(url, **daten)
    assert neu_gelesen(viertes).status is S.BEAUFTRAGT
    assert "Der Landrat drängt." in browser(kora).get("/gremien/ueberlast", status=200).text


def test_der_tausch_steht_im_beschluss_und_in_der_liste(browser, welt, kora, mats, viertes):
    ruhend = session().query(Thema).filter_by(titel="Laufendes 1").one()
    url, daten = formular(welt, viertes, statt=str(ruhend.id), statt_bis="2030-01-31")
    vorgeschlagen = browser(kora).absenden(url, status=200, vorschlagen="1", **daten | {"wortlaut": ""})
    assert f"Dafür ruht {ruhend} bis zum 31.01.2030." in vorgeschlagen.feld("wortlaut")

    ziel = browser(kora).absenden(url, **daten | {"wortlaut": vorgeschlagen.feld("wortlaut")}).ziel

    assert neu_gelesen(ruhend).status is S.RUHT
    wege = {e.attrs["href"] for e in browser(kora).get(ziel).alle("a", href=None)}
    assert {f"/themen/{viertes.nummer}", f"/themen/{ruhend.nummer}"} <= wege
    liste = browser(mats).get("/gremien/ueberlast", status=200)
    assert f"/themen/{ruhend.nummer}" in {e.attrs["href"] for e in liste.alle("a", href=None)}


def test_ein_wortlaut_der_den_tausch_verschweigt_kommt_ergaenzt_zurueck(browser, welt, kora, viertes):
    ruhend = session().query(Thema).filter_by(titel="Laufendes 1").one()
    url, daten = formular(welt, viertes, statt=str(ruhend.id), statt_bis="2030-01-31")

    seite_422 = browser(kora).absenden(url, status=422, **daten)

    assert f"nannte nicht, was dafür ruht: {ruhend.nummer}" in knapp(seite_422)
    assert neu_gelesen(ruhend).status is S.BEAUFTRAGT
    ergaenzt = seite_422.feld("wortlaut")
    assert ergaenzt == f"Wir beauftragen.\nDafür ruht {ruhend} bis zum 31.01.2030."
    browser(kora).absenden(url, **daten | {"wortlaut": ergaenzt})
    assert neu_gelesen(ruhend).status is S.RUHT
    assert session().query(Beschluss).filter_by(wortlaut=ergaenzt).count() == 1


@pytest.mark.parametrize("wer", ["Paula", "Paul", "Fatma", "Zoe", "Bibi", "Lena"])
def test_die_liste_der_ueberlast_ist_fuer_die_die_beauftragen(browser, welt, wer):
    browser(welt.person(wer)).get("/gremien/ueberlast", status=403)
    assert "/gremien/ueberlast" not in browser(welt.person(wer)).get("/gremien/").html


def test_die_leere_liste_der_ueberlast_lehrt(browser, welt, mats):
    assert "Kein Mandat über der Höchstlast" in browser(mats).get("/gremien/ueberlast", status=200).text


@pytest.mark.parametrize(
    ("wer", "ueberlast", "saetze"),
    [
        ("Kora", True, True),
        ("Mats", True, True),
        ("Paula", False, True),
        ("Fatma", False, True),
        ("Lena", False, False),
    ],
)
def test_ueber_der_hoechstlast_und_gruende_liest_nur_wer_das_recht_hat(browser, welt, viertes, wer, ueberlast, saetze):
    """On both pages that show a Mandat, wherever on them."""
    ruhend, zurueck = (session().query(Thema).filter_by(titel=f"Laufendes {nummer}").one() for nummer in (1, 2))
    url, daten = formular(welt, viertes, statt=str(ruhend.id), statt_bis="2030-01-31")
    daten["wortlaut"] += f" Dafür ruht {ruhend} bis zum 31.01.2030."
    browser(welt.person("Kora")).absenden(url, **daten)
    with transaction():
        workflow.themen.annehmen(viertes, welt.person("Paula"), annahme="Wir fangen an.")
        workflow.themen.zurueckgeben(zurueck, welt.person("Paula"), begruendung="Uns fehlt die Zuständigkeit.")
    besuch = browser(welt.person(wer))

    gruppe, neues, altes = (
        knapp(besuch.get(url, status=200))
        for url in (seite(welt.projektgruppe), f"/themen/{viertes.nummer}", f"/themen/{zurueck.nummer}")
    )

    for text in (gruppe, neues):
        satz = f"über der Höchstlast (3 von 3 liefen schon), dafür ruht {ruhend.nummer}"
        assert (satz in text) is ueberlast
        assert ("Wir fangen an." in text) is saetze
    for text in (gruppe, altes):
        assert "zurückgegeben" in text
        assert ("Uns fehlt die Zuständigkeit." in text) is saetze


# --- leaving ------------------------------------------------------------------------------------------------------


def test_vor_dem_ende_der_mitgliedschaft_steht_was_offen_ist(browser, welt, kora, paul):
    massnahme = laufende_massnahme(welt)
    eine = session().query(Mitgliedschaft).filter_by(person_id=paul.id).one()
    url = seite(welt.projektgruppe, "mitgliedschaften", eine.id, "mitgliedschaft_beenden")

    for antwort in (browser(kora).get(url, status=200), browser(kora).get(url, htmx=True, status=200)):
        assert f"Maßnahme {massnahme}" in antwort.text
        assert "Nachfolge klären" in antwort.text

    browser(kora).absenden(url, bis=clock.today().isoformat())
    with clock.turned_to(clock.today() + timedelta(days=1)):
        start = browser(welt.person("Paula")).get("/", status=200)
        assert f"Maßnahme {massnahme} (bisher Paul)" in start.text
        weg = f"/massnahmen/{massnahme.nummer}/uebergeben"
        assert weg in {e.attrs["href"] for e in start.alle("a", href=None)}
        browser(welt.person("Paula")).absenden(
            weg, verantwortlich=str(welt.person("Mats").id), begruendung="Paul hat gewechselt."
        )
        assert "Nachfolge klären" not in browser(welt.person("Paula")).get("/").text


def test_deaktiviert_wird_erst_nach_dem_blick_auf_das_offene(browser, welt, ada, paul):
    massnahme = laufende_massnahme(welt)

    knopf = browser(ada).get(f"/personen/{paul.id}", status=200)
    assert f"/personen/{paul.id}/deaktivieren" in {e.attrs["href"] for e in knopf.alle("a", href=None)}
    frage = browser(ada).get(f"/personen/{paul.id}/deaktivieren", status=200)
    assert f"Maßnahme {massnahme.nummer}" in frage.text
    assert massnahme.titel not in frage.text

    browser(ada).absenden(f"/personen/{paul.id}/deaktivieren")
    session().expire_all()
    assert not session().get_one(Person, paul.id).ist_erreichbar


def test_ein_wechsel_der_institution_zeigt_die_massnahmen(browser, welt, ada, paul):
    massnahme = laufende_massnahme(welt)

    assert f"Maßnahme {massnahme.nummer}" in browser(ada).get(f"/personen/{paul.id}/bearbeiten", status=200).text


def test_ohne_offenes_steht_das_auch_da(browser, welt, ada):
    wer = welt.person("Bert")

    assert "Es ist nichts offen" in browser(ada).get(f"/personen/{wer.id}/deaktivieren", status=200).text


def test_eine_gruppe_endet_mit_einem_satz_ueber_die_arbeit(browser, welt, kora):
    thema = thema_im_stand(welt, S.BEAUFTRAGT)
    url, heute = seite(welt.projektgruppe, "beenden"), clock.today().isoformat()
    page = browser(kora)
    assert f"Thema {thema}" in page.get(url, status=200).text

    ohne = page.absenden(url, status=409, bis=heute, verbleib="")
    assert thema.nummer in ohne.text

    page.absenden(url, bis=heute, verbleib="Das Sozialamt führt es fort.")
    with clock.turned_to(clock.today() + timedelta(days=1)):
        danach = browser(kora).get(seite(welt.projektgruppe), status=200)
        assert "Das Sozialamt führt es fort." in danach.text
        assert f"/themen/{thema.nummer}" in {e.attrs["href"] for e in danach.alle("a", href=None)}


# --- cost ---------------------------------------------------------------------------------------------------------


def test_seiten_kosten_mit_viel_arbeit_so_viel_wie_mit_wenig(browser, welt, kora, paula):
    def machen(anzahl):
        for _ in range(anzahl):
            massnahme = laufende_massnahme(welt, thema_im_stand(welt, S.VEREINBART))
            neuer_meilenstein(welt, massnahme)

    urls = ["/gremien/", seite(welt.projektgruppe), "/gremien/ueberlast"]
    machen(1)
    wenige = [browser(kora).anweisungen(url) for url in urls]
    machen(8)

    assert [browser(kora).anweisungen(url) for url in urls] == wenige
    assert wenige[0] <= 6
    assert wenige[1] <= 15
    assert wenige[2] <= 6
    assert browser(paula).anweisungen("/") <= 15
    assert browser(kora).anweisungen("/") <= 15


def test_wer_die_gruppe_verlaesst_und_im_haus_bleibt_laesst_sich_neu_nennen(browser, welt, paula, paul, kora):
    massnahme = laufende_massnahme(welt)
    weg = f"/massnahmen/{massnahme.nummer}/uebergeben"

    def zur_wahl(wer):
        seite = browser(wer).get(weg, status=200)
        return {e.attrs["value"] for kind in ("option", "input") for e in seite.alle(kind, value=None)}

    assert str(paul.id) not in zur_wahl(kora)
    eine = session().query(Mitgliedschaft).filter_by(person_id=paul.id, gremium_id=welt.projektgruppe.id).one()
    with transaction():
        workflow.gremien.mitgliedschaft_beenden(eine, kora, bis=clock.today())

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert str(paul.id) in zur_wahl(paula)
        browser(paula).absenden(weg, verantwortlich=str(paul.id), begruendung="Bleibt es.")
        session().expire_all()
        assert session().get_one(Massnahme, massnahme.id).verantwortlich_seit == clock.today()


@pytest.mark.parametrize("grund", ["", "Die Frist läuft ab."])
def test_in_eine_volle_gruppe_kehrt_ein_thema_nur_mit_grund_zurueck(browser, welt, kora, grund):
    ruhend = thema_im_stand(welt, S.RUHT)
    for nummer in range(3):
        thema_im_stand(welt, S.BEAUFTRAGT, titel=f"Laufendes {nummer}")
    weg = f"/themen/{ruhend.nummer}/fortsetzen"
    assert "höchstens vorgesehen" in browser(kora).get(weg, status=200).text

    antwort = browser(kora).absenden(weg, begruendung=grund, status=303 if grund else 409)

    assert neu_gelesen(ruhend).status is (S.BEAUFTRAGT if grund else S.RUHT)
    assert grund or "3 von höchstens 3 laufenden Themen" in antwort.text
