"""Drafts of forms: kept while one types, shown again to nobody else, gone once they have done their work."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.blueprints.fallrekonstruktionen.forms import BearbeitenForm, ZurueckgebenForm
from kimflow.db import session, transaction
from kimflow.models import Entwurf
from kimflow.web import entwuerfe
from tests.bauen.fallrekonstruktionen import eingereichter_fall, neuer_fall, voller_fall

VON_SELBST = {"Kimflow-Entwurf": "1"}
GETIPPT = {"titel": "Angefangen", "jahr": "2026", "quartal": "viele", "stationen-0-geschehen": "Erste"}


def seite(fall, verb="bearbeiten"):
    return f"/fallrekonstruktionen/{fall.nummer}/{verb}".rstrip("/")


def tippen(fenster, fall, *, headers=VON_SELBST, status=200, **kw):
    """What the script sends a moment after the last key."""
    offen = fenster.get(seite(fall), status=200)
    typed = {"version": offen.feld("version"), "marke": offen.feld("marke"), **GETIPPT, "entwurf_speichern": "1"}
    return fenster.post(seite(fall), typed | kw, headers=headers, status=status)


def test_das_skript_bekommt_einen_satz_und_nichts_wird_gespeichert(browser, welt, fatma):
    fall = neuer_fall(welt)

    antwort = tippen(browser(fatma), fall)

    assert antwort.html.startswith("Entwurf gespeichert um ")
    assert antwort.headers["Content-Type"].startswith("text/plain")
    session().refresh(fall)
    assert fall.titel == "Lücke beim Wechsel der Zuständigkeit"


def test_beim_oeffnen_steht_alles_wieder_da_auch_falsches(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    tippen(fenster, fall)

    offen = fenster.get(seite(fall), status=200)

    assert [offen.feld(name) for name in GETIPPT] == list(GETIPPT.values())
    assert "Hier steht Ihr Entwurf, gespeichert um" in offen.text
    assert "Inzwischen" not in offen.text
    assert "Bitte prüfen Sie" not in offen.text


def test_die_seite_des_falls_sagt_dass_noch_ein_entwurf_wartet(browser, welt, fatma):
    fall, fenster = voller_fall(welt), browser(fatma)
    assert "noch nicht gesendet" not in fenster.get(seite(fall, "")).text
    tippen(fenster, fall)

    offen = fenster.get(seite(fall, ""))
    assert "Ihr Entwurf ist noch nicht gesendet" in offen.text
    assert f'href="{seite(fall)}">Entwurf öffnen' in offen.html
    gesperrt = fenster.absenden(seite(fall, "einreichen"), status=409, anonymitaet="anonym")
    assert "Bitte senden oder verwerfen Sie ihn." in gesperrt.text


def test_ohne_skript_speichert_der_knopf_und_die_seite_sagt_es(browser, welt, fatma):
    fall = neuer_fall(welt)

    offen = tippen(browser(fatma), fall, headers=None)

    assert "Entwurf gespeichert um" in offen.text
    assert offen.feld("stationen-0-geschehen") == "Erste"


def test_ein_zweites_mal_ersetzt_das_erste(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    tippen(fenster, fall)
    tippen(fenster, fall, titel="Weiter")

    assert session().query(Entwurf).count() == 1
    assert fenster.get(seite(fall)).feld("titel") == "Weiter"


def test_wie_die_adresse_auch_geschrieben_ist_der_entwurf_gehoert_zur_nummer(browser, welt, fatma):
    """Else it would stay when the texts of its case go."""
    fall, fenster = neuer_fall(welt), browser(fatma)

    fenster.post(
        f"/fallrekonstruktionen/{fall.nummer}{'%20' * 6}x/bearbeiten", {**GETIPPT, "entwurf_speichern": "1"}, status=200
    )

    assert [one.ding for one in session().query(Entwurf)] == [fall.nummer]
    assert fenster.get(seite(fall)).feld("titel") == "Angefangen"


def test_verwerfen_zeigt_wieder_was_gespeichert_ist(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    tippen(fenster, fall)

    antwort = fenster.post(seite(fall), {**GETIPPT, "entwurf_verwerfen": "1"}, status=303)

    offen = fenster.folgen(antwort)
    assert offen.feld("titel") == "Lücke beim Wechsel der Zuständigkeit"
    assert session().query(Entwurf).count() == 0


def test_mit_dem_speichern_ist_der_entwurf_weg(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    tippen(fenster, fall)

    fenster.absenden(seite(fall), **(GETIPPT | {"quartal": "2"}))

    assert session().query(Entwurf).count() == 0


def test_was_nach_dem_speichern_noch_ankommt_wird_kein_entwurf(browser, welt, fatma):
    """The script's last request may overtake nothing: the form it belongs to has been sent."""
    fall, fenster = neuer_fall(welt), browser(fatma)
    offen = fenster.get(seite(fall))
    gesendet = {"version": offen.feld("version"), "marke": offen.feld("marke"), **GETIPPT, "quartal": "2"}
    fenster.post(seite(fall), gesendet, status=303)

    spaet = {**gesendet, "entwurf_speichern": "1"}
    antwort = fenster.post(seite(fall), spaet, headers=VON_SELBST, status=409)
    ohne_skript = fenster.post(seite(fall), spaet, status=409)

    assert antwort.html == "Dieses Formular ist schon gesendet. Bitte laden Sie die Seite neu."
    assert antwort.html in ohne_skript.text
    assert session().query(Entwurf).count() == 0


