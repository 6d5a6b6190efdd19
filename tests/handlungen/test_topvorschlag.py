"""topvorschlag.machen, aufnehmen, ablehnen, zurueckziehen."""

from datetime import datetime, time, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Einstellung, Nachricht, Topart, Topvorschlag, TopvorschlagStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.sitzungen import eingeladene_sitzung, laufende_sitzung, neue_sitzung

pytestmark = pytest.mark.beide

V = TopvorschlagStatus


def vorschlagen(welt, sitzung=None, wer="Mats", titel="Sprachkurse am Abend"):
    sitzung = sitzung or neue_sitzung(welt)
    with transaction():
        return workflow.topvorschlaege.machen(
            sitzung, welt.person(wer), titel=titel, begruendung="Viele fragen danach."
        )


def kurz_vor(sitzung, tage):
    """Noon of the day so many days before the meeting."""
    day = clock.local(sitzung.beginn).date() - timedelta(days=tage)
    return clock.from_local(datetime.combine(day, time(12)))


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Mia", "Bert"])
def test_vorschlagen_darf_jeder_sitz_auch_der_beratende(welt, wer):
    vorschlag = vorschlagen(welt, wer=wer)

    assert (vorschlag.status, vorschlag.person.name) == (V.OFFEN, wer)


@pytest.mark.parametrize("wer", ["Paula", "Bibi", "Lena", "Ada", "Zoe", "Nora"])
def test_wer_nicht_zum_gremium_gehoert_schlaegt_nichts_vor(welt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        vorschlagen(welt, wer=wer)


def test_vorschlagen_geht_bis_sieben_tage_vorher(welt):
    sitzung = neue_sitzung(welt)
    with clock.turned_to(kurz_vor(sitzung, 7)):
        vorschlagen(welt, sitzung)

    with clock.turned_to(kurz_vor(sitzung, 6)), pytest.raises(Obstructed, match="bis zum"):
        vorschlagen(welt, sitzung)


def test_die_frist_laesst_sich_einstellen(welt):
    with transaction() as s:
        s.query(Einstellung).filter_by(schluessel="sitzung.vorschlaege_tage").one().wert = "0"
    sitzung = neue_sitzung(welt)

    with clock.turned_to(kurz_vor(sitzung, 0)):
        assert vorschlagen(welt, sitzung).status is V.OFFEN


def test_in_der_laufenden_sitzung_schlaegt_niemand_mehr_etwas_vor(welt):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed, match="laufend"):
        vorschlagen(welt, sitzung)


def test_was_aufgenommen_wird_steht_auf_der_tagesordnung_und_wer_es_vorschlug_hoert_davon(welt, kora, mats):
    vorschlag = vorschlagen(welt)

    with transaction():
        workflow.topvorschlaege.aufnehmen(vorschlag, kora, art=Topart.BERATUNG, minuten=15)

    top = vorschlag.sitzung.tops[-1]
    assert (vorschlag.status, vorschlag.top) == (V.AUFGENOMMEN, top)
    assert (top.titel, top.minuten, top.berichterstattung) == ("Sprachkurse am Abend", 15, "Mats")
    assert [n.person for n in session().query(Nachricht)] == [mats]


def test_eine_ablehnung_braucht_einen_grund_der_nicht_im_brief_steht(welt, kora, mats):
    vorschlag = vorschlagen(welt)
    with pytest.raises(Obstructed, match="warum"), transaction():
        workflow.topvorschlaege.ablehnen(vorschlag, kora, antwort=" ")

    with transaction():
        workflow.topvorschlaege.ablehnen(vorschlag, kora, antwort="Gehört in die Projektgruppe.")

    assert (vorschlag.status, vorschlag.antwort) == (V.ABGELEHNT, "Gehört in die Projektgruppe.")
    (brief,) = session().query(Nachricht)
    assert (brief.person, "Projektgruppe" in brief.text, "Sprachkurse" in brief.text) == (mats, False, False)
    assert f"/sitzungen/{vorschlag.sitzung.nummer}" in brief.text


def test_zurueckziehen_kann_nur_wer_vorgeschlagen_hat(welt, mats, kora, mia):
    vorschlag = vorschlagen(welt)
    for anderer in (kora, mia):
        with pytest.raises(Forbidden), transaction():
            workflow.topvorschlaege.zurueckziehen(vorschlag, anderer)

    with transaction():
        workflow.topvorschlaege.zurueckziehen(vorschlag, mats)

    assert vorschlag.status is V.ZURUECKGEZOGEN


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bert", "Paula", "Bibi", "Lena", "Ada"])
def test_ueber_vorschlaege_entscheidet_wer_die_sitzung_plant(welt, wer):
    vorschlag, person = vorschlagen(welt), welt.person(wer)

    with pytest.raises(Forbidden), transaction():
        workflow.topvorschlaege.aufnehmen(vorschlag, person, art=Topart.BERATUNG)
    with pytest.raises(Forbidden), transaction():
        workflow.topvorschlaege.ablehnen(vorschlag, person, antwort="Nein.")


@pytest.mark.parametrize("ende", [V.AUFGENOMMEN, V.ABGELEHNT, V.ZURUECKGEZOGEN])
def test_was_entschieden_ist_wird_nicht_noch_einmal_entschieden(welt, kora, mats, ende):
    """C1 P0."""
    vorschlag = vorschlagen(welt)
    with transaction():
        vorschlag.antwort, vorschlag.status = "Nein.", ende

    for tun in (
        lambda: workflow.topvorschlaege.aufnehmen(vorschlag, kora, art=Topart.BERATUNG),
        lambda: workflow.topvorschlaege.ablehnen(vorschlag, kora, antwort="Nein."),
        lambda: workflow.topvorschlaege.zurueckziehen(vorschlag, mats),
    ):
        with pytest.raises(Obstructed, match="nicht möglich"), transaction():
            tun()


def test_wird_die_sitzung_abgesagt_kommt_kein_vorschlag_mehr_hinein(welt, kora):
    vorschlag = vorschlagen(welt, eingeladene_sitzung(welt))
    with transaction():
        workflow.sitzungen.absagen(vorschlag.sitzung, kora, begruendung="Hochwasser")

    with pytest.raises(Obstructed, match="abgesagt"), transaction():
        workflow.topvorschlaege.aufnehmen(vorschlag, kora, art=Topart.BERATUNG)


def test_fremde_vorschlaege_sieht_nur_wer_plant(welt, kora, mats, mia):
    vorschlag = vorschlagen(welt)

    def sichtbare(person):
        return list(session().scalars(queries.sitzungen.topvorschlaege_fuer(person)).unique())

    assert sichtbare(kora) == sichtbare(mats) == [vorschlag]
    assert sichtbare(mia) == []
    assert queries.vorschlaege.von_mitgliedern(vorschlag.sitzung, mia) == []
    assert session().query(Topvorschlag).count() == 1


def test_wird_der_punkt_wieder_entfernt_bleibt_der_vorschlag_beantwortet(welt, kora):
    vorschlag = vorschlagen(welt)
    with transaction():
        workflow.topvorschlaege.aufnehmen(vorschlag, kora, art=Topart.BERATUNG)
    with transaction():
        workflow.tagesordnungen.top_entfernen(vorschlag.sitzung, kora, top=vorschlag.top)
    session().expire_all()

    assert (vorschlag.status, vorschlag.top) == (V.AUFGENOMMEN, None)
