"""Migrations: up, down, up on a database of their own, equal to the models, and no table loses its children."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, create_engine, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from kimflow import config, create_app, db
from kimflow.db import Base, extension
from kimflow.models import Thema
from kimflow.models.suche import gehoert_zum_modell
from tests import datenbanken
from tests.bauen.themen import vorgelegtes_thema
from tests.besetzung import Welt, bevoelkern

pytestmark = pytest.mark.beide
VERSIONEN = config.ROOT / "migrations" / "versions"


@pytest.fixture
def leer(tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """leer() is an app on an empty database of its own."""
    before, made = config.current(), []
    server = create_engine(datenbanken.ADRESSE or "sqlite://", isolation_level="AUTOCOMMIT")

    def new() -> Flask:
        name = f"kimflow_{uuid4().hex[:12]}"
        address = f"sqlite:///{tmp_path / name}.db"
        if datenbanken.ist_postgres():
            with server.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            address = make_url(datenbanken.ADRESSE).set(database=name).render_as_string(hide_password=False)
        app = create_app(datenbanken.einstellungen(address))
        made.append((name, app))
        return app

    yield new
    for name, app in made:
        with app.app_context():
            extension.session.remove()
            extension.engine.dispose()
        if datenbanken.ist_postgres():
            with server.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
    config.use(before)


def schema(app: Flask) -> dict[str, Any]:
    """Everything the database itself says about its tables, in words that can be compared."""
    with app.app_context(), extension.engine.connect() as connection:
        look = inspect(connection)
        names = look.get_table_names()
        tables = sorted(name for name in names if name != "alembic_version" and gehoert_zum_modell(name))
        return {
            "Spalten": {t: {c["name"]: _spalte(connection, c) for c in look.get_columns(t)} for t in tables},
            "Schlüssel": {t: look.get_pk_constraint(t) for t in tables},
            "Prüfungen": {t: {c["name"]: _normal(c["sqltext"]) for c in look.get_check_constraints(t)} for t in tables},
            "Eindeutig": {t: _benannt(look.get_unique_constraints(t), "column_names") for t in tables},
            "Verweise": {t: sorted(map(_verweis, look.get_foreign_keys(t))) for t in tables},
            "Indizes": {t: sorted(map(_index, look.get_indexes(t))) for t in tables},
            "Auslöser": _ausloeser(connection),
            "Zählwerke": _zaehlwerke(connection),
        }


def _spalte(connection: Connection, column: Any) -> tuple[str, bool, str]:
    kind = column["type"].compile(dialect=connection.dialect)
    return kind, column["nullable"], re.sub(r"nextval\(.*\)", "nextval", str(column.get("default")))


def _normal(rule: str) -> str:
    return re.sub(r"[\s()]+", " ", rule).strip().lower()


def _benannt(found: Any, what: str) -> dict[str, list[str]]:
    return {str(one["name"]): list(one[what]) for one in found}


def _verweis(key: Any) -> str:
    options = {name: value for name, value in key["options"].items() if value}
    return f"{key['name']}: {key['constrained_columns']} → {key['referred_table']}{key['referred_columns']} {options}"


def _index(index: Any) -> str:
    return f"{index['name']}: {index['column_names']} {'einmalig' if index['unique'] else ''}"


def _ausloeser(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        ours = "type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE %'"
        rows = connection.execute(text(f"SELECT name, sql FROM sqlite_master WHERE {ours} ORDER BY name"))
    else:
        rows = connection.execute(
            text("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname")
        )
    functions = []
    if connection.dialect.name == "postgresql":
        ours = "SELECT prosrc FROM pg_proc JOIN pg_language l ON l.oid = prolang WHERE lanname = 'plpgsql' ORDER BY 1"
        functions = connection.execute(text(ours)).scalars()
    return [_normal(" ".join(row)) for row in rows] + [_normal(one) for one in functions]


def _zaehlwerke(connection: Connection) -> list[str]:
    """Tables that never give an id twice (SQLite says so in the table's own text)."""
    if connection.dialect.name != "sqlite":
        return []
    statement = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' ORDER BY name"
    return list(connection.execute(text(statement)).scalars())


def hochziehen(app: Flask, revision: str = "head", ordner: Path | None = None) -> None:
    with app.app_context():
        flask_migrate.upgrade(directory=str(ordner) if ordner else None, revision=revision)


def test_hinauf_hinunter_und_wieder_hinauf_ergibt_dasselbe(leer):
    """H2 P0: down to nothing and up again; nothing stays behind, nothing is missing."""
    app = leer()
    hochziehen(app)
    first = schema(app)

    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert inspect(extension.engine).get_table_names() == ["alembic_version"]
        with extension.engine.connect() as connection:
            assert _ausloeser(connection) == []
    hochziehen(app)

    assert schema(app) == first


def test_das_migrierte_schema_ist_das_der_modelle(leer):
    """H3 P0: columns with types and lengths, CHECKs by name and text, unique, FKs, indexes, triggers."""
    migrated, created = leer(), leer()
    hochziehen(migrated)
    with created.app_context():
        Base.metadata.create_all(extension.engine)

    is_, should = schema(migrated), schema(created)

    for part in should:
        assert is_[part] == should[part], part
    assert is_["Auslöser"]
    assert sum(map(len, is_["Prüfungen"].values())) > 60


def test_alembic_findet_nichts_zu_tun(leer):
    """H3 P0: alembic check."""
    app = leer()
    hochziehen(app)
    with app.app_context(), extension.engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True}
        opts["include_name"] = lambda name, _kind, _parents: gehoert_zum_modell(name)
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_eine_fehlende_regel_faellt_auf(leer):
    """H3 P0: the comparison itself sees a CHECK that is gone."""
    one, other = leer(), leer()
    hochziehen(one)
    with other.app_context(), extension.engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            statement = str(CreateTable(table).compile(dialect=connection.dialect))
            connection.execute(text(statement.replace("quartal BETWEEN 1 AND 4", "quartal BETWEEN 1 AND 5")))

    assert schema(one)["Prüfungen"] != schema(other)["Prüfungen"]


