"""massnahme.zusagen, massnahme.absagen: only the house that has to act says yes, and who does it."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, MassnahmeStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import neu_gelesen, neue_massnahme, zugesagte_massnahme

pytestmark = pytest.mark.beide

S = MassnahmeStatus


def zusagen(massnahme, person, verantwortlich):
    with transaction():
        workflow.massnahmen.zusagen(massnahme, person, verantwortlich=verantwortlich)


def absagen(massnahme, person):
    with transaction():
        workflow.massnahmen.absagen(massnahme, person, begruendung="Kein Personal.")


def test_das_haus_sagt_zu_und_benennt_wer_es_macht(welt, mats, paul):
    massnahme = neue_massnahme(welt)

    zusagen(massnahme, mats, paul)

    assert (massnahme.status, massnahme.verantwortlich, massnahme.zugesagt_von) == (S.ZUGESAGT, paul, mats)
    zeile = session().query(Ereignis).filter_by(akt="massnahme.zusagen").one()
    assert (zeile.status_vorher, zeile.status_nachher) == ("vorgeschlagen", "zugesagt")


@pytest.mark.parametrize("wer", ["Kora", "Paula", "Petra", "Zoe", "Mia", "Vera", "Paul", "Bibi", "Lena", "Ada"])
def test_niemand_sagt_fuer_ein_anderes_haus_zu(welt, paul, wer):
    """D3 P0: neither the Koordination nor who signs elsewhere; a Sitz alone does not promise anything."""
    massnahme = neue_massnahme(welt)

    with pytest.raises(Forbidden):
        zusagen(massnahme, welt.person(wer), paul)
    with pytest.raises(Forbidden):
        absagen(massnahme, welt.person(wer))

    assert neu_gelesen(massnahme).status is S.VORGESCHLAGEN


def test_verantwortlich_ist_jemand_aus_dem_eigenen_haus(welt, mats, zoe):
    massnahme = neue_massnahme(welt)

    with pytest.raises(Obstructed, match="verantwortlichen Institution"):
        zusagen(massnahme, mats, zoe)


def test_verantwortlich_ist_niemand_der_ausgeschieden_ist(welt, paula, nora):
    massnahme = neue_massnahme(welt, institution=welt.institution("Sozialamt"))

    with pytest.raises(Obstructed, match="nicht mehr"):
        zusagen(massnahme, paula, nora)


def test_eine_absage_laesst_den_vorschlag_mit_dem_grund_stehen(welt, mats):
    massnahme = neue_massnahme(welt)

    absagen(massnahme, mats)

    assert (massnahme.status, massnahme.absage) == (S.VORGESCHLAGEN, "Kein Personal.")


def test_nach_einer_absage_kann_das_haus_doch_zusagen(welt, mats, paul):
    massnahme = neue_massnahme(welt)
    absagen(massnahme, mats)

    zusagen(massnahme, mats, paul)

    assert (massnahme.status, massnahme.absage) == (S.ZUGESAGT, "")


def test_zugesagt_wird_einmal(welt, mats, paul):
    massnahme = zugesagte_massnahme(welt)

    with pytest.raises(Obstructed, match="im Stand"):
        zusagen(massnahme, mats, paul)


def test_wer_die_zeichnungsberechtigung_verliert_sagt_nicht_mehr_zu(welt, mats, paul, ada):
    """C3 P0, D7 P0: the right is read inside the writing transaction."""
    massnahme = neue_massnahme(welt)
    with transaction() as s:
        s.delete(mats.zeichnungsberechtigungen[0])
    session().expire_all()

    with pytest.raises(Forbidden):
        zusagen(massnahme, mats, paul)


def test_von_zusage_und_absage_erfaehrt_die_leitung(welt, mats, paul, paula):
    massnahme = neue_massnahme(welt)
    absagen(massnahme, mats)
    zusagen(massnahme, mats, paul)

    absage = session().query(Nachricht).filter_by(anlass="massnahme.absagen").one()
    zusage = {n.person_id for n in session().query(Nachricht).filter_by(anlass="massnahme.zusagen")}
    assert absage.person_id == paula.id
    assert zusage == {paula.id, paul.id}
