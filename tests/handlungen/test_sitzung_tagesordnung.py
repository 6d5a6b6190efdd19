"""sitzung.top_aufnehmen, sitzung.top_entfernen, sitzung.top_verschieben."""

import pytest

from kimflow import queries, workflow
from kimflow.db import transaction
from kimflow.models import Topart
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.sitzungen import laufende_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import neues_thema, vorgelegtes_thema

pytestmark = pytest.mark.beide


def titel(sitzung):
    return [top.titel for top in sorted(sitzung.tops, key=lambda t: t.position)]


def positionen(sitzung):
    return sorted(top.position for top in sitzung.tops)


def test_ein_neuer_punkt_steht_am_ende(welt):
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Begrüßung", art=Topart.INFORMATION)

    top = neuer_top(welt, sitzung, titel="Verschiedenes")

    assert (top.position, titel(sitzung)) == (2, ["Begrüßung", "Verschiedenes"])


def test_ein_vertagtes_thema_kommt_wieder_auf_eine_tagesordnung(welt):
    thema = vorgelegtes_thema(welt)

    top = neuer_top(welt, themen=[thema])

    assert [g.thema for g in top.gegenstaende] == [thema]


def test_ein_thema_im_speicher_muss_erst_vorgelegt_werden(welt):
    thema = neues_thema(welt)

    with pytest.raises(Obstructed, match="vorgelegt"):
        neuer_top(welt, themen=[thema])


def test_auch_in_der_laufenden_sitzung_kommt_ein_punkt_dazu(welt):
    sitzung = laufende_sitzung(welt)

    neuer_top(welt, sitzung, titel="Dringlich")

    assert titel(sitzung)[-1] == "Dringlich"


def test_ein_mitglied_aendert_die_tagesordnung_nicht(welt, mats):
    sitzung = neue_sitzung(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.tagesordnungen.top_aufnehmen(sitzung, mats, titel="Mein Punkt", art=Topart.BERATUNG)


def verschieben(sitzung, kora, top, richtung):
    with transaction():
        workflow.tagesordnungen.top_verschieben(sitzung, kora, top=top, richtung=richtung)


def test_ein_punkt_rueckt_nach_oben_und_wieder_nach_unten(welt, kora):
    sitzung = neue_sitzung(welt)
    _eins, zwei = neuer_top(welt, sitzung, titel="A"), neuer_top(welt, sitzung, titel="B")

    verschieben(sitzung, kora, zwei, -1)
    assert titel(sitzung) == ["B", "A"]

    verschieben(sitzung, kora, zwei, 1)
    assert titel(sitzung) == ["A", "B"]


def test_der_erste_punkt_bleibt_oben(welt, kora):
    sitzung = neue_sitzung(welt)
    eins, _zwei = neuer_top(welt, sitzung, titel="A"), neuer_top(welt, sitzung, titel="B")

    verschieben(sitzung, kora, eins, -1)

    assert titel(sitzung) == ["A", "B"]


def test_ein_punkt_einer_anderen_sitzung_laesst_sich_hier_nicht_verschieben(welt, kora):
    fremd = neuer_top(welt)

    with pytest.raises(Obstructed, match="anderen Sitzung"):
        verschieben(neue_sitzung(welt), kora, fremd, 1)


def entfernen(sitzung, kora, top):
    with transaction():
        workflow.tagesordnungen.top_entfernen(sitzung, kora, top=top)


def test_nach_dem_entfernen_sind_die_punkte_lueckenlos_nummeriert(welt, kora):
    sitzung = neue_sitzung(welt)
    eins = neuer_top(welt, sitzung, titel="A")
    neuer_top(welt, sitzung, titel="B")

    entfernen(sitzung, kora, eins)

    assert (titel(sitzung), positionen(sitzung)) == (["B"], [1])


def test_ein_punkt_mit_vorgelegtem_thema_bleibt_stehen(welt, kora):
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top=top)

    with pytest.raises(Obstructed, match=thema.nummer):
        entfernen(top.sitzung, kora, top)


def test_zum_vorlegen_stehen_die_punkte_kommender_lenkungsgruppen_bereit(welt):
    neuer_top(welt, neue_sitzung(welt, gremium=welt.projektgruppe))
    top = neuer_top(welt)

    assert queries.sitzungen.kommende_tops() == [top]
