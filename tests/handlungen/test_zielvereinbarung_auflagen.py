"""zustimmen mit Auflagen und ohne einzelne Maßnahmen: what becomes of both (auferlegen, ausnehmen)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    AuftragStatus,
    Ereignis,
    MassnahmeStatus,
    Methode,
    Modus,
    Nachricht,
    Stimmwort,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.queries.auftraege import Filter
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.wirkungen import Wirkung
from kimflow.workflow.zielvereinbarungen import Auflage
from tests.bauen.abstimmungen import einschalten, festgestellte_abstimmung, offene_abstimmung, regeln, stimmen
from tests.bauen.massnahmen import in_tagen, zugesagte_massnahme
from tests.bauen.sitzungen import laufender_top
from tests.bauen.zielvereinbarungen import (
    beschriebene_zielvereinbarung,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    fortgeschriebene_zielvereinbarung,
    neu_gelesen,
    neuer_beitrag,
    zielvereinbarung_von,
)

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus
M = MassnahmeStatus


def beschlossen(welt, vereinbarung, **angaben):
    """Agreed in the Sitzung."""
    wirkung = Wirkung(Permission.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung, angaben)
    top = laufender_top(welt)
    with transaction():
        return workflow.beschluesse.festhalten(
            top, welt.person("Kora"), wortlaut="Zugestimmt.", modus=Modus.EINVERNEHMLICH, wirkungen=[wirkung]
        )


def im_umlauf_beschlossen(welt, vereinbarung, **angaben):
    """Agreed by circulation: the Beschluss belongs to no meeting."""
    einschalten(f"methode.{Methode.KONSENS.value}")
    kora = welt.person("Kora")
    with transaction():
        runde = workflow.abstimmungen.umlauf_vorbereiten(
            welt.lenkungsgruppe,
            kora,
            regeln=regeln(methode=Methode.KONSENS),
            themen=(),
            zielvereinbarungen=[vereinbarung],
        )
    runde = offene_abstimmung(welt, runde)
    stimmen(welt, runde, "Mats", "Jobcenter Musterkreis", wort=Stimmwort.ZUSTIMMUNG)
    runde = festgestellte_abstimmung(welt, runde)
    wirkung = Wirkung(Permission.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung, angaben)
    with transaction():
        return workflow.beschluesse.aus_umlauf(runde, kora, wortlaut="Zugestimmt.", wirkungen=[wirkung])


def mit_zwei_massnahmen(welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    return _zweite(welt, vereinbarung)


def _zweite(welt, vereinbarung):
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung, titel="Zweite")
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, welt.person("Paula"))
    return vereinbarung, *vereinbarung.massnahmen


def test_eine_auflage_wird_ein_auftrag_mit_tag_und_haelt_nichts_auf(welt, finn):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    beschluss = beschlossen(welt, vereinbarung, auflagen=[Auflage("Die Schulen fragen.", in_tagen(30), finn)])

    assert neu_gelesen(vereinbarung).status is S.ZUR_ZEICHNUNG
    (auflage,) = vereinbarung.auflagen
    assert (auflage.text, auflage.faellig_am, auflage.verantwortlich) == ("Die Schulen fragen.", in_tagen(30), finn)
    assert auflage.verantwortlich_seit == in_tagen(0)  # leaving the body before that day leaves nothing behind
    assert (auflage.status, auflage.top, auflage.beschluss) == (AuftragStatus.ERTEILT, beschluss.top, beschluss)
    assert session().query(Nachricht).filter_by(anlass="auftrag.auferlegen").one().person_id == finn.id


def test_im_umlauf_haengt_die_auflage_am_beschluss_und_die_liste_der_auftraege_kennt_sie(welt, kora, finn, mats):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")

    beschluss = im_umlauf_beschlossen(welt, vereinbarung, auflagen=[Auflage("Fragen.", in_tagen(-1), finn)])

    (auflage,) = vereinbarung.auflagen
    assert (auflage.top, auflage.sitzung, auflage.gremium) == (None, None, welt.lenkungsgruppe)
    for wer in (kora, finn, mats):
        (zeile,) = queries.auftraege.liste(wer, Filter()).zeilen
        assert (zeile.id, zeile.aus, zeile.gremium) == (auflage.id, beschluss.nummer, welt.lenkungsgruppe.name)
    assert queries.auftraege.liste(welt.person("Petra"), Filter()).zeilen == []
    assert queries.auftraege.liste(kora, Filter(suche=beschluss.nummer.lower())).zeilen
    assert queries.auftraege.liste(kora, Filter(gremium=welt.lenkungsgruppe.id)).zeilen
    assert queries.auftraege.gremien(kora) == [(welt.lenkungsgruppe.id, welt.lenkungsgruppe.name)]
    assert [a.gruppe for a in queries.auftraege.aufgaben(finn)] == [queries.auftraege.MEINE]
    assert [a.gruppe for a in queries.auftraege.aufgaben(kora)] == [queries.auftraege.FAELLIGE]


def test_eine_auflage_aus_dem_umlauf_wird_angenommen_zurueckgegeben_geaendert_und_erledigt(welt, kora, finn):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    im_umlauf_beschlossen(welt, vereinbarung, auflagen=[Auflage("Fragen.", in_tagen(30), finn)])
    (auflage,) = vereinbarung.auflagen

    with transaction():
        workflow.auftraege.annehmen(auflage, finn)
    with transaction():
        workflow.auftraege.zurueckgeben(auflage, finn, begruendung="Krank.")
    with transaction():
        workflow.auftraege.bearbeiten(auflage, kora, text=auflage.text, verantwortlich=finn, faellig_am=in_tagen(60))
    with transaction():
        workflow.auftraege.erledigen(auflage, kora, ergebnis="Gefragt.")

    assert (auflage.status, auflage.faellig_am) == (AuftragStatus.ERLEDIGT, in_tagen(60))
    assert "Beschluss B-" in session().query(Nachricht).filter_by(anlass="auftrag.bearbeiten").one().text


@pytest.mark.parametrize(
    ("neuer_text", "tage", "grund"), [("Anders.", 30, "gehört zum Beschluss"), ("Fragen.", None, "braucht einen Tag")]
)
def test_wortlaut_und_tag_einer_auflage_bleiben(welt, kora, neuer_text, tage, grund):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    beschlossen(welt, vereinbarung, auflagen=[Auflage("Fragen.", in_tagen(30))])
    (auflage,) = vereinbarung.auflagen
    tag = in_tagen(tage) if tage else None

    with pytest.raises(Obstructed, match=grund), transaction():
        workflow.auftraege.bearbeiten(auflage, kora, text=neuer_text, verantwortlich=None, faellig_am=tag)


@pytest.mark.parametrize(("was", "tage", "grund"), [("", 30, "worin"), ("Die Schulen fragen.", None, "Tag")])
def test_eine_halbe_auflage_wird_nicht_festgehalten(welt, was, tage, grund):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match=grund):
        beschlossen(welt, vereinbarung, auflagen=[Auflage(was, in_tagen(tage) if tage else None)])

    assert neu_gelesen(vereinbarung).status is S.EINGEREICHT


def test_je_massnahme_zugestimmt_bleibt_die_andere_dem_thema_zugesagt(welt):
    vereinbarung, erste, zweite = mit_zwei_massnahmen(welt)

    beschluss = beschlossen(welt, vereinbarung, ohne=[zweite])

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.status, vereinbarung.massnahmen) == (S.ZUR_ZEICHNUNG, [erste])
    assert (erste.status, erste.beschluss) == (M.VEREINBART, beschluss)
    assert (zweite.status, zweite.zielvereinbarung, zweite.thema) == (M.ZUGESAGT, None, vereinbarung.thema)
    assert session().query(Ereignis).filter_by(akt="massnahme.ausnehmen").one().gegenstand_id == zweite.id


def test_mindestens_eine_massnahme_bleibt(welt):
    vereinbarung, erste, zweite = mit_zwei_massnahmen(welt)

    with pytest.raises(Obstructed, match="Mindestens eine"):
        beschlossen(welt, vereinbarung, ohne=[erste, zweite])

    assert [m.zielvereinbarung for m in (erste, zweite)] == [vereinbarung, vereinbarung]


def test_laufen_massnahmen_der_alten_fassung_weiter_darf_die_einzige_neue_fehlen(welt):
    folge = fortgeschriebene_zielvereinbarung(welt)
    neue = zugesagte_massnahme(welt, zielvereinbarung=folge)
    with transaction():
        workflow.zielvereinbarungen.einreichen(folge, welt.person("Paula"))

    beschlossen(welt, folge, ohne=[neue])

    folge = neu_gelesen(folge)
    assert (folge.status, folge.massnahmen) == (S.ZUR_ZEICHNUNG, [])


def test_ueber_fremde_massnahmen_wird_nicht_entschieden(welt):
    vereinbarung, fremde = eingereichte_zielvereinbarung(welt), zugesagte_massnahme(welt)

    with pytest.raises(Obstructed, match="nicht entschieden"):
        beschlossen(welt, vereinbarung, ohne=[fremde])


def test_auch_im_umlauf_wird_je_massnahme_zugestimmt(welt):
    vereinbarung = beschriebene_zielvereinbarung(welt)
    neuer_beitrag(welt, vereinbarung, "Jobcenter")
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung)
    vereinbarung, erste, zweite = _zweite(welt, vereinbarung)

    im_umlauf_beschlossen(welt, vereinbarung, ohne=[zweite])

    assert (vereinbarung.massnahmen, zweite.zielvereinbarung) == ([erste], None)


@pytest.mark.parametrize(
    "felder",
    ["beschluss_id = NULL, zielvereinbarung_id = NULL", "zielvereinbarung_id = NULL", "faellig_am = NULL"],
)
def test_eine_auflage_ohne_herkunft_oder_tag_weist_die_datenbank_ab(welt, felder):
    im_umlauf_beschlossen(welt, zielvereinbarung_von(welt, "Jobcenter"), auflagen=[Auflage("Fragen.", in_tagen(30))])

    with pytest.raises(IntegrityError, match="ck_auftrag"), transaction() as s:
        s.execute(text(f"UPDATE auftrag SET {felder}"))
