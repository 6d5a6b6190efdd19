"""abstimmung.handzeichen: one form for the room."""

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Kanal, Stimmwort
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zettel,
    zustimmung,
)

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
JA, BEDENKEN, EINWAND = Stimmwort.ZUSTIMMUNG, Stimmwort.BEDENKEN, Stimmwort.EINWAND


def handzeichen(runde, wer, **sitze):
    given = {stimmabgabe(runde, sitz.replace("_", " ")).id: zettel(runde, wort=wort) for sitz, wort in sitze.items()}
    with transaction():
        workflow.stimmen.handzeichen(runde, wer, zettel=given)


def test_alle_stimmen_zu_ausser(welt, kora):
    """Room and Protokoll are the second pair of eyes: it counts at once, and says who wrote it down."""
    mehr_sitze(welt, 3)
    runde = offene_abstimmung(welt, zustimmung(welt))

    handzeichen(runde, kora, Sitz_1=JA, Sitz_2=JA, Sitz_3=BEDENKEN)

    erste = stimmabgabe(runde, "Sitz 1")
    assert (erste.zaehlt, erste.kanal, erste.person, erste.erfasst_von) == (True, Kanal.HANDZEICHEN, None, kora)
    geschlossene_abstimmung(welt, runde)
    ergebnis = queries.ergebnisse.ergebnis(runde)
    assert [(z.wort, z.anzahl) for z in ergebnis.worte if z.anzahl] == [(JA, 2), (BEDENKEN, 1)]
    assert (ergebnis.beteiligung.abgegeben, ergebnis.beteiligung.berechtigt) == (3, 5)


def test_wer_fehlt_hat_keine_stimme(welt, kora):
    """A14 P1: silence is never a yes."""
    runde = offene_abstimmung(welt, zustimmung(welt))

    handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA})

    assert not stimmabgabe(runde, ABH).abgegeben


def test_wer_selbst_abgestimmt_hat_den_aendert_kein_handzeichen(welt, kora):
    """A5 P0: the Sitz's own vote is never replaced by somebody else's."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=BEDENKEN)

    with pytest.raises(Obstructed, match=f"{JOBCENTER}: Der Sitz hat schon selbst abgestimmt"):
        handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA, ABH.replace(" ", "_"): JA})

    assert stimmabgabe(runde, JOBCENTER).stimmen[0].wort is BEDENKEN
    assert not stimmabgabe(runde, ABH).abgegeben


def test_der_sitz_kann_danach_selbst_abstimmen(welt, kora, mats):
    runde = offene_abstimmung(welt, zustimmung(welt))
    handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA})

    stimmen(welt, runde, "Mats", JOBCENTER, wort=BEDENKEN)

    ballot = stimmabgabe(runde, JOBCENTER)
    assert (ballot.stimmen[0].wort, ballot.kanal, ballot.person, ballot.erfasst_von) == (
        BEDENKEN, Kanal.GERAET, mats, None,
    )  # fmt: skip


def test_wer_befangen_ist_stimmt_auch_mit_der_hand_nicht(welt, kora, mats):
    runde = offene_abstimmung(welt, zustimmung(welt))
    with transaction():
        workflow.stimmen.befangenheit_erklaeren(stimmabgabe(runde, JOBCENTER), mats, befangenheit="Eigenes Projekt")

    with pytest.raises(Obstructed, match="befangen"):
        handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA})


def test_ein_einwand_braucht_auch_mit_der_hand_einen_grund(welt, kora):
    """A8 P0: one validator for every channel."""
    runde = offene_abstimmung(welt, zustimmung(welt))

    with pytest.raises(Obstructed, match="braucht eine Begründung"):
        handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA, ABH.replace(" ", "_"): EINWAND})
    assert not stimmabgabe(runde, JOBCENTER).abgegeben


def test_mit_der_hand_wird_nicht_gereiht(welt, kora):
    runde = offene_abstimmung(welt)

    with pytest.raises(Obstructed, match="nicht gereiht"), transaction():
        workflow.stimmen.handzeichen(runde, kora, zettel={stimmabgabe(runde, ABH).id: zettel(runde, [6, 4])})


def test_im_umlauf_gibt_es_keinen_raum(welt, kora):
    runde = offene_abstimmung(welt, umlauf(welt))

    with pytest.raises(Obstructed, match="keinen Raum"):
        handzeichen(runde, kora, **{ABH.replace(" ", "_"): JA})


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_fuer_den_raum_schreibt_nur_die_koordination(welt, wer):
    runde = offene_abstimmung(welt, zustimmung(welt))

    with pytest.raises(Forbidden):
        handzeichen(runde, welt.person(wer), **{ABH.replace(" ", "_"): JA})


def test_im_verlauf_steht_eine_zeile_ohne_die_stimmen(welt, kora):
    """F6 P0."""
    runde = offene_abstimmung(welt, zustimmung(welt))

    handzeichen(runde, kora, **{JOBCENTER.replace(" ", "_"): JA, ABH.replace(" ", "_"): JA})

    zeile = session().query(Ereignis).filter_by(akt="abstimmung.handzeichen").one()
    assert (zeile.angaben, zeile.texte) == ({}, [])
