"""Pages of the minutes: draft, versions, difference, objections, link, files; and that approved ones are closed."""

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy import text as sql

from kimflow import clock, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Beschluss,
    Einwendung,
    EinwendungStatus,
    Genehmigung,
    Modus,
    Nachricht,
    Notiz,
    Protokollfassung,
    Sitzung,
    Sitzungsantwort,
    Top,
    Topart,
)
from kimflow.models.ausloeser import _GRUNDLAGEN
from kimflow.permissions import Permission
from kimflow.web import handlungen
from kimflow.workflow.acts import ACTS
from tests.bauen.protokolle import (
    genehmigen,
    genehmigtes_protokoll,
    neue_einwendung,
    neueste,
    sitzung_in_nachbereitung,
    vorgelegtes_protokoll,
)
from tests.bauen.sitzungen import eingeladene_sitzung, laufende_sitzung, neuer_top
from tests.besetzung import CAST
from tests.sicherheit.markup import NUTZLASTEN, boeses

SATZ = "Mats fragt nach den Kosten."


def adresse(sitzung, rest=""):
    return f"/sitzungen/{sitzung.nummer}/protokoll{rest}"


def schreiben(sitzung):
    return f"/sitzungen/{sitzung.nummer}/tops/{sitzung.tops[0].id}/niederschreiben"


# --- reading ---------------------------------------------------------------------------------------------------


def test_den_entwurf_sieht_wer_ihn_schreibt(browser, welt, kora, mats):
    sitzung = sitzung_in_nachbereitung(welt)

    seite = browser(kora).get(adresse(sitzung), status=200)
    assert "So würde das Protokoll jetzt vorgelegt" in seite.text
    assert "Der Bericht lag vor." in seite.text
    assert schreiben(sitzung) in [a.attrs["href"] for a in seite.alle("a", href=None)]

    seite = browser(mats).get(adresse(sitzung), status=200)
    assert "wird noch geschrieben" in seite.text
    assert "Der Bericht lag vor." not in seite.text


def test_wer_das_protokoll_fuehrt_liest_was_vorliegt_und_die_einwendungen_auch_ohne_sitz(browser, welt, kora, paula):
    """The clerk need not belong to the body: she wrote it, and she takes up what was objected."""
    sitzung = sitzung_in_nachbereitung(welt)
    with transaction():
        sitzung.protokollfuehrung = paula
    neue_einwendung(welt, vorgelegtes_protokoll(welt, sitzung))

    for seite in (adresse(sitzung), adresse(sitzung, "/1")):
        gelesen = browser(paula).get(seite, status=200).text
        assert "Der Bericht lag vor." in gelesen
        assert "Der Ort stimmt nicht." in gelesen


def test_vor_der_sitzung_sagt_die_seite_woher_es_kommt(browser, welt, kora):
    seite = browser(kora).get(adresse(eingeladene_sitzung(welt)), status=200)

    assert "Es entsteht von selbst" in seite.text


@pytest.mark.parametrize(
    ("wer", "vorgelegt", "genehmigt"),
    [("Kora", 200, 200), ("Mats", 200, 200), ("Vera", 200, 200), ("Bert", 200, 200), ("Lena", 403, 200),
     ("Bibi", 403, 403), ("Paula", 404, 404), ("Ada", 404, 404), ("Emil", 404, 404)],
)  # fmt: skip
def test_wer_das_protokoll_liest(browser, welt, wer, vorgelegt, genehmigt):
    """D3 P0: who only reads along sees it once it is approved."""
    fassung = vorgelegtes_protokoll(welt)
    page = browser(welt.person(wer))
    page.get(adresse(fassung.sitzung), status=vorgelegt)
    genehmigen(welt, fassung)

    for rest in ("", "/1", "/1.docx", "/1.odt"):
        page.get(adresse(fassung.sitzung, rest), status=genehmigt)


def test_wer_nur_mitliest_sieht_weder_abgeloeste_fassungen_noch_einwendungen(browser, welt, kora, lena):
    einwendung = neue_einwendung(welt, text="Das habe ich nicht gesagt.")
    sitzung = einwendung.fassung.sitzung
    with transaction():
        workflow.einwendungen.behandeln(einwendung, kora, status=EinwendungStatus.BERUECKSICHTIGT)
        workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="Einwendung von Mats")
        workflow.protokolle.vorlegen(sitzung, kora)
    genehmigen(welt, neueste(sitzung))

    page = browser(lena)
    assert "nicht gesagt" not in page.get(adresse(sitzung), status=200).text
    for rest in ("/1", "/2/unterschied", "/1.docx"):
        page.get(adresse(sitzung, rest), status=404)


