"""person.einladen, person.passwort_setzen: the way into an account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmeldung, Einzellink, Linkzweck, PersonStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.passwoerter import hashen, stimmt
from tests.bauen.personen import LANGES_PASSWORT, aktive_person, neue_person
from tests.bauen.post import briefe, token

pytestmark = pytest.mark.beide
KONTO = Linkzweck.KONTO_EINRICHTEN


def einladen(wen, ada):
    with transaction():
        workflow.personen.einladen(wen, ada)
    return token(wen, "konto_einrichten")


def setzen(wen, person, passwort=LANGES_PASSWORT):
    hashed = hashen(passwort)
    with transaction():
        workflow.personen.passwort_setzen(wen, person, passwort=hashed)


def test_die_einladung_bringt_einen_link_fuer_sieben_tage(welt, ada):
    """J5 P0: 256 bit, stored hashed, invite 7 days."""
    raw = einladen(neue_person(welt), ada)

    link = session().scalars(select(Einzellink)).one()
    assert len(raw) >= 43
    assert raw not in link.hash
    assert link.gueltig_bis - link.erstellt_am == timedelta(days=7)


def test_nach_sieben_tagen_gilt_der_link_nicht_mehr(welt, ada):
    raw = einladen(neue_person(welt), ada)

    with clock.turned_to(clock.now() + timedelta(days=7, seconds=1)):
        assert queries.einzellinks.gueltiger(raw, KONTO) is None


def test_eine_neue_einladung_macht_die_fruehere_ungueltig(welt, ada):
    wen = neue_person(welt)
    erste, zweite = einladen(wen, ada), einladen(wen, ada)

    assert queries.einzellinks.gueltiger(erste, KONTO) is None
    assert queries.einzellinks.gueltiger(zweite, KONTO) is not None


def test_wer_schon_dabei_ist_wird_nicht_eingeladen(ada, mats):
    with pytest.raises(Obstructed), transaction():
        workflow.personen.einladen(mats, ada)


def test_nur_die_administration_laedt_ein(welt, kora):
    wen = neue_person(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.personen.einladen(wen, kora)


def test_mit_dem_ersten_passwort_wird_das_konto_aktiv(welt):
    wen = neue_person(welt)

    setzen(wen, wen)

    assert wen.status is PersonStatus.AKTIV
    assert stimmt(wen.passwort, LANGES_PASSWORT)


def test_niemand_setzt_das_passwort_einer_anderen_person(ada, mats):
    with pytest.raises(Forbidden):
        setzen(mats, ada)


def test_gespeichert_wird_argon2id(welt):
    """J1 P0: hash format."""
    assert aktive_person(welt).passwort.startswith("$argon2id$v=19$")


def test_ein_klartext_kommt_nie_in_die_tabelle(mats):
    with pytest.raises(ValueError, match="Hash"), transaction():
        workflow.personen.passwort_setzen(mats, mats, passwort=LANGES_PASSWORT)


def test_ein_neues_passwort_beendet_alle_anmeldungen(mats):
    """J2 P0: a password change ends the sessions on the server."""
    with transaction():
        key = workflow.anmeldungen.beginnen(mats)

    setzen(mats, mats)

    assert queries.anmeldungen.gueltige(key) is None
    assert session().scalars(select(Anmeldung).where(Anmeldung.beendet_am.is_(None))).all() == []


def test_wer_sein_passwort_aendert_bekommt_einen_brief(mats):
    setzen(mats, mats)

    assert briefe(mats)[0].betreff == "Ihr Passwort für kimflow wurde geändert"


def test_ein_neues_passwort_macht_offene_links_ungueltig(mats):
    """J5 P0: void after a change of password."""
    with transaction():
        workflow.personen.neues_passwort_erbitten(mats.mail)
    raw = token(mats, "passwort_neu")

    setzen(mats, mats)

    assert queries.einzellinks.gueltiger(raw, Linkzweck.PASSWORT_NEU) is None


def test_der_passwortlink_gilt_sechzig_minuten(mats):
    """J5 P0: reset 60 minutes."""
    with transaction():
        workflow.personen.neues_passwort_erbitten("MATS@musterkreis.example ")
    raw = token(mats, "passwort_neu")

    with clock.turned_to(clock.now() + timedelta(minutes=59)):
        assert queries.einzellinks.gueltiger(raw, Linkzweck.PASSWORT_NEU) is not None
    with clock.turned_to(clock.now() + timedelta(minutes=60, seconds=1)):
        assert queries.einzellinks.gueltiger(raw, Linkzweck.PASSWORT_NEU) is None


@pytest.mark.parametrize("adresse", ["niemand@musterkreis.example", "nora@musterkreis.example", ""])
def test_ohne_aktives_konto_kommt_kein_brief(welt, nora, adresse):
    with transaction():
        workflow.personen.neues_passwort_erbitten(adresse)

    assert session().scalars(select(Einzellink)).all() == []


def test_ein_postfach_wird_nicht_mit_passwortlinks_ueberschuettet(mats):
    for _ in range(10):
        with transaction():
            workflow.personen.neues_passwort_erbitten(mats.mail)

    assert len(briefe(mats)) == 3
