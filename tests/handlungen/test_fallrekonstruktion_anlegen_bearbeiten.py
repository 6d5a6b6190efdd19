"""fallrekonstruktion.anlegen, .bearbeiten: who writes, what is kept, until when."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, FallStatus, Station
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.fallrekonstruktionen import (
    eingereichter_fall,
    grobe_angaben,
    neue_bruchstelle,
    neue_station,
    neuer_fall,
    voller_fall,
)

pytestmark = pytest.mark.beide


def bearbeiten(welt, fall, person, **kw):
    angaben = {"stationen": [neue_station(welt)], "bruchstellen": []} | grobe_angaben(welt) | kw
    with transaction():
        workflow.fallrekonstruktionen.bearbeiten(fall, person, **angaben)


def test_eine_fachkraft_legt_einen_fall_ihrer_fallwerkstatt_an(welt, fatma):
    fall = neuer_fall(welt)

    assert (fall.status, fall.autor, fall.gremium) == (FallStatus.ENTWURF, fatma, welt.fallwerkstatt)


def test_faelle_werden_je_jahr_durchgezaehlt(welt):
    with clock.turned_to(date(2026, 5, 4)):
        assert [neuer_fall(welt).nummer, neuer_fall(welt).nummer] == ["F-2026-001", "F-2026-002"]


def test_auch_die_koordination_legt_faelle_an(welt, kora):
    assert neuer_fall(welt, kora).autor == kora


@pytest.mark.parametrize("wer", ["Frida", "Mats", "Mia", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_andere_legen_in_dieser_fallwerkstatt_keinen_fall_an(welt, wer):
    with pytest.raises(Forbidden):
        neuer_fall(welt, welt.person(wer))


def test_nur_eine_fallwerkstatt_rekonstruiert_faelle(welt, kora):
    with pytest.raises(Forbidden):
        neuer_fall(welt, kora, welt.projektgruppe)


def test_eine_beendete_fallwerkstatt_rekonstruiert_keine_faelle_mehr(welt, kora):
    gremium = welt.fallwerkstatt
    with transaction():
        workflow.gremien.bearbeiten(
            gremium, kora, name=gremium.name, frage="", bis=date(2026, 6, 30), hoechstlast=gremium.hoechstlast
        )

    with clock.turned_to(date(2026, 7, 1)), pytest.raises(Obstructed, match="beendet"):
        neuer_fall(welt, kora)


def test_ein_entwurf_loescht_sich_nach_neunzig_tagen(welt):
    fall = neuer_fall(welt)

    assert fall.loeschen_am == clock.today() + timedelta(days=90)


def test_vom_fall_steht_kein_wort_im_verlauf(welt):
    neuer_fall(welt, titel="Geheimer Titel", schilderung="Geheime Schilderung")

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.anlegen").one()
    assert (zeile.angaben, zeile.texte) == ({}, [])


def test_stationen_und_bruchstellen_behalten_ihre_reihenfolge(welt):
    fall = voller_fall(welt, stationen=[neue_station(welt, geschehen=text) for text in ("erst", "dann", "zuletzt")])

    assert [(s.position, s.geschehen) for s in fall.stationen] == [(1, "erst"), (2, "dann"), (3, "zuletzt")]


def test_wer_speichert_ersetzt_alle_zeilen(welt, fatma):
    fall = voller_fall(welt, stationen=[neue_station(welt), neue_station(welt)])

    bearbeiten(welt, fall, fatma, stationen=[neue_station(welt, geschehen="nur noch diese")])

    assert [s.geschehen for s in session().query(Station)] == ["nur noch diese"]
    assert fall.bruchstellen == []


@pytest.mark.parametrize("wer", ["Finn", "Kora", "Frida", "Mats"])
def test_einen_entwurf_bearbeitet_nur_wer_ihn_geschrieben_hat(welt, wer):
    fall = neuer_fall(welt)

    with pytest.raises(Forbidden):
        bearbeiten(welt, fall, welt.person(wer))


def test_ein_eingereichter_fall_aendert_sich_nicht(welt, fatma):
    fall = eingereichter_fall(welt)

    with pytest.raises(Obstructed, match="zur Prüfung"):
        bearbeiten(welt, fall, fatma)


def test_neue_zeilen_allein_machen_eine_aeltere_fassung_ungueltig(welt, fatma):
    """E1 P0: the rows belong to the text; whoever opened the form before sees both versions."""
    fall = voller_fall(welt)
    geoeffnet = fall.version
    bearbeiten(welt, fall, fatma, stationen=[neue_station(welt)], bruchstellen=[neue_bruchstelle(welt)])

    with pytest.raises(Stale):
        bearbeiten(welt, fall, fatma, version=geoeffnet)
