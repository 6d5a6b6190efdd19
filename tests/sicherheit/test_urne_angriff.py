"""Somebody who reads the database after every single ballot, and once more after closing (ZUSAGEN B2, B3).

What can be linked, and what that is worth: Such a reader sees who voted in which order (the roll), and on PostgreSQL
which sealed ballot came in with it (xmin); marks of forms and sessions say no more than that. All of it ends at the
sealed ballot. Opened ballots come in one transaction, under new random ids, in random order.
"""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Ereignis, Stimmabgabe, Stimmwort, Urnenstimme, Versiegelt
from tests import datenbanken
from tests.bauen.abstimmungen import geschlossene_abstimmung
from tests.besetzung import Welt
from tests.sicherheit.urnen import (
    AUFFAELLIG,
    ZWOELF,
    abgegeben,
    abstimmen,
    als_werte,
    geheime_runde,
    gemischt,
    physisch,
    rohes,
    schreibweisen,
    tagesordnungspunkt,
    versiegelte,
    waehler,
    zeilen,
    zufall,
)

pytestmark = pytest.mark.beide

RUNDEN = 10 if datenbanken.ist_postgres() else 30
LESBARES = (str(AUFFAELLIG)[:5].encode(), b'werte": {', b'gruende": {')


# Ballots whose words differ in length: all Themen, one, none with an Enthaltung.
VERSCHIEDEN = [((6, 4), {}), ((10, 0), {}), ((6,), {}), ((), {"wort": Stimmwort.ENTHALTUNG})] * 3


def test_solange_offen_ist_steht_in_keiner_kopie_eine_wahl(welt):
    """B3 P0: a copy of everything stored after each of 12 ballots: one length, no option and no word of a ballot."""
    alle = waehler(welt)
    runde = geheime_runde(welt, hoechstens=10)
    lengths = set()
    for wer, (werte, wort) in zip(alle, gemischt(VERSCHIEDEN), strict=True):
        abstimmen(welt, runde, wer, werte, **wort)
        copy = rohes()
        assert [found for found in LESBARES if found in copy] == []
        lengths |= {len(sealed) for sealed in versiegelte().values()}
        session().rollback()

    assert len(lengths) == 1
    geschlossene_abstimmung(welt, runde)
    assert [found for found in LESBARES if found not in rohes()] == [], "die Suche findet, was lesbar daliegt"


# Random in every run, whatever was chosen (salts of the trail and links in letters come from before the first ballot):
# of these only the length is compared, of everything else every value.
ZUFAELLIG = {
    "versiegelt": ("id", "inhalt"),
    "urne": ("schluessel",),
    "ereignis": ("angaben", "hash", "vorgaenger"),
    "ereignistext": ("salz",),
    "einzellink": ("hash",),
    "nachricht": ("text", "kalender"),
    "sitzung": ("kalender_id",),
}


def _lauf(datenbank, anfang, wahl):
    """The same voters at the same times; all that is stored after each ballot, but for what is random."""
    session().rollback()
    session().expunge_all()
    datenbank.frisch()
    welt, states = Welt(), []
    with clock.turned_to(anfang):
        alle = waehler(welt, 3)
        runde = geheime_runde(welt)
    for minute, (wer, werte) in enumerate(zip(alle, wahl, strict=True), start=1):
        with clock.turned_to(anfang + timedelta(minutes=minute)):
            abstimmen(welt, runde, wer, werte)
        states.append(_ohne_zufall(zeilen()))
        session().rollback()
    return states


