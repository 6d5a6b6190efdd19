"""top.aufrufen, top.abschliessen, top.vertagen, top.zurueckholen."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Topart, TopStatus, Wandbild
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top

pytestmark = pytest.mark.beide

T = TopStatus
VON = {
    "aufrufen": {T.OFFEN},
    "abschliessen": {T.AUFGERUFEN},
    "vertagen": {T.OFFEN, T.AUFGERUFEN},
    "zurueckholen": {T.VERTAGT, T.ABGESCHLOSSEN, T.AUFGERUFEN},
}
NACH = {"aufrufen": T.AUFGERUFEN, "abschliessen": T.ABGESCHLOSSEN, "vertagen": T.VERTAGT, "zurueckholen": T.OFFEN}


def tun(akt, top, wer, **kw):
    with transaction():
        getattr(workflow.moderation, akt)(top, wer, **kw)


def top_im_stand(welt, status):
    """The first item of a running meeting, led to this state by the acts."""
    top = laufende_sitzung(welt, tops=2).tops[0]
    kora = welt.person("Kora")
    for akt in {T.OFFEN: [], T.AUFGERUFEN: ["aufrufen"], T.VERTAGT: ["vertagen"]}.get(
        status, ["aufrufen", "abschliessen"]
    ):
        tun(akt, top, kora)
    assert top.status is status
    return top


@pytest.mark.parametrize("status", T)
@pytest.mark.parametrize("akt", VON)
def test_ein_punkt_geht_nur_die_pfeile_der_tabelle(welt, kora, akt, status):
    """C1 P0."""
    top = top_im_stand(welt, status)
    zeilen = session().query(Ereignis).count()

    if status in VON[akt]:
        tun(akt, top, kora)
        assert top.status is NACH[akt]
        assert session().query(Ereignis).count() == zeilen + 1
    else:
        with pytest.raises(Obstructed, match="nicht möglich"):
            tun(akt, top, kora)
        assert top.status is status


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", VON)
def test_durch_die_sitzung_fuehrt_nur_wer_sie_leitet(welt, akt, wer):
    """D3 P0."""
    top = top_im_stand(welt, next(iter(VON[akt])))

    with pytest.raises(Forbidden):
        tun(akt, top, welt.person(wer))


@pytest.mark.parametrize("akt", VON)
def test_ohne_laufende_sitzung_geht_kein_punkt_weiter(welt, kora, akt):
    top = top_im_stand(welt, next(iter(VON[akt])))
    with transaction():
        workflow.sitzungen.schliessen(top.sitzung, kora)
    vorher = top.status

    with pytest.raises(Obstructed, match=r"läuft nicht|nicht möglich"):
        tun(akt, top, kora)

    assert top.status is vorher


def test_vor_der_eroeffnung_wird_nichts_aufgerufen(welt, kora):
    with pytest.raises(Obstructed, match="läuft nicht"):
        tun("aufrufen", eingeladene_sitzung(welt).tops[0], kora)


def test_der_aufruf_schliesst_den_punkt_davor_ab(welt, kora):
    eins, zwei, _drei = laufende_sitzung(welt).tops
    tun("aufrufen", eins, kora)

    tun("aufrufen", zwei, kora)

    assert (eins.status, zwei.status) == (T.ABGESCHLOSSEN, T.AUFGERUFEN)
    assert eins.beendet_am is not None


def test_ein_punkt_der_auf_seinen_beschluss_wartet_bleibt_beim_naechsten_aufruf_offen(welt, kora):
    eins, zwei = laufende_sitzung(welt, tops=2, art=Topart.BESCHLUSS).tops
    tun("aufrufen", eins, kora)

    tun("aufrufen", zwei, kora)

    assert (eins.status, eins.beendet_am) == (T.OFFEN, None)


def test_nach_dem_beschluss_ist_der_punkt_beim_naechsten_aufruf_fertig(welt, kora):
    eins, zwei = laufende_sitzung(welt, tops=2, art=Topart.BESCHLUSS).tops
    tun("aufrufen", eins, kora)
    neuer_beschluss(welt, eins)

    tun("aufrufen", zwei, kora)

    assert eins.status is T.ABGESCHLOSSEN


def test_ein_punkt_mit_offener_abstimmung_bleibt_beim_naechsten_aufruf_offen(welt, kora):
    eins, zwei = laufende_sitzung(welt, tops=2).tops
    zwei_themen(welt, eins)
    offene_abstimmung(welt, neue_abstimmung(welt, eins))
    tun("aufrufen", eins, kora)

    tun("aufrufen", zwei, kora)

    assert eins.status is T.OFFEN


@pytest.mark.parametrize("akt", ["abschliessen", "vertagen"])
def test_waehrend_abgestimmt_wird_endet_kein_punkt(welt, kora, akt):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    tun("aufrufen", top, kora)

    with pytest.raises(Obstructed, match=abstimmung.nummer):
        tun(akt, top, kora)


def test_die_dauer_eines_punktes_summiert_sich_ueber_alle_aufrufe(welt, kora):
    eins, zwei = laufende_sitzung(welt, tops=2).tops
    beginn = clock.now()
    for minute, akt, top in (
        (0, "aufrufen", eins),
        (10, "aufrufen", zwei),
        (12, "zurueckholen", eins),
        (12, "aufrufen", eins),
        (15, "abschliessen", eins),
    ):
        with clock.turned_to(beginn + timedelta(minutes=minute)):
            tun(akt, top, kora)

    assert (eins.sekunden, zwei.sekunden) == (13 * 60, 2 * 60)
    assert (eins.begonnen_am, eins.beendet_am) == (beginn, beginn + timedelta(minutes=15))
    assert eins.aufgerufen_am is None


def test_der_aufruf_zeigt_den_punkt_an_der_wand(welt, kora):
    top = laufende_sitzung(welt).tops[0]
    with transaction():
        workflow.moderation.wand_zeigen(top.sitzung, kora, bild=Wandbild.LEER)

    tun("aufrufen", top, kora)

    assert top.sitzung.wandbild is Wandbild.PUNKT


def test_wer_die_fernbedienung_nicht_hat_ruft_nichts_auf(welt, kora, mia):
    """E2: two moderators do not overwrite each other."""
    sitzung = laufende_sitzung(welt)
    tun("aufrufen", sitzung.tops[0], kora)
    with transaction():
        sitzung.protokollfuehrung = mia

    with pytest.raises(Obstructed, match="Kora führt gerade"):
        tun("aufrufen", sitzung.tops[1], mia)

    assert sitzung.laufender_top is sitzung.tops[0]


def test_warum_vertagt_wurde_steht_im_verlauf(welt, kora):
    top = laufende_sitzung(welt).tops[0]

    tun("vertagen", top, kora, begruendung="Es fehlen Zahlen.")

    zeile = session().query(Ereignis).filter_by(akt="top.vertagen").one()
    assert [t.text for t in zeile.texte] == ["Es fehlen Zahlen."]


def test_zurueckgeholt_ist_ein_punkt_wieder_wie_vorher(welt, kora):
    top = aufgerufener_top(welt)
    tun("abschliessen", top, kora)

    tun("zurueckholen", top, kora)

    assert (top.status, top.beendet_am) == (T.OFFEN, None)


def test_jeder_schritt_bewegt_die_offenen_seiten(welt, kora):
    top = laufende_sitzung(welt).tops[0]
    for akt in ("aufrufen", "abschliessen", "zurueckholen", "vertagen"):
        vorher = top.sitzung.bewegung
        tun(akt, top, kora)
        assert top.sitzung.bewegung > vorher, akt
