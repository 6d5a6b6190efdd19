"""The urn's tables cannot link a ballot to anybody, and nobody promises more than is true (ZUSAGEN B1, B9)."""

import re

import pytest
from sqlalchemy import DateTime, inspect, text
from sqlalchemy.exc import DBAPIError

from kimflow import config
from kimflow.columns import Zeitpunkt
from kimflow.db import Base, extension, session

STIMMEN = ("versiegelt", "urnenstimme")
ERLAUBT = {"id", "abstimmung_id", "inhalt"}


@pytest.mark.beide
@pytest.mark.parametrize("tabelle", STIMMEN)
def test_von_einer_stimme_fuehrt_kein_weg_zu_einem_sitz_oder_einer_zeit(app, tabelle):
    """B1 P0: three columns, one reference (to the round), no time, no number that counts up; nothing refers to it."""
    found = inspect(extension.engine)
    columns = {column["name"]: column for column in found.get_columns(tabelle)}

    assert set(columns) == ERLAUBT, "eine neue Spalte an einer geheimen Stimme braucht eine neue Prüfung"
    assert [key["referred_table"] for key in found.get_foreign_keys(tabelle)] == ["abstimmung"]
    assert not any(isinstance(column["type"], DateTime | Zeitpunkt) for column in columns.values())
    assert not any(column.get("autoincrement") is True or column.get("identity") for column in columns.values())
    assert columns["id"]["default"] is None
    references = [
        key for t in Base.metadata.tables.values() for key in t.foreign_keys if key.column.table.name == tabelle
    ]
    assert references == []


@pytest.mark.parametrize("tabelle", STIMMEN)
def test_sqlite_zaehlt_die_stimmen_nicht_im_verborgenen(app, tabelle):
    """B1 P0: no rowid, whose order would be the order of voting."""
    with pytest.raises(DBAPIError, match="rowid"):
        session().execute(text(f"SELECT rowid FROM {tabelle}"))
    session().rollback()


@pytest.mark.beide
def test_die_urne_selbst_kennt_nur_die_runde(app):
    """B1 P0."""
    assert {column["name"] for column in inspect(extension.engine).get_columns("urne")} == {
        "abstimmung_id",
        "schluessel",
    }


NIE = ("vollständig anonym", "garantiert geheim", "niemand kann")
ZUSAGE = (
    "Wer die Datenbank oder eine Sicherung liest, auch fortlaufend, kann nicht erkennen, wie eine Stelle abgestimmt "
    "hat, soweit das Ergebnis selbst es nicht verrät. Nicht geschützt ist gegen Personen, die den Server während der "
    "Abstimmung beherrschen, gegen Absprachen aller übrigen Stimmberechtigten und gegen sehr kleine oder einstimmige "
    "Ergebnisse. kimflow ist kein nach BSI-CC-PP-0121 zertifiziertes Online-Wahlprodukt."
)
GELESEN = [
    file
    for folder in ("kimflow", "docs", "seeds")
    for ending in ("*.html", "*.txt", "*.md", "*.py", "*.js")
    for file in sorted((config.ROOT / folder).rglob(ending))
] + [config.ROOT / "README.md"]


def lesbar(file) -> str:
    """The words of a file, line breaks and quote marks of Markdown folded."""
    return " ".join(re.sub(r"^> ?", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).split())


def test_nirgends_wird_mehr_versprochen_als_wahr_ist():
    """B9 P1: these words stand in no page, letter, help, code or manual."""
    assert len(GELESEN) > 300
    assert [(str(file), word) for file in GELESEN for word in NIE if word in lesbar(file).lower()] == []


def test_die_zusage_steht_woertlich_im_handbuch_und_ueber_dem_stimmzettel():
    """B9 P1."""
    assert ZUSAGE in lesbar(config.ROOT / "docs/betrieb.md")
    assert ZUSAGE in lesbar(config.ROOT / "kimflow/templates/abstimmungen/_geheim.html")
