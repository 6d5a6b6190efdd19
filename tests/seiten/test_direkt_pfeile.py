"""Every status × every act × every person × own and foreign, as a direct POST with valid data (ZUSAGEN C1–C3).

The table it is held against is written by hand in pfeiltafel.py.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from kimflow import clock, config, db
from kimflow.db import session, transaction
from kimflow.models import Anmeldung, MassnahmeStatus, ThemaStatus, ZielvereinbarungStatus
from kimflow.permissions import GRANTS, Permission
from kimflow.permissions.praedikate import ist_in_der_projektgruppe, leitet_die_projektgruppe
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow.acts import ACTS
from tests import datenbanken
from tests.bauen.massnahmen import in_tagen
from tests.bauen.pfeilwelt import FREMD, Ding, alle_dinge
from tests.besetzung import CAST, Welt, bevoelkern
from tests.seiten.pfeiltafel import BLIND, NIE_DIREKT, OHNE_KONTO, UNENTSCHIEDEN, WEGE, WER_IST, Weg

ALLE = [*CAST, ""]
TABELLEN = {"beitrag": "zielvereinbarung"}
STATUS: list[tuple[str, StrEnum]] = [
    *(("massnahme", status) for status in MassnahmeStatus),
    *(("zielvereinbarung", status) for status in ZielvereinbarungStatus),
    *(("beitrag", status) for status in ZielvereinbarungStatus),
    *(("thema", status) for status in ThemaStatus),
]


class Pfeilwelt:
    """The world, a browser per person that is signed in already, and the way back to how it was."""

    def __init__(self) -> None:
        self.dinge: list[Ding] = []
        self.schluessel: dict[str, str] = {}
        self.worte: dict[str, int] = {}
        self.clients: dict[str, tuple[FlaskClient, str]] = {}
        self.made: Any = None
        self.jetzt = clock.now()
        self.roh: sqlite3.Connection | None = None

    def bauen(self) -> None:
        """Runs once, while the template is populated."""
        bevoelkern()
        welt = Welt()
        with db.lazy_loading():
            self.dinge = alle_dinge(welt)
            self.worte = {
                **{kurz: welt.institution(kurz).id for kurz in ("Jobcenter", "ABH", "Kreis")},
                **{name: welt.person(name).id for name in ("Paul", "Mats", "Mia", "Emil", "Zoe")},
                "Seestadt": welt.kommune().id,
            }
            with transaction():
                for name in CAST:
                    self.schluessel[name] = key = secrets.token_urlsafe(32)
                    session().add(
                        Anmeldung(
                            schluessel=schluessel_hash(key), person_id=welt.person(name).id,
                            begonnen_am=self.jetzt, zuletzt_am=self.jetzt,
                        )
                    )  # fmt: skip

    def zurueck(self) -> None:
        """As it was when it was built."""
        if self.roh is not None:
            self.roh.close()
        self.made.frisch()
        self.roh = sqlite3.connect(self.made.settings.datenbank.removeprefix("sqlite:///"))

    def stand(self) -> int:
        """Changes whenever anybody has written anything: SQLite counts it itself."""
        assert self.roh is not None
        return int(self.roh.execute("PRAGMA data_version").fetchone()[0])

    def lies(self, sql: str, *werte: object) -> Any:
        assert self.roh is not None
        return self.roh.execute(sql, werte).fetchone()[0]

    def client(self, app: Flask, name: str) -> tuple[FlaskClient, str]:
        """That person's browser and a token that is valid in it."""
        if name not in self.clients:
            client = app.test_client()
            if name:
                with client.session_transaction() as cookie:
                    cookie["_user_id"], cookie["_fresh"] = self.schluessel[name], True
            self.clients[name] = client, _token(app, client)
        return self.clients[name]

    def post(self, name: str, url: str, daten: dict[str, str]) -> int:
        app = self.made.app
        client, token = self.client(app, name)
        with app.app_context():
            return int(client.post(url, data=daten | {"csrf_token": token}).status_code)


def _token(app: Flask, client: FlaskClient) -> str:
    from flask import session as flask_session  # noqa: PLC0415 - the request's own, not the database's
    from flask_wtf.csrf import generate_csrf  # noqa: PLC0415

    with app.app_context(), app.test_request_context(), client.session_transaction() as cookie:
        flask_session.update(cookie)
        token = str(generate_csrf())
        cookie["csrf_token"] = flask_session["csrf_token"]
    return token


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pfeilwelt]:
    welt = Pfeilwelt()
    with datenbanken.vorlage(tmp_path_factory.mktemp("pfeile"), welt.bauen) as made:
        welt.made = made
        yield welt
    if welt.roh is not None:
        welt.roh.close()


@pytest.fixture
def pfeilwelt(gebaut: Pfeilwelt) -> Iterator[Pfeilwelt]:
    config.use(gebaut.made.settings)
    gebaut.zurueck()
    with clock.turned_to(gebaut.jetzt):
        yield gebaut


