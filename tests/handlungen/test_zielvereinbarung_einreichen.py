"""zielvereinbarung.einreichen: complete or not at all, each gap with its own reason."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Beteiligung, Nachricht, ThemaStatus, ZielvereinbarungStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen, neue_massnahme
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import (
    TEXT,
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    neu_gelesen,
    neue_zielvereinbarung,
    neuer_beitrag,
    neuer_indikator,
)

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus


def einreichen(vereinbarung, person):
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, person)


def test_mit_dem_einreichen_liegt_der_vorschlag_zum_thema_vor(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    einreichen(vereinbarung, paula)

    assert (vereinbarung.status, vereinbarung.thema.status) == (S.EINGEREICHT, ThemaStatus.VORSCHLAG)


def test_zu_einem_schon_vereinbarten_thema_aendert_es_das_thema_nicht(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt, thema_im_stand(welt, ThemaStatus.VEREINBART))

    einreichen(vereinbarung, paula)

    assert (vereinbarung.status, vereinbarung.thema.status) == (S.EINGEREICHT, ThemaStatus.VEREINBART)


def test_ein_leerer_entwurf_nennt_alles_was_fehlt(welt, paula):
    vereinbarung = neue_zielvereinbarung(welt)

    with pytest.raises(Obstructed) as gehindert:
        einreichen(vereinbarung, paula)

    assert list(gehindert.value.reasons) == [
        "Der Zielzustand ist noch nicht beschrieben.",
        "Es fehlt ein Indikator mit Ausgangs- und Zielwert.",
        "Es ist noch keine Frist gesetzt.",
        "Es gibt noch keine Partei, die zeichnet.",
        "Es gehört noch keine Maßnahme dazu.",
    ]
    assert neu_gelesen(vereinbarung).thema.status is ThemaStatus.BEAUFTRAGT


@pytest.mark.parametrize(
    ("feld", "grund"),
    [
        ("zielzustand", "Zielzustand"),
        ("frist", "Frist"),
    ],
)
def test_jede_luecke_hat_ihren_eigenen_grund(welt, paula, feld, grund):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    angaben = TEXT | {"frist": vereinbarung.frist} | {feld: None if feld == "frist" else ""}
    with transaction():
        workflow.zielvereinbarungen.bearbeiten(vereinbarung, paula, **angaben)

    with pytest.raises(Obstructed, match=grund) as gehindert:
        einreichen(vereinbarung, paula)

    assert len(gehindert.value.reasons) == 1


def test_ohne_indikator_laesst_sich_nichts_messen_und_nichts_einreichen(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        workflow.indikatoren.entfernen(vereinbarung, paula, indikator=vereinbarung.indikatoren[0])

    with pytest.raises(Obstructed, match="Es fehlt ein Indikator"):
        einreichen(vereinbarung, paula)


def test_wenn_niemand_zeichnet_ist_es_keine_vereinbarung(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    for partei in vereinbarung.beitraege:
        with transaction():
            workflow.zielvereinbarungen.beitrag_aendern(
                partei, paula, beteiligung=Beteiligung.WIRKT_MIT, text=partei.text
            )

    with pytest.raises(Obstructed, match="keine Partei, die zeichnet"):
        einreichen(vereinbarung, paula)


def test_fuer_jede_partei_die_zeichnet_gibt_es_jemanden_der_darf(welt, paula, mats):
    """Without, it would be agreed and then wait for ever for a signature nobody can give."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    schulamt = neuer_beitrag(welt, vereinbarung, "Schulamt")
    with transaction():
        mats.zeichnungsberechtigungen[0].bis = clock.today() - timedelta(days=1)

    with pytest.raises(Obstructed) as gehindert:
        einreichen(vereinbarung, paula)

    assert list(gehindert.value.reasons) == [
        "Für Jobcenter Musterkreis, Schulamt Musterkreis ist niemand zeichnungsberechtigt."
    ]
    with transaction():
        mats.zeichnungsberechtigungen[0].bis = clock.today()
        workflow.zielvereinbarungen.beitrag_aendern(
            schulamt, paula, beteiligung=Beteiligung.WIRKT_MIT, text=schulamt.text
        )
    einreichen(vereinbarung, paula)


def test_eine_vergangene_frist_wird_nicht_eingereicht(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt, frist=in_tagen(-1))

    with pytest.raises(Obstructed) as gehindert:
        einreichen(vereinbarung, paula)

    assert list(gehindert.value.reasons) == ["Die Frist liegt in der Vergangenheit."]


