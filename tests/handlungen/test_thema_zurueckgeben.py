"""thema.zurueckgeben: the Projektgruppe hands an Auftrag back."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import beauftragtes_thema, neu_gelesen, thema_im_stand

pytestmark = pytest.mark.beide


def zurueckgeben(thema, person, begruendung="Uns fehlt die Zuständigkeit."):
    with transaction():
        workflow.themen.zurueckgeben(thema, person, begruendung=begruendung)


def test_die_leitung_gibt_zurueck_und_der_rang_bleibt(welt, paula):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    zurueckgeben(thema, paula)

    thema = neu_gelesen(thema)
    assert (thema.status, thema.rang) == (ThemaStatus.PRIORISIERT, 1)
    assert (thema.projektgruppe, thema.mandat, thema.frist) == (None, "", None)
    assert thema.begruendung == "Uns fehlt die Zuständigkeit."


def test_die_rueckgabe_steht_mit_ihrem_grund_im_verlauf(welt, paula):
    thema = beauftragtes_thema(welt)
    zurueckgeben(thema, paula)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.gegenstand_id) == ("thema.zurueckgeben", thema.id)
    assert [text.text for text in zeile.texte] == ["Uns fehlt die Zuständigkeit."]


def test_die_koordination_erfaehrt_davon(welt, paula):
    zurueckgeben(beauftragtes_thema(welt), paula)

    briefe = session().query(Nachricht).filter_by(anlass="thema.zurueckgeben").all()
    assert [n.person.name for n in briefe] == ["Kora"]
    assert "Zuständigkeit" not in briefe[0].text


@pytest.mark.parametrize("wer", ["Petra", "Paul", "Kora", "Mats"])
def test_nur_die_leitung_dieser_gruppe_gibt_zurueck(welt, wer):
    """D3 P0: Petra leads another group, Paul only belongs to this one."""
    thema = beauftragtes_thema(welt)

    with pytest.raises(Forbidden):
        zurueckgeben(thema, welt.person(wer))

    assert neu_gelesen(thema).status is ThemaStatus.BEAUFTRAGT


def test_ohne_grund_wird_nichts_zurueckgegeben(welt, paula):
    with pytest.raises(Obstructed, match="begründen"):
        zurueckgeben(beauftragtes_thema(welt), paula, " ")


def test_zweimal_geht_nicht(welt, paula):
    thema = beauftragtes_thema(welt)
    zurueckgeben(thema, paula)

    with pytest.raises(Forbidden):
        zurueckgeben(thema, paula)
