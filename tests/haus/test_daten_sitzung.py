"""What a meeting, its room and its tasks must never break, said by the database itself on both databases."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow import clock
from kimflow.db import extension
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.saal import aufgerufener_top, da, laufende_sitzung

pytestmark = pytest.mark.beide

_ANWESEND = (
    "INSERT INTO anwesenheit (sitzung_id, sitz_id, person_id, name, von) "
    "VALUES (:sitzung, {sitz}, {person}, '{name}', :jetzt)"
)
_UNTERLAGE = "INSERT INTO unterlage (top_id, titel, adresse, freigegeben) VALUES (:top, 'x', '{}', false)"
_FASSUNG = (
    "INSERT INTO protokollfassung (sitzung_id, fassung, text, pruefsumme, spur, begruendung, person_id, erstellt_am, "
    "genehmigt_am) VALUES (:sitzung, {fassung}, 'x', 'x', 'x', '', :person, :jetzt, {genehmigt})"
)
_VORSCHLAG = (
    "INSERT INTO topvorschlag (sitzung_id, person_id, status, titel, begruendung, vorgeschlagen_am, antwort, version) "
    "VALUES (:sitzung, :person, '{status}', '{titel}', '', :jetzt, '', 1)"
)
_HAND = "INSERT INTO wortmeldung (sitzung_id, person_id, gemeldet_am) VALUES (:sitzung, :person, :jetzt)"

VERBOTEN = {
    "zwei Punkte zugleich aufrufen": (
        "UPDATE top SET status = 'aufgerufen', aufgerufen_am = :jetzt WHERE id = :zweiter",
        "top",
    ),
    "einen Punkt aufrufen ohne Zeitpunkt": ("UPDATE top SET aufgerufen_am = NULL WHERE id = :top", "ck_top_aufgerufen"),
    "einen Sitz zweimal eintragen": (_ANWESEND.format(sitz=":sitz", person="NULL", name=""), "anwesenheit"),
    "niemanden eintragen": (_ANWESEND.format(sitz="NULL", person="NULL", name=""), "ck_anwesenheit_wer"),
    "gehen, bevor man kommt": (
        "UPDATE anwesenheit SET bis = '2000-01-01 00:00:00' WHERE sitzung_id = :sitzung",
        "ck_anwesenheit_zeitraum",
    ),
    "sich zweimal melden": (f"{_HAND}, (:sitzung, :person, :jetzt)", "wortmeldung"),
    "einen Auftrag ohne Verantwortliche annehmen": (
        "UPDATE auftrag SET status = 'angenommen', verantwortlich_id = NULL WHERE id = :auftrag",
        "ck_auftrag_status_braucht_verantwortlich_id",
    ),
    "einen Auftrag ohne Tag erledigen": (
        "UPDATE auftrag SET status = 'erledigt' WHERE id = :auftrag",
        "ck_auftrag_status_braucht_beendet_am",
    ),
    "einen leeren Auftrag erteilen": ("UPDATE auftrag SET text = '' WHERE id = :auftrag", "ck_auftrag_text"),
    "eine Unterlage mit Skript": (_UNTERLAGE.format("javascript:alert(1)"), "ck_unterlage_adresse"),
    "eine Unterlage ohne Adresse": (_UNTERLAGE.format(""), "ck_unterlage_adresse"),
    "eine nullte Fassung": (_FASSUNG.format(fassung=0, genehmigt="NULL"), "ck_protokollfassung_fassung"),
    "genehmigt ohne Weg": (_FASSUNG.format(fassung=1, genehmigt=":jetzt"), "ck_protokollfassung_genehmigt"),
    "einen Vorschlag ohne Antwort ablehnen": (
        _VORSCHLAG.format(status="abgelehnt", titel="x"),
        "ck_topvorschlag_abgelehnt_braucht_antwort",
    ),
    "einen Vorschlag ohne Titel machen": (_VORSCHLAG.format(status="offen", titel=""), "ck_topvorschlag_titel"),
    "eine Sitzung von einer Minute": ("UPDATE sitzung SET dauer = 1 WHERE id = :sitzung", "ck_sitzung_dauer"),
    "zwei Termine mit einer Kennung": (
        "UPDATE sitzung SET kalender_id = (SELECT kalender_id FROM sitzung WHERE id <> :sitzung LIMIT 1) "
        "WHERE id = :sitzung",
        "kalender_id",
    ),
}
ERLAUBT = {
    "einen Gast eintragen": _ANWESEND.format(sitz="NULL", person="NULL", name="Gast"),
    "ein Mitglied ohne Sitz eintragen": _ANWESEND.format(sitz="NULL", person=":person", name=""),
    "sich einmal melden": _HAND,
    "eine Unterlage im Netz": _UNTERLAGE.format("https://kreis.example/vorlage.pdf"),
    "die erste Fassung": _FASSUNG.format(fassung=1, genehmigt="NULL"),
    "einen Vorschlag machen": _VORSCHLAG.format(status="offen", titel="x"),
}


@pytest.fixture
def namen(welt: Any) -> dict[str, Any]:
    """The ids the statements name, of a running meeting with one item called and one Sitz there."""
    sitzung, _ = laufende_sitzung(welt), laufende_sitzung(welt)
    top = aufgerufener_top(welt, sitzung.tops[0])
    here = da(welt, sitzung, "Jobcenter Musterkreis")
    return {
        "sitzung": sitzung.id,
        "top": top.id,
        "zweiter": sitzung.tops[1].id,
        "sitz": here.sitz_id,
        "person": welt.person("Paul").id,
        "auftrag": neuer_auftrag(welt, top).id,
        "jetzt": f"{clock.now():%Y-%m-%d %H:%M:%S}",
    }


def versuchen(statement: str, namen: dict[str, Any]) -> None:
    named = {key: value for key, value in namen.items() if f":{key}" in statement}
    with extension.engine.connect() as connection, connection.begin() as begun:
        try:
            connection.execute(text(statement), named)
        finally:
            begun.rollback()


@pytest.mark.parametrize("was", VERBOTEN)
def test_die_datenbank_verweigert(app, namen, was):
    """H3 P0, C1 P0: the rules of the room hold by raw SQL too, whoever writes."""
    statement, reason = VERBOTEN[was]

    with pytest.raises(DBAPIError) as refused:
        versuchen(statement, namen)

    assert reason in str(refused.value.orig).lower()


@pytest.mark.parametrize("was", ERLAUBT)
def test_was_recht_ist_nimmt_sie_an(app, namen, was):
    """The statements above are refused for what they break, not for how they are written."""
    versuchen(ERLAUBT[was], namen)
