"""Pages of cases: who sees what, the form that grows, and what the checker confirms."""

from datetime import date, timedelta

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Fallrekonstruktion, FallStatus
from tests.bauen.fallrekonstruktionen import (
    ANGEHAKT,
    eingereichter_fall,
    freigegebener_fall,
    neue_bruchstelle,
    neue_station,
    neuer_fall,
    voller_fall,
    zwei_brueche,
)

LISTE = "/fallrekonstruktionen/"
GEHEIM = "Marzipanfabrik"


def seite(fall, verb=""):
    return f"{LISTE}{fall.nummer}{'/' + verb if verb else ''}"


def bruchstelle(welt, nummer=0, **kw):
    """One row of the form as a browser sends it."""
    row = neue_bruchstelle(welt, **kw)
    return {f"bruchstellen-{nummer}-{k}": str(getattr(v, "id", v)) for k, v in row.items()}


def grob(welt, **kw):
    return {"titel": "Lücke", "jahr": "2026", "quartal": "2", "schilderung": ""} | kw


def test_ohne_faelle_sagt_die_liste_einer_fachkraft_den_naechsten_schritt(browser, welt, fatma):
    liste = browser(fatma).get(LISTE, status=200)

    assert "Noch kein Fall für Sie" in liste.text
    assert len(liste.alle("a", href=f"{LISTE}{welt.fallwerkstatt.id}/anlegen")) == 2


def test_mitglieder_kommen_zu_zahlen_statt_zu_faellen(browser, welt, mats):
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt)] * 2)

    liste = browser(mats).get(LISTE, status=200)

    assert "Hier liegen für Sie keine Fälle" in liste.text
    assert "Wo es bricht" in liste.text
    assert liste.alle("a", href="/landkarte/")


def test_die_administration_oeffnet_keine_faelle(browser, ada):
    browser(ada).get(LISTE, status=403)


def test_die_liste_laesst_sich_filtern(browser, welt, fatma):
    voller_fall(welt, titel="Erster", jahr=2024)
    eingereichter_fall(welt, titel="Zweiter", jahr=2025)
    rechtskreis = welt.vokabel("rechtskreis", "SGB III")

    for filter, gefunden in {
        "status=entwurf": ["Erster"],
        "jahr=2025": ["Zweiter"],
        f"kommune={welt.kommune('Waldau').id}": [],
        f"rechtskreis={rechtskreis.id}": [],
        "suche=ERST": ["Erster"],
        "status=unsinn&jahr=abc&kommune=-1": ["Zweiter", "Erster"],
    }.items():
        liste = browser(fatma).get(f"{LISTE}?{filter}", status=200)
        assert [e.text for e in liste.alle("a") if "/F-" in e.attrs.get("href", "")] == gefunden, filter


def test_die_seite_zeigt_stationen_bruchstellen_und_verlauf(browser, welt, fatma):
    fall = voller_fall(welt)

    offen = browser(fatma).get(seite(fall), status=200)

    assert "Antrag gestellt, lange keine Antwort." in offen.text
    assert "sechs Wochen lang keine Leistung" in offen.text
    assert "hat die Fallrekonstruktion angelegt" in offen.text


def test_die_seite_nennt_themen_die_auf_der_bruchstelle_ruhen(browser, welt, kora):
    fall = freigegebener_fall(welt)
    with transaction():
        thema = workflow.themen.aufnehmen(
            kora,
            titel="Nahtlose Leistungen",
            handlungsfeld=welt.vokabel("handlungsfeld", "Wohnen"),
            bruchstellen=list(fall.bruchstellen),
            quellenart=None,
            quelle="",
            datum=None,
        )

    offen = browser(kora).get(seite(fall), status=200)

    in_der_tabelle, in_der_geschichte = offen.alle("a", href=f"/themen/{thema.nummer}")
    assert in_der_tabelle.text == in_der_geschichte.text == f"{thema.nummer} Nahtlose Leistungen"


@pytest.mark.parametrize("wer", ["Finn", "Frida", "Kora", "Mats", "Mia", "Bibi", "Lena"])
def test_ein_fremder_entwurf_ist_wie_keiner(browser, welt, wer):
    """D3 P0, D4 P0: same status, same bytes as a number that was never given, on the page and on every act."""
    fall, person = neuer_fall(welt), welt.person(wer)

    for verb in ("", "bearbeiten", "einreichen", "freigeben", "zurueckgeben", "zurueckziehen", "lesende_benennen"):
        da = browser(person).get(seite(fall, verb), status=404)
        fehlt = browser(person).get(f"{LISTE}F-1999-001{'/' + verb if verb else ''}", status=404)
        assert da.html.replace(_token(da), "") == fehlt.html.replace(_token(fehlt), "")


