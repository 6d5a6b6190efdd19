"""A database per test: a copy of a SQLite file, or of a PostgreSQL template when one is given."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import flask_migrate
from flask import Flask
from sqlalchemy import Connection, create_engine, make_url, text

from kimflow import config, create_app
from kimflow.config import Settings
from kimflow.db import extension

ADRESSE = os.environ.get("KIMFLOW_TEST_DATENBANK", "")


def ist_postgres() -> bool:
    return ADRESSE.startswith("postgresql")


def einstellungen(datenbank: str, urnen: str = "") -> Settings:
    """Settings of a test: a known secret, passwords that hash quickly, a folder of its own for the keys of urns."""
    return Settings(
        umgebung="test",
        datenbank=datenbank,
        urnen=urnen,
        geheimnis="x" * 64,
        passwort_speicher_kib=8,
        passwort_runden=1,
    )


class Datenbank:
    """The app under test, its settings, and how its database becomes fresh."""

    def __init__(self, app: Flask, frisch: Callable[[], None]) -> None:
        self.app = app
        self.frisch = frisch
        self.settings = config.current()


@contextmanager
def vorlage(folder: Path, populate: Callable[[], None]) -> Iterator[Datenbank]:
    """Migrate and populate once; hand out the app and a way back to that state."""
    with (_postgres if ist_postgres() else _sqlite)(folder, populate) as made:
        yield made


def _prepare(app: Flask, populate: Callable[[], None]) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        populate()
        extension.session.remove()
        extension.engine.dispose()


@contextmanager
def _sqlite(folder: Path, populate: Callable[[], None]) -> Iterator[Datenbank]:
    file, template = folder / "test.db", folder / "vorlage.db"
    app = create_app(einstellungen(f"sqlite:///{file}", str(folder / "urnen")))
    _prepare(app, populate)
    shutil.copy(file, template)

    def fresh() -> None:
        with app.app_context():
            extension.engine.dispose()
        # A new file, not new bytes in the old one: a connection somebody still holds must not end the new WAL.
        for leftover in folder.glob("test.db*"):
            leftover.unlink()
        shutil.copy(template, file)

    yield Datenbank(app, fresh)
    with app.app_context():
        extension.engine.dispose()


@contextmanager
def _postgres(folder: Path, populate: Callable[[], None]) -> Iterator[Datenbank]:
    name = f"kimflow_{uuid4().hex[:12]}"
    server = create_engine(ADRESSE, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with server.connect() as connection:
            connection.execute(text(statement))

    run(f"CREATE DATABASE {name}")
    address = make_url(ADRESSE).set(database=name).render_as_string(hide_password=False)
    app = create_app(einstellungen(address, str(folder / "urnen")))
    _prepare(app, populate)
    run(f"ALTER DATABASE {name} RENAME TO {name}_vorlage")

    def fresh() -> None:
        with app.app_context():
            extension.engine.dispose()
        run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        run(f"CREATE DATABASE {name} TEMPLATE {name}_vorlage STRATEGY file_copy")

    yield Datenbank(app, fresh)
    with app.app_context():
        extension.engine.dispose()
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"DROP DATABASE {name}_vorlage WITH (FORCE)")
    server.dispose()


def ohne_ausloeser(connection: Connection) -> None:
    """For rows that no act would write, on SQLite: take away what freezes them."""
    for trigger in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.execute(text(f"DROP TRIGGER {trigger}"))