def test_die_seite_sagt_bis_wann_und_zeigt_die_pruefsumme(browser, welt, mats):
    fassung = vorgelegtes_protokoll(welt)
    seite = browser(mats).get(adresse(fassung.sitzung), status=200)

    assert f"bis zum {fassung.einwendungen_bis:%d.%m.%Y} möglich" in seite.text
    assert fassung.pruefsumme in seite.text
    absaetze = len(queries.niederschrift.absaetze(fassung.text))
    assert len(seite.alle("div", class_="kf-absatz")) == absaetze
    assert len([a for a in seite.alle("a", href=None) if "/erheben?absatz=" in a.attrs["href"]]) == absaetze


def test_die_seite_braucht_wenige_abfragen(browser, welt, kora):
    sitzung = neuer_top(welt, titel="Bericht", art=Topart.INFORMATION).sitzung
    for nummer in range(5):
        neuer_top(welt, sitzung, titel=f"Punkt {nummer}", art=Topart.INFORMATION)
    fassung = vorgelegtes_protokoll(welt, sitzung_in_nachbereitung(welt, sitzung))
    for absatz in (1, 2, 3):
        neue_einwendung(welt, fassung, absatz=absatz)
    page, url, seen = browser(kora), adresse(sitzung), []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(extension.engine, "before_cursor_execute", count)
    try:
        page.get(url, status=200)
    finally:
        event.remove(extension.engine, "before_cursor_execute", count)
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 15


# --- writing ---------------------------------------------------------------------------------------------------


def test_am_punkt_schreiben_und_wieder_beim_protokoll_sein(browser, welt, kora):
    sitzung = sitzung_in_nachbereitung(welt)
    page = browser(kora)

    antwort = page.absenden(schreiben(sitzung), niederschrift=SATZ)

    assert antwort.ziel == adresse(sitzung)
    assert SATZ in page.folgen(antwort).text


def test_zwei_schreiben_denselben_punkt_und_keiner_verliert_etwas(browser, welt, kora):
    """E1, E2 P0: both texts side by side."""
    sitzung = sitzung_in_nachbereitung(welt)
    page = browser(kora)
    alt = page.get(schreiben(sitzung))
    versteckt = {name: alt.feld(name) for name in ("version", "gelesen", "marke", "csrf_token")}
    page.absenden(schreiben(sitzung), niederschrift="Zuerst gespeichert")

    seite = page.post(schreiben(sitzung), {**versteckt, "niederschrift": "Zu spät"}, status=409)

    assert "Zuerst gespeichert" in seite.text
    assert seite.feld("niederschrift") == "Zu spät"
    neu = {name: seite.feld(name) for name in ("version", "gelesen", "marke")}
    page.post(schreiben(sitzung), {**neu, "niederschrift": "Beides"}, status=303)
    session().expire_all()
    assert sitzung.tops[0].niederschrift == "Beides"


def test_wer_waehrend_des_schreibens_weitermoderiert_stoert_nicht(browser, welt, kora):
    """E1: the item changes all the time while somebody writes; only the same text is a conflict."""
    sitzung = laufende_sitzung(welt)
    page = browser(kora)
    alt = page.get(schreiben(sitzung))
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
    assert int(alt.feld("version")) != sitzung.tops[0].version

    daten = {name: alt.feld(name) for name in ("version", "gelesen", "marke")}
    page.post(schreiben(sitzung), {**daten, "niederschrift": SATZ}, status=303)


@pytest.mark.parametrize("gelesen", ["", "erfunden", None])
def test_ohne_den_abdruck_gilt_die_version(browser, welt, kora, gelesen):
    """E1 P0: forged or missing is no way round."""
    sitzung = sitzung_in_nachbereitung(welt)
    page = browser(kora)
    page.absenden(schreiben(sitzung), niederschrift="Zuerst")
    daten = {"version": "1", "niederschrift": "Zu spät"} | ({} if gelesen is None else {"gelesen": gelesen})

    page.post(schreiben(sitzung), daten, status=409)


