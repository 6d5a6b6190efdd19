"""sitzung.protokoll_berichtigen: after approval a mistake is corrected in a next version, beside the old one."""

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Genehmigung, Modus, Nachricht, SitzungStatus, Topart
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.protokolle import genehmigtes_protokoll, neueste, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufende_sitzung, neuer_top

pytestmark = pytest.mark.beide


def berichtigen(sitzung, person, **kw):
    angaben = {
        "text": neueste(sitzung).text.replace("Raum 1", "Raum 2"),
        "begruendung": "Der Raum war falsch.",
        "genehmigung": Genehmigung.VORSITZ,
    }
    with transaction():
        workflow.protokolle.protokoll_berichtigen(sitzung, person, **(angaben | kw))


def test_es_entsteht_fassung_2_und_fassung_1_bleibt_wie_sie_war(welt, kora):
    """C8 P1: correction only as addendum with reason."""
    erste = genehmigtes_protokoll(welt)
    vorher = (erste.text, erste.pruefsumme)
    berichtigen(erste.sitzung, kora)

    zweite = neueste(erste.sitzung)
    assert (zweite.fassung, zweite.begruendung, zweite.ist_genehmigt) == (2, "Der Raum war falsch.", True)
    assert zweite.pruefsumme != erste.pruefsumme
    assert (erste.text, erste.pruefsumme) == vorher
    assert erste.sitzung.status is SitzungStatus.GENEHMIGT


def test_der_unterschied_ist_auf_das_wort_genau_sichtbar(welt, kora):
    """Issue 3, third proof."""
    erste = genehmigtes_protokoll(welt)
    berichtigen(erste.sitzung, kora)

    stellen = queries.unterschiede.unterschied(
        queries.niederschrift.absaetze(erste.text), queries.niederschrift.absaetze(neueste(erste.sitzung).text)
    )
    (anders,) = [stelle for stelle in stellen if stelle.art != "gleich"]
    assert [(art, text) for art, text in anders.teile if art != "gleich"] == [("weg", "1"), ("neu", "2")]


def test_die_berichtigung_hinterlaesst_ihre_zeile_und_erreicht_alle(welt, kora):
    berichtigen(genehmigtes_protokoll(welt).sitzung, kora)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.angaben["genehmigung"]) == ("sitzung.protokoll_berichtigen", "vorsitz")
    briefe = session().query(Nachricht).filter_by(anlass="sitzung.protokoll_berichtigen")
    assert {b.person.name for b in briefe} == {"Mats", "Vera", "Mia", "Bert"}
    assert not any("Raum" in b.text for b in briefe)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_berichtigen_darf_nur_die_koordination(welt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        berichtigen(genehmigtes_protokoll(welt).sitzung, welt.person(wer))


def test_vor_der_genehmigung_wird_ueberarbeitet_statt_berichtigt(welt, kora):
    with pytest.raises(Obstructed, match="nicht möglich"):
        berichtigen(vorgelegtes_protokoll(welt).sitzung, kora)


def test_ohne_aenderung_keine_fassung(welt, kora):
    fassung = genehmigtes_protokoll(welt)

    with pytest.raises(Obstructed, match="unverändert"):
        berichtigen(fassung.sitzung, kora, text=f"  {fassung.text}\n\n")


def test_wer_die_berichtigung_genehmigt_hat_wird_gesagt(welt, kora):
    sitzung = genehmigtes_protokoll(welt).sitzung

    with pytest.raises(Obstructed, match="nicht der Ablauf einer Frist"):
        berichtigen(sitzung, kora, genehmigung=Genehmigung.FRIST)
    with pytest.raises(Obstructed, match="Nennen Sie den Beschluss"):
        berichtigen(sitzung, kora, genehmigung=Genehmigung.SITZUNG)


def test_eine_spaetere_sitzung_genehmigt_die_berichtigung(welt, kora):
    sitzung = genehmigtes_protokoll(welt).sitzung
    top = neuer_top(welt, titel="Berichtigung", art=Topart.BESCHLUSS)
    with transaction():
        top.protokoll_von = sitzung
    laufende_sitzung(welt, top.sitzung)
    with transaction():
        beschluss = workflow.beschluesse.festhalten(top, kora, wortlaut="Raum 2", modus=Modus.EINVERNEHMLICH)

    with pytest.raises(Obstructed, match="nur dann"):
        berichtigen(sitzung, kora, beschluss=beschluss)
    berichtigen(sitzung, kora, genehmigung=Genehmigung.SITZUNG, beschluss=beschluss)

    assert neueste(sitzung).beschluss is beschluss


def test_zwei_berichtigungen_zugleich_gehen_nicht_verloren(welt, kora):
    """E1 P0: the second sees what the first has written."""
    sitzung = genehmigtes_protokoll(welt).sitzung
    stand = sitzung.version
    berichtigen(sitzung, kora, version=stand)

    with pytest.raises(Stale):
        berichtigen(sitzung, kora, version=stand, text="Etwas anderes")