def adresse(ding: Ding, verb: str) -> str:
    """Where the act is sent to."""
    if ding.art == "thema":
        noun, _, verb = verb.partition(".")
        return {
            "massnahme": f"/massnahmen/zum-thema/{ding.nummer}/{verb}",
            "zielvereinbarung": f"/zielvereinbarungen/zum-thema/{ding.nummer}/{verb}",
        }.get(noun, f"/themen/{ding.nummer}/{verb}")
    if ding.art == "beitrag":
        return f"/zielvereinbarungen/{ding.nummer}/beitraege/{ding.id}/{verb}"
    return f"/{'massnahmen' if ding.art == 'massnahme' else 'zielvereinbarungen'}/{ding.nummer}/{verb}"


def formulare(ding: Ding, welt: Pfeilwelt) -> dict[str, dict[str, object]]:
    """Valid data for the form of each act, by act; what is not named here needs none."""
    fremd, worte = ding.lage == FREMD, welt.worte
    haus, person = (worte["ABH"], worte["Emil"]) if fremd else (worte["Jobcenter"], worte["Paul"])
    zeichnet = {"eigen": "Mats", "nachbar": "Zoe", "fremd": "Mia"}[ding.lage]
    grund: dict[str, object] = {"begruendung": "Weil es so ist."}
    massnahme: dict[str, object] = {"titel": "Anders genannt", "institution": haus}
    meilenstein: dict[str, object] = {"meilenstein": ding.kennungen.get("meilenstein")}
    return {
        "bearbeiten": massnahme if ding.art == "massnahme" else {"titel": "Anders genannt"},
        "zusagen": {"verantwortlich": person},
        "absagen": grund,
        "warten": {"wartet_auf": "das Land", "wartet_bis": in_tagen(20)},
        "ruhen_lassen": grund | {"wiedervorlage": in_tagen(20)},
        "umsetzen": {"nachweis": "Der Bogen liegt vor.", "wirkungspruefung_am": in_tagen(180)},
        "wirkung_pruefen": {"ergebnis": "Es geht schneller."},
        "abbrechen": grund,
        "meilenstein_setzen": {"titel": "Probelauf", "geplant_am": in_tagen(40)},
        "meilenstein_verschieben": grund | meilenstein | {"geplant_am": in_tagen(50)},
        "meilenstein_erreichen": meilenstein | {"erreicht_am": in_tagen(0)},
        "meilenstein_bearbeiten": meilenstein | {"titel": "Anders genannt", "geplant_am": in_tagen(50)},
        "meilenstein_zuruecknehmen": grund | {"meilenstein": ding.kennungen.get("erreicht")},
        "anmerken": {"text": "Wartet auf die Software des Landes."},
        "stand_melden": {"kommune": worte["Seestadt"], "stand": "laeuft"},
        "rueckmeldung_geben": {"lage": "plan", "satz": "Läuft.", "im_auftrag_von": "Leitung, telefonisch"},
        "beitrag_festlegen": {"institution": worte["Kreis"], "beteiligung": "wirkt_mit", "text": "Prüft vorab."},
        "beitrag_entfernen": {"beitrag": ding.kennungen.get("beitrag")},
        "massnahme_aufnehmen": {"massnahme": ding.kennungen.get("massnahme")},
        "abschliessen": {"erfuellung": "teilweise", "gruende": "Es dauert noch."},
        "beitrag_aendern": {"beteiligung": "zeichnet", "text": "Neu."},
        "zeichnung_erfassen": {"gezeichnet_von": worte[zeichnet], "gezeichnet_am": in_tagen(0)},
        "zeichnung_verweigern": grund,
        "thema.zurueckgeben": grund,
        "zielvereinbarung.anlegen": {"titel": "Noch eine"},
        "massnahme.vorschlagen": massnahme,
        "massnahme.nacherfassen": massnahme | {"beschluss": ding.kennungen.get("beschluss")},
    }


def daten(ding: Ding, verb: str, welt: Pfeilwelt) -> dict[str, str]:
    sent = formulare(ding, welt).get(verb, {}) | {"version": ding.version}
    return {name: str(value) for name, value in sent.items() if value is not None}


def duerfen(ding: Ding, weg: Weg) -> set[str]:
    """Who may, by the words of the table; a Maßnahme that nobody promised has nobody responsible yet."""
    wer = WER_IST[ding.lage]
    words = [w for w in weg.wer.split() if w != "verantwortlich" or ding.status is not MassnahmeStatus.VORGESCHLAGEN]
    return set().union(*(wer[wort] for wort in words))


def erwartet(ding: Ding, weg: Weg, name: str) -> tuple[int, ...]:
    """The status codes of the answer this person must get."""
    if name in OHNE_KONTO:
        return (302, 303, 401)
    named = ding.art == "massnahme" and name in WER_IST[ding.lage]["verantwortlich"]
    named &= ding.status is not MassnahmeStatus.VORGESCHLAGEN
    undecided = name == "Lena" and ding.status in UNENTSCHIEDEN[ding.art]
    if (name in BLIND and not named) or undecided:
        return (404,)
    if name not in duerfen(ding, weg):
        return (403,)
    return (303,) if ding.status in weg.pfeile else (409,)


