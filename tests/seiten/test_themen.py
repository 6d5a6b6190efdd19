"""Pages of Themen: the list, one Thema, its Steckbrief, and the acts through their forms."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from kimflow import clock, config, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Quellenart, Thema, ThemaStatus
from kimflow.workflow.acts import ACTS, lesbar
from tests.bauen.themen import (
    STECKBRIEF,
    beauftragtes_thema,
    neu_gelesen,
    neue_bruchstellen,
    neuer_beschluss,
    neuer_top,
    neues_thema,
    steckbrief,
    thema_im_stand,
    vorgelegtes_thema,
    vorlegbares_thema,
)

S = ThemaStatus
GEHEIM = "Die Bescheide kommen nacheinander statt zugleich."


# --- the list ---------------------------------------------------------------------------------------------------


def test_die_leere_liste_sagt_den_naechsten_schritt(browser, kora, mats):
    assert "Thema aufnehmen" in browser(kora).get("/themen/", status=200).text
    assert "Koordinierende Stelle" in browser(mats).get("/themen/", status=200).text


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Paula", "Fatma", "Zoe", "Bibi"])
def test_wer_mitarbeitet_sieht_alle_themen(browser, welt, wer):
    neues_thema(welt, titel="Wartezeit im Amt")

    assert "Wartezeit im Amt" in browser(welt.person(wer)).get("/themen/", status=200).text


def test_wer_nur_mitliest_sieht_was_beschlossen_ist(browser, welt, lena):
    offen = neues_thema(welt, titel="Noch offen")
    thema_im_stand(welt, S.VEREINBART, titel="Schon beschlossen")

    seite = browser(lena).get("/themen/", status=200)

    assert "Schon beschlossen" in seite.text
    assert "Noch offen" not in seite.text
    assert browser(lena).get(f"/themen/{offen.nummer}").status == 404


def test_wer_nur_verwaltet_sieht_keine_themen(browser, ada):
    assert browser(ada).get("/themen/").status == 403


@pytest.mark.parametrize(
    ("gruppe", "status"),
    [("speicher", S.GESAMMELT), ("vorgelegt", S.PRIORISIERT), ("arbeit", S.RUHT), ("fertig", S.BEENDET)],
)
def test_die_liste_laesst_sich_nach_stand_filtern(browser, kora, welt, gruppe, status):
    for one in (S.GESAMMELT, S.PRIORISIERT, S.RUHT, S.BEENDET):
        thema_im_stand(welt, one, titel=f"Thema {one.value}")

    seite = browser(kora).get(f"/themen/?status={gruppe}", status=200)

    treffer = {e.text for e in seite.alle("a") if e.text.startswith("Thema ") and e.text != "Thema aufnehmen"}
    assert treffer == {f"Thema {status.value}"}


def test_jeder_stand_gehoert_zu_genau_einer_gruppe():
    gruppen = [status for _, words in queries.themen.GRUPPEN.values() for status in words]

    assert sorted(gruppen) == sorted(S)


@pytest.mark.beide
def test_die_zahlen_der_gruppen_sind_die_zeilen_dahinter(browser, kora, welt):
    for status in (S.GESAMMELT, S.GESAMMELT, S.VORGELEGT, S.ERLEDIGT):
        thema_im_stand(welt, status)

    zahlen = queries.themen.zaehlung(kora, queries.themen.Themenfilter())

    assert zahlen == {"": 4, "speicher": 2, "vorgelegt": 1, "arbeit": 0, "fertig": 1, "zusammengefuehrt": 0}
    for gruppe, zahl in zahlen.items():
        filter = queries.themen.Themenfilter(gruppe=gruppe)
        assert len(queries.themen.liste(kora, filter).zeilen) == zahl


@pytest.mark.beide
def test_handlungsfeld_rechtskreis_und_kommune_grenzen_ein(browser, kora, welt):
    steckbrief(neues_thema(welt, titel="Mit Steckbrief"), welt)
    neues_thema(welt, titel="Ohne alles")
    feld = welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel")
    kreis = welt.vokabel("rechtskreis", "SGB II")

    for filter in (f"handlungsfeld={feld.id}", f"rechtskreis={kreis.id}", f"kommune={welt.kommune().id}"):
        text = browser(kora).get(f"/themen/?{filter}", status=200).text
        assert "Mit Steckbrief" in text
        assert "Ohne alles" not in text


@pytest.mark.beide
def test_die_suche_nimmt_prozent_und_strich_woertlich(browser, kora, welt):
    """I6 P0: search "%" finds only "%"."""
    neues_thema(welt, titel="Nur 50 % der Anträge")
    neues_thema(welt, titel="Ein anderes")

    text = browser(kora).get("/themen/?suche=%25", status=200).text

    assert "50 %" in text
    assert "Ein anderes" not in text


@pytest.mark.beide
@pytest.mark.parametrize(
    "frage",
    [
        "handlungsfeld=99999999999999999999", "handlungsfeld=-1", "rechtskreis=%00", "kommune=²", "status=gibtesnicht",
        "sortierung=drop", "nach=AAAA", "nach=%00", "suche=%00", "suche=" + "x" * 5000, "suche=%ff",
        "nach=WzEsMl0", "nach=WyJ4IiwiOSJd",
        "sortierung=rang&nach=WyJ4IiwieSJd", "sortierung=rang&nach=WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCwxXQ",
        "sortierung=titel&nach=WzEsIngiXQ", "nach=WyJcdWQ4MDAiXQ", "nach=WyJcdTAwMDAiXQ",
    ],
)  # fmt: skip
def test_unsinn_in_der_adresse_ist_kein_fehler(browser, kora, welt, frage):
    """I2 P0."""
    neues_thema(welt)

    assert browser(kora).get(f"/themen/?{frage}").status == 200


@pytest.mark.beide
def test_im_speicher_steht_zuerst_was_zuerst_wieder_vorliegt(kora, welt):
    for titel, tag in (("spät", date(2029, 5, 1)), ("ohne", None), ("früh", date(2028, 5, 1))):
        thema = neues_thema(welt, titel=titel)
        with transaction():
            thema.wiedervorlage = tag

    seite = queries.themen.liste(kora, queries.themen.Themenfilter(gruppe="speicher"))

    assert [zeile.titel for zeile in seite.zeilen] == ["früh", "spät", "ohne"]


@pytest.mark.beide
@pytest.mark.parametrize("sortierung", queries.themen.SORTIERUNGEN)
def test_beim_blaettern_kommt_jedes_thema_einmal(kora, welt, sortierung, monkeypatch):
    monkeypatch.setattr("kimflow.queries.seiten.JE_SEITE", 2)
    for titel in ("Öffnung", "abend", "Zeit", "Ärger", "oben"):
        neues_thema(welt, titel=titel)
    filter = queries.themen.Themenfilter(sortierung=sortierung)

    found, nach = [], None
    while True:
        seite = queries.themen.liste(kora, filter, nach)
        found += [zeile.titel for zeile in seite.zeilen]
        if not (nach := seite.weiter):
            break

    assert sorted(found) == sorted(["Öffnung", "abend", "Zeit", "Ärger", "oben"])
    if sortierung == "titel":
        assert found == ["abend", "Ärger", "oben", "Öffnung", "Zeit"]


def statements(do):
    seen = []

    def listen(*args):
        seen.append(args[2])

    event.listen(extension.engine, "before_cursor_execute", listen)
    try:
        do()
    finally:
        event.remove(extension.engine, "before_cursor_execute", listen)
    return [one for one in seen if not one.startswith(("PRAGMA", "BEGIN"))]


def test_die_liste_kostet_immer_gleich_viele_abfragen(browser, kora, welt):
    kora_browser = browser(kora)
    neues_thema(welt)
    wenige = len(statements(lambda: kora_browser.get("/themen/")))
    for _ in range(20):
        steckbrief(neues_thema(welt), welt)

    assert len(statements(lambda: kora_browser.get("/themen/"))) == wenige <= 7


def test_eine_themenseite_kostet_hoechstens_fuenfzehn_abfragen(browser, kora, welt):
    thema = vorgelegtes_thema(welt, bruchstellen=4)

    assert len(statements(lambda: browser(kora).get(f"/themen/{thema.nummer}", status=200))) - 2 <= 15


# --- one Thema --------------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_die_seite_zeigt_steckbrief_sicht_und_geschichte(browser, mats, welt):
    thema = vorgelegtes_thema(welt)

    text = browser(mats).get(f"/themen/{thema.nummer}", status=200).text

    for teil in (STECKBRIEF["problem"], "Das sehen wir auch so.", "Vom Fall zur Wirkung", "Fachgespräch im Mai"):
        assert teil in text


@pytest.mark.parametrize("status", [status for status in S if status is not S.ZUSAMMENGEFUEHRT])
def test_jeder_stand_hat_eine_seite(browser, kora, paula, welt, status):
    thema = thema_im_stand(welt, status)

    for person in (kora, paula):
        assert browser(person).get(f"/themen/{thema.nummer}").status == 200


def test_ein_fehlendes_glied_der_kette_erscheint_als_luecke(browser, kora, welt):
    """OBERFLAECHE 3.1: a broken link is shown as a gap, not hidden."""
    thema = neues_thema(welt)

    seite = browser(kora).get(f"/themen/{thema.nummer}")

    luecken = seite.alle("li", class_="kf-glied--luecke")
    assert len(luecken) == 7
    assert "Lücke: Beschluss" in seite.text


def test_die_koordination_kommt_zu_den_faellen_die_anderen_sehen_eine_zahl(browser, kora, mats, welt):
    """D5 P0: a case's text and number reach nobody who may not read it."""
    thema = vorgelegtes_thema(welt, bruchstellen=7)
    nummer = thema.grundlagen[0].bruchstelle.fall.nummer

    fuer_kora = browser(kora).get(f"/themen/{thema.nummer}")
    assert any(e.attrs.get("href") == f"/fallrekonstruktionen/{nummer}" for e in fuer_kora.alle("a"))
    for url in (f"/themen/{thema.nummer}", f"/themen/{thema.nummer}/steckbrief"):
        fuer_mats = browser(mats).get(url)
        assert "Bruchstellen aus Fallrekonstruktionen: 7" in fuer_mats.text
        assert nummer not in fuer_mats.html
        assert GEHEIM not in fuer_mats.html


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Bibi", "Zoe"])
def test_unter_der_schwelle_steht_keine_genaue_zahl(browser, welt, wer):
    """M3 P0: small numbers are not shown to those who may not see cases."""
    thema = neues_thema(welt, bruchstellen=3)

    text = browser(welt.person(wer)).get(f"/themen/{thema.nummer}", status=200).text

    assert f"< {config.current().schwelle}" in text
    assert "Bruchstellen: 3" not in text