UMBAU = '''"""Change the parent of many; SQLite rebuilds it for that."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{kopf}"


def upgrade() -> None:
    with op.batch_alter_table("thema") as table:
        table.alter_column("titel", existing_type=sa.String(160), type_=sa.String(170), existing_nullable=False)


def downgrade() -> None:
    raise NotImplementedError
'''


def _versionen(tmp_path: Path, script: str) -> Path:
    """The project's migrations with one more that only this test knows; env.py is the project's own."""
    folder = tmp_path / "migrationen"
    (folder / "versions").mkdir(parents=True)
    for file in ("env.py", "script.py.mako", "alembic.ini"):
        (folder / file).write_text((VERSIONEN.parent / file).read_text(encoding="utf-8"), encoding="utf-8")
    for file in VERSIONEN.glob("*.py"):
        (folder / "versions" / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    kopf = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "9999_umbau.py").write_text(script.format(kopf=kopf), encoding="utf-8")
    return folder


def _kinder(app: Flask) -> dict[str, int]:
    with app.app_context(), extension.engine.connect() as connection:
        return {
            t.name: len(connection.execute(select(t)).all())
            for t in Base.metadata.sorted_tables
            if any(key.column.table.name == "thema" for key in t.foreign_keys)
        }


def test_der_umbau_einer_tabelle_verliert_keine_kinder(leer, tmp_path):
    """H4 P0: SQLite rebuilds a table to change it; with foreign_keys=ON the drop would cascade into its children."""
    app = leer()
    hochziehen(app)
    with app.app_context():
        bevoelkern()
        with db.lazy_loading():
            vorgelegtes_thema(Welt())
            titel = Thema.__table__.c.titel
    before, constraints = _kinder(app), schema(app)["Prüfungen"]["thema"]
    assert sum(1 for count in before.values() if count) >= 4

    hochziehen(app, ordner=_versionen(tmp_path, UMBAU))

    assert _kinder(app) == before
    assert schema(app)["Prüfungen"]["thema"] == constraints
    with app.app_context(), extension.engine.connect() as connection:
        assert [c["type"].length for c in inspect(connection).get_columns("thema") if c["name"] == "titel"] == [170]
        assert len(connection.execute(select(titel)).all()) == 1
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []


ZERREISST = UMBAU.replace("\n\ndef downgrade", '    op.execute("DELETE FROM thema")\n\n\ndef downgrade')


def test_eine_migration_die_verweise_zerreisst_wird_nicht_gespeichert(leer, tmp_path):
    """H4 P0: foreign_key_check; a migration that orphans children is refused and leaves everything as it was."""
    app = leer()
    hochziehen(app)
    with app.app_context():
        bevoelkern()
        with db.lazy_loading():
            vorgelegtes_thema(Welt())
    before = _kinder(app)

    # Flask-Migrate ends the command with what env.py says; PostgreSQL refuses by itself.
    with pytest.raises((SystemExit, IntegrityError)):
        hochziehen(app, ordner=_versionen(tmp_path, ZERREISST))

    assert _kinder(app) == before
    with app.app_context(), extension.engine.connect() as connection:
        assert len(connection.execute(text("SELECT id FROM thema")).all()) == 1
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
