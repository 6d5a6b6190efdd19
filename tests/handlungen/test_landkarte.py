"""The Landkarte: what is counted, for whom, and that every number has exactly the rows it says."""

from itertools import product

import pytest
from sqlalchemy import select

from kimflow import queries
from kimflow.db import session, transaction
from kimflow.models import Bruchstelle, FallStatus, Grundlage, MassnahmeStatus, Station
from kimflow.queries.landkarte import Art, Ausschnitt, Filter, Frage, Quartal
from kimflow.queries.landkartenworte import OHNE, TEILUNGEN
from tests.bauen.bruchstellen import einzelne, viele_bruchstellen
from tests.bauen.fallrekonstruktionen import eingereichter_fall, freigegebener_fall, neue_bruchstelle
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import neue_bruchstellen

pytestmark = pytest.mark.beide
RK, TYP = Art.RECHTSKREIS, Art.INSTITUTIONSTYP


def karte(person, art=RK, filter=Filter(), ausschnitt=None, **kw):  # noqa: B008 - frozen
    worte = queries.landkartenworte.worte()
    return queries.landkarte.landkarte(Frage(art, filter, ausschnitt, **kw), person, worte)


def zellen(person, *frage, **kw):
    return {(z.von, z.zu): z.anzahl for z in karte(person, *frage, **kw).zellen}


@pytest.fixture
def bunt(welt):
    """Some of everything: several words of each filter, so that each of them has something to part."""
    auswahl = product(
        ("AsylbLG", "AufenthG"), ("Wohnen", "Sprache"), ("Seestadt", "Waldau", None), ("Zugang", "Linking", None),
        ((2024, 4), (2025, 2)), ("Wartezeit", "Rechtskreiswechsel"),
    )  # fmt: skip
    einzelne(
        [
            {
                "von_rechtskreis": von,
                "zu_rechtskreis": "SGB II",
                "von_institutionstyp": "Sozialamt" if von == "AsylbLG" else "Ausländerbehörde",
                "zu_institutionstyp": "Jobcenter",
                "handlungsfeld": feld,
                "kommune": kommune,
                "phase": phase,
                "jahr": jahr,
                "quartal": quartal,
                "ursache": ursache,
                "status": FallStatus.BEREINIGT,
            }
            for von, feld, kommune, phase, (jahr, quartal), ursache in auswahl
        ],
        welt,
    )


# --- the Koordination -------------------------------------------------------------------------------------------


def test_die_koordination_liest_genaue_zahlen(welt, kora):
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt)] * 2)

    gefunden = karte(kora)
    assert [(z.von, z.zu, z.anzahl) for z in gefunden.zellen] == [("AsylbLG", "SGB II", 2)]
    assert (gefunden.genau, gefunden.summe) == (True, 2)


def test_nur_freigegebene_und_bereinigte_zaehlen(welt, kora):
    eingereichter_fall(welt)
    assert karte(kora).zellen == []

    viele_bruchstellen(welt, (1, {}))
    assert zellen(kora) == {("AsylbLG", "SGB II"): 1}


def test_die_richtung_zaehlt(welt, kora):
    viele_bruchstellen(welt, (2, {}), (1, {"von_rechtskreis": "SGB II", "zu_rechtskreis": "AsylbLG"}))

    assert zellen(kora) == {("AsylbLG", "SGB II"): 2, ("SGB II", "AsylbLG"): 1}


def test_die_staerksten_stehen_oben(welt, kora):
    viele_bruchstellen(welt, (1, {}), (3, {"zu_rechtskreis": "SGB III"}), (1, {"von_rechtskreis": "AufenthG"}))

    assert [(z.von, z.zu) for z in karte(kora).zellen] == [
        ("AsylbLG", "SGB III"),
        ("AsylbLG", "SGB II"),
        ("AufenthG", "SGB II"),
    ]


