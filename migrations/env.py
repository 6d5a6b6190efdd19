"""Alembic's environment. SQLite rebuilds tables, which must not cascade into their children."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum, TypeDecorator


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


def _run(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # Rebuilding a parent with foreign_keys=ON would delete its children through ON DELETE CASCADE.
        # Without the commit the whole migration is rolled back in silence.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_types,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"Die Migration hat Verweise zerrissen: {broken[:5]}")
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


with database.engine.connect() as connection:
    _run(connection)
