"""zustimmen, ueberarbeiten, nicht_zustimmen: what the Lenkungsgruppe decides, and what follows from it."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import MassnahmeStatus, Nachricht, ThemaStatus, ZielvereinbarungStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import (
    TEXT,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    neu_gelesen,
)

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus
T = ThemaStatus


def entscheiden(welt, vereinbarung, verb, wer="Kora", **kw):
    beschluss = neuer_beschluss(welt)
    with transaction():
        getattr(workflow.zielvereinbarungen, verb)(vereinbarung, welt.person(wer), beschluss=beschluss, **kw)
    return beschluss


def ueberarbeiten(welt, vereinbarung):
    return entscheiden(welt, vereinbarung, "ueberarbeiten", was="Fristen prüfen.", bis=in_tagen(30))


def zwei_eingereichte(welt):
    thema = thema_im_stand(welt, T.BEAUFTRAGT)
    return eingereichte_zielvereinbarung(welt, thema), eingereichte_zielvereinbarung(welt, thema)


def test_mit_der_zustimmung_sind_thema_und_massnahmen_vereinbart_und_die_parteien_zeichnen(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    beschluss = entscheiden(welt, vereinbarung, "zustimmen")

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.thema.status) == (S.ZUR_ZEICHNUNG, T.VEREINBART)
    assert [(m.status, m.beschluss) for m in vereinbarung.massnahmen] == [(MassnahmeStatus.VEREINBART, beschluss)]
    assert (vereinbarung.beschluss, vereinbarung.thema.beschluss) == (beschluss, beschluss)


def ruhen_lassen(welt, thema):
    with transaction():
        workflow.themen.ruhen_lassen(
            thema, welt.person("Kora"), begruendung="Die Gruppe ist voll.", wiedervorlage=in_tagen(90)
        )


def test_solange_das_thema_ruht_wird_nicht_zugestimmt(welt, kora):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    ruhen_lassen(welt, vereinbarung.thema)

    with pytest.raises(Obstructed, match="nicht beauftragt"):
        entscheiden(welt, vereinbarung, "zustimmen")

    with transaction():
        workflow.themen.fortsetzen(vereinbarung.thema, kora)
    entscheiden(welt, vereinbarung, "zustimmen")
    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.thema.status) == (S.ZUR_ZEICHNUNG, T.VEREINBART)


def test_um_die_zeichnung_wird_jede_zeichnende_partei_gebeten(welt, mats, paula, zoe):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    entscheiden(welt, vereinbarung, "zustimmen")

    gebeten = {n.person_id for n in session().query(Nachricht).filter_by(anlass="zielvereinbarung.zustimmen")}
    assert gebeten == {mats.id, paula.id, zoe.id}


def test_zur_ueberarbeitung_geht_auch_das_thema_zurueck(welt, paula):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    ueberarbeiten(welt, vereinbarung)

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.thema.status) == (S.UEBERARBEITUNG, T.BEAUFTRAGT)
    assert (vereinbarung.ueberarbeitung, vereinbarung.ueberarbeiten_bis) == ("Fristen prüfen.", in_tagen(30))
    brief = session().query(Nachricht).filter_by(anlass="zielvereinbarung.ueberarbeiten").one()
    assert brief.person_id == paula.id


def test_nach_der_ueberarbeitung_wird_wieder_eingereicht(welt, paula):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    ueberarbeiten(welt, vereinbarung)

    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    assert (vereinbarung.status, vereinbarung.thema.status) == (S.EINGEREICHT, T.VORSCHLAG)
    assert session().query(Nachricht).filter_by(anlass="zielvereinbarung.einreichen").count() == 2


@pytest.mark.parametrize(("speicher", "danach"), [(False, T.BEAUFTRAGT), (True, T.GESAMMELT)])
def test_nach_einer_ablehnung_geht_das_thema_wohin_der_beschluss_sagt(welt, speicher, danach):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    entscheiden(welt, vereinbarung, "nicht_zustimmen", begruendung="Zu teuer.", zurueck_in_den_speicher=speicher)

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.thema.status) == (S.ABGELEHNT, danach)
    assert vereinbarung.gruende == "Zu teuer."
    assert vereinbarung.massnahmen[0].status is MassnahmeStatus.ZUGESAGT


@pytest.mark.parametrize(
    ("verb", "angaben"),
    [
        ("ueberarbeiten", {"was": "", "bis": None}),
        ("nicht_zustimmen", {"begruendung": ""}),
    ],
)
def test_zurueck_geht_nichts_ohne_worte(welt, verb, angaben):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="Bitte"):
        entscheiden(welt, vereinbarung, verb, **angaben)

    assert neu_gelesen(vereinbarung).status is S.EINGEREICHT


def test_solange_eine_zweite_vorliegt_bleibt_das_thema_vor_der_lenkungsgruppe(welt):
    erste, zweite = zwei_eingereichte(welt)

    ueberarbeiten(welt, erste)
    assert neu_gelesen(erste).thema.status is T.VORSCHLAG

    entscheiden(welt, zweite, "zustimmen")
    assert neu_gelesen(zweite).thema.status is T.VEREINBART


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Mats", "Zoe", "Lena"])
@pytest.mark.parametrize("verb", ["zustimmen", "ueberarbeiten", "nicht_zustimmen"])
def test_niemand_ausser_der_koordination_haelt_die_entscheidung_fest(welt, wer, verb):
    """C1 P0: the ambitious lead does not approve the own agreement."""
    vereinbarung = eingereichte_zielvereinbarung(welt)
    angaben = {"ueberarbeiten": {"was": "x", "bis": in_tagen(1)}, "nicht_zustimmen": {"begruendung": "x"}}.get(verb, {})

    with pytest.raises(Forbidden):
        entscheiden(welt, vereinbarung, verb, wer, **angaben)


def test_was_vorlag_ist_was_beschlossen_wurde(welt, paula):
    """C6 P0: no word of the agreement, its parties or its Maßnahmen changes after it was handed in."""
    vereinbarung = eingereichte_zielvereinbarung(welt)
    text = {name: getattr(vereinbarung, name) for name in TEXT}
    akte, partei, massnahme = workflow.zielvereinbarungen, vereinbarung.beitraege[0], vereinbarung.massnahmen[0]
    versuche = [
        lambda: akte.bearbeiten(vereinbarung, paula, **(TEXT | {"zielwert": "99"}), frist=None),
        lambda: akte.beitrag_aendern(partei, paula, beteiligung=partei.beteiligung, text="anders"),
        lambda: akte.beitrag_entfernen(vereinbarung, paula, beitrag=partei),
        lambda: workflow.massnahmen.bearbeiten(
            massnahme, paula, titel="anders", beschreibung="", art=None, institution=massnahme.institution,
            unterstuetzende=[], frist=None,
        ),
    ]  # fmt: skip
    for entschieden in (False, True):
        if entschieden:
            entscheiden(welt, vereinbarung, "zustimmen")
        for versuch in versuche:
            with pytest.raises(Obstructed), transaction():
                versuch()

    vereinbarung = neu_gelesen(vereinbarung)
    assert {name: getattr(vereinbarung, name) for name in TEXT} == text
    assert len(vereinbarung.beitraege) == 3


def test_ein_entwurf_wird_nicht_an_der_einreichung_vorbei_beschlossen(welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="im Stand"):
        entscheiden(welt, vereinbarung, "zustimmen")
