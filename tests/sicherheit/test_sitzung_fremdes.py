"""Ids of another meeting, body, item or person: the acts themselves refuse them, whatever a form offered (D3, D6)."""

from typing import get_args, get_type_hints

import pytest
from sqlalchemy import inspect, select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Anwesenheit,
    Auftrag,
    Beschluss,
    Besetzung,
    Einzellink,
    Linkzweck,
    Modus,
    Notiz,
    Person,
    Sitzung,
    Top,
    Topart,
    Votum,
)
from kimflow.workflow.acts import ACTS, Forbidden, Obstructed
from kimflow.workflow.einzellinks import Ungueltig
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.abstimmungen import festgestellte_abstimmung, offene_abstimmung, stimmabgabe, zustimmung
from tests.bauen.gremien import neuer_sitz
from tests.bauen.protokolle import genehmigtes_protokoll, sitzung_in_nachbereitung
from tests.bauen.saal import aufgerufener_top, da, laufende_sitzung
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.wortmeldungen import neue_wortmeldung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
GAST = {"name": "Gunnar Gast", "funktion": "Teamleitung", "mail": "gunnar@musterkreis.example"}


def verweigert(act, *args, **kw):
    with pytest.raises((Obstructed, Forbidden)), transaction():
        act(*args, **kw)
    session().rollback()
    session().expire_all()


@pytest.fixture
def fremd(welt):
    """A running meeting of another body, which Petra leads."""
    sitzung = neue_sitzung(welt, gremium=welt.andere_projektgruppe)
    neuer_top(welt, sitzung, titel="Fremd", art=Topart.BERATUNG)
    neuer_sitz(welt, gremium=welt.andere_projektgruppe, bezeichnung="Fremder Sitz")
    with transaction():
        kora = welt.person("Kora")
        workflow.sitzungen.einladen(sitzung, kora)
        workflow.sitzungen.eroeffnen(sitzung, kora)
    return sitzung


def test_ein_punkt_einer_anderen_sitzung_bleibt_wo_er_ist(welt, kora, fremd):
    """D3 P0: moved, removed or put back from here."""
    sitzung = eingeladene_sitzung(welt)
    top = fremd.tops[0]

    verweigert(workflow.tagesordnungen.top_entfernen, sitzung, kora, top=top)
    verweigert(workflow.tagesordnungen.top_verschieben, sitzung, kora, top=top, position=1)

    assert (session().get_one(Top, top.id).sitzung_id, top.position) == (fremd.id, 1)


def test_eine_unterlage_eines_anderen_punktes_laesst_sich_hier_nicht_entfernen(welt, kora, fremd):
    """D3 P0."""
    top, other = laufende_sitzung(welt).tops[0], fremd.tops[0]
    with transaction():
        workflow.tops.unterlage_anhaengen(other, kora, titel="Plan", adresse="https://ris.example/1")

    verweigert(workflow.tops.unterlage_entfernen, top, kora, unterlage=other.unterlagen[0])

    assert len(other.unterlagen) == 1


def test_anwesend_wird_nur_wer_und_was_hierher_gehoert(welt, kora, fremd, petra):
    """D3 P0: a Sitz of another body, somebody who does not fill the Sitz, a row of another meeting."""
    sitzung = laufende_sitzung(welt)
    andere = welt.sitz("Fremder Sitz")
    hier = da(welt, sitzung, JOBCENTER, "Mats")

    verweigert(workflow.anwesenheiten.anwesenheit_eintragen, sitzung, kora, sitz=andere)
    verweigert(workflow.anwesenheiten.anwesenheit_eintragen, sitzung, kora, sitz=welt.sitz(ABH), wer=petra)
    verweigert(workflow.anwesenheiten.anwesenheit_austragen, fremd, kora, anwesenheit=hier)

    assert [a.sitz.bezeichnung for a in session().scalars(select(Anwesenheit)).unique()] == [JOBCENTER]


def test_wer_nur_fuer_eine_andere_sitzung_benannt_ist_sitzt_hier_nicht(welt, kora, paul):
    """D3 P0, A5 P0: a Vertretung counts for its own meeting."""
    sitzung, andere = laufende_sitzung(welt), eingeladene_sitzung(welt)
    with transaction():
        session().add(workflow.vertretungen.fuer_diese_sitzung(andere, welt.sitz(JOBCENTER), paul))
    session().expire_all()

    verweigert(workflow.anwesenheiten.anwesenheit_eintragen, sitzung, kora, sitz=welt.sitz(JOBCENTER), wer=paul)