@pytest.mark.parametrize("art", Art)
def test_die_summe_der_karte_ist_die_zahl_der_zeilen_in_der_liste(bunt, welt, kora, art):
    """Issue 5: for every filter, alone and in pairs, and for every cell exactly its rows."""
    worte = queries.landkartenworte.worte()
    moeglich = {name: [wort.id for wort in worte.teile(name)] for name in TEILUNGEN if name != "jahr"}
    einzeln = [{name: wert} for name, werte in moeglich.items() for wert in werte]
    zeiten = [{"ab": Quartal(2025, 1)}, {"bis": Quartal(2024, 4)}, {"ab": Quartal(2025, 2), "bis": Quartal(2025, 2)}]
    paare = [one | other for one, other in zip(einzeln, [*einzeln[5:], *zeiten, *zeiten], strict=False)]
    gefunden = set()
    for angaben in ({}, *einzeln, *zeiten, *paare):
        filter = Filter(**angaben)
        gezeigt = karte(kora, art, filter)
        assert gezeigt.summe == sum(z.anzahl for z in gezeigt.zellen) == _zeilen(filter), angaben
        for zelle in gezeigt.zellen:
            assert zelle.anzahl == _zeilen(filter, art, zelle.paar), (angaben, zelle)
            assert zelle.anzahl == queries.landkarte.anzahl(filter, art, zelle.paar)
        gefunden.add(gezeigt.summe)
    assert {0, 144} < gefunden
    assert len(gefunden) > 5


def _zeilen(filter, art=None, paar=None):
    """How many rows the list really has, page by page."""
    rules, nach, count = queries.landkarte.regeln(filter, art, paar), None, 0
    while True:
        seite = queries.bruchstellen.liste(rules, nach)
        count += len(seite.zeilen)
        if seite.weiter is None:
            return count
        nach = seite.weiter


def test_jede_teilung_teilt_alle_bruchstellen_auf(bunt, welt, kora):
    """Each of them falls to exactly one part of each partition; on that the rule for small numbers rests."""
    worte = queries.landkartenworte.worte()
    for name in ("handlungsfeld", "kommune", "ursache", "phase"):
        assert sum(karte(kora, RK, Filter(**{name: wort.id})).summe for wort in worte.teile(name)) == 144, name


def test_steht_die_bruchstelle_an_einer_station_gilt_deren_phase(welt, kora):
    """Also where another Station failed before, and where the Station itself has none."""
    viele_bruchstellen(welt, (1, {"phase": "Zugang"}))
    bruchstelle = session().scalars(select(Bruchstelle)).one()
    with transaction():
        bruchstelle.fall.stationen += [
            Station(position=2, gelungen=True, phase=welt.vokabel("phase", "Linking")),
            Station(position=3, gelungen=False),
        ]
        bruchstelle.nach_station = 2

    assert karte(kora, RK, Filter(phase=welt.vokabel("phase", "Linking").id)).summe == 1
    with transaction():
        bruchstelle.nach_station = 3
    assert karte(kora, RK, Filter(phase=OHNE)).summe == 1


def test_die_phase_ist_die_der_ersten_gescheiterten_station_an_einem_der_enden(welt, kora):
    viele_bruchstellen(welt, (2, {"phase": "Zugang"}), (1, {}))

    assert karte(kora, RK, Filter(phase=welt.vokabel("phase", "Zugang").id)).summe == 2
    assert karte(kora, RK, Filter(phase=OHNE)).summe == 1


def test_wo_eine_massnahme_laeuft_steht_sie_dabei(welt, kora, mats):
    bruchstellen = neue_bruchstellen(welt, 5)
    massnahme = laufende_massnahme(welt)
    _gruenden(massnahme.thema, bruchstellen[0])

    assert [z.massnahmen for z in karte(kora).zellen] == [[massnahme.nummer]]
    assert [z.massnahmen for z in karte(mats).zellen] == [[massnahme.nummer]]
    with transaction():
        massnahme.begruendung, massnahme.status = "Aus Mangel an Personal.", MassnahmeStatus.ABGEBROCHEN
    assert [z.massnahmen for z in karte(kora).zellen] == [[]]


def _gruenden(thema, bruchstelle):
    with transaction() as s:
        s.add(Grundlage(thema=thema, bruchstelle=bruchstelle))


# --- who may not see cases --------------------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Vera", "Bert", "Zoe", "Bibi"])
def test_wer_entscheidet_oder_zeichnet_liest_zahlen_ab_fuenf(welt, wer):
    viele_bruchstellen(welt, (5, {}), (4, {"zu_rechtskreis": "SGB III"}))

    gefunden = karte(welt.person(wer))
    assert [(z.von, z.zu, z.anzahl) for z in gefunden.zellen] == [("AsylbLG", "SGB II", 5)]
    assert (gefunden.genau, gefunden.summe, gefunden.verdeckt) == (False, None, "< 5")


