"""flask abstimmung-nachzaehlen NUMMER: the count can be repeated, and no stored vote or result changes unnoticed."""

import json

import pytest
from sqlalchemy import select, text

from kimflow.db import session, transaction
from kimflow.models import Ereignis, Geheimhaltung, Mehrheitsregel, Methode, Quorum, Stimme, Stimmwort, Urnenstimme
from kimflow.workflow import ereignisse
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    zustimmung,
)

pytestmark = pytest.mark.beide

K = Stimmwort
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def nachzaehlen(app, nummer):
    """Exit code, and what the command says."""
    session().rollback()
    session().expire_all()
    with app.app_context():
        ran = app.test_cli_runner().invoke(args=["abstimmung-nachzaehlen", nummer])
    return ran.exit_code, ran.output


def gezaehlt(welt, abstimmung, jobcenter, abh):
    """Closed, after two ballots; each is the numbers of its options, or its word."""
    offene_abstimmung(welt, abstimmung)
    for who, seat, given in (("Mats", JOBCENTER, jobcenter), ("Mia", ABH, abh)):
        werte = given if isinstance(given, list) else []
        reasons = {"begruendung": "Kein Personal"} if given is K.EINWAND else {}
        word = given if isinstance(given, K) else None
        stimmen(welt, abstimmung, who, seat, werte, wort=word, **reasons)
    return geschlossene_abstimmung(welt, abstimmung)


@pytest.fixture
def einbruch(app):
    """Raw SQL of somebody who has the database: the triggers that freeze a round are dropped first."""

    def run(statement, **values):
        with transaction() as s:
            for table in ("abstimmung", "stimme", "stimmabgabe", "urnenstimme"):
                if s.get_bind().dialect.name == "postgresql":
                    s.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
                    continue
                found = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
                for name in s.scalars(found, {"table": table}).all():
                    s.execute(text(f"DROP TRIGGER {name}"))
            assert s.execute(text(statement), values).rowcount == 1

    return run


RUNDEN = {
    "punkte": (neue_abstimmung, {}, [6, 1], [3, 4]),
    "rang": (neue_abstimmung, {"methode": Methode.RANG, "plaetze": 2}, [1, 2], [2, 1]),
    "widerstand": (neue_abstimmung, {"methode": Methode.WIDERSTAND}, [1, 2, 3], [4, 5, 6]),
    "konsens": (zustimmung, {}, K.EINWAND, K.ZUSTIMMUNG),
    "mehrheit": (
        zustimmung,
        {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH},
        K.JA,
        K.NEIN,
    ),
}


@pytest.fixture(params=RUNDEN)
def runde(request, welt):
    """A counted round of every method, with two ballots."""
    build, rules, *ballots = RUNDEN[request.param]
    return gezaehlt(welt, build(welt, **rules), *ballots)


def test_unveraendert_stimmt_die_nachzaehlung_ueberein(app, runde):
    """A7 P0: equal on untouched data."""
    code, said = nachzaehlen(app, runde.nummer)

    assert code == 0, said
    assert "stimmt mit dem festgehaltenen Ergebnis überein" in said


def test_jede_veraenderte_stimme_faellt_auf(app, runde, einbruch):
    """A7 P0: flip one stored ballot after the other, each to every other value it could have."""
    flips = 0
    rows = session().execute(select(Stimme.id, Stimme.wert, Stimme.wort, Stimme.begruendung).order_by(Stimme.id)).all()
    for id, wert, wort, reason in rows:
        column, before = ("wort", wort.value) if wert is None else ("wert", wert)
        statement = f"UPDATE stimme SET {column} = :value, begruendung = :reason WHERE id = :id"
        offered = range(4) if column == "wert" else [word.value for word in runde.methode.worte]
        for other in offered:
            if other != before:
                einbruch(statement, value=other, reason=reason or ("x" if other == "einwand" else ""), id=id)
                code, said = nachzaehlen(app, runde.nummer)
                assert code == 1, (column, before, other)
                assert "nicht mehr die, die ausgezählt wurden" in said
                assert said.count("nachgezählt") >= 1
                flips += 1
        einbruch(statement, value=before, reason=reason, id=id)
    assert flips >= 4
    assert nachzaehlen(app, runde.nummer)[0] == 0


def test_auch_wer_nur_zwei_stimmen_vertauscht_faellt_auf(app, welt, einbruch):
    """A7 P0: all sums stay as they were, and yet it is not what was counted."""
    abstimmung = gezaehlt(welt, zustimmung(welt), K.BEDENKEN, K.ZUSTIMMUNG)
    first, second = session().scalars(select(Stimme).order_by(Stimme.id)).all()
    for stimme, wort in ((first, "zustimmung"), (second, "bedenken")):
        einbruch("UPDATE stimme SET wort = :wort WHERE id = :id", wort=wort, id=stimme.id)

    code, said = nachzaehlen(app, abstimmung.nummer)

    # The kept result and the trail both know better; every sum is as it was.
    assert (code, said.count("\n")) == (1, 2)
    assert "Der Verlauf nennt eine andere Prüfsumme" in said
    assert "nicht mehr die, die ausgezählt wurden" in said


@pytest.mark.parametrize(
    "eingriff",
    [
        "DELETE FROM stimme WHERE id = (SELECT min(id) FROM stimme)",
        "UPDATE stimme SET begruendung = 'anders' WHERE id = (SELECT min(id) FROM stimme)",
        "UPDATE abstimmung SET mindestens = 1",
        "UPDATE abstimmung SET enthaltungen_zaehlen = NOT enthaltungen_zaehlen, handelnde_noetig = true",
    ],
)
def test_auch_was_um_die_stimmen_herum_steht_faellt_auf(app, welt, einbruch, eingriff):
    """A7 P0: a row gone, another reason, another rule."""
    abstimmung = gezaehlt(welt, zustimmung(welt, quorum=Quorum.HAELFTE), K.EINWAND, K.ENTHALTUNG)
    einbruch(eingriff)

    assert nachzaehlen(app, abstimmung.nummer)[0] == 1