def test_wurde_inzwischen_gespeichert_zeigt_das_absenden_beide_fassungen(browser, welt, fatma):
    """E1 P0: a draft never overwrites what was saved since."""
    fall, fenster = voller_fall(welt), browser(fatma)
    tippen(fenster, fall)
    with transaction():
        workflow.fallrekonstruktionen.bearbeiten(
            fall, fatma, titel="Im anderen Fenster", jahr=2026, quartal=1, stationen=[], bruchstellen=[]
        )

    offen = fenster.get(seite(fall), status=200)
    assert "Inzwischen wurde etwas anderes gespeichert" in offen.text
    beide = fenster.absenden(seite(fall), status=409, **(GETIPPT | {"quartal": "2"}))

    assert "Im anderen Fenster" in beide.text
    assert beide.feld("titel") == "Angefangen"


@pytest.mark.parametrize("wer", ["Finn", "Kora", "Frida", "Ada", "Mats"])
def test_einen_fremden_entwurf_sieht_niemand(browser, welt, fatma, wer):
    """D5 P0: not on the form of the same thing, and nobody keeps one at a thing that is out of sight."""
    fall = neuer_fall(welt)
    tippen(browser(fatma), fall)
    fremd = browser(welt.person(wer))

    fremd.get(seite(fall), status=404)
    fremd.post(seite(fall), {**GETIPPT, "entwurf_speichern": "1"}, headers=VON_SELBST, status=404, pruefen=False)

    assert [one.person_id for one in session().query(Entwurf)] == [fatma.id]


def test_zwei_personen_zwei_entwuerfe(browser, welt, fatma, finn):
    url = f"/fallrekonstruktionen/{welt.fallwerkstatt.id}/anlegen"
    for person, titel in ((fatma, "Von Fatma"), (finn, "Von Finn")):
        browser(person).post(url, {"titel": titel, "entwurf_speichern": "1"}, headers=VON_SELBST, status=200)

    assert browser(fatma).get(url).feld("titel") == "Von Fatma"
    assert browser(finn).get(url).feld("titel") == "Von Finn"


def test_ein_entwurf_haelt_nur_felder_des_formulars(browser, welt, fatma):
    """D6 P0."""
    fall = neuer_fall(welt)

    tippen(browser(fatma), fall, csrf_token_2="x", status_="frei", zeile="", autor_id="1")

    names = {name for name, _ in session().query(Entwurf).one().felder}
    assert names == {"version", "titel", "jahr", "quartal", "stationen-0-geschehen"}


def test_formulare_ohne_entwurf_kennen_den_knopf_nicht(browser, welt, finn):
    fall = eingereichter_fall(welt)

    offen = browser(finn).absenden(seite(fall, "zurueckgeben"), status=422, entwurf_speichern="1")

    assert "Entwurf speichern" not in offen.text
    assert session().query(Entwurf).count() == 0


