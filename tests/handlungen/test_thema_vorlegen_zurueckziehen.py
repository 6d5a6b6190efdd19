"""thema.vorlegen, thema.zurueckziehen: what the Lenkungsgruppe gets to see, and what is still missing."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Ereignis,
    Geheimhaltung,
    Methode,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Topgegenstand,
)
from kimflow.workflow.acts import Forbidden, Obstructed
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


@pytest.mark.parametrize("status", [AbstimmungStatus.VORBEREITET, AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN])
def test_worueber_abgestimmt_wird_das_zieht_niemand_zurueck(welt, kora, status):
    """C6 P0."""
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top)
    with transaction() as s:
        s.add(
            Abstimmung(
                nummer="A-2026-001",
                gremium=welt.lenkungsgruppe,
                top=top,
                status=status,
                methode=Methode.PUNKTE,
                geheimhaltung=Geheimhaltung.VERTRAULICH,
                frage="Was zuerst?",
                punkte=3,
                hoechstens=2,
                eroeffnet_am=clock.now(),
                ergebnis={},
                optionen=[Abstimmungsoption(position=1, thema=thema, text=thema.titel)],
            )
        )

    with pytest.raises(Obstructed, match="A-2026-001"):
        zurueckziehen(thema, kora)


def test_andere_ziehen_nichts_zurueck(welt, mats):
    with pytest.raises(Forbidden):
        zurueckziehen(vorgelegtes_thema(welt), mats)
