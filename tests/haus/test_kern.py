"""The kernel and the trail: promises that hold for every act."""

import json
import re
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kimflow import clock, config, db, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Ereignis, Ereignistext, Institution
from kimflow.workflow import acts, ereignisse
from kimflow.workflow.acts import Forbidden, Obstructed, Stale

pytestmark = pytest.mark.beide


@pytest.fixture
def caritas(welt):
    return welt.institution("Caritas")


def bearbeiten(haus, person, **kw):
    angaben = {"name": haus.name, "kurzname": haus.kurzname, "typ": haus.typ, "kommune": None, "aktiv": True} | kw
    return workflow.institutionen.bearbeiten(haus, person, **angaben)


def test_ausserhalb_einer_transaktion_geschieht_nichts(kora, caritas):
    with pytest.raises(RuntimeError, match="transaction"):
        bearbeiten(caritas, kora, name="Anders")


def test_geschrieben_wird_nur_in_einer_transaktion(caritas):
    caritas.name = "Anders"

    with pytest.raises(RuntimeError, match="transaction"):
        session().flush()


def test_ein_fehler_laesst_alles_wie_es_war(kora, caritas):
    """C4 P0, F2 P0: the change and its line of the trail go together or not at all."""

    def change_and_fail() -> None:
        with transaction():
            bearbeiten(caritas, kora, name="Anders")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()

    assert session().scalar(select(Institution.name).where(Institution.kurzname == "Caritas")) != "Anders"
    assert session().scalars(select(Ereignis)).all() == []


def test_das_recht_wird_in_der_transaktion_gefragt(kora, caritas):
    """C3 P0: a right that went between opening the page and pressing the button is gone."""
    kora.rollen  # noqa: B018 - read while it still held
    with transaction() as s:
        s.execute(text("DELETE FROM rolle WHERE person_id = :p"), {"p": kora.id})

    with pytest.raises(Forbidden), transaction():
        bearbeiten(caritas, kora, name="Anders")


def test_eine_veraltete_fassung_ueberschreibt_nichts(kora, caritas):
    """E1 P0: a stale version is refused, a current one is taken."""
    version = caritas.version
    with transaction():
        bearbeiten(caritas, kora, name="Erste")

    with pytest.raises(Stale), transaction():
        bearbeiten(caritas, kora, name="Zweite", version=version)

    assert caritas.name == "Erste"


def test_acht_speichern_zugleich_einer_gewinnt(app, welt, kora):
    """E1 P0: 1 of 8 simultaneous saves of the same version wins, the others hear of it."""
    haus = welt.institution("Caritas")
    haus_id, version, kora_id = haus.id, haus.version, kora.id
    session().rollback()
    outcomes: list[str] = []

    def save(number: int) -> None:
        with app.app_context(), db.lazy_loading():
            try:
                with transaction() as s:
                    bearbeiten(
                        s.get_one(Institution, haus_id),
                        s.get_one(type(kora), kora_id),
                        name=f"Nummer {number}",
                        version=version,
                    )
                outcomes.append("gespeichert")
            except Stale:
                outcomes.append("veraltet")

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["gespeichert"] + ["veraltet"] * 7


def test_was_nicht_geht_sagt_alle_gruende_auf_deutsch():
    assert Obstructed("Es fehlt A.", "Es fehlt B.").reasons == ("Es fehlt A.", "Es fehlt B.")


def test_der_verlauf_wird_nur_ergaenzt(kora, caritas):
    """F3 P0: UPDATE, DELETE and TRUNCATE are refused by the database itself."""
    with transaction():
        bearbeiten(caritas, kora, name="Anders")
    statements = ["UPDATE ereignis SET akt = 'x'", "DELETE FROM ereignis"]
    if extension.engine.dialect.name == "postgresql":
        statements.append("TRUNCATE ereignis CASCADE")

    for statement in statements:
        with pytest.raises(DBAPIError, match="nur ergaenzt"), transaction() as s:
            s.execute(text(statement))