def test_ein_sitz_der_aus_dem_verzeichnis_genommen_oder_befangen_wird_faellt_auf(app, welt, einbruch):
    """A7 P0."""
    abstimmung = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, K.ENTHALTUNG)
    seat = abstimmung.stimmabgaben[0].id
    einbruch(
        "UPDATE stimmabgabe SET abgegeben = false, befangen = true, abgegeben_am = NULL, kanal = NULL WHERE id = :id",
        id=seat,
    )

    code, said = nachzaehlen(app, abstimmung.nummer)

    assert code == 1
    assert "befangene" in said
    assert "abgegeben: festgehalten 2, nachgezählt 1" in said


def aendern(ergebnis, *pfad, wert):
    changed = json.loads(json.dumps(ergebnis))
    place = changed
    for key in pfad[:-1]:
        place = place[key]
    place[pfad[-1]] = wert
    return json.dumps(changed)


@pytest.mark.parametrize(
    ("pfad", "wert", "gesagt"),
    [
        (("satz",), "Alle dafür.", "satz: festgehalten"),
        (("raenge", 0, "wert"), 99, "Wohnen“ wert: festgehalten 99, nachgezählt 9"),
        (("raenge", 1, "rang"), 1, "Sprache“ rang: festgehalten 1, nachgezählt 2"),
        (("abgegeben",), 24, "abgegeben: festgehalten 24, nachgezählt 2"),
        (("fehlende",), [1], "fehlende: festgehalten [1], nachgezählt nichts"),
        (("pruefsumme",), "0" * 64, "nicht mehr die"),
        (("neu",), 1, "neu: festgehalten 1, nachgezählt nichts"),
    ],
)
def test_ein_veraendertes_ergebnis_faellt_auf(app, welt, einbruch, pfad, wert, gesagt):
    """A7 P0: the published result never changes silently."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 1], [3, 4])
    einbruch("UPDATE abstimmung SET ergebnis = :neu", neu=aendern(abstimmung.ergebnis, *pfad, wert=wert))

    code, said = nachzaehlen(app, abstimmung.nummer)

    assert code == 1
    assert gesagt in said


@pytest.fixture
def geheime(welt):
    """Five of seven Sitze have voted secretly on two Themen: 6 and 1 points, and the last one abstained."""
    people = mehr_sitze(welt, 5)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))
    for number, person in enumerate(people, start=1):
        given = {"wort": K.ENTHALTUNG} if number == 5 else {"werte": [6, 1]}
        stimmen(welt, abstimmung, person.name, f"Sitz {number}", **given)
    return geschlossene_abstimmung(welt, abstimmung)


def test_auch_eine_geheime_abstimmung_laesst_sich_nachzaehlen(app, geheime):
    """A7 P0, B no. 3: from the opened ballots, which belong to nobody."""
    assert nachzaehlen(app, geheime.nummer)[0] == 0


@pytest.mark.parametrize(
    ("inhalt", "gesagt"),
    [
        ({"wort": "enthaltung"}, "enthaltungen: festgehalten 1, nachgezählt 2"),
        ({"werte": {"77": 1}}, "ungültig"),
        ({"werte": {"77": "viel"}}, "unlesbar"),
        ({"wort": "vielleicht"}, "unlesbar"),
        ({"waehler": "Mats"}, "unlesbar"),
    ],
)
def test_eine_veraenderte_stimme_aus_der_urne_faellt_auf(app, geheime, einbruch, inhalt, gesagt):
    """A7 P0."""
    rows = session().scalars(select(Urnenstimme)).all()
    one = next(row for row in rows if row.inhalt["wort"] is None)
    einbruch("UPDATE urnenstimme SET inhalt = :inhalt WHERE id = :id", inhalt=json.dumps(inhalt), id=one.id)

    code, said = nachzaehlen(app, geheime.nummer)

    assert code == 1
    assert gesagt in said


def test_eine_fehlende_stimme_aus_der_urne_faellt_auf(app, geheime, einbruch):
    """A7 P0."""
    one = session().scalars(select(Urnenstimme.id)).first()
    einbruch("DELETE FROM urnenstimme WHERE id = :id", id=one)

    code, said = nachzaehlen(app, geheime.nummer)

    assert code == 1
    assert "Aus der Urne sind 4 Stimmen gespeichert, abgestimmt haben 5 Sitze" in said


def test_wo_nichts_gezaehlt_ist_gibt_es_nichts_nachzuzaehlen(app, welt):
    abstimmung = offene_abstimmung(welt)

    assert nachzaehlen(app, abstimmung.nummer) == (1, f"{abstimmung.nummer}: Die Abstimmung ist nicht ausgezählt.\n")
    assert "gibt es nicht" in nachzaehlen(app, "A-1999-001")[1]


def test_das_auszaehlen_steht_mit_seiner_pruefsumme_im_verlauf(app, runde):
    """A7 P0: the audit entry of the count; it is part of the chain, the checksum its text."""
    line = session().scalars(select(Ereignis).where(Ereignis.akt == "abstimmung.auszaehlen")).one()

    assert [t.text for t in line.texte] == [f"Prüfsumme {runde.ergebnis['pruefsumme']}"]
    assert ereignisse.pruefen() == []
