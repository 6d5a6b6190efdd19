"""flask protokolle-genehmigen: when the period is over and nothing is open, in nobody's name."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import EinwendungStatus, Ereignis, Genehmigung, SitzungStatus
from tests.bauen.protokolle import neue_einwendung, vorgelegtes_protokoll

S = SitzungStatus


@pytest.fixture
def lauf(app):
    """Run the command so many days from now and say how many it approved."""

    def run(tage):
        with clock.turned_to(clock.now() + timedelta(days=tage)), app.app_context():
            answer = app.test_cli_runner().invoke(args=["protokolle-genehmigen"])
        assert answer.exit_code == 0, answer.output
        session().rollback()
        session().expire_all()
        return int(answer.output.split()[0])

    return run


def test_nach_der_frist_wird_einmal_genehmigt(welt, lauf):
    fassung = vorgelegtes_protokoll(welt)

    assert [lauf(14), lauf(15), lauf(15)] == [0, 1, 0]
    assert (fassung.sitzung.status, fassung.genehmigung) == (S.GENEHMIGT, Genehmigung.FRIST)


def test_der_verlauf_nennt_niemanden_und_bleibt_lueckenlos(welt, lauf):
    """F1, F4 P0: whoever reads it sees that nobody pressed a button."""
    vorgelegtes_protokoll(welt)
    lauf(15)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.person_id) == ("sitzung.genehmigen", None)
    assert workflow.ereignisse.pruefen() == []


@pytest.mark.parametrize("status", [EinwendungStatus.OFFEN, EinwendungStatus.BERUECKSICHTIGT])
def test_mit_einer_einwendung_die_zaehlt_geschieht_nichts(welt, kora, lauf, status):
    einwendung = neue_einwendung(welt)
    if status is not EinwendungStatus.OFFEN:
        with transaction():
            workflow.einwendungen.behandeln(einwendung, kora, status=status)

    assert lauf(30) == 0
    assert einwendung.fassung.sitzung.status is S.PROTOKOLL_IN_ABSTIMMUNG


def test_was_zurueckgewiesen_ist_haelt_nichts_auf(welt, kora, lauf):
    einwendung = neue_einwendung(welt)
    with transaction():
        workflow.einwendungen.behandeln(
            einwendung, kora, status=EinwendungStatus.ZURUECKGEWIESEN, antwort="Es war Raum 1."
        )

    assert lauf(15) == 1
