"""Whoever sits down with a table card: let in for one Sitz and one Sitzung, seen by everybody it concerns."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmeldung, Einzellink, Ereignis, Linkzweck, Nachricht, PersonStatus, Sitzung
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import offene_abstimmung, stimmabgabe, stimmen, zustimmung
from tests.bauen.saal import da, laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung
from tests.besetzung import Welt

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def anmelden(welt: Welt, sitzung: Sitzung, sitz: str = JOBCENTER, wer: str = "Kora", **kw: str) -> str:
    angaben = {"name": "Gunnar Gast", "funktion": "Teamleitung", "mail": "gunnar@musterkreis.example"} | kw
    with transaction():
        return workflow.tischkarten.am_tisch_anmelden(sitzung, welt.person(wer), sitz=welt.sitz(sitz), **angaben)


def test_wer_am_tisch_sitzt_bekommt_konto_sitz_anwesenheit_und_link(welt):
    sitzung = laufende_sitzung(welt)

    token = anmelden(welt, sitzung)

    gast = welt.person("Gunnar Gast")
    assert (gast.status, gast.institution.kurzname) == (PersonStatus.EINGELADEN, "Jobcenter")
    assert [(b.sitz.bezeichnung, b.sitzung_id) for b in gast.besetzungen] == [(JOBCENTER, sitzung.id)]
    assert [(a.sitz.bezeichnung, a.person.name) for a in sitzung.anwesenheiten] == [(JOBCENTER, "Gunnar Gast")]
    link = queries.einzellinks.gueltiger(token, Linkzweck.SITZUNG_TEILNEHMEN)
    assert (link.person_id, link.gegenstand_id) == (gast.id, sitzung.id)


def test_die_tischkarte_meldet_niemanden_an(welt):
    """D8 P0: a link is no session."""
    anmelden(welt, laufende_sitzung(welt))

    assert session().query(Anmeldung).count() == 0


def test_wer_schon_ein_konto_hat_meldet_sich_an(welt, vera):
    """Nobody is signed in by a card that lies on a table."""
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed, match="Bitte melden Sie sich an"):
        anmelden(welt, sitzung, mail=f" {vera.mail.upper()} ")

    assert session().query(Einzellink).filter_by(zweck=Linkzweck.SITZUNG_TEILNEHMEN).count() == 0


def test_fuer_einen_besetzten_stuhl_laesst_die_karte_niemanden_ein(welt):
    sitzung = laufende_sitzung(welt)
    da(welt, sitzung, JOBCENTER, "Mats")

    with pytest.raises(Obstructed, match="schon jemand da"):
        anmelden(welt, sitzung)


def test_nur_waehrend_die_sitzung_laeuft(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with pytest.raises(Obstructed):
        anmelden(welt, sitzung)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
        workflow.sitzungen.schliessen(sitzung, kora)

    with pytest.raises(Obstructed):
        anmelden(welt, sitzung)


def test_einlassen_kann_nur_wer_moderiert(welt):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Forbidden):
        anmelden(welt, sitzung, wer="Mats")


def test_der_link_lebt_bis_zum_ende_des_tages(welt):
    token = anmelden(welt, laufende_sitzung(welt))

    with clock.turned_to(clock.now() + timedelta(days=1, minutes=1)):
        assert queries.einzellinks.gueltiger(token, Linkzweck.SITZUNG_TEILNEHMEN) is None


def test_wer_am_tisch_sitzt_stimmt_in_dieser_sitzung_fuer_den_sitz(welt):
    """A5 P0: only in this meeting."""
    abstimmung = zustimmung(welt)
    anmelden(welt, abstimmung.top.sitzung)
    offene_abstimmung(welt, abstimmung)
    andere = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Gunnar Gast", JOBCENTER, wort="zustimmung")

    gast = queries.meine_sitzung.person(welt.person("Gunnar Gast").id)
    for runde, sitz, darf in ((abstimmung, JOBCENTER, True), (abstimmung, ABH, False), (andere, JOBCENTER, False)):
        assert can(gast, Permission.ABSTIMMUNG_STIMME_ABGEBEN, stimmabgabe(runde, sitz)) is darf


def test_der_verlauf_nennt_die_moderation_den_sitz_und_den_namen(welt, kora):
    sitzung = laufende_sitzung(welt)
    anmelden(welt, sitzung)

    zeile = next(z for z in queries.ereignisse.verlauf(sitzung) if z.akt == "sitzung.am_tisch_anmelden")

    assert (zeile.wer, zeile.angaben["sitz"], zeile.texte) == (
        "Kora",
        {"sitz": welt.sitz(JOBCENTER).id},
        {"name": "Gunnar Gast"},
    )
    assert session().query(Ereignis).filter_by(akt="person.anlegen").one().person_id == kora.id


def test_wer_den_sitz_sonst_besetzt_bekommt_bescheid(welt):
    anmelden(welt, laufende_sitzung(welt))

    briefe = session().query(Nachricht).filter_by(anlass="sitzung.am_tisch_anmelden").all()

    assert {b.person.name for b in briefe} == {"Mats", "Vera"}
    assert all("Gunnar Gast" in b.text for b in briefe)


def test_die_moderation_kann_es_zuruecknehmen(welt, kora):
    """D7 P0: the next request finds nobody who may take part, and the link is dead."""
    sitzung = laufende_sitzung(welt)
    token = anmelden(welt, sitzung)
    gast = welt.person("Gunnar Gast")

    with transaction():
        workflow.tischkarten.am_tisch_abmelden(sitzung, kora, wen=gast)

    gast = queries.meine_sitzung.person(gast.id)
    assert not can(gast, Permission.SITZUNG_TEILNEHMEN, sitzung)
    assert queries.einzellinks.gueltiger(token, Linkzweck.SITZUNG_TEILNEHMEN) is None
    assert [a for a in sitzung.anwesenheiten if a.ist_da] == []


def test_zuruecknehmen_laesst_sich_nur_was_mit_einer_karte_kam(welt, kora, vera):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed), transaction():
        workflow.tischkarten.am_tisch_abmelden(sitzung, kora, wen=vera)
