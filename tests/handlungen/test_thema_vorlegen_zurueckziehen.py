"""thema.vorlegen, thema.zurueckziehen: what the Lenkungsgruppe gets to see, and what is still missing."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Ereignis,
    Modus,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Topgegenstand,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
)
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.themen import (
    neu_gelesen,
    neue_bruchstellen,
    neuer_top,
    neues_thema,
    steckbrief,
    vorgelegtes_thema,
    vorlegbares_thema,
)

pytestmark = pytest.mark.beide


def vorlegen(thema, person, top):
    with transaction():
        workflow.themen.vorlegen(thema, person, top=top)


def zurueckziehen(thema, person):
    with transaction():
        workflow.themen.zurueckziehen(thema, person)


def test_ein_fertiges_thema_kommt_auf_die_tagesordnung(welt, kora):
    top = neuer_top(welt)
    thema = vorlegbares_thema(welt)

    vorlegen(thema, kora, top)

    assert neu_gelesen(thema).status is ThemaStatus.VORGELEGT
    assert [g.thema_id for g in top.gegenstaende] == [thema.id]


def test_das_vorlegen_steht_im_verlauf(welt, kora):
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_vorher, zeile.status_nachher) == ("thema.vorlegen", "gesammelt", "vorgelegt")
    assert (zeile.gegenstand_id, zeile.angaben["top"]) == (thema.id, {"top": top.id})


def test_ein_leeres_thema_nennt_jeden_fehlenden_teil_einzeln(welt, kora):
    with transaction():
        thema = workflow.themen.aufnehmen(kora, titel="Nur ein Titel")

    with pytest.raises(Obstructed) as gehindert:
        vorlegen(thema, kora, neuer_top(welt))

    assert len(gehindert.value.reasons) == 9
    assert neu_gelesen(thema).status is ThemaStatus.GESAMMELT


@pytest.mark.parametrize("feld", Thema.PFLICHTANGABEN)
def test_der_steckbrief_muss_vollstaendig_sein(welt, kora, feld):
    thema = vorlegbares_thema(welt)
    leer = {"handlungsfeld": None} if feld == "handlungsfeld_id" else {feld: ""}
    steckbrief(thema, welt, **leer)

    with pytest.raises(Obstructed, match=Thema.PFLICHTANGABEN[feld]):
        vorlegen(thema, kora, neuer_top(welt))


def test_ein_thema_nennt_einen_rechtskreis_oder_eine_schnittstelle(welt, kora):
    thema = steckbrief(vorlegbares_thema(welt), welt, rechtskreise=[])

    with pytest.raises(Obstructed, match="Rechtskreis oder eine Schnittstelle"):
        vorlegen(thema, kora, neuer_top(welt))

    bruchstellen = neue_bruchstellen(welt, 1)
    with transaction():
        workflow.themen.grundlage_hinzufuegen(thema, kora, bruchstellen=bruchstellen)
    vorlegen(thema, kora, neuer_top(welt))
    assert neu_gelesen(thema).status is ThemaStatus.VORGELEGT


def test_niemand_legt_ein_thema_ohne_grundlage_vor(welt, kora):
    thema = vorlegbares_thema(welt)
    with transaction():
        thema.grundlagen.clear()

    with pytest.raises(Obstructed, match="Grundlage"):
        vorlegen(thema, kora, neuer_top(welt))


def test_ohne_benannte_institution_wird_nicht_vorgelegt(welt, kora):
    thema = steckbrief(neues_thema(welt), welt)

    with pytest.raises(Obstructed, match="noch keine beteiligte Institution"):
        vorlegen(thema, kora, neuer_top(welt))


def test_solange_ein_haus_noch_antworten_kann_wird_nicht_vorgelegt(welt, kora):
    """The head of an office must not learn in the Sitzung that the own house is the problem."""
    thema = vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("ABH")])
    frist = thema.stellungnahmen[1].frist

    for tag in (clock.today(), frist):
        with clock.turned_to(tag), pytest.raises(Obstructed, match="ABH"):
            vorlegen(thema, kora, neuer_top(welt))

    with clock.turned_to(frist + timedelta(days=1)):
        vorlegen(thema, kora, neuer_top(welt))
    assert neu_gelesen(thema).status is ThemaStatus.VORGELEGT


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena"])
def test_nur_die_koordination_legt_vor(welt, wer):
    thema = vorlegbares_thema(welt)

    with pytest.raises(Forbidden):
        vorlegen(thema, welt.person(wer), neuer_top(welt))


@pytest.mark.parametrize("status", [SitzungStatus.NACHBEREITUNG, SitzungStatus.GENEHMIGT, SitzungStatus.ABGESAGT])
def test_vorgelegt_wird_nur_einer_kommenden_sitzung(welt, kora, status):
    thema = vorlegbares_thema(welt)

    with pytest.raises(Obstructed, match="kommenden Sitzung"):
        vorlegen(thema, kora, neuer_top(welt, status))


def test_vorgelegt_wird_nur_der_lenkungsgruppe(welt, kora):
    thema = vorlegbares_thema(welt)

    with pytest.raises(Obstructed, match="Lenkungsgruppe"):
        vorlegen(thema, kora, neuer_top(welt, gremium=welt.projektgruppe))


def test_zweimal_vorlegen_geht_nicht(welt, kora):
    thema = vorgelegtes_thema(welt)

    with pytest.raises(Obstructed, match="vorgelegt"):
        vorlegen(thema, kora, neuer_top(welt))


def test_zurueckgezogen_verlaesst_es_die_tagesordnung(welt, kora):
    thema = vorgelegtes_thema(welt)

    zurueckziehen(thema, kora)

    assert neu_gelesen(thema).status is ThemaStatus.GESAMMELT
    assert session().query(Topgegenstand).count() == 0


def test_was_schon_beraten_wurde_bleibt_in_der_tagesordnung_von_damals(welt, kora):
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top)
    with transaction():
        top.sitzung.status = SitzungStatus.NACHBEREITUNG

    zurueckziehen(thema, kora)

    assert session().query(Topgegenstand).count() == 1


@pytest.mark.parametrize("stand", ["vorbereitet", "offen", "geschlossen", "festgestellt"])
def test_worueber_abgestimmt_wird_das_zieht_niemand_zurueck(welt, kora, stand):
    """C6 P0: the text that is voted on stays until a Beschluss has followed from the round."""
    abstimmung = neue_abstimmung(welt)
    thema = abstimmung.optionen[0].thema
    if stand != "vorbereitet":
        offene_abstimmung(welt, abstimmung)
    if stand in ("geschlossen", "festgestellt"):
        geschlossene_abstimmung(welt, abstimmung)
    if stand == "festgestellt":
        with transaction():
            workflow.abstimmungen.feststellen(abstimmung, kora)

    with pytest.raises(Obstructed, match=abstimmung.nummer):
        zurueckziehen(thema, kora)
    with pytest.raises(Obstructed):
        steckbrief(thema, welt, problem="Anders")


def test_ist_daraus_beschlossen_laesst_sich_ein_uebriges_thema_zurueckziehen(welt, kora):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))
    neuer_beschluss(welt, abstimmung.top, modus=Modus.ABSTIMMUNG, abstimmung=abstimmung)

    zurueckziehen(abstimmung.optionen[0].thema, kora)

    assert abstimmung.optionen[0].thema.status is ThemaStatus.GESAMMELT
    assert abstimmung.optionen[0].text.endswith("Wohnen")


def test_andere_ziehen_nichts_zurueck(welt, mats):
    with pytest.raises(Forbidden):
        zurueckziehen(vorgelegtes_thema(welt), mats)
