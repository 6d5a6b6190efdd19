"""abstimmung.erfassen, abstimmung.bestaetigen, abstimmung.verwerfen: what comes by phone or on paper."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Amt,
    Ereignis,
    Ereignistext,
    Geheimhaltung,
    Kanal,
    Methode,
    Mitgliedschaft,
    Nachricht,
    Rolle,
    Rollenart,
    Stimmwort,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zettel,
    zustimmung,
)
from tests.besetzung import BEGINN

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
JA, BEDENKEN, EINWAND = Stimmwort.ZUSTIMMUNG, Stimmwort.BEDENKEN, Stimmwort.EINWAND


@pytest.fixture
def zweite(welt):
    """A second person of the Koordination."""
    finn = welt.person("Finn")
    with transaction():
        finn.rollen.append(Rolle(art=Rollenart.KOORDINATION, von=BEGINN))
    return finn


@pytest.fixture
def runde(welt):
    return offene_abstimmung(welt, zustimmung(welt))


def erfassen(runde, wer, wort=BEDENKEN, sitz=ABH, kanal=Kanal.TELEFON, begruendung=""):
    with transaction():
        ballot = zettel(runde, wort=wort, begruendung=begruendung)
        workflow.stimmen.erfassen(stimmabgabe(runde, sitz), wer, zettel=ballot, kanal=kanal)
    return stimmabgabe(runde, sitz)


def bestaetigen(runde, wer, wort=BEDENKEN, sitz=ABH, begruendung=""):
    with transaction():
        ballot = zettel(runde, wort=wort, begruendung=begruendung)
        workflow.stimmen.bestaetigen(stimmabgabe(runde, sitz), wer, zettel=ballot)


def worte(runde):
    return queries.ergebnisse.ergebnis(runde).worte


@pytest.mark.parametrize("kanal", [Kanal.TELEFON, Kanal.PAPIER])
def test_eine_erfasste_stimme_zaehlt_erst_wenn_eine_zweite_person_dasselbe_eingibt(welt, runde, kora, zweite, kanal):
    erfasst = erfassen(runde, kora, kanal=kanal)
    assert (erfasst.abgegeben, erfasst.zaehlt, erfasst.kanal, erfasst.person) == (True, False, kanal, None)

    bestaetigen(runde, zweite)

    assert (erfasst.zaehlt, erfasst.erfasst_von, erfasst.bestaetigt_von) == (True, kora, zweite)
    geschlossene_abstimmung(welt, runde)
    assert [(zeile.wort, zeile.anzahl) for zeile in worte(runde) if zeile.anzahl] == [(BEDENKEN, 1)]


def test_niemand_bestaetigt_was_er_selbst_aufgeschrieben_hat(runde, kora):
    erfassen(runde, kora)

    with pytest.raises(Forbidden):
        bestaetigen(runde, kora)
    assert not stimmabgabe(runde, ABH).zaehlt


def test_als_zweite_person_genuegt_der_sitz_selbst(runde, kora, mia):
    erfassen(runde, kora)

    bestaetigen(runde, mia)

    assert stimmabgabe(runde, ABH).bestaetigt_von is mia


def test_als_zweite_person_genuegt_der_vorsitz(welt, runde, kora, lena):
    with transaction() as s:
        s.add(Mitgliedschaft(gremium=welt.lenkungsgruppe, person=lena, amt=Amt.VORSITZ, von=BEGINN))
    erfassen(runde, kora)

    bestaetigen(runde, lena)

    assert stimmabgabe(runde, ABH).bestaetigt_von is lena


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Paul", "Bibi", "Lena", "Ada", "Nora", "Emil"])
def test_andere_bestaetigen_nichts_denn_sie_koennten_die_stimme_erraten(welt, runde, kora, wer):
    erfassen(runde, kora)

    with pytest.raises(Forbidden):
        bestaetigen(runde, welt.person(wer))


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Bibi", "Lena", "Ada", "Nora"])
def test_fuer_andere_erfasst_nur_die_koordination(welt, runde, wer):
    with pytest.raises(Forbidden):
        erfassen(runde, welt.person(wer))


def test_stimmen_beide_eingaben_nicht_ueberein_bleibt_alles_wie_es_war(runde, kora, zweite):
    erfassen(runde, kora)

    with pytest.raises(Obstructed, match="stimmen nicht überein") as refused:
        bestaetigen(runde, zweite, wort=JA)

    assert not stimmabgabe(runde, ABH).zaehlt
    assert "edenken" not in str(refused.value)


def test_dieselbe_begruendung_in_anderen_worten_ist_dieselbe_stimme(runde, kora, zweite):
    erfassen(runde, kora, EINWAND, begruendung="Uns fehlt das Personal.")

    bestaetigen(runde, zweite, EINWAND, begruendung="kein Personal")

    assert stimmabgabe(runde, ABH).stimmen[0].begruendung == "Uns fehlt das Personal."


def test_auch_punkte_werden_erfasst_und_bestaetigt(welt, kora, zweite):
    runde = offene_abstimmung(welt)
    with transaction():
        workflow.stimmen.erfassen(stimmabgabe(runde, ABH), kora, zettel=zettel(runde, [6, 4]), kanal=Kanal.PAPIER)

    with pytest.raises(Obstructed, match="stimmen nicht überein"), transaction():
        workflow.stimmen.bestaetigen(stimmabgabe(runde, ABH), zweite, zettel=zettel(runde, [4, 6]))
    with transaction():
        workflow.stimmen.bestaetigen(stimmabgabe(runde, ABH), zweite, zettel=zettel(runde, [6, 4]))

    assert stimmabgabe(runde, ABH).zaehlt


def test_ein_ungueltiger_stimmzettel_wird_auch_vom_papier_nicht_erfasst(runde, kora):
    """A8 P0: one validator for every channel."""
    with pytest.raises(Obstructed, match="braucht eine Begründung"):
        erfassen(runde, kora, EINWAND)


@pytest.mark.parametrize("kanal", [Kanal.GERAET, Kanal.LINK, Kanal.HANDZEICHEN])
def test_erfasst_wird_nur_was_telefonisch_oder_auf_papier_kommt(runde, kora, kanal):
    with pytest.raises(Obstructed, match="telefonisch oder auf Papier"):
        erfassen(runde, kora, kanal=kanal)


# --- twelve ways in which the votes of one Sitz can meet (OBERFLAECHE 3.7) ------------------------------------------

NICHT_NACH_SELBST, NICHTS_DA = "schon selbst", "wartet nichts"
# Steps: letter of the way, who, word, and the reason if it is refused. s: the Sitz itself, e: erfasst, b: bestätigt,
# v: verworfen.
SITUATIONEN = [
    ("nichts", [], None),
    ("Mitglied", ["s Mats zustimmung"], JA),
    ("Vertretung, dann Mitglied", ["s Vera zustimmung", "s Mats bedenken"], BEDENKEN),
    ("Mitglied, dann Vertretung", ["s Mats bedenken", "s Vera zustimmung"], JA),
    ("erfasst, verworfen", ["e Kora zustimmung", "v Kora zustimmung"], None),
    ("erfasst, bestätigt", ["e Kora zustimmung", "b Finn zustimmung"], JA),
    ("erfasst, dann selbst", ["e Kora zustimmung", "s Mats bedenken"], BEDENKEN),
    ("bestätigt, dann selbst", ["e Kora zustimmung", "b Finn zustimmung", "s Mats bedenken"], BEDENKEN),
    ("selbst, dann erfasst", ["s Mats zustimmung", ("e Kora bedenken", NICHT_NACH_SELBST)], JA),
    ("selbst, dann bestätigt", ["s Mats zustimmung", ("b Finn bedenken", NICHTS_DA)], JA),
    ("zweimal erfasst", ["e Kora zustimmung", "e Kora bedenken", "b Finn bedenken"], BEDENKEN),
    ("verworfen, neu erfasst", ["e Kora bedenken", "v Kora bedenken", "e Finn zustimmung", "b Kora zustimmung"], JA),
]


@pytest.mark.parametrize(("was", "schritte", "gezaehlt"), SITUATIONEN, ids=[s[0] for s in SITUATIONEN])
def test_jeder_sitz_hat_hoechstens_eine_gezaehlte_stimme(welt, runde, zweite, was, schritte, gezaehlt):
    """A1 P0, A5 P0: by whatever channel; the Sitz itself overwrites what others recorded, never the other way."""
    for schritt in schritte:
        step, reason = schritt if isinstance(schritt, tuple) else (schritt, None)
        weg, wer, wort = step.split()
        if reason:
            with pytest.raises(Obstructed, match=reason):
                _schritt(welt, runde, weg, wer, Stimmwort(wort))
        else:
            _schritt(welt, runde, weg, wer, Stimmwort(wort))

    geschlossene_abstimmung(welt, runde)
    assert [zeile.wort for zeile in worte(runde) if zeile.anzahl] == ([gezaehlt] if gezaehlt else [])
    assert queries.ergebnisse.ergebnis(runde).beteiligung.abgegeben == (1 if gezaehlt else 0)


def _schritt(welt, runde, weg, wer, wort):
    person = welt.person(wer)
    if weg == "e":
        erfassen(runde, person, wort, JOBCENTER)
    elif weg == "b":
        bestaetigen(runde, person, wort, JOBCENTER)
    elif weg == "v":
        with transaction():
            workflow.stimmen.verwerfen(stimmabgabe(runde, JOBCENTER), person, begruendung="Verhört")
    else:
        stimmen(welt, runde, wer, JOBCENTER, wort=wort)


# --- who hears of it, what stays -----------------------------------------------------------------------------------


def test_der_sitz_erfaehrt_dass_aber_nicht_was_aufgeschrieben_wurde(runde, kora):
    erfassen(runde, kora, EINWAND, sitz=JOBCENTER, begruendung="Kein Personal")

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.erfassen").all()
    assert {n.person.name for n in briefe} == {"Mats", "Vera"}
    assert all("telefonisch" in n.text and "/stimme/" in n.text for n in briefe)
    assert not any("inwand" in n.text or "Personal" in n.text for n in briefe)


def test_im_verlauf_steht_der_weg_aber_nicht_die_wahl(runde, kora, zweite):
    """F6 P0."""
    erfassen(runde, kora, EINWAND, begruendung="Kein Personal")
    bestaetigen(runde, zweite, EINWAND, begruendung="Kein Personal")

    zeilen = session().query(Ereignis).filter(Ereignis.akt.in_(["abstimmung.erfassen", "abstimmung.bestaetigen"])).all()
    assert [(z.akt, z.angaben) for z in zeilen] == [
        ("abstimmung.erfassen", {"kanal": "telefon"}),
        ("abstimmung.bestaetigen", {}),
    ]
    assert not session().query(Ereignistext).filter(Ereignistext.text.contains("Personal")).count()


def test_was_wartet_steht_bei_der_anderen_koordination_unter_den_aufgaben(runde, kora, zweite, mats):
    erfassen(runde, kora)

    assert [len(queries.runden.aufgaben(wer)) for wer in (kora, zweite, mats)] == [0, 1, 0]
    assert ABH in queries.runden.aufgaben(zweite)[0].text

    bestaetigen(runde, zweite)
    assert queries.runden.aufgaben(zweite) == []


def test_verworfen_wird_nur_was_noch_niemand_bestaetigt_hat(runde, kora, zweite):
    erfassen(runde, kora)
    bestaetigen(runde, zweite)

    with pytest.raises(Obstructed, match="wartet nichts"), transaction():
        workflow.stimmen.verwerfen(stimmabgabe(runde, ABH), kora, begruendung="doch nicht")


def test_was_sich_beim_schliessen_noch_bestaetigen_laesst_zaehlt_auch_nach_der_zeit(welt, kora, zweite):
    """A4 P0: recorded in time counts; nothing new is recorded after the end."""
    ende = clock.now() + timedelta(hours=1)
    runde = offene_abstimmung(welt, zustimmung(welt), endet_am=ende)
    erfassen(runde, kora)

    with clock.turned_to(ende):
        with pytest.raises(Obstructed, match="zu Ende"):
            erfassen(runde, kora, sitz=JOBCENTER)
        bestaetigen(runde, zweite)
        geschlossene_abstimmung(welt, runde)

    assert queries.ergebnisse.ergebnis(runde).beteiligung.abgegeben == 1


def test_geheim_gibt_es_weder_telefon_noch_papier(welt, kora):
    mehr_sitze(welt, 4)
    runde = offene_abstimmung(welt, neue_abstimmung(welt, methode=Methode.PUNKTE, geheimhaltung=Geheimhaltung.GEHEIM))

    with pytest.raises(Forbidden), transaction():
        workflow.stimmen.erfassen(stimmabgabe(runde, ABH), kora, zettel=zettel(runde, [6, 4]), kanal=Kanal.PAPIER)
