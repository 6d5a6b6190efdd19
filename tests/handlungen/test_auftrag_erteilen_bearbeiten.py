"""auftrag.erteilen, auftrag.bearbeiten: who is to do what by when, written down while people talk."""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import AuftragStatus, Ereignis, Ereignistext, Nachricht, SitzungStatus
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.auftraege import angenommener_auftrag, neuer_auftrag
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top, neuer_top

pytestmark = pytest.mark.beide

S = AuftragStatus


def bearbeiten(auftrag, person, **kw):
    angaben = {"text": auftrag.text, "verantwortlich": auftrag.verantwortlich, "faellig_am": auftrag.faellig_am}
    with transaction():
        workflow.auftraege.bearbeiten(auftrag, person, **(angaben | kw))


def im_stand(top, status):
    """The meeting of the item in a later state; how it gets there is tested elsewhere."""
    with transaction() as s:
        s.connection().exec_driver_sql(f"UPDATE sitzung SET status = '{status.value}' WHERE id = {top.sitzung_id}")
    session().refresh(top.sitzung)


def briefe(akt, an=None):
    found = session().query(Nachricht).filter_by(anlass=akt).all()
    return [n for n in found if an is None or n.person_id == an.id]


def test_ein_auftrag_bleibt_erteilt_bis_seine_person_ihn_annimmt(welt, finn):
    """FACH §3: an Auftrag stays an Auftrag until its owner accepts it."""
    auftrag = neuer_auftrag(welt, faellig_am=date(2027, 1, 31))

    assert (auftrag.status, auftrag.verantwortlich, auftrag.faellig_am) == (S.ERTEILT, finn, date(2027, 1, 31))
    assert auftrag.person == welt.person("Kora")


def test_wer_und_wann_duerfen_noch_offen_sein(welt):
    auftrag = neuer_auftrag(welt, verantwortlich=None)

    assert (auftrag.status, auftrag.verantwortlich, auftrag.faellig_am) == (S.ERTEILT, None, None)


def test_der_verlauf_haelt_fest_wer_was_bis_wann_tut(welt, kora, finn):
    auftrag = neuer_auftrag(welt, faellig_am=date(2027, 1, 31))

    zeile = session().query(Ereignis).filter_by(akt="auftrag.erteilen").one()
    assert (zeile.person_id, zeile.art, zeile.gegenstand_id) == (kora.id, "auftrag", auftrag.id)
    assert zeile.angaben["verantwortlich"] == {"person": finn.id}
    assert zeile.angaben["faellig_am"] == "2027-01-31"
    assert session().query(Ereignistext).filter_by(ereignis_lfd=zeile.lfd).one().text == "Die Schulen fragen."


def test_offene_seiten_der_sitzung_merken_jeden_schritt_am_auftrag(welt, finn):
    top = laufender_top(welt)
    vorher = top.sitzung.bewegung

    auftrag = angenommener_auftrag(welt, top)
    with transaction():
        workflow.auftraege.erledigen(auftrag, finn, ergebnis="Gefragt.")

    assert top.sitzung.bewegung == vorher + 3


def test_wer_moderiert_oder_protokoll_fuehrt_erteilt(welt, kora):
    top = laufender_top(welt)
    with transaction():
        workflow.tagesordnungen.top_aufnehmen(top.sitzung, kora, titel="Noch einer", art=top.art)
    with transaction() as s:
        s.connection().exec_driver_sql(
            f"UPDATE sitzung SET protokollfuehrung_id = {welt.person('Bert').id} WHERE id = {top.sitzung_id}"
        )
    session().refresh(top.sitzung)

    with transaction():
        workflow.auftraege.erteilen(top, welt.person("Bert"), text="Nachsehen.")
    for wer in ("Mats", "Bibi", "Lena", "Paula", "Ada"):
        with pytest.raises(Forbidden), transaction():
            workflow.auftraege.erteilen(top, welt.person(wer), text="Nachsehen.")


@pytest.mark.parametrize("status", [SitzungStatus.LAUFEND, SitzungStatus.NACHBEREITUNG])
def test_erteilt_wird_solange_die_sitzung_laeuft_oder_nachbereitet_wird(welt, status):
    top = laufender_top(welt)
    im_stand(top, status)

    assert neuer_auftrag(welt, top).status is S.ERTEILT


@pytest.mark.parametrize("status", [SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG, SitzungStatus.GENEHMIGT])
def test_was_nicht_im_protokoll_steht_kommt_nicht_mehr_hinein(welt, status):
    top = laufender_top(welt)
    im_stand(top, status)

    with pytest.raises(Obstructed, match="während die Sitzung läuft"):
        neuer_auftrag(welt, top)