def test_die_frist_darf_heute_enden(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt, frist=in_tagen(0))

    einreichen(vereinbarung, paula)

    assert vereinbarung.status is S.EINGEREICHT


def test_ein_name_mit_punkt_am_ende_gibt_keinen_zweiten(welt, paula):
    """„Brücken bauen e. V.“ is both a name and an abbreviation."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        welt.institution("Caritas").name = "Brücken bauen e. V."
        workflow.zielvereinbarungen.beitrag_aendern(
            beitrag(vereinbarung, "Caritas"), paula, beteiligung=Beteiligung.WIRKT_MIT, text=""
        )

    assert workflow.zielvereinbarungen.einreichen.obstacles(vereinbarung) == [
        "Der Beitrag ist noch nicht beschrieben: Brücken bauen e. V."
    ]


def test_was_zu_entfernen_oder_aufzunehmen_ist_muss_es_geben(welt):
    vereinbarung = neue_zielvereinbarung(welt)
    acts = workflow.zielvereinbarungen

    assert acts.beitrag_entfernen.obstacles(vereinbarung) == ["Es ist noch keine Partei aufgenommen."]
    assert workflow.indikatoren.entfernen.obstacles(vereinbarung) == ["Es ist noch kein Indikator aufgenommen."]
    assert acts.massnahme_aufnehmen.obstacles(vereinbarung) == [
        "Zum Thema gibt es keine offene Maßnahme ohne Zielvereinbarung."
    ]
    neue_massnahme(welt, vereinbarung.thema)
    neuer_beitrag(welt, vereinbarung, "Jobcenter")
    neuer_indikator(welt, vereinbarung)

    for act in (acts.beitrag_entfernen, workflow.indikatoren.entfernen, acts.massnahme_aufnehmen):
        assert act.obstacles(vereinbarung) == []


def test_jeder_beitrag_ist_beschrieben_auch_der_ohne_zeichnung(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        workflow.zielvereinbarungen.beitrag_aendern(
            beitrag(vereinbarung, "Caritas"), paula, beteiligung=Beteiligung.WIRKT_MIT, text=""
        )

    with pytest.raises(Obstructed, match="Caritasverband Musterkreis"):
        einreichen(vereinbarung, paula)


def test_ohne_zusage_jedes_hauses_wird_das_paket_nicht_eingereicht(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    offene = neue_massnahme(welt, zielvereinbarung=vereinbarung)

    with pytest.raises(Obstructed, match=f"Noch nicht zugesagt: {offene.nummer}"):
        einreichen(vereinbarung, paula)


def test_eine_abgebrochene_massnahme_haelt_niemanden_auf_aber_traegt_auch_nichts(welt, paula, kora):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        workflow.massnahmen.abbrechen(vereinbarung.massnahmen[0], kora, begruendung="Kein Bedarf.")

    with pytest.raises(Obstructed, match="keine Maßnahme"):
        einreichen(vereinbarung, paula)


@pytest.mark.parametrize("wer", ["Paul", "Petra", "Mats", "Zoe", "Lena"])
def test_nur_die_leitung_der_projektgruppe_und_die_koordination_reichen_ein(welt, wer):
    """D3 P0: a member and the lead of another group do not."""
    vereinbarung = einreichbare_zielvereinbarung(welt)

    with pytest.raises(Forbidden):
        einreichen(vereinbarung, welt.person(wer))


def test_hat_die_projektgruppe_geendet_reicht_die_koordination_ein(welt, paula, kora):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    gestern = clock.today() - timedelta(days=1)
    with transaction():
        workflow.gremien.beenden(welt.projektgruppe, kora, bis=gestern, verbleib="Das Sozialamt führt es fort.")

    with pytest.raises(Forbidden):
        einreichen(vereinbarung, paula)
    einreichen(vereinbarung, kora)

    assert (vereinbarung.status, vereinbarung.thema.status) == (S.EINGEREICHT, ThemaStatus.VORSCHLAG)


def test_wenn_das_thema_ruht_wird_nicht_eingereicht(welt, paula, kora):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    with transaction():
        workflow.themen.ruhen_lassen(
            vereinbarung.thema, kora, begruendung="Rechtslage offen.", wiedervorlage=vereinbarung.frist
        )

    with pytest.raises(Obstructed, match="nicht beauftragt"):
        einreichen(vereinbarung, paula)


def test_die_koordination_erfaehrt_davon(welt, kora):
    eingereichte_zielvereinbarung(welt)

    brief = session().query(Nachricht).filter_by(anlass="zielvereinbarung.einreichen").one()
    assert brief.person_id == kora.id
