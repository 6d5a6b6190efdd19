"""Bad input on every form of kimflow (ZUSAGEN I1–I3, I5, D6): refused in German, never an error, nothing saved."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Table, select

from kimflow import clock
from kimflow.columns import canonical
from kimflow.db import extension, session
from kimflow.models import Nachricht
from tests import datenbanken
from tests.besetzung import Welt
from tests.browser import Browser, Seite
from tests.haus import rundgang
from tests.sicherheit.formulare import ERLAUBT, RIESIG, Feld, Formularbild, Sender, kodiert, lesen

JE_FELD = 3
"""Bad values per field and run; which ones differs from field to field."""
ERWARTET = {200, 303, 409, 413, 422, 429}
ENGLISCH = re.compile(r"\b(the|is|not a|must|field|invalid|valid|value|limit|choice|required|data|exceeds)\b", re.I)
KERN = [
    "anmeldung.anmelden", "institutionen.anlegen", "personen.anlegen", "themen.aufnehmen", "themen.bearbeiten",
    "fallrekonstruktionen.anlegen", "massnahmen.meilenstein_setzen", "abstimmungen.stimme_abgeben",
    "gremien.einrichten",
    "zielvereinbarungen.beitrag_festlegen",
]  # fmt: skip
NUR_ZUM_SENDEN = ("anmeldung.abmelden", "datenschutz.pruefen", "zeichnungen.link_zeichnungscode")
# The page a button of „Meine Sitzung“ stands on.
_MEINE_SITZUNG = re.compile(r"(/meine|/link/[\w-]+/sitzung)/.*")
NUR_POSTGRES_BRICHT = ["\x00", "a\x00b", "\ud800", "2147483648", "9223372036854775808", "1" + "0" * 40, "-1"]


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One thing of every noun, made once for this file."""
    with rundgang.vorlage(tmp_path_factory.mktemp("formulare")) as made:
        yield made


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


@pytest.fixture
def oeffnen(gebaut: Any, browser: Callable[..., Browser]) -> Callable[[str], tuple[Sender, Formularbild]]:
    """oeffnen(endpoint): the untouched world, somebody who may, and the form of that page as it opens."""
    base, plan = gebaut

    def open_(endpoint: str) -> tuple[Sender, Formularbild]:
        base.frisch()
        ort = plan.orte[endpoint]
        mein = browser(Welt().person(ort.wer) if ort.wer else None)
        if endpoint in rundgang.AM_LAUF:
            seite = mein.get(ort.url.rpartition("/")[0], status=200)
            bild = lesen(seite, ort.url)
            return Sender(mein, ort.url), bild if bild.felder else lesen(seite)
        if endpoint in NUR_ZUM_SENDEN:
            return Sender(mein, ort.url), _ohne_seite(mein, endpoint)
        if endpoint in ("meldungen.vorschau", "meldungen.uebernehmen"):
            return Sender(mein, ort.url), lesen(mein.get("/meldungen/einfuegen", status=200))
        if endpoint in rundgang.AUF_MEINER_SITZUNG:
            bild = lesen(mein.get(_MEINE_SITZUNG.sub(r"\1", ort.url), status=200), ort.url)
            return Sender(mein, ort.url), bild if bild.felder else _ohne_seite(mein, endpoint)
        seite = mein.get(ort.url, status=200, pruefen=False)
        bild = lesen(seite, ort.url)
        return Sender(mein, ort.url), bild if bild.felder else lesen(seite)

    return open_


def _ohne_seite(mein: Browser, endpoint: str) -> Formularbild:
    """What is sent to addresses that only take forms."""
    token = Feld("csrf_token", "verborgen", [mein._token()])
    if endpoint == "datenschutz.pruefen":
        return Formularbild({"csrf_token": token, "problem": Feld("problem", "text")})
    return Formularbild({"csrf_token": token} | {name: Feld(name, "verborgen") for name in ("marke", "datei")})