def test_die_tischvorlage_nennt_keinen_fall_auch_nicht_fuer_die_koordination(browser, kora, welt):
    """D5 P0: whoever prints it, it lies on the table of the Lenkungsgruppe."""
    thema = neues_thema(welt, bruchstellen=3)

    seite = browser(kora).get(f"/themen/{thema.nummer}/steckbrief", status=200)

    assert thema.grundlagen[0].bruchstelle.fall.nummer not in seite.html
    assert GEHEIM not in seite.html
    assert f"< {config.current().schwelle}" in seite.text


def test_die_tischvorlage_nennt_wer_nicht_geantwortet_hat(browser, mats, welt, kora):
    thema = vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("ABH")])
        frist = thema.stellungnahmen[1].frist

    def tischvorlage():
        return browser(mats).get(f"/themen/{thema.nummer}/steckbrief", status=200).text

    assert "noch nicht abgegeben" in tischvorlage()
    with clock.turned_to(frist + timedelta(days=1)):
        assert "Ausländerbehörde Musterkreis Keine Stellungnahme abgegeben" in tischvorlage()


def test_markdown_im_steckbrief_wird_nie_zu_skript(browser, kora, welt):
    """I4 P0."""
    thema = steckbrief(neues_thema(welt), welt, problem="**Fett** <script>alert(1)</script> [x](javascript:alert(1))")

    seite = browser(kora).get(f"/themen/{thema.nummer}")

    assert seite.alle("strong")
    assert "<script>alert" not in seite.html
    assert 'href="javascript' not in seite.html


