"""person.deaktivieren, person.reaktivieren."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Linkzweck, PersonStatus, Rollenart
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.personen import aktive_person, neue_person

pytestmark = pytest.mark.beide


def deaktivieren(wen, person):
    with transaction():
        workflow.personen.deaktivieren(wen, person)


def test_wer_deaktiviert_ist_darf_nichts_mehr(ada, kora):
    """D7 P0: a lost right is lost at once."""
    deaktivieren(kora, ada)

    assert not any(can(kora, permission) for permission in (Permission.START_ANSEHEN, Permission.THEMA_AUFNEHMEN))


def test_das_deaktivieren_beendet_anmeldungen_und_links(ada, kora):
    """D7 P0, J2 P0: sessions and links are gone at once."""
    with transaction():
        key = workflow.anmeldungen.beginnen(kora)
        raw = workflow.einzellinks.ausstellen(kora, Linkzweck.RUECKMELDUNG_GEBEN, 1, timedelta(days=3))

    deaktivieren(kora, ada)

    assert queries.anmeldungen.gueltige(key) is None
    assert queries.einzellinks.gueltiger(raw, Linkzweck.RUECKMELDUNG_GEBEN) is None


def test_niemand_deaktiviert_sich_selbst(ada):
    with pytest.raises(Forbidden):
        deaktivieren(ada, ada)


def test_die_letzte_dauerhafte_administration_bleibt(welt, ada):
    """D11: refused with a reason, so that nobody is locked out for good."""
    zweite = aktive_person(welt)
    with transaction():
        workflow.personen.rolle_geben(
            zweite, ada, art=Rollenart.ADMINISTRATION, von=clock.today(), bis=clock.today() + timedelta(days=30)
        )

    with pytest.raises(Obstructed, match="anderen aktiven Person"):
        deaktivieren(ada, zweite)

    assert ada.ist_aktiv


def test_eine_zweite_dauerhafte_administration_darf_die_erste_deaktivieren(welt, ada):
    zweite = aktive_person(welt)
    with transaction():
        workflow.personen.rolle_geben(zweite, ada, art=Rollenart.ADMINISTRATION, von=clock.today(), bis=None)

    deaktivieren(ada, zweite)

    assert not ada.ist_aktiv


def test_wer_zurueckkommt_ist_wieder_aktiv_die_alten_anmeldungen_nicht(ada, kora):
    with transaction():
        key = workflow.anmeldungen.beginnen(kora)
    deaktivieren(kora, ada)

    with transaction():
        workflow.personen.reaktivieren(kora, ada)

    assert kora.status is PersonStatus.AKTIV
    assert queries.anmeldungen.gueltige(key) is None


def test_wer_nie_ein_passwort_hatte_ist_danach_wieder_eingeladen(welt, ada):
    wen = neue_person(welt)
    deaktivieren(wen, ada)

    with transaction():
        workflow.personen.reaktivieren(wen, ada)

    assert wen.status is PersonStatus.EINGELADEN


def test_die_koordination_deaktiviert_niemanden(kora, paul):
    with pytest.raises(Forbidden):
        deaktivieren(paul, kora)