def test_jede_seite_mit_formular_wird_geprueft(app):
    """I2 P0: the whole app; no page that takes a form is left out."""
    assert {r.endpoint for r in app.url_map.iter_rules() if "POST" in (r.methods or ())} == {
        *rundgang.formularseiten(),
        *rundgang.OHNE_FORMULAR,
    }


@pytest.mark.parametrize("endpoint", rundgang.formularseiten())
def test_was_niemand_meint_wird_abgelehnt_oder_bereinigt(oeffnen, endpoint):
    """I1 P0, I2 P0: each field one bad value at a time; never 5xx, German, typed text stays, refused means unsaved."""
    sender, bild = oeffnen(endpoint)
    good = bild.gut()
    for feld in bild.zu_pruefen():
        for value in feld.stichprobe(endpoint, 1 if "-" in feld.name else JE_FELD):
            if _senden(endpoint, sender, feld, good | {feld.name: [value]}, value):
                sender, bild = oeffnen(endpoint)
                good = bild.gut()


@pytest.mark.parametrize("endpoint", rundgang.formularseiten())
def test_fehlendes_doppeltes_und_riesiges_bricht_nichts(oeffnen, endpoint):
    """I1 P0, I2 P0: arrays, missing fields, 3,000 fields, one megabyte, broken multipart, another content type."""
    sender, bild = oeffnen(endpoint)
    good = bild.gut()
    token = good["csrf_token"]
    fields = list(bild.zu_pruefen())
    texts = [f.name for f in fields if f.art == "text"]
    attempts: list[dict[str, list[str]]] = [
        {"csrf_token": token},
        {name: values * 2 or ["x", "y"] for name, values in good.items()} | {"csrf_token": token},
        good | {f"{f.name}-0": ["1"] for f in fields},
        good | {f"x{n}": ["1"] for n in range(3_000)},
        *({**good, name: [RIESIG]} for name in texts[:1]),
    ]
    for data in attempts:
        if _senden(endpoint, sender, None, data, "viel"):
            return  # accepted: what is left would meet another world
    header = {"X-CSRFToken": token[0]}
    for body, kind in ((b"--x\r\nbroken", "multipart/form-data; boundary=x"), (b'{"a":', "application/json")):
        with rundgang.geschrieben() as written, sender.browser._own_context():
            answer = sender.browser.client.post(sender.url, data=body, content_type=kind, headers=header)
        assert answer.status_code in ERWARTET | {400}, (endpoint, kind, answer.status_code)
        assert answer.status_code in (200, 303) or not written, (endpoint, kind, written)


@pytest.mark.parametrize("endpoint", rundgang.formularseiten())
def test_was_jemand_meinen_kann_bleibt_text(oeffnen, endpoint):
    """I2 P0, I4 P0, I5 P0: formulas, templates and markup typed into every text field are only text afterwards."""
    sender, bild = oeffnen(endpoint)
    texts = [f for f in bild.felder.values() if f.art == "text" and f.typ != "email"]
    data = bild.gut() | {f.name: [ERLAUBT[i % len(ERLAUBT)]] for i, f in enumerate(texts)}
    with rundgang.geschrieben() as written:
        answer = sender.senden(data)
    assert answer.status_code in ERWARTET, (endpoint, answer.status_code)
    if answer.status_code == 303:
        page = sender.browser.folgen(Seite(answer))
        assert not [n for n in session().scalars(select(Nachricht)) if "9801547" in n.betreff + n.text]
    else:
        assert not written or answer.status_code == 200, (endpoint, written)
        page = sender.browser._seite(answer, sender.url, endpoint == "datenschutz.pruefen", True, None)
    assert "9801547" not in page.html
    assert not [e for e in page.alle("script") if "src" not in e.attrs], endpoint


