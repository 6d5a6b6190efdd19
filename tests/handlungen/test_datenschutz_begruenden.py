"""datenschutz.begruenden: what the Wächter stops is replaced, or stays with a reason that the trail keeps."""

import pytest
from sqlalchemy import select

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Stellungnahme, Thema
from kimflow.workflow.acts import Forbidden
from kimflow.workflow.datenschutz import Art, Grund
from kimflow.workflow.waechter import vermerk
from tests.bauen.themen import neues_thema

pytestmark = pytest.mark.beide

RUFNUMMER = "0221 7654321"
ANGABEN = {"vermerk": vermerk("Problem", Art.TELEFON, Grund.AMTLICH), "art": Art.TELEFON, "grund": Grund.AMTLICH}


def zeilen():
    return session().scalars(select(Ereignis).where(Ereignis.akt == "datenschutz.begruenden")).all()


def begruenden(ding, person):
    with transaction():
        workflow.waechter.begruenden(ding, person, **ANGABEN)


def test_der_verlauf_haelt_feld_art_und_grund_fest(welt, kora):
    thema = neues_thema(welt)

    begruenden(thema, kora)

    (zeile,) = zeilen()
    assert (zeile.art, zeile.gegenstand_id, zeile.person_id) == ("thema", thema.id, kora.id)
    assert (zeile.angaben["art"], zeile.angaben["grund"]) == ("telefon", "amtlich")
    assert [t.text for t in zeile.texte] == ["Problem: Telefonnummer – Anschrift, Rufnummer oder Postfach einer Stelle"]
    assert zeile.status_vorher == zeile.status_nachher == "gesammelt"
    assert workflow.ereignisse.pruefen() == []


def test_auch_wer_noch_kein_passwort_hat_begruendet_ueber_einen_link(welt):
    begruenden(neues_thema(welt), welt.person("Emil"))

    assert len(zeilen()) == 1


def test_wer_deaktiviert_ist_begruendet_nichts(welt):
    thema = neues_thema(welt)

    with pytest.raises(Forbidden):
        begruenden(thema, welt.person("Nora"))


# --- on pages -----------------------------------------------------------------------------------------------------


def _stellungnahme(welt):
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(
            thema, welt.person("Kora"), institutionen=[welt.institution("Jobcenter")]
        )
    return thema.stellungnahmen[0]


def gespeichert(stellungnahme):
    session().rollback()
    return session().scalar(select(Stellungnahme.text).where(Stellungnahme.id == stellungnahme.id))


def _auswahl(seite):
    return [e.attrs["name"] for e in seite.alle("select") if e.attrs.get("name", "").startswith("waechter-")]


def test_ohne_grund_wird_nichts_gespeichert_und_der_text_bleibt(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)
    text = f"Bitte rufen Sie {RUFNUMMER} an."

    seite = browser(mats).absenden(f"/stellungnahmen/{stellungnahme.id}/abgeben", status=422, text=text)

    assert seite.feld("text") == text
    assert "Bitte ersetzen oder begründen: Telefonnummer (Zeichen 17–28)." in seite.text
    assert "Die Prüfung findet nicht alles." in seite.text
    assert [e.text for e in seite.alle("mark")] == [RUFNUMMER]
    assert len(_auswahl(seite)) == 1
    assert not gespeichert(stellungnahme)


def test_mit_grund_wird_gespeichert_und_der_verlauf_kennt_den_text_nicht(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)
    weg, text = f"/stellungnahmen/{stellungnahme.id}/abgeben", f"Bitte rufen Sie {RUFNUMMER} an."
    mein = browser(mats)
    (name,) = _auswahl(mein.absenden(weg, status=422, text=text))

    mein.absenden(weg, text=text, **{name: "amtlich"})

    assert gespeichert(stellungnahme) == text
    (zeile,) = zeilen()
    assert (zeile.art, zeile.gegenstand_id) == (Stellungnahme.__tablename__, stellungnahme.id)
    assert RUFNUMMER not in repr(zeile.angaben) + repr([t.text for t in zeile.texte])


def test_ersetzt_wird_ohne_weiteres_gespeichert(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)

    browser(mats).absenden(f"/stellungnahmen/{stellungnahme.id}/abgeben", text="Bitte rufen Sie uns an.")

    assert gespeichert(stellungnahme) == "Bitte rufen Sie uns an."
    assert zeilen() == []


def test_ein_grund_gilt_nur_fuer_das_wofuer_er_gewaehlt_wurde(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)
    weg, mein = f"/stellungnahmen/{stellungnahme.id}/abgeben", browser(mats)
    (name,) = _auswahl(mein.absenden(weg, status=422, text=f"Rufen Sie {RUFNUMMER} an."))

    anders = mein.absenden(weg, status=422, text="Rufen Sie 0171 9988776 an.", **{name: "amtlich"})
    zwei = mein.absenden(weg, status=422, text=f"{RUFNUMMER} oder a@post.example", **{name: "amtlich"})
    erfunden = mein.absenden(weg, status=422, text=f"Rufen Sie {RUFNUMMER} an.", **{name: "egal"})

    assert "Telefonnummer" in anders.text
    assert "Bitte ersetzen oder begründen: E-Mail-Adresse" in zwei.text
    assert "Bitte ersetzen oder begründen: Telefonnummer (" in erfunden.text
    assert zeilen() == []


def test_ein_moeglicher_name_haelt_nichts_auf_und_wird_nur_angestrichen(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)
    weg, mein = f"/stellungnahmen/{stellungnahme.id}/abgeben", browser(mats)

    seite = mein.absenden(weg, status=422, text=f"Frau Petrenko hat {RUFNUMMER}.")
    mein.absenden(weg, text="Frau Petrenko war hier.")

    assert "Nur ein Hinweis:" in seite.text
    assert "Petrenko" in [e.text for e in seite.alle("mark")]
    assert gespeichert(stellungnahme) == "Frau Petrenko war hier."
    assert zeilen() == []


def test_was_neu_angelegt_wird_traegt_seinen_grund_selbst(welt, browser, kora):
    daten = {"titel": f"Erreichbar unter {RUFNUMMER}", "quellenart": "statistik", "quelle": "Bericht"}
    daten["datum"] = "2026-05-04"
    mein = browser(kora)
    (name,) = _auswahl(mein.absenden("/themen/aufnehmen", status=422, **daten))

    mein.absenden("/themen/aufnehmen", **daten, **{name: "beispiel"})

    (zeile,) = zeilen()
    assert zeile.gegenstand_id == session().scalars(select(Thema)).one().id
    seite = mein.get(f"/themen/{session().scalars(select(Thema)).one().nummer}")
    assert "Titel: Telefonnummer – erfundenes Beispiel" in seite.text


def test_zweimal_gesendet_wird_einmal_begruendet(welt, browser, mats):
    stellungnahme = _stellungnahme(welt)
    weg, text, mein = f"/stellungnahmen/{stellungnahme.id}/abgeben", f"Unter {RUFNUMMER}.", browser(mats)
    (name,) = _auswahl(mein.absenden(weg, status=422, text=text))
    daten = {"text": text, "marke": "m1", "version": str(stellungnahme.version), name: "irrtum"}

    for _ in range(2):
        mein.post(weg, daten, status=303)

    assert len(zeilen()) == 1
