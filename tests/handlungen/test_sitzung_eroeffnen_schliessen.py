"""What opening and closing leave in the room."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import SitzungStatus, Topart, TopStatus, Wortmeldung
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.sitzungen import eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide


def schliessen(sitzung, person):
    with transaction():
        workflow.sitzungen.schliessen(sitzung, person)


def test_wer_eroeffnet_hat_die_fernbedienung(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    vorher = sitzung.bewegung

    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)

    assert (sitzung.moderation, sitzung.eroeffnet_am is not None) == (kora, True)
    assert sitzung.bewegung > vorher


def test_der_laufende_punkt_ist_mit_der_sitzung_zu_ende(welt, kora):
    sitzung = laufende_sitzung(welt, neuer_top(welt, art=Topart.INFORMATION).sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)

    with clock.turned_to(clock.now() + timedelta(minutes=10)):
        schliessen(sitzung, kora)

    assert (sitzung.tops[0].status, sitzung.tops[0].aufgerufen_am) == (TopStatus.ABGESCHLOSSEN, None)
    assert sitzung.tops[0].sekunden >= 600


def test_was_noch_auf_seinen_beschluss_wartet_bleibt_offen(welt, kora):
    sitzung = laufende_sitzung(welt, neuer_top(welt, art=Topart.BESCHLUSS).sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)

    schliessen(sitzung, kora)

    assert sitzung.tops[0].status is TopStatus.OFFEN


def test_auch_mit_offener_abstimmung_laesst_sich_die_sitzung_schliessen(welt, kora):
    """Its own page says what becomes of the round; closing does not decide that."""
    top = neuer_top(welt)
    zwei_themen(welt, top)
    laufende_sitzung(welt, top.sitzung)
    offene_abstimmung(welt, neue_abstimmung(welt, top))
    with transaction():
        workflow.moderation.aufrufen(top, kora)

    schliessen(top.sitzung, kora)

    assert (top.sitzung.status, top.status) == (SitzungStatus.NACHBEREITUNG, TopStatus.OFFEN)


def test_nach_der_sitzung_bleibt_von_wortmeldungen_uhr_und_wand_nichts(welt, kora, mats, paula):
    sitzung = laufende_sitzung(welt)
    with transaction():
        workflow.wortmeldungen.melden(sitzung, mats)
        workflow.moderation.uhr_stellen(sitzung, kora, minuten=5)
        workflow.moderation.wand_oeffnen(sitzung, kora)
    andere = laufende_sitzung(welt, neue_sitzung(welt, gremium=welt.projektgruppe))
    with transaction():
        workflow.wortmeldungen.melden(andere, paula)

    schliessen(sitzung, kora)

    assert (sitzung.uhr_bis, sitzung.wand_offen, sitzung.wortmeldungen) == (None, False, [])
    assert [w.sitzung_id for w in session().query(Wortmeldung)] == [andere.id]


def test_wer_leitet_schliesst_auch_wenn_jemand_anders_moderiert(welt, kora, mia):
    sitzung = laufende_sitzung(welt, neuer_top(welt, art=Topart.INFORMATION).sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
        sitzung.moderation = mia

    schliessen(sitzung, kora)

    assert sitzung.status is SitzungStatus.NACHBEREITUNG
