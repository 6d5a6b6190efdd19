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
from werkzeug.test import TestResponse

from kimflow import clock, config, db
from kimflow.db import session, transaction
from kimflow.models import Anmeldung, KommentarStatus, MassnahmeStatus, ThemaStatus, ZielvereinbarungStatus
from kimflow.permissions import GRANTS, Permission
from kimflow.permissions.praedikate import ist_in_der_projektgruppe, leitet_die_projektgruppe
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow.acts import ACTS
from tests import datenbanken
from tests.bauen.pfeilwelt import CARITAS, FREMD, NACHBAR, Ding, alle_dinge
from tests.besetzung import CAST, Welt, bevoelkern
from tests.seiten.pfeilformulare import adresse, daten
from tests.seiten.pfeiltafel import BLIND, IM_FACH, NIE_DIREKT, OHNE_KONTO, UNENTSCHIEDEN, WEG, WEGE, WER_IST, Weg

ALLE = [*CAST, ""]
NOMEN = {"beitrag": "zielvereinbarung", "vorbehalt": "zielvereinbarung"}
"""Whose acts those on a Beitrag are."""
STAENDE: dict[str, type[StrEnum]] = {
    "massnahme": MassnahmeStatus,
    **dict.fromkeys(("zielvereinbarung", "beitrag", "vorbehalt", "indikator", "ueberpruefung"), ZielvereinbarungStatus),
    "kommentar": KommentarStatus,
    "thema": ThemaStatus,
}
IM_STAND = " ist im Stand „"
"""What only the kernel says, before anything is done."""
STATUS: list[tuple[str, StrEnum]] = [(art, status) for art, staende in STAENDE.items() for status in staende]


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
                **{name: welt.person(name).id for name in ("Paul", "Mats", "Vera", "Mia", "Emil", "Zoe")},
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

    def post(self, name: str, url: str, daten: dict[str, Any]) -> TestResponse:
        app = self.made.app
        client, token = self.client(app, name)
        with app.app_context():
            return client.post(url, data=daten | {"csrf_token": token})


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


def duerfen(ding: Ding, wort: str) -> set[str]:
    """Who this word of the table means here. A Maßnahme that nobody promised has nobody responsible yet."""
    unbesetzt = ding.status is MassnahmeStatus.VORGESCHLAGEN
    gilt = {"verantwortlich": not unbesetzt, "nachfolge": unbesetzt}.get(wort, True)
    return WER_IST[ding.lage][wort] if gilt else set()


def erwartet(ding: Ding, weg: Weg, name: str) -> tuple[int, ...]:
    """The status codes of the answer this person must get."""
    if name in OHNE_KONTO:
        return (302, 303, 401)
    named = ding.art == "massnahme" and name in duerfen(ding, "verantwortlich")
    undecided = name == "Lena" and ding.status in UNENTSCHIEDEN[ding.art]
    if (name in BLIND and not named) or undecided or ding.status in WEG:
        return (404,)
    if not any(name in duerfen(ding, wort) for wort in weg.wer.split()):
        return (403,)
    return (303,) if ding.status in weg.pfeile else (409,)


def versuchende(ding: Ding, verb: str, weg: Weg) -> list[str]:
    """Who tries it: everybody, or in turn one of each kind who may and one who may not.

    Everybody tries the acts of FACH in each status, the others once where they are drawn, at the own thing, and once
    where they are not, at the foreign one.
    """
    stands = list(STAENDE[ding.art])
    own = ding.lage not in (FREMD, CARITAS)
    shown = next((s for s in stands if (s in weg.pfeile) is own), stands[0])
    if ding.lage != NACHBAR and (verb in IM_FACH.get(ding.art, ()) or ding.status is shown):
        return ALLE
    turn = list(WEGE[ding.art]).index(verb) + stands.index(ding.status)
    kinds = [sorted(duerfen(ding, wort)) for wort in weg.wer.split()]
    kinds.append([name for name in ALLE if erwartet(ding, weg, name) == (403,)])
    return list(dict.fromkeys(kind[turn % len(kind)] for kind in kinds if kind))


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
            for name in versuchende(ding, verb, weg):
                case = f"{ding.lage} {verb} {name or 'niemand'}"
                wrong += [f"{case}: {one}" for one in _versuch(pfeilwelt, ding, verb, weg, name)]
    assert not wrong, "\n".join(wrong[:40])