def _token(answer):
    return answer.html.partition('"X-CSRFToken": "')[2].partition('"')[0] or "-"


@pytest.mark.parametrize("wer", ["Finn", "Frida", "Kora", "Mats", "Mia", "Paula", "Bibi", "Lena", "Ada"])
def test_aus_einem_entwurf_dringt_nichts_nach_aussen(browser, welt, wer):
    """D5 P0: planted in every free text of a draft, found on no page of anybody else."""
    fall = voller_fall(
        welt,
        titel=f"{GEHEIM} 1",
        schilderung=f"{GEHEIM} 2",
        bruchstellen=[neue_bruchstelle(welt, satz=f"{GEHEIM} 3")],
    )

    for url in ("/", LISTE, f"{LISTE}?suche={GEHEIM.lower()[:6]}", seite(fall), "/themen/", "/gremien/"):
        assert GEHEIM not in browser(welt.person(wer)).get(url, pruefen=False).html, url


def test_eine_fachkraft_legt_an_und_schreibt_weiter(browser, welt, fatma):
    antwort = browser(fatma).absenden(f"{LISTE}{welt.fallwerkstatt.id}/anlegen", **grob(welt))

    fall = session().query(Fallrekonstruktion).one()
    assert antwort.ziel == seite(fall, "bearbeiten")


def test_in_einer_fremden_fallwerkstatt_legt_niemand_an(browser, welt, frida):
    browser(frida).get(f"{LISTE}{welt.fallwerkstatt.id}/anlegen", status=403)


def test_zeilen_werden_ohne_skript_eingetragen(browser, welt, fatma):
    fall = neuer_fall(welt)

    antwort = browser(fatma).absenden(
        seite(fall, "bearbeiten"),
        **grob(welt),
        **{"stationen-1-geschehen": "Zweite Zeile genügt", "stationen-1-wochen": "0"},
        **bruchstelle(welt),
    )

    assert antwort.ziel == seite(fall)
    assert [(s.position, s.geschehen, s.wochen) for s in fall.stationen] == [(1, "Zweite Zeile genügt", 0)]
    assert fall.bruchstellen[0].zu_rechtskreis.kurz == "SGB II"


def test_weitere_zeilen_behalten_alles_getippte(browser, welt, fatma):
    fall = neuer_fall(welt)

    offen = browser(fatma).absenden(
        seite(fall, "bearbeiten"),
        status=200,
        **grob(welt, schilderung="Angefangen"),
        **{"stationen-0-geschehen": "Erste", "stationen-0-wochen": "viele", "zeile": "stationen-neu"},
    )

    assert (offen.feld("schilderung"), offen.feld("stationen-0-geschehen")) == ("Angefangen", "Erste")
    assert offen.feld("stationen-0-wochen") == "viele"
    assert [e for e in offen.alle("textarea") if e.attrs["name"] == "stationen-1-geschehen"]
    assert "Bitte prüfen Sie" not in offen.text
    assert "Station 2 hinzugefügt." in offen.text
    assert fall.stationen == []


def drei_stationen(**kw):
    """Three rows as typed, and a Bruchstelle after the second."""
    return {f"stationen-{n}-geschehen": text for n, text in enumerate(("Eins", "Zwei", "Drei"))} | {
        "bruchstellen-0-nach_station": "2",
        **kw,
    }


def umgestellt(offen):
    """The Stationen in their order, and after which one it breaks."""
    rows = [
        e.text.strip() for e in offen.alle("textarea") if e.attrs["name"].startswith("stationen-") and e.text.strip()
    ]
    return rows, offen.feld("bruchstellen-0-nach_station")


