"""The moderator's screen: what it shows, what can be done from it without a script, and typing lines."""

import re

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Anwesenheit,
    Auftrag,
    Beschluss,
    Geheimhaltung,
    Notiz,
    Notizart,
    Topart,
    TopStatus,
    Wahlberechtigte,
    Wandbild,
)
from tests.bauen import sitzungen
from tests.bauen.abstimmungen import (
    einschalten,
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    zwei_themen,
)
from tests.bauen.saal import aufgerufener_top, da, laufende_sitzung, neue_notiz
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import vorgelegtes_thema

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def url(sitzung, rest=""):
    return f"/sitzungen/{sitzung.nummer}/moderation{rest}"


def _schritt(seite):
    """The markup of the one primary button with its form, if it has one."""
    (teil,) = re.findall(r'<div class="kf-schrittleiste__eins">(.*?)</div>', seite.html, re.DOTALL)
    return teil


def text_des_schritts(seite):
    """The words on the one primary button."""
    (text,) = re.findall(r'kern-label">([^<]+)<', _schritt(seite))
    return text


def schritt(seite):
    """Where the one primary button leads, and what its form sends; None where it is a link."""
    return _formular(_schritt(seite))


def _formular(html):
    (weg,) = re.findall(r'(?:action|href)="([^"]*)"', html)
    daten = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html))
    daten.pop("csrf_token", None)
    return weg.replace("&amp;", "&"), daten if "<form" in html else None


def tipp(seite, kennung, nummer):
    """Where the button with this id leads, and what it sends."""
    forms = re.findall(r"<form.*?</form>", seite.html, re.DOTALL)
    return _formular([form for form in forms if f'id="{kennung}' in form][nummer])


# --- who and what ------------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_ein_knopf_fuehrt_ohne_skript_durch_die_sitzung(welt, browser, kora):
    sitzung = neue_sitzung(welt)
    for titel in ("Begrüßung", "Bericht"):
        neuer_top(welt, sitzung, titel=titel, art=Topart.INFORMATION)
    eingeladene_sitzung(welt, sitzung)
    b, gesehen = browser(kora), []

    for _ in range(6):
        seite = b.get(url(sitzung), status=200)
        weg, daten = schritt(seite)
        gesehen.append(text_des_schritts(seite))
        weiter = b.post(weg, daten, status=303) if daten is not None else b.absenden(weg)
        assert url(sitzung) in weiter.ziel

    assert gesehen == [
        "Sitzung eröffnen", "TOP 1 aufrufen", "TOP abschließen", "TOP 2 aufrufen", "TOP abschließen",
        "Sitzung schließen",
    ]  # fmt: skip
    assert text_des_schritts(b.get(url(sitzung), status=200)) == "Nachbereitung"


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bert", "Bibi", "Lena"])
def test_wer_nicht_moderiert_sieht_den_bildschirm_nicht(welt, browser, wer):
    """D3 P0."""
    sitzung = laufende_sitzung(welt)
    b = browser(welt.person(wer))

    for rest in ("", "/teil", "/live"):
        b.get(url(sitzung, rest), status=403, pruefen=False)
    b.post(url(sitzung, "/zeile"), {"art": "information", "text": "x", "top": sitzung.tops[0].id}, status=403)


def test_die_protokollfuehrung_darf_auch_ohne_platz_im_gremium(welt, browser, petra):
    sitzung = laufende_sitzung(welt)
    with transaction():
        sitzung.protokollfuehrung = petra

    browser(petra).get(url(sitzung), status=200)


@pytest.mark.parametrize("stand", ["geplant", "eingeladen", "laufend", "nachbereitung", "abgesagt"])
def test_der_bildschirm_steht_in_jedem_stand(welt, browser, kora, stand):
    sitzung = neuer_top(welt).sitzung
    if stand != "geplant":
        eingeladene_sitzung(welt, sitzung)
    for akt, im in (("eroeffnen", ("laufend", "nachbereitung")), ("schliessen", ("nachbereitung",))):
        if stand in im:
            with transaction():
                getattr(workflow.sitzungen, akt)(sitzung, kora)
    if stand == "abgesagt":
        with transaction():
            workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")

    seite = browser(kora).get(url(sitzung), status=200)

    assert len(seite.alle("a", id="m-naechster-schritt") + seite.alle("button", id="m-naechster-schritt")) == 1


