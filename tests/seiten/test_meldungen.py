"""Pages of Meldungen for those with an account: form, queue, deciding one after the other, pasting from a table."""

import pytest
from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Ereignis, Meldeweg, Meldung, MeldungStatus, Thema
from kimflow.workflow.meldungseinfuegung import SPALTEN
from tests.bauen.meldungen import angenommene_meldung, formular, nachgefragte_meldung, neue_meldung
from tests.bauen.themen import neues_thema


def alle():
    session().expire_all()
    return list(session().scalars(select(Meldung).order_by(Meldung.id)))


def test_eine_fachkraft_meldet_und_sieht_ihre_meldung(browser, welt, fatma):
    mein = browser(fatma)

    antwort = mein.absenden("/meldungen/melden", **formular(welt))

    (meldung,) = alle()
    seite = mein.folgen(antwort)
    assert antwort.ziel == f"/meldungen/{meldung.nummer}"
    assert meldung.titel in seite.text
    assert "eingegangen" in seite.text
    assert "Annehmen" not in seite.text


def test_was_fehlt_sagt_das_formular_und_behaelt_den_text(browser, welt, fatma):
    antwort = browser(fatma).absenden(
        "/meldungen/melden", status=422, **formular(welt, titel="", schilderung="Ein langer Text.")
    )

    assert "Bitte ausfüllen." in antwort.text
    assert antwort.feld("schilderung") == "Ein langer Text."
    assert alle() == []


def test_die_leere_liste_zeigt_den_naechsten_schritt(browser, fatma, kora):
    assert "Noch keine Meldung von Ihnen" in browser(fatma).get("/meldungen/").text
    assert "Nichts zu entscheiden" in browser(kora).get("/meldungen/").text


def test_jede_sieht_nur_ihre_eigenen_und_die_koordination_alle(browser, welt, kora, fatma, finn):
    meldung = neue_meldung(welt)

    assert meldung.titel in browser(kora).get("/meldungen/").text
    assert meldung.titel in browser(fatma).get("/meldungen/").text
    assert meldung.titel not in browser(finn).get("/meldungen/?status=alle").text
    assert browser(finn).get(f"/meldungen/{meldung.nummer}").status == 404


def test_die_liste_laesst_sich_filtern(browser, welt, kora):
    offen, gefragt = neue_meldung(welt, titel="Hier offen"), nachgefragte_meldung(welt, titel="Hier gefragt")
    mein = browser(kora)

    assert gefragt.titel not in mein.get("/meldungen/").text
    assert offen.titel not in mein.get("/meldungen/?status=nachfrage").text
    feld = welt.vokabel("handlungsfeld", "Sprache").id
    assert "Nichts gefunden" in mein.get(f"/meldungen/?status=alle&handlungsfeld={feld}").text
    text = mein.get("/meldungen/?status=alle&suche=gefragt").text
    assert gefragt.titel in text
    assert offen.titel not in text


@pytest.mark.parametrize("htmx", [False, True])
def test_nach_der_entscheidung_kommt_die_naechste_meldung(browser, welt, kora, htmx):
    erste, zweite = neue_meldung(welt), neue_meldung(welt, titel="Die zweite")
    mein = browser(kora)
    url = f"/meldungen/{erste.nummer}/nicht_weiterverfolgen"
    marke = mein.get(url).feld("marke")

    antwort = mein.post(url, {"begruendung": "Schon gelöst.", "marke": marke}, htmx=htmx)

    ziel = antwort.headers["HX-Redirect"] if htmx else antwort.ziel
    assert ziel == f"/meldungen/{zweite.nummer}"
    assert "Sie haben die Meldung abgelegt." in mein.get(ziel).text
    assert mein.absenden(f"/meldungen/{zweite.nummer}/auf_beratung_hinweisen").ziel == "/meldungen/"


def test_zu_spaet_entschieden_sagt_die_seite_warum(browser, welt, kora):
    meldung = neue_meldung(welt)
    mein = browser(kora)
    url = f"/meldungen/{meldung.nummer}/nachfragen"
    mein.absenden(url, frage="Seit wann?")

    seite = mein.post(url, {"frage": "Und wo?", "marke": "eine andere"}, status=409)

    assert "nicht möglich" in seite.text
    assert seite.feld("frage") == "Und wo?"


