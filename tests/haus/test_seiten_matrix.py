"""Pages × cast: every route × every member of the cast, written out in seiten.txt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kimflow.permissions import Permission
from tests.besetzung import CAST
from tests.haus.dinge import Dinge, bauen

MATRIX = Path(__file__).with_name("seiten.txt")
NIEMAND = "niemand"
# Their answer depends on a token or a file, not on who asks; they have tests of their own.
ANDERSWO = {"static"}


def werte(rule: Rule, dinge: Dinge, app: Flask) -> dict[str, Any]:
    """What stands in the address of this route in the small world."""
    besonders = _BESONDERS.get(rule.endpoint)
    if besonders:
        return besonders(dinge)
    right = app.view_functions[rule.endpoint].kimflow_right
    thing = dinge.fuer(right) if right else None
    return {
        name: getattr(thing, "nummer", None) if name == "nummer" else getattr(thing, "id", None)
        for name in rule.arguments
    }


def _beitrag(d: Dinge) -> dict[str, Any]:
    beitrag = d.weitere["beitrag"]
    return {"nummer": beitrag.zielvereinbarung.nummer, "id": beitrag.id}


def _kommentar(d: Dinge) -> dict[str, Any]:
    kommentar = d.nach_noun["kommentar"]
    return {"nummer": kommentar.zielvereinbarung.nummer, "id": kommentar.id}


def _vereinbart(d: Dinge) -> dict[str, Any]:
    """The text that was agreed to."""
    return {"nummer": d.weitere["gezeichnet"].nummer, "lfd": 2}


def _stimme(d: Dinge) -> dict[str, Any]:
    abgabe = d.besonders[Permission.ABSTIMMUNG_STIMME_ABGEBEN]
    return {"nummer": d.weitere["runde"].nummer, "id": abgabe.id}


def _geheim(d: Dinge) -> dict[str, Any]:
    abgabe = d.besonders[Permission.ABSTIMMUNG_GEHEIM_ABSTIMMEN]
    return {"nummer": abgabe.abstimmung.nummer, "id": abgabe.id}


def _top(d: Dinge) -> dict[str, Any]:
    sitzung = d.nach_noun["sitzung"]
    return {"nummer": sitzung.nummer, "id": sitzung.tops[0].id}


def _notiz(d: Dinge) -> dict[str, Any]:
    notiz = d.nach_noun["notiz"]
    return {"nummer": notiz.sitzung.nummer, "id": notiz.id}


def _fassung(d: Dinge) -> dict[str, Any]:
    fassung = d.nach_noun["einwendung"].fassung
    return {"nummer": fassung.sitzung.nummer, "fassung": fassung.fassung}


def _einwendung(d: Dinge) -> dict[str, Any]:
    einwendung = d.nach_noun["einwendung"]
    return {"nummer": einwendung.fassung.sitzung.nummer, "id": einwendung.id}


def _wortmeldung(d: Dinge) -> dict[str, Any]:
    hand = d.nach_noun["wortmeldung"]
    return {"nummer": hand.sitzung.nummer, "id": hand.id}


def _topvorschlag(d: Dinge) -> dict[str, Any]:
    vorschlag = d.nach_noun["topvorschlag"]
    return {"nummer": vorschlag.sitzung.nummer, "id": vorschlag.id}


def _antwort(d: Dinge) -> dict[str, Any]:
    return {"nummer": d.nach_noun["sitzung"].nummer, "id": d.besonders[Permission.SITZUNG_BEANTWORTEN].id}


def _einwand(d: Dinge) -> dict[str, Any]:
    einwand = d.nach_noun["einwand"]
    return {"nummer": einwand.abstimmung.nummer, "id": einwand.id}


def _sitz(d: Dinge) -> dict[str, Any]:
    return {"id": d.welt.lenkungsgruppe.id, "sitz_id": d.welt.lenkungsgruppe.sitze[0].id}


def _besetzung(d: Dinge) -> dict[str, Any]:
    sitz = d.welt.lenkungsgruppe.sitze[0]
    return {"id": d.welt.lenkungsgruppe.id, "besetzung_id": sitz.besetzungen[0].id}


_BESONDERS: dict[str, Callable[[Dinge], dict[str, Any]]] = {
    "abstimmungen.show": lambda d: {"nummer": d.weitere["runde"].nummer},
    "abstimmungen.stimme_abgeben": _stimme,
    "abstimmungen.abgegeben": _stimme,
    **dict.fromkeys(
        (
            "abstimmungen.erfassen",
            "abstimmungen.bestaetigen",
            "abstimmungen.verwerfen",
            "abstimmungen.sitzung_verlangen",
        ),
        _stimme,
    ),
    **dict.fromkeys(
        ("abstimmungen.papier", "abstimmungen.handzeichen"), lambda d: {"nummer": d.weitere["runde"].nummer}
    ),
    "abstimmungen.umlauf_vorbereiten": lambda d: {"id": d.welt.lenkungsgruppe.id},
    "abstimmungen.entwurf_merken": _stimme,
    "abstimmungen.stimmzettel": lambda d: {"nummer": d.weitere["runde"].nummer},
    "abstimmungen.geheim_abstimmen": _geheim,
    "abstimmungen.geheim_abgegeben": _geheim,
    "abstimmungen.befangenheit_erklaeren": _stimme,
    "abstimmungen.befangenheit_zuruecknehmen": _stimme,
    "rueckkopplungen.erbitten": lambda d: {"nummer": d.weitere["runde"].nummer},
    "vota.abgeben": _top,
    **dict.fromkeys(
        (
            "moderation.aufrufen",
            "moderation.abschliessen",
            "moderation.vertagen",
            "moderation.zurueckholen",
            "moderation.schreiben",
        ),
        _top,
    ),
    **dict.fromkeys(("moderation.aendern", "moderation.loeschen"), _notiz),
    **dict.fromkeys(("meine_sitzung.zuruecknehmen", "meine_sitzung.aufrufen"), _wortmeldung),
    "meine_sitzung.antworten": _antwort,
    "meine_sitzung.votum": lambda d: {"nummer": d.nach_noun["votum"].sitzung.nummer, "id": d.nach_noun["votum"].id},
    **dict.fromkeys(
        ("wand.wand", "wand.teil", "wand.strom"),
        lambda d: {"nummer": d.nach_noun["sitzung"].nummer, "token": "unbekannt"},
    ),
    "meldungen.link": lambda d: {"token": "unbekannt"},
    "tischkarten.tisch": lambda d: {"nummer": d.nach_noun["sitzung"].nummer, "sitz": 1, "token": "unbekannt"},
    "auftraege.erteilen": _top,
    "protokolle.niederschreiben": _top,
    **dict.fromkeys(
        (
            "protokolle.fassung",
            "protokolle.unterschied",
            "protokolle.als_docx",
            "protokolle.als_odt",
            "protokolle.erheben",
        ),
        _fassung,
    ),
    **dict.fromkeys(("protokolle.behandeln", "protokolle.zurueckziehen"), _einwendung),
    "abstimmungen.vorbereiten": _top,
    "einwaende.beantworten": _einwand,
    "einwaende.zurueckziehen": _einwand,
    **dict.fromkeys(
        ("abstimmungen.ergebnis", "abstimmungen.ergebnis_als_xlsx", "abstimmungen.ergebnis_als_csv"),
        lambda d: {"nummer": d.nach_noun["einwand"].abstimmung.nummer},
    ),
    "beschluesse.festhalten": _top,
    "beschluesse.nacherfassen": lambda d: {"id": d.welt.lenkungsgruppe.id},
    "sitzungen.beantworten": _antwort,
    **dict.fromkeys(("tops.bearbeiten", "tops.unterlage_anhaengen", "tops.unterlage_entfernen"), _top),
    "topvorschlaege.machen": lambda d: {"nummer": d.nach_noun["sitzung"].nummer},
    **dict.fromkeys(
        ("topvorschlaege.aufnehmen", "topvorschlaege.ablehnen", "topvorschlaege.zurueckziehen"), _topvorschlag
    ),
    "sitzungen.vertretung_eintragen": _antwort,
    "fallrekonstruktionen.anlegen": lambda d: {"id": d.welt.fallwerkstatt.id},
    "gremien.besetzung_beenden": _besetzung,
    "gremien.sitz_bearbeiten": _sitz,
    "gremien.sitz_besetzen": _sitz,
    "gremien.sitz_uebergeben": _sitz,
    "gremien.mitgliedschaft_beenden": lambda d: {
        "id": d.welt.projektgruppe.id,
        "mitgliedschaft_id": d.welt.projektgruppe.mitgliedschaften[0].id,
    },
    **dict.fromkeys(
        ("kennzahlen.dahinter", "kennzahlen.dinge_als_xlsx", "kennzahlen.dinge_als_csv"),
        lambda d: {"tafel": "ampel", "zeile": "gruen", "spalte": "anzahl"},
    ),
    **dict.fromkeys(("kennzahlen.tafel_als_xlsx", "kennzahlen.tafel_als_csv"), lambda d: {"tafel": "ampel"}),
    **dict.fromkeys(
        ("kennzahlen.institution_dahinter", "kennzahlen.hausdinge_als_xlsx", "kennzahlen.hausdinge_als_csv"),
        lambda d: {"zeile": d.welt.institution("Jobcenter").id, "spalte": "zusagen"},
    ),
    "einstellungen.bearbeiten": lambda d: {"schluessel": "text.impressum"},
    **dict.fromkeys(
        ("vokabeln.show", "vokabeln.woerter_als_xlsx", "vokabeln.woerter_als_csv"), lambda d: {"art": "rechtskreis"}
    ),
    "vokabeln.bearbeiten": lambda d: {"id": d.welt.vokabel("rechtskreis", "SGB II").id},
    "personen.rolle_beenden": lambda d: {
        "id": d.welt.person("Bibi").id,
        "rolle": d.besonders[Permission.PERSON_ROLLE_BEENDEN].id,
    },
    "personen.zeichnung_beenden": lambda d: {
        "id": d.welt.person("Zoe").id,
        "zeichnung": d.besonders[Permission.PERSON_ZEICHNUNG_BEENDEN].id,
    },
    "anmeldung.anmeldung_beenden": lambda d: {"id": 999_999},
    "importe.spalten": lambda d: {"id": d.weitere["unbekannte_spalten"].id},
    "importe.weiter": lambda d: {"id": d.weitere["laufende_pruefung"].id},
    **dict.fromkeys(
        ("foerdertoepfe.buchungen_als_csv", "foerdertoepfe.buchungen_als_xlsx"),
        lambda d: {"id": d.nach_noun["foerdertopf"].id},
    ),
    "pflichten.nachweis": lambda d: {
        "id": d.weitere["erledigt"].id,
        "schluessel": d.weitere["erledigt"].datei.schluessel,
    },
    "massnahmen.nachweis": lambda d: {
        "nummer": d.nach_noun["massnahme"].nummer,
        "schluessel": d.weitere["nachweis"].datei.schluessel,
    },
    "zielvereinbarungen.beitrag_aendern": _beitrag,
    "zielvereinbarungen.beantworten": _kommentar,
    "zielvereinbarungen.zurueckziehen": _kommentar,
    "zielvereinbarungen.fassung": _vereinbart,
    "zielvereinbarungen.unterschied": _vereinbart,
    "zielvereinbarungen.beitrag_neu_fassen": _beitrag,
    "zielvereinbarungen.zeichnungscode_anfordern": _beitrag,
    "zielvereinbarungen.vorbehalt_aufloesen": _beitrag,
    **dict.fromkeys(
        ("zeichnungen.show", "zeichnungen.als_text", "zeichnungen.scan"), lambda d: {"id": d.weitere["zeichnung"].id}
    ),
    "zielvereinbarungen.zeichnen": _beitrag,
    "zielvereinbarungen.zeichnung_erfassen": _beitrag,
    "zielvereinbarungen.zeichnung_verweigern": _beitrag,
    **dict.fromkeys(
        (
            "rueckkopplungen.rueckkopplung",
            "zeichnungen.link_zeichnung",
            "stellungnahmen.stellungnahme",
            "massnahmen.rueckmeldung",
            "protokolle.link_protokoll",
            "protokolle.link_erheben",
            "meine_sitzung.link_frueher",
            "meine_sitzung.link_show",
            "meine_sitzung.link_teil",
            "meine_sitzung.link_strom",
            "meine_sitzung.link_termin_ics",
            "abstimmungen.link_stimme",
            "abstimmungen.link_entwurf_merken",
            "abstimmungen.link_abgegeben",
            "anmeldung.konto_einrichten",
            "anmeldung.passwort_neu",
        ),
        lambda d: {"token": "unbekannt"},
    ),
}


def regeln(app: Flask, methode: str) -> list[Rule]:
    """The routes that answer to this method, by endpoint."""
    found = [r for r in app.url_map.iter_rules() if methode in (r.methods or ()) and r.endpoint not in ANDERSWO]
    return sorted(found, key=lambda rule: rule.endpoint)


def geschrieben() -> dict[str, dict[str, int]]:
    """endpoint → person → status, as it stands in seiten.txt."""
    table: dict[str, dict[str, int]] = {}
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        endpoint, _, cells = line.partition(": ")
        table[endpoint] = {
            name: int(status) for cell in cells.split("; ") for status, _, names in [cell.partition(" ")]
            for name in names.split()
        }  # fmt: skip
    return table


def url(app: Flask, rule: Rule, dinge: Dinge) -> str:
    with app.test_request_context():
        return app.url_for(rule.endpoint, **werte(rule, dinge, app), _external=False)


def test_jede_seite_steht_in_der_matrix(app):
    """D1 P0: every route has its row."""
    assert {rule.endpoint for rule in regeln(app, "GET")} == set(geschrieben()), "→ tests/haus/seiten.txt"


@pytest.mark.parametrize("wer", [*CAST, NIEMAND])
def test_jede_seite_antwortet_jeder_person_wie_geschrieben(app, welt, browser, wer):
    """D2, D3, D12 P0: each cell one expected status, on GET; where GET refuses, POST refuses alike."""
    dinge, written = bauen(welt), geschrieben()
    addresses = [(rule, url(app, rule, dinge)) for rule in regeln(app, "GET")]
    person = None if wer == NIEMAND else welt.person(wer)
    besuch = browser(person)

    different = []
    for rule, address in addresses:
        expected = written[rule.endpoint][wer]
        status = besuch.get(address, pruefen=False).status
        if status != expected:
            different.append(f"GET {rule.endpoint} {wer}: {status} statt {expected}")
        if "POST" in (rule.methods or ()) and expected in (403, 404):
            status = besuch.post(address, pruefen=False).status
            if status != expected:
                different.append(f"POST {rule.endpoint} {wer}: {status} statt {expected}")
    assert not different


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Fatma", "Ada"])
def test_was_es_nicht_gibt_und_was_man_nicht_sieht_ist_dasselbe(app, welt, browser, wer):
    """D4 P0: an id that exists for others and one that does not answer alike: 404."""
    dinge = bauen(welt)
    besuch = browser(welt.person(wer))
    wrong = []
    for rule in regeln(app, "GET"):
        if not rule.arguments or rule.endpoint in _BESONDERS or rule.endpoint.startswith("link"):
            continue
        with app.test_request_context():
            missing = {"nummer": "X-1999-999", "id": 999_999_999}
            address = app.url_for(rule.endpoint, **{name: missing[name] for name in rule.arguments}, _external=False)
        if (status := besuch.get(address, pruefen=False).status) != 404:
            wrong.append(f"{rule.endpoint}: {status}")
    assert not wrong
    assert dinge