@pytest.mark.beide
@pytest.mark.parametrize("nummer", ["T-1999-001", "x", "T-2026-001%00", "../themen"])
def test_ein_fremdes_thema_gibt_es_nicht(browser, kora, nummer):
    assert browser(kora).get(f"/themen/{nummer}").status == 404


# --- buttons and forms ------------------------------------------------------------------------------------------


def test_was_noch_fehlt_steht_am_knopf(browser, kora, welt):
    thema = neues_thema(welt)

    text = browser(kora).get(f"/themen/{thema.nummer}").text

    assert "Noch nicht möglich" in text
    assert "Im Steckbrief fehlt: das Problem in einem Satz." in text
    assert "Es ist noch keine beteiligte Institution benannt." in text


@pytest.mark.parametrize(
    ("bauen", "knopf"),
    [
        (neues_thema, "Steckbrief bearbeiten"),
        (lambda welt: steckbrief(neues_thema(welt), welt), "Stellungnahmen erbitten"),
        (vorlegbares_thema, "Vorlegen"),
        (lambda welt: thema_im_stand(welt, S.UMGESETZT), "Abschließen"),
        (lambda welt: thema_im_stand(welt, S.RUHT), "Fortsetzen"),
    ],
)
def test_der_eine_auffaellige_knopf_ist_der_naechste_schritt(browser, kora, welt, bauen, knopf):
    seite = browser(kora).get(f"/themen/{bauen(welt).nummer}")

    auffaellig = [e for e in seite.elemente if "kern-btn--primary" in e.attrs.get("class", "")]
    assert len(auffaellig) == 1
    assert knopf in seite.html.split("kern-btn--primary")[1][:400]