@pytest.mark.parametrize("wer", ["Paul", "Petra", "Fatma", "Finn", "Frida", "Lena", "Ada", "Emil", "Nora"])
def test_alle_anderen_lesen_keine_zahlen(welt, wer):
    """FACH §7: the matrix is for the Lenkungsgruppe."""
    viele_bruchstellen(welt, (9, {}))

    assert karte(welt.person(wer)).zellen == []
    assert karte(welt.person(wer), TYP).zellen == []
    assert queries.landkarte.je_kommune(welt.person(wer)) == {}


def test_ein_filter_gilt_nur_fuer_genaue_zahlen(welt, mats, kora):
    """Free filters could be set against each other."""
    viele_bruchstellen(welt, (6, {"jahr": 2025}), (5, {"jahr": 2026}))

    eng = Filter(ab=Quartal(2026, 1), handlungsfeld=welt.vokabel("handlungsfeld", "Sprache").id)
    assert zellen(mats, RK, eng) == {("AsylbLG", "SGB II"): 11}
    assert zellen(kora, RK, eng) == {}


def test_ein_ausschnitt_verdeckt_was_sich_abziehen_liesse(welt, mats):
    wohnen = Ausschnitt("handlungsfeld", welt.vokabel("handlungsfeld", "Wohnen").id)
    viele_bruchstellen(welt, (9, {}), (4, {"handlungsfeld": "Sprache"}))
    assert karte(mats, RK, Filter(), wohnen).zellen == []

    viele_bruchstellen(welt, (1, {"handlungsfeld": "Sprache"}))
    assert zellen(mats, RK, Filter(), wohnen) == {("AsylbLG", "SGB II"): 9}


@pytest.mark.parametrize("teilung", TEILUNGEN)
def test_was_ein_ausschnitt_zeigt_ist_die_genaue_zahl(bunt, welt, kora, mats, teilung):
    gezeigt = 0
    for wort in queries.landkartenworte.worte().teile(teilung):
        jahr = Filter(ab=Quartal(wort.id, 1), bis=Quartal(wort.id, 4)) if teilung == "jahr" else None
        genau = dict.fromkeys(zellen(kora), 0) | zellen(kora, RK, jahr or Filter(**{teilung: wort.id}))
        offen = zellen(mats, RK, Filter(), Ausschnitt(teilung, wort.id))
        assert offen.items() <= genau.items(), wort
        gezeigt += len(offen)
    assert gezeigt >= 4


def test_ein_papier_liest_sich_wie_fuer_die_lenkungsgruppe(welt, kora, mats):
    viele_bruchstellen(welt, (5, {}), (4, {"zu_rechtskreis": "SGB III"}))

    assert zellen(kora, papier=True) == zellen(mats)


def test_von_der_matrix_der_institutionen_liest_jede_nur_ihre_zeile(welt, mats, mia, kora):
    ab_jobcenter = {"von_institutionstyp": "Jobcenter", "zu_institutionstyp": "Sozialamt"}
    viele_bruchstellen(welt, (6, {}), (7, ab_jobcenter))

    assert zellen(mats, TYP) == {("Jobcenter", "Sozialamt"): 7}
    assert zellen(mia, TYP) == {}
    assert zellen(kora, TYP) == {("Sozialamt", "Jobcenter"): 6, ("Jobcenter", "Sozialamt"): 7}


def test_je_kommune_steht_genau_oder_nur_die_summe_der_gezeigten_felder(welt, kora, mats):
    klein = {"kommune": "Waldau", "zu_rechtskreis": "SGB III"}
    viele_bruchstellen(welt, (6, {"kommune": "Seestadt"}), (5, {"kommune": "Waldau"}), (5, {}), (4, klein))
    seestadt, waldau = welt.kommune("Seestadt").id, welt.kommune("Waldau").id

    assert queries.landkarte.je_kommune(kora) == {seestadt: 6, waldau: 9}
    assert queries.landkarte.je_kommune(mats) == {seestadt: 6, waldau: 5}
