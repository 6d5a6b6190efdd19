"""Texts laid down at einreichen and zustimmen: complete, unchangeable, and the same for ever."""

import hashlib
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Fassungsanlass
from kimflow.workflow.zielvereinbarungen.fassungen import wortlaut
from tests import datenbanken
from tests.bauen.massnahmen import in_tagen, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    INDIKATOR,
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    fortgeschriebene_zielvereinbarung,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.beide

A = Fassungsanlass


def test_einreichen_und_zustimmen_legen_je_einen_text_fest(welt, kora, paula):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    found = [(f.kennung, f.anlass, f.person, f.beschluss) for f in vereinbarung.fassungen]

    assert found == [("1.1", A.EINGEREICHT, paula, None), ("1.2", A.ZUGESTIMMT, kora, vereinbarung.beschluss)]


def test_ein_entwurf_ist_noch_keine_fassung(welt):
    assert einreichbare_zielvereinbarung(welt).fassungen == []


def test_der_text_ist_vollstaendig_und_nennt_keine_person(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    fassung = vereinbarung.fassungen[0].text

    (massnahme,) = vereinbarung.massnahmen
    for wort in (
        vereinbarung.titel,
        vereinbarung.thema.nummer,
        "ohne Leistung",
        INDIKATOR["name"],
        "von 56 auf 7 Tage (Quelle: Stichprobe des Jobcenters; gemessen halbjährlich)",
        f"Frist: {in_tagen(365):%d.%m.%Y}",
        massnahme.nummer,
        massnahme.titel,
        massnahme.institution.name,
        *(b.institution.name for b in vereinbarung.beitraege),
        "Stellt eine Ansprechperson.",
    ):
        assert wort in fassung
    assert massnahme.verantwortlich.name not in fassung
    assert vereinbarung.fassungen[0].pruefsumme == hashlib.sha256(fassung.encode()).hexdigest()


def test_nach_einer_ueberarbeitung_entsteht_die_naechste_fassung_und_zeigt_den_unterschied(welt, kora, paula):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.ueberarbeiten(
            vereinbarung, kora, beschluss=beschluss, was="Ziel prüfen.", bis=in_tagen(30)
        )
    with transaction():
        (indikator,) = vereinbarung.indikatoren
        workflow.indikatoren.bearbeiten(
            indikator, paula, **(INDIKATOR | {"zielwert": Decimal(14), "naechste_messung_am": None})
        )
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    erste, zweite = (queries.niederschrift.absaetze(f.text) for f in vereinbarung.fassungen)
    (anders,) = [s.anriss for s in queries.unterschiede.unterschied(erste, zweite) if s.art != "gleich"]
    assert "von 56 auf 14 Tage" in anders


def test_der_vereinbarte_text_bleibt_byte_fuer_byte_gleich_was_auch_umbenannt_wird(welt):
    """C6 P0: what was agreed reads the same later, whatever else goes on."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    vorher = [(f.text, f.pruefsumme) for f in vereinbarung.fassungen]
    with transaction():
        welt.institution("Jobcenter").name = "Agentur für Grundsicherung"
        welt.person("Mats").name = "Mats Anders"
        vereinbarung.thema.titel = "Anderer Titel"
        vereinbarung.massnahmen[0].titel = "Andere Maßnahme"
        beitrag(vereinbarung, "Jobcenter").text = "Etwas anderes."

    session().expire_all()

    assert [(f.text, f.pruefsumme) for f in vereinbarung.fassungen] == vorher
    assert wortlaut(vereinbarung) != vorher[1][0]


def test_was_nicht_zugestimmt_wurde_steht_nicht_im_vereinbarten_text(welt, kora, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    zweite = zugesagte_massnahme(welt, zielvereinbarung=vereinbarung, titel="Zweite Sprechstunde")
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)
    with transaction():
        workflow.zielvereinbarungen.zustimmen(vereinbarung, kora, beschluss=beschluss, ohne=[zweite])

    eingereicht, zugestimmt = vereinbarung.fassungen
    assert "Zweite Sprechstunde" in eingereicht.text
    assert "Zweite Sprechstunde" not in zugestimmt.text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE zielvereinbarungsfassung SET text = 'anders'",
        "UPDATE zielvereinbarungsfassung SET pruefsumme = '0'",
        "UPDATE zielvereinbarungsfassung SET beschluss_id = NULL, anlass = 'eingereicht'",
        "DELETE FROM zielvereinbarungsfassung",
        "TRUNCATE zielvereinbarungsfassung CASCADE",
    ],
)
def test_eine_fassung_aendert_niemand_auch_nicht_an_der_datenbank_vorbei(welt, statement):
    if statement.startswith("TRUNCATE") and not datenbanken.ist_postgres():
        pytest.skip("TRUNCATE gibt es nur in PostgreSQL.")
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    vorher = [f.text for f in vereinbarung.fassungen]

    with pytest.raises(DBAPIError, match="aendert sich nicht"), transaction() as s:
        s.execute(text(statement))

    session().expire_all()
    assert [f.text for f in vereinbarung.fassungen] == vorher


def test_wer_nur_mitliest_sieht_nur_fassungen_denen_zugestimmt_wurde(welt, lena, mats):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    assert [f.kennung for f in queries.fassungen.alle(vereinbarung, lena)] == ["1.2"]
    assert [f.kennung for f in queries.fassungen.alle(vereinbarung, mats)] == ["1.2", "1.1"]


def test_den_entwurf_der_naechsten_fassung_sieht_nicht_wer_nur_mitliest(welt, lena, mats, paula):
    folge = fortgeschriebene_zielvereinbarung(welt)
    with transaction():
        workflow.zielvereinbarungen.einreichen(folge, paula)

    assert [f.kennung for f in queries.fassungen.alle(folge, lena)] == ["1.2"]
    assert [f.kennung for f in queries.fassungen.alle(folge, mats)] == ["2.1", "1.2", "1.1"]
