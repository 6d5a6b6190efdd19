"""How much the Datenschutz-Wächter finds in the labelled corpus, and how often it is wrong.

Both parts come from the same hand, so the figures say that the rules do what they are meant to, not that they would
find as much elsewhere.
"""

import pytest

from kimflow.workflow.datenschutz import Art
from tests.datenschutz.korpus import lesen, messen

TEILE = ("entwicklung", "zurueckgehalten")


def test_der_korpus_hat_dreihundert_saetze_die_haelfte_ohne_personenbezug():
    saetze = [satz for teil in TEILE for satz in lesen(teil)]
    ohne = [satz for satz in saetze if not satz.stellen]

    assert len(saetze) >= 300
    assert len({satz.text for satz in saetze}) == len(saetze)
    assert 0.45 <= len(ohne) / len(saetze) <= 0.55
    assert {art for satz in saetze for art, _, _ in satz.stellen} == set(Art)


@pytest.mark.parametrize("teil", TEILE)
def test_was_eine_form_hat_wird_gefunden_und_nichts_anderes_dafuer_gehalten(teil):
    guete = messen(lesen(teil))

    assert guete.gefunden >= 0.98 * guete.strukturiert, guete.fehler
    assert guete.richtig >= 0.98 * guete.gemeldet, guete.fehler


@pytest.mark.parametrize("teil", TEILE)
def test_namen_werden_angestrichen(teil):
    guete = messen(lesen(teil))

    assert guete.namen >= 20
    assert guete.namen_gefunden >= 0.85 * guete.namen, guete.fehler


@pytest.mark.parametrize("teil", TEILE)
def test_saubere_saetze_bleiben_meist_sauber(teil):
    guete = messen(lesen(teil))

    assert guete.sauber_markiert <= 0.10 * guete.saubere, guete.fehler
