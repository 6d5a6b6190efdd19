"""thema.bearbeiten: the Steckbrief, and until when it can be written."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Thema
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.themen import STECKBRIEF, neu_gelesen, neues_thema, steckbrief, vorgelegtes_thema

pytestmark = pytest.mark.beide


def bearbeiten(thema, person, **kw):
    angaben = STECKBRIEF | {"titel": thema.titel, "handlungsfeld": None, "rechtskreise": [], "kommunen": []} | kw
    with transaction():
        workflow.themen.bearbeiten(thema, person, **angaben)


def test_der_steckbrief_wird_geschrieben(welt):
    thema = steckbrief(neues_thema(welt), welt)

    thema = neu_gelesen(thema)
    assert thema.problem == STECKBRIEF["problem"]
    assert {r.kurz for r in thema.rechtskreise} == {"SGB II", "AsylbLG"}
    assert [k.name for k in thema.kommunen] == ["Seestadt"]


def test_das_bearbeiten_steht_im_verlauf(welt, kora):
    thema = steckbrief(neues_thema(welt), welt)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.person_id, zeile.gegenstand_id) == ("thema.bearbeiten", kora.id, thema.id)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Paula", "Fatma", "Bibi", "Lena"])
def test_andere_schreiben_keinen_steckbrief(welt, wer):
    thema = neues_thema(welt)

    with pytest.raises(Forbidden):
        bearbeiten(thema, welt.person(wer), problem="Anders")

    assert neu_gelesen(thema).problem == ""


def test_was_der_lenkungsgruppe_vorliegt_aendert_sich_nicht_mehr(welt, kora):
    """C6 P0: what is voted on cannot change, neither before nor during nor after."""
    thema = vorgelegtes_thema(welt)

    with pytest.raises(Obstructed, match="vorgelegt"):
        bearbeiten(thema, kora, problem="Nachträglich anders")

    assert neu_gelesen(thema).problem == STECKBRIEF["problem"]


def test_wer_eine_veraltete_fassung_speichert_ueberschreibt_nichts(welt, kora):
    """E1 P0: the second save of the same version is told so."""
    thema = neues_thema(welt)
    version = thema.version
    bearbeiten(thema, kora, problem="Erste", version=version)

    with pytest.raises(Stale):
        bearbeiten(thema, kora, problem="Zweite", version=version)

    assert session().get(Thema, thema.id).problem == "Erste"
