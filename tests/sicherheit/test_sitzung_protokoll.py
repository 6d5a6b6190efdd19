"""Minutes under attack: no side road to an approved text, nothing approved that was decided otherwise (ZUSAGEN C8)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Genehmigung, Modus, Protokollfassung, SitzungStatus, Topart
from kimflow.workflow.acts import Forbidden, Obstructed
from tests import datenbanken
from tests.bauen.protokolle import (
    genehmigtes_protokoll,
    neue_einwendung,
    neueste,
    vorgelegtes_protokoll,
    zweite_fassung,
)
from tests.bauen.sitzungen import laufende_sitzung, neuer_top

pytestmark = pytest.mark.beide

SPAETER = timedelta(days=15)


def mit_beschluss(welt):
    """Minutes that were laid before the body, with one Beschluss in them."""
    kora, sitzung = welt.person("Kora"), neuer_top(welt, titel="Bericht", art=Topart.BESCHLUSS).sitzung
    laufende_sitzung(welt, sitzung)
    with transaction():
        workflow.moderation.aufrufen(sitzung.tops[0], kora)
        workflow.beschluesse.festhalten(sitzung.tops[0], kora, wortlaut="So sei es.", modus=Modus.EINVERNEHMLICH)
        workflow.sitzungen.schliessen(sitzung, kora)
    return vorgelegtes_protokoll(welt, sitzung)


def anders(tabelle, spalte):
    """Every column of the table as it stands, this one changed."""
    names = list(session().execute(text(f"SELECT * FROM {tabelle}")).keys())
    return ", ".join(names), ", ".join("'Anders'" if name == spalte else name for name in names)


@pytest.mark.parametrize(
    ("tabelle", "spalte"),
    [("protokollfassung", "text"), ("protokollfassung", "begruendung"), ("notiz", "text"), ("top", "niederschrift"),
     ("sitzung", "schlusswort"), ("ereignis", "akt")],
)  # fmt: skip
def test_auch_ersetzen_aendert_nichts(welt, tabelle, spalte):
    """C8 P1, F3 P0: INSERT OR REPLACE deletes without a DELETE; an upsert changes without an UPDATE statement."""
    genehmigtes_protokoll(welt)
    names, values = anders(tabelle, spalte)
    before = session().execute(text(f"SELECT {spalte} FROM {tabelle}")).all()
    key = "lfd" if tabelle == "ereignis" else "id"
    ways = [
        f"INSERT INTO {tabelle} ({names}) SELECT {values} FROM {tabelle} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {spalte} = 'Anders'"
    ]
    if not datenbanken.ist_postgres():
        ways.append(f"INSERT OR REPLACE INTO {tabelle} ({names}) SELECT {values} FROM {tabelle}")

    for way in ways:
        with pytest.raises(DBAPIError), transaction() as s:
            s.execute(text(way))

    assert session().execute(text(f"SELECT {spalte} FROM {tabelle}")).all() == before


def test_ein_nach_dem_vorlegen_berichtigter_beschluss_wird_nicht_mit_altem_wortlaut_genehmigt(welt, kora):
    """C5 P0, C8 P1: approval belongs to the version shown; corrected wordings go before the body again."""
    fassung = mit_beschluss(welt)
    sitzung = fassung.sitzung
    with transaction():
        workflow.beschluesse.berichtigen(
            sitzung.tops[0].beschluesse[0], kora, wortlaut="So sei es nicht.", begruendung="Schreibfehler"
        )

    with clock.turned_to(clock.now() + SPAETER):
        with pytest.raises(Obstructed, match="Seit dem Vorlegen festgehalten oder berichtigt: B-"), transaction():
            workflow.protokolle.genehmigen(sitzung, kora)
        with transaction():
            assert workflow.protokolle.faellige_genehmigen() == 0
        with transaction():
            workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="Beschluss berichtigt")
            workflow.protokolle.vorlegen(sitzung, kora)
        with clock.turned_to(clock.now() + SPAETER), transaction():
            workflow.protokolle.genehmigen(sitzung, kora)

    assert sitzung.status is SitzungStatus.GENEHMIGT
    assert "So sei es nicht." in neueste(sitzung).text


def test_ein_beschluss_der_nicht_im_protokoll_steht_haelt_die_genehmigung_auf(welt, kora):
    """C5 P0: whatever was decided in this meeting stands in what is approved."""
    sitzung = mit_beschluss(welt).sitzung
    with transaction() as s:
        workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="Noch nicht fertig")
        workflow.protokolle.vorlegen(sitzung, kora)
        # As a round does that is confirmed late: its Beschluss may follow the meeting.
        s.execute(text("UPDATE beschluss SET nummer = 'B-2026-999'"))

    with clock.turned_to(clock.now() + SPAETER), pytest.raises(Obstructed, match="B-2026-999"), transaction():
        workflow.protokolle.genehmigen(sitzung, kora)


def test_ein_beschluss_ueber_ein_anderes_protokoll_genehmigt_dieses_nicht(welt, kora):
    """D3 P0: a Beschluss of another item, another meeting, or none at all about minutes."""
    sitzung = mit_beschluss(welt).sitzung

    with pytest.raises(Obstructed, match="kein Beschluss über das Protokoll"), transaction():
        workflow.protokolle.genehmigen(sitzung, kora, beschluss=sitzung.tops[0].beschluesse[0])

    genehmigt = genehmigtes_protokoll(welt).sitzung
    fremd = sitzung.tops[0].beschluesse[0]
    with pytest.raises(Obstructed, match="kein Beschluss über das Protokoll"), transaction():
        workflow.protokolle.protokoll_berichtigen(
            genehmigt, kora, text="Neu", begruendung="X", genehmigung=Genehmigung.SITZUNG, beschluss=fremd
        )


@pytest.mark.parametrize("wann", ["in der Frist", "mit Einwendung", "in Nachbereitung", "schon genehmigt"])
def test_die_uhr_genehmigt_nur_was_jede_andere_auch_duerfte(welt, kora, wann):
    """C1 P0: done by the clock asks nobody's right, and every other rule holds: state, period, open objections."""
    sitzung = vorgelegtes_protokoll(welt).sitzung
    later = timedelta() if wann == "in der Frist" else SPAETER
    if wann == "mit Einwendung":
        neue_einwendung(welt, neueste(sitzung))
    if wann == "in Nachbereitung":
        with transaction():
            workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="X")
    before = sitzung.status

    with clock.turned_to(clock.now() + later):
        if wann == "schon genehmigt":
            with transaction():
                assert workflow.protokolle.faellige_genehmigen() == 1
            before = sitzung.status
        with pytest.raises(Obstructed), transaction():
            workflow.protokolle.genehmigen.von_selbst(sitzung)
        with transaction():
            assert workflow.protokolle.faellige_genehmigen() == 0

    assert sitzung.status is before


