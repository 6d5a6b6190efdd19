"""anlegen, bearbeiten, beitrag_festlegen, beitrag_aendern, beitrag_entfernen, massnahme_aufnehmen: the draft."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Beitrag, Beteiligung, Ereignis, ThemaStatus, Zielvereinbarung
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.massnahmen import neue_massnahme, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import (
    TEXT,
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    neu_gelesen,
    neue_zielvereinbarung,
    neuer_beitrag,
)

pytestmark = pytest.mark.beide

FREMDE = ["Petra", "Mats", "Mia", "Zoe", "Bibi", "Lena", "Ada", "Finn", "Nora"]


def anlegen(thema, person, titel="Leistungen ohne Lücke"):
    with transaction():
        return workflow.zielvereinbarungen.anlegen(thema, person, titel=titel)


def aufnehmen(vereinbarung, person, massnahme):
    with transaction():
        workflow.zielvereinbarungen.massnahme_aufnehmen(vereinbarung, person, massnahme=massnahme)


@pytest.mark.parametrize("wer", ["Paula", "Paul", "Kora"])
def test_die_beauftragte_projektgruppe_beginnt_einen_entwurf(welt, wer):
    vereinbarung = anlegen(thema_im_stand(welt, ThemaStatus.BEAUFTRAGT), welt.person(wer))

    assert vereinbarung.nummer.startswith("Z-")
    assert (vereinbarung.status, vereinbarung.fassung) == ("entwurf", 1)
    assert vereinbarung.projektgruppe_id == welt.projektgruppe.id


@pytest.mark.parametrize("wer", FREMDE)
def test_andere_beginnen_keinen_auch_nicht_die_leitung_einer_anderen_gruppe(welt, wer):
    """D3 P0: being lead somewhere is not being lead here."""
    with pytest.raises(Forbidden):
        anlegen(thema_im_stand(welt, ThemaStatus.BEAUFTRAGT), welt.person(wer))


@pytest.mark.parametrize("status", [ThemaStatus.GESAMMELT, ThemaStatus.PRIORISIERT, ThemaStatus.RUHT])
def test_ohne_auftrag_keine_zielvereinbarung(welt, paula, status):
    with pytest.raises(Obstructed):
        anlegen(thema_im_stand(welt, status), paula)


def test_ohne_projektgruppe_keine_zielvereinbarung(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.VEREINBART)
    with transaction():
        thema.projektgruppe = None

    with pytest.raises(Obstructed, match="keiner Projektgruppe"):
        anlegen(thema, kora)


def test_mehrere_zu_einem_thema_sind_moeglich(welt, paula):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    assert anlegen(thema, paula).nummer != anlegen(thema, paula).nummer


@pytest.mark.parametrize("wer", FREMDE)
def test_fremde_aendern_den_entwurf_nicht(welt, wer):
    """D3 P0: every act on a draft, for everybody outside the group."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    person, partei = welt.person(wer), beitrag(vereinbarung, "Caritas")
    akte = workflow.zielvereinbarungen
    versuche = [
        lambda: akte.bearbeiten(vereinbarung, person, **TEXT, frist=None),
        lambda: akte.beitrag_festlegen(
            vereinbarung, person, institution=welt.institution("ABH"), beteiligung=Beteiligung.ZEICHNET, text="x"
        ),
        lambda: akte.beitrag_aendern(partei, person, beteiligung=Beteiligung.WIRKT_MIT, text="x"),
        lambda: akte.beitrag_entfernen(vereinbarung, person, beitrag=partei),
        lambda: akte.massnahme_aufnehmen(vereinbarung, person, massnahme=vereinbarung.massnahmen[0]),
    ]
    for versuch in versuche:
        with pytest.raises(Forbidden), transaction():
            versuch()


def test_der_text_steht_danach_da_und_im_verlauf_steht_wer_ihn_schrieb(welt, paul):
    vereinbarung = neue_zielvereinbarung(welt)

    with transaction():
        workflow.zielvereinbarungen.bearbeiten(vereinbarung, paul, **TEXT, frist=None)

    assert neu_gelesen(vereinbarung).zielzustand == TEXT["zielzustand"]
    assert session().query(Ereignis).filter_by(akt="zielvereinbarung.bearbeiten").one().person_id == paul.id