@pytest.mark.parametrize("last", NUTZLASTEN)
def test_kein_text_wird_auf_den_seiten_zu_markup(browser, welt, kora, last):
    """I4 P0, E2 P0: page, conflict, objection and difference with payloads in both texts."""
    sitzung = sitzung_in_nachbereitung(welt, notiz=last)
    page = browser(kora)
    alt = page.get(schreiben(sitzung))
    page.absenden(schreiben(sitzung), niederschrift=f"eins {last}")
    daten = {name: alt.feld(name) for name in ("version", "gelesen", "marke")}
    seiten = [page.post(schreiben(sitzung), {**daten, "niederschrift": f"zwei {last}"}, status=409)]
    with transaction():
        workflow.protokolle.vorlegen(sitzung, kora)
    fassung = neueste(sitzung)
    neue_einwendung(welt, fassung, text=last)
    seiten.append(page.get(adresse(sitzung)))
    einwendung = session().query(Einwendung).one()
    seiten.append(page.get(f"/sitzungen/{sitzung.nummer}/einwendungen/{einwendung.id}/behandeln"))
    with transaction():
        workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung=last)
        workflow.protokolle.niederschreiben(sitzung.tops[0], kora, niederschrift=f"drei {last} mehr")
        workflow.einwendungen.behandeln(einwendung, kora, status=EinwendungStatus.ZURUECKGEWIESEN, antwort=last)
        workflow.protokolle.vorlegen(sitzung, kora)
    seiten += [page.get(adresse(sitzung, rest)) for rest in ("", "/1", "/2/unterschied")]

    for seite in seiten:
        assert seite.status in (200, 409)
        assert not boeses(seite.html)


# --- objecting -------------------------------------------------------------------------------------------------


def test_eine_einwendung_zu_absatz_2_ohne_javascript(browser, welt, kora, mats):
    fassung = vorgelegtes_protokoll(welt)
    sitzung = fassung.sitzung
    page = browser(mats)
    formular = adresse(sitzung, "/1/erheben?absatz=2")
    seite = page.get(formular, status=200)
    assert seite.feld("absatz") == "2"
    assert queries.niederschrift.absaetze(fassung.text)[1].split("\n")[0].strip("# ") in seite.text

    antwort = page.absenden(adresse(sitzung, "/1/erheben"), absatz="2", text="Bert fehlte.")

    einwendung = session().query(Einwendung).one()
    assert antwort.ziel == adresse(sitzung, "/1#absatz-2")
    seite = browser(kora).get(adresse(sitzung))
    assert "Einwendung von Mats" in seite.text
    behandeln = f"/sitzungen/{sitzung.nummer}/einwendungen/{einwendung.id}/behandeln"
    assert behandeln in [a.attrs["href"] for a in seite.alle("a", href=None)]
    browser(kora).post(behandeln, {"status": "zurueckgewiesen", "antwort": "Bert kam später."}, status=303)
    assert "Bert kam später." in page.get(adresse(sitzung)).text


def test_nach_der_frist_gibt_es_keinen_knopf_mehr(browser, welt, mats):
    fassung = vorgelegtes_protokoll(welt)
    with clock.turned_to(clock.now() + timedelta(days=15)):
        page = browser(mats)
        seite = page.get(adresse(fassung.sitzung), status=200)
        assert "abgelaufen" in seite.text
        assert not [a for a in seite.alle("a", href=None) if "erheben" in a.attrs["href"]]
        assert (
            "waren bis zum"
            in page.absenden(adresse(fassung.sitzung, "/1/erheben"), status=409, absatz="1", text="Zu spät").text
        )


def link_aus_mail(wer):
    brief = session().query(Nachricht).filter_by(anlass="sitzung.vorlegen").join(Nachricht.person).filter_by(name=wer)
    return "/link/" + brief.one().text.partition("/link/")[2].split()[0]


def test_aus_der_mail_lesen_und_einwenden_ohne_anmeldung(browser, welt):
    """D8 P0: one version, one person; the page shows only the own objections."""
    fassung = vorgelegtes_protokoll(welt)
    neue_einwendung(welt, fassung, wer="Mia", text="Von Mia")
    link, page = link_aus_mail("Vera"), browser()
    assert "Der Bericht lag vor." in page.get(link, status=200).text

    antwort = page.absenden(f"{link}/erheben", absatz="1", text="Der Ort stimmt nicht.")

    seite = page.folgen(antwort)
    assert "Der Ort stimmt nicht." in seite.text
    assert "Von Mia" not in seite.text
    assert {e.person.name for e in session().query(Einwendung)} == {"Mia", "Vera"}


def test_lesen_ueber_den_link_aendert_nichts_und_geht_oft(browser, welt):
    """D8 P0: mail scanners open links."""
    vorgelegtes_protokoll(welt)
    link, page = link_aus_mail("Mats"), browser()

    for _ in range(3):
        page.get(link, status=200)
        page.get(f"{link}/erheben?absatz=1", status=200)
    assert session().query(Einwendung).count() == 0