def test_ein_mandat_wird_erst_angenommen(browser, welt, paula, paul):
    thema = thema_im_stand(welt, S.BEAUFTRAGT)
    url = f"/themen/{thema.nummer}"

    def auffaellig(person):
        return [a.attrs["href"] for a in browser(person).get(url, status=200).alle("a", class_="kern-btn--primary")]

    assert auffaellig(paula) == [f"{url}/annehmen"]
    assert auffaellig(paul) == []
    with transaction():
        workflow.themen.annehmen(thema, paula)
    assert [weg.rpartition("/")[2] for weg in auffaellig(paul)] == ["anlegen"]


def test_was_die_lenkungsgruppe_entscheidet_hat_keinen_knopf_und_keine_adresse(browser, kora, welt):
    """The B acts are done by a Beschluss only: no page, no direct POST."""
    thema = vorgelegtes_thema(welt)
    ihre = [a.verb for a in ACTS.values() if a.of is Thema and a.needs_beschluss and a.permission.startswith("thema.")]
    assert len(ihre) == 9

    for verb in ihre:
        antwort = browser(kora).post(f"/themen/{thema.nummer}/{verb}", {"beschluss": "1", "rang": "1"})
        assert antwort.status in (404, 405), verb

    assert neu_gelesen(thema).status is S.VORGELEGT
    assert "Als erledigt führen" not in browser(kora).get(f"/themen/{thema.nummer}").text


def test_was_folgt_hat_keine_adresse(browser, paula, welt):
    thema = beauftragtes_thema(welt)

    assert browser(paula).post(f"/themen/{thema.nummer}/vorschlagen").status in (404, 405)


def test_die_koordination_nimmt_ein_thema_mit_bruchstellen_auf(browser, kora, welt):
    bruchstellen = neue_bruchstellen(welt, 2)
    kora_browser = browser(kora)

    seite = kora_browser.absenden(
        "/themen/aufnehmen", titel="Aus Fällen", handlungsfeld="", bruchstellen=[str(b.id) for b in bruchstellen]
    )

    thema = session().query(Thema).filter_by(titel="Aus Fällen").one()
    assert seite.ziel == f"/themen/{thema.nummer}"
    assert len(thema.grundlagen) == 2


def test_die_bruchstellen_lassen_sich_nach_rechtskreisen_eingrenzen(browser, kora, welt):
    neue_bruchstellen(welt, 1)
    von, anderes = welt.vokabel("rechtskreis", "AsylbLG"), welt.vokabel("rechtskreis", "SGB III")

    assert "F-" in browser(kora).get(f"/themen/aufnehmen?von={von.id}", status=200).text
    assert "F-" not in browser(kora).get(f"/themen/aufnehmen?von={anderes.id}", status=200).text