def test_die_karte_laesst_auf_keinen_sitz_eines_anderen_gremiums(welt, kora, fremd):
    """D3 P0: nothing of the attempt stays, no account and no link."""
    sitzung = laufende_sitzung(welt)
    sitz = welt.sitz("Fremder Sitz")

    verweigert(workflow.tischkarten.am_tisch_anmelden, sitzung, kora, sitz=sitz, **GAST)

    assert session().query(Person).filter_by(mail=GAST["mail"]).count() == 0
    assert session().query(Einzellink).filter_by(zweck=Linkzweck.SITZUNG_TEILNEHMEN).count() == 0


def test_zurueckgenommen_wird_nur_wer_in_dieser_sitzung_mit_der_karte_kam(welt, kora):
    """D3 P0."""
    eine, andere = laufende_sitzung(welt), laufende_sitzung(welt)
    with transaction():
        workflow.tischkarten.am_tisch_anmelden(eine, kora, sitz=welt.sitz(JOBCENTER), **GAST)
    gast = welt.person("Gunnar Gast")

    verweigert(workflow.tischkarten.am_tisch_abmelden, andere, kora, wen=gast)

    assert session().query(Besetzung).filter_by(person_id=gast.id).count() == 1


def test_fuer_einen_fremden_sitz_spricht_niemand_vorab(welt, mats, mia, fremd):
    """D3 P0: another Sitz of the same body, a Sitz of another body, an item of another body."""
    top = laufende_sitzung(welt).tops[0]
    angaben = {"text": "Wir sind dafür."}

    verweigert(workflow.vota.abgeben, top, mats, sitz=welt.sitz(ABH), **angaben)
    verweigert(workflow.vota.abgeben, top, mats, sitz=welt.sitz("Fremder Sitz"), **angaben)
    verweigert(workflow.vota.abgeben, fremd.tops[0], mats, sitz=welt.sitz(JOBCENTER), **angaben)

    assert session().query(Votum).count() == 0


def test_eine_einladung_beantwortet_nur_der_eigene_sitz(welt, mats):
    """D2 P0."""
    antwort = antwort_von(eingeladene_sitzung(welt), ABH)

    verweigert(workflow.sitzungen.beantworten, antwort, mats, antwort="kommt")

    assert antwort.antwort is None


def test_eine_fremde_hand_senkt_nur_sie_selbst(welt, mia):
    """D2 P0."""
    hand = neue_wortmeldung(welt, "Mats")

    verweigert(workflow.wortmeldungen.zuruecknehmen, hand, mia)
    verweigert(workflow.wortmeldungen.aufrufen, hand, mia)


def test_ein_beschluss_folgt_aus_keiner_runde_eines_anderen_punktes(welt, kora):
    """D3 P0, C5 P0."""
    runde = festgestellte_abstimmung(welt, offene_abstimmung(welt, zustimmung(welt)))
    top = laufende_sitzung(welt).tops[0]

    verweigert(workflow.beschluesse.festhalten, top, kora, wortlaut="X", modus=Modus.ABSTIMMUNG, abstimmung=runde)


def test_ein_gremium_ersetzt_keinen_beschluss_eines_anderen(welt, kora, fremd):
    """D3 P0: the Lenkungsgruppe's Beschluss is not replaced by a Projektgruppe."""
    top = aufgerufener_top(welt)
    with transaction():
        beschluss = workflow.beschluesse.festhalten(top, kora, wortlaut="So.", modus=Modus.EINVERNEHMLICH)

    verweigert(
        workflow.beschluesse.festhalten,
        fremd.tops[0],
        kora,
        wortlaut="Anders.",
        modus=Modus.EINVERNEHMLICH,
        ersetzt=beschluss,
    )

    assert session().query(Beschluss).count() == 1


