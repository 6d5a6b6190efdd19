"""What was acknowledged is kept, and of two who press at once one wins."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from kimflow import db, workflow
from kimflow.db import Unsafe, assert_durable, extension, session, transaction
from kimflow.models import Ereignis, Person, Thema
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed
from tests.bauen.massnahmen import in_tagen
from tests.bauen.themen import beauftragtes_thema

pytestmark = pytest.mark.beide


def _frage(einstellung: str) -> str:
    with extension.engine.connect() as connection:
        command = "PRAGMA" if connection.dialect.name == "sqlite" else "SHOW"
        return str(connection.exec_driver_sql(f"{command} {einstellung}").scalar())


def test_die_laufende_verbindung_verliert_bei_stromausfall_nichts(app):
    """A2b P0: read from the live pooled connection, on both databases."""
    if extension.engine.dialect.name == "sqlite":
        assert (_frage("journal_mode"), _frage("foreign_keys")) == ("wal", "1")
        assert int(_frage("synchronous")) >= 2
    else:
        assert [_frage(name) for name in ("fsync", "full_page_writes")] == ["on", "on"]
        assert _frage("synchronous_commit") != "off"


def test_mit_einer_unsicheren_datenbank_startet_nichts(tmp_path):
    """A2b P0: asserted at every start."""
    engine = create_engine(f"sqlite:///{tmp_path / 'unsicher.db'}")
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")
    try:
        with pytest.raises(Unsafe, match="synchronous"):
            assert_durable(engine)
    finally:
        engine.dispose()


def _zugleich(app: Any, acts: list[Callable[[], None]]) -> list[str]:
    """Press all buttons at once; what each of them was told."""
    told: list[str] = []
    start = threading.Barrier(len(acts))

    def press(act: Callable[[], None]) -> None:
        with app.app_context(), db.lazy_loading():
            start.wait()
            try:
                with transaction():
                    act()
                told.append("getan")
            except Obstructed:
                told.append("zu spät")

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def _thema_und(name: str, nummer: str) -> tuple[Thema, Person]:
    thema = session().scalars(select(Thema).where(Thema.nummer == nummer)).one()
    return thema, session().scalars(select(Person).where(Person.name == name)).unique().one()


def _ruhen(nummer: str) -> Callable[[], None]:
    return lambda: workflow.themen.ruhen_lassen(
        *_thema_und("Kora", nummer), begruendung="Warten.", wiedervorlage=in_tagen(30)
    )


def _zurueck(nummer: str) -> Callable[[], None]:
    return lambda: workflow.themen.zurueckgeben(*_thema_und("Paula", nummer), begruendung="Ausgelastet.")


@pytest.mark.parametrize("runde", range(5))
def test_von_zwei_uebergaengen_zugleich_gilt_einer(app, welt, runde):
    """C2 P0: one applied, the other told that it is too late, one line in the trail."""
    nummer = beauftragtes_thema(welt).nummer
    session().rollback()

    assert _zugleich(app, [_ruhen(nummer), _zurueck(nummer)]) == ["getan", "zu spät"]

    session().rollback()
    lines = session().scalars(select(Ereignis.akt).where(Ereignis.akt.in_(_AKTE))).all()
    assert len(lines) == 1


def test_achtmal_derselbe_knopf_wirkt_einmal(app, welt):
    """C2 P0: eight times the same at once."""
    nummer = beauftragtes_thema(welt).nummer
    session().rollback()

    assert _zugleich(app, [_ruhen(nummer)] * 8) == ["getan"] + ["zu spät"] * 7


_AKTE = (Permission.THEMA_RUHEN_LASSEN.value, Permission.THEMA_ZURUECKGEBEN.value)
