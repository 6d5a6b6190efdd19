"""The one validator of ballots: what it refuses and where it says so, and what the tables refuse on their own."""

import json

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    Geheimhaltung,
    Methode,
    Stimmabgabe,
    Stimme,
    Stimmwort,
)
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.stimmzettel import Stimmzettel, maengel, stimmen_aus, zettel_aus
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, stimmabgabe, stimmen, zustimmung

K = Stimmwort
JOBCENTER = "Jobcenter Musterkreis"
NULL = 9
OPTIONEN = {1: "Wohnen", 2: "Sprache", 3: "Arbeit"}


def runde(methode, geheimhaltung=Geheimhaltung.VERTRAULICH, **kw):
    """A round that is in no database: three Themen (of a Zustimmung one), for widerstand the Null-Lösung too."""
    texts = OPTIONEN if methode.ist_priorisierung else {1: "Wohnen"}
    options = [Abstimmungsoption(id=id, text=text, ist_null=False) for id, text in texts.items()]
    if methode is Methode.WIDERSTAND:
        options.append(Abstimmungsoption(id=NULL, text="So lassen, wie es ist", ist_null=True))
    return Abstimmung(methode=methode, geheimhaltung=geheimhaltung, optionen=options, **kw)


PUNKTE = runde(Methode.PUNKTE, punkte=10, hoechstens=6)
RANG = runde(Methode.RANG, plaetze=2)
WIDERSTAND = runde(Methode.WIDERSTAND)
KONSENS = runde(Methode.KONSENS)
MEHRHEIT = runde(Methode.MEHRHEIT)
GEHEIM = {methode: runde(methode, Geheimhaltung.GEHEIM, punkte=10, hoechstens=6, plaetze=2) for methode in Methode}

GUELTIG = [
    (PUNKTE, Stimmzettel({1: 6, 2: 4})),
    (PUNKTE, Stimmzettel({1: 1, 2: 0, 3: 0})),
    (PUNKTE, Stimmzettel(wort=K.ENTHALTUNG)),
    (PUNKTE, Stimmzettel({1: 0, 2: 0}, wort=K.ENTHALTUNG)),
    (RANG, Stimmzettel({3: 1})),
    (RANG, Stimmzettel({3: 1, 1: 2})),
    (RANG, Stimmzettel(wort=K.ENTHALTUNG)),
    (WIDERSTAND, Stimmzettel({1: 0, 2: 7, 3: 10, NULL: 3}, gruende={3: "Kein Geld"})),
    (WIDERSTAND, Stimmzettel({NULL: 3})),
    (WIDERSTAND, Stimmzettel({1: 5, NULL: 8}, gruende={NULL: "Nichts tun geht nicht", 1: "lieber später"})),
    (WIDERSTAND, Stimmzettel({1: 5, NULL: 3}, enthaltungen=frozenset({2, 3}))),
    (WIDERSTAND, Stimmzettel({1: 5, NULL: 3}, gruende={2: "  "})),
    (WIDERSTAND, Stimmzettel(wort=K.ENTHALTUNG)),
    (KONSENS, Stimmzettel(wort=K.ZUSTIMMUNG)),
    (KONSENS, Stimmzettel(wort=K.EINWAND, begruendung="Kein Personal")),
    (KONSENS, Stimmzettel(wort=K.VORBEHALT, begruendung="Kreistag")),
    (MEHRHEIT, Stimmzettel(wort=K.NEIN)),
    (MEHRHEIT, Stimmzettel(wort=K.JA, begruendung="endlich")),
    (GEHEIM[Methode.WIDERSTAND], Stimmzettel({1: 10, NULL: 9})),
    (GEHEIM[Methode.MEHRHEIT], Stimmzettel(wort=K.ENTHALTUNG)),
]

