"""thema.aufnehmen, thema.grundlage_hinzufuegen: what a Thema rests on."""

from datetime import date

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, FallStatus, Quellenart, Thema, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import neue_bruchstellen, neues_thema, vorgelegtes_thema

pytestmark = pytest.mark.beide

QUELLE = {"quellenart": Quellenart.STATISTIK, "quelle": "Jahresbericht 2025, S. 12", "datum": date(2026, 1, 15)}


def hinzufuegen(thema, person, **kw):
    with transaction():
        workflow.themen.grundlage_hinzufuegen(thema, person, **kw)


def test_ein_thema_kommt_mit_seinen_bruchstellen_in_den_themenspeicher(welt, kora):
    bruchstellen = neue_bruchstellen(welt, 3)

    thema = neues_thema(welt, bruchstellen=bruchstellen)

    assert thema.status is ThemaStatus.GESAMMELT
    assert {g.bruchstelle_id for g in thema.grundlagen} == {b.id for b in bruchstellen}


def test_ein_thema_darf_sich_auf_eine_andere_quelle_mit_datum_stuetzen(welt):
    thema = neues_thema(welt, **QUELLE)

    assert [(g.quellenart, g.datum) for g in thema.grundlagen] == [(Quellenart.STATISTIK, date(2026, 1, 15))]


def test_die_nummern_zaehlen_je_jahr_weiter(welt):
    eins, zwei = neues_thema(welt), neues_thema(welt)

    assert int(zwei.nummer[-3:]) == int(eins.nummer[-3:]) + 1


def test_das_aufnehmen_steht_im_verlauf(welt, kora):
    thema = neues_thema(welt, kora)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.person_id, zeile.gegenstand_id) == ("thema.aufnehmen", kora.id, thema.id)
    assert (zeile.status_vorher, zeile.status_nachher) == (None, "gesammelt")


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena", "Ada", "Nora"])
def test_nur_die_koordination_nimmt_themen_auf(welt, wer):
    with pytest.raises(Forbidden):
        neues_thema(welt, welt.person(wer))

    assert session().query(Thema).count() == 0


@pytest.mark.parametrize("status", [FallStatus.ENTWURF, FallStatus.ZUR_PRUEFUNG])
def test_nur_freigegebene_bruchstellen_zaehlen(welt, status):
    bruchstellen = neue_bruchstellen(welt, 1)
    with transaction():
        bruchstellen[0].fall.status = status

    with pytest.raises(Obstructed, match="freigegebene"):
        neues_thema(welt, bruchstellen=bruchstellen)


def test_auch_die_verschluesselten_angaben_eines_bereinigten_falls_zaehlen(welt):
    bruchstellen = neue_bruchstellen(welt, 1)
    with transaction():
        workflow.fallfristen.bereinigen.von_selbst(bruchstellen[0].fall)

    assert neues_thema(welt, bruchstellen=bruchstellen).grundlagen


@pytest.mark.parametrize("fehlt", ["quelle", "datum"])
def test_eine_quelle_ohne_fundstelle_oder_datum_ist_keine(welt, fehlt):
    with pytest.raises(Obstructed, match="Fundstelle und ein Datum"):
        neues_thema(welt, **(QUELLE | {fehlt: "" if fehlt == "quelle" else None}))


def test_eine_grundlage_kommt_spaeter_hinzu(welt, kora):
    thema = neues_thema(welt)

    hinzufuegen(thema, kora, bruchstellen=neue_bruchstellen(welt, 2))

    assert len(thema.grundlagen) == 3


def test_dieselbe_bruchstelle_zaehlt_einmal(welt, kora):
    bruchstellen = neue_bruchstellen(welt, 1)
    thema = neues_thema(welt, bruchstellen=bruchstellen)

    hinzufuegen(thema, kora, bruchstellen=bruchstellen)

    assert len(thema.grundlagen) == 1


def test_nichts_ist_keine_grundlage(welt, kora):
    with pytest.raises(Obstructed, match="Bruchstelle oder"):
        hinzufuegen(neues_thema(welt), kora)


def test_was_vorliegt_bekommt_keine_neue_grundlage(welt, kora):
    """C6 P0: what lies before the Lenkungsgruppe does not change."""
    with pytest.raises(Obstructed, match="vorgelegt"):
        hinzufuegen(vorgelegtes_thema(welt), kora, **QUELLE)


def test_andere_fuegen_keine_grundlage_hinzu(welt, paula):
    with pytest.raises(Forbidden):
        hinzufuegen(neues_thema(welt), paula, **QUELLE)
