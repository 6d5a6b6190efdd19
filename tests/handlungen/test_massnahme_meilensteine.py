"""meilenstein_setzen, meilenstein_verschieben, meilenstein_erreichen, stand_melden: dates move only with a reason."""

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Stand, Umsetzungsstand
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neu_gelesen, neuer_meilenstein, zugesagte_massnahme
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung

pytestmark = pytest.mark.beide


def verschieben(massnahme, person, meilenstein, tage=60, begruendung="Die Software kommt später."):
    with transaction():
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, person, meilenstein=meilenstein, geplant_am=in_tagen(tage), begruendung=begruendung
        )


def erreichen(massnahme, person, meilenstein, tage=0):
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(
            massnahme, person, meilenstein=meilenstein, erreicht_am=in_tagen(tage)
        )


def stand_melden(massnahme, person, kommune, stand=Stand.LAEUFT, begruendung=""):
    with transaction():
        workflow.massnahmen.stand_melden(massnahme, person, kommune=kommune, stand=stand, begruendung=begruendung)


def test_jede_verschiebung_bleibt_mit_grund_und_der_erste_termin_bleibt_sichtbar(welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme, in_=10)

    verschieben(massnahme, paul, meilenstein, 30)
    verschieben(massnahme, paul, meilenstein, 60)

    assert (meilenstein.geplant_am, meilenstein.urspruenglich_am) == (in_tagen(60), in_tagen(10))
    assert [(v.vorher, v.nachher) for v in meilenstein.verschiebungen] == [
        (in_tagen(10), in_tagen(30)),
        (in_tagen(30), in_tagen(60)),
    ]
    assert session().query(Ereignis).filter_by(akt="massnahme.meilenstein_verschieben").count() == 2


@pytest.mark.parametrize(
    ("tage", "begruendung", "grund"),
    [(60, "", "Grund"), (-1, "Weil.", "Vergangenheit"), (10, "Weil.", "der bisherige")],
)
def test_ein_termin_wandert_nicht_ohne_grund_und_nicht_zurueck_in_die_vergangenheit(
    welt, paul, tage, begruendung, grund
):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme, in_=10)

    with pytest.raises(Obstructed, match=grund):
        verschieben(massnahme, paul, meilenstein, tage, begruendung)

    neu_gelesen(massnahme)
    assert meilenstein.geplant_am == in_tagen(10)


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Zoe", "Bibi", "Lena"])
def test_nur_das_haus_und_die_koordination_bewegen_termine(welt, wer):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)

    with pytest.raises(Forbidden):
        verschieben(massnahme, welt.person(wer), meilenstein)


def test_der_meilenstein_einer_anderen_massnahme_laesst_sich_so_nicht_bewegen(welt, paul):
    """D3 P0: a foreign id in the form."""
    massnahme, andere = laufende_massnahme(welt), laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    fremder = neuer_meilenstein(welt, andere)

    with pytest.raises(Obstructed, match="anderen Maßnahme"):
        verschieben(massnahme, paul, fremder)
    with pytest.raises(Obstructed, match="anderen Maßnahme"):
        erreichen(massnahme, paul, fremder)


def test_ein_erreichter_meilenstein_ist_erledigt(welt, paul):
    massnahme = laufende_massnahme(welt)
    erster, zweiter = neuer_meilenstein(welt, massnahme, in_=5), neuer_meilenstein(welt, massnahme, in_=20)

    erreichen(massnahme, paul, erster, -2)

    assert (erster.erreicht_am, massnahme.naechster_meilenstein) == (in_tagen(-2), zweiter)
    with pytest.raises(Obstructed, match="schon erreicht"):
        verschieben(massnahme, paul, erster)
    with pytest.raises(Obstructed, match="schon erreicht"):
        erreichen(massnahme, paul, erster)


def test_erreicht_ist_nichts_in_der_zukunft(welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)

    with pytest.raises(Obstructed, match="Zukunft"):
        erreichen(massnahme, paul, meilenstein, 1)


def test_ohne_offenen_meilenstein_sagt_der_knopf_was_fehlt(welt):
    massnahme = laufende_massnahme(welt)

    assert workflow.massnahmen.meilenstein_verschieben.obstacles(massnahme) == ["Es gibt keinen offenen Meilenstein."]


def test_auch_der_zeitplan_eines_eingereichten_pakets_steht_fest(welt, paula):
    """C6 P0: what was handed in does not change before the decision."""
    vereinbarung = eingereichte_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="eingereicht"):
        neuer_meilenstein(welt, vereinbarung.massnahmen[0])


def test_schon_der_vorschlag_hat_einen_zeitplan(welt, paula):
    massnahme = zugesagte_massnahme(welt)

    assert neuer_meilenstein(welt, massnahme) in massnahme.offene_meilensteine


def test_jede_kommune_hat_genau_einen_stand(welt, paul):
    massnahme, kommune = laufende_massnahme(welt), welt.kommune()

    stand_melden(massnahme, paul, kommune, Stand.GEPLANT)
    stand_melden(massnahme, paul, kommune, Stand.EINGEFUEHRT)
    stand_melden(massnahme, paul, welt.kommune("Waldau"), Stand.NICHT_BETEILIGT, "Eigenes Verfahren.")

    found = {s.kommune.name: s.stand for s in neu_gelesen(massnahme).umsetzungsstaende}
    assert found == {"Seestadt": Stand.EINGEFUEHRT, "Waldau": Stand.NICHT_BETEILIGT}


def test_wer_nicht_beteiligt_ist_wird_mit_grund_genannt(welt, paul):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="begründen"):
        stand_melden(massnahme, paul, welt.kommune(), Stand.NICHT_BETEILIGT)


def test_auch_die_datenbank_verlangt_den_grund(welt):
    massnahme, kommune = laufende_massnahme(welt), welt.kommune()

    with pytest.raises(IntegrityError), transaction() as s:
        s.add(Umsetzungsstand(massnahme_id=massnahme.id, kommune_id=kommune.id, stand=Stand.NICHT_BETEILIGT))