def test_annehmen_bietet_die_themen_an(browser, welt, kora, fatma):
    thema, meldung = neues_thema(welt), neue_meldung(welt)
    mein = browser(kora)

    mein.absenden(f"/meldungen/{meldung.nummer}/annehmen", thema=str(thema.id))

    assert thema.titel in mein.get(f"/meldungen/{meldung.nummer}").text
    assert meldung.titel in mein.get(f"/themen/{thema.nummer}").text
    assert thema.nummer in browser(fatma).get(f"/meldungen/{meldung.nummer}").text


def test_aus_gewaehlten_meldungen_wird_ein_thema(browser, welt, kora):
    eine, andere, dritte = (neue_meldung(welt, titel=f"Nummer {n}") for n in range(3))
    mein = browser(kora)
    seite = mein.get(f"/themen/aufnehmen?meldung={eine.nummer}&meldung={andere.nummer}")
    haken = [e for e in seite.alle("input", checked=None) if e.attrs["name"] == "meldungen"]
    gewaehlt = [e.attrs["value"] for e in haken]
    assert gewaehlt == [str(eine.id), str(andere.id)]

    mein.absenden("/themen/aufnehmen", titel="Übergänge", meldungen=gewaehlt)

    assert [m.status for m in alle()] == [
        MeldungStatus.ANGENOMMEN,
        MeldungStatus.ANGENOMMEN,
        MeldungStatus.EINGEGANGEN,
    ]
    thema = session().scalars(select(Thema)).one()
    assert f"/themen/{thema.nummer}" in mein.get("/meldungen/?status=angenommen").html
    assert dritte.titel in mein.get("/meldungen/").text


def test_wer_keine_meldungen_liest_sieht_beim_thema_nur_die_zahl(browser, welt, kora, mats):
    thema = neues_thema(welt)
    meldung = angenommene_meldung(welt, thema)

    for url in (f"/themen/{thema.nummer}", f"/themen/{thema.nummer}/steckbrief"):
        text = browser(mats).get(url).text
        assert "Angenommene Meldungen: < 5" in text
        assert meldung.titel not in text
    assert meldung.titel not in browser(kora).get(f"/themen/{thema.nummer}/steckbrief").text
    assert meldung.titel in browser(kora).get(f"/themen/{thema.nummer}").text


def test_zweimal_gesendet_ist_einmal_gemeldet(browser, welt, fatma):
    mein = browser(fatma)
    daten = formular(welt) | {"marke": mein.get("/meldungen/melden").feld("marke")}

    ziele = {mein.post("/meldungen/melden", daten, status=303).ziel for _ in range(2)}

    assert len(ziele) == len(alle()) == 1


# --- pasted from a table ------------------------------------------------------------------------------------------


def tabelle(*zeilen):
    return "\n".join("\t".join(zeile) for zeile in zeilen)


KOPF = ("Kurz gesagt", "von Stelle", "Zu Stelle", "Handlungsfeld", "Nebenbei")
GUT = ("Zwei Stellen, keine Antwort", "Sozialamt", "jobcenter", "Sprache", "egal")
SCHLECHT = ("", "Sozialamt", "Raumfahrtamt", "Sprache", "")


def senden(mein, wohin, text, **kw):
    marke = mein.get("/meldungen/einfuegen").feld("marke")
    status = kw.pop("status", None)
    return mein.post(f"/meldungen/einfuegen/{wohin}", {"zeilen": text, "marke": marke, **kw}, status=status)


def test_die_vorschau_sagt_zu_jeder_zeile_was_daraus_wird(browser, welt, kora):
    schon = neue_meldung(welt, titel="Gibt es schon")

    seite = senden(browser(kora), "vorschau", tabelle(KOPF, GUT, SCHLECHT, ("Gibt es schon",)), status=200)

    assert "wird aufgenommen" in seite.text
    assert "Die Spalte „Kurz gesagt“ ist leer. Zu Stelle „Raumfahrtamt“ ist nicht bekannt." in seite.text
    assert f"Derselbe Satz steht in {schon.nummer}." in seite.text
    assert len(alle()) == 1


def test_mit_fehlern_wird_nichts_uebernommen_oder_bewusst_nur_der_rest(browser, kora):
    text, mein = tabelle(KOPF, GUT, SCHLECHT), browser(kora)

    seite = senden(mein, "uebernehmen", text, status=409)
    assert "Zeile 3" in seite.text
    assert seite.feld("zeilen") == text
    assert alle() == []

    antwort = senden(mein, "uebernehmen", text, auslassen="y", status=303)
    (meldung,) = alle()
    assert "1 Meldung aufgenommen." in mein.folgen(antwort).text
    assert (meldung.titel, meldung.weg, meldung.person.name) == (GUT[0], Meldeweg.TABELLE, "Kora")
    assert (meldung.zu_institutionstyp.kurz, meldung.handlungsfeld.kurz) == ("Jobcenter", "Sprache")


