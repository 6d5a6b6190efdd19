"""Stellen: shares and occupancy, checked against tables written by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Stelle, Stellenbesetzung
from kimflow.workflow import stellenanteile
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.foerderung import neue_stelle

TAG = date(2025, 7, 1)


def handeln(verb: str, stelle: Stelle, person: Any, **kw: Any) -> None:
    with transaction():
        getattr(workflow.stellen, verb)(stelle, person, **kw)


def stelle(baustein: int = 2, anteil: int = 100, kommunal: bool = False, von: date = date(2025, 1, 1),
           bis: date | None = None, *besetzt: tuple[int, date, date | None]) -> Stelle:  # fmt: skip
    """A row that was never saved: the arithmetic needs no database."""
    return Stelle(
        bezeichnung="Stelle", baustein=baustein, anteil=anteil, kommunal=kommunal, von=von, bis=bis,
        besetzungen=[Stellenbesetzung(anteil=a, von=v, bis=b) for a, v, b in besetzt],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("posten", "anteil"),
    [
        # (Baustein, share, KI or Kommune) of each post
        ([], None),
        ([(1, 100, True), (3, 50, True)], None),
        ([(2, 100, False)], Fraction(0)),
        ([(2, 100, True), (2, 100, False), (2, 100, False)], Fraction(1, 3)),
        ([(2, 50, True), (2, 100, False), (1, 100, False)], Fraction(1, 3)),
        ([(2, 99, True), (2, 100, False), (2, 99, False)], Fraction(99, 298)),
        ([(2, 50, True), (2, 75, True), (2, 100, False), (2, 100, False)], Fraction(125, 325)),
        ([(2, 50, True), (2, 50, False), (2, 52, False)], Fraction(50, 152)),
    ],
)
def test_der_kommunale_anteil_stimmt_mit_der_handrechnung(posten, anteil):
    """FACH §5: at least one third of the posts of Baustein 2 at the KI or a Kommune."""
    found = stellenanteile.kommunaler_anteil([stelle(b, a, k) for b, a, k in posten], TAG)

    assert found == anteil
    weniger = anteil is not None and anteil * 3 < 1
    hinweise = stellenanteile.hinweise([stelle(b, a, k) for b, a, k in posten], TAG)
    assert any("mindestens ein Drittel" in satz for satz in hinweise) is weniger


def test_es_zaehlt_was_es_an_diesem_tag_gibt():
    frueher, jetzt = stelle(kommunal=True, bis=date(2025, 6, 30)), stelle()

    assert stellenanteile.kommunaler_anteil([frueher, jetzt], date(2025, 6, 30)) == Fraction(1, 2)
    assert stellenanteile.kommunaler_anteil([frueher, jetzt], TAG) == 0


J = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("posten", "gibt_es", "besetzt", "luecken"),
    [
        (stelle(2, 100, False, J, None, (100, J, None)), Fraction(12), Fraction(12), []),
        (stelle(2, 100, False, J, None), Fraction(12), Fraction(0), [(J, date(2025, 12, 31))]),
        # since 2024, filled until the middle of June and again from October on
        (
            stelle(2, 100, False, date(2024, 3, 1), None, (100, date(2024, 3, 1), date(2025, 6, 15)),
                   (100, date(2025, 10, 1), None)),
            Fraction(12), Fraction(17, 2), [(date(2025, 6, 16), date(2025, 9, 30))],
        ),
        # half of a full post for three months, all of it for three more; the post ends in September
        (
            stelle(2, 100, False, J, date(2025, 9, 30), (50, J, date(2025, 6, 30)),
                   (50, date(2025, 4, 1), date(2025, 6, 30))),
            Fraction(9), Fraction(9, 2), [(date(2025, 7, 1), date(2025, 9, 30))],
        ),
        # a half post that is filled is filled
        (
            stelle(2, 50, False, date(2025, 2, 15), None, (50, date(2025, 2, 15), None)),
            Fraction(21, 2), Fraction(21, 2), [],
        ),
        # another year
        (stelle(2, 100, False, date(2026, 1, 1), None, (100, date(2026, 1, 1), None)), Fraction(0), Fraction(0), []),
        (stelle(2, 100, False, J, None, (100, date(2024, 1, 1), date(2024, 12, 31))), Fraction(12), Fraction(0),
         [(J, date(2025, 12, 31))]),
    ],
)  # fmt: skip
def test_besetzte_monate_und_luecken_stimmen_mit_der_handrechnung(posten, gibt_es, besetzt, luecken):
    assert stellenanteile.monate(posten, 2025) == gibt_es
    danach = date(2026, 3, 1)
    assert stellenanteile.besetzte_monate(posten, 2025, danach) == besetzt
    assert stellenanteile.luecken(posten, 2025, danach) == luecken


@pytest.mark.parametrize(
    ("posten", "heute", "besetzt", "luecken"),
    [
        # open since January: on 29 November 10 months and 29 of 30 days, on the first day 1 of 31, before it nothing
        (stelle(2, 100, False, J, None, (100, J, None)), date(2025, 11, 29), 10 + Fraction(29, 30), []),
        (stelle(2, 100, False, J, None, (100, J, None)), J, Fraction(1, 31), []),
        (stelle(2, 100, False, J, None, (100, J, None)), date(2024, 12, 31), Fraction(0), []),
        # a last day that is still to come is no more than a plan
        (stelle(2, 100, False, J, None, (100, J, date(2025, 12, 31))), date(2025, 6, 30), Fraction(6), []),
        # free since April: the gap goes on, but not beyond today
        (
            stelle(2, 100, False, J, None, (100, J, date(2025, 3, 31))),
            date(2025, 6, 30), Fraction(3), [(date(2025, 4, 1), date(2025, 6, 30))],
        ),
        # filled until May, again from August on: seen in July the rest of the gap has not happened yet
        (
            stelle(2, 100, False, J, None, (100, J, date(2025, 5, 31)), (100, date(2025, 8, 1), None)),
            date(2025, 7, 10), Fraction(5), [(date(2025, 6, 1), date(2025, 7, 10))],
        ),
        # begins next month; until then nobody is there
        (
            stelle(2, 100, False, J, None, (100, date(2025, 8, 1), None)),
            date(2025, 7, 10), Fraction(0), [(J, date(2025, 7, 10))],
        ),
        # the post itself begins next month
        (stelle(2, 100, False, date(2025, 8, 1), None), date(2025, 7, 10), Fraction(0), []),
    ],
)  # fmt: skip
def test_was_noch_kommt_zaehlt_nicht(posten, heute, besetzt, luecken):
    assert stellenanteile.besetzte_monate(posten, 2025, heute) == besetzt
    assert stellenanteile.luecken(posten, 2025, heute) == luecken


def test_eine_besetzung_unter_einer_halben_stelle_ist_ein_hinweis_und_keine_ablehnung(welt, kora):
    """FACH §5 [000, 003]: share of at least 0.5."""
    posten = neue_stelle(welt)

    handeln("besetzen", posten, kora, anteil=40, von=posten.von, bis=None)

    (satz,) = [s for s in stellenanteile.hinweise([posten], clock.today()) if "0,5" in s]
    assert "nur 0,4 Stellenanteile" in satz
    assert stellenanteile.unbesetzt(posten, clock.today()) == 60


def test_eine_stelle_wird_eingetragen_besetzt_und_wieder_frei(welt, kora):
    posten = neue_stelle(welt)
    heute = clock.today()
    handeln("besetzen", posten, kora, anteil=100, von=posten.von)
    assert stellenanteile.unbesetzt(posten, heute) == 0

    handeln("besetzung_beenden", posten, kora, besetzung=posten.besetzungen[0], bis=posten.von)

    assert stellenanteile.unbesetzt(posten, heute) == 100
    lines = session().query(Ereignis).filter_by(art="stelle").order_by(Ereignis.lfd)
    assert [z.akt for z in lines] == ["stelle.einrichten", "stelle.besetzen", "stelle.besetzung_beenden"]
    with pytest.raises(Obstructed, match="keine Besetzung offen"):
        handeln("besetzung_beenden", posten, kora, besetzung=posten.besetzungen[0], bis=heute)


def test_mehr_als_eine_stelle_hat_wird_nie_zugleich_besetzt(welt, kora):
    posten = neue_stelle(welt, anteil=75)
    april = date(posten.von.year, 4, 1)
    handeln("besetzen", posten, kora, anteil=50, von=april)

    with pytest.raises(Obstructed, match="hat 0,75 Anteile; so wären 1 zugleich besetzt"):
        handeln("besetzen", posten, kora, anteil=50, von=posten.von)
    handeln("besetzen", posten, kora, anteil=25, von=posten.von)
    handeln("besetzen", posten, kora, anteil=50, von=posten.von, bis=date(posten.von.year, 3, 31))
    with pytest.raises(Obstructed, match="Anteile"):
        bearbeiten(posten, kora, anteil=50)


def bearbeiten(posten: Stelle, person: Any, **kw: Any) -> None:
    names = ("bezeichnung", "baustein", "institution", "kommunal", "anteil", "von", "bis")
    handeln("bearbeiten", posten, person, **({name: getattr(posten, name) for name in names} | kw))


def test_besetzt_ist_eine_stelle_nur_solange_es_sie_gibt(welt, kora):
    posten = neue_stelle(welt)
    ende = date(posten.von.year, 12, 31)
    handeln("besetzen", posten, kora, anteil=100, von=posten.von)

    with pytest.raises(Obstructed, match="beenden Sie erst die Besetzung"):
        bearbeiten(posten, kora, bis=ende)
    handeln("besetzung_beenden", posten, kora, besetzung=posten.besetzungen[0], bis=ende)
    bearbeiten(posten, kora, bis=ende, kommunal=True)
    assert (posten.bis, posten.kommunal) == (ende, True)
    with pytest.raises(Obstructed, match="solange es sie gibt"):
        handeln("besetzen", posten, kora, anteil=100, von=date(ende.year + 1, 1, 1))
    with pytest.raises(Obstructed, match="Ende liegt vor dem Beginn"):
        neue_stelle(welt, bis=date(2020, 1, 1), von=date(2021, 1, 1))


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Lena", "Ada", "Bibi"])
def test_nur_die_koordination_fuehrt_die_stellen(welt, wer):
    posten, person = neue_stelle(welt), welt.person(wer)

    for verb, kw in (
        ("besetzen", {"anteil": 50, "von": posten.von}),
        ("besetzung_beenden", {"besetzung": None, "bis": posten.von}),
    ):
        with pytest.raises(Forbidden):
            handeln(verb, posten, person, **kw)
    with pytest.raises(Forbidden):
        bearbeiten(posten, person)
    with pytest.raises(Forbidden), transaction():
        workflow.stellen.einrichten(
            person, bezeichnung="x", baustein=1, institution=posten.institution, kommunal=False, anteil=50, von=TAG
        )


def test_auch_die_datenbank_kennt_keine_stelle_unter_einer_halben(welt):
    posten = neue_stelle(welt)

    for change in ("anteil = 49", "anteil = 101", "baustein = 0", "bis = '2000-01-01'", "bezeichnung = ''"):
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(text(f"UPDATE stelle SET {change} WHERE id = {posten.id}"))
