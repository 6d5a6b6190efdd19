"""sitzung.vorlegen, ueberarbeiten, genehmigen: how minutes become final, and who hears of it."""

import hashlib
from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Amt,
    EinwendungStatus,
    Einzellink,
    Ereignis,
    Genehmigung,
    Linkzweck,
    Modus,
    Nachricht,
    SitzungStatus,
    Topart,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import einschalten, neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.protokolle import genehmigen, neue_einwendung, neueste, sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufende_sitzung, neuer_top

pytestmark = pytest.mark.beide

S = SitzungStatus
IN_15_TAGEN = timedelta(days=15)


def vorlegen(sitzung, person):
    with transaction():
        workflow.protokolle.vorlegen(sitzung, person)


def test_vorlegen_haelt_den_text_mit_pruefsumme_und_stand_des_verlaufs_fest(welt, kora):
    """F4 P0: the head of the trail goes into the minutes."""
    sitzung = sitzung_in_nachbereitung(welt)
    kopf = workflow.ereignisse.kopf()
    vorlegen(sitzung, kora)

    fassung = neueste(sitzung)
    assert (sitzung.status, fassung.fassung, fassung.person) == (S.PROTOKOLL_IN_ABSTIMMUNG, 1, kora)
    assert fassung.text == queries.niederschrift.niederschrift(sitzung)
    assert fassung.pruefsumme == hashlib.sha256(fassung.text.encode()).hexdigest()
    assert fassung.spur == kopf
    assert fassung.einwendungen_bis == clock.today() + timedelta(days=14)


def test_vorlegen_hinterlaesst_seine_zeile(welt, kora):
    vorlegen(sitzung_in_nachbereitung(welt), kora)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_nachher) == ("sitzung.vorlegen", "protokoll_in_abstimmung")
    assert workflow.ereignisse.pruefen() == []


def test_die_frist_ist_eine_einstellung(welt, kora):
    einschalten("protokoll.tage", wert="21")

    assert vorgelegtes_protokoll(welt).einwendungen_bis == clock.today() + timedelta(days=21)


def test_wer_eingeladen_war_bekommt_einen_eigenen_link_bis_zum_ende_der_frist(welt):
    """D8 P0: personal, single purpose, expiring; nothing of the minutes in the mail."""
    fassung = vorgelegtes_protokoll(welt)

    briefe = session().query(Nachricht).filter_by(anlass="sitzung.vorlegen").all()
    assert {b.person.name for b in briefe} == {"Mats", "Vera", "Mia", "Bert"}
    assert len({b.text.partition("/link/")[2].partition("/")[0] for b in briefe}) == 4
    assert not any("Der Bericht lag vor" in b.text for b in briefe)
    links = session().query(Einzellink).filter_by(zweck=Linkzweck.PROTOKOLL_KOMMENTIEREN).all()
    assert {(link.gegenstand_id, clock.local(link.gueltig_bis).date()) for link in links} == {
        (fassung.id, fassung.einwendungen_bis + timedelta(days=1))
    }


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_vorlegen_darf_nur_wer_leitet_oder_schreibt(welt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        vorlegen(sitzung_in_nachbereitung(welt), welt.person(wer))


def test_waehrend_der_sitzung_wird_nichts_vorgelegt(welt, kora):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed, match="nicht möglich"):
        vorlegen(sitzung, kora)


def test_erst_feststellen_dann_vorlegen(welt, kora):
    sitzung = neuer_top(welt).sitzung
    zwei_themen(welt, sitzung.tops[0])
    laufende_sitzung(welt, sitzung)
    runde = offene_abstimmung(welt, neue_abstimmung(welt, sitzung.tops[0]))
    with transaction():
        workflow.abstimmungen.schliessen(runde, kora)
        workflow.sitzungen.schliessen(sitzung, kora)

    with pytest.raises(Obstructed, match=runde.nummer):
        vorlegen(sitzung, kora)


def test_nach_der_frist_genehmigt_die_koordination(welt):
    fassung = genehmigen(welt, vorgelegtes_protokoll(welt))

    assert fassung.sitzung.status is S.GENEHMIGT
    assert (fassung.genehmigung, fassung.ist_genehmigt) == (Genehmigung.FRIST, True)


def test_vor_der_frist_genehmigt_die_koordination_nicht(welt, kora):
    fassung = vorgelegtes_protokoll(welt)

    for tage in (0, 14):
        with (
            clock.turned_to(clock.now() + timedelta(days=tage)),
            pytest.raises(Obstructed, match="Einwendungen sind bis zum"),
            transaction(),
        ):
            workflow.protokolle.genehmigen(fassung.sitzung, kora)


def test_vor_der_frist_genehmigt_der_vorsitz(welt, paula):
    neue_mitgliedschaft(welt, welt.lenkungsgruppe, wen=paula, amt=Amt.VORSITZ)
    fassung = vorgelegtes_protokoll(welt)

    with transaction():
        workflow.protokolle.genehmigen(fassung.sitzung, paula)

    assert fassung.genehmigung is Genehmigung.VORSITZ


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", ["genehmigen", "ueberarbeiten"])
def test_genehmigen_und_zuruecknehmen_darf_sonst_niemand(welt, wer, akt):
    """D3 P0: chairing one meeting is not chairing the body."""
    sitzung = vorgelegtes_protokoll(welt).sitzung
    angaben = {"begruendung": "So nicht."} if akt == "ueberarbeiten" else {}

    with pytest.raises(Forbidden), transaction():
        getattr(workflow.protokolle, akt)(sitzung, welt.person(wer), **angaben)


