"""beschluss.nacherfassen, beschluss.berichtigen."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Beschluss, Ereignis, SitzungStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.beschluesse import frueherer_beschluss, neuer_beschluss

pytestmark = pytest.mark.beide


def test_ein_frueherer_beschluss_behaelt_datum_und_fundstelle(welt):
    beschluss = frueherer_beschluss(welt, gefasst_am=date(2024, 5, 14), quelle="Protokoll vom 14.05.2024")

    assert (beschluss.nummer, beschluss.nacherfasst) == ("B-2024-001", True)
    assert (beschluss.gefasst_am, beschluss.quelle) == (date(2024, 5, 14), "Protokoll vom 14.05.2024")


def test_was_noch_nicht_beschlossen_ist_laesst_sich_nicht_nacherfassen(welt):
    with pytest.raises(Obstructed, match="Zukunft"):
        frueherer_beschluss(welt, gefasst_am=clock.today() + timedelta(days=1))

    assert session().query(Beschluss).count() == 0


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_nacherfassen_darf_nur_die_koordination(welt, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.beschluesse.nacherfassen(
            welt.lenkungsgruppe, welt.person(wer), wortlaut="x", gefasst_am=date(2024, 1, 1), quelle="x"
        )


def test_das_nacherfassen_steht_im_verlauf(welt, kora):
    frueherer_beschluss(welt)

    zeile = session().query(Ereignis).one()
    assert (zeile.akt, zeile.person_id, zeile.angaben["gefasst_am"]) == (
        "beschluss.nacherfassen",
        kora.id,
        "2024-05-14",
    )


def berichtigen(beschluss, person, wortlaut="Die Lenkungsgruppe beschließt einstimmig.", **kw):
    with transaction():
        workflow.beschluesse.berichtigen(beschluss, person, wortlaut=wortlaut, begruendung="Ein Wort fehlte", **kw)


def test_nach_der_berichtigung_sind_beide_fassungen_lesbar(welt, kora):
    beschluss = neuer_beschluss(welt)

    berichtigen(beschluss, kora)

    (berichtigung,) = beschluss.berichtigungen
    assert berichtigung.wortlaut_vorher == "Die Lenkungsgruppe beschließt."
    assert beschluss.wortlaut == "Die Lenkungsgruppe beschließt einstimmig."
    assert (berichtigung.begruendung, berichtigung.person) == ("Ein Wort fehlte", kora)


def test_ist_das_protokoll_genehmigt_wird_nichts_mehr_berichtigt(welt, kora):
    beschluss = neuer_beschluss(welt)
    with transaction():
        beschluss.top.sitzung.status = SitzungStatus.GENEHMIGT

    with pytest.raises(Obstructed, match="neuer Beschluss"):
        berichtigen(beschluss, kora)

    assert beschluss.berichtigungen == []


def test_auch_ein_nacherfasster_beschluss_laesst_sich_berichtigen(welt, kora):
    beschluss = frueherer_beschluss(welt)

    berichtigen(beschluss, kora)

    assert len(beschluss.berichtigungen) == 1


def test_ohne_aenderung_gibt_es_nichts_zu_berichtigen(welt, kora):
    beschluss = neuer_beschluss(welt)

    with pytest.raises(Obstructed, match="unverändert"):
        berichtigen(beschluss, kora, wortlaut=beschluss.wortlaut)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_berichtigen_darf_nur_die_koordination(welt, wer):
    beschluss = neuer_beschluss(welt)

    with pytest.raises(Forbidden):
        berichtigen(beschluss, welt.person(wer))