# Round, ballot, field of the message, what it says.
UNGUELTIG = [
    (PUNKTE, Stimmzettel({1: 7}), 1, "Höchstens 6"),
    (PUNKTE, Stimmzettel({1: 6, 2: 5}), None, "11 Punkte vergeben, 10 sind möglich"),
    (PUNKTE, Stimmzettel({1: -1}), 1, "ganze Zahl"),
    (PUNKTE, Stimmzettel({1: True}), 1, "ganze Zahl"),
    (PUNKTE, Stimmzettel({1: "3"}), 1, "ganze Zahl"),
    (PUNKTE, Stimmzettel({1: 3.0}), 1, "ganze Zahl"),
    (PUNKTE, Stimmzettel({1: None}), 1, "ganze Zahl"),
    (PUNKTE, Stimmzettel({True: 3}), None, "gehört nicht zu dieser Abstimmung"),
    (PUNKTE, Stimmzettel({"1": 3}), None, "gehört nicht zu dieser Abstimmung"),
    (PUNKTE, Stimmzettel({77: 3}), None, "gehört nicht zu dieser Abstimmung"),
    (PUNKTE, Stimmzettel(), None, "Punkte oder wählen Sie „Enthaltung“"),
    (PUNKTE, Stimmzettel({1: 0}), None, "Punkte oder wählen Sie „Enthaltung“"),
    (PUNKTE, Stimmzettel({1: 3}, wort=K.ENTHALTUNG), "wort", "nicht beides"),
    (PUNKTE, Stimmzettel({1: 3}, wort=K.JA), "wort", "gibt es in dieser Abstimmung nicht"),
    (PUNKTE, Stimmzettel({1: 3}, begruendung="darum"), "begruendung", "keine Begründung"),
    (PUNKTE, Stimmzettel({1: 3}, enthaltungen=frozenset({2})), None, "gibt es in dieser Abstimmung nicht"),
    (PUNKTE, Stimmzettel({1: 3}, gruende={1: "darum"}), None, "gibt es in dieser Abstimmung nicht"),
    (RANG, Stimmzettel({1: 3}), 1, "Plätze 1 bis 2"),
    (RANG, Stimmzettel({1: 0}), 1, "Plätze 1 bis 2"),
    (RANG, Stimmzettel({1: 1, 2: 1}), 2, "mehrfach"),
    (RANG, Stimmzettel({1: 2}), None, "Platz 1 fehlt"),
    (RANG, Stimmzettel(), None, "mindestens Platz 1"),
    (RANG, Stimmzettel({1: 1}, wort=K.ENTHALTUNG), "wort", "nicht beides"),
    (RANG, Stimmzettel({77: 1}), None, "gehört nicht zu dieser Abstimmung"),
    (WIDERSTAND, Stimmzettel({1: 11, NULL: 0}, gruende={1: "zu viel"}), 1, "von 0 bis 10"),
    (WIDERSTAND, Stimmzettel({1: 8, NULL: 0}), ("grund", 1), "Ab 8 braucht"),
    (WIDERSTAND, Stimmzettel({1: 8, NULL: 0}, gruende={1: " \u200b"}), ("grund", 1), "Ab 8 braucht"),
    (WIDERSTAND, Stimmzettel({NULL: 9}), ("grund", NULL), "Ab 8 braucht"),
    (WIDERSTAND, Stimmzettel({1: 8, NULL: 0}, gruende={1: "x" * 2001}), ("grund", 1), "2000 Zeichen"),
    (WIDERSTAND, Stimmzettel({NULL: 0}, gruende={1: "darum"}), ("grund", 1), "gehört zu einer Bewertung"),
    (WIDERSTAND, Stimmzettel({1: 5}), NULL, "auch „So lassen, wie es ist“"),
    (WIDERSTAND, Stimmzettel({1: 5}, enthaltungen=frozenset({NULL})), NULL, "auch „So lassen, wie es ist“"),
    (WIDERSTAND, Stimmzettel(), NULL, "auch „So lassen, wie es ist“"),
    (WIDERSTAND, Stimmzettel({1: 5, NULL: 0}, enthaltungen=frozenset({1})), 1, "nicht beides"),
    (WIDERSTAND, Stimmzettel({1: 0}, wort=K.ENTHALTUNG), "wort", "nicht beides"),
    (WIDERSTAND, Stimmzettel(wort=K.ENTHALTUNG, enthaltungen=frozenset({1})), "wort", "nicht beides"),
    (WIDERSTAND, Stimmzettel({NULL: 0}, enthaltungen=frozenset({77})), None, "gehört nicht zu dieser Abstimmung"),
    (WIDERSTAND, Stimmzettel({NULL: 0}, gruende={77: "darum"}), None, "gehört nicht zu dieser Abstimmung"),
    (WIDERSTAND, Stimmzettel({1: 9, NULL: 0}, gruende={1: 5}), None, "ist ein Text"),
    (KONSENS, Stimmzettel(), "wort", "Bitte wählen"),
    (KONSENS, Stimmzettel(wort=K.JA), "wort", "gibt es in dieser Abstimmung nicht"),
    (KONSENS, Stimmzettel(wort="vielleicht"), "wort", "gibt es in dieser Abstimmung nicht"),
    (KONSENS, Stimmzettel(wort=K.EINWAND), "begruendung", "braucht eine Begründung"),
    (KONSENS, Stimmzettel(wort=K.EINWAND, begruendung=" \n "), "begruendung", "braucht eine Begründung"),
    (KONSENS, Stimmzettel(wort=K.EINWAND, begruendung="x" * 2001), "begruendung", "2000 Zeichen"),
    (KONSENS, Stimmzettel({1: 3}, wort=K.ZUSTIMMUNG), None, "keine Zahlen"),
    (MEHRHEIT, Stimmzettel(), "wort", "Bitte wählen"),
    (MEHRHEIT, Stimmzettel(wort=K.ZUSTIMMUNG), "wort", "gibt es in dieser Abstimmung nicht"),
    (MEHRHEIT, Stimmzettel({1: 1}), None, "keine Zahlen"),
    (GEHEIM[Methode.MEHRHEIT], Stimmzettel(wort=K.JA, begruendung="ich"), "begruendung", "geheimen Abstimmung"),
    (GEHEIM[Methode.PUNKTE], Stimmzettel({1: 3}, begruendung="ich"), "begruendung", "keine Begründung"),
    (GEHEIM[Methode.WIDERSTAND], Stimmzettel({1: 9, NULL: 0}, gruende={1: "ich"}), ("grund", 1), "geheimen"),
]