FREMDE_ANGABEN = {
    "id": "1", "status": "geprueft", "version": "77", "autor_id": "1", "person_id": "1", "beschluss_id": "1",
    "passwort": "untergeschoben", "is_admin": "1", "rollen": "1", "institution_id": "1", "nummer": "X-1999-001",
    "nacherfasst": "1", "erstellt_am": "2020-01-01", "geprueft_von_id": "1", "beschluss": "1", "person": "1",
}  # fmt: skip
ZUFALL = {"hash", "schluessel", "marke", "inhalt", "vorgaenger", "salz", "angaben", "anlass", "text", "pruefsumme"}


@pytest.mark.parametrize("endpoint", rundgang.formularseiten())
def test_nur_was_im_formular_steht_wird_geschrieben(oeffnen, endpoint):
    """D6 P0: foreign fields beside the good ones change nothing: the same rows as without them."""
    with clock.turned_to(clock.now()):
        sender, bild = oeffnen(endpoint)
        answer = sender.senden(bild.gut())
        rows = _zeilen()
        sender, bild = oeffnen(endpoint)
        foreign = {name: [value] for name, value in FREMDE_ANGABEN.items() if name not in bild.felder}
        again = sender.senden(bild.gut() | foreign)

        assert again.status_code == answer.status_code
        if "passwort" not in bild.felder:  # salted anew each time
            assert _zeilen() == rows


@pytest.mark.beide
@pytest.mark.parametrize("endpoint", KERN)
def test_nul_und_zu_grosse_zahlen_brechen_keine_der_beiden_datenbanken(oeffnen, endpoint):
    """I2 P0: NUL and 64-bit overflow only break PostgreSQL; in every field, and the row is saved or refused whole."""
    sender, bild = oeffnen(endpoint)
    good = bild.gut()
    for feld in bild.zu_pruefen():
        for value in NUR_POSTGRES_BRICHT[: 3 if feld.art == "text" else None]:
            if _senden(endpoint, sender, feld, good | {feld.name: [value]}, value):
                sender, bild = oeffnen(endpoint)
                good = bild.gut()


def _senden(endpoint: str, sender: Sender, feld: Feld | None, data: dict[str, list[str]], value: str) -> bool:
    """Send it and judge the answer; True when it was accepted."""
    where = f"{endpoint}: {feld.name if feld else ''} = {value[:40]!r}"
    with rundgang.geschrieben() as written:
        answer = sender.senden(data)
    assert answer.status_code in ERWARTET, f"{where}: {answer.status_code}"
    if answer.status_code == 303 or endpoint == "anmeldung.passwort_vergessen":
        return True
    assert not written, f"{where}: abgelehnt mit {answer.status_code}, geschrieben {written}"
    if answer.status_code == 422:
        _deutsch(answer.get_data(as_text=True), where)
        if feld and feld.art == "text" and feld.typ != "password" and len(value) < 40_000 and "\ud800" not in value:
            kept = Seite(answer).feld(feld.name)
            assert canonical(kept, lines=True).split() == canonical(value, lines=True).split(), where
    return False


def _deutsch(html: str, where: str) -> None:
    for text in re.findall(r'class="kf-fehlerliste">(.*?)</ul>', html, re.DOTALL):
        plain = re.sub("<[^>]+>", " ", text)
        assert not ENGLISCH.search(plain), f"{where}: {plain.strip()}"


def _zeilen() -> dict[str, list[str]]:
    """Every row of every table but what is drawn by lot; of a sealed ballot that is all but its round."""
    with extension.engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(*_ohne_zufall(table))))
            for table in extension.metadata.sorted_tables
            if table.name not in rundgang.NUR_GEZAEHLT
        }


def _ohne_zufall(table: Table) -> list[Column[Any]]:
    return [c for c in table.columns if c.name not in ZUFALL and (table.name, c.name) != ("versiegelt", "id")]


def test_der_lauf_sagt_was_er_schickt():
    """The walker itself: surrogates and NUL reach the app as bytes."""
    assert kodiert({"a": ["\ud800", "\x00"]}) == "a=%ED%A0%80&a=%00"
