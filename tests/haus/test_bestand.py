"""Data of an earlier release comes through the migrations: nothing is lost, and the program goes on with it."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from kimflow import db, workflow
from kimflow.db import extension, transaction
from kimflow.models import Person, Rollenart, Sitzung, SitzungStatus, Suchtext, TopStatus
from tests import datenbanken
from tests.haus.test_migrationen import hochziehen, leer  # noqa: F401 - the fixture

pytestmark = pytest.mark.beide

# A small world with a thing of every noun, written by the release that ended with migration 0001.
BESTAND = Path(__file__).with_name("bestand_0001.json")
UMBENANNT = {("sitzung", "protokoll_id"): "protokollfuehrung_id"}


def _gelesen() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(BESTAND.read_text(encoding="utf-8"))
    return found


def _wert(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, sa.DateTime):
        moment = datetime.fromisoformat(value)
        return moment if datenbanken.ist_postgres() else moment.replace(tzinfo=None)
    if isinstance(value, str) and isinstance(column.type, sa.Date):
        return date.fromisoformat(value)
    return value


def _einlesen(connection: sa.Connection) -> None:
    """Write the rows as they were; what the triggers of that release froze is written past them."""
    if datenbanken.ist_postgres():
        connection.execute(sa.text("SET session_replication_role = replica"))
        frozen = []
    else:
        frozen = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _ in frozen:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
    tables = sa.MetaData()
    tables.reflect(connection)
    for name, rows in _gelesen().items():
        table = tables.tables[name]
        connection.execute(
            table.insert(), [{key: _wert(table.c[key], value) for key, value in row.items()} for row in rows]
        )
    for _, sql in frozen:
        connection.exec_driver_sql(sql)
    if datenbanken.ist_postgres():
        connection.execute(sa.text("SET session_replication_role = origin"))
        for name in (table.name for table in tables.sorted_tables if "id" in table.c and table.c.id.autoincrement):
            highest = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            if connection.scalar(sa.text(f"SELECT pg_get_serial_sequence('{name}', 'id')")):
                connection.execute(sa.text(highest))


@pytest.fixture
def alt(leer: Any) -> Flask:  # noqa: F811 - the fixture
    """An app on a database of release 0001 with its data, not yet migrated."""
    app: Flask = leer()
    hochziehen(app, "0001")
    with app.app_context(), extension.engine.begin() as connection:
        _einlesen(connection)
    return app


def _zeilen(app: Flask) -> dict[str, list[dict[str, Any]]]:
    with app.app_context(), extension.engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        return {
            name: [dict(row._mapping) for row in connection.execute(sa.select(table))]
            for name, table in tables.tables.items()
        }


def _vergleichbar(zeilen: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    return {table: sorted(repr(sorted(row.items())) for row in rows) for table, rows in zeilen.items()}


def test_keine_zeile_und_kein_wert_geht_bei_der_migration_verloren(alt):
    """H1 P0: every row and value of the older release is there after upgrade, under its new name."""
    before = _zeilen(alt)

    hochziehen(alt)

    after = _zeilen(alt)
    for table, rows in before.items():
        if table == "alembic_version":
            continue
        assert len(after[table]) == len(rows), table
        keys = {column: UMBENANNT.get((table, column), column) for column in (rows[0] if rows else {})}
        expected = [{keys[k]: v for k, v in row.items()} for row in rows]
        found = [{k: row[k] for k in keys.values()} for row in after[table]]
        assert _vergleichbar({table: found}) == _vergleichbar({table: expected})


def test_was_da_war_steht_nach_der_migration_im_suchindex(alt):
    """H1 P0: things of an older release are found; the migration writes what the program would write."""
    hochziehen(alt)
    with alt.app_context():
        assert db.session().scalar(sa.select(sa.func.count()).select_from(Suchtext)) > 3
        assert workflow.suchindex.abweichungen() == []


def test_und_wieder_zurueck(alt):
    """H2 P0: down again, with data: the older release finds everything as it left it."""
    before = _zeilen(alt)
    hochziehen(alt)
    with alt.app_context():
        extension.session.remove()
        flask_migrate.downgrade(revision="0001")

    after = _zeilen(alt)

    before.pop("alembic_version"), after.pop("alembic_version")
    assert _vergleichbar(after) == _vergleichbar(before)


def test_eine_aeltere_sitzung_laesst_sich_nach_der_migration_halten(alt):
    """H1 P0: it goes on with what it finds: an invited meeting is opened and closed, the trail verifies."""
    hochziehen(alt)
    with alt.app_context(), db.lazy_loading():
        invited = sa.select(Sitzung).where(Sitzung.status == SitzungStatus.EINGELADEN)
        sitzung = db.session().scalars(invited).unique().first()
        assert sitzung.kalender_id
        assert {top.status for top in sitzung.tops} <= {TopStatus.OFFEN}
        everybody = db.session().scalars(sa.select(Person)).unique()
        kora = next(p for p in everybody if any(r.art is Rollenart.KOORDINATION for r in p.rollen))
        with transaction():
            workflow.sitzungen.eroeffnen(sitzung, kora)
        with transaction():
            workflow.sitzungen.schliessen(sitzung, kora)

        assert sitzung.status is SitzungStatus.NACHBEREITUNG
        assert workflow.ereignisse.pruefen() == []
