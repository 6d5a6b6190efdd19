"""Approved minutes are final: no act and no statement changes them or what they rest on (ZUSAGEN C8)."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow import workflow
from kimflow.db import Base, session, transaction
from kimflow.models import (
    Auftrag,
    Beschluss,
    Einwendung,
    Modus,
    Notiz,
    Notizart,
    Protokollfassung,
    Sitzung,
    SitzungStatus,
    Top,
    Topart,
)
from kimflow.models.ausloeser import _FASSUNG, _GRUNDLAGEN
from kimflow.permissions import Permission
from kimflow.workflow.acts import ACTS, Forbidden, Obstructed
from tests import datenbanken
from tests.bauen.protokolle import genehmigen, neue_einwendung, sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufende_sitzung, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide

FEST = "Ein genehmigtes Protokoll aendert sich nicht"
P = Permission

# Columns of the frozen tables that go on changing, each with why the minutes do not rest on it.
BEWEGLICH = {
    "sitzung": {
        "id": "Schlüssel",
        "kalender_id": "steht im Kalender der Eingeladenen, nicht im Protokoll",
        "kalender_folge": "zählt Änderungen des Kalendereintrags",
        "eingeladen_am": "wann eingeladen wurde, steht im Verlauf",
        "absage": "eine genehmigte Sitzung hat stattgefunden",
        "moderation_id": "wer die Fernbedienung hielt, steht nicht im Protokoll",
        "uhr_bis": "die Redezeit ist vorbei",
        "wand": "zählt Links für den Beamer",
        "wand_offen": "ob der Beamer noch zeigt",
        "wandbild": "was der Beamer zeigte",
        "bewegung": "Zeichen für offene Seiten",
        "version": "erkennt gleichzeitige Änderungen",
    },
    "top": {
        "id": "Schlüssel",
        "minuten": "die geplante Dauer steht nicht im Protokoll",
        "vorbereitung": "nur für die Koordination",
        "aufgerufen_am": "steht nur, solange der Punkt aufgerufen ist; dafür ist der Stand fest",
        "vorgaenger_id": "Verweis auf einen früheren Punkt, kein Inhalt",
        "protokoll_von_id": "Verweis auf ein anderes Protokoll, kein Inhalt",
        "version": "erkennt gleichzeitige Änderungen",
    },
    "anwesenheit": {"id": "Schlüssel", "person_id": "wird nach dem Ausscheiden pseudonymisiert"},
    "notiz": {
        "id": "Schlüssel",
        "person_id": "wird nach dem Ausscheiden pseudonymisiert",
        "geschrieben_am": "steht nicht im Protokoll",
        "version": "erkennt gleichzeitige Änderungen",
    },
    "auftrag": {
        "id": "Schlüssel",
        "status": "der Auftrag wird danach erledigt",
        "verantwortlich_id": "er kann weitergegeben werden",
        "verantwortlich_seit": "seit wann, sagt das Protokoll nicht",
        "beschluss_id": "der Beschluss, aus dem er kommt, ist selbst fest",
        "zielvereinbarung_id": "die Zielvereinbarung hält ihre Texte selbst fest",
        "faellig_am": "der Termin kann sich verschieben",
        "person_id": "wird nach dem Ausscheiden pseudonymisiert",
        "erteilt_am": "steht nicht im Protokoll",
        "ergebnis": "was daraus wurde",
        "rueckgabe": "was daraus wurde",
        "beendet_am": "was daraus wurde",
        "version": "erkennt gleichzeitige Änderungen",
    },
    "beschluss": {
        "id": "Schlüssel",
        "nacherfasst": "nur bei Beschlüssen ohne Sitzung",
        "quelle": "nur bei Beschlüssen ohne Sitzung",
        "version": "erkennt gleichzeitige Änderungen",
    },
    "berichtigung": {"id": "Schlüssel", "person_id": "wird nach dem Ausscheiden pseudonymisiert"},
    "protokollfassung": {"id": "Schlüssel"},
}
# Added once to a version, by approving it.
GENEHMIGUNG = {"einwendungen_bis", "genehmigt_am", "genehmigung", "beschluss_id"}


def sitzung_mit_allem(welt):
    """A meeting in Nachbereitung with a row in every table its minutes rest on."""
    kora, sitzung = welt.person("Kora"), neuer_top(welt, titel="Bericht", art=Topart.BESCHLUSS).sitzung
    laufende_sitzung(welt, sitzung)
    top = sitzung.tops[0]
    with transaction():
        workflow.moderation.aufrufen(top, kora)
        workflow.anwesenheiten.anwesenheit_eintragen(sitzung, kora, name="Dr. Sommer")
        workflow.notizen.schreiben(top, kora, art=Notizart.OFFEN, text="Wer zahlt?")
        workflow.auftraege.erteilen(top, kora, text="Klären", faellig_am=date(2027, 1, 1))
        beschluss = workflow.beschluesse.festhalten(top, kora, wortlaut="So machen wir es.", modus=Modus.EINVERNEHMLICH)
        workflow.beschluesse.berichtigen(beschluss, kora, wortlaut="So machen wir das.", begruendung="Tippfehler")
        workflow.sitzungen.schliessen(sitzung, kora)
    return sitzung


@pytest.fixture
def genehmigt(welt, mats):
    """Approved, with an objection that was taken back."""
    fassung = vorgelegtes_protokoll(welt, sitzung_mit_allem(welt))
    einwendung = neue_einwendung(welt, fassung)
    with transaction():
        workflow.einwendungen.zurueckziehen(einwendung, mats)
    return genehmigen(welt, fassung).sitzung


def verweigert(sql, **werte):
    with pytest.raises(DBAPIError, match=FEST), transaction() as s:
        s.execute(text(sql), werte)


@pytest.mark.parametrize(("tabelle", "spalten", "was"), [(t, c, e) for t, _, c, e in _GRUNDLAGEN], ids=str)
def test_die_datenbank_verweigert_jede_aenderung(genehmigt, tabelle, spalten, was):
    """C8 P1: whoever writes, on both databases; every column, new rows and deleted ones."""
    for spalte in spalten:
        verweigert(f"UPDATE {tabelle} SET {spalte} = {spalte}")
    if "INSERT" in was:
        verweigert(f"INSERT INTO {tabelle} SELECT * FROM {tabelle}")
    verweigert(f"DELETE FROM {tabelle}")


@pytest.mark.parametrize("tabelle", [*(table for table, *_ in _GRUNDLAGEN), "protokollfassung"])
def test_jede_spalte_ist_fest_oder_begruendet_beweglich(tabelle):
    """A new column of these tables is decided about here, not forgotten."""
    frozen = {table: set(columns) for table, _, columns, _ in _GRUNDLAGEN}
    frozen["protokollfassung"] = set(_FASSUNG) | GENEHMIGUNG
    columns = {column.name for column in Base.metadata.tables[tabelle].columns}

    assert columns == frozen[tabelle] | set(BEWEGLICH[tabelle])
    assert not frozen[tabelle] & set(BEWEGLICH[tabelle])
    assert all(BEWEGLICH[tabelle].values())


def test_nichts_kommt_von_einer_anderen_sitzung_hinzu(welt, genehmigt, kora):
    """C8 P1: moving a row is changing both minutes."""
    fremd = sitzung_in_nachbereitung(welt, neuer_top(welt, titel="Fremd").sitzung, notiz="Fremd").tops[0]

    verweigert("UPDATE notiz SET top_id = :hierher WHERE text = 'Fremd'", hierher=genehmigt.tops[0].id)
    verweigert("UPDATE top SET sitzung_id = :hierher WHERE id = :top", hierher=genehmigt.id, top=fremd.id)


def test_eine_genehmigte_fassung_aendert_sich_nicht(genehmigt):
    """C8 P1."""
    for spalte in (*_FASSUNG, *sorted(GENEHMIGUNG)):
        verweigert(f"UPDATE protokollfassung SET {spalte} = NULL")


def test_auch_eine_nur_vorgelegte_fassung_bleibt_wie_sie_war(welt):
    """C8 P1: what was laid before the body is what they read."""
    vorgelegtes_protokoll(welt)

    for spalte in _FASSUNG:
        verweigert(f"UPDATE protokollfassung SET {spalte} = NULL")
    # PostgreSQL knows a second way to delete, which asks no row.
    every = "TRUNCATE {} CASCADE" if datenbanken.ist_postgres() else "DELETE FROM {}"
    verweigert(every.format("protokollfassung"))
    verweigert("DELETE FROM protokollfassung")


def test_ohne_begruendung_gibt_es_keine_weitere_fassung(genehmigt):
    """C8 P1: a correction says why."""
    verweigert("DELETE FROM protokollfassung")
    verweigert("INSERT INTO protokollfassung SELECT * FROM protokollfassung")


# What goes on after the minutes: the correction itself, and what only looks or tells.
WEITER = {P.SITZUNG_PROTOKOLL_BERICHTIGEN}


def test_keine_handlung_geht_mehr(genehmigt):
    """C8 P1: refused for its state, whatever is sent and whoever sends it."""
    fassung, top = genehmigt.fassungen[0], genehmigt.tops[0]
    things = {
        Sitzung: genehmigt,
        Top: top,
        Notiz: top.notizen[0],
        Beschluss: top.beschluesse[0],
        Protokollfassung: fassung,
        Einwendung: fassung.einwendungen[0],
    }
    possible = [p for p, akt in ACTS.items() if akt.of in things and not akt.obstacles(things[akt.of])]

    assert set(possible) == WEITER


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Mia", "Paula"])
def test_der_wortlaut_eines_auftrags_bleibt(welt, genehmigt, wer):
    """C8 P1: who does it and by when may change, what was given to do may not."""
    auftrag = genehmigt.tops[0].auftraege[0]

    with pytest.raises((Forbidden, Obstructed)), transaction():
        workflow.auftraege.bearbeiten(
            auftrag, welt.person(wer), text="Etwas anderes", verantwortlich=None, faellig_am=None
        )

    assert session().query(Auftrag).one().text == "Klären"


def test_ein_auftrag_wird_trotzdem_erledigt(genehmigt, kora):
    with transaction():
        workflow.auftraege.erledigen(genehmigt.tops[0].auftraege[0], kora, ergebnis="Geklärt.")

    assert session().query(Auftrag).one().ergebnis == "Geklärt."


def test_ein_beschluss_kommt_nicht_mehr_dazu(genehmigt, kora):
    with pytest.raises(Obstructed, match="genehmigt"), transaction():
        workflow.beschluesse.festhalten(genehmigt.tops[0], kora, wortlaut="Nachträglich", modus=Modus.EINVERNEHMLICH)


def test_andere_sitzungen_bleiben_beweglich(welt, genehmigt, kora):
    """The triggers look at the approved meeting and at no other."""
    andere = neuer_top(welt, neue_sitzung(welt)).sitzung

    with transaction():
        workflow.sitzungen.absagen(andere, kora, begruendung="Hochwasser")

    assert (genehmigt.status, andere.status) == (SitzungStatus.GENEHMIGT, SitzungStatus.ABGESAGT)