def test_eine_halbe_quelle_wird_am_feld_erfragt(browser, kora):
    seite = browser(kora).absenden(
        "/themen/aufnehmen", status=422, titel="Halbe Quelle", quelle="Jahresbericht", quellenart="", datum=""
    )

    assert seite.feld("quelle") == "Jahresbericht"
    assert seite.text.count("Bitte ausfüllen.") >= 2
    assert session().query(Thema).count() == 0


def test_eine_andere_quelle_kommt_ueber_das_formular(browser, kora):
    browser(kora).absenden(
        "/themen/aufnehmen", titel="Neue Lage", quellenart="rechtsaenderung", quelle="BGBl. I", datum="2026-02-01"
    )

    thema = session().query(Thema).filter_by(titel="Neue Lage").one()
    assert thema.grundlagen[0].quellenart is Quellenart.RECHTSAENDERUNG


@pytest.mark.parametrize(
    ("feld", "wert"),
    [("titel", ""), ("titel", "x" * 161), ("titel", "\x00"), ("datum", "2026-02-30"), ("quellenart", "unsinn"),
     ("bruchstellen", "999999"), ("handlungsfeld", "-1"), ("titel", "x" * 1_000_000)],
)  # fmt: skip
def test_schlechte_eingaben_werden_am_feld_erklaert(browser, kora, feld, wert):
    """I1, I2 P0: bad input gets a German message at the field; nothing is saved by half."""
    daten = {"titel": "Titel", "quellenart": "statistik", "quelle": "Bericht", "datum": "2026-01-01"} | {feld: wert}

    seite = browser(kora).absenden("/themen/aufnehmen", status=422, **daten)

    assert "Bitte prüfen Sie Ihre Angaben" in seite.text
    assert session().query(Thema).count() == 0


def test_felder_die_nicht_im_formular_stehen_werden_nicht_geschrieben(browser, kora, welt):
    """D6 P0: only named fields are written."""
    thema = neues_thema(welt)
    fremd = {"id": "999", "status": "vereinbart", "rang": "1", "beschluss_id": "1", "projektgruppe_id": "1"}

    daten = fremd | {"titel": "Neu", "handlungsfeld": "", "version": str(thema.version)}

    browser(kora).post(f"/themen/{thema.nummer}/bearbeiten", daten, status=303)

    gelesen = neu_gelesen(thema)
    assert (gelesen.titel, gelesen.status, gelesen.rang) == ("Neu", S.GESAMMELT, None)
    assert (gelesen.beschluss_id, gelesen.projektgruppe_id) == (None, None)


def test_zwei_menschen_schreiben_am_selben_steckbrief(browser, kora, welt):
    """E1 P0, E2 P0: the second sees both texts side by side and loses none."""
    thema = neues_thema(welt)
    url = f"/themen/{thema.nummer}/bearbeiten"
    offen = browser(kora).get(url)
    browser(kora).absenden(url, titel="Titel der ersten", problem="Problem der ersten", handlungsfeld="")

    meins = {"titel": "Titel der zweiten", "problem": "<script>x</script> Problem der zweiten", "handlungsfeld": ""}
    seite = browser(kora).post(url, {**meins, "version": offen.feld("version")}, status=409)

    assert seite.feld("problem") == meins["problem"]
    assert "Problem der ersten" in seite.text
    assert "<script>x" not in seite.html
    assert neu_gelesen(thema).problem == "Problem der ersten"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999", "1e3"])
def test_eine_gefaelschte_fassung_wird_abgelehnt(browser, kora, welt, version):
    """E1 P0: missing and forged versions."""
    thema = neues_thema(welt)

    seite = browser(kora).post(f"/themen/{thema.nummer}/bearbeiten", {"titel": "X", "version": version})

    assert seite.status == 422
    assert neu_gelesen(thema).titel != "X"


