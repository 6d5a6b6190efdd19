"""Alembic's environment. SQLite rebuilds tables, which must not cascade into their children."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum, TypeDecorator

from kimflow.models.suche import gehoert_zum_modell


def _plain_types(kind: str, item: Any, _context: object) -> str | bool:
    """Migrations name the database's types, so that they outlive the program's."""
    if kind != "type":
        return False
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


database = current_app.extensions["migrate"].db


def _foreign_keys(connection: Connection, state: str) -> None:
    """Rebuilding a parent with foreign_keys=ON would delete its children through ON DELETE CASCADE.

    SQLite hears the switch outside of a transaction only, and SQLAlchemy begins one with the first statement: so
    the driver is asked itself, before and after.
    """
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def _assert_whole(connection: Connection) -> None:
    """Inside the transaction, so that a migration that orphans rows leaves everything as it was."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"Die Migration hat Verweise zerrissen: {broken[:5]}")


def _run(connection: Connection) -> None:
    _foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_types,
        include_name=lambda name, _kind, _parents: gehoert_zum_modell(name),
        transaction_per_migration=False,
        transactional_ddl=True,  # SQLite can, since db.py begins transactions itself
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
            _assert_whole(connection)
    finally:
        _foreign_keys(connection, "ON")


with database.engine.connect() as connection:
    _run(connection)
