"""gremium.mitglied_aufnehmen, .mitgliedschaft_beenden: who works in a body, from when to when."""

from datetime import date

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Ereignis, Nachricht
from kimflow.permissions import ist_in_einer_projektgruppe
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.gremien import AB, neue_besetzung, neue_mitgliedschaft

pytestmark = pytest.mark.beide


def beenden(mitgliedschaft, person, bis):
    with transaction():
        workflow.gremien.mitgliedschaft_beenden(mitgliedschaft, person, bis=bis)


def test_die_koordination_nimmt_ein_mitglied_auf(welt, zoe):
    neue_mitgliedschaft(welt)

    assert zoe in queries.gremien.mitglieder(welt.projektgruppe)


@pytest.mark.parametrize("wer", ["Paula", "Ada", "Mats", "Lena"])
def test_andere_nehmen_niemanden_auf(welt, zoe, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.gremien.mitglied_aufnehmen(
            welt.projektgruppe, welt.person(wer), wen=zoe, amt=Amt.MITGLIED, von=AB, bis=None
        )


def test_niemand_ist_zur_gleichen_zeit_zweimal_mitglied(welt, paul):
    with pytest.raises(Obstructed, match="Paul gehört in dieser Zeit schon"):
        neue_mitgliedschaft(welt, wen=paul, amt=Amt.LEITUNG)


def test_ein_amt_wechselt_indem_eines_endet_und_eines_beginnt(welt, kora, paul):
    bisher = next(m for m in welt.projektgruppe.mitgliedschaften if m.person_id == paul.id)
    beenden(bisher, kora, date(2026, 3, 31))

    neu = neue_mitgliedschaft(welt, wen=paul, amt=Amt.LEITUNG, von=date(2026, 4, 1))

    assert neu.amt is Amt.LEITUNG


def test_ein_deaktiviertes_konto_wird_nicht_mitglied(welt, nora):
    with pytest.raises(Obstructed, match="deaktiviert"):
        neue_mitgliedschaft(welt, wen=nora)


def test_mit_dem_letzten_tag_endet_die_mitgliedschaft(welt, kora, zoe):
    """D7 P0."""
    beenden(neue_mitgliedschaft(welt), kora, date(2026, 6, 30))

    with clock.turned_to(date(2026, 7, 1)):
        assert not ist_in_einer_projektgruppe(zoe, None)
        assert zoe not in queries.gremien.mitglieder(welt.projektgruppe)


def test_eine_mitgliedschaft_endet_nicht_vor_ihrem_beginn(welt, kora):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        beenden(neue_mitgliedschaft(welt), kora, date(2025, 12, 31))


def test_das_aufnehmen_steht_im_verlauf(welt, zoe):
    mitgliedschaft = neue_mitgliedschaft(welt)

    zeile = session().query(Ereignis).one()
    assert (zeile.art, zeile.gegenstand_id) == ("mitgliedschaft", mitgliedschaft.id)
    assert zeile.angaben == {"wen": {"person": zoe.id}, "amt": "mitglied", "von": "2026-01-01"}


def test_das_neue_mitglied_erfaehrt_es(welt, zoe):
    neue_mitgliedschaft(welt)

    assert session().query(Nachricht).one().person_id == zoe.id


def test_mitglieder_sind_auch_wer_einen_sitz_besetzt(welt, zoe):
    neue_besetzung(welt)

    namen = [person.name for person in queries.gremien.mitglieder(welt.lenkungsgruppe)]
    assert namen == ["Bert", "Mats", "Mia", "Vera", "Zoe"]
