"""flask person-einladen, flask aufraeumen, python -m seeds grunddaten: how an installation begins."""

import json

import pytest
from sqlalchemy import select, text

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import VOKABULARE, Einstellung, Ereignis, PersonStatus, Rechtskreis, Vokabel
from kimflow.workflow.einstellungen import EINSTELLUNGEN
from seeds.grunddaten import VOKABULAR, grunddaten
from tests.bauen.personen import LANGES_PASSWORT

ANGABEN = ["person-einladen", "--name", "Alma Erst", "--mail", "Alma@kreis.example", "--institution", "Kreis Neuland"]


@pytest.fixture
def leer(app):
    """An installation with words and settings, and nobody yet."""
    with transaction() as s:
        for table in ("besetzung", "mitgliedschaft", "rolle", "zeichnungsberechtigung", "anmeldung", "person"):
            s.execute(text(f"DELETE FROM {table}"))
    session().expunge_all()
    return app


def test_die_erste_person_bekommt_einen_link_und_richtet_alles_ein(leer, browser):
    with leer.app_context():
        ergebnis = leer.test_cli_runner().invoke(args=ANGABEN)
    assert ergebnis.exit_code == 0, ergebnis.output
    pfad = ergebnis.output.strip().splitlines()[-1].removeprefix("http://127.0.0.1:5000")

    mein = browser()
    mein.absenden(pfad, passwort=LANGES_PASSWORT, passwort_wiederholt=LANGES_PASSWORT)
    mein.absenden("/anmelden", mail="alma@kreis.example", passwort=LANGES_PASSWORT)

    assert mein.get("/personen/", status=200)
    alma = queries.anmeldungen.nach_mail("alma@kreis.example")
    assert (alma.status, alma.institution.name) == (PersonStatus.AKTIV, "Kreis Neuland")
    assert session().scalars(select(Ereignis.akt).order_by(Ereignis.lfd)).first() == "person.anlegen"


def test_wo_es_eine_administration_gibt_hilft_die_befehlszeile_nicht(app):
    with app.app_context():
        ergebnis = app.test_cli_runner().invoke(args=ANGABEN)

    assert ergebnis.exit_code != 0
    assert "schon eine Administration" in ergebnis.output


def test_aufraeumen_laesst_lebendes_leben(app, mats):
    with transaction():
        key = workflow.anmeldungen.beginnen(mats)

    with app.app_context():
        assert app.test_cli_runner().invoke(args=["aufraeumen"]).exit_code == 0

    assert queries.anmeldungen.gueltige(key) is not None


def test_die_grunddaten_lassen_sich_wiederholen_und_lassen_geaendertes_stehen(app, ada):
    with transaction() as s:
        s.execute(text("DELETE FROM vokabel WHERE art = 'ursache'"))
    wort = session().scalars(select(Rechtskreis).where(Rechtskreis.kurz == "SGB II")).one()
    with transaction():
        workflow.vokabeln.bearbeiten(wort, ada, kurz="Bürgergeld", lang="", reihenfolge=3, aktiv=True)
    kontakt = session().scalars(select(Einstellung).where(Einstellung.schluessel == "kontakt")).one()
    with transaction():
        workflow.einstellungen.bearbeiten(kontakt, ada, wert="0123 456")

    for _ in range(2):
        grunddaten()

    ursachen = session().scalars(select(Vokabel.kurz).where(Vokabel.art == "ursache").order_by(Vokabel.reihenfolge))
    assert list(ursachen) == json.loads(VOKABULAR.read_text())["ursache"]
    assert queries.vokabeln.gleiche("rechtskreis", "SGB II") == []
    assert queries.vokabeln.einstellung("kontakt") == "0123 456"


def test_die_grunddaten_kennen_jede_liste_und_jede_einstellung(app):
    assert set(json.loads(VOKABULAR.read_text())) == set(VOKABULARE)
    assert set(session().scalars(select(Einstellung.schluessel))) == set(EINSTELLUNGEN)
