"""What a saved view must never break, said by the database itself on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow.db import extension

pytestmark = pytest.mark.beide

_ANSICHT = (
    "INSERT INTO ansicht (person_id, liste, abfrage, name, status, geloescht_am, version) "
    "VALUES ({person}, 'themen', '{abfrage}', '{name}', '{status}', NULL, 1)"
)
GUT = {"person": ":person", "abfrage": "status=speicher", "name": "x", "status": "eigen"}
VERBOTEN = {
    "einen anderen Stand": ({"status": "oeffentlich"}, "ck_ansicht_status"),
    "gelöscht ohne Tag": ({"status": "geloescht"}, "ck_ansicht_status_braucht_geloescht_am"),
    "ohne Name": ({"name": ""}, "ck_ansicht_name"),
    "ohne Auswahl": ({"abfrage": ""}, "ck_ansicht_abfrage"),
    "ohne Person": ({"person": "NULL"}, "person_id"),
    "von niemandem": ({"person": "999999"}, "fk_ansicht_person_id_person|FOREIGN KEY"),
}


def schreiben(person_id: int, **anders: str) -> None:
    statement = _ANSICHT.format(**(GUT | anders))
    with extension.engine.connect() as connection, connection.begin() as begun:
        try:
            connection.execute(text(statement), {"person": person_id} if ":person" in statement else {})
        finally:
            begun.rollback()


@pytest.mark.parametrize("was", VERBOTEN)
def test_die_datenbank_verweigert_eine_ansicht(welt, was):
    """H3 P0: by raw SQL too, whoever writes."""
    anders, reason = VERBOTEN[was]

    with pytest.raises(DBAPIError, match=reason):
        schreiben(welt.person("Mats").id, **anders)


@pytest.mark.parametrize("stand", ["eigen", "geteilt"])
def test_die_datenbank_nimmt_eine_richtige_ansicht(welt, stand):
    schreiben(welt.person("Mats").id, status=stand)