def test_zu_viel_text_wird_gesagt_und_bleibt_stehen(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    viel = "x" * 201_000

    assert tippen(fenster, fall, status=409, schilderung=viel).html.startswith("Das ist zu viel Text")
    offen = tippen(fenster, fall, status=409, headers=None, schilderung=viel)

    assert offen.feld("schilderung") == viel
    assert session().query(Entwurf).count() == 0


def test_ohne_gueltiges_zeichen_wird_kein_entwurf(browser, welt, fatma):
    """J4 P0: a foreign page cannot plant a draft."""
    fall = neuer_fall(welt)

    browser(fatma).post(
        seite(fall), {**GETIPPT, "entwurf_speichern": "1"}, headers=VON_SELBST, token=False, pruefen=False
    )

    assert session().query(Entwurf).count() == 0


def test_der_waechter_entscheidet_an_einer_stelle_was_bleibt(app):
    """web/entwuerfe.durchlassen is the one gate: what it drops reaches no draft."""
    with app.test_request_context():
        form = BearbeitenForm(formdata=None)
        sent = [("titel", "a"), ("marke", "b"), ("csrf_token", "c"), ("bruchstellen-0-satz", "d"), ("fremd", "e")]

        assert entwuerfe.durchlassen(form, sent) == [("titel", "a"), ("bruchstellen-0-satz", "d")]
        assert (form.waechter, ZurueckgebenForm.waechter) == (True, True)


def test_was_der_waechter_findet_kommt_in_keinen_entwurf(browser, welt, fatma):
    """I3: kind and place are said, the words are not repeated; without script the text stays in the form."""
    fall, fenster = neuer_fall(welt), browser(fatma)
    getippt = "Sie ist unter 0221 4711222 zu erreichen."

    antwort = tippen(fenster, fall, status=409, **{"stationen-0-geschehen": getippt})
    assert "Telefonnummer" in antwort.html
    assert "4711222" not in antwort.html
    offen = tippen(fenster, fall, status=409, headers=None, **{"stationen-0-geschehen": getippt})

    assert offen.feld("stationen-0-geschehen") == getippt
    assert session().query(Entwurf).count() == 0


def test_mit_dem_entwurf_kommen_die_begruendungen_zurueck(browser, welt, fatma):
    """Else it would come back as a text that cannot be saved any more, without saying where it fails."""
    fall, fenster = neuer_fall(welt), browser(fatma)
    getippt = {"stationen-1-geschehen": "Die Hotline 0221 4711222 war besetzt."}
    offen = tippen(fenster, fall, status=409, headers=None, **getippt)
    assert "Stationen 2, Was geschah: Telefonnummer" in offen.text
    (name,) = [e.attrs["name"] for e in offen.alle("select") if e.attrs.get("name", "").startswith("waechter-")]
    tippen(fenster, fall, **getippt, **{name: "funktion", "waechter-fremd": "funktion"})

    wieder = fenster.get(seite(fall), status=200)

    assert wieder.alle("select", name_=name)
    assert ["selected" in one.attrs for one in wieder.alle("option", value="funktion")] == [True]
    assert "waechter-fremd" not in {one for one, _ in session().query(Entwurf).one().felder}
    tippen(fenster, fall, **getippt, **{name: "funktion"})
    fenster.absenden(seite(fall), **(GETIPPT | getippt | {"quartal": "2", name: "funktion"}))
    assert session().query(Entwurf).count() == 0


def test_ein_alter_entwurf_nennt_seinen_tag(browser, welt, fatma):
    fall, fenster = neuer_fall(welt), browser(fatma)
    tippen(fenster, fall)
    with transaction():
        session().query(Entwurf).one().geaendert_am = clock.now() - timedelta(days=3)

    assert "Hier steht Ihr Entwurf, gespeichert am " in fenster.get(seite(fall)).text


def test_das_oeffnen_mit_entwurf_kostet_nicht_mehr_anweisungen(browser, welt, fatma):
    fall, fenster = voller_fall(welt), browser(fatma)
    ohne = fenster.anweisungen(seite(fall))
    tippen(fenster, fall)

    assert fenster.anweisungen(seite(fall)) == ohne <= 15