def test_ohne_ueberschriften_gilt_die_reihenfolge_und_zellen_duerfen_umbrueche_haben(browser, kora):
    senden(browser(kora), "uebernehmen", 'Ohne Kopf\t"Erste Zeile\nZweite Zeile"\tEin Vorschlag', status=303)

    (meldung,) = alle()
    assert list(SPALTEN)[:3] == ["titel", "schilderung", "vorschlag"]
    assert (meldung.titel, meldung.schilderung) == ("Ohne Kopf", "Erste Zeile\nZweite Zeile")


def test_eine_leere_erste_zelle_verschiebt_die_zeile_nicht(browser, kora):
    seite = senden(browser(kora), "vorschau", "\tNur eine Schilderung\n", status=200)

    assert "Die Spalte „Kurz gesagt“ ist leer." in seite.text


def test_ein_zu_langer_satz_hindert_nur_seine_zeile(browser, kora):
    seite = senden(browser(kora), "vorschau", "Kurz gesagt\n" + "Wort " * 60 + "\nGut", status=200)

    assert "„Kurz gesagt“ hat mehr als 160 Zeichen." in seite.text
    assert "wird aufgenommen" in seite.text


def test_zu_viele_zeilen_oder_keine_sagt_die_seite(browser, kora):
    mein = browser(kora)

    assert "Höchstens 200 Zeilen" in senden(mein, "vorschau", "x\n" * 201, status=409).text
    assert "keine Zeile mit einer Meldung" in senden(mein, "vorschau", tabelle(KOPF), status=409).text
    assert "Bitte ausfüllen." in senden(mein, "uebernehmen", " ", status=422).text


def test_ein_begruendeter_fund_steht_im_verlauf_der_zeile_die_ihn_hat(browser, kora):
    mein, ruf = browser(kora), "Unter 0221 4711222 ist der Schalter nie erreichbar."
    text = tabelle(KOPF, GUT, (ruf,))
    abgelehnt = senden(mein, "uebernehmen", text, status=422)
    grund = next(e.attrs["name"] for e in abgelehnt.alle("select") if e.attrs["name"].startswith("waechter-"))

    senden(mein, "uebernehmen", text, status=303, **{grund: "amtlich"})

    (zeile,) = session().scalars(select(Ereignis).where(Ereignis.akt == "datenschutz.begruenden"))
    assert (zeile.gegenstand_id, zeile.person_id) == (alle()[1].id, kora.id)


def test_auch_am_ende_eines_langen_textes_wird_geprueft(browser, kora):
    lang = tabelle(*((f"Nummer {n}", "Es dauerte. " * 160) for n in range(80)), ("Ruf 0221 4711222",))
    assert len(lang) > 150_000

    assert "Telefonnummer" in senden(browser(kora), "uebernehmen", lang, status=422).text
    assert alle() == []


def test_derselbe_satz_in_zwei_zeilen_ist_eine_meldung(browser, kora):
    mein, text = browser(kora), tabelle(("Immer dasselbe",), ("Etwas anderes",), ("Immer dasselbe",))
    assert "Derselbe Satz steht in Zeile 1." in senden(mein, "vorschau", text, status=200).text

    senden(mein, "uebernehmen", text, status=303)

    assert [m.titel for m in alle()] == ["Immer dasselbe", "Etwas anderes"]


def test_zweimal_uebernommen_ist_einmal_aufgenommen(browser, kora):
    mein = browser(kora)
    daten = {"zeilen": tabelle(KOPF, GUT), "marke": mein.get("/meldungen/einfuegen").feld("marke")}
    for _ in range(2):
        mein.post("/meldungen/einfuegen/uebernehmen", daten, status=303)

    assert len(alle()) == 1


def test_nur_die_koordination_fuegt_ein(browser, fatma):
    mein = browser(fatma)

    assert mein.get("/meldungen/einfuegen").status == 403
    assert mein.post("/meldungen/einfuegen/uebernehmen", {"zeilen": "Etwas"}).status == 403
    assert alle() == []