def _ohne_zufall(tables):
    return {
        name: [{c: len(str(v)) if c in ZUFAELLIG.get(name, ()) else v for c, v in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def test_zwei_laeufe_mit_gegenteiliger_wahl_sind_nicht_zu_unterscheiden(datenbank, app):
    """B3 P0: every row of every table after every ballot is equal but for ids and sealed text."""
    beginn = clock.now()
    one, other = (_lauf(datenbank, beginn, [werte] * 5) for werte in ((6, 0), (0, 6)))

    for before, after in zip(one, other, strict=True):
        assert [name for name in before if before[name] != after[name]] == []
    assert len(one[-1]["versiegelt"]) == 5


def _angriffe(welt: Welt, top, alle) -> Counter:
    """One round of 12 different ballots, attacked while open and after closing: right guesses by kind of guess."""
    runde = geheime_runde(welt, top)
    gewaehlt, reihenfolge, versiegelt_von = {}, [], {}
    for wer, werte in zip(gemischt(alle), gemischt(ZWOELF), strict=True):
        before = versiegelte().keys()
        known = abgegeben(runde)
        session().rollback()
        abstimmen(welt, runde, wer, werte)
        (sitz,) = abgegeben(runde) - known
        (sealed,) = versiegelte().keys() - before
        session().rollback()
        gewaehlt[sitz], versiegelt_von[sitz] = werte, sealed
        reihenfolge.append(sitz)
    lying = physisch("versiegelt", runde, "id")
    sealed_texts = list(versiegelte().values())
    session().rollback()

    geschlossene_abstimmung(welt, runde)

    stored = rohes()
    assert not [s for s in sealed_texts for form in schreibweisen(s) if form in stored], "Versiegeltes ist noch da"
    voters = {
        "Reihenfolge der Abgabe": reihenfolge,
        "Reihenfolge der Sitze": sorted(reihenfolge),
        "Verzeichnis, wie es daliegt": physisch("stimmabgabe", runde, "sitz_id"),
        "Urne nach Kennung": sorted(reihenfolge, key=lambda sitz: versiegelt_von[sitz]),
        "Urne, wie sie dalag": sorted(reihenfolge, key=lambda sitz: lying.index(versiegelt_von[sitz])),
    }
    ballots = {
        "nach Kennung": list(session().scalars(_geoeffnete(runde).order_by(Urnenstimme.id))),
        "wie sie daliegen": physisch("urnenstimme", runde, "inhalt"),
    }
    session().rollback()
    return Counter(
        {
            f"{voter} / {ballot}": sum(gewaehlt[s] == als_werte(b, runde) for s, b in zip(seats, opened, strict=True))
            for voter, seats in voters.items()
            for ballot, opened in ballots.items()
        }
    )


def _geoeffnete(runde):
    return select(Urnenstimme.inhalt).where(Urnenstimme.abstimmung_id == runde.id)


def _verdaechtig(treffer: Counter) -> dict[str, float]:
    """Guesses that were right too often: p below 0.01 where each guess is one of twelve."""
    chances = {how: zufall(hits, RUNDEN * len(ZWOELF), 1 / len(ZWOELF)) for how, hits in treffer.items()}
    return {how: p for how, p in chances.items() if p < 0.01}


def test_nach_dem_schliessen_raet_man_nicht_besser_als_der_zufall(welt):
    """B2 P0 30 rounds (PostgreSQL: 10) × 12 ballots, ten ways to guess; nothing sealed left in any file.

    Ten guesses are wrong alarms one time in ten: what alarms is sampled anew, and again. A real link is right in
    every sample.
    """
    alle, top = waehler(welt), tagesordnungspunkt(welt)
    alarms = None
    for _ in range(3):
        treffer = sum((_angriffe(welt, top, alle) for _ in range(RUNDEN)), Counter())
        suspicious = _verdaechtig(treffer)
        alarms = suspicious.keys() if alarms is None else alarms & suspicious.keys()
        if not alarms:
            break

    assert not alarms, f"{alarms}: {treffer}"


def test_der_test_faende_eine_reihenfolge():
    """The figure behind the one above: one link in three is noticed, pure chance is not."""
    ballots = RUNDEN * len(ZWOELF)
    assert zufall(ballots // 3, ballots, 1 / 12) < 1e-6
    assert zufall(ballots // 12, ballots, 1 / 12) > 0.4


if datenbanken.ist_postgres():  # SQLite has no such column

    def test_auf_postgresql_teilen_die_geoeffneten_stimmen_eine_transaktion_und_kein_sitz_teilt_sie(welt):
        """B2 P0: one xmin for all opened ballots, none shared with the roll; nothing sealed is left on the disk."""
        alle = waehler(welt)
        runde = geheime_runde(welt)
        for wer, werte in zip(alle, gemischt(ZWOELF), strict=True):
            abstimmen(welt, runde, wer, werte)
        geschlossene_abstimmung(welt, runde)

        opened = set(physisch("urnenstimme", runde, "xmin::text"))
        roll = set(physisch("stimmabgabe", runde, "xmin::text"))
        assert len(opened) == 1
        assert len(roll) == 12, "das Verzeichnis verrät, in welcher Transaktion abgestimmt wurde"
        assert opened & roll == set()
        assert session().scalar(text("SELECT pg_relation_size('versiegelt')")) == 0
        session().rollback()


def test_zur_abgabe_steht_nur_dass_der_sitz_abgestimmt_hat(welt):
    """B1/B7 P0: of a ballot the roll keeps one word; no time, no person, no channel, no line in the trail."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    before = _ohne_zufall(zeilen())
    session().rollback()

    abstimmen(welt, runde, alle[0], (6, 4))

    after = _ohne_zufall(zeilen())
    assert {name for name in before if before[name] != after[name]} == {"stimmabgabe", "versiegelt"}
    changed = [(a, b) for a, b in zip(before["stimmabgabe"], after["stimmabgabe"], strict=True) if a != b]
    assert [{k for k in a if a[k] != b[k]} for a, b in changed] == [{"abgegeben"}]
    session().rollback()
    geschlossene_abstimmung(welt, runde)
    assert not [akt for akt in session().scalars(select(Ereignis.akt)) if "geheim_abstimmen" in akt]


def test_die_auszaehlung_stimmt_mit_dem_ueberein_was_abgegeben_wurde(welt):
    """A7/B2 P0: shuffled and nameless, but all of them and exactly those."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    for wer, werte in zip(alle, ZWOELF, strict=True):
        abstimmen(welt, runde, wer, werte)

    geschlossene_abstimmung(welt, runde)

    opened = session().scalars(_geoeffnete(runde)).all()
    assert sorted(als_werte(one, runde) for one in opened) == sorted(ZWOELF)
    result = queries.ergebnisse.ergebnis(runde)
    assert [row.wert for row in result.raenge] == [sum(a for a, _ in ZWOELF), sum(b for _, b in ZWOELF)]
    assert session().scalar(select(func.count()).select_from(Versiegelt)) == 0
    assert session().scalar(select(func.count()).where(Stimmabgabe.abgegeben)) == 12
