"""fallrekonstruktion.lesende_benennen: a narrative is read by who was named, never by mere membership."""

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Fallleserecht
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.fallrekonstruktionen import freigegebener_fall, neuer_fall
from tests.bauen.gremien import neue_mitgliedschaft

pytestmark = pytest.mark.beide


def benennen(fall, person, *lesende):
    with transaction():
        workflow.fallrekonstruktionen.lesende_benennen(fall, person, lesende=list(lesende))


@pytest.mark.parametrize("wer", ["Fatma", "Kora"])
def test_autorin_und_koordination_benennen_eine_fachkraft(welt, frida, wer):
    fall = freigegebener_fall(welt)

    benennen(fall, welt.person(wer), frida)

    assert can(frida, Permission.FALLREKONSTRUKTION_ANSEHEN, fall)


def test_wer_nicht_mehr_benannt_ist_liest_nicht_mehr(welt, fatma, frida):
    fall = freigegebener_fall(welt)
    benennen(fall, fatma, frida)

    benennen(fall, fatma)

    assert not can(frida, Permission.FALLREKONSTRUKTION_ANSEHEN, fall)
    assert session().query(Fallleserecht).count() == 0


def test_zweimal_dieselben_zu_benennen_aendert_nichts(welt, fatma, frida):
    fall = freigegebener_fall(welt)
    benennen(fall, fatma, frida)

    benennen(fall, fatma, frida)

    assert session().query(Fallleserecht).count() == 1


@pytest.mark.parametrize("wer", ["Mia", "Mats", "Bibi", "Lena", "Ada", "Paula", "Nora"])
def test_wer_keine_fachkraft_ist_wird_nicht_benannt(welt, fatma, wer):
    fall = freigegebener_fall(welt)

    with pytest.raises(Obstructed, match=wer):
        benennen(fall, fatma, welt.person(wer))


def test_das_buero_liest_auch_als_fachkraft_keinen_fall(welt, fatma, bibi):
    neue_mitgliedschaft(welt, welt.fallwerkstatt, wen=bibi)

    with pytest.raises(Obstructed, match="Bibi"):
        benennen(freigegebener_fall(welt), fatma, bibi)


@pytest.mark.parametrize("wer", ["Finn", "Frida", "Mia", "Lena"])
def test_andere_benennen_niemanden(welt, frida, wer):
    fall = freigegebener_fall(welt)

    with pytest.raises(Forbidden):
        benennen(fall, welt.person(wer), frida)


def test_beim_entwurf_einer_anderen_person_hat_die_koordination_nichts_zu_sagen(welt, kora, frida):
    fall = neuer_fall(welt)

    with pytest.raises(Forbidden):
        benennen(fall, kora, frida)


def test_wer_benannt_wurde_steht_im_verlauf(welt, fatma, frida):
    benennen(freigegebener_fall(welt), fatma, frida)

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.lesende_benennen").one()
    assert zeile.angaben == {"lesende": [{"person": frida.id}]}


def test_zur_wahl_stehen_nur_fachkraefte(welt):
    assert [person.name for person in queries.fallrekonstruktionen.benennbare()] == ["Fatma", "Finn", "Frida"]
