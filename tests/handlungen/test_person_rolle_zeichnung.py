"""person.rolle_geben, rolle_beenden, zeichnung_erlauben, zeichnung_beenden: rights with a period."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Rollenart
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.personen import aktive_person
from tests.bauen.post import briefe

pytestmark = pytest.mark.beide
GESTERN = timedelta(days=-1)


def geben(wen, person, art=Rollenart.KOORDINATION, von=None, bis=None):
    with transaction():
        workflow.personen.rolle_geben(wen, person, art=art, von=von or clock.today(), bis=bis)
    return wen.rollen[-1]


def beenden(rolle, person, bis):
    with transaction():
        workflow.personen.rolle_beenden(rolle, person, bis=bis)


def test_mit_der_rolle_kommt_das_recht(ada, paul):
    geben(paul, ada)

    assert can(paul, Permission.THEMA_AUFNEHMEN)


def test_die_rolle_gilt_erst_ab_ihrem_ersten_tag(ada, paul):
    geben(paul, ada, von=clock.today() + timedelta(days=1))

    assert not can(paul, Permission.THEMA_AUFNEHMEN)


@pytest.mark.parametrize("wer", ["Ada", "Kora", "Mats"])
def test_niemand_gibt_sich_selbst_eine_rolle(welt, wer):
    """D10 P0: Administration gives no content rights to the own account."""
    with pytest.raises(Forbidden):
        geben(welt.person(wer), welt.person(wer))


def test_die_koordination_erfaehrt_von_jeder_neuen_rolle(ada, kora, paul):
    """D10 P0: giving a content role is shown to the Koordinierende Stelle."""
    geben(paul, ada)

    assert [brief.anlass for brief in briefe(kora)] == ["person.rolle_geben"]
    assert [brief.anlass for brief in briefe(paul)] == ["person.rolle_geben"]


def test_wer_eine_rolle_bekommt_meldet_sich_neu_an(ada, paul):
    """J2 P0: a new session at a change of roles."""
    with transaction():
        key = workflow.anmeldungen.beginnen(paul)

    geben(paul, ada)

    assert queries.anmeldungen.gueltige(key) is None


def test_gestern_beendet_heisst_ab_sofort_ohne_recht(ada, kora):
    """D7 P0: a role taken away is gone with the next question."""
    beenden(kora.rollen[0], ada, clock.today() + GESTERN)

    assert not can(kora, Permission.THEMA_AUFNEHMEN)


def test_auch_eine_heute_gegebene_rolle_endet_sofort(ada, paul):
    rolle = geben(paul, ada)

    beenden(rolle, ada, clock.today() + GESTERN)

    assert not can(paul, Permission.THEMA_AUFNEHMEN)


def test_beenden_verlaengert_nie(ada, paul):
    rolle = geben(paul, ada, bis=clock.today())

    with pytest.raises(Obstructed, match="verkürzt"):
        beenden(rolle, ada, clock.today() + timedelta(days=9))


def test_die_letzte_administration_verliert_ihre_rolle_nicht(welt, ada):
    """D11: refused with a reason."""
    zweite = aktive_person(welt)
    geben(zweite, ada, art=Rollenart.ADMINISTRATION, bis=clock.today() + timedelta(days=9))

    with pytest.raises(Obstructed, match="anderen aktiven Person"):
        beenden(ada.rollen[0], zweite, clock.today() + GESTERN)


def test_zeichnungsberechtigt_ist_wer_eingetragen_ist(welt, ada, paul):
    haus = welt.institution("Jobcenter")
    with transaction():
        workflow.personen.zeichnung_erlauben(paul, ada, institution=haus, von=clock.today(), bis=None)
    assert paul in queries.personen.zeichnungsberechtigte(haus.id)

    with transaction():
        workflow.personen.zeichnung_beenden(paul.zeichnungsberechtigungen[0], ada, bis=clock.today() + GESTERN)
    assert paul not in queries.personen.zeichnungsberechtigte(haus.id)


def test_niemand_erlaubt_sich_selbst_zu_zeichnen(welt, ada):
    with pytest.raises(Forbidden), transaction():
        workflow.personen.zeichnung_erlauben(
            ada, ada, institution=welt.institution("Kreis"), von=clock.today(), bis=None
        )
