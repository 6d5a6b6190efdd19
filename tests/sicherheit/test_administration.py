"""The technical administrator is not omniscient (ZUSAGEN D10)."""

import pytest

from kimflow.models import Abstimmung, Fallrekonstruktion, Massnahme, Thema
from kimflow.permissions import Permission, can

INHALTE = (
    "/fallrekonstruktionen/", "/themen/", "/sitzungen/", "/abstimmungen/", "/beschluesse/", "/zielvereinbarungen/",
    "/massnahmen/",
)  # fmt: skip


@pytest.mark.parametrize("seite", INHALTE)
def test_die_administration_liest_weder_faelle_noch_inhalte_noch_stimmen(browser, ada, seite):
    """D10 P0: Ada reads no case and no ballot."""
    assert browser(ada).get(seite).status in (403, 404)


@pytest.mark.parametrize(
    ("noun", "thing"),
    [
        ("fallrekonstruktion", Fallrekonstruktion(autor_id=0, gremium_id=0)),
        ("thema", Thema()),
        ("abstimmung", Abstimmung()),
        ("massnahme", Massnahme()),
    ],
)
def test_kein_recht_der_administration_reicht_in_die_sache(ada, noun, thing):
    """D10 P0: no permission on a case, a Thema, an Abstimmung or a Maßnahme follows from the office role."""
    rechte = [p for p in Permission if p.value.startswith(f"{noun}.")]
    for recht in rechte:
        try:
            assert not can(ada, recht, thing), recht
        except AttributeError:
            pytest.fail(f"{recht} fragt mehr als die Rolle")


def test_in_der_navigation_steht_nur_die_verwaltung(browser, ada):
    seite = browser(ada).get("/")
    links = {e.text for e in seite.alle("a")}

    assert {"Institutionen", "Verwaltung"} <= links
    assert not {"Fälle", "Themen", "Sitzungen", "Beschlüsse", "Maßnahmen"} & links
