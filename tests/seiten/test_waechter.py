"""The Datenschutz-Wächter on pages: hints while writing, which forms are guarded, and that nothing leaks."""

import logging
from datetime import timedelta

import pytest
from flask import Flask
from wtforms import StringField, TextAreaField
from wtforms.fields.core import UnboundField

from kimflow import clock
from kimflow.blueprints.datenschutz.routes import JE_MINUTE
from kimflow.web.datenschutz import freitexte
from kimflow.web.forms import Formular
from kimflow.web.takt import Takt
from tests.bauen.fallrekonstruktionen import neuer_fall
from tests.bauen.saal import laufende_sitzung
from tests.bauen.themen import neues_thema, steckbrief
from tests.sicherheit.test_faelschung import zustand

WEG = "/datenschutz/pruefen?feld=text&kennung=text"
TEXT = "Frau Petrenko, geb. 03.04.1991, erreichbar unter 0221 7654321."

GEPRUEFT = """
    auftrag.bearbeiten auftrag.erledigen auftrag.erteilen auftrag.verwerfen auftrag.zurueckgeben
    beschluss.aus_umlauf beschluss.berichtigen beschluss.festhalten beschluss.nacherfassen
    einwendung.behandeln einwendung.erheben notiz.aendern notiz.schreiben
    fallrekonstruktion.anlegen fallrekonstruktion.bearbeiten fallrekonstruktion.zurueckgeben
    sitzung.abrunden stellungnahme.abgeben top.niederschreiben top.vertagen
    thema.abschliessen thema.aufnehmen thema.bearbeiten thema.erledigen thema.grundlage_hinzufuegen
    thema.ruhen_lassen thema.wiederaufnehmen thema.zurueckgeben
    topvorschlag.ablehnen topvorschlag.machen votum.abgeben
"""


def _formulare(app: Flask):
    for view in app.view_functions.values():
        if hasattr(view, "kimflow_form"):
            yield view.kimflow_act.permission.value, view.kimflow_form


def _auswahl(seite):
    return [e.attrs["name"] for e in seite.alle("select") if e.attrs.get("name", "").startswith("waechter-")]


def _hat_text(form):
    return any(isinstance(value, UnboundField) and value.field_class is TextAreaField for value in _felder(form))


def _felder(form):
    return [getattr(form, name, None) for name in dir(form)]


def test_freie_texte_von_faellen_themen_und_notizen_sind_bewacht(app):
    """A guarded form that loses its mark, or a new one nobody thought about, shows here."""
    bewacht = {permission for permission, form in _formulare(app) if form.waechter}

    assert set(GEPRUEFT.split()) <= bewacht
    offen = {permission for permission, form in _formulare(app) if not form.waechter and _hat_text(form)}
    assert not {p for p in offen if p.startswith(("fallrekonstruktion.", "meldung.", "thema.", "notiz."))}


def test_bewacht_heisst_jedes_freie_feld_auch_das_einer_zeile(welt, browser, fatma):
    seite = browser(fatma).get(f"/fallrekonstruktionen/{neuer_fall(welt).nummer}/bearbeiten", status=200)

    felder = [e for e in seite.elemente if e.name == "textarea" or e.attrs.get("type") == "text"]
    assert len(felder) > 5
    for feld in felder:
        assert feld.attrs["hx-target"] == f"#{feld.attrs['id']}-waechter"
        assert seite.alle("div", id=f"{feld.attrs['id']}-waechter", role="status")
        assert "?" in feld.attrs["hx-post"]


def test_wer_schreibt_sieht_was_gefunden_wurde(kora, browser):
    seite = browser(kora).post(WEG, {"text": TEXT}, htmx=True, status=200)

    assert [e.text for e in seite.alle("mark")] == ["03.04.1991", "0221 7654321", "Petrenko"]
    assert "Geburtsdatum (Zeichen 21–30)" in seite.text
    assert "Die Prüfung findet nicht alles." in seite.text
    assert seite.headers["Cache-Control"] == "no-store"


def test_der_gewaehlte_grund_bleibt_beim_weiterschreiben(kora, browser):
    mein = browser(kora)
    name = mein.post(WEG, {"text": "0221 7654321"}, htmx=True).eins("select").attrs["name"]

    seite = mein.post(WEG, {"text": "0221 7654321 und mehr", name: "amtlich"}, htmx=True)

    gewaehlt = [e.attrs["value"] for e in seite.alle("option") if "selected" in e.attrs]
    assert gewaehlt == ["amtlich"]


