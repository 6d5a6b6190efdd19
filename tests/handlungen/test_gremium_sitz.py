"""gremium.sitz_einrichten, .sitz_besetzen, .besetzung_beenden: the vote belongs to the Sitz, rights to the period."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, Stimmrecht
from kimflow.permissions import ist_mitglied_der_lenkungsgruppe
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.gremien import AB, neue_besetzung, neuer_sitz

pytestmark = pytest.mark.beide


def beenden(besetzung, person, bis):
    with transaction():
        workflow.gremien.besetzung_beenden(besetzung, person, bis=bis)


def test_ein_sitz_steht_fuer_mehrere_institutionen(welt):
    sitz = neuer_sitz(welt, institutionen=[welt.institution("Caritas"), welt.institution("Integrationsrat")])

    assert len(sitz.institutionen) == 2


def test_ein_sitz_ohne_institution_ist_keiner(welt):
    with pytest.raises(Obstructed, match="mindestens eine Institution"):
        neuer_sitz(welt, institutionen=[])


def test_ein_neuer_sitz_steht_hinter_den_anderen(welt):
    assert neuer_sitz(welt).reihenfolge == 1 + welt.sitz("Integrationsrat Musterkreis").reihenfolge


def test_ein_sitz_endet_nicht_vor_seinem_beginn(welt):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        neuer_sitz(welt, bis=AB - timedelta(days=1))


@pytest.mark.parametrize("wer", ["Ada", "Mats", "Paula", "Lena"])
def test_nur_die_koordination_besetzt_sitze(welt, zoe, wer):
    sitz = neuer_sitz(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.gremien.sitz_besetzen(sitz, welt.person(wer), wen=zoe, rang=0, von=AB, bis=None)


def test_wer_einen_sitz_besetzt_gehoert_zur_lenkungsgruppe(welt, zoe):
    assert not ist_mitglied_der_lenkungsgruppe(zoe, None)
    session().expire(zoe)

    neue_besetzung(welt)

    assert ist_mitglied_der_lenkungsgruppe(zoe, None)


def test_zwei_mitglieder_zur_gleichen_zeit_hat_kein_sitz(welt, zoe):
    sitz = welt.sitz("Jobcenter Musterkreis")

    with pytest.raises(Obstructed, match="In dieser Zeit ist Mats Mitglied"):
        neue_besetzung(welt, sitz, wen=zoe)


def test_nacheinander_duerfen_mehrere_mitglied_sein(welt, kora, zoe):
    sitz = neuer_sitz(welt)
    erste = neue_besetzung(welt, sitz, wen=welt.person("Paula"))
    beenden(erste, kora, date(2026, 6, 30))

    zweite = neue_besetzung(welt, sitz, wen=zoe, von=date(2026, 7, 1))

    assert sitz.besetzungen == [erste, zweite]


def test_ein_tag_gehoert_nicht_zwei_mitgliedern(welt, kora, zoe):
    sitz = neuer_sitz(welt)
    beenden(neue_besetzung(welt, sitz, wen=welt.person("Paula")), kora, date(2026, 6, 30))

    with pytest.raises(Obstructed, match="Paula"):
        neue_besetzung(welt, sitz, wen=zoe, von=date(2026, 6, 30))


def test_vertretungen_haben_raenge(welt):
    sitz = neuer_sitz(welt)
    for rang, name in enumerate(("Zoe", "Finn", "Petra")):
        neue_besetzung(welt, sitz, wen=welt.person(name), rang=rang)
    session().expire(sitz)

    assert [b.person.name for b in sitz.heutige] == ["Zoe", "Finn", "Petra"]


def test_niemand_vertritt_sich_selbst(welt, zoe):
    sitz = neuer_sitz(welt)
    neue_besetzung(welt, sitz, wen=zoe)

    with pytest.raises(Obstructed, match="schon zu diesem Sitz"):
        neue_besetzung(welt, sitz, wen=zoe, rang=1)


def test_eine_person_darf_auf_mehreren_sitzen_sitzen(welt, mats):
    neue_besetzung(welt, wen=mats)

    assert len(mats.besetzungen) == 2


def test_ein_deaktiviertes_konto_besetzt_keinen_sitz(welt, nora):
    with pytest.raises(Obstructed, match="deaktiviert"):
        neue_besetzung(welt, wen=nora)


def test_mit_dem_letzten_tag_endet_das_recht(welt, kora, zoe):
    """D7 P0: rights hang on the period, not on a job that runs."""
    beenden(neue_besetzung(welt), kora, date(2026, 6, 30))

    with clock.turned_to(date(2026, 6, 30)):
        assert ist_mitglied_der_lenkungsgruppe(zoe, None)
    with clock.turned_to(date(2026, 7, 1)):
        assert not ist_mitglied_der_lenkungsgruppe(zoe, None)


def test_eine_besetzung_endet_nicht_vor_ihrem_beginn(welt, kora):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        beenden(neue_besetzung(welt), kora, AB - timedelta(days=1))


def test_was_beendet_ist_wird_nicht_noch_einmal_beendet(welt, kora):
    besetzung = next(b for b in welt.sitz("Ausländerbehörde Musterkreis").besetzungen if b.bis)

    with clock.turned_to(date(2026, 6, 1)), pytest.raises(Obstructed, match="schon beendet"):
        beenden(besetzung, kora, date(2026, 6, 1))


def test_das_besetzen_steht_im_verlauf(welt, zoe):
    besetzung = neue_besetzung(welt)

    zeile = session().query(Ereignis).filter_by(akt="gremium.sitz_besetzen").one()
    assert (zeile.art, zeile.gegenstand_id) == ("besetzung", besetzung.id)
    assert zeile.angaben == {"wen": {"person": zoe.id}, "rang": 0, "von": "2026-01-01"}


def test_wer_auf_einen_sitz_kommt_erfaehrt_es(welt, zoe):
    neue_besetzung(welt, rang=1)

    brief = session().query(Nachricht).one()
    assert brief.person_id == zoe.id
    assert "AG Wohlfahrt" in brief.text
    assert "Vertretung" in brief.text


def test_ein_sitz_kann_beraten_ohne_stimme(welt):
    assert not neuer_sitz(welt, stimmrecht=Stimmrecht.BERATEND).ist_stimmberechtigt
