"""fallrekonstruktion.verlaengern: once, with a reason, by the Koordination."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.fallrekonstruktionen import eingereichter_fall, freigegebener_fall, neuer_fall

pytestmark = pytest.mark.beide


def verlaengern(fall, person, begruendung="Das Thema wird gerade beraten."):
    with transaction():
        workflow.fallfristen.verlaengern(fall, person, begruendung=begruendung)


def test_die_frist_verlaengert_sich_um_zwoelf_monate(welt, kora):
    with clock.turned_to(date(2026, 1, 10)):
        fall = freigegebener_fall(welt)
    with clock.turned_to(date(2026, 12, 20)):
        verlaengern(fall, kora)

    assert (fall.loeschen_am, fall.verlaengert_am) == (date(2028, 1, 10), date(2026, 12, 20))


def test_die_begruendung_steht_im_verlauf(welt, kora):
    verlaengern(freigegebener_fall(welt), kora)

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.verlaengern").one()
    assert [text.text for text in zeile.texte] == ["Das Thema wird gerade beraten."]


def test_ein_zweites_mal_geht_nicht(welt, kora):
    fall = freigegebener_fall(welt)
    verlaengern(fall, kora)
    bis = fall.loeschen_am

    with pytest.raises(Obstructed, match="schon einmal"):
        verlaengern(fall, kora)

    assert fall.loeschen_am == bis


@pytest.mark.parametrize("wer", ["Fatma", "Finn", "Frida", "Mats", "Ada", "Lena"])
def test_nur_die_koordination_verlaengert(welt, wer):
    fall = freigegebener_fall(welt)

    with pytest.raises(Forbidden):
        verlaengern(fall, welt.person(wer))


def test_was_noch_geprueft_wird_verlaengert_niemand(welt, kora):
    fall = eingereichter_fall(welt)

    with pytest.raises(Obstructed, match="Frist verlängern"):
        verlaengern(fall, kora)


def aufgaben(person):
    return [(a.gruppe, a.werte["nummer"], a.frist) for a in queries.fallaufgaben.aufgaben(person)]


def test_die_koordination_wird_dreissig_tage_vorher_erinnert_bis_sie_verlaengert(welt, kora):
    fall = freigegebener_fall(welt)
    ende = fall.loeschen_am

    with clock.turned_to(ende - timedelta(days=31)):
        assert aufgaben(kora) == []
    with clock.turned_to(ende - timedelta(days=30)):
        assert aufgaben(kora) == [("Fälle, deren Texte sich bald löschen", fall.nummer, ende)]
        assert aufgaben(welt.person("Fatma")) == []
        verlaengern(fall, kora)
        assert aufgaben(kora) == []


def test_wer_schreibt_wird_vierzehn_tage_vorher_an_den_entwurf_erinnert(welt, fatma, kora):
    fall = neuer_fall(welt)

    with clock.turned_to(fall.loeschen_am - timedelta(days=15)):
        assert aufgaben(fatma) == []
    with clock.turned_to(fall.loeschen_am - timedelta(days=14)):
        assert aufgaben(fatma) == [("Entwürfe, die sich bald löschen", fall.nummer, fall.loeschen_am)]
        assert aufgaben(kora) == []


def test_wer_eingereicht_hat_erfaehrt_vierzehn_tage_vorher_dass_noch_niemand_geprueft_hat(welt, fatma, finn):
    fall = eingereichter_fall(welt)

    with clock.turned_to(fall.loeschen_am - timedelta(days=15)):
        assert aufgaben(fatma) == []
    with clock.turned_to(fall.loeschen_am - timedelta(days=14)):
        assert aufgaben(fatma) == [("Fälle, die sich bald löschen", fall.nummer, fall.loeschen_am)]
        assert [a.text for a in queries.fallaufgaben.aufgaben(fatma)] == [f"{fall.nummer}: wartet noch auf Prüfung"]
        assert aufgaben(finn) == [("Fälle zur Prüfung", fall.nummer, fall.loeschen_am)]
