"""Any sequence of acts, sensible or not, leaves the data whole."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from kimflow.db import session, transaction
from kimflow.models import Ereignis, Erfuellung, Lage, Massnahme, Thema, Zielvereinbarung
from kimflow.workflow import ereignisse
from kimflow.workflow.acts import ACTS, Act, Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen, neue_massnahme
from tests.bauen.themen import beauftragtes_thema, neuer_beschluss, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung
from tests.besetzung import Welt

pytestmark = pytest.mark.beide
WER = ("Kora", "Paula", "Mats", "Paul", "Petra")


def angaben(welt: Welt) -> dict[str, Any]:
    """Something for every argument an act may ask for, by its name."""
    return {
        "begruendung": "Ein Grund.",
        "wiedervorlage": in_tagen(30),
        "beschluss": neuer_beschluss(welt),
        "rang": 1,
        "projektgruppe": welt.projektgruppe,
        "mandat": "Vorschlagen.",
        "frist": in_tagen(90),
        "was": "Erledigt.",
        "wirkung": "Besser.",
        "zurueck_in_den_speicher": True,
        "bis": in_tagen(20),
        "erfuellung": Erfuellung.TEILWEISE,
        "gruende": "Gründe.",
        "verantwortlich": welt.person("Paul"),
        "wartet_auf": "das Land",
        "wartet_bis": in_tagen(10),
        "lage": Lage.PLAN,
        "satz": "Läuft.",
        "nachweis": "Liegt vor.",
        "wirkungspruefung_am": in_tagen(100),
        "ergebnis": "Wirkt.",
        "verstetigt": True,
        "titel": "Schritt",
        "geplant_am": in_tagen(15),
        "im_auftrag_von": "Paul",
    }


def moegliche(welt: Welt, words: dict[str, Any]) -> list[tuple[Act[..., Any], dict[str, Any]]]:
    """Every act on one of the three nouns for whose required arguments there is something to give."""
    found = []
    for act in ACTS.values():
        needed = [n for n in act.arguments if act.signature.parameters[n].default is act.signature.empty]
        if act.of in (Thema, Zielvereinbarung, Massnahme) and set(needed) <= set(words):
            found.append((act, {name: words[name] for name in needed}))
    return found


def zustand(things: list[Any]) -> list[tuple[str, int]]:
    session().rollback()
    return [(thing.status, thing.version) for thing in things]


def ganz(things: list[Any]) -> None:
    """The trail knows the status of everything, and nothing decided is without its Beschluss."""
    for thing in things:
        last = session().scalar(
            select(Ereignis.status_nachher)
            .where(Ereignis.art == thing.__tablename__, Ereignis.gegenstand_id == thing.id)
            .order_by(Ereignis.lfd.desc())
            .limit(1)
        )
        assert last == thing.status, thing
        if thing.status in ("priorisiert", "vereinbart", "in_umsetzung", "umgesetzt", "in_kraft", "beendet"):
            assert thing.beschluss_id is not None


def test_keine_reihenfolge_von_handlungen_zerreisst_etwas(app, welt):
    """C5 P0: 800 random steps; what is refused changes nothing, what happens is in the trail, the chain holds."""
    thema, anderes = beauftragtes_thema(welt), vorgelegtes_thema(welt, titel="Anderes")
    things = [thema, anderes, einreichbare_zielvereinbarung(welt, thema), neue_massnahme(welt, thema)]
    acts = moegliche(welt, angaben(welt))
    of = {kind: [pair for pair in acts if pair[0].of is kind] for kind in (Thema, Zielvereinbarung, Massnahme)}
    assert all(len(pairs) > 5 for pairs in of.values())
    step = st.tuples(st.sampled_from(things), st.integers(0, 999), st.sampled_from(WER))
    done: list[str] = []

    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(step, min_size=80, max_size=80))
    def go(steps: list[tuple[Any, int, str]]) -> None:
        for thing, number, name in steps:
            act, words = of[type(thing)][number % len(of[type(thing)])]
            before, lines = zustand(things), session().scalar(select(func.count(Ereignis.lfd)))
            try:
                with transaction():
                    act(thing, welt.person(name), **words)
                done.append(act.verb)
            except (Obstructed, Forbidden):
                assert zustand(things) == before
                assert session().scalar(select(func.count(Ereignis.lfd))) == lines
            ganz(things)

    go()
    session().rollback()
    assert len(set(done)) > 5, done
    assert ereignisse.pruefen() == []