def _without_triggers(statement: str) -> None:
    """What somebody with full power over the database could do."""
    with extension.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE ereignis DISABLE TRIGGER USER"))
        else:
            for trigger in ("ereignis_bleibt_update", "ereignis_bleibt_delete"):
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "eingriff",
    [
        "UPDATE ereignis SET akt = 'thema.vorlegen' WHERE lfd = 2",
        "UPDATE ereignis SET person_id = NULL WHERE lfd = 2",
        "DELETE FROM ereignistext WHERE 1 = 0; DELETE FROM ereignis WHERE lfd = 2",
        "UPDATE ereignis SET zeit = '2020-01-01 00:00:00' WHERE lfd = 1",
        "UPDATE ereignis SET gegenstand_id = 999 WHERE lfd = 3",
        "UPDATE ereignis SET status_nachher = 'vereinbart' WHERE lfd = 3",
    ],
)
def test_jeder_eingriff_in_den_verlauf_faellt_auf(kora, caritas, eingriff):
    """F4 P0: changed, deleted, swapped lines are found."""
    for name in ("A", "B", "C"):
        with transaction():
            bearbeiten(caritas, kora, name=name)
    assert ereignisse.pruefen() == []

    _without_triggers(eingriff.rpartition("; ")[2])
    session().expire_all()
    session().rollback()

    assert ereignisse.pruefen()


def test_ein_neu_berechneter_verlauf_ohne_schluessel_faellt_auf(kora, caritas):
    """F4 P0: rewriting everything without the key is found."""
    with transaction():
        bearbeiten(caritas, kora, name="A")
    foreign = config.current()
    config.use(type(foreign)(**{**foreign.__dict__, "geheimnis": "y" * 64}))
    try:
        assert ereignisse.pruefen()
    finally:
        config.use(foreign)


def test_fuenfzig_schreiben_zugleich_eine_kette(app, kora, welt):
    """F5 P0: no fork and no gap under concurrent writers."""
    ids = [welt.institution(kurz).id for kurz in ("Caritas", "KI", "Kreis", "ABH", "Sozialamt")]
    kora_id = kora.id
    session().rollback()

    def write(number: int) -> None:
        with app.app_context(), db.lazy_loading(), transaction() as s:
            bearbeiten(s.get_one(Institution, ids[number % 5]), s.get_one(type(kora), kora_id), name=f"Haus {number}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert session().scalars(select(Ereignis.lfd).order_by(Ereignis.lfd)).all() == list(range(1, 51))
    assert ereignisse.pruefen() == []


def test_im_verlauf_steht_kein_text(kora, caritas):
    """F6: lines hold ids, words and commitments; the text stands beside them and its change is found."""
    with transaction():
        ereignisse.festhalten(
            next(iter(acts.ACTS)), caritas, kora, None, None, {"begruendung": "streng geheim", "n": 3}
        )
    zeile = session().scalars(select(Ereignis)).one()

    assert "streng geheim" not in json.dumps(zeile.angaben)
    assert re.fullmatch(r"[0-9a-f]{64}", zeile.angaben["begruendung"]["sha256"])

    with transaction() as s:
        s.execute(text("UPDATE ereignistext SET text = 'anders'"))
    session().expire_all()
    assert ereignisse.pruefen()


def test_der_text_kann_gehen_und_die_kette_bleibt(kora, caritas):
    """F6: the text of a line can be deleted, the chain still verifies."""
    with transaction():
        ereignisse.festhalten(next(iter(acts.ACTS)), caritas, kora, None, None, {"begruendung": "x"})
    with transaction() as s:
        for one in s.scalars(select(Ereignistext)):
            s.delete(one)

    assert ereignisse.pruefen() == []


def test_die_uhr_laesst_sich_stellen():
    with clock.turned_to(clock.today().replace(year=2030)):
        assert clock.today().year == 2030
