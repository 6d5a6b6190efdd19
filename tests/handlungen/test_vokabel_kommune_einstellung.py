"""vokabel.anlegen, vokabel.bearbeiten, kommune.anlegen, kommune.bearbeiten, einstellung.bearbeiten."""

import pytest
from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import VOKABULARE, Einstellung, Ereignis, Methode, Rechtskreis, Vokabel
from kimflow.queries.einstellungen import VORGABEN
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from kimflow.workflow.einstellungen import EINSTELLUNGEN

pytestmark = pytest.mark.beide


def neues_wort(person, art="rechtskreis", kurz="WoGG"):
    with transaction():
        return workflow.vokabeln.anlegen(person, art=art, kurz=kurz, lang="Wohngeldgesetz", reihenfolge=5)


@pytest.mark.parametrize("wer", ["Ada", "Kora"])
def test_administration_und_koordination_ergaenzen_woerter(welt, wer):
    wort = neues_wort(welt.person(wer))

    assert wort in queries.vokabeln.aktive(Rechtskreis)
    assert session().scalars(select(Ereignis.akt)).one() == "vokabel.anlegen"


@pytest.mark.parametrize("art", VOKABULARE)
def test_jede_liste_laesst_sich_ergaenzen(ada, art):
    assert type(neues_wort(ada, art)) is VOKABULARE[art]


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena"])
def test_andere_aendern_keine_woerter(welt, wer):
    with pytest.raises(Forbidden):
        neues_wort(welt.person(wer))


def test_jedes_wort_steht_in_seiner_liste_einmal(ada):
    neues_wort(ada)

    with pytest.raises(Obstructed, match="steht schon"):
        neues_wort(ada)
    neues_wort(ada, art="handlungsfeld")


def test_ein_wort_verschwindet_aus_der_auswahl_und_nicht_aus_den_daten(welt, ada):
    wort = welt.vokabel("rechtskreis", "SGB II")
    with transaction():
        workflow.vokabeln.bearbeiten(wort, ada, kurz="SGB II", lang="", reihenfolge=1, aktiv=False)

    assert wort not in queries.vokabeln.aktive(Rechtskreis)
    assert session().get(Vokabel, wort.id) is wort


def test_zwei_aendern_dasselbe_wort(welt, ada, kora):
    """E1 P0: a stale version is refused."""
    wort = welt.vokabel("rechtskreis", "SGB II")
    angaben = {"lang": "", "reihenfolge": 1, "aktiv": True, "version": wort.version}
    with transaction():
        workflow.vokabeln.bearbeiten(wort, ada, kurz="Bürgergeld", **angaben)

    with pytest.raises(Stale), transaction():
        workflow.vokabeln.bearbeiten(wort, kora, kurz="SGB 2", **angaben)


def test_die_koordination_legt_kommunen_an_und_aendert_sie(welt, kora):
    with transaction():
        ort = workflow.kommunen.anlegen(kora, name="Neumühle")
    with transaction():
        workflow.kommunen.bearbeiten(ort, kora, name="Neumühle am See", aktiv=False)

    assert ort not in queries.institutionen.aktive_kommunen()
    assert [z.name for z in queries.kommunen.liste(kora)] == ["Neumühle am See", "Seestadt", "Waldau"]


def test_jede_kommune_gibt_es_einmal(welt, kora):
    with pytest.raises(Obstructed, match="gibt es schon"), transaction():
        workflow.kommunen.anlegen(kora, name="Seestadt")


def test_mitglieder_legen_keine_kommunen_an(welt, mats):
    with pytest.raises(Forbidden), transaction():
        workflow.kommunen.anlegen(mats, name="Neumühle")


def _einstellung(schluessel):
    return session().scalars(select(Einstellung).where(Einstellung.schluessel == schluessel)).one()


def test_eine_bezeichnung_aendern(ada):
    with transaction():
        workflow.einstellungen.bearbeiten(_einstellung("bezeichnung.Lenkungsgruppe"), ada, wert="Lenkungskreis")

    assert queries.vokabeln.einstellungen("bezeichnung.") == {"bezeichnung.Lenkungsgruppe": "Lenkungskreis"}


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Lena"])
def test_nur_die_administration_aendert_einstellungen(welt, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.einstellungen.bearbeiten(_einstellung("kontakt"), welt.person(wer), wert="x")


def test_jede_einstellung_hat_eine_zeile(app):
    assert set(session().scalars(select(Einstellung.schluessel))) == set(EINSTELLUNGEN)


def einstellen(wer, schluessel, wert):
    with transaction():
        workflow.einstellungen.bearbeiten(_einstellung(schluessel), wer, wert=wert)


def test_eine_frische_installation_kennt_punkte_und_konsens_und_nichts_geheimes(app):
    assert queries.einstellungen.methoden() == [Methode.PUNKTE, Methode.KONSENS]
    assert not queries.einstellungen.ist_an("abstimmung.geheim")
    assert not queries.einstellungen.ist_an("abstimmung.beschlussfaehigkeit")
    assert queries.einstellungen.zahl("umlauf.werktage") == 10


@pytest.mark.parametrize("methode", Methode)
def test_jede_art_abzustimmen_laesst_sich_ein_und_ausschalten(ada, methode):
    for wert, an in (("ja", True), ("nein", False)):
        einstellen(ada, f"methode.{methode.value}", wert)
        assert (methode in queries.einstellungen.methoden()) is an


@pytest.mark.parametrize(("wert", "gilt"), [("7", 7), ("", 10), ("viele", 10), ("-3", 10), ("1.5", 10)])
def test_was_keine_zahl_ist_gilt_als_nicht_eingestellt(ada, wert, gilt):
    einstellen(ada, "umlauf.werktage", wert)

    assert queries.einstellungen.zahl("umlauf.werktage") == gilt


def test_was_eine_vorgabe_hat_laesst_sich_einstellen_und_sagt_wozu_es_da_ist(app):
    switches = {key for key, art in EINSTELLUNGEN.items() if art.schalter}

    assert set(VORGABEN) <= set(EINSTELLUNGEN)
    assert {key for key, value in VORGABEN.items() if value in ("ja", "nein")} == switches
    assert all(EINSTELLUNGEN[key].hilfe for key in VORGABEN)