def spaetere_sitzung_beschliesst(welt, kora, ueber):
    """A running meeting whose item is about the minutes of `ueber`, and what it decides there."""
    top = neuer_top(welt, titel="Protokoll der letzten Sitzung", art=Topart.BESCHLUSS)
    with transaction():
        top.protokoll_von = ueber
    laufende_sitzung(welt, top.sitzung)
    with transaction():
        return workflow.beschluesse.festhalten(
            top, kora, wortlaut="Das Protokoll ist genehmigt.", modus=Modus.EINVERNEHMLICH
        )


def test_eine_spaetere_sitzung_genehmigt_durch_beschluss(welt, kora):
    fassung = vorgelegtes_protokoll(welt)
    beschluss = spaetere_sitzung_beschliesst(welt, kora, fassung.sitzung)
    assert queries.protokolle.beschluesse_darueber(fassung.sitzung_id) == [beschluss]

    with transaction():
        workflow.protokolle.genehmigen(fassung.sitzung, kora, beschluss=beschluss)

    assert (fassung.genehmigung, fassung.beschluss) == (Genehmigung.SITZUNG, beschluss)


def test_ein_beschluss_ueber_etwas_anderes_genehmigt_nichts(welt, kora):
    fassung, anderes = vorgelegtes_protokoll(welt), vorgelegtes_protokoll(welt)
    beschluss = spaetere_sitzung_beschliesst(welt, kora, anderes.sitzung)

    with pytest.raises(Obstructed, match="kein Beschluss über das Protokoll"), transaction():
        workflow.protokolle.genehmigen(fassung.sitzung, kora, beschluss=beschluss)


def test_solange_eine_einwendung_offen_ist_wird_nicht_genehmigt(welt):
    einwendung = neue_einwendung(welt)

    with pytest.raises(Obstructed, match="die Einwendung zu Absatz 1"):
        genehmigen(welt, einwendung.fassung)


def test_was_beruecksichtigt_wird_steht_erst_in_der_naechsten_fassung(welt, kora):
    einwendung = neue_einwendung(welt)
    with transaction():
        workflow.einwendungen.behandeln(einwendung, kora, status=EinwendungStatus.BERUECKSICHTIGT)

    with pytest.raises(Obstructed, match="Überarbeiten Sie"):
        genehmigen(welt, einwendung.fassung)


def test_die_ueberarbeitete_fassung_zeigt_ihren_unterschied(welt, kora):
    fassung = vorgelegtes_protokoll(welt)
    sitzung = fassung.sitzung
    with transaction():
        workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="Es fehlt ein Satz.")
    with transaction():
        workflow.protokolle.niederschreiben(sitzung.tops[0], kora, niederschrift="Mats fragt nach den Kosten.")
    vorlegen(sitzung, kora)

    zweite = neueste(sitzung)
    assert (sitzung.status, zweite.fassung) == (S.PROTOKOLL_IN_ABSTIMMUNG, 2)
    stellen = queries.unterschiede.unterschied(
        queries.niederschrift.absaetze(fassung.text), queries.niederschrift.absaetze(zweite.text)
    )
    assert [s.teile for s in stellen if s.art != "gleich"] == [[("neu", "Mats fragt nach den Kosten.")]]
    assert "Mats fragt" not in fassung.text


def test_mit_dem_ueberarbeiten_gelten_die_alten_links_nicht_mehr(welt, kora):
    fassung = vorgelegtes_protokoll(welt)
    with transaction():
        workflow.protokolle.ueberarbeiten(fassung.sitzung, kora, begruendung="Es fehlt ein Satz.")

    links = session().query(Einzellink).filter_by(zweck=Linkzweck.PROTOKOLL_KOMMENTIEREN)
    assert all(link.gueltig_bis <= clock.now() for link in links)


def test_zweimal_genehmigen_geht_nicht(welt, kora):
    fassung = genehmigen(welt, vorgelegtes_protokoll(welt))

    with pytest.raises(Obstructed, match="nicht möglich"):
        genehmigen(welt, fassung)


def test_die_aufgaben_wandern_mit_dem_protokoll(welt, kora, mats):
    """Read while the period runs, settle what was objected, approve when it is over."""

    def aufgaben(person, tage=0):
        with clock.turned_to(clock.now() + timedelta(days=tage)):
            return [a.text for a in queries.protokolle.aufgaben(person)]

    fassung = vorgelegtes_protokoll(welt)
    nummer = fassung.sitzung.nummer
    assert aufgaben(mats) == [f"Protokoll {nummer} lesen"]
    assert aufgaben(mats, 14) == [f"Protokoll {nummer} lesen"]
    assert aufgaben(mats, 15) == aufgaben(kora) == []
    assert aufgaben(kora, 15) == [f"Protokoll {nummer} genehmigen"]
    einwendung = neue_einwendung(welt, fassung)
    assert aufgaben(kora) == [f"Einwendungen zum Protokoll {nummer} behandeln: Absatz 1"]
    with transaction():
        workflow.einwendungen.behandeln(einwendung, kora, status=EinwendungStatus.BERUECKSICHTIGT)
    assert aufgaben(kora, 15) == [f"Protokoll {nummer} überarbeiten und neu vorlegen"]
    assert [aufgaben(welt.person(wer), 15) for wer in ("Bibi", "Lena", "Ada", "Paula")] == [[], [], [], []]


def test_wer_ohne_gremium_das_protokoll_fuehrt_findet_es_bei_den_aufgaben(welt):
    sitzung, bibi = sitzung_in_nachbereitung(welt), welt.person("Bibi")
    with transaction():
        sitzung.protokollfuehrung = bibi

    assert [a.text for a in queries.protokolle.aufgaben(bibi)] == [
        f"Protokoll {sitzung.nummer} fertigstellen und vorlegen"
    ]
