"""abstimmung.vorbereiten, abstimmung.loeschen, abstimmung.oeffnen."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Abstimmung, AbstimmungStatus, Ereignis, Methode, Nachricht, SitzungStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, zustimmung, zwei_themen
from tests.bauen.sitzungen import laufender_top, neuer_top
from tests.bauen.themen import vorgelegtes_thema

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def test_zur_wahl_stehen_die_themen_des_tagesordnungspunkts(welt):
    abstimmung = neue_abstimmung(welt)

    assert [o.text.partition(" ")[2] for o in abstimmung.optionen] == ["Wohnen", "Sprache"]
    assert (abstimmung.status, abstimmung.gremium) == (AbstimmungStatus.VORBEREITET, welt.lenkungsgruppe)


def test_eine_rangfolge_braucht_zwei_themen(welt):
    top = laufender_top(welt)
    vorgelegtes_thema(welt, top=top)

    with pytest.raises(Obstructed, match="mindestens zwei"):
        neue_abstimmung(welt, top)


def test_zugestimmt_wird_zu_genau_einer_sache(welt):
    top = laufender_top(welt)
    zwei_themen(welt, top)

    with pytest.raises(Obstructed, match="genau einem"):
        zustimmung(welt, top)


def test_ohne_gegenstand_gibt_es_nichts_abzustimmen(welt):
    with pytest.raises(Obstructed, match="noch kein Thema"):
        neue_abstimmung(welt, laufender_top(welt))


@pytest.mark.parametrize(("punkte", "hoechstens"), [(10, 11), (0, 0), (None, None), (5, 0), (-1, -1)])
def test_fuer_ein_thema_gibt_es_hoechstens_alle_punkte(welt, punkte, hoechstens):
    with pytest.raises(Obstructed, match="Punkte je Thema"):
        neue_abstimmung(welt, punkte=punkte, hoechstens=hoechstens)


def test_konsens_kennt_keine_punkte(welt):
    abstimmung = zustimmung(welt)

    assert (abstimmung.methode, abstimmung.punkte, abstimmung.hoechstens) == (Methode.KONSENS, None, None)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_eine_abstimmung_bereitet_nur_die_koordination_vor(welt, wer):
    top = laufender_top(welt)
    zwei_themen(welt, top)

    with pytest.raises(Forbidden), transaction():
        workflow.abstimmungen.vorbereiten(
            top, welt.person(wer), methode=Methode.PUNKTE, frage="?", geheimhaltung="offen", punkte=3, hoechstens=1
        )


def test_zu_einer_vergangenen_sitzung_wird_nicht_abgestimmt(welt):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    with transaction():
        workflow.sitzungen.schliessen(top.sitzung, welt.person("Kora"))

    with pytest.raises(Obstructed, match="vorbei"):
        neue_abstimmung(welt, top)


def test_eine_vorbereitete_abstimmung_laesst_sich_loeschen(welt, kora):
    abstimmung = neue_abstimmung(welt)

    with transaction():
        workflow.abstimmungen.loeschen(abstimmung, kora)

    assert session().query(Abstimmung).count() == 0
    assert session().query(Ereignis).filter_by(akt="abstimmung.loeschen").count() == 1


def test_die_naechste_abstimmung_erbt_keinen_verlauf_einer_geloeschten(welt, kora):
    erste = neue_abstimmung(welt)
    top, kennung = erste.top, erste.id
    with transaction():
        workflow.abstimmungen.loeschen(erste, kora)

    assert neue_abstimmung(welt, top).id != kennung


def test_das_oeffnen_friert_die_stimmberechtigten_sitze_ein(welt):
    """A5 P0: the advising Sitz is not on the roll."""
    abstimmung = offene_abstimmung(welt)

    assert {s.sitz.bezeichnung for s in abstimmung.stimmabgaben} == {JOBCENTER, ABH}


def test_was_nach_dem_oeffnen_am_gremium_geschieht_aendert_das_verzeichnis_nicht(welt):
    """A5 P0: a Sitz ends, another comes: the base of the count stays."""
    abstimmung = offene_abstimmung(welt)
    with transaction():
        welt.sitz(ABH).bis = clock.today() - timedelta(days=1)
        welt.sitz("Integrationsrat Musterkreis").stimmrecht = "stimmberechtigt"

    session().refresh(abstimmung)
    assert {s.sitz.bezeichnung for s in abstimmung.stimmabgaben} == {JOBCENTER, ABH}


def test_wer_stimmen_darf_bekommt_den_stimmzettel_genannt(welt):
    offene_abstimmung(welt)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.oeffnen").all()
    assert {n.person.name for n in briefe} == {"Mats", "Vera", "Mia"}
    assert all("/stimme/" in n.text for n in briefe)


def test_das_ende_liegt_in_der_zukunft(welt):
    with pytest.raises(Obstructed, match="Zukunft"):
        offene_abstimmung(welt, endet_am=clock.now())


def test_zu_einer_abgesagten_sitzung_wird_nicht_geoeffnet(welt, kora):
    top = neuer_top(welt)
    zwei_themen(welt, top)
    abstimmung = neue_abstimmung(welt, top)
    with transaction():
        workflow.sitzungen.absagen(top.sitzung, kora, begruendung="verschoben")
    assert top.sitzung.status is SitzungStatus.ABGESAGT

    with pytest.raises(Obstructed, match="abgesagt"):
        offene_abstimmung(welt, abstimmung)