def test_ein_zettel_einer_anderen_sitzung_bekommt_hier_keinen_link(welt, mats):
    """D8 P0: the link to „Meine Sitzung“ opens ballots of this meeting, and own ones."""
    hier = laufende_sitzung(welt)
    runde = offene_abstimmung(welt, zustimmung(welt))

    for sitzung, sitz in ((hier, JOBCENTER), (runde.top.sitzung, ABH)):
        with pytest.raises(Ungueltig), transaction():
            workflow.stimmzettellinks.ausstellen(sitzung, mats, stimmabgabe(runde, sitz).id)
        session().rollback()

    assert session().query(Einzellink).filter_by(zweck=Linkzweck.STIMME_ABGEBEN, person_id=mats.id).count() <= 1


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Mats", "Lena", "Bibi", "Ada"])
def test_wer_woanders_leitet_moderiert_hier_nicht(welt, wer):
    """D3 P0: being lead somewhere is not being lead here – every act of the room, straight at the act."""
    sitzung, person = laufende_sitzung(welt), welt.person(wer)
    top, m = sitzung.tops[0], workflow.moderation
    sitz = welt.sitz(JOBCENTER)
    calls = [
        (m.aufrufen, top, {}), (m.abschliessen, top, {}), (m.vertagen, top, {}), (m.zurueckholen, top, {}),
        (m.moderation_uebernehmen, sitzung, {}), (m.uhr_stellen, sitzung, {"minuten": 1}),
        (m.uhr_anhalten, sitzung, {}), (m.wand_oeffnen, sitzung, {}), (m.wand_schliessen, sitzung, {}),
        (m.wand_zeigen, sitzung, {"bild": "leer"}),
        (workflow.anwesenheiten.anwesenheit_eintragen, sitzung, {"sitz": sitz}),
        (workflow.notizen.schreiben, top, {"art": "offen", "text": "X"}),
        (workflow.auftraege.erteilen, top, {"text": "X"}),
        (workflow.tops.bearbeiten, top, {"titel": "X", "art": Topart.BERATUNG}),
        (workflow.tops.unterlage_anhaengen, top, {"titel": "X", "adresse": "https://x.example/"}),
        (workflow.tagesordnungen.top_aufnehmen, sitzung, {"titel": "X", "art": Topart.BERATUNG}),
        (workflow.sitzungen.schliessen, sitzung, {}),
        (workflow.tischkarten.am_tisch_anmelden, sitzung, {"sitz": sitz, **GAST}),
        (workflow.beschluesse.festhalten, top, {"wortlaut": "X", "modus": Modus.EINVERNEHMLICH}),
    ]  # fmt: skip
    for act, thing, kw in calls:
        with pytest.raises(Forbidden), transaction():
            act(thing, person, **kw)
        session().rollback()


# --- the line typed at an item ------------------------------------------------------------------------------------


def _zeile(sitzung, **kw):
    return {"top": sitzung.tops[0].id, "art": "information", "text": "Neu.", "marke": "m"} | kw


def test_eine_zeile_gehoert_zu_einem_punkt_dieser_sitzung(welt, browser, kora, fremd):
    """D3 P0, E3 P0: refused, and the text is still there."""
    sitzung = laufende_sitzung(welt)
    weg = f"/sitzungen/{sitzung.nummer}/moderation/zeile"

    for art in ("information", "beschluss", "auftrag", "offen"):
        seite = browser(kora).post(weg, _zeile(sitzung, art=art, top=fremd.tops[0].id), status=422)
        assert seite.feld("text") == "Neu."

    assert [session().query(kind).count() for kind in (Notiz, Beschluss, Auftrag)] == [0, 0, 0]


def test_eine_zeile_schreibt_nur_was_ihr_formular_kennt(welt, browser, kora, mia):
    """D6 P0: ids, status, version, author, body and moments are not taken from what was sent."""
    sitzung = laufende_sitzung(welt)
    weg = f"/sitzungen/{sitzung.nummer}/moderation/zeile"
    boese = {
        "id": 4711, "person": mia.id, "person_id": mia.id, "top_id": 999, "sitzung": 999, "gremium_id": 1,
        "status": "erledigt", "version": 99, "geschrieben_am": "2020-01-01", "erteilt_am": "2020-01-01",
        "modus": "umlauf", "nummer": "B-1999-001", "abstimmung": 1, "gefasst_am": "2020-01-01", "ersetzt": 1,
        "wirkungen": "1", "ergebnis": "X", "nacherfasst": "1", "quelle": "X", "bedenken": "X",
    }  # fmt: skip

    for n, art in enumerate(("information", "beschluss", "auftrag")):
        browser(kora).post(weg, _zeile(sitzung, art=art, marke=f"m{n}") | boese, status=303)

    notiz, beschluss, auftrag = (session().query(kind).one() for kind in (Notiz, Beschluss, Auftrag))
    assert {one.id for one in (notiz, beschluss, auftrag)} == {1}
    assert (notiz.person.name, auftrag.person.name, auftrag.status.value) == ("Kora", "Kora", "erteilt")
    assert (beschluss.modus, beschluss.abstimmung, beschluss.ersetzt, beschluss.quelle, beschluss.bedenken) == (
        Modus.EINVERNEHMLICH, None, None, "", "",
    )  # fmt: skip
    assert beschluss.gefasst_am == clock.today()
    assert beschluss.nummer != boese["nummer"]


@pytest.mark.parametrize("art", ["information", "beschluss", "auftrag", "offen"])
def test_ist_das_protokoll_genehmigt_nimmt_die_sitzung_keine_zeile_mehr(welt, browser, kora, art):
    """C8 P1, E3 P0: a page that was offline since the meeting sends too late: told so, and the text is kept."""
    sitzung = genehmigtes_protokoll(welt).sitzung
    before = session().query(Notiz).count()
    weg = f"/sitzungen/{sitzung.nummer}/moderation/zeile"

    seite = browser(kora).post(weg, _zeile(sitzung, art=art, text="Zu spät."), status=409)

    assert seite.feld("text") == "Zu spät."
    assert (session().query(Notiz).count(), session().query(Beschluss).count()) == (before, 0)