@pytest.mark.parametrize(
    ("knopf", "reihe", "nach"),
    [
        ("stationen-1-hoch", ["Zwei", "Eins", "Drei"], "1"),
        ("stationen-1-runter", ["Eins", "Drei", "Zwei"], "3"),
        ("stationen-0-hoch", ["Eins", "Zwei", "Drei"], "2"),
        ("stationen-2-runter", ["Eins", "Zwei", "Drei"], "2"),
        ("stationen-0-weg", ["Zwei", "Drei"], "1"),
        ("stationen-1-weg", ["Eins", "Drei"], "1"),
        ("stationen-2-weg", ["Eins", "Zwei"], "2"),
        ("stationen-9-weg", ["Eins", "Zwei", "Drei"], "2"),
    ],
)
def test_ohne_skript_wandern_stationen_und_ihre_bruchstelle_geht_mit(browser, welt, fatma, knopf, reihe, nach):
    fall = neuer_fall(welt)

    offen = browser(fatma).absenden(seite(fall, "bearbeiten"), status=200, **grob(welt), **drei_stationen(zeile=knopf))

    assert umgestellt(offen) == (reihe, nach)


@pytest.mark.parametrize("weg", [0, 1, 2])
def test_eine_entfernte_zeile_kommt_zurueck(browser, welt, fatma, weg):
    fall, fenster = neuer_fall(welt), browser(fatma)
    offen = fenster.absenden(
        seite(fall, "bearbeiten"), status=200, **grob(welt), **drei_stationen(zeile=f"stationen-{weg}-weg")
    )
    rest = [name for name in ("Eins", "Zwei", "Drei") if name != ("Eins", "Zwei", "Drei")[weg]]
    versteckt = {name: offen.feld(name) for name in ("version", "marke", "entfernt")}

    wieder = fenster.post(
        seite(fall, "bearbeiten"),
        {
            **grob(welt),
            **versteckt,
            **{f"stationen-{n}-geschehen": text for n, text in enumerate(rest)},
            "bruchstellen-0-nach_station": offen.feld("bruchstellen-0-nach_station"),
            "zeile": "stationen-zurueck",
        },
        status=200,
    )

    assert umgestellt(wieder) == (["Eins", "Zwei", "Drei"], "2")


@pytest.mark.parametrize(
    "unsinn",
    [
        "",
        "[",
        "[1,2,3,4]",
        '["stationen", 0, {"geschehen": [1]}, []]',
        '["stationen", 0, {"geschehen": "abc"}, []]',
        '["stationen", 1.0, {"geschehen": ["x"]}, []]',
        '["stationen", true, {"geschehen": ["x"]}, []]',
        '["stationen", 0, [], []]',
        "[" * 9999,
    ],
)
def test_eine_erfundene_entfernte_zeile_ist_keine(browser, welt, fatma, unsinn):
    """I2 P0."""
    offen = browser(fatma).absenden(
        seite(neuer_fall(welt), "bearbeiten"),
        status=200,
        **grob(welt),
        **drei_stationen(zeile="stationen-zurueck"),
        entfernt=unsinn,
    )

    assert umgestellt(offen) == (["Eins", "Zwei", "Drei"], "2")


def test_ein_halbes_zeichen_in_einer_entfernten_zeile_schadet_nicht(browser, welt, fatma):
    """I2 P0."""
    offen = browser(fatma).absenden(
        seite(neuer_fall(welt), "bearbeiten"),
        status=200,
        **grob(welt),
        **drei_stationen(zeile="stationen-zurueck"),
        entfernt=r'["stationen", 0, {"geschehen": ["Null"], "wochen": ["\ud800"]}, []]',
    )

    assert umgestellt(offen)[0] == ["Null", "Eins", "Zwei", "Drei"]


def test_hier_bricht_es_nimmt_stelle_und_rechtskreis_mit(browser, welt, fatma):
    jobcenter, sozialamt = welt.vokabel("institutionstyp", "Jobcenter"), welt.vokabel("institutionstyp", "Sozialamt")

    offen = browser(fatma).absenden(
        seite(neuer_fall(welt), "bearbeiten"),
        status=200,
        **grob(welt),
        **{
            "stationen-0-institutionstyp": str(sozialamt.id),
            "stationen-1-institutionstyp": str(jobcenter.id),
            "zeile": "stationen-0-bruch",
        },
    )

    assert offen.feld("bruchstellen-0-nach_station") == "1"
    gewaehlt = [e.attrs["value"] for e in offen.alle("option", selected=None)]
    assert gewaehlt.count(str(sozialamt.id)) == gewaehlt.count(str(jobcenter.id)) == 2
    assert "Bruchstelle 1 nach Station 1" in offen.text


