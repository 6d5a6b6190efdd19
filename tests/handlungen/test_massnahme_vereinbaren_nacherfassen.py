"""massnahme.vereinbaren, massnahme.nacherfassen: agreed by a Beschluss only, also the one from before kimflow."""

from datetime import date

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Massnahme, MassnahmeStatus, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import neu_gelesen, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss, neuer_top, thema_im_stand

pytestmark = pytest.mark.beide

S = MassnahmeStatus


def nacherfassen(welt, person, **kw):
    thema = kw.pop("thema", None) or thema_im_stand(welt, ThemaStatus.VEREINBART)
    angaben = {
        "beschluss": kw.pop("beschluss", None) or neuer_beschluss(welt),
        "titel": "Sprechstunde im Rathaus",
        "beschreibung": "",
        "art": None,
        "institution": welt.institution("Jobcenter"),
        "verantwortlich": welt.person("Paul"),
        "frist": date(2030, 6, 30),
    }
    with transaction():
        return workflow.massnahmen.nacherfassen(thema, person, **(angaben | kw))


def test_eine_fruehere_massnahme_ist_mit_ihrem_beschluss_gleich_vereinbart(welt, kora):
    massnahme = nacherfassen(welt, kora)

    assert massnahme.status is S.VEREINBART
    assert massnahme.beschluss.nacherfasst


def test_nacherfasst_wird_auch_wenn_noch_niemand_verantwortlich_ist(welt, kora):
    assert nacherfassen(welt, kora, verantwortlich=None).verantwortlich is None


@pytest.mark.parametrize("wer", ["Paula", "Mats", "Ada", "Lena"])
def test_nur_die_koordination_erfasst_nach(welt, wer):
    with pytest.raises(Forbidden):
        nacherfassen(welt, welt.person(wer))


def test_mit_einem_heutigen_beschluss_wird_nicht_nacherfasst(welt, kora):
    heutiger = neuer_beschluss(welt, nacherfasst=False, quelle="", top=neuer_top(welt))

    with pytest.raises(Obstructed, match="nacherfasst"):
        nacherfassen(welt, kora, beschluss=heutiger)

    assert session().query(Massnahme).count() == 0


def test_verantwortlich_ist_auch_hier_jemand_aus_dem_haus(welt, kora, zoe):
    with pytest.raises(Obstructed, match="verantwortlichen Institution"):
        nacherfassen(welt, kora, verantwortlich=zoe)


def test_vereinbart_wird_nur_mit_beschluss(welt, kora):
    massnahme = zugesagte_massnahme(welt)

    with pytest.raises(Obstructed, match="Beschluss"), transaction():
        workflow.massnahmen.vereinbaren(massnahme, kora, beschluss=None)

    assert neu_gelesen(massnahme).status is S.ZUGESAGT


@pytest.mark.parametrize("wer", ["Paula", "Mats", "Paul"])
def test_niemand_vereinbart_die_eigene_massnahme(welt, wer):
    """C1 P0: the ambitious lead does not approve the own proposal."""
    massnahme, beschluss = zugesagte_massnahme(welt), neuer_beschluss(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.massnahmen.vereinbaren(massnahme, welt.person(wer), beschluss=beschluss)


def test_ein_massnahmenpaket_ohne_zielvereinbarung_wird_mit_dem_thema_vereinbart(welt, kora):
    massnahme = zugesagte_massnahme(welt)
    beschluss = neuer_beschluss(welt)

    with transaction():
        workflow.themen.vereinbaren(massnahme.thema, kora, beschluss=beschluss)

    assert neu_gelesen(massnahme).status is S.VEREINBART
