"""Bad addresses (ZUSAGEN I2, I6, I11): queries, page marks, ids and methods nobody means; looking changes nothing."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import false, select
from werkzeug.routing import Rule

from kimflow import clock
from kimflow.db import extension
from kimflow.models import Ereignis, Ereignistext
from kimflow.permissions import Permission
from tests import datenbanken
from tests.besetzung import Welt
from tests.browser import Seite
from tests.haus import rundgang
from tests.haus.test_seiten_matrix import regeln
from tests.sicherheit.formulare import kodiert

LISTEN = [
    "themen", "massnahmen", "massnahmen/tafel", "massnahmen/zeitstrahl", "massnahmen/sitzungsansicht",
    "massnahmen/sammeln", "fallrekonstruktionen", "sitzungen", "beschluesse", "zielvereinbarungen", "gremien",
    "institutionen", "personen", "stellungnahmen", "post", "kommunen", "verwaltung", "vokabeln", "einstellungen",
    "foerdertoepfe", "stellen", "pflichten",
]  # fmt: skip
PARAMETER = [
    "nach", "suche", "status", "sortierung", "gruppe", "wer", "institution", "projektgruppe", "zielvereinbarung",
    "handlungsfeld", "rechtskreis", "kommune", "ampel", "verzug", "modus", "nacherfasst", "gremium", "stand", "rolle",
    "art", "von", "zu", "jahr", "seite", "phase", "ursache", "sicht", "bei", "nr", "was", "auswahl", "liste",
    "baustein",
]  # fmt: skip
UNSINN = [
    "", "\x00", "\ud800", "-1", "1" + "0" * 40, "9" * 5000, "2147483648", "9223372036854775808", "NaN", "30.02.2026",
    "²", "٣", "%", "_", "\\", "'", '"', "{{1337*7331}}", "<script>", "../../etc/passwd", "W" * 3000,
    "a\r\nSet-Cookie: x", "🤷",
]  # fmt: skip


ORDNUNGEN = ["", "titel", "aelteste", "frist", "termin", "rang", "wiedervorlage", "institution", "rueckmeldung"]


def marke(*values: Any) -> str:
    """A page mark as kimflow makes them, with whatever inside."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


