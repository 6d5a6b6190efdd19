"""gremium.beenden: what becomes of open work is said before the end, and the history stays."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Gremium, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import fortgeschriebene_zielvereinbarung, geltende_zielvereinbarung

pytestmark = pytest.mark.beide


def beenden(gremium, person, bis=None, verbleib=""):
    with transaction():
        workflow.gremien.beenden(gremium, person, bis=bis or clock.today(), verbleib=verbleib)
    session().expire_all()
    return session().get_one(Gremium, gremium.id)


def test_ohne_laufende_themen_endet_eine_gruppe_einfach(welt, kora):
    assert beenden(welt.projektgruppe, kora).bis == clock.today()


def test_solange_themen_laufen_gehoert_dazu_was_daraus_wird(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.VEREINBART)

    with pytest.raises(Obstructed, match=thema.nummer):
        beenden(welt.projektgruppe, kora, verbleib="  ")

    gremium = beenden(welt.projektgruppe, kora, verbleib="Das Sozialamt führt es fort.")
    assert (gremium.bis, gremium.verbleib) == (clock.today(), "Das Sozialamt führt es fort.")


def test_der_verbleib_steht_im_verlauf(welt, kora):
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    beenden(welt.projektgruppe, kora, verbleib="Ruht.")

    zeile = session().query(Ereignis).filter_by(akt="gremium.beenden").one()
    assert [text.text for text in zeile.texte] == ["Ruht."]


def test_bearbeiten_ist_kein_weg_daran_vorbei(welt, kora):
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    gremium = welt.projektgruppe

    with pytest.raises(Obstructed, match="beenden"), transaction():
        workflow.gremien.bearbeiten(
            gremium, kora, name=gremium.name, frage="", bis=clock.today(), hoechstlast=gremium.hoechstlast
        )


def test_zweimal_endet_nichts(welt, kora):
    beenden(welt.projektgruppe, kora, bis=clock.today() - timedelta(days=1))

    with pytest.raises(Obstructed, match="ist beendet"):
        beenden(welt.projektgruppe, kora)


def test_das_ende_liegt_nicht_vor_dem_beginn(welt, kora):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        beenden(welt.projektgruppe, kora, bis=date(2020, 1, 1))


@pytest.mark.parametrize("wer", ["Paula", "Paul", "Mats", "Ada", "Lena"])
def test_beendet_wird_von_der_koordination(welt, wer):
    with pytest.raises(Forbidden):
        beenden(welt.projektgruppe, welt.person(wer))


def test_was_offen_ist_steht_vorher_da(welt):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    massnahme = laufende_massnahme(welt, thema)

    assert [offen.text for offen in queries.offene_arbeit.des_gremiums(welt.projektgruppe)] == [
        f"Thema {thema}",
        f"Maßnahme {massnahme}",
    ]


def test_entwuerfe_von_zielvereinbarungen_stehen_dabei(welt):
    """Nobody of the group writes on them when it has ended; who ends it hears of it before."""
    geltende = geltende_zielvereinbarung(welt)
    folge = fortgeschriebene_zielvereinbarung(welt, geltende)

    gesagt = [offen.text for offen in queries.offene_arbeit.des_gremiums(welt.projektgruppe)]
    assert f"Zielvereinbarung {folge} (noch nicht eingereicht)" in gesagt
    assert not [text for text in gesagt if text.startswith(f"Zielvereinbarung {geltende.nummer} ")]
