"""person.anlegen, person.bearbeiten: who, what it leaves, what it refuses."""

import pytest
from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Linkzweck, PersonStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.personen import neue_person
from tests.bauen.post import token

pytestmark = pytest.mark.beide


def bearbeiten(wen, person, **kw):
    angaben = {"name": wen.name, "mail": wen.mail, "funktion": wen.funktion, "institution": wen.institution} | kw
    with transaction():
        workflow.personen.bearbeiten(wen, person, **angaben)


def test_ein_neues_konto_ist_eingeladen_und_ohne_passwort(welt):
    wen = neue_person(welt)

    assert (wen.status, wen.passwort) == (PersonStatus.EINGELADEN, None)


def test_das_anlegen_steht_ohne_namen_im_verlauf(welt, ada):
    wen = neue_person(welt)

    zeile = session().scalars(select(Ereignis)).one()
    assert (zeile.akt, zeile.person_id, zeile.gegenstand_id) == ("person.anlegen", ada.id, wen.id)
    assert "Ines" not in str(zeile.angaben)


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Lena", "Nora"])
def test_nur_die_administration_legt_konten_an(welt, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.personen.anlegen(
            welt.person(wer), name="X", mail="x@y.example", funktion="", institution=welt.institution("KI")
        )


def test_eine_adresse_gehoert_zu_einem_konto_gleich_wie_sie_geschrieben_ist(welt):
    with pytest.raises(Obstructed, match="schon ein Konto"):
        neue_person(welt, mail="KORA@musterkreis.example")


def test_die_administration_aendert_angaben(welt, ada, paul):
    bearbeiten(paul, ada, funktion="Teamleitung", institution=welt.institution("KI"))

    assert (paul.funktion, paul.institution.kurzname) == ("Teamleitung", "KI")


def test_eine_neue_adresse_macht_offene_links_ungueltig(welt, ada):
    """J5 P0: void after a change of mail."""
    wen = neue_person(welt)
    with transaction():
        workflow.personen.einladen(wen, ada)
    alt = token(wen, "konto_einrichten")

    bearbeiten(wen, ada, mail="ines.anders@musterkreis.example")

    assert queries.einzellinks.gueltiger(alt, Linkzweck.KONTO_EINRICHTEN) is None


def test_die_koordination_aendert_keine_konten(kora, paul):
    with pytest.raises(Forbidden):
        bearbeiten(paul, kora, funktion="Chef")
