"""The light of a Maßnahme: hand-written cases, and that each Maßnahme stands in exactly one class."""

from datetime import date, timedelta
from itertools import product

import pytest

from kimflow.models import MassnahmeStatus
from kimflow.workflow.ampel import WORTE, Stufe, Verzug, ampel, termin, verzug

HEUTE = date(2026, 11, 22)
S = MassnahmeStatus


def tag(abstand: int | None) -> date | None:
    return None if abstand is None else HEUTE + timedelta(days=abstand)


# Days from today: next milestone, deadline, last Rückmeldung, Beschluss → light.
FAELLE = [
    ("Termin fern, gestern gemeldet", 30, 200, -1, -90, Stufe.GRUEN),
    ("Termin in 15 Tagen", 15, 200, -1, -90, Stufe.GRUEN),
    ("Termin in 14 Tagen", 14, 200, -1, -90, Stufe.GELB),
    ("Termin heute", 0, 200, -1, -90, Stufe.GELB),
    ("Termin gestern", -1, 200, -1, -90, Stufe.ROT),
    ("nur die Frist, fern", None, 200, -1, -90, Stufe.GRUEN),
    ("nur die Frist, in 14 Tagen", None, 14, -1, -90, Stufe.GELB),
    ("nur die Frist, vorbei", None, -1, -1, -90, Stufe.ROT),
    ("Meilenstein fern, Frist vorbei", 30, -1, -1, -90, Stufe.ROT),
    ("Meilenstein fern, Frist in 10 Tagen", 30, 10, -1, -90, Stufe.GELB),
    ("vor 60 Tagen gemeldet", 30, 200, -60, -90, Stufe.GRUEN),
    ("vor 61 Tagen gemeldet", 30, 200, -61, -90, Stufe.GELB),
    ("vor 120 Tagen gemeldet", 30, 200, -120, -200, Stufe.GELB),
    ("vor 121 Tagen gemeldet", 30, 200, -121, -200, Stufe.GRAU),
    ("still und bald fällig", 5, 200, -121, -200, Stufe.GRAU),
    ("still und überfällig", -5, 200, -121, -200, Stufe.ROT),
    ("nie gemeldet, Beschluss vor 60 Tagen", 30, 200, None, -60, Stufe.GRUEN),
    ("nie gemeldet, Beschluss vor 61 Tagen", 30, 200, None, -61, Stufe.GELB),
    ("nie gemeldet, Beschluss vor 121 Tagen", 30, 200, None, -121, Stufe.GRAU),
    ("Termin in 7 Tagen", 7, None, -1, -90, Stufe.GELB),
    ("Termin in 8 Tagen", 8, None, -1, -90, Stufe.GELB),
    ("seit 7 Tagen überfällig", -7, None, -1, -90, Stufe.ROT),
    ("seit 8 Tagen überfällig", -8, None, -1, -90, Stufe.ROT),
    ("seit 30 Tagen überfällig", -30, None, -1, -90, Stufe.ROT),
    ("seit 31 Tagen überfällig", -31, None, -1, -90, Stufe.ROT),
    ("nur der Meilenstein, fern", 15, None, 0, -90, Stufe.GRUEN),
    ("nur die Frist, heute", None, 0, -1, -90, Stufe.GELB),
    ("nur die Frist, in 15 Tagen", None, 15, -1, -90, Stufe.GRUEN),
    ("heute gemeldet, Beschluss heute", 30, 200, 0, 0, Stufe.GRUEN),
    ("vor 61 Tagen gemeldet, in 14 Tagen fällig", 14, 200, -61, -90, Stufe.GELB),
    ("nie gemeldet, Beschluss vor 120 Tagen", 30, 200, None, -120, Stufe.GELB),
    ("Beschluss lange her, gestern gemeldet", 30, 200, -1, -400, Stufe.GRUEN),
    ("weder gemeldet noch ein Beschluss bekannt", 30, 200, None, None, Stufe.GRUEN),
    ("ohne jeden Termin", None, None, -1, -90, Stufe.OHNE),
    ("ohne jeden Termin und still", None, None, -300, -400, Stufe.OHNE),
]


@pytest.mark.parametrize("status", [S.VEREINBART, S.IN_UMSETZUNG, S.WARTET])
@pytest.mark.parametrize(
    ("naechster", "frist", "gemeldet", "beschluss", "stufe"), [f[1:] for f in FAELLE], ids=[f[0] for f in FAELLE]
)
def test_die_ampel_folgt_aus_den_daten(status, naechster, frist, gemeldet, beschluss, stufe):
    licht = ampel(status, tag(naechster), tag(frist), tag(gemeldet), tag(beschluss), HEUTE)

    assert licht is not None
    assert licht.stufe is stufe
    assert licht.regel.endswith(".")
    assert licht.wort


@pytest.mark.parametrize("status", [S.VORGESCHLAGEN, S.ZUGESAGT, S.UMGESETZT, S.GEPRUEFT, S.ABGEBROCHEN])
def test_was_nicht_laeuft_hat_keine_ampel(status):
    assert ampel(status, tag(-50), tag(-50), tag(-500), tag(-500), HEUTE) is None


def test_was_ruht_ist_weder_ueberfaellig_noch_still():
    licht = ampel(S.RUHT, tag(-50), tag(-50), tag(-500), tag(-500), HEUTE)

    assert licht is not None
    assert licht.stufe is Stufe.RUHT