def test_der_link_endet_mit_frist_ueberarbeitung_und_ausscheiden(browser, welt, kora):
    """D8 P0."""
    fassung = vorgelegtes_protokoll(welt)
    link, page = link_aus_mail("Mats"), browser()
    with clock.turned_to(clock.now() + timedelta(days=16)):
        page.get(link, status=410)
    page.get(link, status=200)
    with transaction():
        for besetzung in welt.person("Mats").besetzungen:
            besetzung.bis = clock.today() - timedelta(days=1)
    page.get(link, status=410)
    link = link_aus_mail("Mia")
    page.get(link, status=200)
    with transaction():
        workflow.protokolle.ueberarbeiten(fassung.sitzung, kora, begruendung="Neu")
    page.get(link, status=410)
    page.post(f"{link}/erheben", {"absatz": "1", "text": "Zu spät"}, status=410)


# --- approving and correcting ------------------------------------------------------------------------------------


def test_die_naechste_sitzung_genehmigt_vom_beschluss_aus(browser, welt, kora):
    fassung = vorgelegtes_protokoll(welt)
    top = neuer_top(welt, titel="Protokoll der letzten Sitzung", art=Topart.BESCHLUSS)
    with transaction():
        top.protokoll_von = fassung.sitzung
    laufende_sitzung(welt, top.sitzung)
    with transaction():
        beschluss = workflow.beschluesse.festhalten(top, kora, wortlaut="Genehmigt.", modus=Modus.EINVERNEHMLICH)
    page, formular = browser(kora), f"/sitzungen/{fassung.sitzung.nummer}/genehmigen"
    seite = page.get(f"/beschluesse/{beschluss.nummer}")
    assert formular in [a.attrs["href"] for a in seite.alle("a", href=None)]

    chosen = [e.attrs["value"] for e in page.get(formular).alle("option", selected=None)]
    assert chosen == [str(beschluss.id)]
    page.absenden(formular, beschluss=str(beschluss.id))

    seite = page.get(adresse(fassung.sitzung))
    assert "durch Beschluss" in seite.text
    assert f"/beschluesse/{beschluss.nummer}" in [a.attrs["href"] for a in seite.alle("a", href=None)]


def test_die_berichtigung_zeigt_ihren_unterschied(browser, welt, kora, lena):
    """Issue 3, third proof: version 2 with its difference, for everybody who may read version 1."""
    fassung = genehmigtes_protokoll(welt)
    neu = fassung.text.replace("Raum 1", "Raum 2")
    formular = f"/sitzungen/{fassung.sitzung.nummer}/protokoll_berichtigen"

    antwort = browser(kora).absenden(formular, text=neu, begruendung="Falscher Raum", genehmigung="vorsitz")

    assert antwort.ziel == adresse(fassung.sitzung)
    page = browser(lena)
    assert "Fassung 2" in page.get(adresse(fassung.sitzung)).text
    assert "Raum 1" in page.get(adresse(fassung.sitzung, "/1")).text
    seite = page.get(adresse(fassung.sitzung, "/2/unterschied"), status=200)
    assert [e.text for e in seite.alle("del")][1:] == ["1"]
    assert [e.text for e in seite.alle("ins")][1:] == ["2"]
    assert "[gestrichen: " in seite.html
    assert "Falscher Raum" in seite.text


def test_zwei_berichtigen_zugleich_und_sehen_beide_texte(browser, welt, kora):
    """E1, E2 P0."""
    fassung = genehmigtes_protokoll(welt)
    formular = f"/sitzungen/{fassung.sitzung.nummer}/protokoll_berichtigen"
    page = browser(kora)
    alt = page.get(formular)
    angaben = {"begruendung": "Raum", "genehmigung": "vorsitz"}
    page.absenden(formular, text="Zuerst", **angaben)

    daten = {name: alt.feld(name) for name in ("version", "marke")} | angaben
    seite = page.post(formular, {**daten, "text": "Danach"}, status=409)

    assert "Zuerst" in seite.text
    assert seite.feld("text") == "Danach"


def test_als_datei_steht_derselbe_text(browser, welt, kora):
    fassung = vorgelegtes_protokoll(welt)

    for endung, teil in (("docx", "word/document.xml"), ("odt", "content.xml")):
        antwort = browser(kora).get(adresse(fassung.sitzung, f"/1.{endung}"), status=200)
        with zipfile.ZipFile(io.BytesIO(antwort.response.get_data())) as datei:
            assert "Der Bericht lag vor." in datei.read(teil).decode()


# --- closed ------------------------------------------------------------------------------------------------------

