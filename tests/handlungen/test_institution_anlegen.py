"""institution.anlegen: who, what it leaves, what it refuses."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis
from kimflow.workflow.acts import Forbidden

pytestmark = pytest.mark.beide


def anlegen(welt, person, **kw):
    angaben = {"name": "Kreissportbund", "kurzname": "KSB", "typ": welt.vokabel("institutionstyp", "Sozialamt")} | kw
    with transaction():
        return workflow.institutionen.anlegen(person, **angaben)


def test_die_koordination_legt_eine_institution_an(welt, kora):
    institution = anlegen(welt, kora)

    assert welt.institution("KSB") is institution


def test_das_anlegen_steht_im_verlauf(welt, kora):
    institution = anlegen(welt, kora)

    zeile = session().query(Ereignis).one()
    assert (zeile.akt, zeile.person_id, zeile.gegenstand_id) == ("institution.anlegen", kora.id, institution.id)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Lena", "Nora"])
def test_andere_legen_keine_institution_an(welt, wer):
    with pytest.raises(Forbidden):
        anlegen(welt, welt.person(wer))

    assert session().query(Ereignis).count() == 0
