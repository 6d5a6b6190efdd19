"""kommentieren, beantworten, zurueckziehen: what members say to a draft, and what becomes of it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Beteiligung, Ereignis, KommentarStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.zielvereinbarungen import (
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    geltende_zielvereinbarung,
    neuer_kommentar,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.beide

S = KommentarStatus


def beantwortet(welt, kommentar, wer="Paula", antwort="Das Jobcenter, halbjährlich."):
    with transaction():
        workflow.zielvereinbarungen.beantworten(kommentar, welt.person(wer), antwort=antwort)
    return kommentar


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bert", "Zoe", "Paul", "Paula", "Kora"])
def test_mitglieder_parteien_und_projektgruppe_kommentieren_den_entwurf(welt, wer):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    kommentar = neuer_kommentar(welt, vereinbarung, wer)

    assert (kommentar.status, kommentar.person, kommentar.fassung) == (S.OFFEN, welt.person(wer), None)


@pytest.mark.parametrize("beteiligung", [Beteiligung.WIRKT_MIT, Beteiligung.UNTERSTUETZT])
def test_auch_eine_partei_die_nicht_zeichnet_kommentiert(welt, zoe, beteiligung):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        beitrag(vereinbarung, "Caritas").beteiligung = beteiligung

    assert neuer_kommentar(welt, vereinbarung, "Zoe").person is zoe


@pytest.mark.parametrize("wer", ["Lena", "Petra", "Fatma", "Ada", "Bibi", "Nora"])
def test_andere_kommentieren_nicht(welt, wer):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    with pytest.raises(Forbidden):
        neuer_kommentar(welt, vereinbarung, wer)


def test_ein_kommentar_nennt_die_fassung_zu_der_er_geschrieben_wurde(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    assert neuer_kommentar(welt, vereinbarung).fassung is vereinbarung.fassungen[0]


@pytest.mark.parametrize("bauen", [zugestimmte_zielvereinbarung, geltende_zielvereinbarung])
def test_nach_der_entscheidung_wird_nicht_mehr_kommentiert(welt, bauen):
    vereinbarung = bauen(welt)

    with pytest.raises(Obstructed, match="ist im Stand"):
        neuer_kommentar(welt, vereinbarung)


def test_die_leitung_der_projektgruppe_erfaehrt_davon_ohne_den_wortlaut(welt, paula):
    neuer_kommentar(welt, einreichbare_zielvereinbarung(welt), text="Geheimer Satz")

    brief = session().query(Nachricht).filter_by(anlass="zielvereinbarung.kommentieren").one()
    assert brief.person_id == paula.id
    assert "Geheimer Satz" not in brief.text


def test_im_verlauf_steht_dass_kommentiert_wurde_nicht_was(welt, mats):
    kommentar = neuer_kommentar(welt, einreichbare_zielvereinbarung(welt))

    zeile = session().query(Ereignis).filter_by(akt="zielvereinbarung.kommentieren").one()
    assert (zeile.art, zeile.gegenstand_id, zeile.person_id, zeile.angaben) == ("kommentar", kommentar.id, mats.id, {})


def test_die_projektgruppe_antwortet_mit_einem_satz_und_wer_fragte_erfaehrt_es(welt, mats, paula):
    kommentar = beantwortet(welt, neuer_kommentar(welt, einreichbare_zielvereinbarung(welt)))

    assert (kommentar.status, kommentar.beantwortet_von) == (S.BEANTWORTET, paula)
    assert session().query(Nachricht).filter_by(anlass="kommentar.beantworten").one().person_id == mats.id


@pytest.mark.parametrize("wer", ["Mats", "Zoe", "Petra", "Lena"])
def test_andere_beantworten_nicht(welt, wer):
    kommentar = neuer_kommentar(welt, einreichbare_zielvereinbarung(welt))

    with pytest.raises(Forbidden):
        beantwortet(welt, kommentar, wer)


def test_der_eigene_kommentar_laesst_sich_zurueckziehen_und_sein_text_ist_weg(welt, mats, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    kommentar = neuer_kommentar(welt, vereinbarung)

    with transaction():
        workflow.zielvereinbarungen.zurueckziehen(kommentar, mats)

    assert (kommentar.status, kommentar.text) == (S.ZURUECKGEZOGEN, "")
    assert queries.kommentare.zu(vereinbarung, paula) == []


def test_einen_fremden_kommentar_zieht_niemand_zurueck(welt, kora):
    kommentar = neuer_kommentar(welt, einreichbare_zielvereinbarung(welt))

    with pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.zurueckziehen(kommentar, kora)


@pytest.mark.parametrize("verb", ["beantworten", "zurueckziehen"])
def test_beantwortet_ist_beantwortet(welt, paula, verb):
    kommentar = beantwortet(welt, neuer_kommentar(welt, einreichbare_zielvereinbarung(welt), "Paula"))
    gegeben = {"antwort": "Noch einmal."} if verb == "beantworten" else {}

    with pytest.raises(Obstructed, match="ist im Stand"), transaction():
        getattr(workflow.zielvereinbarungen, verb)(kommentar, paula, **gegeben)


def test_offene_stehen_zuerst_und_wer_nur_mitliest_sieht_keinen(welt, lena, mats):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    erster, zweiter = neuer_kommentar(welt, vereinbarung), neuer_kommentar(welt, vereinbarung, "Zoe")
    beantwortet(welt, zweiter)

    assert queries.kommentare.zu(vereinbarung, mats) == [erster, zweiter]
    assert queries.kommentare.zu(vereinbarung, lena) == []


def test_ein_offener_kommentar_haelt_das_einreichen_nicht_auf(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    neuer_kommentar(welt, vereinbarung)

    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    assert [k.status for k in vereinbarung.offene_kommentare] == [S.OFFEN]


@pytest.mark.parametrize(
    "felder", ["text = ''", "status = 'beantwortet'", "antwort = 'Ja.'", "status = 'zurueckgezogen'"]
)
def test_halbe_kommentare_weist_die_datenbank_ab(welt, felder):
    neuer_kommentar(welt, einreichbare_zielvereinbarung(welt))

    with pytest.raises(IntegrityError, match="ck_kommentar"), transaction() as s:
        s.execute(text(f"UPDATE kommentar SET {felder}"))