def test_die_bruchstelle_findet_ihre_station_auch_wenn_dazwischen_zeilen_leer_sind(browser, welt, fatma):
    fall = neuer_fall(welt)

    browser(fatma).absenden(
        seite(fall, "bearbeiten"),
        **grob(welt),
        **{"stationen-1-geschehen": "Eins", "stationen-2-geschehen": "", "stationen-4-geschehen": "Zwei"},
        **bruchstelle(welt, nach_station=3),
    )

    assert [(s.position, s.geschehen) for s in fall.stationen] == [(1, "Eins"), (2, "Zwei")]
    assert fall.bruchstellen[0].nach_station == 2


def test_eine_bruchstelle_an_einer_leeren_station_sagt_es(browser, welt, fatma):
    offen = browser(fatma).absenden(
        seite(neuer_fall(welt), "bearbeiten"),
        status=422,
        **grob(welt),
        **{"stationen-0-geschehen": "Eins"},
        **bruchstelle(welt, nach_station=2),
    )

    assert "Diese Station gibt es nicht." in offen.text
    assert offen.feld("bruchstellen-0-nach_station") == "2"


def test_mehr_als_vierzig_zeilen_gehen_nicht(browser, welt, fatma):
    offen = browser(fatma).absenden(
        seite(neuer_fall(welt), "bearbeiten"),
        status=200,
        **grob(welt),
        **{f"stationen-{n}-geschehen": "x" for n in range(40)},
        zeile="stationen-neu",
    )

    assert "Mehr als 40 Zeilen gehen nicht." in offen.text
    rows = {e.attrs["name"] for e in offen.alle("textarea") if e.attrs["name"].startswith("stationen-")}
    assert len(rows - {"stationen-muster-geschehen"}) == 40


def test_eine_halbe_bruchstelle_bleibt_stehen_und_sagt_was_fehlt(browser, welt, fatma):
    fall = neuer_fall(welt)

    offen = browser(fatma).absenden(
        seite(fall, "bearbeiten"), status=422, **grob(welt), **{"bruchstellen-0-satz": "Nur ein Satz"}
    )

    assert offen.feld("bruchstellen-0-satz") == "Nur ein Satz"
    assert offen.text.count("Bitte ausfüllen.") == 12
    assert offen.alle("a", href="#bruchstellen-0-ursache")


def test_eine_leere_zeile_faellt_weg(browser, welt, fatma):
    fall = voller_fall(welt)

    browser(fatma).absenden(seite(fall, "bearbeiten"), **grob(welt), **{"bruchstellen-0-satz": " "})

    assert fall.bruchstellen == []


@pytest.mark.parametrize(
    "falsch",
    [
        {"stationen-0-wochen": "viele"},
        {"stationen-0-wochen": "9" * 400},
        {"stationen-0-rechtskreis": "999999"},
        {"stationen-0-geschehen": "x" * 1001},
        {"titel": "x" * 161},
        {"quartal": "5"},
        {"jahr": "10000"},
        {"version": "abc"},
    ],
)
def test_schlechte_eingaben_sagen_es_am_feld_und_speichern_nichts(browser, welt, fatma, falsch):
    """I1 P0, I2 P0."""
    fall = neuer_fall(welt)

    offen = browser(fatma).absenden(seite(fall, "bearbeiten"), status=422, **(grob(welt, titel="Anders") | falsch))

    assert "Bitte prüfen Sie Ihre Angaben" in offen.text
    session().refresh(fall)
    assert fall.titel == "Lücke beim Wechsel der Zuständigkeit"


@pytest.mark.parametrize(
    "name", ["stationen-²-wochen", f"stationen-{'9' * 5000}-wochen", "stationen-x-y", "stationen-"]
)
def test_erfundene_zeilennummern_sind_keine_zeilen(browser, welt, fatma, name):
    """I2 P0."""
    fall = neuer_fall(welt)

    browser(fatma).absenden(seite(fall, "bearbeiten"), status=303, **grob(welt), **{name: "1"})

    assert fall.stationen == []


def test_nur_benannte_felder_werden_geschrieben(browser, welt, fatma, kora):
    """D6 P0."""
    fall, fenster = neuer_fall(welt), browser(fatma)
    fremd = {"status": "freigegeben", "autor_id": kora.id, "geprueft_von_id": kora.id, "nummer": "F-1-1"}

    fenster.post(seite(fall, "bearbeiten"), {**grob(welt), "version": fall.version, **fremd}, status=303)

    session().refresh(fall)
    assert (fall.titel, fall.status, fall.autor_id) == ("Lücke", FallStatus.ENTWURF, fatma.id)
    assert fall.geprueft_von_id is None


