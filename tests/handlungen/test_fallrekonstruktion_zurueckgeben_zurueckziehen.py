"""fallrekonstruktion.zurueckgeben, .zurueckziehen: the ways back to the draft."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, FallStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.fallrekonstruktionen import eingereichter_fall, freigegebener_fall, voller_fall

pytestmark = pytest.mark.beide


def zurueckgeben(fall, person, begruendung="Der Ort ist zu genau."):
    with transaction():
        workflow.fallrekonstruktionen.zurueckgeben(fall, person, begruendung=begruendung)


def zurueckziehen(fall, person):
    with transaction():
        workflow.fallrekonstruktionen.zurueckziehen(fall, person)


def test_die_zweite_person_gibt_mit_begruendung_zurueck(welt, finn):
    fall = eingereichter_fall(welt)

    zurueckgeben(fall, finn)

    assert (fall.status, fall.rueckgabe, fall.anonymitaet) == (FallStatus.ENTWURF, "Der Ort ist zu genau.", None)


def test_die_begruendung_steht_im_verlauf(welt, finn):
    zurueckgeben(eingereichter_fall(welt), finn)

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.zurueckgeben").one()
    assert [text.text for text in zeile.texte] == ["Der Ort ist zu genau."]


def test_wer_den_fall_geschrieben_hat_erfaehrt_von_der_rueckgabe(welt, finn):
    zurueckgeben(eingereichter_fall(welt), finn)

    brief = session().query(Nachricht).filter_by(anlass="fallrekonstruktion.zurueckgeben").one()
    assert brief.person.name == "Fatma"
    assert "zu genau" not in brief.text


@pytest.mark.parametrize("wer", ["Fatma", "Frida", "Mats", "Lena"])
def test_andere_geben_nicht_zurueck(welt, wer):
    fall = eingereichter_fall(welt)

    with pytest.raises(Forbidden):
        zurueckgeben(fall, welt.person(wer))


def test_ein_freigegebener_fall_wird_nicht_zurueckgegeben(welt, finn):
    fall = freigegebener_fall(welt)

    with pytest.raises(Obstructed, match="freigegeben"):
        zurueckgeben(fall, finn)


def test_die_koordination_zieht_eine_freigabe_zurueck(welt, kora):
    fall = freigegebener_fall(welt)

    zurueckziehen(fall, kora)

    assert (fall.status, fall.geprueft_von, fall.freigegeben_am) == (FallStatus.ENTWURF, None, None)
    assert fall.loeschen_am == clock.today() + timedelta(days=90)


@pytest.mark.parametrize("wer", ["Fatma", "Finn", "Frida", "Mats"])
def test_nur_die_koordination_zieht_zurueck(welt, wer):
    fall = freigegebener_fall(welt)

    with pytest.raises(Forbidden):
        zurueckziehen(fall, welt.person(wer))


def test_was_grundlage_eines_themas_ist_wird_nicht_zurueckgezogen(welt, kora):
    fall = freigegebener_fall(welt)
    with transaction():
        thema = workflow.themen.aufnehmen(
            kora,
            titel="Lücke beim Rechtskreiswechsel",
            handlungsfeld=welt.vokabel("handlungsfeld", "Wohnen"),
            bruchstellen=list(fall.bruchstellen),
            quellenart=None,
            quelle="",
            datum=None,
        )

    with pytest.raises(Obstructed, match=thema.nummer):
        zurueckziehen(fall, kora)

    assert fall.status is FallStatus.FREIGEGEBEN


def test_ein_entwurf_wird_nicht_zurueckgezogen(welt, kora):
    fall = voller_fall(welt, kora)

    with pytest.raises(Obstructed, match="Zurückziehen"):
        zurueckziehen(fall, kora)


def test_die_rueckgabe_verlaengert_die_loeschfrist(welt, finn):
    with clock.turned_to(date(2026, 1, 10)):
        fall = eingereichter_fall(welt)
    with clock.turned_to(date(2026, 3, 1)):
        zurueckgeben(fall, finn)

    assert fall.loeschen_am == date(2026, 5, 30)
