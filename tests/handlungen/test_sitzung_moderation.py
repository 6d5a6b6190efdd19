"""sitzung.moderation_uebernehmen, uhr_stellen, uhr_anhalten, wand_oeffnen, wand_schliessen, wand_zeigen."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Wandbild
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.saal import laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung

pytestmark = pytest.mark.beide

ANGABEN = {
    "moderation_uebernehmen": {},
    "uhr_stellen": {"minuten": 3},
    "uhr_anhalten": {},
    "wand_oeffnen": {},
    "wand_schliessen": {},
    "wand_zeigen": {"bild": Wandbild.LEER},
}


def tun(akt, sitzung, wer, **kw):
    with transaction():
        getattr(workflow.moderation, akt)(sitzung, wer, **(ANGABEN[akt] | kw))


@pytest.fixture
def sitzung(welt):
    """Kora holds the remote, Mia keeps the minutes and may take over; the wall is open."""
    made = laufende_sitzung(welt)
    with transaction():
        made.moderation, made.protokollfuehrung, made.wand_offen = welt.person("Kora"), welt.person("Mia"), True
    return made


def test_uebernehmen_gibt_die_fernbedienung_weiter(sitzung, mia):
    tun("moderation_uebernehmen", sitzung, mia)

    assert sitzung.moderation is mia
    assert session().query(Ereignis).filter_by(akt="sitzung.moderation_uebernehmen").one().person_id == mia.id


def test_wer_schon_fuehrt_uebernimmt_nicht_noch_einmal(sitzung, kora):
    with pytest.raises(Obstructed, match="führen schon"):
        tun("moderation_uebernehmen", sitzung, kora)


@pytest.mark.parametrize("akt", ["uhr_stellen", "uhr_anhalten", "wand_zeigen"])
def test_ohne_fernbedienung_bleibt_der_raum_wie_er_ist(sitzung, mia, akt):
    with pytest.raises(Obstructed, match="Übernehmen Sie zuerst"):
        tun(akt, sitzung, mia)

    tun("moderation_uebernehmen", sitzung, mia)
    tun(akt, sitzung, mia)


def test_die_freie_fernbedienung_nimmt_wer_zuerst_handelt(sitzung, mia):
    with transaction():
        sitzung.moderation = None

    tun("uhr_stellen", sitzung, mia)

    assert sitzung.moderation is mia


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", ANGABEN)
def test_nur_wer_leitet_oder_protokolliert_bedient_den_raum(welt, sitzung, akt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        tun(akt, sitzung, welt.person(wer))


@pytest.mark.parametrize("akt", ["moderation_uebernehmen", "uhr_stellen", "uhr_anhalten", "wand_zeigen"])
def test_der_raum_wird_nur_in_der_laufenden_sitzung_bedient(welt, kora, akt):
    with pytest.raises(Obstructed, match="nicht möglich"):
        tun(akt, eingeladene_sitzung(welt), kora)


def test_die_uhr_laeuft_so_lange_wie_gestellt(sitzung, kora):
    with clock.turned_to(clock.now()):
        tun("uhr_stellen", sitzung, kora, minuten=5)
        assert sitzung.uhr_bis == clock.now() + timedelta(minutes=5)

    tun("uhr_anhalten", sitzung, kora)
    assert sitzung.uhr_bis is None


@pytest.mark.parametrize("akt", ["wand_oeffnen", "wand_schliessen"])
def test_der_beamer_wird_vor_der_sitzung_eingerichtet_und_nicht_danach(welt, kora, akt):
    sitzung = eingeladene_sitzung(welt)
    tun("wand_oeffnen", sitzung, kora)
    tun(akt, sitzung, kora)

    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
        workflow.sitzungen.schliessen(sitzung, kora)

    assert not sitzung.wand_offen
    with pytest.raises(Obstructed, match="nicht möglich"):
        tun(akt, sitzung, kora)


@pytest.mark.parametrize("minuten", [-1, 0, 61])
def test_eine_unsinnige_zeit_stellt_die_uhr_nicht(sitzung, kora, minuten):
    with pytest.raises(Obstructed, match="60 Minuten"):
        tun("uhr_stellen", sitzung, kora, minuten=minuten)


def test_ein_neuer_link_zur_wand_macht_den_alten_ungueltig(sitzung, kora):
    tun("wand_oeffnen", sitzung, kora)
    erster = sitzung.wand

    tun("wand_oeffnen", sitzung, kora)

    assert sitzung.wand_offen
    assert sitzung.wand == erster + 1


def test_die_wand_laesst_sich_widerrufen(sitzung, kora):
    tun("wand_schliessen", sitzung, kora)

    assert not sitzung.wand_offen
    with pytest.raises(Obstructed, match="nicht offen"):
        tun("wand_schliessen", sitzung, kora)


@pytest.mark.parametrize("bild", Wandbild)
def test_an_der_wand_steht_was_die_moderation_zeigt(sitzung, kora, bild):
    tun("wand_zeigen", sitzung, kora, bild=bild)

    assert sitzung.wandbild is bild


def test_wer_wie_lange_redet_steht_nicht_im_verlauf(sitzung, kora):
    zeilen = session().query(Ereignis).count()
    for akt in ("uhr_stellen", "uhr_anhalten", "wand_zeigen"):
        tun(akt, sitzung, kora)

    assert session().query(Ereignis).count() == zeilen


@pytest.mark.parametrize("akt", ["uhr_stellen", "uhr_anhalten", "wand_oeffnen", "wand_schliessen", "wand_zeigen"])
def test_jede_bedienung_bewegt_die_offenen_seiten(sitzung, kora, akt):
    vorher = sitzung.bewegung

    tun(akt, sitzung, kora)

    assert sitzung.bewegung == vorher + 1