def test_vor_der_sitzung_gibt_es_keine_auftraege(welt):
    top = neuer_top(welt)
    eingeladene_sitzung(welt, top.sitzung)

    with pytest.raises(Obstructed, match="während die Sitzung läuft"):
        neuer_auftrag(welt, top)


def test_wer_ausgeschieden_ist_bekommt_keinen_auftrag(welt, nora):
    with pytest.raises(Obstructed, match="stillgelegt"):
        neuer_auftrag(welt, verantwortlich=nora)


def test_die_verantwortliche_person_bekommt_eine_mail_ohne_den_inhalt(welt, finn):
    neuer_auftrag(welt, text="Vertrauliches klären.")

    (brief,) = briefe("auftrag.erteilen")
    assert brief.person_id == finn.id
    assert "/auftraege/" in brief.text
    assert "Vertrauliches" not in brief.text + brief.betreff


def test_wer_sich_selbst_beauftragt_bekommt_keine_mail(welt, kora):
    neuer_auftrag(welt, verantwortlich=kora)

    assert briefe("auftrag.erteilen") == []


def test_ohne_verantwortliche_person_gibt_es_keine_mail(welt):
    neuer_auftrag(welt, verantwortlich=None)

    assert briefe("auftrag.erteilen") == []


def test_wer_angenommen_hat_wird_nach_einer_aenderung_noch_einmal_gefragt(welt, kora, finn):
    auftrag = angenommener_auftrag(welt)

    bearbeiten(auftrag, kora, faellig_am=date(2027, 2, 28))

    assert (auftrag.status, auftrag.verantwortlich, auftrag.faellig_am) == (S.ERTEILT, finn, date(2027, 2, 28))
    assert len(briefe("auftrag.bearbeiten", finn)) == 1


def test_ein_auftrag_geht_an_jemand_anderen_und_beide_sehen_es_im_verlauf(welt, kora, mats):
    auftrag = angenommener_auftrag(welt)

    bearbeiten(auftrag, kora, verantwortlich=mats)

    assert (auftrag.status, auftrag.verantwortlich) == (S.ERTEILT, mats)
    assert [b.person_id for b in briefe("auftrag.bearbeiten")] == [mats.id]
    zeile = session().query(Ereignis).filter_by(akt="auftrag.bearbeiten").one()
    assert zeile.angaben["verantwortlich"] == {"person": mats.id}


def test_einem_angenommenen_auftrag_laesst_sich_die_person_wieder_nehmen(welt, kora):
    auftrag = angenommener_auftrag(welt)

    bearbeiten(auftrag, kora, verantwortlich=None)

    assert (auftrag.status, auftrag.verantwortlich) == (S.ERTEILT, None)


def test_die_verantwortliche_person_aendert_ihren_auftrag_nicht_selbst(welt, finn):
    auftrag = neuer_auftrag(welt)

    with pytest.raises(Forbidden):
        bearbeiten(auftrag, finn, faellig_am=date(2030, 1, 1))


@pytest.mark.parametrize("status", [SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG, SitzungStatus.GENEHMIGT])
def test_was_im_protokoll_steht_behaelt_seinen_wortlaut_und_doch_laesst_sich_der_tag_verschieben(welt, kora, status):
    auftrag = neuer_auftrag(welt)
    im_stand(auftrag.top, status)

    with pytest.raises(Obstructed, match="Wortlaut steht so im Protokoll"):
        bearbeiten(auftrag, kora, text="Die Schulen und Kitas fragen.")
    bearbeiten(auftrag, kora, faellig_am=date(2027, 2, 28))

    assert (auftrag.text, auftrag.faellig_am) == ("Die Schulen fragen.", date(2027, 2, 28))


def test_zwei_die_zugleich_bearbeiten_ueberschreiben_einander_nicht(welt, kora):
    """E1 P0: the second one gets both texts instead."""
    auftrag = neuer_auftrag(welt)
    offen = auftrag.version
    bearbeiten(auftrag, kora, text="Alle Schulen fragen.", version=offen)

    with pytest.raises(Stale):
        bearbeiten(auftrag, kora, text="Keine Schulen fragen.", version=offen)

    session().refresh(auftrag)
    assert auftrag.text == "Alle Schulen fragen."


def test_ein_beendeter_auftrag_aendert_sich_nicht_mehr(welt, kora, finn):
    auftrag = neuer_auftrag(welt)
    with transaction():
        workflow.auftraege.erledigen(auftrag, finn, ergebnis="Gefragt.")

    with pytest.raises(Obstructed, match="erledigt"):
        bearbeiten(auftrag, kora, faellig_am=clock.today() + timedelta(days=1))
