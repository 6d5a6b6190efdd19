"""Reports: begun, written, generated anew, closed for good, corrected by a new one; only the Koordination writes."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kimflow import clock, config, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Bericht, Berichtsabschnitt, Berichtsart, BerichtStatus, Ereignis, Stand
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests import datenbanken
from tests.bauen.berichte import abgeschlossener_bericht, abschnitt, ganz, geschrieben, neuer_bericht
from tests.bauen.foerderung import neue_stelle, neuer_topf
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.themen import neues_thema

S = BerichtStatus
HEUTE = clock.today()


def handeln(verb: str, thing: Any, person: Any, **kw: Any) -> Any:
    with transaction():
        return getattr(workflow.berichte, verb)(thing, person, **kw)


def wert(bericht: Bericht, schluessel: str) -> int:
    return next(z.wert for a in bericht.abschnitte for z in a.zahlen if z.schluessel == schluessel)


def test_ein_entwurf_entsteht_mit_allen_abschnitten_und_zahlen(welt):
    neues_thema(welt)
    neues_thema(welt)

    bericht = neuer_bericht(welt)

    assert bericht.status is S.ENTWURF
    assert bericht.nummer == f"R-{HEUTE.year}-001"
    assert bericht.stichtag == HEUTE
    assert [a.schluessel for a in bericht.abschnitte] == [
        a.schluessel for a in workflow.berichte.ARTEN[bericht.art].abschnitte
    ]
    assert wert(bericht, "themen.aufgenommen") == 2
    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_vorher, zeile.status_nachher) == ("bericht.anlegen", None, "entwurf")


@pytest.mark.parametrize("wer", ["Mats", "Zoe", "Paula", "Fatma", "Bibi", "Lena", "Ada"])
def test_nur_die_koordination_schreibt_berichte(welt, wer):
    person, entwurf, fertig = welt.person(wer), geschrieben(welt, neuer_bericht(welt)), abgeschlossener_bericht(welt)
    section = abschnitt(entwurf, "ausblick")

    for verb, thing, kw in (
        ("bearbeiten", entwurf, {"titel": "x", "von": HEUTE, "bis": HEUTE, "stichtag": HEUTE}),
        ("erneuern", entwurf, {}),
        ("schreiben", section, {"text": "x"}),
        ("auffrischen", section, {}),
        ("abschliessen", entwurf, {}),
        ("verwerfen", entwurf, {}),
        ("berichtigen", fertig, {"begruendung": "x"}),
    ):
        with pytest.raises(Forbidden):
            handeln(verb, thing, person, **kw)
    with pytest.raises(Forbidden), transaction():
        workflow.berichte.anlegen(person, art=Berichtsart.SACHBERICHT, von=HEUTE, bis=HEUTE)


@pytest.mark.parametrize(
    ("angaben", "grund"),
    [
        ({"bis": date(HEUTE.year - 1, 1, 1)}, "vor seinem Anfang"),
        ({"stichtag": date(HEUTE.year - 1, 12, 31)}, "vor dem Anfang"),
        ({"stichtag": HEUTE + timedelta(days=1)}, "Zukunft"),
    ],
)
def test_zeitraum_und_stichtag_passen_zusammen(welt, angaben, grund):
    with pytest.raises(Obstructed, match=grund):
        neuer_bericht(welt, **angaben)


def test_neu_erzeugt_wird_die_zahl_aber_nie_der_eigene_text(welt, kora):
    bericht = neuer_bericht(welt)
    section = abschnitt(bericht, "themen")
    handeln("schreiben", section, kora, text="Das war ein ruhiges Jahr.")
    neues_thema(welt)

    vorschau = workflow.berichte.vergleich(bericht, kora)
    assert [(u.name, u.im_entwurf, u.jetzt) for u in vorschau if u.name == "Themen aufgenommen"] == [
        ("Themen aufgenommen", "0", "1")
    ]
    handeln("erneuern", bericht, kora)

    bericht = ganz(welt, bericht)
    assert wert(bericht, "themen.aufgenommen") == 1
    assert abschnitt(bericht, "themen").text == "Das war ein ruhiges Jahr."
    zahl = next(z for z in abschnitt(bericht, "themen").zahlen if z.schluessel == "themen.aufgenommen")
    assert (zahl.vorher, [z.nummer for z in zahl.zeilen]) == (0, [f"T-{HEUTE.year}-001"])
    assert workflow.berichte.vergleich(bericht, kora) == []


def test_auffrischen_erneuert_nur_einen_abschnitt(welt, kora):
    bericht = neuer_bericht(welt)
    neues_thema(welt)

    handeln("auffrischen", abschnitt(bericht, "themen"), kora)

    assert wert(bericht, "themen.aufgenommen") == 1
    assert wert(bericht, "ausblick.themenspeicher") == 0


def test_mit_einem_anderen_stichtag_wird_neu_gezaehlt(welt, kora):
    neues_thema(welt)
    bericht = neuer_bericht(welt)
    assert wert(bericht, "themen.stand.gesammelt") == 1

    handeln(
        "bearbeiten",
        bericht,
        kora,
        titel="Bis gestern",
        von=bericht.von,
        bis=bericht.bis,
        stichtag=HEUTE - timedelta(days=1),
    )

    assert bericht.titel == "Bis gestern"
    assert wert(bericht, "themen.stand.gesammelt") == 0


def test_der_stand_ist_der_des_stichtags_nicht_der_von_heute(welt, kora):
    thema = neues_thema(welt)
    with clock.turned_to(HEUTE + timedelta(days=3)):
        with transaction():
            workflow.themen.erledigen(thema, kora, was="Ein Anruf genügte.")
        damals = neuer_bericht(welt, stichtag=HEUTE + timedelta(days=1))
        heute = neuer_bericht(welt, stichtag=HEUTE + timedelta(days=3))

    assert (wert(damals, "themen.stand.gesammelt"), wert(damals, "themen.geloest")) == (1, 0)
    assert (wert(heute, "themen.stand.gesammelt"), wert(heute, "themen.geloest")) == (0, 1)


def test_zwei_schreiben_am_selben_abschnitt_und_keiner_verliert(welt, kora):
    section = abschnitt(neuer_bericht(welt), "ausblick")
    version = section.version
    handeln("schreiben", section, kora, text="Zuerst", version=version)

    with pytest.raises(Stale):
        handeln("schreiben", section, kora, text="Danach", version=version)

    session().expire_all()
    assert section.text == "Zuerst"


def test_wer_abschliesst_haelt_fest_was_er_gelesen_hat(welt, kora):
    bericht = geschrieben(welt, neuer_bericht(welt))
    version = bericht.version
    handeln("schreiben", abschnitt(bericht, "ausblick"), kora, text="Noch schnell geändert")

    with pytest.raises(Stale):
        handeln("abschliessen", bericht, kora, version=version)


def test_ohne_die_noetigen_worte_wird_nicht_abgeschlossen(welt, kora):
    bericht = neuer_bericht(welt)

    with pytest.raises(Obstructed, match="Schnittstellen zu anderen Programmen, Schwierigkeiten, Ausblick"):
        handeln("abschliessen", bericht, kora)


def test_ein_abgeschlossener_bericht_aendert_sich_nicht_mehr(welt, kora):
    bericht = abgeschlossener_bericht(welt)
    assert bericht.status is S.ABGESCHLOSSEN
    assert workflow.berichte.stimmt(ganz(welt, bericht))
    assert "# Sachbericht Kommunales Integrationsmanagement" in bericht.text

    for verb, thing, kw in (
        ("erneuern", bericht, {}),
        ("abschliessen", bericht, {}),
        ("verwerfen", bericht, {}),
        ("schreiben", abschnitt(bericht, "ausblick"), {"text": "x"}),
        ("auffrischen", abschnitt(bericht, "themen"), {}),
    ):
        with pytest.raises(Obstructed):
            handeln(verb, thing, kora, **kw)


_VERSUCHE = {
    "Text": "UPDATE bericht SET text = 'anders'",
    "Stand": "UPDATE bericht SET status = 'entwurf', abgeschlossen_am = NULL, pruefsumme = '', text = ''",
    "Löschen": "DELETE FROM bericht",
    "Abschnitt": "UPDATE berichtsabschnitt SET text = 'anders'",
    "Abschnitt weg": "DELETE FROM berichtsabschnitt",
    "Abschnitt dazu": "INSERT INTO berichtsabschnitt (bericht_id, position, schluessel, titel, erzeugt, erzeugt_am, "
    "text, version) SELECT bericht_id, 99, 'neu', 'Neu', '', erzeugt_am, '', 1 FROM berichtsabschnitt LIMIT 1",
    "Zahl": "UPDATE berichtszahl SET wert = wert + 1",
    "Zahl weg": "DELETE FROM berichtszahl",
    "Zahl dazu": "INSERT INTO berichtszahl (abschnitt_id, position, schluessel, name, einheit, wert) "
    "SELECT abschnitt_id, 99, 'neu', 'Neu', 'anzahl', 1 FROM berichtszahl LIMIT 1",
    "Zeile": "UPDATE berichtszeile SET titel = 'anders'",
    "Zeile weg": "DELETE FROM berichtszeile",
    "Zeile dazu": "INSERT INTO berichtszeile (zahl_id, position, sorte, gegenstand_id, adresse, nummer, titel, angabe, "
    "beitrag) SELECT zahl_id, 99, sorte, gegenstand_id, adresse, nummer, titel, angabe, 1 FROM berichtszeile LIMIT 1",
}


@pytest.mark.beide
def test_auch_wer_an_allem_vorbei_schreibt_aendert_keinen_abgeschlossenen_bericht(welt):
    neues_thema(welt)
    bericht = abgeschlossener_bericht(welt)

    versuche = dict(_VERSUCHE)
    if datenbanken.ist_postgres():
        versuche["Leeren"] = "TRUNCATE berichtszeile"
    for versuch in versuche.values():
        with pytest.raises(DBAPIError, match="abgeschlossener Bericht"), transaction() as s:
            s.execute(text(versuch))
    assert workflow.berichte.stimmt(ganz(welt, bericht))


@pytest.mark.beide
def test_ein_entwurf_wird_verworfen_und_seine_nummer_bleibt_vergeben(welt, kora):
    bericht = neuer_bericht(welt)
    handeln("schreiben", abschnitt(bericht, "ausblick"), kora, text="Weg damit")

    handeln("verwerfen", bericht, kora)

    assert bericht.status is S.VERWORFEN
    assert session().query(Berichtsabschnitt).filter(Berichtsabschnitt.text != "").count() == 0
    assert queries.berichte.liste(kora) == []
    assert neuer_bericht(welt).nummer == f"R-{HEUTE.year}-002"


@pytest.mark.beide
def test_ein_berichtigter_bericht_ist_ein_neuer_der_den_alten_nennt(welt, kora):
    alt = abgeschlossener_bericht(welt)
    neues_thema(welt)

    neu = handeln("berichtigen", alt, kora, begruendung="Ein Thema fehlte.")

    assert (neu.status, neu.ersetzt_id, neu.stichtag) == (S.ENTWURF, alt.id, alt.stichtag)
    assert abschnitt(neu, "ausblick").text == "Dazu ist alles gesagt."
    assert wert(neu, "themen.aufgenommen") == 1
    assert wert(ganz(welt, alt), "themen.aufgenommen") == 0
    with pytest.raises(Obstructed, match="schon begonnen"):
        handeln("berichtigen", alt, kora, begruendung="Noch einmal")

    handeln("abschliessen", neu, kora)
    assert f"**Ersetzt:** {alt.nummer}, weil: Ein Thema fehlte." in neu.text


def test_wird_die_berichtigung_verworfen_kann_eine_neue_beginnen(welt, kora):
    alt = abgeschlossener_bericht(welt)
    handeln("verwerfen", handeln("berichtigen", alt, kora, begruendung="Probe"), kora)

    assert handeln("berichtigen", alt, kora, begruendung="Jetzt richtig").ersetzt_id == alt.id


def test_wer_welche_berichte_sieht(welt, kora):
    entwurf, intern = neuer_bericht(welt), abgeschlossener_bericht(welt)
    frei = abgeschlossener_bericht(welt, freigegeben=True)

    def sieht(name: str) -> set[str]:
        return {one.nummer for one in queries.berichte.liste(welt.person(name))}

    assert sieht("Kora") == {entwurf.nummer, intern.nummer, frei.nummer}
    assert sieht("Mats") == {intern.nummer, frei.nummer}
    assert sieht("Lena") == sieht("Bibi") == {frei.nummer}
    assert sieht("Paula") == sieht("Ada") == sieht("Emil") == set()


def test_jede_kennung_steht_in_der_dokumentation_und_umgekehrt(welt):
    neuer_topf(welt)
    neue_stelle(welt)
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.stand_melden(
            massnahme, massnahme.verantwortlich, kommune=welt.kommune(), stand=Stand.LAEUFT
        )
    bericht = neuer_bericht(welt)

    there = {
        re.sub(r"\.\d+\.", ".<id>.", zahl.schluessel.replace("baustein2.kommunal", "kommunal"))
        for section in bericht.abschnitte
        for zahl in section.zahlen
    }
    assert there == _dokumentierte()


def _dokumentierte() -> set[str]:
    """`.gast` after `lenkungsgruppe.sitze` reads like the key before it with another last word."""
    found: set[str] = set()
    for line in (config.ROOT / "docs" / "kontrollzahlen.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("| `"):
            continue
        cell = line.split("|")[1]
        key = ""
        for word in re.findall(r"`([^`]+)`", cell):
            if word.startswith("."):
                key = f"{key.rpartition('.')[0]}{word}"
            elif word.startswith("baustein"):
                continue
            else:
                key = word
            found.add(key)
    for number in (2, 3):
        found |= {key.replace("baustein1", f"baustein{number}") for key in found if "baustein1" in key}
    return {key.replace("baustein2.kommunal", "kommunal") for key in found}