@pytest.mark.parametrize(("art", "status"), STATUS, ids=[f"{art}-{status}" for art, status in STATUS])
def test_nur_die_gezeichneten_pfeile_gehen_und_nur_fuer_die_richtigen(
    pfeilwelt: Pfeilwelt, art: str, status: StrEnum
) -> None:
    """C1 P0, C3 P0, D2 P0: a refused POST writes nothing at all; a drawn one leads exactly where the table says."""
    wrong: list[str] = []
    dinge = [d for d in pfeilwelt.dinge if (d.art, d.status) == (art, status)]
    assert dinge
    for ding in dinge:
        for verb, weg in WEGE[art].items():
            sent = daten(ding, verb, pfeilwelt)
            for name in ALLE:
                case = f"{ding.lage} {verb} {name or 'niemand'}"
                wrong += [f"{case}: {one}" for one in _versuch(pfeilwelt, ding, verb, weg, name, sent)]
    assert not wrong, "\n".join(wrong[:40])


def _versuch(welt: Pfeilwelt, ding: Ding, verb: str, weg: Weg, name: str, sent: dict[str, str]) -> Iterator[str]:
    codes, before = erwartet(ding, weg, name), welt.stand()
    may = codes == (303,)
    noun, _, begun = weg.neu.partition(" ")
    counted = welt.lies(f"SELECT count(*) FROM {noun} WHERE status = ?", begun) if noun else 0
    code = welt.post(name, adresse(ding, verb), sent)
    if code not in codes:
        yield f"{code} statt {codes}"
    if not may:
        if welt.stand() != before:
            yield "hat etwas geschrieben"
            welt.zurueck()
        return
    table = TABELLEN.get(ding.art, ding.art)
    now = welt.lies(f"SELECT status FROM {table} WHERE nummer = ?", ding.nummer)
    if code == 303 and now != weg.pfeile[ding.status]:
        yield f"führt nach {now} statt {weg.pfeile[ding.status]}"
    if code == 303 and noun and welt.lies(f"SELECT count(*) FROM {noun} WHERE status = ?", begun) != counted + 1:
        yield f"hat keine neue {weg.neu} begonnen"
    if code == 303 and welt.stand() == before:
        yield "hat nichts geschrieben"
    welt.zurueck()


@pytest.mark.parametrize("art", NIE_DIREKT)
def test_was_ein_beschluss_bewirkt_hat_keine_adresse(pfeilwelt: Pfeilwelt, art: str) -> None:
    """C1 P0, C5 P0: what follows from a Beschluss answers nobody, and writes nothing."""
    before = pfeilwelt.stand()
    wrong = []
    for ding in (d for d in pfeilwelt.dinge if d.art == art):
        for verb in NIE_DIREKT[art]:
            url = adresse(ding, f"{art}.{verb}" if art == "thema" else verb)
            code = pfeilwelt.post("Kora", url, {"beschluss": "1", "begruendung": "x"})
            if code not in (404, 405):
                wrong.append(f"{url} ({ding.status}): {code}")
    assert not wrong
    assert pfeilwelt.stand() == before


def test_jede_handlung_dieser_dinge_steht_in_der_tafel() -> None:
    """A new act is a line in pfeiltafel.py, or it stands under NIE_DIREKT."""
    asked = {ist_in_der_projektgruppe, leitet_die_projektgruppe}
    of_the_group = {
        permission
        for permission in ACTS
        if permission.value.startswith("thema.") and any(asked & set(words) for words in GRANTS[permission])
    }
    nouns = ("massnahme.", "zielvereinbarung.")
    acts = {p.value for p in ACTS if p.value.startswith(nouns)} | {p.value for p in of_the_group}
    drawn = {f"massnahme.{verb}" for verb in WEGE["massnahme"]} | set(WEGE["thema"])
    drawn |= {f"zielvereinbarung.{verb}" for art in ("zielvereinbarung", "beitrag") for verb in WEGE[art]}
    never = {f"{art}.{verb}" for art, verbs in NIE_DIREKT.items() for verb in verbs}

    assert acts <= drawn | never, "→ tests/seiten/pfeiltafel.py"
    assert drawn <= {p.value for p in Permission}


def test_kein_anderes_formular_dieser_seiten_bleibt_ungeprueft(app: Flask) -> None:
    """Every POST of these pages is the page of an act in the table, or named here with why it is none."""
    # The link of a mail has tests of its own: it opens one form for one person, signed in or not.
    elsewhere = {"massnahmen.rueckmeldung_senden"}
    acts = {f"massnahmen.{verb}" for verb in WEGE["massnahme"]}
    acts |= {f"zielvereinbarungen.{verb}" for art in ("zielvereinbarung", "beitrag") for verb in WEGE[art]}
    acts |= {"massnahmen.vorschlagen", "massnahmen.nacherfassen", "zielvereinbarungen.anlegen"}
    posts = {rule.endpoint for rule in current_app.url_map.iter_rules() if "POST" in (rule.methods or ())}

    assert {p for p in posts if p.startswith(("massnahmen.", "zielvereinbarungen."))} == acts | elsewhere