def voller_saal(welt, *, sitze, tops):
    einschalten("abstimmung.beschlussfaehigkeit")
    mehr_sitze(welt, sitze)
    sitzung = laufende_sitzung(welt, tops=tops)
    for sitz in welt.lenkungsgruppe.sitze:
        da(welt, sitzung, sitz)
    for top in sitzung.tops:
        for nummer in range(tops):
            neue_notiz(welt, top, f"Zeile {nummer}")
    zwei_themen(welt, sitzung.tops[0])
    offene_abstimmung(welt, neue_abstimmung(welt, sitzung.tops[0]))
    aufgerufener_top(welt, sitzung.tops[0])
    return sitzung


def test_der_bildschirm_kostet_immer_gleich_viele_anweisungen(welt, browser, kora):
    """A page that is open for two hours: at most 20 statements, however full the room is."""
    klein = voller_saal(welt, sitze=1, tops=1)
    wenige = browser(kora).anweisungen(url(klein))
    with transaction():
        workflow.abstimmungen.schliessen(klein.tops[0].abstimmungen[0], kora)
        workflow.sitzungen.schliessen(klein, kora)
    session().expire_all()
    gross = laufende_sitzung(welt, tops=8)
    for top in gross.tops:
        for nummer in range(4):
            neue_notiz(welt, top, f"Zeile {nummer}")
    for sitz in welt.lenkungsgruppe.sitze:
        da(welt, gross, sitz)
    zwei_themen(welt, gross.tops[0])
    offene_abstimmung(welt, neue_abstimmung(welt, gross.tops[0]))
    aufgerufener_top(welt, gross.tops[0])

    assert browser(kora).anweisungen(url(gross)) == wenige <= 20