def test_sauberer_und_leerer_text_gibt_keinen_hinweis(kora, browser):
    for text in ("", "Die Frau im Jobcenter war nicht zuständig."):
        assert browser(kora).post(WEG, {"text": text}, htmx=True, status=200).text == ""


def test_auch_ohne_konto_wird_geprueft_aber_nicht_beliebig_oft(browser):
    niemand = browser()
    antworten = [niemand.post(WEG, {"text": TEXT}, htmx=True, pruefen=False) for _ in range(JE_MINUTE + 1)]

    assert {a.status for a in antworten[:-1]} <= {200, 429}
    assert antworten[0].status == 200
    assert antworten[-1].status == 429
    assert "Beim Absenden wird der Text trotzdem geprüft." in antworten[-1].text


def test_der_takt_zaehlt_je_netz_und_minute():
    takt = Takt(JE_MINUTE)

    erste = [takt.ist_zu_schnell("198.51.100.7") for _ in range(JE_MINUTE + 1)]
    assert erste == [False] * JE_MINUTE + [True]
    assert not takt.ist_zu_schnell("203.0.113.9")
    with clock.turned_to(clock.now() + timedelta(minutes=1)):
        assert not takt.ist_zu_schnell("198.51.100.7")


def test_fragen_aendert_nichts_und_steht_in_keinem_log(kora, browser, caplog):
    mein = browser(kora)
    vorher = zustand()

    with caplog.at_level(logging.DEBUG):
        mein.post(WEG, {"text": TEXT}, htmx=True, status=200)

    assert zustand() == vorher
    assert not any(word in caplog.text for word in ("Petrenko", "7654321", "03.04.1991"))


@pytest.mark.parametrize("anfrage", ["", "?feld=text", "?feld=text&kennung=%22%3E%3Cx", "?feld=a%20b&kennung=a"])
def test_eine_erfundene_adresse_gibt_es_nicht(kora, browser, anfrage):
    assert browser(kora).post(f"/datenschutz/pruefen{anfrage}", {"text": TEXT}).status == 404


def test_sehr_langer_text_wird_gekuerzt_gelesen(kora, browser):
    seite = browser(kora).post(WEG, {"text": "Wort " * 30_000 + "0221 7654321"}, htmx=True, status=200)

    assert seite.text == ""


# --- where texts are saved in other ways ---------------------------------------------------------------------------


def test_eine_zeile_der_moderation_wird_ebenso_geprueft(welt, kora, browser):
    sitzung = laufende_sitzung(welt)
    weg, mein = f"/sitzungen/{sitzung.nummer}/moderation/zeile", browser(kora)
    daten = {"art": "information", "text": "Rückruf 0221 7654321", "top": sitzung.tops[0].id, "marke": "m1"}

    seite = mein.post(weg, daten, status=422)
    assert seite.feld("text") == "Rückruf 0221 7654321"
    (name,) = _auswahl(seite)
    mein.post(weg, {**daten, name: "amtlich"}, status=303)

    verlauf = mein.get(f"/sitzungen/{sitzung.nummer}/moderation")
    assert "Rückruf 0221 7654321" in verlauf.text


def test_zwischen_zwei_fassungen_bleibt_der_grund_gewaehlt(welt, kora, browser):
    """409: somebody was faster; the reason chosen is not lost with it."""
    thema = neues_thema(welt)
    weg, mein = f"/themen/{thema.nummer}/bearbeiten", browser(kora)
    alt = mein.get(weg).feld("version")
    daten = {"titel": "Titel", "problem": "Ruf 0221 7654321", "version": alt, "marke": "m1"}
    (name,) = _auswahl(mein.post(weg, daten, status=422))
    steckbrief(thema, welt)

    seite = mein.post(weg, {**daten, name: "vorgang"}, status=409)

    assert [e.attrs["value"] for e in seite.alle("option") if "selected" in e.attrs and e.attrs["value"] == "vorgang"]


def test_ein_neues_formular_setzt_nur_das_merkmal(app):
    class Neu(Formular):
        waechter = True
        satz = StringField("Satz")
        text = TextAreaField("Text")

    with app.test_request_context("/", method="POST", data={"satz": "0221 7654321", "text": "Alles gut."}):
        form = Neu(meta={"csrf": False})

        assert not form.validate()
        assert list(form.errors) == ["satz"]
        assert [field.name for field in freitexte(form)] == ["satz", "text"]
