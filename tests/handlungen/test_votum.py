"""votum.abgeben: what an absent Sitz wants said at an agenda item. Read out, never counted."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Votum
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import geschlossene_abstimmung, neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.sitzungen import (
    antwort_von,
    eingeladene_sitzung,
    laufende_sitzung,
    neue_sitzung,
    neuer_top,
)

pytestmark = pytest.mark.beide

JOBCENTER = "Jobcenter Musterkreis"


def votieren(welt, top, wer="Mats", sitz=JOBCENTER, text="Wir sind für Wohnen.", zuletzt=None):
    with transaction():
        workflow.vota.abgeben(top, welt.person(wer), sitz=welt.sitz(sitz), text=text, zuletzt=zuletzt)


def gelesen(sitzung, person):
    session().expire_all()
    return [zeile.text for zeilen in queries.vota.der_sitzung(sitzung, person).values() for zeile in zeilen]


def punkt(welt, sitzung=None):
    return eingeladene_sitzung(welt, sitzung).tops[0]


def test_ein_sitz_sagt_vorab_was_vorgelesen_werden_soll(welt, mats):
    top = punkt(welt)

    votieren(welt, top)

    assert gelesen(top.sitzung, mats) == ["Wir sind für Wohnen."]


@pytest.mark.parametrize("wer", ["Kora", "Paula", "Lena", "Bibi", "Emil"])
def test_wer_keinen_sitz_hat_gibt_keines_ab(welt, wer):
    top = punkt(welt)

    with pytest.raises(Forbidden):
        votieren(welt, top, wer)


def test_und_niemand_fuer_einen_fremden_sitz(welt):
    top = punkt(welt)

    with pytest.raises(Obstructed, match="sprechen Sie in dieser Sitzung nicht"):
        votieren(welt, top, "Mia")


def test_wer_nur_eine_andere_sitzung_vertritt_spricht_hier_nicht(welt, kora):
    andere = laufende_sitzung(welt, neue_sitzung(welt, beginn=clock.now() + timedelta(minutes=5)))
    with transaction():
        workflow.vertretungen.vertretung_eintragen(antwort_von(andere, JOBCENTER), kora, wen=welt.person("Petra"))
    session().expire_all()
    top = punkt(welt)

    with pytest.raises(Obstructed, match="sprechen Sie in dieser Sitzung nicht"):
        votieren(welt, top, "Petra")


def test_vor_der_einladung_gibt_es_noch_keines(welt):
    top = neuer_top(welt)

    with pytest.raises(Obstructed, match="zwischen Einladung und Ende"):
        votieren(welt, top)


def test_nach_der_sitzung_keines_mehr(welt, kora):
    sitzung = laufende_sitzung(welt)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    with pytest.raises(Obstructed, match="zwischen Einladung und Ende"):
        votieren(welt, sitzung.tops[0])


def test_ein_sitz_hat_eines_je_punkt_und_kann_es_ersetzen(welt, mats):
    top = punkt(welt)
    votieren(welt, top)
    votum = session().query(Votum).one()

    votieren(welt, top, "Vera", text="Doch für Sprache.", zuletzt=votum.abgegeben_am)

    assert gelesen(top.sitzung, mats) == ["Doch für Sprache."]


def test_ungesehen_ersetzt_wird_es_nicht(welt, mats):
    """E1 P0: member and Vertretung write without knowing of each other; the second is shown the first."""
    top = punkt(welt)
    votieren(welt, top)

    with pytest.raises(Obstructed, match="Mats hat für diesen Sitz schon geschrieben: „Wir sind für Wohnen"):
        votieren(welt, top, "Vera", text="Wir sind für Sprache.")
    assert gelesen(top.sitzung, mats) == ["Wir sind für Wohnen."]


def test_vor_der_sitzung_lesen_es_nur_der_sitz_die_koordination_und_der_vorsitz(welt, zoe):
    """The meeting of these tests is chaired by Mia; Zoe holds the Vorsitz of the Lenkungsgruppe."""
    neue_mitgliedschaft(welt, welt.lenkungsgruppe, wen=zoe, amt=Amt.VORSITZ)
    top = punkt(welt)
    votieren(welt, top)

    liest = {name for name in ("Mats", "Vera", "Kora", "Mia", "Zoe", "Bert", "Lena", "Bibi", "Ada", "Paula")
             if gelesen(top.sitzung, welt.person(name))}  # fmt: skip
    assert liest == {"Mats", "Vera", "Kora", "Mia", "Zoe"}


def test_in_der_sitzung_hoert_es_das_ganze_gremium(welt):
    top = punkt(welt)
    votieren(welt, top)
    with transaction():
        workflow.sitzungen.eroeffnen(top.sitzung, welt.person("Kora"))

    liest = {name for name in ("Mats", "Mia", "Bert", "Kora", "Lena", "Bibi", "Paula", "Emil")
             if gelesen(top.sitzung, welt.person(name))}  # fmt: skip
    assert liest == {"Mats", "Mia", "Bert", "Kora"}


def test_es_zaehlt_nicht_als_stimme(welt):
    """A1 P0: only a ballot is counted."""
    sitzung = laufende_sitzung(welt)
    top = neuer_top(welt, sitzung)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    votieren(welt, top)

    assert geschlossene_abstimmung(welt, abstimmung).ergebnis["abgegeben"] == 0