def test_nach_dem_schliessen_kommt_aus_der_warteschlange_kein_beschluss(welt, browser, kora):
    """C1 P0, E3 P0: a note still can be written, a Beschluss outside of the meeting cannot."""
    sitzung = sitzung_in_nachbereitung(welt, notiz="")
    weg = f"/sitzungen/{sitzung.nummer}/moderation/zeile"

    seite = browser(kora).post(weg, _zeile(sitzung, art="beschluss", text="Zu spät."), status=409)
    browser(kora).post(weg, _zeile(sitzung, marke="n", text="Nachgetragen."), status=303)

    assert seite.feld("text") == "Zu spät."
    assert [n.text for n in session().scalars(select(Notiz)).unique()] == ["Nachgetragen."]


def test_eine_zeile_zu_einem_entfernten_punkt_geht_nicht_verloren(welt, browser, kora):
    """E3 P0: the item was taken off the agenda while the page was offline."""
    sitzung = laufende_sitzung(welt)
    weg = f"/sitzungen/{sitzung.nummer}/moderation/zeile"

    seite = browser(kora).post(weg, _zeile(sitzung, top=99999), status=422)

    assert seite.feld("text") == "Neu."


def test_wer_moderiert_aber_nicht_beschliesst_verliert_keinen_text(welt, browser, petra, fremd):
    """D12 P0, E3 P0: the Leitung moderates; recording a Beschluss is for the Koordination and the minutes."""
    with transaction():
        fremd.protokollfuehrung = None
        fremd.moderation = None
    weg = f"/sitzungen/{fremd.nummer}/moderation/zeile"

    seite = browser(petra).post(weg, _zeile(fremd, art="beschluss", text="Wir beschließen."))

    assert (seite.status, seite.feld("text")) == (403, "Wir beschließen.")
    assert "Koordinierende Stelle" in seite.text
    assert session().query(Beschluss).count() == 0


# --- every argument of every act of this issue is looked at above or needs no look --------------------------------

# Argument of an act on a thing of the room: why a foreign one does no harm, or the test that refuses it.
DINGE = {
    "top": "test_ein_punkt_einer_anderen_sitzung_bleibt_wo_er_ist",
    "unterlage": "test_eine_unterlage_eines_anderen_punktes_laesst_sich_hier_nicht_entfernen",
    "sitz": "test_anwesend_wird_nur_wer_und_was_hierher_gehoert",
    "anwesenheit": "test_anwesend_wird_nur_wer_und_was_hierher_gehoert",
    "wen": "test_zurueckgenommen_wird_nur_wer_in_dieser_sitzung_mit_der_karte_kam",
    "abstimmung": "test_ein_beschluss_folgt_aus_keiner_runde_eines_anderen_punktes",
    "ersetzt": "test_ein_gremium_ersetzt_keinen_beschluss_eines_anderen",
    "beschluss": "tests/sicherheit/test_sitzung_protokoll.py",
    "wer": "ohne Sitz darf jede Person als Gast da sein",
    "verantwortlich": "ein Auftrag geht auch an Menschen außerhalb des Gremiums",
    "vorsitz": "den Vorsitz einer Sitzung kann jede Person übernehmen",
    "protokollfuehrung": "das Protokoll kann auch führen, wer nicht zum Gremium gehört",
    "themen": "Themen sieht, wer sie auf eine Tagesordnung setzen darf",
    "zielvereinbarungen": "wie Themen",
    "massnahmen": "wie Themen",
    "wirkungen": "wirkt nur in der Lenkungsgruppe und mit eigenem Recht",
}
_NOUNS = ("sitzung", "top", "notiz", "auftrag", "wortmeldung", "topvorschlag", "einwendung", "beschluss", "votum")
_ZEILE = {mapper.class_ for mapper in inspect(Sitzung).registry.mappers} | {Wirkung}


def _nimmt_eine_zeile(annotation):
    """Whether a row, or several, can be given."""
    return annotation in _ZEILE or any(_nimmt_eine_zeile(part) for part in get_args(annotation))


def test_kein_argument_einer_handlung_ist_uebersehen():
    """D3 P0: whoever adds an act with a row as its argument decides about foreign ones here."""
    found = set()
    for permission, act in ACTS.items():
        if permission.value.partition(".")[0] in _NOUNS:
            hints = get_type_hints(act.function)
            found |= {name for name in act.arguments if _nimmt_eine_zeile(hints[name])}

    assert found == DINGE.keys()