@pytest.mark.beide
def test_die_teile_kommen_ohne_seite_und_zweimal_gleich(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    aufgerufener_top(welt, sitzung.tops[0])
    b = browser(kora)

    erste = b.get(url(sitzung, "/teil"), status=200, pruefen=False)
    zweite = b.get(url(sitzung, "/teil"), status=200, pruefen=False)

    plaetze = [e.attrs["data-platz"] for e in erste.elemente if "data-platz" in e.attrs]
    assert plaetze == ["m-leiste", "m-schritt", "m-tops", "m-punkt", "m-raum"]
    assert erste.headers["ETag"] == zweite.headers["ETag"]
    assert not {e.attrs.get("value") for e in erste.elemente if e.attrs.get("name") == "csrf_token"} - {""}
    seite = b.get(url(sitzung), status=200)
    assert set(plaetze) <= {e.attrs.get("id") for e in seite.elemente}


def test_wo_getippt_wird_wird_nichts_ausgetauscht(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    aufgerufener_top(welt, sitzung.tops[0])

    teil = browser(kora).get(url(sitzung, "/teil"), status=200, pruefen=False)

    assert not teil.alle("textarea") + teil.alle("select")
    assert {e.attrs.get("type") for e in teil.alle("input")} == {"hidden"}


# --- the bar and the room -----------------------------------------------------------------------------------------


def test_die_verlorene_beschlussfaehigkeit_wird_gesagt(welt, browser, kora):
    """C8: seen and heard."""
    einschalten("abstimmung.beschlussfaehigkeit")
    sitzung = laufende_sitzung(welt)
    mats = da(welt, sitzung, JOBCENTER)
    da(welt, sitzung, ABH)
    b = browser(kora)
    assert "2 von 2 Sitzen · beschlussfähig" in b.get(url(sitzung), status=200).text

    b.post(f"/sitzungen/{sitzung.nummer}/anwesenheit_austragen", {"anwesenheit": mats.id}, status=303)

    seite = b.get(url(sitzung), status=200)
    assert "nicht beschlussfähig (nötig: 2)" in " ".join(re.sub("<[^>]+>", "", seite.html).split())
    assert "Nicht beschlussfähig." in seite.eins("div", id="m-leiste").attrs["data-ansage"]


@pytest.mark.beide
def test_ein_tipp_traegt_einen_sitz_ein_und_wieder_aus(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    b = browser(kora)

    b.post(
        tipp(b.get(url(sitzung), status=200), "m-sitz-", 0)[0], tipp(b.get(url(sitzung)), "m-sitz-", 0)[1], status=303
    )
    (mats,) = session().query(Anwesenheit).all()
    assert (mats.sitz.bezeichnung, mats.person.name) == (JOBCENTER, "Mats")

    weg, daten = tipp(b.get(url(sitzung)), "m-sitz-", 0)
    assert weg.endswith("/anwesenheit_austragen")
    b.post(weg, daten, status=303)
    assert session().query(Anwesenheit).count() == 0


def test_in_einem_gremium_ohne_sitze_tippt_man_die_mitglieder_an(welt, browser, kora, paula):
    sitzung = sitzungen.neue_sitzung(welt, gremium=welt.projektgruppe)
    sitzungen.neuer_top(welt, sitzung)
    sitzungen.laufende_sitzung(welt, sitzung)
    b = browser(kora)
    assert "0 anwesend" in b.get(url(sitzung), status=200).text

    weg, daten = tipp(b.get(url(sitzung)), f"m-mitglied-{paula.id}", 0)
    b.post(weg, daten, status=303)

    assert [a.person for a in sitzung.anwesenheiten] == [paula]
    seite = b.get(url(sitzung), status=200)
    assert "1 anwesend" in seite.text
    assert f"m-mitglied-{paula.id}" not in seite.html


def test_ein_gast_kommt_mit_namen(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    b = browser(kora)

    b.post(f"/sitzungen/{sitzung.nummer}/anwesenheit_eintragen", {"name": "Dr. Ina Neu"}, status=303)

    assert "Dr. Ina Neu" in b.get(url(sitzung), status=200).text


def test_wer_fuehrt_ist_zu_sehen_und_laesst_sich_mit_einem_klick_abloesen(welt, browser, kora, mia):
    """E2 P0."""
    sitzung = laufende_sitzung(welt)
    with transaction():
        sitzung.protokollfuehrung = mia
    b = browser(mia)
    seite = b.get(url(sitzung), status=200)
    assert "Kora führt." in re.sub("<[^>]+>", "", seite.html)
    assert seite.eins("button", id="m-naechster-schritt").attrs["aria-disabled"] == "true"
    b.post(f"/sitzungen/{sitzung.nummer}/tops/{sitzung.tops[0].id}/aufrufen", status=409)

    b.post(f"/sitzungen/{sitzung.nummer}/moderation_uebernehmen", status=303)

    ansage = browser(kora).get(url(sitzung), status=200).eins("div", id="m-leiste").attrs["data-ansage"]
    assert ansage == "Mia führt durch die Sitzung."
    b.post(f"/sitzungen/{sitzung.nummer}/tops/{sitzung.tops[0].id}/aufrufen", status=303)


def test_die_vorschau_sagt_was_an_der_wand_steht(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    aufgerufener_top(welt, sitzung.tops[0])
    b = browser(kora)
    b.post(f"/sitzungen/{sitzung.nummer}/wand_oeffnen", status=303)
    assert "An der Wand steht: TOP 1 Punkt 1" in re.sub("<[^>]+>", "", b.get(url(sitzung)).html)

    b.post(f"/sitzungen/{sitzung.nummer}/wand_zeigen", {"bild": "naechster"}, status=303)

    assert "An der Wand steht: Als Nächstes: TOP 2" in re.sub("<[^>]+>", "", b.get(url(sitzung)).html)


# --- the item ---------------------------------------------------------------------------------------------------


def test_vor_dem_aufdecken_steht_kein_ergebnis_auf_dem_bildschirm(welt, browser, kora):
    """B3 P0: also after counting; looking is a step of its own."""
    top = laufender_top(welt)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [4, 3])
    aufgerufener_top(welt, top)
    b = browser(kora)
    offen = b.get(url(top.sitzung), status=200).text
    geschlossene_abstimmung(welt, abstimmung)
    gezaehlt = b.get(url(top.sitzung), status=200)

    assert "1 von 2 abgegeben" in offen
    assert "Es fehlt: Ausländerbehörde Musterkreis" in offen
    (karte,) = re.findall(r'<section class="kf-saalrunde".*?</section>', gezaehlt.html, re.DOTALL)
    assert set(re.findall(r"\b\d{1,2}\b", re.sub("<[^>]+>", "", karte))) <= {"10", "6", "1", "2"}
    assert gezaehlt.alle("a", href=f"/abstimmungen/{abstimmung.nummer}/ergebnis")


def test_in_der_geheimen_abstimmung_nennt_der_bildschirm_niemanden(welt, browser, kora):
    """B5 P0."""
    einschalten("geheim.mindestens", wert="3")
    mehr_sitze(welt, 1)
    top = laufender_top(welt)
    zwei_themen(welt, top)
    offene_abstimmung(welt, neue_abstimmung(welt, top, geheimhaltung=Geheimhaltung.GEHEIM))
    aufgerufener_top(welt, top)

    seite = browser(kora).get(url(top.sitzung), status=200)

    assert "0 von 3 abgegeben" in seite.text
    assert "fehl" not in seite.text


def test_eine_neue_runde_verdeckt_das_ergebnis_der_alten(welt, kora):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    festgestellte_abstimmung(welt, offene_abstimmung(welt, neue_abstimmung(welt, top)))
    with transaction():
        workflow.moderation.wand_zeigen(top.sitzung, kora, bild=Wandbild.ERGEBNIS)

    offene_abstimmung(welt, neue_abstimmung(welt, top))

    assert top.sitzung.wandbild is Wandbild.PUNKT


@pytest.mark.beide
def test_vom_bildschirm_aus_beschlossen_fuehrt_zu_ihm_zurueck(welt, browser, kora):
    top = laufender_top(welt)
    vorgelegtes_thema(welt, top=top, titel="Wohnen")
    aufgerufener_top(welt, top)
    b = browser(kora)
    weg, _ = schritt(b.get(url(top.sitzung), status=200))

    antwort = b.absenden(weg, wortlaut="Wir fangen an.", modus="einvernehmlich")

    assert antwort.ziel == url(top.sitzung)
    assert text_des_schritts(b.folgen(antwort)) == "TOP abschließen"


@pytest.mark.parametrize(
    "fremd",
    ["https://boese.example/", "//boese.example", "/konto", "/sitzungen/S-2026-001/moderation/../../konto", "x"],
)
def test_zurueck_geht_es_nur_auf_eigene_bildschirme(welt, browser, kora, fremd):
    """I7: no open redirect."""
    top = laufender_top(welt)
    weg = f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen"

    antwort = browser(kora).post(
        f"{weg}?zurueck={fremd}",
        {"wortlaut": "Wir fangen an.", "modus": "einvernehmlich", "zurueck": fremd},
        status=303,
    )

    assert antwort.ziel.startswith("/beschluesse/")


def test_in_den_themenspeicher_ist_das_zurueckstellen_schon_gewaehlt(welt, browser, kora):
    top = laufender_top(welt)
    vorgelegtes_thema(welt, top=top, titel="Wohnen")
    b = browser(kora)
    (weg,) = re.findall(r'href="([^"]*zurueckstellen=1[^"]*)"', b.get(url(top.sitzung), status=200).html)

    seite = b.get(weg.replace("&amp;", "&"), status=200)

    gewaehlt = [e.attrs["value"] for e in seite.alle("input", type="radio") if "checked" in e.attrs]
    assert "thema.zurueckstellen" in gewaehlt


def test_zu_einem_aufgegangenen_thema_wird_nichts_angeboten_was_nicht_geht(welt, browser, kora):
    top = sitzungen.neuer_top(welt)
    zusammengefuehrtes = vorgelegtes_thema(welt, top=top, titel="Wohnen")
    ziel = vorgelegtes_thema(welt, titel="Obdach")
    with transaction():
        workflow.themen.zusammenfuehren(zusammengefuehrtes, kora, ziel=ziel)
    sitzungen.laufende_sitzung(welt, top.sitzung)
    aufgerufener_top(welt, top)
    b = browser(kora)

    assert "zurueckstellen=1" not in b.get(url(top.sitzung), status=200).html
    seite = b.get(f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen", status=200)
    wirkungen = [e.attrs["value"] for e in seite.alle("input", type="radio") if e.attrs["name"].startswith("g")]
    assert wirkungen == [""]


def test_vota_und_die_eigene_vorbereitung_stehen_am_punkt(welt, browser, kora, mats):
    sitzung = laufende_sitzung(welt)
    with transaction():
        sitzung.tops[0].vorbereitung = "Erst die **Zahlen**."
        workflow.vota.abgeben(sitzung.tops[0], mats, sitz=welt.sitz(JOBCENTER), text="Bitte vertagen.")
    aufgerufener_top(welt, sitzung.tops[0])

    seite = browser(kora).get(url(sitzung), status=200)

    assert "Bitte vertagen." in seite.text
    assert "Zahlen" in seite.text


def test_als_naechstes_stellt_den_punkt_hinter_den_laufenden(welt, browser, kora):
    sitzung = laufende_sitzung(welt, tops=4)
    aufgerufener_top(welt, sitzung.tops[1])
    vierter = sitzung.tops[3]
    b = browser(kora)
    html = b.get(url(sitzung), status=200).html
    (daten,) = [
        dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        for form in re.findall(r"<form.*?</form>", html, re.DOTALL)
        if "als Nächstes" in form and f'name="top" value="{vierter.id}"' in form
    ]

    b.post(
        f"/sitzungen/{sitzung.nummer}/top_verschieben",
        {k: v for k, v in daten.items() if k != "csrf_token"},
        status=303,
    )

    session().expire_all()
    assert [top.titel for top in sorted(sitzung.tops, key=lambda t: t.position)] == [
        "Punkt 1",
        "Punkt 2",
        "Punkt 4",
        "Punkt 3",
    ]


# --- lines --------------------------------------------------------------------------------------------------------


def zeile(b, sitzung, status=303, **kw):
    daten = {"top": sitzung.tops[0].id, "art": "information", "text": "Das Jobcenter berichtet.", **kw}
    return b.post(url(sitzung, "/zeile"), daten, status=status)


@pytest.mark.beide
def test_eine_zeile_wird_was_ihre_art_sagt(welt, browser, kora, mats):
    sitzung = laufende_sitzung(welt)
    b = browser(kora)
    zeile(b, sitzung)
    zeile(b, sitzung, art="offen", text="Zahlen fehlen.")
    zeile(b, sitzung, art="beschluss", text="Wir fangen an.")
    zeile(b, sitzung, art="auftrag", text="Zahlen holen.", verantwortlich=mats.id, faellig_am="2027-01-15")

    assert [(n.art, n.text) for n in session().query(Notiz).order_by(Notiz.id)] == [
        (Notizart.INFORMATION, "Das Jobcenter berichtet."),
        (Notizart.OFFEN, "Zahlen fehlen."),
    ]
    assert session().query(Beschluss).one().wortlaut == "Wir fangen an."
    auftrag = session().query(Auftrag).one()
    assert (auftrag.verantwortlich.name, str(auftrag.faellig_am)) == ("Mats", "2027-01-15")


@pytest.mark.beide
def test_dieselbe_zeile_zweimal_gesendet_steht_einmal_da(welt, browser, kora):
    """A10 P0: the page sends again until it knows."""
    sitzung = laufende_sitzung(welt)
    b = browser(kora)

    for _ in range(3):
        zeile(b, sitzung, marke="m1")
    zeile(b, sitzung, marke="m2")

    assert session().query(Notiz).count() == 2


def test_eine_marke_mit_anderem_inhalt_wird_abgelehnt(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    b = browser(kora)
    zeile(b, sitzung, marke="m1")

    zeile(b, sitzung, status=409, marke="m1", text="Anderes.")

    assert session().query(Notiz).count() == 1


@pytest.mark.parametrize("falsch", [{"text": ""}, {"art": "quatsch"}, {"top": "999"}, {"faellig_am": "31.02.2027"}])
def test_eine_unvollstaendige_zeile_kommt_mit_ihrem_text_zurueck(welt, browser, kora, falsch):
    sitzung = laufende_sitzung(welt)

    seite = zeile(browser(kora), sitzung, status=422, **falsch)

    assert session().query(Notiz).count() == 0
    assert seite.feld("text") == falsch.get("text", "Das Jobcenter berichtet.")


def test_nach_der_sitzung_wird_ohne_abstimmung_nicht_mehr_beschlossen(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)
    b = browser(kora)

    seite = zeile(b, sitzung, status=409, art="beschluss", text="Doch noch.")
    zeile(b, sitzung)

    assert seite.feld("text") == "Doch noch."
    assert "laufenden Sitzung" in seite.text
    assert session().query(Notiz).count() == 1


def test_mit_skript_kommt_statt_der_seite_nur_ein_kurzes_ja(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    daten = {"top": sitzung.tops[0].id, "art": "information", "text": "Zeile"}
    b = browser(kora)

    assert b.post(url(sitzung, "/zeile"), daten, htmx=True).status == 204
    abgelehnt = b.post(url(sitzung, "/zeile"), daten | {"text": ""}, htmx=True)

    assert abgelehnt.status == 422
    assert not abgelehnt.alle("h1")


def test_eine_notiz_laesst_sich_vom_bildschirm_aus_aendern_und_loeschen(welt, browser, kora):
    """E1 P0: who edits an old version sees both."""
    sitzung = laufende_sitzung(welt)
    notiz = neue_notiz(welt, sitzung.tops[0])
    weg = f"/sitzungen/{sitzung.nummer}/notizen/{notiz.id}"
    b = browser(kora)

    b.absenden(f"{weg}/aendern", art="offen", text="Neu.")
    veraltet = b.post(f"{weg}/aendern", {"art": "offen", "text": "Von gestern.", "version": "1"}, status=409)
    assert "Jemand war schneller" in veraltet.text
    assert "Neu." in veraltet.text

    b.absenden(f"{weg}/loeschen")
    assert session().query(Notiz).count() == 0


# --- the roll is who is there -------------------------------------------------------------------------------------


def test_beim_oeffnen_sind_die_anwesenden_sitze_gewaehlt(welt, browser, kora):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    abstimmung = neue_abstimmung(welt, top, wahlberechtigte=Wahlberechtigte.ANWESENDE)
    da(welt, top.sitzung, ABH)

    seite = browser(kora).get(f"/abstimmungen/{abstimmung.nummer}/oeffnen", status=200)

    gewaehlt = [
        e.attrs["value"] for e in seite.alle("input") if e.attrs.get("name") == "anwesende" and "checked" in e.attrs
    ]
    assert gewaehlt == [str(welt.sitz(ABH).id)]


@pytest.mark.parametrize("akt", ["uhr_stellen", "wand_zeigen", "anwesenheit_eintragen", "anwesenheit_austragen"])
def test_jede_taste_hat_auch_eine_eigene_seite(welt, browser, kora, akt):
    sitzung = laufende_sitzung(welt)

    browser(kora).get(f"/sitzungen/{sitzung.nummer}/{akt}", status=200)


def test_was_nur_auf_dem_bildschirm_geht_steht_nicht_auf_der_seite_der_sitzung(welt, browser, kora):
    sitzung = laufende_sitzung(welt)

    seite = browser(kora).get(f"/sitzungen/{sitzung.nummer}", status=200)

    assert "Uhr stellen" not in seite.text
    assert "Anwesenheit eintragen" not in seite.text


def test_der_punkt_laesst_sich_ohne_skript_mit_grund_vertagen(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    top = sitzung.tops[0]

    browser(kora).absenden(f"/sitzungen/{sitzung.nummer}/tops/{top.id}/vertagen", begruendung="Es fehlen Zahlen.")

    session().refresh(top)
    assert top.status is TopStatus.VERTAGT
