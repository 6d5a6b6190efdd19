"""One conformance suite for the ballots of a round, several processes, per database (ZUSAGEN A1, A2, A3, A15)."""

import os
import random
import time

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Geheimhaltung, Stimme
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung

pytestmark = pytest.mark.beide

# KIMFLOW_LANG=1 runs the figures of ZUSAGEN; the normal run a part of them.
LANG = bool(os.environ.get("KIMFLOW_LANG"))
ERSCHLAGEN = 50 if LANG else 12
WETTLAEUFE = 100 if LANG else 10


def _plaetze(abstimmung):
    """[Stimmabgabe, Person] for each Sitz and everybody who may vote for it."""
    return [[s.id, b.person_id] for s in abstimmung.stimmabgaben for b in s.sitz.heutige]


def _gespeichert():
    """Stimmabgabe → points, as the database has it; more than one ballot of a Sitz would be an error here."""
    session().rollback()
    rows = session().query(Stimme.stimmabgabe_id, Stimme.wert).all()
    assert len(rows) == len({platz for platz, _ in rows})
    return dict(rows)


def test_tausend_gleichzeitige_stimmen_ergeben_eine_je_sitz(schwarm, runde, kora):
    """A1 P0, A15 P1: 1,000 casts from 10 processes, member and deputy; exactly one counted, the last acknowledged."""
    abstimmung = runde(8)
    plaetze, option = _plaetze(abstimmung), abstimmung.optionen[0].id
    bis = -(-1000 // (10 * len(plaetze)))
    session().rollback()

    beginn = time.time() + 0.5
    kinder = [schwarm.los("waehlen", plaetze=plaetze, option=option, von=1, bis=bis, beginn=beginn) for _ in range(10)]
    for kind in kinder:
        kind.abwarten()

    quittungen = [q for kind in kinder for q in kind.quittungen()]
    assert len(quittungen) >= 1000
    assert not any(kind.abgelehnt() for kind in kinder)
    letzte = {platz: max((q.stand, q.punkte) for q in quittungen if q.platz == platz) for platz, _ in plaetze}
    assert _gespeichert() == {platz: punkte for platz, (_, punkte) in letzte.items()}
    with transaction():
        workflow.abstimmungen.schliessen(abstimmung, kora)
    assert abstimmung.ergebnis["abgegeben"] == abstimmung.ergebnis["berechtigt"] == 10


def test_geheim_zaehlt_genau_eine_von_zwanzig_gleichzeitigen(schwarm, runde, kora):
    """A1 P0: geheim: exactly one acknowledged per Sitz, whoever of its people, from whichever process."""
    abstimmung = runde(8, geheimhaltung=Geheimhaltung.GEHEIM)
    plaetze, option = _plaetze(abstimmung), abstimmung.optionen[0].id
    session().rollback()

    beginn = time.time() + 0.5
    kinder = [schwarm.los("waehlen", plaetze=plaetze, option=option, von=n, bis=n, beginn=beginn) for n in range(1, 21)]
    for kind in kinder:
        kind.abwarten()

    platz = [q.platz for kind in kinder for q in kind.quittungen()]
    assert sorted(platz) == sorted({p for p, _ in plaetze})
    session().rollback()
    with transaction():
        workflow.abstimmungen.schliessen(abstimmung, kora)
    assert abstimmung.ergebnis["abgegeben"] == 10


def test_was_bestaetigt_wurde_uebersteht_das_erschlagen_der_prozesse(schwarm, runde):
    """A2 P0: voters die by SIGKILL at any moment; what they were told is there, nothing is there twice."""
    abstimmung = runde(6)
    eigene = [[s.id, s.sitz.heutige[0].person_id] for s in abstimmung.stimmabgaben]
    option, getroffen, stand = abstimmung.optionen[0].id, 0, dict[int, int | None]()
    session().rollback()

    for nummer in range(ERSCHLAGEN):
        von = nummer % 90 + 1
        # Each voter has its own Sitze, so that its last word is known.
        kinder = [
            schwarm.los("waehlen", plaetze=eigene[n::4], option=option, von=von, bis=100, beginn=time.time())
            for n in range(4)
        ]
        _bis_eine_stimme_da_ist(kinder)
        time.sleep(random.uniform(0, 0.05))
        for kind in kinder:
            kind.erschlagen()
        for kind in kinder:
            kind.abwarten()

        gespeichert = _gespeichert()
        for n, kind in enumerate(kinder):
            gesagt = {q.platz: q.punkte for q in kind.quittungen()}
            getroffen += bool(gesagt)
            stand |= gesagt
            # One more may have been stored than could be said; never less, never another.
            unterwegs = [platz for platz, _ in eigene[n::4] if gespeichert.get(platz) != stand.get(platz)]
            assert len(unterwegs) <= 1
            assert all(gespeichert[platz] == gesagt.get(platz, von - 1) + 1 for platz in unterwegs)
        stand = {platz: gespeichert.get(platz) for platz, _ in eigene}

    # A kill between two acknowledgements is what this is about: it must have happened often.
    assert getroffen >= ERSCHLAGEN


def _bis_eine_stimme_da_ist(kinder):
    until = time.monotonic() + 30
    while not any(kind.quittungen() for kind in kinder):
        assert time.monotonic() < until
        time.sleep(0.005)


def test_im_wettlauf_mit_dem_schliessen_zaehlt_jede_bestaetigte_und_keine_andere(schwarm, welt, runde, kora):
    """A3 P0: closing takes the lock that casting takes; counted == acknowledged, whoever was faster."""
    abstimmung = runde(6)
    top, abgeschnitten = abstimmung.top, 0
    for _ in range(WETTLAEUFE):
        plaetze, option = _plaetze(abstimmung), abstimmung.optionen[0].id
        kennung, wer = abstimmung.id, kora.id
        session().rollback()

        beginn = time.time() + 0.08
        kinder = [schwarm.los("waehlen", plaetze=plaetze, option=option, von=1, bis=9, beginn=beginn) for _ in range(3)]
        ende = beginn + random.uniform(0.01, 0.12)
        schliesser = schwarm.los("schliessen", abstimmung=kennung, person=wer, beginn=ende)
        for kind in (*kinder, schliesser):
            kind.abwarten()

        session().rollback()
        session().expire_all()
        letzte: dict[int, tuple[str, int]] = {}
        for quittung in (q for kind in kinder for q in kind.quittungen()):
            letzte[quittung.platz] = max(letzte.get(quittung.platz, ("", 0)), (quittung.stand, quittung.punkte))
        assert abstimmung.ergebnis["abgegeben"] == len(letzte)
        assert sum(s.wert for s in session().query(Stimme).filter_by(abstimmung_id=kennung)) == sum(
            punkte for _, punkte in letzte.values()
        )
        abgeschnitten += any(kind.abgelehnt() for kind in kinder)
        abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top, punkte=100, hoechstens=100))

    assert abgeschnitten >= WETTLAEUFE // 2
