"""User text is never markup (ZUSAGEN I4, I5): payloads in every text of every noun, every page read by a parser."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import CheckConstraint, select, update

from kimflow import clock
from kimflow.columns import TECHNIK, ZUGANG, _Text
from kimflow.db import Base, extension
from kimflow.web.filters import markdown
from tests import datenbanken
from tests.haus import rundgang
from tests.haus.dinge import Dinge
from tests.sicherheit.markup import NUTZLASTEN, boeses

# Words of ours that choose an address or a page, not text that somebody wrote.
_UNSERE = {"nummer", "mail", "akt", "art", "anlass", "schluessel", "pruefsumme"}


def _spicken(_dinge: Dinge) -> None:
    """Another payload in every text of every row, raw: past forms, acts and cleaning."""
    turn = count(1)
    with extension.engine.begin() as connection:
        datenbanken.ohne_ausloeser(connection)
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if _ist_text(c)]
            if table.name.startswith("ereignis") or not columns:
                continue
            for row in connection.execute(select(table)).mappings().all():
                values: dict[str, Any] = {}
                for column in (c for c in columns if row[c.name] is not None and not _bleibt_leer(c, row[c.name])):
                    values[column.name] = _passend(next(turn), column)
                if "abweichung" in values and row["abstimmung_id"] is None:
                    del values["abweichung"]
                if "antwort" in values and "antwort_am" in table.c:
                    values["antwort_am"] = clock.today()
                if "vorbehalt" in values and "vorbehalt_bis" in table.c:
                    values["vorbehalt_bis"] = clock.today()
                if values:
                    key = [c == row[c.name] for c in table.primary_key.columns]
                    connection.execute(update(table).where(*key).values(**values))


# What is filled in beside an empty text, so that its CHECK lets the payload pass.
_BEGLEITET = {"abweichung": "abstimmung_id", "antwort": "antwort_am", "vorbehalt": "vorbehalt_bis"}


def _bleibt_leer(column: Any, value: str) -> bool:
    """A text that is not there, where a CHECK wants something else beside one: the rows that have it get theirs."""
    if value or _BEGLEITET.get(column.name, "") in column.table.c:
        return False
    checks = (str(c.sqltext) for c in column.table.constraints if isinstance(c, CheckConstraint))
    return any(re.search(rf"\b{column.name} (=|<>) ''", check) for check in checks)


def _ist_text(column: Any) -> bool:
    return (
        isinstance(column.type, _Text)
        and column.info["daten"] not in (TECHNIK, ZUGANG)
        and column.name not in _UNSERE
        and not column.primary_key
    )


def _passend(turn: int, column: Any) -> str:
    fitting = [text for text in NUTZLASTEN if len(text) + 6 <= column.type.length]
    text = fitting[turn % len(fitting)]
    return f"{text} {turn}" if column.unique else text


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with rundgang.vorlage(tmp_path_factory.mktemp("markup"), _spicken) as (made, plan):
        made.frisch()
        made.frisch = lambda: None  # looking changes nothing
        yield made, plan


@pytest.fixture(scope="module")
def datenbank(gebaut: Any) -> datenbanken.Datenbank:
    return gebaut[0]


BLUEPRINTS = sorted({name.partition(".")[0] for name in rundgang.formularseiten()} | {"start", "verwaltung", "post"})


@pytest.mark.parametrize("bereich", BLUEPRINTS)
def test_was_jemand_schrieb_ist_auf_keiner_seite_markup(gebaut, browser, bereich):
    """I4 P0, I5 P0: 13 families in every field: no element, handler, script address, hx-* or image from data."""
    wrong, shown = {}, 0
    for name, ort in gebaut[1].orte.items():
        if name.partition(".")[0] != bereich:
            continue
        for wer in {ort.wer, "Kora" if ort.wer else ""}:
            mein = browser(_person(wer))
            seite = mein.get(ort.url, pruefen=False)
            if seite.status == 200 and "html" in seite.headers["Content-Type"]:
                shown += "boese" in seite.html
                if found := boeses(seite.html):
                    wrong[name] = found
    assert not wrong
    assert shown or bereich in ("anmeldung", "importe", "verwaltung")


def _person(name: str) -> Any:
    """By address: the names are payloads."""
    from kimflow.db import session  # noqa: PLC0415 - only here
    from kimflow.models import Person  # noqa: PLC0415

    return session().scalars(select(Person).where(Person.mail.startswith(name.lower()))).first() if name else None


@pytest.mark.parametrize("nutzlast", NUTZLASTEN)
def test_auch_adressen_und_suchworte_werden_nie_markup(gebaut, browser, nutzlast):
    """I4 P0: in path, query parameter and error page."""
    mein, text = browser(_person("kora")), quote(nutzlast)
    for url in (
        f"/themen/?suche={text}&status={text}", f"/massnahmen/?suche={text}&gruppe={text}&sortierung={text}",
        f"/beschluesse/?suche={text}&gremium={text}", f"/sitzungen/?suche={text}",
        f"/fallrekonstruktionen/?suche={text}", f"/zielvereinbarungen/?suche={text}",
        f"/personen/?suche={text}", f"/themen/{text}", f"/{text}",
        f"/vokabeln/{text}", f"/anmelden?weiter={text}", f"/themen/aufnehmen?von={text}&zu={text}",
        f"/link/{text}/sitzung", f"/wand/{text}/{text}", f"/tisch/{text}/1/{text}", f"/link/{text}/protokoll",
        f"/sitzungen/{text}/moderation?zurueck={text}", f"/auftraege/?suche={text}&sitzung={text}&wer={text}",
    ):  # fmt: skip
        seite = mein.get(url, pruefen=False)
        assert seite.status < 500, url
        assert not boeses(seite.html), url


@pytest.mark.parametrize("nutzlast", NUTZLASTEN)
def test_markdown_macht_aus_nichts_davon_mehr_als_text(nutzlast):
    """I4 P0: HTML off, then an allowlist; a second look at the filter alone, all families at once and each alone."""
    for text in (nutzlast, f"* {nutzlast}\n\n> {nutzlast}", f"`x` {nutzlast} **y**", "\n\n".join(NUTZLASTEN)):
        assert not boeses(str(markdown(text)))


def test_der_pruefer_erkennt_was_er_sucht():
    """Each family, put into a page unescaped, is found."""
    harmless = {"[boese](javascript:boese())", "{{1337*7331}}{{boese}}", "![boese](https://boese.example/x)"}
    for text in NUTZLASTEN:
        if text not in harmless:
            assert boeses(f"<p title='{text}'>{text}</p>"), text
    for text in ("<a href=' java\nscript:boese()'>", "<img src=x>", "9801547"):
        assert boeses(text)