_EINGABEN = {
    "titel": "Neu", "text": "Neu", "name": "Neu", "ort": "Neu", "art": "information", "begruendung": "Neu",
    "niederschrift": "Neu", "schlusswort": "Neu", "wortlaut": "Neu", "modus": "einvernehmlich", "antwort": "kommt",
    "beginn": "2027-01-01T10:00", "dauer": "60", "richtung": "1", "minuten": "5", "absatz": "1", "bild": "leer",
    "status": "beruecksichtigt", "adresse": "https://a.example", "version": "1", "frage": "Neu", "methode": "punkte",
}  # fmt: skip


def _seiten(sitzung):
    """The address of every act on the meeting and on what hangs on it, but the correction itself."""
    top, nummer = sitzung.tops[0], sitzung.nummer
    werte = {
        Sitzung: {"nummer": nummer},
        Top: {"nummer": nummer, "id": top.id},
        Notiz: {"nummer": nummer, "id": session().query(Notiz).one().id},
        Beschluss: {"nummer": session().query(Beschluss).one().nummer},
        Protokollfassung: {"nummer": nummer, "fassung": 1},
        Einwendung: {"nummer": nummer, "id": session().query(Einwendung).one().id},
        Sitzungsantwort: {"nummer": nummer, "id": sitzung.antworten[0].id},
    }
    for akt, endpoint in handlungen._seiten.items():
        if akt.of in werte and akt.permission is not Permission.SITZUNG_PROTOKOLL_BERICHTIGEN:
            yield endpoint, werte[akt.of]


def test_an_einem_genehmigten_protokoll_aendert_niemand_etwas(app, browser, welt, kora, mats):
    """C8 P1: every form of every act on the meeting, as everybody; the server refuses and nothing changes."""
    sitzung = neuer_top(welt, titel="Bericht", art=Topart.BESCHLUSS).sitzung
    laufende_sitzung(welt, sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
        workflow.notizen.schreiben(sitzung.tops[0], kora, art="offen", text="Wer zahlt?")
        workflow.beschluesse.festhalten(sitzung.tops[0], kora, wortlaut="So.", modus=Modus.EINVERNEHMLICH)
        workflow.sitzungen.schliessen(sitzung, kora)
    fassung = vorgelegtes_protokoll(welt, sitzung)
    einwendung = neue_einwendung(welt, fassung)
    with transaction():
        workflow.einwendungen.zurueckziehen(einwendung, mats)
    genehmigen(welt, fassung)
    tabellen = [table for table, *_ in _GRUNDLAGEN] + ["protokollfassung", "einwendung"]

    def stand():
        session().rollback()
        return [session().execute(sql(f"SELECT * FROM {table} ORDER BY id")).all() for table in tabellen]

    with app.test_request_context():
        adressen = [app.url_for(endpoint, **werte, _external=False) for endpoint, werte in _seiten(sitzung)]
    assert len(adressen) > 25
    vorher, geaendert = stand(), []
    for wer in CAST:
        if not welt.person(wer).ist_aktiv:
            continue
        page = browser(welt.person(wer))
        for url in adressen:
            antwort = page.post(url, _EINGABEN | {"top": str(sitzung.tops[0].id)}, pruefen=False)
            # Whoever has not filled in everything is told all the same that it is not possible.
            refused = antwort.status in (403, 404, 409) or "Noch nicht möglich" in page.get(url, pruefen=False).text
            if not refused:
                geaendert.append((wer, url, antwort.status))
    assert not geaendert
    assert stand() == vorher


def test_jede_bearbeitung_antwortet_409_statt_zu_speichern(browser, welt, kora):
    """C8 P1: with everything filled in, by whoever may do most."""
    fassung = genehmigtes_protokoll(welt)
    sitzung = fassung.sitzung
    page, hier = browser(kora), f"/sitzungen/{sitzung.nummer}"

    for url, daten in (
        (schreiben(sitzung), {"version": str(sitzung.tops[0].version), "niederschrift": SATZ}),
        (f"{hier}/abrunden", {"version": str(sitzung.version), "schlusswort": SATZ}),
        (f"{hier}/vorlegen", {}),
        (f"{hier}/genehmigen", {}),
        (f"{hier}/ueberarbeiten", {"begruendung": SATZ}),
        (f"{hier}/protokoll/1/erheben", {"absatz": "1", "text": SATZ}),
    ):
        seite = page.post(url, daten, status=409)
        assert "Noch nicht möglich" in seite.text
    assert ACTS[Permission.SITZUNG_PROTOKOLL_BERICHTIGEN].obstacles(sitzung) == []
    assert neueste(sitzung).genehmigung is Genehmigung.FRIST