def test_ein_ausgemustertes_wort_geht_beim_speichern_nicht_verloren(browser, kora, welt):
    thema = steckbrief(neues_thema(welt), welt)
    with transaction():
        thema.handlungsfeld.aktiv = False
    feld, kreise = thema.handlungsfeld_id, [str(r.id) for r in thema.rechtskreise]

    browser(kora).absenden(
        f"/themen/{thema.nummer}/bearbeiten", titel="Neu", handlungsfeld=str(feld), rechtskreise=kreise
    )

    assert neu_gelesen(thema).handlungsfeld_id == feld


def test_ein_vorliegendes_thema_laesst_sich_nicht_bearbeiten(browser, kora, welt):
    """C6 P0: also not by direct POST."""
    thema = vorgelegtes_thema(welt)
    daten = {"titel": "Anders", "version": str(thema.version), "handlungsfeld": ""}

    assert browser(kora).post(f"/themen/{thema.nummer}/bearbeiten", daten).status == 409
    assert neu_gelesen(thema).titel != "Anders"


def test_vorgelegt_wird_ueber_die_auswahl_der_kommenden_tops(browser, kora, welt):
    top, thema = neuer_top(welt), vorlegbares_thema(welt)

    browser(kora).absenden(f"/themen/{thema.nummer}/vorlegen", top=str(top.id))

    assert neu_gelesen(thema).status is S.VORGELEGT


def test_wer_etwas_vergessen_hat_erfaehrt_es_mit_409(browser, kora, welt):
    top, thema = neuer_top(welt), neues_thema(welt)

    seite = browser(kora).absenden(f"/themen/{thema.nummer}/vorlegen", status=409, top=str(top.id))

    assert "Im Steckbrief fehlt: das Problem in einem Satz." in seite.text


@pytest.mark.parametrize(
    ("verb", "status", "daten", "danach"),
    [
        ("erledigen", S.GESAMMELT, {"was": "Telefonat"}, S.ERLEDIGT),
        ("zurueckziehen", S.VORGELEGT, {}, S.GESAMMELT),
        ("ruhen_lassen", S.VEREINBART, {"begruendung": "Pause", "wiedervorlage": "2030-01-01"}, S.RUHT),
        ("fortsetzen", S.RUHT, {}, S.BEAUFTRAGT),
        ("abschliessen", S.UMGESETZT, {"wirkung": "Schneller"}, S.ABGESCHLOSSEN),
        ("wiederaufnehmen", S.ERLEDIGT, {"begruendung": "Wieder da"}, S.GESAMMELT),
    ],
)
def test_jede_handlung_geht_ueber_ihre_seite(browser, kora, welt, verb, status, daten, danach):
    thema = thema_im_stand(welt, status)

    seite = browser(kora).absenden(f"/themen/{thema.nummer}/{verb}", **daten)

    assert seite.ziel == f"/themen/{thema.nummer}"
    assert neu_gelesen(thema).status is danach


def test_mit_htmx_kommt_nur_das_formular(browser, kora, welt):
    thema = neues_thema(welt)

    seite = browser(kora).get(f"/themen/{thema.nummer}/erledigen", htmx=True)

    assert not seite.alle("html")
    assert seite.alle("form")


@pytest.mark.parametrize("wer", ["Mats", "Paul", "Petra", "Fatma", "Lena"])
def test_ein_sichtbares_thema_das_man_nicht_aendern_darf_antwortet_403(browser, welt, wer):
    thema = thema_im_stand(welt, S.BEAUFTRAGT)

    for verb in ("bearbeiten", "zurueckgeben", "ruhen_lassen"):
        assert browser(welt.person(wer)).get(f"/themen/{thema.nummer}/{verb}").status == 403
        assert browser(welt.person(wer)).post(f"/themen/{thema.nummer}/{verb}").status == 403


def test_zurueckgeben_kann_die_leitung_auf_der_seite(browser, paula, welt):
    thema = beauftragtes_thema(welt)

    browser(paula).absenden(f"/themen/{thema.nummer}/zurueckgeben", begruendung="Nicht unser Feld.")

    assert neu_gelesen(thema).status is S.PRIORISIERT


# --- Stellungnahmen ---------------------------------------------------------------------------------------------


