"""What is still missing after a meeting: every gap is found, can be mended, and is counted alike on the start page."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Notizart, Stimmwort, Topart
from kimflow.queries.nachbereitung import Lueckenart
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, stimmen, zustimmung
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.sitzungen import eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide

A = Lueckenart
ABH = "Ausländerbehörde Musterkreis"


@pytest.fixture
def punkt(welt, kora):
    """behandelt(art) is an item that was called and closed; the meeting goes on, the next one is planned."""
    neue_sitzung(welt, beginn=clock.now() + timedelta(days=120))
    top = laufender_top(welt, art=Topart.INFORMATION, titel="Bericht")
    return behandelt(top, kora)


def behandelt(top, kora):
    with transaction():
        workflow.moderation.aufrufen(top, kora)
        workflow.moderation.abschliessen(top, kora)
    return top


def weiterer(welt, top, kora, **kw):
    """One more item of the same running meeting, dealt with."""
    return behandelt(neuer_top(welt, top.sitzung, **kw), kora)


def arten(top):
    return [luecke.art for luecke in queries.nachbereitung.luecken(top.sitzung)]


def notieren(top, kora):
    with transaction():
        workflow.notizen.schreiben(top, kora, art=Notizart.INFORMATION, text="Der Bericht liegt vor.")


def test_vor_der_sitzung_fehlt_nichts(welt):
    assert queries.nachbereitung.luecken(eingeladene_sitzung(welt)) == []


def test_ein_behandelter_punkt_braucht_eine_notiz(punkt, kora):
    (luecke,) = queries.nachbereitung.luecken(punkt.sitzung)
    assert (luecke.art, luecke.endpoint) == (A.NOTIZ, "protokolle.niederschreiben")
    assert "TOP 1 Bericht" in luecke.text

    notieren(punkt, kora)

    assert arten(punkt) == []


def test_statt_einer_notiz_genuegt_ein_auftrag_oder_ein_satz_im_protokoll(welt, punkt, kora):
    with_task = weiterer(welt, punkt, kora, titel="Aufgabe", art=Topart.BERATUNG)
    neuer_auftrag(welt, with_task, faellig_am=date(2027, 1, 31))
    assert arten(punkt) == [A.NOTIZ]

    with transaction():
        workflow.protokolle.niederschreiben(punkt, kora, niederschrift="Frau Muster berichtet.")

    assert arten(punkt) == []


def test_ein_punkt_zur_entscheidung_braucht_einen_beschluss_oder_einen_satz_warum_nicht(welt, punkt, kora):
    notieren(punkt, kora)
    offen = weiterer(welt, punkt, kora, titel="Offen", art=Topart.BESCHLUSS)
    notieren(offen, kora)
    beschlossen = weiterer(welt, punkt, kora, titel="Beschlossen", art=Topart.PRIORISIERUNG)
    neuer_beschluss(welt, beschlossen)

    (luecke,) = queries.nachbereitung.luecken(punkt.sitzung)

    assert luecke.art is A.BESCHLUSS
    assert "Offen" in luecke.text
    with transaction():
        workflow.protokolle.niederschreiben(offen, kora, niederschrift="Es fehlte an Zahlen.")
    assert arten(punkt) == []


@pytest.mark.parametrize(
    ("verantwortlich", "faellig_am", "fehlt"),
    [
        (False, None, "ohne Verantwortliche und Termin"),
        (False, date(2027, 1, 31), "ohne Verantwortliche"),
        (True, None, "ohne Termin"),
        (True, date(2027, 1, 31), None),
    ],
)
def test_ein_auftrag_braucht_person_und_tag(welt, punkt, finn, verantwortlich, faellig_am, fehlt):
    neuer_auftrag(welt, punkt, verantwortlich=finn if verantwortlich else None, faellig_am=faellig_am)

    gaps = [luecke.text for luecke in queries.nachbereitung.luecken(punkt.sitzung)]

    assert gaps == ([f"TOP 1, Auftrag „Die Schulen fragen.“: {fehlt}."] if fehlt else [])


def test_was_erledigt_ist_fehlt_nicht_mehr(welt, punkt, kora):
    auftrag = neuer_auftrag(welt, punkt)
    with transaction():
        workflow.auftraege.erledigen(auftrag, kora, ergebnis="Ja.")

    assert arten(punkt) == []


def test_eine_runde_muss_festgestellt_und_ein_einwand_beantwortet_sein(welt, punkt, kora):
    notieren(punkt, kora)
    round_ = offene_abstimmung(welt, zustimmung(welt))
    top = round_.top
    neue_sitzung(welt, beginn=clock.now() + timedelta(days=130))
    assert arten(top) == [A.RUNDE]

    stimmen(welt, round_, "Mia", ABH, wort=Stimmwort.EINWAND, begruendung="Kein Personal")
    with transaction():
        workflow.abstimmungen.schliessen(round_, kora)
    assert arten(top) == [A.RUNDE, A.EINWAND]
    assert "Kein Personal" not in " ".join(luecke.text for luecke in queries.nachbereitung.luecken(top.sitzung))

    with transaction():
        workflow.abstimmungen.feststellen(round_, kora)
    assert arten(top) == [A.EINWAND]


def test_eine_nur_vorbereitete_runde_fehlt_nicht(welt, punkt, kora):
    notieren(punkt, kora)
    neue_abstimmung(welt)

    assert arten(punkt) == []


def test_eine_naechste_sitzung_fehlt_bis_sie_geplant_ist(welt, kora):
    top = laufender_top(welt)
    assert arten(top) == [A.TERMIN]

    naechste = neue_sitzung(welt, beginn=clock.now() + timedelta(days=90))

    assert arten(top) == []
    assert queries.sitzungen.naechste(top.sitzung) == naechste
    with transaction():
        workflow.sitzungen.absagen(naechste, kora, begruendung="Krank.")
    assert arten(top) == [A.TERMIN]


def test_die_sitzung_eines_anderen_gremiums_ist_nicht_die_naechste(welt, kora):
    top = laufender_top(welt)
    neue_sitzung(welt, gremium=welt.projektgruppe, beginn=clock.now() + timedelta(days=90))

    assert arten(top) == [A.TERMIN]


def test_was_in_einer_sitzung_fehlt_fehlt_nicht_in_einer_anderen(welt, punkt):
    andere = laufender_top(welt, sitzung=neue_sitzung(welt, gremium=welt.projektgruppe))
    neuer_auftrag(welt, punkt, verantwortlich=None)

    assert arten(andere) == [A.TERMIN]


def test_auf_der_startseite_der_koordination_steht_wie_viel_fehlt(welt, punkt, kora, mats):
    neuer_auftrag(welt, punkt, verantwortlich=None)
    neuer_auftrag(welt, punkt)
    assert queries.nachbereitung.aufgaben(kora) == []

    with transaction():
        workflow.sitzungen.schliessen(punkt.sitzung, kora)

    (aufgabe,) = queries.nachbereitung.aufgaben(kora)
    nummer = punkt.sitzung.nummer
    assert (
        aufgabe.text
        == f"Nachbereitung {nummer}: {len(arten(punkt))} Punkte offen"
        == f"Nachbereitung {nummer}: 2 Punkte offen"
    )
    assert queries.nachbereitung.aufgaben(mats) == []


def test_wenn_nichts_fehlt_bleibt_das_protokoll_vorzulegen(punkt, kora):
    notieren(punkt, kora)
    with transaction():
        workflow.sitzungen.schliessen(punkt.sitzung, kora)

    (aufgabe,) = queries.nachbereitung.aufgaben(kora)
    assert aufgabe.text.endswith(": Protokoll vorlegen")
    assert session().is_active
