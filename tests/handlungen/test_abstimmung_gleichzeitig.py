"""Many at once: one counted ballot per Sitz, none after closing, none lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Abstimmung, Person, Stimmabgabe, Stimme
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.stimmzettel import Stimmzettel
from tests.bauen.abstimmungen import offene_abstimmung, stimmabgabe

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def zugleich(app, arbeiten: list[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment, each in a thread and a database session of its own; results or refusals."""
    start = Barrier(len(arbeiten))

    def one(work: Callable[[], object]) -> object:
        with app.app_context():
            start.wait()
            try:
                return work()
            except Obstructed as refused:
                return refused

    with ThreadPoolExecutor(len(arbeiten)) as pool:
        return list(pool.map(one, arbeiten))


def abgeben(zettel_id, person_id, option_id, punkte):
    def work():
        with transaction() as s:
            zettel, person = s.get_one(Stimmabgabe, zettel_id), s.get_one(Person, person_id)
            workflow.stimmen.stimme_abgeben(zettel, person, zettel=Stimmzettel({option_id: punkte}))
            return zettel.abgegeben_am, punkte

    return work


def test_zwanzig_gleichzeitige_stimmen_eines_sitzes_ergeben_eine_gezaehlte(app, welt, mats, vera):
    """A1 P0 (small): main member and Vertretung on many devices; the last acknowledged one counts."""
    abstimmung = offene_abstimmung(welt)
    zettel, option = stimmabgabe(abstimmung, JOBCENTER).id, abstimmung.optionen[0].id

    answers = zugleich(app, [abgeben(zettel, (mats, vera)[n % 2].id, option, n % 6 + 1) for n in range(20)])

    session().rollback()
    stimme = session().query(Stimme).one()
    assert not any(isinstance(a, Obstructed) for a in answers)
    assert stimme.wert == max(answers)[1]
    with transaction():
        workflow.abstimmungen.schliessen(abstimmung, welt.person("Kora"))
    assert abstimmung.ergebnis["abgegeben"] == 1
    assert abstimmung.ergebnis["raenge"][0]["wert"] == stimme.wert


@pytest.mark.parametrize("runde", range(5))
def test_im_wettlauf_mit_dem_schliessen_zaehlt_jede_bestaetigte_stimme_und_keine_andere(app, welt, kora, runde):
    """A3 P0 (small): counted == acknowledged, whoever was faster."""
    abstimmung = offene_abstimmung(welt)
    kennung, option = abstimmung.id, abstimmung.optionen[0].id
    roll = [
        (stimmabgabe(abstimmung, sitz).id, welt.person(wer).id) for sitz, wer in ((JOBCENTER, "Mats"), (ABH, "Mia"))
    ]

    def schliessen():
        with transaction() as s:
            workflow.abstimmungen.schliessen(s.get_one(Abstimmung, kennung), s.get_one(Person, kora.id))

    works = [abgeben(zettel, wer, option, n + 1) for n in range(3) for zettel, wer in roll]
    answers = zugleich(app, [*works[:runde], schliessen, *works[runde:]])
    answers.pop(runde)

    session().rollback()
    by_sitz = [[a for a in answers[seat::2] if isinstance(a, tuple)] for seat in range(2)]
    counted = [max(acknowledged)[1] for acknowledged in by_sitz if acknowledged]
    assert abstimmung.ergebnis["abgegeben"] == len(counted)
    assert abstimmung.ergebnis["raenge"][0]["wert"] == sum(counted)


def test_von_zwei_die_zugleich_schliessen_zaehlt_eine(app, welt, kora):
    """A13 (small): one result, one line in the trail."""
    kennung = offene_abstimmung(welt).id

    def schliessen():
        with transaction() as s:
            workflow.abstimmungen.schliessen(s.get_one(Abstimmung, kennung), s.get_one(Person, kora.id))

    answers = zugleich(app, [schliessen] * 4)

    assert sum(isinstance(a, Obstructed) for a in answers) == 3
