"""flask erinnern: three days and one day before the end, by the clock alone."""

from datetime import UTC, datetime, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Nachricht, Stimmwort
from tests.bauen.abstimmungen import geschlossene_abstimmung, offene_abstimmung, stimmen, umlauf, zustimmung

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
BEGINN = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENDE = datetime(2026, 11, 16, 17, tzinfo=UTC)
TAG = timedelta(days=1)


@pytest.fixture
def lauf(app):
    """Run the command at a moment and say who has been reminded since the last run."""
    seen = set()

    def run(wann):
        with clock.turned_to(wann), app.app_context():
            answer = app.test_cli_runner().invoke(args=["erinnern"])
        assert answer.exit_code == 0, answer.output
        session().rollback()
        letters = session().query(Nachricht).filter_by(anlass="abstimmung.erinnern").order_by(Nachricht.id)
        new = [brief for brief in letters if brief.id not in seen]
        seen.update(brief.id for brief in new)
        assert f"Abstimmungen: {len(new)}\n" in answer.output
        return sorted(brief.person.name for brief in new)

    return run


@pytest.fixture
def runde(welt):
    with clock.turned_to(BEGINN):
        return offene_abstimmung(welt, umlauf(welt), endet_am=ENDE)


def test_erinnert_wird_drei_tage_und_einen_tag_vor_dem_ende_je_einmal(lauf, runde):
    """A14 P1, OBERFLAECHE test 3: nobody twice per stage, however often the job runs."""
    minute = timedelta(minutes=1)

    assert lauf(BEGINN + TAG) == []
    assert lauf(ENDE - 3 * TAG - minute) == []
    assert lauf(ENDE - 3 * TAG) == ["Mats", "Mia", "Vera"]
    assert lauf(ENDE - 3 * TAG) == []
    assert lauf(ENDE - TAG - minute) == []
    assert lauf(ENDE - TAG) == ["Mats", "Mia", "Vera"]
    assert lauf(ENDE - minute) == []


def test_wer_abgestimmt_hat_bekommt_nichts(welt, lauf, runde):
    """OBERFLAECHE test 3: nobody who has voted, whoever of the Sitz it was."""
    with clock.turned_to(BEGINN + TAG):
        stimmen(welt, runde, "Vera", JOBCENTER, wort=Stimmwort.ENTHALTUNG)
    assert lauf(ENDE - 3 * TAG) == ["Mia"]

    with clock.turned_to(ENDE - 2 * TAG):
        stimmen(welt, runde, "Mia", ABH, wort=Stimmwort.ZUSTIMMUNG)
    assert lauf(ENDE - TAG) == []


def test_nach_einem_ausfall_von_drei_tagen_kommt_eine_erinnerung_und_nicht_zwei(lauf, runde):
    """OBERFLAECHE test 3: catches up after an outage."""
    assert lauf(ENDE - 4 * TAG) == []

    assert lauf(ENDE - TAG + timedelta(hours=2)) == ["Mats", "Mia", "Vera"]
    assert lauf(ENDE - TAG + timedelta(hours=3)) == []


def test_nach_dem_ende_erinnert_niemand_mehr(lauf, runde):
    """A4 P0: over by the clock, although nobody has closed it."""
    assert lauf(ENDE) == []
    assert lauf(ENDE + TAG) == []


@pytest.mark.parametrize("akt", ["schliessen", "annullieren"])
def test_was_beendet_ist_wird_nicht_erinnert(welt, kora, lauf, runde, akt):
    with clock.turned_to(BEGINN + TAG):
        if akt == "schliessen":
            geschlossene_abstimmung(welt, runde)
        else:
            with transaction():
                workflow.abstimmungen.annullieren(runde, kora, begruendung="Falsche Frage")

    assert lauf(ENDE - TAG) == []


def test_nach_dem_verlaengern_wird_vor_dem_neuen_ende_wieder_erinnert(lauf, runde, kora):
    assert lauf(ENDE - TAG) == ["Mats", "Mia", "Vera"]
    with clock.turned_to(ENDE - timedelta(hours=1)), transaction():
        workflow.abstimmungen.verlaengern(runde, kora, endet_am=ENDE + 7 * TAG)

    assert lauf(ENDE) == []
    assert lauf(ENDE + 6 * TAG) == ["Mats", "Mia", "Vera"]


@pytest.mark.parametrize(
    ("dauer", "erinnert"),
    [(timedelta(hours=47), []), (2 * TAG, [1]), (3 * TAG, [1]), (3 * TAG + timedelta(hours=1), [3, 1])],
    ids=str,
)
def test_kurze_abstimmungen_erinnern_sich_nicht_gleich_nach_der_eroeffnung(welt, lauf, dauer, erinnert):
    with clock.turned_to(BEGINN):
        offene_abstimmung(welt, zustimmung(welt), endet_am=BEGINN + dauer)

    stunden = range(int(dauer / timedelta(hours=1)))
    wann = [BEGINN + timedelta(hours=stunde) for stunde in stunden]
    reminded = [BEGINN + dauer - moment for moment in wann if lauf(moment)]

    assert reminded == [days * TAG for days in erinnert]


def test_ohne_ende_gibt_es_nichts_zu_erinnern(welt, lauf):
    offene_abstimmung(welt, zustimmung(welt))

    assert lauf(clock.now() + 30 * TAG) == []


def test_die_erinnerung_sagt_nichts_ueber_den_inhalt(lauf, runde):
    """A14 P1."""
    lauf(ENDE - TAG)

    for brief in session().query(Nachricht).filter_by(anlass="abstimmung.erinnern"):
        assert "Schweigen gilt nicht als Zustimmung" in brief.text
        assert runde.frage not in brief.text
        assert "Wohnen" not in brief.text