MARKEN = [
    "x", "=", "====", "é", "e30", "bnVsbA", "W10", marke(), marke(None), marke(1), marke("a"), marke(1, "a"),
    marke("a", 1), marke("a\x00", 1), marke(10**40, 10**40), marke([1], {"a": 1}), marke("2026-01-01", "x"),
    marke("2026-99-99", 1), marke(True, False), marke("\ud800", 1), marke(-1, -1), marke("", "", 1),
    marke("gestern", 1), marke(1.5, 1), "A" * 5000, marke(1, 1), marke("2026-01-01 00:00:00", 1), marke("NaN", 1),
    marke(1, 1, 1), marke("x", "y", "z", 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with rundgang.vorlage(tmp_path_factory.mktemp("adressen")) as (made, plan):
        made.frisch()
        made.frisch = lambda: None  # nothing here is ever saved
        yield made, plan


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


def _liste(gebaut: Any, browser: Any, liste: str) -> tuple[Any, str]:
    ort = gebaut[1].orte[liste.replace("/", ".") if "/" in liste else f"{liste}.index"]
    return browser(Welt().person(ort.wer)), ort.url


@pytest.mark.parametrize("liste", LISTEN)
def test_unsinn_in_der_adresse_einer_liste_bricht_nichts(gebaut, browser, liste):
    """I2 P0: every query parameter of every list, each with nonsense, once, twice and all at the same time."""
    mein, url = _liste(gebaut, browser, liste)
    queries = [{name: [value]} for name, value in zip(PARAMETER * len(UNSINN), UNSINN * len(PARAMETER), strict=True)]
    queries = queries[:: max(1, len(queries) // 150)]
    queries += [{key: [value, value] for key in PARAMETER} for value in UNSINN]
    for query in queries:
        with mein._own_context():
            answer = mein.client.get(f"{url}?{kodiert(query)}")
        assert answer.status_code in (200, 303, 404, 414, 422), f"{url} {str(query)[:200]}: {answer.status_code}"
        assert b"9801547" not in answer.data


@pytest.mark.parametrize(
    "liste",
    ["themen", "massnahmen", "fallrekonstruktionen", "meldungen", "zielvereinbarungen", "weitergaben", "auftraege"],
)
def test_worte_der_adresse_lenken_keinen_link_um(gebaut, browser, liste):
    """I11: what means something to the building of addresses is in an address only a word."""
    mein, url = _liste(gebaut, browser, liste)

    seite = mein.get(f"{url}?_external=1&_scheme=ftp&_anchor=x&endpoint=y&status=", pruefen=False, status=200)

    assert "ftp:" not in seite.html
    assert "#x" not in seite.html


@pytest.mark.beide
@pytest.mark.parametrize("liste", LISTEN)
def test_eine_gefaelschte_seitenmarke_beginnt_von_vorn(gebaut, browser, liste):
    """I2 P0: a page mark that is not ours; NUL, overflow and wrong types only break PostgreSQL."""
    mein, url = _liste(gebaut, browser, liste)
    for value in (*MARKEN, "\x00", "1" + "0" * 40, "\ud800"):
        for order in ORDNUNGEN if liste in ("themen", "massnahmen") else ORDNUNGEN[:2]:
            query = kodiert({"nach": [value], "sortierung": [order]} if order else {"nach": [value]})
            with mein._own_context():
                status = mein.client.get(f"{url}?{query}").status_code
            assert status in (200, 303), f"{url}?{query[:200]}: {status}"
    for name in PARAMETER:
        for value in ("\x00", "a\x00b", "9223372036854775808", "2147483648", "999999999"):
            with mein._own_context():
                status = mein.client.get(f"{url}?{kodiert({name: [value]})}").status_code
            assert status == 200, f"{url}?{name}={value!r}: {status}"


@pytest.mark.parametrize("liste", ["themen", "beschluesse", "massnahmen"])
def test_prozent_und_unterstrich_sind_buchstaben(gebaut, browser, liste):
    """I6 P0: search "%" finds only what has a percent sign."""
    mein, url = _liste(gebaut, browser, liste)
    everything = len(mein.get(url, pruefen=False).alle("tr"))
    assert everything > 2
    for sign in ("%", "_", "\\"):
        assert len(mein.get(f"{url}?{kodiert({'suche': [sign]})}", pruefen=False).alle("tr")) < 2, sign


def _mit_kennung(app: Flask, kennung: str) -> Iterator[tuple[Rule, str]]:
    """Every page that is about a thing, with this instead of its number."""
    for rule in regeln(app, "GET"):
        if rule.arguments - {"format"}:
            with app.test_request_context():
                try:
                    words = {name: "odt" if name == "format" else kennung for name in rule.arguments}
                    yield rule, app.url_for(rule.endpoint, **words, _external=False)
                except (ValueError, TypeError):  # a word where the address wants a number cannot even be written
                    continue


KENNUNGEN = ["0", "2147483647", "2147483648", "9" * 40, "a%00b", "T-2026-1\x00", "W" * 2000, "–"]


@pytest.mark.beide
@pytest.mark.parametrize("kennung", KENNUNGEN, ids=lambda text: ascii(text)[1:16])
def test_eine_kennung_die_es_nicht_geben_kann_ist_nicht_zu_finden(gebaut, app, browser, kennung):
    """I2 P0, D4 P0: ids beyond what a table holds, NUL and very long ones: 404, on both databases."""
    mein = browser(Welt().person("Kora"))
    for rule, url in _mit_kennung(app, kennung):
        status = mein.get(url, pruefen=False).status
        assert status in (403, 404, 410), f"{rule.endpoint} {url[:100]}: {status}"


def test_keine_andere_methode_wird_verstanden(gebaut, app, browser):
    """I2 P0: TRACE, PUT, PATCH and DELETE on every address: 405, said in German, with all headers."""
    mein = browser(Welt().person("Kora"))
    header = {"X-CSRFToken": mein._token()}
    for ort in gebaut[1].orte.values():
        for method in ("TRACE", "PUT", "PATCH", "DELETE"):
            with mein._own_context():
                answer = mein.client.open(ort.url, method=method, headers=header)
            assert answer.status_code == 405, f"{method} {ort.url}: {answer.status_code}"
            assert "Content-Security-Policy" in answer.headers
        if answer.mimetype == "application/problem+json":
            assert answer.get_json()["detail"] == "Diese Schnittstelle liest nur: GET und HEAD."
            continue
        seite = Seite(answer)
        assert seite.eins("html").attrs["lang"] == "de"
        assert "method not allowed" not in seite.text.lower()


def zustand() -> dict[str, list[str]]:
    """Every row of every table but when a session was last used, what was taken along, and what a brake counts."""
    taken = select(Ereignis.lfd).where(Ereignis.akt == Permission.EXPORT_VERMERKEN)
    passed_over = {"ereignis": Ereignis.lfd.in_(taken), "ereignistext": Ereignistext.ereignis_lfd.in_(taken)}
    with extension.engine.connect() as connection:
        return {
            table.name: sorted(
                repr(tuple(row))
                for row in connection.execute(
                    select(*(c for c in table.columns if c.name != "zuletzt_am")).where(
                        ~passed_over.get(table.name, false())
                    )
                )
            )
            for table in extension.metadata.sorted_tables
            if table.name != "anmeldeversuch"
        }


STROM = ".strom", ".link_strom"


@pytest.mark.beide
@pytest.mark.parametrize("wer", ["Kora", "Mats", ""])
def test_jede_seite_anzusehen_aendert_nichts(gebaut, app, browser, wer):
    """I11 P0: GET and HEAD of every page of a full world, forms and links of mails included, change no row."""
    mein = browser(Welt().person(wer) if wer else None)
    before, opened = zustand(), 0
    with clock.turned_to(clock.now() + timedelta(minutes=2)):
        for endpoint, ort in gebaut[1].orte.items():
            for method in ("GET", "HEAD"):
                with mein._own_context():
                    answer = mein.client.open(ort.url, method=method)
                # Without a server there is no connection to stream on; the page then polls.
                busy = answer.status_code == 503 and answer.headers.get("Retry-After") and endpoint.endswith(STROM)
                assert answer.status_code < 500 or busy, ort.url
                opened += answer.status_code == 200
                answer.close()

    assert zustand() == before
    assert opened > (100 if wer == "Kora" else 10)
