"""abstimmung.erinnern: the button. What the clock does by itself: tests/befehle/test_erinnern_abstimmungen.py."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Nachricht, PersonStatus, Stimmwort
from kimflow.workflow.acts import Obstructed
from tests.bauen.abstimmungen import offene_abstimmung, stimmabgabe, stimmen, umlauf, zustimmung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def erinnern(runde, wer):
    with transaction():
        workflow.abstimmungen.erinnern(runde, wer)


def erinnerte():
    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.erinnern").order_by(Nachricht.id)
    return [brief.person.name for brief in briefe]


def test_erinnert_wird_nur_wer_fuer_einen_sitz_noch_nicht_abgestimmt_hat(welt, kora):
    """A14 P1."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Vera", JOBCENTER, wort=Stimmwort.ZUSTIMMUNG)

    erinnern(runde, kora)

    assert erinnerte() == ["Mia"]


def test_eine_enthaltung_ist_eine_stimme_und_befangen_fehlt_nicht(welt, kora, mats):
    """OBERFLAECHE test 11: abstention ≠ not voted, also in reminders."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Mia", ABH, wort=Stimmwort.ENTHALTUNG)
    with transaction():
        workflow.stimmen.befangenheit_erklaeren(stimmabgabe(runde, JOBCENTER), mats, befangenheit="Eigenes Projekt")

    with pytest.raises(Obstructed, match="Alle Sitze haben abgestimmt"):
        erinnern(runde, kora)
    assert erinnerte() == []


def test_zweimal_gedrueckt_ist_am_selben_tag_einmal_erinnert(welt, kora):
    """OBERFLAECHE test 3: nobody twice."""
    runde = offene_abstimmung(welt, umlauf(welt))
    erinnern(runde, kora)
    erinnern(runde, kora)
    assert erinnerte() == ["Mats", "Vera", "Mia"]

    with clock.turned_to(clock.now() + timedelta(days=1)):
        erinnern(runde, kora)
    assert len(erinnerte()) == 6


def test_die_erinnerung_sagt_nichts_ueber_den_inhalt(welt, kora):
    """A14 P1."""
    runde = offene_abstimmung(welt, umlauf(welt, frage="Sollen wir das Projekt Brücke fördern?"))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=Stimmwort.EINWAND, begruendung="Kein Personal")

    erinnern(runde, kora)

    text = session().query(Nachricht).filter_by(anlass="abstimmung.erinnern").one().text
    assert ABH in text
    assert runde.nummer in text
    assert not any(word in text for word in ("Brücke", "inwand", "Personal", "Jobcenter", "Wohnen"))


def test_nach_dem_ende_wird_nicht_mehr_erinnert(welt, kora):
    """A4 P0."""
    runde = offene_abstimmung(welt, zustimmung(welt), endet_am=clock.now() + timedelta(hours=1))

    with clock.turned_to(runde.endet_am), pytest.raises(Obstructed, match="schon um"):
        erinnern(runde, kora)


def test_wer_nicht_erreichbar_ist_bekommt_keinen_brief(welt, kora, mia):
    runde = offene_abstimmung(welt, zustimmung(welt))
    with transaction():
        mia.status = PersonStatus.DEAKTIVIERT

    erinnern(runde, kora)

    assert erinnerte() == ["Mats", "Vera"]
