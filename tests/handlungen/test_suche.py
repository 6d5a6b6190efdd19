"""Finding: German words and parts of them, in step with every act, and only what one may open."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimflow import queries, workflow
from kimflow.db import transaction
from kimflow.models import Suchart
from kimflow.queries.suche import Suchfilter
from tests.bauen.themen import neuer_beschluss, neues_thema, steckbrief

pytestmark = pytest.mark.beide


def nummern(person, text="", **filter):
    return [t.nummer for t in queries.suche.suchen(person, Suchfilter(text, **filter)).treffer]


@pytest.fixture
def pool(welt):
    return neues_thema(welt, titel="Kein Sprachmittlerpool für Kälteperioden in der Straße")


@pytest.mark.parametrize(
    "anfrage",
    [
        "Sprachmittlerpool", "Sprachmittler", "sprachmittlerpools", "Pool", "pool", "Kälteperiode", "Kaelteperioden",
        "Strasse", "Straßen", "STRASSE", "kein Pool in der Straße", "mittler",
    ],
)  # fmt: skip
def test_deutsche_worte_und_teile_davon_werden_gefunden(kora, pool, anfrage):
    assert nummern(kora, anfrage) == [pool.nummer]
