"""The one next step of a meeting, written out by hand."""

from types import SimpleNamespace as Ding

import pytest

from kimflow.blueprints.moderation.schritte import naechster_schritt, nebenan
from kimflow.models import AbstimmungStatus, Geheimhaltung, Methode, SitzungStatus, TopStatus, Wandbild

A, S, T = AbstimmungStatus, SitzungStatus, TopStatus
HIER = "/sitzungen/S-2026-001"
RUNDE = "/abstimmungen/A-2026-007"
ZURUECK = f"zurueck={HIER}/moderation"


def runde(status, methode=Methode.KONSENS, geheim=False):
    return Ding(
        id=7,
        nummer="A-2026-007",
        status=status,
        methode=methode,
        ist_offen=status is A.OFFEN,
        ist_festgestellt=status is A.FESTGESTELLT,
        ist_geheim=geheim,
        geheimhaltung=Geheimhaltung.OFFEN,
    )


def top(position, status, *, wartet=False, runden=(), beschluesse=(), begonnen=False, thema=True, protokoll=None):
    return Ding(
        protokoll_von=protokoll,
        id=position * 10,
        position=position,
        status=status,
        wartet_auf_beschluss=wartet,
        abstimmungen=list(runden),
        beschluesse=list(beschluesse),
        begonnen_am=begonnen or None,
        gegenstaende=[Ding(thema=thema, zielvereinbarung=None)] if thema else [],
    )


def sitzung(status, *tops, wand_offen=False, bild=Wandbild.PUNKT):
    return Ding(
        nummer="S-2026-001",
        status=status,
        ist_laufend=status is S.LAUFEND,
        tops=list(tops),
        laufender_top=next((t for t in tops if t.status is T.AUFGERUFEN), None),
        wand_offen=wand_offen,
        wandbild=bild,
    )


def am_punkt(**kw):
    rest = {name: kw.pop(name) for name in ("wand_offen", "bild") if name in kw}
    return sitzung(S.LAUFEND, top(1, T.AUFGERUFEN, **kw), **rest)