def test_was_die_uhr_tat_nennt_niemanden_und_steht_in_der_kette(welt):
    """F1 P0, F4 P0."""
    vorgelegtes_protokoll(welt)
    with clock.turned_to(clock.now() + SPAETER), transaction():
        workflow.protokolle.faellige_genehmigen()

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.person_id) == ("sitzung.genehmigen", None)
    assert workflow.ereignisse.pruefen() == []


def test_von_selbst_braucht_eine_transaktion(welt):
    fassung = vorgelegtes_protokoll(welt)

    with pytest.raises(RuntimeError, match="transaction"):
        workflow.protokolle.genehmigen.von_selbst(fassung.sitzung)


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Paula", "Petra", "Lena", "Ada", "Bibi", "Nora"])
def test_wer_nicht_darf_aendert_am_protokoll_in_keinem_stand_etwas(welt, wer):
    """C1 P0: every act on minutes, by everybody else, in the state in which it would be possible."""
    sitzung, person = vorgelegtes_protokoll(welt).sitzung, welt.person(wer)
    acts = [
        lambda: workflow.protokolle.genehmigen(sitzung, person),
        lambda: workflow.protokolle.ueberarbeiten(sitzung, person, begruendung="X"),
        lambda: workflow.protokolle.protokoll_berichtigen(
            sitzung, person, text="X", begruendung="X", genehmigung=Genehmigung.VORSITZ
        ),
        lambda: workflow.protokolle.abrunden(sitzung, person, schlusswort="X"),
        lambda: workflow.protokolle.vorlegen(sitzung, person),
        lambda: workflow.protokolle.niederschreiben(sitzung.tops[0], person, niederschrift="X"),
    ]

    for act in acts:
        with pytest.raises(Forbidden), transaction():
            act()


def test_wer_mitliest_liest_erst_und_nur_was_genehmigt_ist(welt, browser, kora, lena):
    """D5 P0: neither the draft, nor what was laid before the body, nor an earlier version, nor what was objected."""
    sitzung = zweite_fassung(welt).sitzung
    weg = f"/sitzungen/{sitzung.nummer}/protokoll"
    mein = browser(lena)
    for rest in ("", "/1", "/2", "/2/unterschied", "/1.docx", "/2.odt", "/2/erheben"):
        assert mein.get(weg + rest).status in (403, 404), rest
    with clock.turned_to(clock.now() + SPAETER), transaction():
        workflow.protokolle.genehmigen(sitzung, kora)

    seite = browser(lena).get(weg, status=200)
    assert "Mats fragt nach den Kosten." in seite.text
    assert "Fassung 1" not in seite.text
    for rest in ("/1", "/2/unterschied", "/1.docx", "/1.odt"):
        browser(lena).get(weg + rest, status=404)


def test_die_vorherige_fassung_bleibt_byte_fuer_byte(welt, kora):
    """C8 P1: the correction is a new version, the checksum of the old one still holds."""
    fassung = genehmigtes_protokoll(welt)
    sitzung, alt = fassung.sitzung, (fassung.text, fassung.pruefsumme)
    with transaction():
        workflow.protokolle.protokoll_berichtigen(
            sitzung, kora, text=f"{alt[0]}\n\nNachtrag", begruendung="Fehlte", genehmigung=Genehmigung.VORSITZ
        )

    erste = session().query(Protokollfassung).filter_by(sitzung_id=sitzung.id, fassung=1).one()
    assert (erste.text, erste.pruefsumme) == alt
    assert queries.protokolle.neueste(sitzung.id).fassung == 2
