"""The import of Sitze: what they stand for and who fills them, by the acts of a single one."""

from datetime import date, timedelta

import pytest

from kimflow import clock
from kimflow.db import session
from kimflow.models import Ereignis, Sitz, Stimmrecht
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe import Stand
from tests.bauen.tabellen import befunde, importieren

pytestmark = pytest.mark.beide

NEU = {
    "Gremium": "Lenkungsgruppe",
    "Sitz": "AG Wohlfahrt",
    "Steht für": "Caritas; Sozialamt Musterkreis",
    "Mitglied": "zoe@musterkreis.example",
    "1. Vertretung": "finn@musterkreis.example",
    "1. Vertretung bis": "31.12.2030",
    "3. Vertretung": "frida@musterkreis.example",
}
JOBCENTER = {"Gremium": "lenkungsgruppe", "Sitz": "Jobcenter Musterkreis"}


def heute_auf(bezeichnung):
    sitz = session().query(Sitz).filter_by(bezeichnung=bezeichnung).one()
    return {b.rang: b.person.name for b in sitz.besetzungen if b.gilt_heute}


def test_ein_neuer_sitz_kommt_mit_mitglied_und_vertretungen(kora):
    importieren("sitze", kora, NEU)

    sitz = session().query(Sitz).filter_by(bezeichnung="AG Wohlfahrt").one()
    assert {i.kurzname for i in sitz.institutionen} == {"Caritas", "Sozialamt"}
    assert (sitz.stimmrecht, sitz.von) == (Stimmrecht.STIMMBERECHTIGT, clock.today())
    assert heute_auf("AG Wohlfahrt") == {0: "Zoe", 1: "Finn", 3: "Frida"}
    assert {b.bis for b in sitz.besetzungen if b.rang == 1} == {date(2030, 12, 31)}
    assert session().query(Ereignis).filter_by(akt="gremium.sitz_besetzen").count() == 3


def test_ein_anderes_mitglied_loest_das_bisherige_ab(kora):
    ab = clock.today() - timedelta(days=10)

    importieren("sitze", kora, JOBCENTER | {"Mitglied": "paul@musterkreis.example", "Mitglied ab": ab.isoformat()})

    sitz = session().query(Sitz).filter_by(bezeichnung="Jobcenter Musterkreis").one()
    assert heute_auf("Jobcenter Musterkreis") == {0: "Paul", 1: "Vera"}
    assert next(b.bis for b in sitz.besetzungen if b.person.name == "Mats") == ab - timedelta(days=1)


def test_wer_vertritt_kann_in_einer_zeile_mitglied_werden(kora):
    importieren("sitze", kora, JOBCENTER | {"Mitglied": "vera@musterkreis.example", "1. Vertretung": ""})

    assert heute_auf("Jobcenter Musterkreis") == {0: "Vera"}


def test_ein_ende_laesst_sich_setzen(kora):
    importieren("sitze", kora, JOBCENTER | {"Mitglied bis": "31.12.2031", "Stimmrecht": "Gast"})

    sitz = session().query(Sitz).filter_by(bezeichnung="Jobcenter Musterkreis").one()
    assert next(b.bis for b in sitz.besetzungen if b.rang == 0) == date(2031, 12, 31)
    assert sitz.stimmrecht is Stimmrecht.GAST


@pytest.mark.parametrize(
    ("zeile", "stand", "meldung"),
    [
        (NEU | {"Gremium": "Runde"}, Stand.FRAGE, "„Runde“"),
        (NEU | {"Steht für": ""}, Stand.FEHLER, "Steht für fehlt."),
        (NEU | {"1. Vertretung": NEU["Mitglied"]}, Stand.FEHLER, "Zoe steht zweimal auf diesem Sitz."),
        (NEU | {"Mitglied": "nora@musterkreis.example"}, Stand.FRAGE, "nora@"),
        (NEU | {"Beginn": "1.1.2027", "Ende": "1.1.2026"}, Stand.FEHLER, "Das Ende liegt vor dem Beginn."),
        (NEU | {"2. Vertretung bis": "1.1.2027"}, Stand.FEHLER, "2. Vertretung: Es fehlt, wer es ist."),
        (JOBCENTER | {"Beginn": "1.1.2020"}, Stand.FEHLER, "nur bei neuen Zeilen"),
        (JOBCENTER | {"Mitglied ab": "1.1.2020"}, Stand.FEHLER, "Beginn einer Besetzung"),
        (JOBCENTER | {"Steht für": ""}, Stand.FEHLER, "Steht für fehlt."),
        (JOBCENTER | {"Steht für": "Jobcenter"}, Stand.VORHANDEN, "Nichts zu ändern."),
        (JOBCENTER | {"Mitglied": "MATS@musterkreis.example"}, Stand.VORHANDEN, "Nichts zu ändern."),
    ],
)
def test_jede_zeile_bekommt_ihre_meldung(kora, zeile, stand, meldung):
    (befund,) = befunde("sitze", zeile, person=kora)

    assert befund.stand is stand, befund.meldungen
    assert meldung in " ".join(befund.meldungen)


def test_was_die_handlung_selbst_ablehnt_nennt_die_zeile_und_nichts_bleibt(kora):
    mats = "mats@musterkreis.example"
    zeile = JOBCENTER | {"Steht für": "Jobcenter", "Mitglied": mats, "3. Vertretung": mats}
    with pytest.raises(Obstructed, match="Zeile 3: Mats steht zweimal"):
        importieren("sitze", kora, NEU, zeile)

    assert session().query(Sitz).filter_by(bezeichnung="AG Wohlfahrt").count() == 0


@pytest.mark.parametrize("wer", ["Ada", "Mats", "Paula", "Lena"])
def test_nur_die_koordination_importiert_sitze(welt, wer):
    with pytest.raises(Forbidden):
        importieren("sitze", welt.person(wer), NEU)
