"""person.anmeldung_beenden: everybody ends own sessions, nobody somebody else's."""

import pytest
from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmeldung
from kimflow.workflow.acts import Forbidden

pytestmark = pytest.mark.beide


@pytest.fixture
def anmeldung(mats):
    with transaction():
        workflow.anmeldungen.beginnen(mats, "Firefox auf Linux")
    return session().scalars(select(Anmeldung)).one()


def test_die_eigene_anmeldung_beenden(mats, anmeldung):
    with transaction():
        workflow.anmeldungen.anmeldung_beenden(anmeldung, mats)

    assert queries.anmeldungen.laufende(mats) == []


@pytest.mark.parametrize("wer", ["Ada", "Kora", "Vera"])
def test_eine_fremde_anmeldung_beendet_niemand(welt, anmeldung, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.anmeldungen.anmeldung_beenden(anmeldung, welt.person(wer))

    assert anmeldung.beendet_am is None
