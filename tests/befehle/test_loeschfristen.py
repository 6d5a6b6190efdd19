"""flask loeschfristen: what has stood long enough goes, from the files of the database too."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import FallStatus, Suchwort
from tests import datenbanken
from tests.bauen.fallrekonstruktionen import freigegebener_fall, neue_bruchstelle, neuer_fall
from tests.bauen.importe import neuer_lauf
from tests.bauen.themen import neues_thema

GEHEIM = "Marzipanfabrik"


@pytest.fixture
def lauf(app):
    """Run the command so many days from now; what it says."""

    def run(tage):
        with clock.turned_to(clock.now() + timedelta(days=tage)), app.app_context():
            answer = app.test_cli_runner().invoke(args=["loeschfristen"])
        assert answer.exit_code == 0, answer.output
        session().rollback()
        session().expire_all()
        return dict(line.split(": ") for line in answer.output.splitlines())

    return run


def test_der_befehl_sagt_je_schritt_wie_viel_ging_und_schadet_ein_zweites_mal_nicht(welt, fatma, lauf):
    fall = freigegebener_fall(welt)
    neuer_fall(welt)
    with transaction():
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", fall.nummer, [("titel", "x")], "")
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.anlegen", "1", [("titel", "x")], "")

    neuer_lauf(welt)

    assert lauf(1) == {name: "0" for name, _ in workflow.loeschfristen.SCHRITTE}
    assert lauf(366) == {
        "Fallrekonstruktionen bereinigt": "1",
        "Liegengebliebene Fälle gelöscht": "1",
        "Meldungen bereinigt": "0",
        "Angefangene Eingaben gelöscht": "1",
        "Angefangene Übernahmen gelöscht": "1",
        "Wörter der Suche vergessen": "0",
    }
    assert lauf(366) == {name: "0" for name, _ in workflow.loeschfristen.SCHRITTE}
    assert fall.status is FallStatus.BEREINIGT


def test_in_den_dateien_der_datenbank_bleibt_kein_wort(welt, fatma, lauf, datenbank):
    """M4 P0: raw bytes gone."""
    if datenbanken.ist_postgres():
        pytest.skip("Dateien liegen beim Server")
    fall = freigegebener_fall(welt, schilderung=f"{GEHEIM} " * 500, bruchstellen=[neue_bruchstelle(welt, satz=GEHEIM)])
    with transaction():
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", fall.nummer, [("titel", GEHEIM)], "")
    path = datenbank.settings.datenbank.removeprefix("sqlite:///")
    assert _steht_in(path)

    lauf(366)

    assert not _steht_in(path)


@pytest.mark.beide
def test_woerter_die_in_keinem_text_mehr_stehen_vergisst_die_suche(welt, lauf):
    """A name that was corrected would stay where the parts of words are looked up."""
    thema = neues_thema(welt, titel=f"Lücke bei {GEHEIM}")
    neues_thema(welt, titel="Lücke beim Umzug")
    assert _woerter() >= {"luck", "marzipanfabr", "umzug"}
    with transaction():
        thema.titel = "Lücke bei der Anmeldung"

    assert lauf(1)["Wörter der Suche vergessen"] == "1"

    assert _woerter() >= {"luck", "anmeld", "umzug"}
    assert "marzipanfabr" not in _woerter()
    assert workflow.suchindex.abweichungen() == []
    assert lauf(1)["Wörter der Suche vergessen"] == "0"


def _woerter():
    return set(session().scalars(select(Suchwort.wort)))


def _steht_in(path):
    found = []
    for tail in ("", "-wal"):
        try:
            with open(path + tail, "rb") as file:
                found.append(GEHEIM.encode() in file.read())
        except FileNotFoundError:
            found.append(False)
    return any(found)
