"""abstimmung.entwurf_merken: what is filled in and not cast belongs to one person, and is not a vote."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Geheimhaltung, Stimmentwurf
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
)

pytestmark = pytest.mark.beide

JOBCENTER = "Jobcenter Musterkreis"


def merken(abstimmung, person, **inhalt):
    with transaction():
        workflow.stimmen.entwurf_merken(stimmabgabe(abstimmung, JOBCENTER), person, inhalt=inhalt)


def entwuerfe():
    return {draft.person_id: draft.inhalt for draft in session().query(Stimmentwurf)}


def test_ein_entwurf_ist_keine_stimme(welt, mats, kora):
    abstimmung = offene_abstimmung(welt)

    merken(abstimmung, mats, wort="zustimmung")

    assert entwuerfe() == {mats.id: {"wort": "zustimmung"}}
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben
    assert queries.abstimmungen.beteiligung(abstimmung, kora).abgegeben == 0


def test_es_bleibt_der_letzte_entwurf_und_jede_person_hat_ihren(welt, mats, vera):
    abstimmung = offene_abstimmung(welt)

    merken(abstimmung, mats, a="1")
    merken(abstimmung, vera, a="9")
    merken(abstimmung, mats, a="2", b="3")

    assert entwuerfe() == {mats.id: {"a": "2", "b": "3"}, vera.id: {"a": "9"}}


@pytest.mark.parametrize(("wer", "liest"), [("Mats", [{"a": "1"}]), ("Vera", []), ("Mia", [])])
def test_einen_fremden_entwurf_bekommt_niemand_zu_lesen(welt, mats, wer, liest):
    """A9 P0: not even who votes for the same Sitz."""
    merken(offene_abstimmung(welt), mats, a="1")
    session().expunge_all()

    ballots = session().scalars(queries.abstimmungen.stimmabgaben_fuer(welt.person(wer))).unique()

    assert [draft.inhalt for ballot in ballots for draft in ballot.entwuerfe] == liest


def test_mit_der_abgabe_ist_der_eigene_entwurf_weg_und_der_andere_nicht(welt, mats, vera):
    abstimmung = offene_abstimmung(welt)
    merken(abstimmung, mats, a="1")
    merken(abstimmung, vera, a="9")

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])

    assert entwuerfe() == {vera.id: {"a": "9"}}


@pytest.mark.parametrize("ende", ["schliessen", "annullieren"])
def test_mit_der_abstimmung_enden_alle_entwuerfe(welt, mats, kora, ende):
    abstimmung = offene_abstimmung(welt)
    merken(abstimmung, mats, a="1")

    if ende == "schliessen":
        geschlossene_abstimmung(welt, abstimmung)
    else:
        with transaction():
            workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="Die Frage war falsch")

    assert entwuerfe() == {}


def test_nach_dem_ende_wird_kein_entwurf_gemerkt(welt, mats):
    """A4 P0."""
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + timedelta(hours=1))

    with clock.turned_to(abstimmung.endet_am), pytest.raises(Obstructed, match="zu Ende"):
        merken(abstimmung, mats, a="1")


@pytest.mark.parametrize("wer", ["Mia", "Kora", "Bibi", "Emil"])
def test_niemand_merkt_einen_entwurf_fuer_einen_fremden_sitz(welt, wer):
    with pytest.raises(Forbidden):
        merken(offene_abstimmung(welt), welt.person(wer), a="1")


def test_geheime_abstimmungen_behalten_keinen_entwurf(welt, mats):
    """B3 P0: nothing readable is stored while a geheime round is open."""
    runde = neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM)
    mehr_sitze(welt, 4)
    with pytest.raises(Forbidden):
        merken(offene_abstimmung(welt, runde), mats, a="1")


def test_ein_entwurf_hinterlaesst_keine_spur(welt, mats):
    abstimmung = offene_abstimmung(welt)
    before = session().query(Ereignis).count()

    merken(abstimmung, mats, a="1")

    assert session().query(Ereignis).count() == before