def test_zwei_fenster_zwei_fassungen_nichts_geht_verloren(browser, welt, fatma):
    """E1 P0, E2 P0: rows included."""
    fall = voller_fall(welt)
    fenster = browser(fatma)
    geoeffnet = fenster.get(seite(fall, "bearbeiten")).feld("version")
    fenster.absenden(seite(fall, "bearbeiten"), **grob(welt), **{"stationen-0-geschehen": "Im anderen Fenster"})

    offen = fenster.post(
        seite(fall, "bearbeiten"),
        {**grob(welt), "version": geoeffnet, "stationen-0-geschehen": "In diesem Fenster"},
        status=409,
    )

    assert offen.feld("stationen-0-geschehen") == "In diesem Fenster"
    assert "Im anderen Fenster" in offen.text


def test_der_formularteil_kommt_auch_allein(browser, welt, fatma):
    teil = browser(fatma).get(seite(voller_fall(welt), "bearbeiten"), htmx=True, status=200)

    assert teil.alle("html") == []
    assert teil.feld("stationen-0-geschehen") == "Antrag gestellt, lange keine Antwort."


def test_was_zum_einreichen_fehlt_steht_am_knopf(browser, welt, fatma):
    offen = browser(fatma).get(seite(neuer_fall(welt)), status=200)

    assert "Es fehlt mindestens eine Station." in offen.text
    assert "Es fehlt mindestens eine Bruchstelle." in offen.text


def test_einreichen_verlangt_eine_der_beiden_bestaetigungen(browser, welt, fatma):
    fall = voller_fall(welt)

    browser(fatma).absenden(seite(fall, "einreichen"), status=422)
    browser(fatma).absenden(seite(fall, "einreichen"), anonymitaet="anonym")

    session().refresh(fall)
    assert fall.status is FallStatus.ZUR_PRUEFUNG


def test_beim_freigeben_liegt_der_fall_neben_der_pruefliste(browser, welt, finn):
    offen = browser(finn).get(seite(eingereichter_fall(welt), "freigeben"), status=200)

    assert "Antrag gestellt, lange keine Antwort." in offen.text
    assert len(offen.alle("input", type="checkbox")) == 5


def test_ohne_alle_haken_keine_freigabe(browser, welt, finn):
    fall = eingereichter_fall(welt)
    haken = dict.fromkeys(ANGEHAKT, "y")

    browser(finn).absenden(seite(fall, "freigeben"), status=422, **(haken | {"ohne_orte": ""}))
    antwort = browser(finn).absenden(seite(fall, "freigeben"), **haken)

    assert antwort.ziel == LISTE
    session().refresh(fall)
    assert fall.status is FallStatus.FREIGEGEBEN


def test_die_rueckgabe_steht_oben_auf_der_seite(browser, welt, fatma, finn):
    fall = eingereichter_fall(welt)
    browser(finn).absenden(seite(fall, "zurueckgeben"), begruendung="Der Ort ist zu genau.")

    assert "Der Ort ist zu genau." in browser(fatma).get(seite(fall), status=200).text


def test_lesende_werden_angehakt(browser, welt, fatma, frida):
    fall = freigegebener_fall(welt)

    browser(fatma).absenden(seite(fall, "lesende_benennen"), lesende=[str(frida.id)])

    assert browser(frida).get(seite(fall), status=200)


def test_die_koordination_zieht_ueber_den_knopf_zurueck(browser, welt, kora):
    fall = freigegebener_fall(welt)

    antwort = browser(kora).absenden(seite(fall, "zurueckziehen"))

    assert antwort.ziel == LISTE
    session().refresh(fall)
    assert fall.status is FallStatus.ENTWURF


def test_die_koordination_verlaengert_mit_begruendung(browser, welt, kora):
    fall = freigegebener_fall(welt)
    bis = fall.loeschen_am

    browser(kora).absenden(seite(fall, "verlaengern"), status=422)
    browser(kora).absenden(seite(fall, "verlaengern"), begruendung="Das Thema wird beraten.")

    offen = browser(kora).get(seite(fall), status=200)
    assert "(verlängert)" in offen.text
    assert "Die Frist wurde schon einmal verlängert." in offen.text
    session().refresh(fall)
    assert fall.loeschen_am == bis + timedelta(days=365)


