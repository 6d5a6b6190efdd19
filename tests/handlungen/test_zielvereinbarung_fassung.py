"""Texts laid down at einreichen and zustimmen: complete, unchangeable, and the same for ever."""

import hashlib
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Fassungsanlass
from kimflow.workflow.zielvereinbarungen.fassungen import PARTEIEN, festlegen, wortlaut
from tests import datenbanken
from tests.bauen.massnahmen import in_tagen, zugesagte_massnahme
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    INDIKATOR,
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    fortgeschriebene_zielvereinbarung,
    neuer_indikator,
    zeichnen,
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


# --- what comes of the agreed text ----------------------------------------------------------------------------------


def neu_fassen(welt, vereinbarung, kurzname, text):
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(
            beitrag(vereinbarung, kurzname), welt.person("Paula"), text=text, begruendung="Mehr Fälle."
        )


def test_ein_neu_gefasster_beitrag_legt_einen_text_ohne_beschluss_fest_in_dem_nur_er_anders_ist(welt, paula):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    neu_fassen(welt, vereinbarung, "Sozialamt", "Stellt zwei Personen.")

    _, alt, neu = vereinbarung.fassungen
    assert (neu.kennung, neu.anlass, neu.person, neu.beschluss) == ("1.3", A.BEITRAG, paula, None)
    absaetze = [queries.niederschrift.absaetze(f.text) for f in (alt, neu)]
    (anders,) = [s for s in queries.unterschiede.unterschied(*absaetze) if s.art != "gleich"]
    assert "Sozialamt" in anders.anriss
    assert queries.fassungen.geltende(vereinbarung) == neu


def test_was_alle_bindet_bleibt_auch_dann_woertlich_wie_es_vereinbart_war(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    with transaction():
        vereinbarung.massnahmen[0].titel = "Andere Maßnahme"
        vereinbarung.indikatoren[0].zielwert = Decimal(9)

    neu_fassen(welt, vereinbarung, "Sozialamt", f"{PARTEIEN}\n\nStellt zwei Personen.")
    neu_fassen(welt, vereinbarung, "Jobcenter", "Stellt drei Personen.")

    _, alt, *neue = vereinbarung.fassungen
    geteilt = alt.text.partition(f"\n\n{PARTEIEN}\n")[0]
    assert "von 56 auf 7 Tage" in geteilt
    assert [f.text.partition(f"\n\n{PARTEIEN}\n")[0] for f in neue] == [geteilt, geteilt]
    assert [f.text.count(f"\n{PARTEIEN}\n") for f in neue] == [1, 1]


def test_gezeichnet_wird_der_festgelegte_text_mit_dem_eigenen_beitrag(welt):
    """One place knows what is agreed: what is signed begins with it word for word, whatever is renamed meanwhile."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    neuer_name = "Etwas ganz anderes"
    with transaction():
        vereinbarung.thema.titel = vereinbarung.massnahmen[0].titel = neuer_name
    zeichnen(welt, vereinbarung, "Jobcenter")
    neu_fassen(welt, vereinbarung, "Sozialamt", "Stellt zwei Personen.")
    zeichnen(welt, vereinbarung, "Sozialamt")

    festgelegt = vereinbarung.fassungen[-1].text.partition(f"\n\n{PARTEIEN}\n")[0]
    for haus in ("Jobcenter", "Sozialamt"):
        gezeichnet = beitrag(vereinbarung, haus).zeichnung.wortlaut
        assert gezeichnet.startswith(f"{festgelegt}\n\n## Beitrag: {haus} Musterkreis (zeichnet)\n\nStellt ")
        assert neuer_name not in gezeichnet
        assert vereinbarung.beschluss.nummer in gezeichnet
        assert gezeichnet.endswith("begründet keine Rechtsansprüche.")
    assert "zwei Personen" not in beitrag(vereinbarung, "Jobcenter").zeichnung.wortlaut


def test_jeder_indikator_steht_mit_einheit_quelle_und_rhythmus_im_text_und_ohne_den_naechsten_messtag(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    neuer_indikator(
        welt, vereinbarung, name="Anteil *ohne* Lücke", einheit="Prozent", ausgangswert=Decimal("12.5"),
        zielwert=Decimal(80), quelle="", rhythmus=None, naechste_messung_am=in_tagen(77),
    )  # fmt: skip
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    fassung = vereinbarung.fassungen[0].text

    assert "von 56 auf 7 Tage (Quelle: Stichprobe des Jobcenters; gemessen halbjährlich)" in fassung
    assert "Anteil \\*ohne\\* Lücke: von 12,5 auf 80 Prozent\n" in fassung
    assert f"{in_tagen(77):%d.%m.%Y}" not in fassung


def test_was_aeltere_versionen_in_worten_festhielten_steht_in_worten_im_text(welt):
    vereinbarung = einreichbare_zielvereinbarung(welt, mit_indikator=False)
    with transaction():
        vereinbarung.indikator, vereinbarung.ausgangswert, vereinbarung.zielwert = "Wartezeit", "lang", "kurz"

    assert "Indikator: Wartezeit\n\nAusgangswert: lang\n\nZielwert: kurz" in wortlaut(vereinbarung)


@pytest.mark.parametrize(
    ("anlass", "mit_beschluss"),
    [(A.EINGEREICHT, True), (A.BEITRAG, True), (A.ZUGESTIMMT, False), (A.OHNE_PARTEI, False)],
)
def test_nur_die_lenkungsgruppe_legt_mit_beschluss_fest(welt, paula, anlass, mit_beschluss):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    beschluss = vereinbarung.beschluss if mit_beschluss else None

    with pytest.raises(IntegrityError), transaction():
        festlegen(vereinbarung, paula, anlass, beschluss)


def test_einen_anderen_anlass_kennt_die_datenbank_nicht(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(
            text(
                "INSERT INTO zielvereinbarungsfassung (zielvereinbarung_id, lfd, anlass, text, pruefsumme, person_id, "
                "festgelegt_am) SELECT zielvereinbarung_id, 9, 'geplaudert', text, pruefsumme, person_id, "
                "festgelegt_am FROM zielvereinbarungsfassung WHERE zielvereinbarung_id = :id AND lfd = 1"
            ),
            {"id": vereinbarung.id},
        )
