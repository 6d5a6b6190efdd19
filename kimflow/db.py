"""The database: declarative base, session, and transaction() – the only commit.

One writer at a time, on both databases: SQLite begins IMMEDIATE, PostgreSQL takes one advisory lock.
A Lenkungsgruppe writes a few rows a second at its busiest; in exchange no race has to be thought through
twice, the order of the trail is the order of the commits, and both databases behave alike.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

WRITES = "kimflow_writes"
AFTER = "kimflow_after_commit"
LAZY = "kimflow_lazy"
_WRITER_LOCK = 7_214_001
_PATIENCE = 3_000  # milliseconds that compact() waits for others
_SQLITE = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=15000",
    "secure_delete=ON",
    # Else INSERT OR REPLACE deletes a row without asking the triggers that protect it.
    "recursive_triggers=ON",
)
_collation_map = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a"})


class Unsafe(RuntimeError):
    """The database is not set up so that acknowledged writes survive (ZUSAGEN A2b)."""


class Busy(RuntimeError):
    """Others read or wrote for too long."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


extension = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Model(Base):
        """What every table is; the running class is Flask-SQLAlchemy's."""

        __abstract__ = True
else:
    Model = extension.Model


def session() -> Session:
    """The session of this request or command."""
    return extension.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """The one place where writing begins and ends: all of it or nothing.

    Ends the read that went before, so that whatever is decided inside is decided on fresh rows.
    """
    current = session()
    if in_transaction():
        raise RuntimeError("transaction() is not nested: an act calls another act, never a second transaction.")
    current.rollback()
    current.expire_all()
    current.info[WRITES] = True
    try:
        connection = current.connection(execution_options={WRITES: True})
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITER_LOCK})
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        current.info.pop(AFTER, None)
        raise
    finally:
        current.info.pop(WRITES, None)
    for follow in current.info.pop(AFTER, ()):
        follow()


def after_commit(follow: Callable[[], None]) -> None:
    """Do `follow` once what this transaction() wrote is safe, and not at all if it is undone."""
    session().info.setdefault(AFTER, []).append(follow)


def in_transaction() -> bool:
    """Whether this session is inside transaction()."""
    return bool(session().info.get(WRITES))


@contextmanager
def lazy_loading() -> Iterator[None]:
    """Let relations load on access while reading: for commands and tests, never for pages."""
    info = session().info
    info[LAZY] = True
    try:
        yield
    finally:
        info.pop(LAZY, None)


@event.listens_for(Session, "before_flush")
def _write_only_inside_transaction(current: Session, _context: object, _instances: object) -> None:
    if not current.info.get(WRITES) and (current.new or current.dirty or current.deleted):
        raise RuntimeError("Writing happens inside db.transaction() only.")


@event.listens_for(Session, "do_orm_execute")
def _reads_say_what_they_need(state: ORMExecuteState) -> None:
    """A page that walks relations row by row is slow for exactly those who work most: refuse it."""
    info = state.session.info
    if state.is_select and state.lazy_loaded_from is not None and not info.get(WRITES) and not info.get(LAZY):
        path = state.loader_strategy_path
        raise RuntimeError(f"Lazy load while reading: add a loader option for {path} to the query.")


def german_key(value: str) -> str:
    """Sort key of DIN 5007-1: umlauts as their vowels, case ignored."""
    return value.lower().translate(_collation_map)


def _collate_german(one: str, other: str) -> int:
    left, right = german_key(one), german_key(other)
    return (left > right) - (left < right)


@event.listens_for(Engine, "connect")
def _on_connect(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in _SQLITE:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_collation("de", _collate_german)
    connection.create_function("lower", 1, lambda value: value.lower() if value else value, deterministic=True)


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def compact(*tables: str) -> None:
    """Leave nothing of deleted rows in the database's files. Outside of transaction(); Busy if others do not let go."""
    session().rollback()
    dialect = extension.engine.dialect
    connection = extension.engine.raw_connection()
    driver: Any = connection.driver_connection
    try:
        if dialect.name == "sqlite":
            _compact_sqlite(driver)
        else:
            _compact_postgres(driver, tables)
    except dialect.loaded_dbapi.Error as error:
        raise Busy("Die Datenbank ist gerade belegt.") from error
    finally:
        connection.invalidate()  # nobody else gets a connection with these settings


def _compact_sqlite(driver: sqlite3.Connection) -> None:
    driver.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    driver.execute("VACUUM")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise sqlite3.OperationalError("Somebody still reads from the log.")


def _compact_postgres(driver: Any, tables: tuple[str, ...]) -> None:
    """Whoever holds an older snapshot (a backup, autovacuum's ANALYZE) makes VACUUM FULL keep what was deleted."""
    kept: list[int] = []
    driver.autocommit = True
    driver.execute(f"SET lock_timeout = {_PATIENCE}")
    driver.add_notice_handler(lambda notice: kept.extend(_dead_rows(notice.message_detail)))
    until = time.monotonic() + _PATIENCE / 1000
    for table in tables:
        while True:
            kept.clear()
            driver.execute(f"VACUUM (FULL, VERBOSE) {table}")
            if not any(kept):
                break
            if time.monotonic() > until:
                raise Busy("Die Datenbank ist gerade belegt.")
            time.sleep(0.2)


def _dead_rows(detail: str | None) -> list[int]:
    """Of the detail of VACUUM's report, in any language, its first number: dead rows that it had to keep."""
    return [int(number) for number in re.findall(r"\d+", detail or "")[:1]]


def assert_durable(engine: Engine) -> None:
    """Refuse to start on a connection that could lose an acknowledged write (ZUSAGEN A2b)."""
    with engine.connect() as connection:
        for name, allowed in _DURABLE[connection.dialect.name].items():
            command = f"PRAGMA {name}" if connection.dialect.name == "sqlite" else f"SHOW {name}"
            found = str(connection.exec_driver_sql(command).scalar())
            if found not in allowed:
                raise Unsafe(f"Die Datenbank ist nicht sicher eingestellt: {name} ist {found}, nötig: {allowed}.")


_DURABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {"journal_mode": ("wal",), "synchronous": ("2", "3"), "foreign_keys": ("1",)},
    "postgresql": {
        "fsync": ("on",),
        "full_page_writes": ("on",),
        "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    },
}
