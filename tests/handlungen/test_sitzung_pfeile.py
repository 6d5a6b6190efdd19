"""sitzung.eroeffnen, sitzung.schliessen, sitzung.absagen, and every arrow there is."""

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, SitzungStatus, Topart, Zusage
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top

S = SitzungStatus
ANGABEN = {
    "bearbeiten": {"beginn": clock.now(), "ort": "", "vorsitz": None, "protokollfuehrung": None},
    "top_aufnehmen": {"titel": "Neu", "art": Topart.BERATUNG},
    "top_verschieben": {"richtung": 1},
    "absagen": {"begruendung": "Die Hausspitze ist verhindert."},
}
NACH = {"einladen": S.EINGELADEN, "eroeffnen": S.LAUFEND, "schliessen": S.NACHBEREITUNG, "absagen": S.ABGESAGT}
VON = {
    "einladen": {S.GEPLANT},
    "eroeffnen": {S.EINGELADEN},
    "schliessen": {S.LAUFEND},
    "absagen": {S.GEPLANT, S.EINGELADEN},
    "bearbeiten": {S.GEPLANT, S.EINGELADEN},
    "top_aufnehmen": {S.GEPLANT, S.EINGELADEN, S.LAUFEND},
    "top_verschieben": {S.GEPLANT, S.EINGELADEN, S.LAUFEND},
    "top_entfernen": {S.GEPLANT, S.EINGELADEN},
}


def _akt(name):
    return getattr(workflow.tagesordnungen if name.startswith("top_") else workflow.sitzungen, name)


def sitzung_im_stand(welt, status):
    """By a raw row: some statuses are not reached yet by any act."""
    sitzung = neuer_top(welt).sitzung
    with transaction():
        sitzung.eroeffnet_am, sitzung.absage = clock.now(), "fällt aus"
        sitzung.status = status
    return sitzung


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("akt", VON)
def test_es_gibt_nur_die_pfeile_der_tabelle(welt, kora, akt, status):
    """C1 P0."""
    sitzung = sitzung_im_stand(welt, status)
    angaben = ANGABEN.get(akt, {}) | ({"top": sitzung.tops[0]} if akt in ("top_verschieben", "top_entfernen") else {})
    vorher, zeilen = sitzung.version, session().query(Ereignis).count()

    if status in VON[akt]:
        with transaction():
            _akt(akt)(sitzung, kora, **angaben)
        assert sitzung.status is NACH.get(akt, status)
        assert session().query(Ereignis).count() == zeilen + 1
    else:
        with pytest.raises(Obstructed, match="nicht möglich"), transaction():
            _akt(akt)(sitzung, kora, **angaben)
        assert (sitzung.status, sitzung.version) == (status, vorher)
        assert session().query(Ereignis).count() == zeilen


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", NACH)
def test_eine_sitzung_fuehrt_nur_wer_sie_leitet(welt, akt, wer):
    """D3 P0: leading a Projektgruppe is not leading the Lenkungsgruppe."""
    sitzung = sitzung_im_stand(welt, next(iter(VON[akt])))

    with pytest.raises(Forbidden), transaction():
        _akt(akt)(sitzung, welt.person(wer), **ANGABEN.get(akt, {}))


def test_ein_punkt_darf_beim_schliessen_offen_bleiben(welt, kora):
    sitzung = laufende_sitzung(welt)

    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    assert sitzung.tops[0].wartet_auf_beschluss


def test_die_absage_erreicht_alle_eingeladenen(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")

    briefe = session().query(Nachricht).filter_by(anlass="sitzung.absagen").all()
    assert {n.person.name for n in briefe} == {"Mats", "Vera", "Mia", "Bert"}
    assert not any("Hochwasser" in n.text for n in briefe)


def test_eine_nie_ausgesprochene_einladung_wird_niemandem_abgesagt(welt, kora):
    sitzung = neue_sitzung(welt)
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="verschoben")

    assert session().query(Nachricht).count() == 0


def test_mit_offener_abstimmung_wird_nicht_abgesagt(welt, kora):
    top = neuer_top(welt)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))

    with pytest.raises(Obstructed, match=abstimmung.nummer), transaction():
        workflow.sitzungen.absagen(top.sitzung, kora, begruendung="Hochwasser")


def test_nach_der_absage_antwortet_niemand_mehr(welt, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Hochwasser")

    with pytest.raises(Obstructed), transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, "Jobcenter Musterkreis"), mats, antwort=Zusage.KOMMT)