def _was(zeile):
    return f"{zeile[0].methode.value}-{zeile[-1] if isinstance(zeile[-1], str) else 'gut'}"


@pytest.mark.parametrize(("abstimmung", "zettel"), GUELTIG, ids=map(_was, GUELTIG))
def test_ein_gueltiger_stimmzettel_hat_keinen_mangel(abstimmung, zettel):
    assert maengel(abstimmung, zettel) == []


@pytest.mark.parametrize(("abstimmung", "zettel", "feld", "grund"), UNGUELTIG, ids=map(_was, UNGUELTIG))
def test_ein_ungueltiger_sagt_am_feld_was_fehlt(abstimmung, zettel, feld, grund):
    """A8 P0, Oberfläche test 10."""
    found = maengel(abstimmung, zettel)

    assert [m.feld for m in found if grund in m.grund].count(feld) == 1, found
    assert all(m.grund.endswith((".", ".“")) for m in found)


@pytest.mark.parametrize("methode", [m for m in Methode if m is not Methode.KONSENS])
def test_geheim_gibt_es_keine_begruendung(methode):
    """B, no. 4: no reason text in a geheime round, whatever the method."""
    words = {Methode.MEHRHEIT: {"wort": K.JA}, Methode.WIDERSTAND: {"werte": {NULL: 1}}}
    given = words.get(methode, {"werte": {1: 1}})

    assert maengel(GEHEIM[methode], Stimmzettel(**given)) == []
    assert maengel(GEHEIM[methode], Stimmzettel(**given, begruendung="weil"))
    assert maengel(GEHEIM[methode], Stimmzettel(**given, gruende={1: "weil"}))


