"""top.bearbeiten, top.unterlage_anhaengen, top.unterlage_entfernen."""

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Topart, Unterlage
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.protokolle import genehmigtes_protokoll, sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufender_top, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide


def bearbeiten(top, person, **kw):
    angaben = {
        "titel": "Haushalt",
        "art": Topart.BERATUNG,
        "minuten": 20,
        "berichterstattung": "Mia",
        "vorbereitung": "",
    }
    with transaction():
        workflow.tops.bearbeiten(top, person, **angaben | kw)


def anhaengen(top, person, titel="Vorlage", adresse="https://ablage.example/1", **kw):
    with transaction():
        workflow.tops.unterlage_anhaengen(top, person, titel=titel, adresse=adresse, **kw)


def test_ein_punkt_laesst_sich_bearbeiten_auch_in_der_laufenden_sitzung(welt, kora):
    top = laufender_top(welt)

    bearbeiten(top, kora, vorbereitung="Zuerst Mia fragen.")

    assert (top.titel, top.art, top.minuten, top.berichterstattung) == ("Haushalt", Topart.BERATUNG, 20, "Mia")
    assert top.vorbereitung == "Zuerst Mia fragen."


def test_offene_seiten_merken_es(welt, kora):
    top = laufender_top(welt)
    vorher = top.sitzung.bewegung

    bearbeiten(top, kora)

    assert top.sitzung.bewegung > vorher


def test_die_leitung_bearbeitet_die_punkte_ihrer_projektgruppe(welt, paula):
    top = neuer_top(welt, neue_sitzung(welt, gremium=welt.projektgruppe))

    bearbeiten(top, paula)

    assert top.titel == "Haushalt"


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_andere_aendern_weder_punkt_noch_unterlagen(welt, kora, wer):
    """D3 P0."""
    top, person = neuer_top(welt), welt.person(wer)
    anhaengen(top, kora)

    with pytest.raises(Forbidden):
        bearbeiten(top, person)
    with pytest.raises(Forbidden):
        anhaengen(top, person)
    with pytest.raises(Forbidden), transaction():
        workflow.tops.unterlage_entfernen(top, person, unterlage=top.unterlagen[0])


def test_wer_auf_altem_stand_speichert_ueberschreibt_nichts(welt, kora):
    """E1 P0."""
    top = neuer_top(welt)
    alt = top.version
    bearbeiten(top, kora)

    with pytest.raises(Stale):
        bearbeiten(top, kora, titel="Anders", version=alt)


def test_nach_der_sitzung_bleibt_die_tagesordnung_wie_sie_war(welt, kora):
    top = sitzung_in_nachbereitung(welt).tops[0]

    with pytest.raises(Obstructed, match="vorbei"):
        bearbeiten(top, kora)


# --- papers -----------------------------------------------------------------------------------------------------


def test_eine_unterlage_ist_ein_verweis(welt, kora):
    top = neuer_top(welt)

    anhaengen(top, kora, freigegeben=True)

    assert [(u.titel, u.adresse, u.freigegeben) for u in top.unterlagen] == [
        ("Vorlage", "https://ablage.example/1", True)
    ]


@pytest.mark.parametrize(
    "adresse", ["javascript:alert(1)", "ftp://x.example/1", "//x.example", "data:text/html,x", "/themen/", ""]
)
def test_nur_adressen_im_web_werden_verlinkt(welt, kora, adresse):
    """I4 P0."""
    top = neuer_top(welt)

    with pytest.raises(Obstructed, match="https"):
        anhaengen(top, kora, adresse=adresse)

    assert session().query(Unterlage).count() == 0


def test_intern_sieht_das_gremium_freigegeben_auch_wer_mitliest(welt, kora):
    """FACH §3: each paper is intern or freigegeben."""
    top = neuer_top(welt)
    anhaengen(top, kora, titel="Vermerk")
    anhaengen(top, kora, titel="Vorlage", freigegeben=True)

    sieht = {wer: [u.titel for u in queries.sitzungen.unterlagen(top, welt.person(wer))] for wer in
             ("Kora", "Mats", "Vera", "Bert", "Lena", "Bibi")}  # fmt: skip

    alles = {wer for wer, titel in sieht.items() if titel == ["Vermerk", "Vorlage"]}
    freies = {wer for wer, titel in sieht.items() if titel == ["Vorlage"]}
    assert (alles, freies) == ({"Kora", "Mats", "Vera", "Bert"}, {"Lena", "Bibi"})


def test_eine_unterlage_laesst_sich_entfernen(welt, kora):
    top = neuer_top(welt)
    anhaengen(top, kora)

    with transaction():
        workflow.tops.unterlage_entfernen(top, kora, unterlage=top.unterlagen[0])

    assert session().query(Unterlage).count() == 0


def test_die_unterlage_eines_anderen_punktes_bleibt(welt, kora):
    top, anderer = neuer_top(welt), neuer_top(welt)
    anhaengen(anderer, kora)

    with pytest.raises(Obstructed, match="anderen Punkt"), transaction():
        workflow.tops.unterlage_entfernen(top, kora, unterlage=anderer.unterlagen[0])


def test_ein_punkt_laesst_sich_mit_seinen_unterlagen_entfernen(welt, kora):
    top = neuer_top(welt)
    anhaengen(top, kora)

    with transaction():
        workflow.tagesordnungen.top_entfernen(top.sitzung, kora, top=top)

    assert session().query(Unterlage).count() == 0


@pytest.mark.parametrize("stand", [vorgelegtes_protokoll, genehmigtes_protokoll])
def test_liegt_das_protokoll_vor_aendern_sich_die_unterlagen_nicht_mehr(welt, kora, stand):
    top = stand(welt).sitzung.tops[0]

    with pytest.raises(Obstructed, match="Protokoll liegt vor"):
        anhaengen(top, kora)
