"""When a rung has come: the pure functions of workflow/erinnerungen, against tables computed by hand."""

from datetime import UTC, date, datetime

import pytest

from kimflow.queries.massnahmen import Faelligkeit
from kimflow.workflow.erinnerungen import massnahmen, montagsbrief, zeichnungen
from kimflow.workflow.erinnerungen.stufen import faellige_stufe, faellige_stunde

TERMIN = date(2026, 12, 15)
LEITER = (-14, 0, 7, 14, 21)


@pytest.mark.parametrize(
    ("heute", "stufe"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), -14),
        (date(2026, 12, 14), -14),
        (date(2026, 12, 15), 0),
        (date(2026, 12, 21), 0),
        (date(2026, 12, 22), 7),
        (date(2026, 12, 29), 14),
        (date(2027, 1, 5), 21),
        (date(2027, 3, 6), 21),
        (date(2027, 3, 7), None),
    ],
    ids=str,
)
def test_die_letzte_erreichte_stufe_ueberholt_die_frueheren(heute, stufe):
    """21 days after is 5 January; sixty days later nobody is told any more."""
    assert faellige_stufe(LEITER, TERMIN, heute) == stufe


@pytest.mark.parametrize(
    ("seit", "heute", "stufe"),
    [
        (date(2026, 11, 30), date(2026, 12, 1), -14),
        (date(2026, 12, 1), date(2026, 12, 1), None),
        (date(2026, 12, 14), date(2026, 12, 15), 0),
        (date(2026, 12, 15), date(2026, 12, 15), None),
        (date(2026, 12, 18), date(2026, 12, 21), None),
        (date(2026, 12, 18), date(2026, 12, 22), 7),
    ],
    ids=str,
)
def test_was_seit_dem_tag_der_stufe_geklaert_ist_wird_nicht_gefragt(seit, heute, stufe):
    assert faellige_stufe(LEITER, TERMIN, heute, seit=seit) == stufe


def stunde(tag, uhr, minute=0):
    return datetime(2026, 11, tag, uhr, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("jetzt", "stunden"),
    [
        (stunde(13, 16, 59), None),
        (stunde(13, 17), 72),
        (stunde(15, 16, 59), 72),
        (stunde(15, 17), 24),
        (stunde(16, 16, 59), 24),
        (stunde(16, 17), None),
    ],
    ids=str,
)
def test_vor_dem_ende_zaehlen_stunden(jetzt, stunden):
    assert faellige_stunde((72, 24), stunde(2, 9), stunde(16, 17), jetzt) == stunden


def test_was_vor_dem_beginn_gelegen_haette_faellt_weg():
    assert faellige_stunde((72, 24), stunde(14, 9), stunde(16, 17), stunde(15, 9)) is None
    assert faellige_stunde((72, 24), stunde(14, 9), stunde(16, 17), stunde(15, 18)) == 24


@pytest.mark.parametrize(
    ("tage", "leiter"), [(28, (-14, -3, 1)), (42, (-21, -3, 1)), (15, (-8, -3, 1)), (7, (-4, -3, 1))]
)
def test_zeichnungen_in_der_mitte_drei_tage_vor_und_einen_nach_dem_ende(tage, leiter):
    """Of 15 days the middle is the seventh, eight before the end."""
    assert zeichnungen.stufen(tage) == leiter


def faellig(**kw):
    angaben = {
        "id": 1,
        "nummer": "M-2026-001",
        "termin": TERMIN,
        "wartet": False,
        "seit": date(2026, 3, 1),
        "gebeten_am": None,
        "verantwortlich_id": 1,
        "projektgruppe_id": 1,
    }
    return Faelligkeit(**(angaben | kw))


def test_wer_auf_andere_wartet_wird_vor_dem_tag_nicht_erinnert():
    wartende = faellig(wartet=True)

    assert massnahmen.stufe(wartende, date(2026, 12, 14)) is None
    assert massnahmen.stufe(wartende, date(2026, 12, 15)) == 0
    assert massnahmen.stufe(wartende, date(2026, 12, 29)) == 14


@pytest.mark.parametrize(
    ("gebeten_am", "heute", "stufe"),
    [
        (date(2026, 12, 14), date(2026, 12, 15), 0),
        (date(2026, 12, 15), date(2026, 12, 15), None),
        (date(2026, 12, 23), date(2026, 12, 28), None),
        (date(2026, 12, 30), date(2026, 12, 30), 14),
    ],
    ids=str,
)
def test_wen_die_koordination_schon_gebeten_hat_bittet_die_uhr_nicht_noch_einmal(gebeten_am, heute, stufe):
    """Whom the ladder has left behind does not hold up who leads."""
    assert massnahmen.stufe(faellig(gebeten_am=gebeten_am), heute) == stufe


@pytest.mark.parametrize(
    ("tag", "montag"),
    [
        (date(2026, 12, 7), date(2026, 12, 7)),
        (date(2026, 12, 11), date(2026, 12, 7)),
        (date(2026, 12, 12), None),
        (date(2026, 12, 13), None),
        (date(2026, 12, 14), date(2026, 12, 14)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
    ids=str,
)
def test_der_montagsbrief_gehoert_zur_woche_und_kommt_nicht_am_wochenende(tag, montag):
    assert montagsbrief.montag(tag) == montag