@pytest.mark.parametrize(("abstimmung", "zettel"), GUELTIG, ids=map(_was, GUELTIG))
def test_ein_stimmzettel_uebersteht_entwurf_urne_und_tabelle(abstimmung, zettel):
    """Through JSON (draft, urn) and through its rows; 0 points and blank reasons say nothing and are not kept."""
    through_json = Stimmzettel.aus(json.loads(json.dumps(zettel.als_angaben())))
    assert through_json.als_angaben() == zettel.als_angaben()

    stored = Stimmabgabe(abstimmung=abstimmung, abgegeben=True, stimmen=stimmen_aus(abstimmung, zettel))
    counts_zero = abstimmung.methode is Methode.WIDERSTAND
    kept = zettel_aus(stored)
    assert kept.werte == {o: v for o, v in zettel.werte.items() if v or counts_zero}
    assert (kept.wort, kept.begruendung, kept.enthaltungen) == (zettel.wort, zettel.begruendung, zettel.enthaltungen)
    assert kept.gruende == {o: g for o, g in zettel.gruende.items() if g.strip()}
    abstimmung.stimmabgaben.clear()


def test_wer_nicht_abgestimmt_hat_hat_einen_leeren_zettel():
    stored = Stimmabgabe(abstimmung=PUNKTE, abgegeben=False, stimmen=[])

    assert zettel_aus(stored) == Stimmzettel()
    PUNKTE.stimmabgaben.clear()


@pytest.mark.parametrize(
    "inhalt", [{"werte": {"x": 1}}, {"wort": "vielleicht"}, {"werte": {}, "gewicht": 2}, {"status": "offen"}]
)
def test_unbekannte_angaben_sind_kein_stimmzettel(inhalt):
    """A8 P0: an unknown field is refused, not ignored."""
    with pytest.raises(ValueError, match=r".+"):
        Stimmzettel.aus(inhalt)


@pytest.mark.beide
def test_ein_ungueltiger_zettel_wird_vom_akt_mit_allen_gruenden_abgelehnt(welt):
    """A8 P0: through the act; nothing is stored."""
    abstimmung, andere = offene_abstimmung(welt), neue_abstimmung(welt)

    with pytest.raises(Obstructed) as refused:
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [7, 7])
    assert len(refused.value.reasons) == 3
    fremd = Stimmzettel({andere.optionen[0].id: 1})
    with pytest.raises(Obstructed, match="gehört nicht zu dieser Abstimmung"), transaction():
        workflow.stimmen.stimme_abgeben(stimmabgabe(abstimmung, JOBCENTER), welt.person("Mats"), zettel=fremd)
    assert session().query(Stimme).count() == 0


def zeile(abstimmung, **kw):
    """A row of stimme as somebody with access to the database could write it."""
    place = stimmabgabe(abstimmung, JOBCENTER)
    row = {"abstimmung_id": abstimmung.id, "stimmabgabe_id": place.id, "option_id": abstimmung.optionen[0].id}
    return row | {"begruendung": ""} | kw


@pytest.mark.beide
@pytest.mark.parametrize(
    "angaben",
    [
        {"wert": -1},
        {"wert": 101},
        {"wert": None, "wort": None},
        {"wert": 3, "wort": K.ENTHALTUNG},
        {"wort": K.EINWAND},
        {"wert": 3, "option_id": 999_999},
        {"wert": 3, "stimmabgabe_id": 999_999},
    ],
    ids=str,
)
def test_was_sql_sagen_kann_lehnt_die_tabelle_selbst_ab(welt, angaben):
    """A8 P0: CHECK and foreign keys, past the validator."""
    abstimmung = offene_abstimmung(welt)
    row = zeile(abstimmung, **angaben)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(insert(Stimme).values(row))


@pytest.mark.beide
def test_eine_option_steht_nur_einmal_auf_einem_zettel_und_gehoert_zu_seiner_runde(welt):
    """A8 P0: option twice, and the option of another round, by raw rows."""
    abstimmung = offene_abstimmung(welt)
    andere = offene_abstimmung(welt, zustimmung(welt))
    fremd = andere.optionen[0].id

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(insert(Stimme), [zeile(abstimmung, wert=1), zeile(abstimmung, wert=2)])
    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(insert(Stimme).values(zeile(abstimmung, wert=1, option_id=fremd)))
    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(insert(Stimme).values(zeile(abstimmung, wert=1, option_id=fremd, abstimmung_id=andere.id)))
    with transaction() as s:
        s.execute(insert(Stimme).values(zeile(abstimmung, wert=1)))