def test_wer_auf_altem_stand_speichert_ueberschreibt_nichts(welt, paula, paul):
    """E1 P0: stale version, for the text and for a Beitrag."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    partei, akte = beitrag(vereinbarung, "Caritas"), workflow.zielvereinbarungen
    stand, beitragsstand = vereinbarung.version, partei.version
    with transaction():
        akte.bearbeiten(vereinbarung, paula, **(TEXT | {"titel": "Paulas"}), frist=None)
    with transaction():
        akte.beitrag_aendern(partei, paula, beteiligung=Beteiligung.ZEICHNET, text="Paulas")

    with pytest.raises(Stale), transaction():
        akte.bearbeiten(vereinbarung, paul, **(TEXT | {"titel": "Pauls"}), frist=None, version=stand)
    with pytest.raises(Stale), transaction():
        akte.beitrag_aendern(partei, paul, beteiligung=Beteiligung.ZEICHNET, text="Pauls", version=beitragsstand)

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.titel, beitrag(vereinbarung, "Caritas").text) == ("Paulas", "Paulas")


def test_jede_institution_ist_hoechstens_einmal_partei(welt):
    vereinbarung = neue_zielvereinbarung(welt)
    neuer_beitrag(welt, vereinbarung, "Jobcenter")

    with pytest.raises(Obstructed, match="schon Partei"):
        neuer_beitrag(welt, vereinbarung, "Jobcenter", Beteiligung.WIRKT_MIT)


def test_eine_partei_laesst_sich_wieder_herausnehmen(welt, paula):
    vereinbarung = neue_zielvereinbarung(welt)
    partei = neuer_beitrag(welt, vereinbarung, "Jobcenter")

    with transaction():
        workflow.zielvereinbarungen.beitrag_entfernen(vereinbarung, paula, beitrag=partei)

    assert neu_gelesen(vereinbarung).beitraege == []
    assert session().query(Beitrag).count() == 0


def test_die_partei_einer_anderen_vereinbarung_laesst_sich_hier_nicht_herausnehmen(welt, paula):
    """D3 P0: a foreign id in the form."""
    vereinbarung, andere = neue_zielvereinbarung(welt), neue_zielvereinbarung(welt)
    partei = neuer_beitrag(welt, andere, "Jobcenter")
    neuer_beitrag(welt, vereinbarung, "Caritas")

    with pytest.raises(Obstructed, match="anderen Zielvereinbarung"), transaction():
        workflow.zielvereinbarungen.beitrag_entfernen(vereinbarung, paula, beitrag=partei)


def test_eine_freie_massnahme_des_themas_kommt_dazu(welt, paula):
    vereinbarung = neue_zielvereinbarung(welt)
    massnahme = zugesagte_massnahme(welt, vereinbarung.thema)

    aufnehmen(vereinbarung, paula, massnahme)

    assert massnahme.zielvereinbarung_id == vereinbarung.id


def test_massnahmen_einer_abgelehnten_vereinbarung_gehen_nicht_verloren(welt, paula, kora):
    abgelehnte = eingereichte_zielvereinbarung(welt)
    massnahme, thema = abgelehnte.massnahmen[0], abgelehnte.thema
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.nicht_zustimmen(abgelehnte, kora, beschluss=beschluss, begruendung="Zu teuer.")
    neue = neue_zielvereinbarung(welt, thema)

    aufnehmen(neue, paula, massnahme)

    assert massnahme.zielvereinbarung_id == neue.id


def test_was_anderswo_hingehoert_wird_nicht_aufgenommen(welt, paula):
    vereinbarung, andere = neue_zielvereinbarung(welt), einreichbare_zielvereinbarung(welt)
    zweite = neue_zielvereinbarung(welt, vereinbarung.thema)
    vergeben = neue_massnahme(welt, zielvereinbarung=zweite)
    neue_massnahme(welt, vereinbarung.thema)

    with pytest.raises(Obstructed, match="anderen Thema"):
        aufnehmen(vereinbarung, paula, andere.massnahmen[0])
    with pytest.raises(Obstructed, match="gehört schon zu"):
        aufnehmen(vereinbarung, paula, vergeben)

    assert session().query(Zielvereinbarung).count() == 3
