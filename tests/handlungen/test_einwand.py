"""einwand.beantworten, einwand.zurueckziehen: what becomes of a schwerer Einwand after the round, and who sees it."""

import pytest

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Einwand, Einwandstand, Ereignis, Ereignistext, Geheimhaltung, Mitgliedschaft, Stimmwort
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import geschlossene_abstimmung, mehr_sitze, offene_abstimmung, stimmen, zustimmung
from tests.besetzung import BEGINN

pytestmark = pytest.mark.beide

K = Stimmwort
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def runde(welt, *, jobcenter=K.ZUSTIMMUNG, **kw):
    """A counted round of consent with an Einwand of the Ausländerbehörde."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt, **kw))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=jobcenter, begruendung="" if jobcenter is not K.EINWAND else "A")
    stimmen(welt, abstimmung, "Mia", ABH, wort=K.EINWAND, begruendung="Kein Personal")
    return geschlossene_abstimmung(welt, abstimmung)


def der_einwand(abstimmung):
    return session().query(Einwand).filter_by(abstimmung_id=abstimmung.id).one()


def beantworten(einwand, person, antwort="Wir suchen eine halbe Stelle."):
    with transaction():
        workflow.einwaende.beantworten(einwand, person, antwort=antwort)


def zurueckziehen(einwand, person):
    with transaction():
        workflow.einwaende.zurueckziehen(einwand, person)


def sichtbar(abstimmung, person):
    return len(queries.einwaende.alle(queries.einwaende.sichtbar_fuer(person).where(Einwand.abstimmung == abstimmung)))


def test_mit_dem_schliessen_stehen_die_einwaende_fest(welt):
    einwand = der_einwand(runde(welt))

    assert (einwand.sitz.bezeichnung, einwand.grund, einwand.stand) == (ABH, "Kein Personal", Einwandstand.BESTEHT)


def test_ein_beantworteter_einwand_besteht_weiter(welt, kora):
    einwand = der_einwand(runde(welt))

    beantworten(einwand, kora)

    assert (einwand.stand, einwand.steht) == (Einwandstand.BEANTWORTET, True)
    assert einwand.antwort == "Wir suchen eine halbe Stelle."
    zeile = session().query(Ereignis).filter_by(akt="einwand.beantworten").one()
    assert (zeile.person_id, zeile.gegenstand_id) == (kora.id, einwand.id)
    assert session().query(Ereignistext).filter_by(name="antwort").one().text == einwand.antwort


def test_auch_der_vorsitz_beantwortet(welt, lena):
    with transaction() as s:
        s.add(Mitgliedschaft(gremium=welt.lenkungsgruppe, person=lena, amt=Amt.VORSITZ, von=BEGINN))
    einwand = der_einwand(runde(welt))

    beantworten(einwand, lena)

    assert einwand.stand is Einwandstand.BEANTWORTET


def test_nur_der_sitz_selbst_zieht_seinen_einwand_zurueck(welt, mia):
    einwand = der_einwand(runde(welt))

    for wer in ("Mats", "Vera", "Kora", "Bert", "Emil", "Bibi"):
        with pytest.raises(Forbidden):
            zurueckziehen(einwand, welt.person(wer))
    zurueckziehen(einwand, mia)

    assert (einwand.stand, einwand.steht) == (Einwandstand.ZURUECKGEZOGEN, False)


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada"])
def test_andere_beantworten_keinen_einwand(welt, wer):
    einwand = der_einwand(runde(welt))

    with pytest.raises(Forbidden):
        beantworten(einwand, welt.person(wer))

    assert einwand.antwort == ""


def test_auch_ein_beantworteter_einwand_laesst_sich_zurueckziehen(welt, kora, mia):
    einwand = der_einwand(runde(welt))
    beantworten(einwand, kora)

    zurueckziehen(einwand, mia)

    assert (einwand.stand, einwand.antwort) == (Einwandstand.ZURUECKGEZOGEN, "Wir suchen eine halbe Stelle.")


def test_zurueckgezogen_ist_zurueckgezogen(welt, kora, mia):
    einwand = der_einwand(runde(welt))
    zurueckziehen(einwand, mia)

    with pytest.raises(Obstructed, match="zurückgezogen"):
        zurueckziehen(einwand, mia)
    with pytest.raises(Obstructed, match="zurückgezogen"):
        beantworten(einwand, kora)


def test_das_ergebnis_bleibt_wie_es_gezaehlt_wurde(welt, mia):
    abstimmung = runde(welt)
    satz = abstimmung.ergebnis["satz"]

    zurueckziehen(der_einwand(abstimmung), mia)

    assert abstimmung.ergebnis["satz"] == satz
    assert not workflow.ergebnisse.nachzaehlen(abstimmung)


def test_einwaende_sieht_nur_wer_die_runde_sieht(welt):
    abstimmung = runde(welt)

    seen = {wer: sichtbar(abstimmung, welt.person(wer)) for wer in ("Kora", "Mats", "Mia", "Bert", "Paula", "Lena")}
    assert seen == {"Kora": 1, "Mats": 1, "Mia": 1, "Bert": 1, "Paula": 0, "Lena": 0}


def test_eine_annullierte_abstimmung_zeigt_keine_einwaende(welt, kora):
    abstimmung = runde(welt)
    with transaction():
        workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="Falsche Frage")

    assert sichtbar(abstimmung, kora) == 0


def test_vertraulich_verraet_auch_die_reihenfolge_der_einwaende_keinen_sitz(welt):
    """The ids stand in addresses, so they are given by the words of the Einwände, not by the order of the Sitze."""
    leute = mehr_sitze(welt, 3)
    abstimmung = offene_abstimmung(welt, zustimmung(welt, geheimhaltung=Geheimhaltung.VERTRAULICH))
    for number, (wer, grund) in enumerate(zip(leute, "CAB", strict=True), 1):
        stimmen(welt, abstimmung, wer.name, f"Sitz {number}", wort=K.EINWAND, begruendung=grund)
    geschlossene_abstimmung(welt, abstimmung)

    assert [e.grund for e in session().query(Einwand).order_by(Einwand.id)] == ["A", "B", "C"]
    assert {e.sitz for e in queries.ergebnisse.einwaende(abstimmung)} == {""}
