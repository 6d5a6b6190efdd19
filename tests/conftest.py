"""The world of the tests: one app, a fresh database per test, the cast, and the house inspector."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from kimflow import config, db
from kimflow.models import Person
from tests import datenbanken
from tests.besetzung import CAST, Welt, bevoelkern
from tests.browser import Browser

# The cyclic collector looked through the same million objects again and again: a fifth of the time of most files.
gc.set_threshold(100_000, 20, 50)

# Tests that walk every page, form or arrow: thorough, and too slow for every save.
RUNDGAENGE = (
    "haus/test_berichte_musterkreis",
    "haus/test_daten",
    "haus/test_geschichten_musterkreis",
    "haus/test_haltbarkeit",
    "haus/test_migrationen",
    "haus/test_reihenfolgen",
    "haus/test_seiten_matrix",
    "seiten/test_anweisungen",
    "sicherheit/",
    "_importieren.py",
    "_pfeile.py",
    "_beschliessen.py",
    "_umsetzen_",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what is marked for both databases runs; the rest has been run on SQLite."""
    for item in items:
        if any(part in item.nodeid for part in RUNDGAENGE):
            item.add_marker("gruendlich")
    if datenbanken.ist_postgres():
        items[:] = [item for item in items if item.get_closest_marker("beide")]


@pytest.fixture(scope="session")
def datenbank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[datenbanken.Datenbank]:
    """A migrated, populated template that every test gets a copy of."""
    with datenbanken.vorlage(tmp_path_factory.mktemp("datenbank"), bevoelkern) as made:
        yield made


@pytest.fixture
def app(datenbank: datenbanken.Datenbank) -> Iterator[Flask]:
    """The application on a fresh copy of the template."""
    datenbank.frisch()
    # Another test of this worker may have made an app of its own since; its settings are not this one's.
    config.use(datenbank.settings)
    with datenbank.app.app_context(), db.lazy_loading():
        yield datenbank.app


@pytest.fixture
def welt(app: Flask) -> Welt:
    """The small world: persons, bodies and words by name."""
    return Welt()


def _person(name: str) -> Any:
    @pytest.fixture(name=name.lower())
    def one(welt: Welt) -> Person:
        return welt.person(name)

    return one


for _name in CAST:
    globals()[f"fixture_{_name.lower()}"] = _person(_name)


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """browser(person) is that person's browser; every page it fetches is inspected. browser() is nobody's."""

    def open_for(person: Person | None = None) -> Browser:
        return Browser(app, person)

    return open_for


@pytest.fixture
def ablage(tmp_path: Path) -> Path:
    """A folder for files of one test."""
    return tmp_path