def test_jede_stufe_hat_ein_wort():
    assert set(WORTE) == set(Stufe)


@pytest.mark.parametrize(
    ("tage", "klasse"),
    [
        (1, Verzug.PUENKTLICH), (0, Verzug.PUENKTLICH), (-1, Verzug.WOCHE), (-7, Verzug.WOCHE),
        (-8, Verzug.MONAT), (-30, Verzug.MONAT),
        (-31, Verzug.LAENGER), (-400, Verzug.LAENGER),
    ],
)  # fmt: skip
def test_die_klassen_des_verzugs_ueberschneiden_sich_nicht(tage, klasse):
    assert verzug(True, tag(tage), HEUTE) is klasse


def test_ohne_termin_ist_eine_eigene_klasse():
    assert verzug(True, None, HEUTE) is Verzug.OHNE


def test_was_nicht_laeuft_ist_nie_ueberfaellig():
    assert {verzug(False, day, HEUTE) for day in (None, tag(-40), tag(40))} == {Verzug.LAEUFT_NICHT}


def test_es_zaehlt_der_fruehere_termin():
    assert termin(tag(3), tag(5)) == tag(3)
    assert termin(tag(9), tag(5)) == tag(5)
    assert termin(None, tag(5)) == tag(5)
    assert termin(None, None) is None


def test_rot_ist_genau_was_eine_verzugsklasse_hat():
    """Every Maßnahme is in exactly one class: red and overdue are the same set."""
    for abstand in range(-60, 60):
        licht = ampel(S.IN_UMSETZUNG, tag(abstand), None, HEUTE, HEUTE, HEUTE)
        assert licht is not None
        assert (licht.stufe is Stufe.ROT) == verzug(True, tag(abstand), HEUTE).ist_ueberfaellig


# While it waits: next milestone, deadline, waits until → light.
WARTEN = [
    ("wartet noch lange", 90, 200, 60, Stufe.GRUEN),
    ("wartet noch 15 Tage", 90, 200, 15, Stufe.GRUEN),
    ("wartet noch 14 Tage", 90, 200, 14, Stufe.GELB),
    ("wartet bis heute", 90, 200, 0, Stufe.GELB),
    ("wartet seit gestern zu lange", 90, 200, -1, Stufe.ROT),
    ("wartet, nichts anderes hat einen Termin", None, None, 60, Stufe.GRUEN),
    ("wartet zu lange, nichts anderes hat einen Termin", None, None, -1, Stufe.ROT),
    ("wartet noch, aber der Meilenstein ist vorbei", -1, 200, 60, Stufe.ROT),
]


@pytest.mark.parametrize(("naechster", "frist", "bis", "stufe"), [f[1:] for f in WARTEN], ids=[f[0] for f in WARTEN])
def test_wer_wartet_ist_am_tag_danach_ueberfaellig(naechster, frist, bis, stufe):
    licht = ampel(S.WARTET, tag(naechster), tag(frist), HEUTE, HEUTE, HEUTE, tag(bis))

    assert licht is not None
    assert licht.stufe is stufe


def test_die_regel_nennt_das_warten_beim_namen():
    licht = ampel(S.WARTET, None, None, HEUTE, HEUTE, HEUTE, tag(-1))

    assert licht is not None
    assert licht.regel == "Gewartet werden sollte bis 21.11.2026; der Tag ist verstrichen."


@pytest.mark.parametrize(
    ("gemeldet", "regel"),
    [
        (-3, "Nächster Termin am 22.12.2026, Rückmeldung ist aktuell."),
        (None, "Nächster Termin am 22.12.2026, noch keine Rückmeldung nötig."),
    ],
)
def test_gruen_behauptet_keine_rueckmeldung_die_es_nicht_gibt(gemeldet, regel):
    licht = ampel(S.IN_UMSETZUNG, tag(30), None, tag(gemeldet), tag(-10), HEUTE)

    assert licht is not None
    assert (licht.stufe, licht.regel) == (Stufe.GRUEN, regel)


@pytest.mark.parametrize("status", [S.VEREINBART, S.IN_UMSETZUNG])
def test_wer_nicht_mehr_wartet_den_bindet_das_alte_datum_nicht(status):
    licht = ampel(status, tag(90), None, HEUTE, HEUTE, HEUTE, tag(-50))

    assert licht is not None
    assert licht.stufe is Stufe.GRUEN


@pytest.mark.parametrize("status", S)
def test_jede_massnahme_steht_in_genau_einer_klasse(status):
    """Every status × dates around every boundary: red is one overdue class, everything else none."""
    tage = (None, -31, -30, -8, -7, -1, 0, 1, 7, 8, 14, 15, 30, 31)
    for naechster, frist, bis, gemeldet in product(tage, tage, tage, (None, 0, -60, -61, -120, -121)):
        licht = ampel(status, tag(naechster), tag(frist), tag(gemeldet), tag(-10), HEUTE, tag(bis))
        laeuft = status in (S.VEREINBART, S.IN_UMSETZUNG, S.WARTET)
        assert (licht is not None) == (laeuft or status is S.RUHT)
        faellig = termin(tag(naechster), tag(frist), tag(bis) if status is S.WARTET else None)
        if laeuft and licht is not None:
            assert (licht.stufe is Stufe.ROT) == verzug(laeuft, faellig, HEUTE).ist_ueberfaellig
            assert (licht.stufe is Stufe.OHNE) == (faellig is None)
            assert licht.stufe is not Stufe.RUHT