AUS_DER_RUNDE = Ding(abstimmung_id=7)
OHNE_RUNDE = Ding(abstimmung_id=None)
VORIGE = Ding(nummer="S-2026-000", status=S.PROTOKOLL_IN_ABSTIMMUNG)
GENEHMIGTE = Ding(nummer="S-2026-000", status=S.GENEHMIGT)
TABELLE = [
    (sitzung(S.GEPLANT), "Einladen", f"{HIER}/einladen?{ZURUECK}"),
    (sitzung(S.EINGELADEN, top(1, T.OFFEN)), "Sitzung eröffnen", f"{HIER}/eroeffnen"),
    (sitzung(S.LAUFEND, top(1, T.OFFEN), top(2, T.OFFEN)), "TOP 1 aufrufen", f"{HIER}/tops/10/aufrufen"),
    (am_punkt(wartet=True), "Einvernehmlich beschließen", f"{HIER}/tops/10/beschliessen?{ZURUECK}"),
    (am_punkt(wartet=True, runden=[runde(A.VORBEREITET)]), "Einvernehmlich beschließen", None),
    (am_punkt(wartet=True, runden=[runde(A.OFFEN)]), "Abstimmung schließen", f"{RUNDE}/schliessen?{ZURUECK}"),
    (am_punkt(wartet=True, runden=[runde(A.GESCHLOSSEN)], wand_offen=True), "Ergebnis zeigen", f"{HIER}/wand_zeigen"),
    (am_punkt(wartet=True, runden=[runde(A.GESCHLOSSEN)]), "Ergebnis feststellen", None),
    (
        am_punkt(wartet=True, runden=[runde(A.GESCHLOSSEN)], wand_offen=True, bild=Wandbild.ERGEBNIS),
        "Ergebnis feststellen",
        f"{RUNDE}/feststellen?{ZURUECK}",
    ),
    (
        am_punkt(wartet=True, runden=[runde(A.FESTGESTELLT)]),
        "Beschluss festhalten",
        f"{HIER}/tops/10/beschliessen?abstimmung=A-2026-007&{ZURUECK}",
    ),
    (am_punkt(runden=[runde(A.FESTGESTELLT)], beschluesse=[OHNE_RUNDE]), "Beschluss festhalten", None),
    (am_punkt(runden=[runde(A.FESTGESTELLT)], beschluesse=[AUS_DER_RUNDE]), "TOP abschließen", None),
    (am_punkt(wartet=True, runden=[runde(A.ANNULLIERT)]), "Einvernehmlich beschließen", None),
    (am_punkt(wartet=True, runden=[runde(A.FESTGESTELLT), runde(A.OFFEN)]), "Abstimmung schließen", None),
    (am_punkt(), "TOP abschließen", f"{HIER}/tops/10/abschliessen"),
    (am_punkt(wartet=True, protokoll=VORIGE), "Einvernehmlich beschließen", None),
    (
        am_punkt(beschluesse=[OHNE_RUNDE], protokoll=VORIGE),
        "Protokoll genehmigen",
        f"/sitzungen/S-2026-000/genehmigen?{ZURUECK}",
    ),
    (am_punkt(beschluesse=[OHNE_RUNDE], protokoll=GENEHMIGTE), "TOP abschließen", None),
    (sitzung(S.LAUFEND, top(1, T.ABGESCHLOSSEN), top(2, T.VERTAGT), top(3, T.OFFEN)), "TOP 3 aufrufen", None),
    (sitzung(S.LAUFEND, top(1, T.OFFEN, begonnen=True), top(2, T.OFFEN)), "TOP 2 aufrufen", None),
    (sitzung(S.LAUFEND, top(1, T.OFFEN, begonnen=True), top(2, T.ABGESCHLOSSEN)), "TOP 1 aufrufen", None),
    (sitzung(S.LAUFEND, top(1, T.ABGESCHLOSSEN), top(2, T.VERTAGT)), "Sitzung schließen", None),
    (sitzung(S.LAUFEND), "Sitzung schließen", f"{HIER}/schliessen?{ZURUECK}"),
    (sitzung(S.NACHBEREITUNG), "Nachbereitung", f"{HIER}/nachbereitung"),
    (sitzung(S.PROTOKOLL_IN_ABSTIMMUNG), "Nachbereitung", f"{HIER}/nachbereitung"),
    (sitzung(S.GENEHMIGT), "Protokoll ansehen", f"{HIER}/protokoll"),
    (sitzung(S.ABGESAGT), "Zur Sitzung", HIER),
]  # fmt: skip


@pytest.mark.parametrize(("lage", "text", "url"), TABELLE)
def test_der_eine_knopf_sagt_immer_den_naechsten_schritt(lage, text, url):
    schritt = naechster_schritt(lage)

    assert schritt.text == text
    assert url is None or schritt.url == url


@pytest.mark.parametrize(
    ("lage", "texte"),
    [
        (sitzung(S.EINGELADEN, top(1, T.OFFEN)), []),
        (sitzung(S.LAUFEND, top(1, T.OFFEN)), []),
        (am_punkt(wartet=True), ["Abstimmen"]),
        (am_punkt(wartet=True, thema=False), []),
        (am_punkt(), ["Abstimmen", "Einvernehmlich beschließen"]),
        (am_punkt(wartet=True, runden=[runde(A.VORBEREITET)]), ["Abstimmung öffnen"]),
        (am_punkt(wartet=True, runden=[runde(A.OFFEN)]), ["Handzeichen"]),
        (am_punkt(wartet=True, runden=[runde(A.OFFEN, geheim=True)]), []),
        (am_punkt(wartet=True, runden=[runde(A.OFFEN, Methode.PUNKTE)]), []),
        (am_punkt(wartet=True, runden=[runde(A.GESCHLOSSEN)]), ["Ergebnis feststellen"]),
    ],
)
def test_daneben_steht_womit_es_auch_ginge(lage, texte):
    assert [schritt.text for schritt in nebenan(lage)] == texte


def test_nur_was_den_saal_bewegt_braucht_die_fernbedienung():
    assert naechster_schritt(am_punkt()).fern
    assert not naechster_schritt(am_punkt(wartet=True)).fern