def _versuch(welt: Pfeilwelt, ding: Ding, verb: str, weg: Weg, name: str) -> Iterator[str]:
    codes, before = erwartet(ding, weg, name), welt.stand()
    may = codes == (303,)
    counted = _begonnene(welt, weg) if may else 0
    answer = welt.post(name, adresse(ding, verb), daten(ding, verb, welt.worte, name))
    code = answer.status_code
    if code not in codes:
        yield f"{code} statt {codes}"
    if not may:
        # Else a constraint of the database would hide that the act itself would have gone on.
        if code == 409 and IM_STAND not in answer.text:
            yield "409 aus einem anderen Grund als dem Stand"
        if welt.stand() != before:
            yield "hat etwas geschrieben"
            welt.zurueck()
        return
    if code == 303:
        yield from _folgen(welt, ding, weg, before, counted)
    welt.zurueck()


def _folgen(welt: Pfeilwelt, ding: Ding, weg: Weg, before: int, counted: int) -> Iterator[str]:
    if welt.stand() == before:
        yield "hat nichts geschrieben"
    if ding.art in ("massnahme", "thema", "kommentar"):
        now = welt.lies(f"SELECT status FROM {ding.art} WHERE id = ?", ding.id)
    else:
        now = welt.lies("SELECT status FROM zielvereinbarung WHERE nummer = ?", ding.nummer)
    if now != weg.pfeile[ding.status]:
        yield f"führt nach {now} statt {weg.pfeile[ding.status]}"
    if weg.neu and _begonnene(welt, weg) != counted + 1:
        yield f"hat nicht begonnen: {weg.neu}"


def _begonnene(welt: Pfeilwelt, weg: Weg) -> int:
    noun, _, status = weg.neu.partition(" ")
    if not noun:
        return 0
    with_status = f" WHERE status = '{status}'" if status else ""
    return int(welt.lies(f"SELECT count(*) FROM {noun}{with_status}"))


@pytest.mark.parametrize("art", NIE_DIREKT)
def test_was_ein_beschluss_bewirkt_hat_keine_adresse(pfeilwelt: Pfeilwelt, art: str) -> None:
    """C1 P0, C5 P0: what follows from a Beschluss answers nobody, and writes nothing."""
    before = pfeilwelt.stand()
    wrong = []
    for ding in (d for d in pfeilwelt.dinge if d.art == art):
        for verb in NIE_DIREKT[art]:
            url = adresse(ding, f"{art}.{verb}" if art == "thema" else verb)
            code = pfeilwelt.post("Kora", url, {"beschluss": "1", "begruendung": "x"}).status_code
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
    nouns = ("massnahme.", "zielvereinbarung.", "kommentar.", "indikator.", "ueberpruefung.")
    acts = {p.value for p in ACTS if p.value.startswith(nouns)} | {p.value for p in of_the_group}
    drawn = {_voll(art, verb) for art, wege in WEGE.items() for verb in wege}
    never = {f"{art}.{verb}" for art, verbs in NIE_DIREKT.items() for verb in verbs}

    assert acts <= drawn | never, "→ tests/seiten/pfeiltafel.py"
    assert drawn <= {p.value for p in Permission}


def _voll(art: str, verb: str) -> str:
    """The name of the permission."""
    return verb if "." in verb else f"{NOMEN.get(art, art)}.{verb}"


def test_kein_anderes_formular_dieser_seiten_bleibt_ungeprueft(app: Flask) -> None:
    """Every POST of these pages is the page of an act in the table, or named here with why it is none."""
    elsewhere = {
        # The link of a mail opens one form for one person, signed in or not; it has tests of its own.
        "massnahmen.rueckmeldung_senden",
        "zeichnungen.link_zeichnungscode",
        "zeichnungen.link_zeichnen",
        # Single acts of the table, many times (tests/seiten/test_massnahmen_sammeln.py).
        "massnahmen.sammeln_ausfuehren",
        # A line of the minutes, an act of the Sitzung.
        "massnahmen.notieren",
    }
    pages = {"massnahme": "massnahmen", "indikator": "indikatoren", "ueberpruefung": "ueberpruefungen"}
    drawn = {_voll(art, verb).partition(".") for art, wege in WEGE.items() for verb in wege}
    acts = {f"{pages.get(noun, 'zielvereinbarungen')}.{verb}" for noun, _, verb in drawn if noun != "thema"}
    posts = {rule.endpoint for rule in current_app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    theirs = ("massnahmen.", "zielvereinbarungen.", "zeichnungen.", "indikatoren.", "ueberpruefungen.")

    assert {p for p in posts if p.startswith(theirs)} == acts | elsewhere