def test_das_gefragte_haus_antwortet_auf_seiner_seite(browser, kora, mats, welt):
    thema = steckbrief(neues_thema(welt), welt)
    browser(kora).absenden(
        f"/themen/{thema.nummer}/stellungnahmen_erbitten", institutionen=[str(welt.institution("Jobcenter").id)]
    )
    stellungnahme = neu_gelesen(thema).stellungnahmen[0]
    url = f"/stellungnahmen/{stellungnahme.id}/abgeben"

    assert any(e.attrs.get("href") == url for e in browser(mats).get("/stellungnahmen/", status=200).alle("a"))
    assert STECKBRIEF["problem"] in browser(mats).get(url, status=200).text
    assert browser(mats).absenden(url, text="Das sehen wir anders.").ziel == f"/themen/{thema.nummer}"

    assert "Das sehen wir anders." in browser(kora).get(f"/themen/{thema.nummer}").text
    assert "abgegeben am" in browser(mats).get("/stellungnahmen/").text


@pytest.mark.parametrize(("wer", "status"), [("Mia", 403), ("Paul", 403), ("Bibi", 403), ("Kora", 403), ("Lena", 404)])
def test_ein_fremdes_haus_antwortet_nicht(browser, kora, welt, wer, status):
    """D2 P0, D3 P0: foreign objects."""
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Jobcenter")])

    url = f"/stellungnahmen/{thema.stellungnahmen[0].id}/abgeben"

    assert browser(welt.person(wer)).get(url).status == status
    assert browser(welt.person(wer)).post(url, {"text": "x", "version": "1"}).status == status


def test_ohne_bitte_sagt_die_liste_wann_man_gefragt_wird(browser, mats):
    assert "keine Stellungnahme erbeten" in browser(mats).get("/stellungnahmen/", status=200).text


# --- what waits for somebody ------------------------------------------------------------------------------------


def gruppen(aufgaben):
    return [(a.gruppe, a.werte.get("nummer") or a.werte.get("id")) for a in aufgaben]


@pytest.mark.beide
def test_die_koordination_sieht_was_faellig_bereit_und_unvollstaendig_ist(kora, welt):
    unvollstaendig, bereit, geparkt = neues_thema(welt), vorlegbares_thema(welt), neues_thema(welt)
    with transaction():
        geparkt.wiedervorlage = date(2028, 3, 1)

    with clock.turned_to(date(2028, 2, 28)):
        heute = gruppen(queries.themen.aufgaben(kora))
    with clock.turned_to(date(2028, 3, 1)):
        spaeter = gruppen(queries.themen.aufgaben(kora))

    assert heute == [("Bereit zum Vorlegen", bereit.nummer), ("Steckbrief unvollständig", unvollstaendig.nummer)]
    assert spaeter[0] == ("Wiedervorlage fällig", geparkt.nummer)


@pytest.mark.beide
def test_bereit_heisst_auf_der_startseite_dasselbe_wie_am_knopf(kora, welt):
    """The rule stands twice, in Python and in SQL; this holds both together."""
    faelle = [vorlegbares_thema(welt), neues_thema(welt), steckbrief(neues_thema(welt), welt)]
    faelle += [steckbrief(vorlegbares_thema(welt), welt, **{feld: ""}) for feld in ("problem", "doppelstruktur")]
    faelle += [steckbrief(vorlegbares_thema(welt), welt, rechtskreise=[])]
    faelle += [steckbrief(vorlegbares_thema(welt, bruchstellen=1), welt, rechtskreise=[])]

    bereit = {a.werte["nummer"] for a in queries.themen.aufgaben(kora) if a.gruppe == "Bereit zum Vorlegen"}

    assert bereit == {thema.nummer for thema in faelle if not workflow.themen.vorlegen.obstacles(thema)}
    assert len(bereit) == 2


@pytest.mark.beide
def test_die_leitung_sieht_ihren_neuen_auftrag(paula, petra, welt):
    thema = beauftragtes_thema(welt)

    assert queries.themen.aufgaben(paula) == []  # first it is accepted: queries/mandate.py

    with transaction():
        workflow.themen.annehmen(thema, paula)

    assert gruppen(queries.themen.aufgaben(paula)) == [("Mandat bearbeiten", thema.nummer)]
    assert queries.themen.aufgaben(petra) == []


