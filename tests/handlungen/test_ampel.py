"""The light of a Maßnahme: hand-written cases, and that each Maßnahme stands in exactly one class."""

from datetime import date, timedelta

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