def test_ein_bereinigter_fall_zeigt_was_bleibt_und_keinen_namen(browser, welt, kora):
    fall = freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt, nach_station=1)])
    with transaction():
        fall.loeschen_am = date(2026, 1, 1)
    with transaction():
        workflow.fallfristen.faellige_bereinigen()

    offen = browser(kora).get(seite(fall), status=200)

    assert "Texte gelöscht" in offen.text
    assert "Danach Bruchstelle 1: AsylbLG zu SGB II, Rechtskreiswechsel." in offen.text
    for name in ("Fatma", "Finn", "KIM-Case-Management", "Lücke beim Wechsel"):
        assert name not in offen.text, name
    browser(welt.person("Fatma")).get(seite(fall), status=404)


def test_der_weg_steht_als_zeichnung_und_in_worten(browser, welt, fatma):
    offen = browser(fatma).get(seite(zwei_brueche(welt)), status=200)

    worte = offen.eins("desc", id="weg-quer-text").text
    assert "Station 2: Sozialamt, AsylbLG, 1 Woche, nicht gelungen." in worte
    assert worte.index("Station 2") < worte.index("Danach Bruchstelle 1: AsylbLG zu SGB II") < worte.index("Station 3")
    assert len(offen.alle("svg", class_="kf-weg")) == 2
    assert len(offen.alle("line", class_="kf-weg__strecke--bruch")) == 4
    assert "Ohne Ort" not in offen.text


def test_ein_langer_weg_geht_immer_nach_unten_und_was_keinen_ort_hat_wird_gesagt(browser, welt, fatma):
    fall = voller_fall(welt, stationen=[neue_station(welt)] * 7, bruchstellen=[neue_bruchstelle(welt)])

    offen = browser(fatma).get(seite(fall), status=200)

    assert len(offen.alle("svg", class_="kf-weg--nur-hoch")) == len(offen.alle("svg", class_="kf-weg")) == 1
    assert "Ohne Ort auf dem Weg: Bruchstelle 1." in offen.text


def test_beteiligte_institutionen_stehen_am_fall(browser, welt, fatma):
    fall, caritas = neuer_fall(welt), welt.institution("Caritas")

    browser(fatma).absenden(
        seite(fall, "bearbeiten"), **grob(welt), beteiligte=[str(caritas.id), str(welt.institution("Jobcenter").id)]
    )

    assert "Caritas, Jobcenter" in browser(fatma).get(seite(fall)).text


def test_text_von_menschen_ist_nie_markup(browser, welt, fatma):
    """I4 P0."""
    fall = voller_fall(welt, titel="<b>x</b>", schilderung="<script>alert(1)</script> [x](javascript:alert(1))")

    offen = browser(fatma).get(seite(fall), status=200)

    assert "<script>alert" not in offen.html
    assert "javascript:" not in offen.html
    assert "<b>x</b>" not in offen.html


def test_die_liste_kostet_immer_gleich_viele_anweisungen(browser, welt, kora):
    freigegebener_fall(welt)
    wenige = browser(kora).anweisungen(LISTE)

    for _ in range(20):
        freigegebener_fall(welt)

    assert browser(kora).anweisungen(LISTE) == wenige <= 6


def test_die_seite_eines_falls_kostet_bei_einer_und_bei_vielen_zeilen_gleich_viel(browser, welt, fatma):
    eine = voller_fall(welt)
    viele = voller_fall(welt, stationen=[neue_station(welt)] * 12, bruchstellen=[neue_bruchstelle(welt)] * 12)

    for verb in ("", "bearbeiten"):
        kosten = browser(fatma).anweisungen(seite(eine, verb))
        assert browser(fatma).anweisungen(seite(viele, verb)) == kosten <= 15


def test_die_liste_blaettert(browser, welt, fatma):
    for nummer in range(52):
        neuer_fall(welt, titel=f"Fall {nummer}")

    erste = browser(fatma).get(LISTE, status=200)
    zweite = browser(fatma).get(erste.eins("a", rel="next").attrs["href"], status=200)

    assert [len([e for e in page.alle("th") if e.attrs.get("scope") == "row"]) for page in (erste, zweite)] == [50, 2]