@pytest.mark.beide
def test_wer_gefragt_ist_sieht_die_stellungnahme_bis_sie_abgegeben_ist(mats, mia, kora, welt):
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Jobcenter")])

    offene = queries.stellungnahmen.aufgaben(mats)
    assert gruppen(offene) == [("Stellungnahme abgeben", thema.stellungnahmen[0].id)]
    assert queries.stellungnahmen.aufgaben(mia) == []

    with transaction():
        workflow.stellungnahmen.abgeben(thema.stellungnahmen[0], mats, text="Ja.")
    assert queries.stellungnahmen.aufgaben(mats) == []


def test_wer_beschlossenes_sehen_darf_findet_den_beschluss_am_thema(browser, lena, welt):
    beschluss = neuer_beschluss(welt, wortlaut="Der Übergabebogen wird eingeführt.")
    thema = thema_im_stand(welt, S.VEREINBART)
    with transaction():
        thema.beschluss = beschluss

    assert "Der Übergabebogen wird eingeführt." in browser(lena).get(f"/themen/{thema.nummer}", status=200).text


# --- the nearest Themen while one is taken up -----------------------------------------------------------------------


def test_beim_tippen_stehen_die_fuenf_naechsten_themen_da(browser, kora, welt):
    for n in range(7):
        neues_thema(welt, titel=f"Übergang {n} in die Schule")

    teil = browser(kora).get("/themen/aehnliche?titel=Schule+Übergänge", htmx=True, status=200)
    seite = browser(kora).get("/themen/aehnliche?titel=Schule+Übergänge", status=200)

    assert len(teil.alle("button", formaction=None)) == 5
    assert teil.feld("gesehen") == "1"
    assert not seite.alle("button", formaction=None)
    assert "Keine ähnlichen Themen" in browser(kora).get("/themen/aehnliche?titel=Zebra", status=200).text


def test_ein_beinahe_gleiches_thema_wird_einmal_gezeigt(browser, kora, welt):
    """Without JavaScript: shown on sending; sent again it is taken up."""
    altes = neues_thema(welt, titel="Lücke beim Wechsel der Rechtskreise")
    mein = browser(kora)
    daten = {"titel": "Lücken beim Wechsel des Rechtskreises", "handlungsfeld": ""}

    gezeigt = mein.absenden("/themen/aufnehmen", status=200, **daten)
    assert "Gibt es das Thema schon?" in gezeigt.text
    assert altes.nummer in gezeigt.text
    assert gezeigt.feld("titel") == daten["titel"]

    mein.absenden("/themen/aufnehmen", status=303, gesehen=gezeigt.feld("gesehen"), **daten)


def test_die_grundlage_kommt_statt_dessen_zum_vorhandenen_thema(browser, kora, welt):
    altes = neues_thema(welt, titel="Lücke beim Wechsel der Rechtskreise")
    (bruchstelle,) = neue_bruchstellen(welt, 1)
    mein = browser(kora)
    daten = {"titel": "Lücke beim Wechsel", "handlungsfeld": "", "bruchstellen": [str(bruchstelle.id)]}

    gezeigt = mein.absenden("/themen/aufnehmen", status=200, **daten)
    (knopf,) = gezeigt.alle("button", formaction=None)
    daten |= {"csrf_token": gezeigt.feld("csrf_token"), "marke": gezeigt.feld("marke"), "gesehen": "1"}
    mein.post(knopf.attrs["formaction"], daten, status=303, token=False)

    session().expire_all()
    assert [g.bruchstelle_id for g in altes.grundlagen if g.bruchstelle_id] == [bruchstelle.id]
    assert len(session().scalars(select(Thema)).all()) == 1


@pytest.mark.parametrize("art", Quellenart)
def test_auf_dem_papier_steht_kein_wort_der_technik(welt, kora, art):
    thema = neues_thema(welt, quellenart=art, quelle="Niederschrift", datum=date(2026, 5, 4))

    text = queries.steckbrieftext.steckbrief(thema, [], kora)

    assert f"- {lesbar(art)} vom 04.05.2026: Niederschrift" in text
