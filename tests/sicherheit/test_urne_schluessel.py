"""The life of an urn's key: there before the round is open, gone after it is over, in no backup (ZUSAGEN B4)."""

import os
import signal
import sqlite3
import stat
import threading
from base64 import b64encode
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import event, select, text

from kimflow import config, create_app, db, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Abstimmung, AbstimmungStatus, Person, Top, Urne, Versiegelt
from kimflow.workflow import schluessel
from kimflow.workflow.acts import Obstructed
from tests import datenbanken
from tests.bauen.abstimmungen import geschlossene_abstimmung, offene_abstimmung
from tests.besetzung import Welt
from tests.sicherheit.urnen import (
    abstimmen,
    dateien,
    geheime_runde,
    schluesseldateien,
    schreibweisen,
    tagesordnungspunkt,
    versiegelte,
    vorbereitete_runde,
    waehler,
)

beide = pytest.mark.beide
A = AbstimmungStatus


def schluesselordner():
    return Path(config.current().urnen)


def datei(runde):
    return next(f for f in schluesseldateien() if f.stem == session().get_one(Urne, runde.id).schluessel)


def schliessen(runde_id, dabei=lambda: None):
    with transaction() as s:
        dabei()
        workflow.abstimmungen.schliessen(s.get_one(Abstimmung, runde_id), Welt().person("Kora"))


def annullieren(runde_id, dabei=lambda: None):
    with transaction() as s:
        dabei()
        runde = s.get_one(Abstimmung, runde_id)
        workflow.abstimmungen.annullieren(runde, Welt().person("Kora"), begruendung="Ein Fehler.")


# --- where it lies -----------------------------------------------------------------------------------------------


def test_der_schluessel_ist_nur_fuer_den_dienst_lesbar(welt):
    """B4/G5 P0: 0600 in a folder of 0700, whatever the umask and however the folder was made before."""
    waehler(welt)
    folder = schluesselordner()
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    old = os.umask(0)
    try:
        runde = geheime_runde(welt)
    finally:
        os.umask(old)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(datei(runde).stat().st_mode) == 0o600


def test_eine_sicherung_enthaelt_den_schluessel_nicht(welt, ablage):
    """B4/G5 P0: neither the backup of the manual nor the database itself, in no spelling of the key."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    key = datei(runde).read_bytes()
    backup = ablage / "sicherung.db"
    with closing(sqlite3.connect(str(extension.engine.url.database))) as source:
        source.execute("VACUUM INTO ?", [str(backup)])

    for stored in (backup.read_bytes(), b"".join(dateien().values())):
        assert session().get_one(Urne, runde.id).schluessel.encode() in stored, "gesucht wird am richtigen Ort"
        assert not [form for form in (key, key.hex().encode(), b64encode(key)) if form in stored]


def test_das_handbuch_nimmt_den_ordner_aus_der_sicherung_aus():
    """B4 P0: the instructions say so where backups are made."""
    manual = (config.ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
    backups = manual.partition("## Sichern und Zurückspielen")[2].partition("\n## ")[0]

    assert "KIMFLOW_URNEN" in backups
    assert "in gar keine Sicherung" in backups


@beide
def test_zwei_datenbanken_mit_demselben_ordner_nehmen_einander_nichts(welt):
    """B4 P0: a key this database does not know stays, at the start and when rounds are opened and closed."""
    waehler(welt)
    with transaction():
        foreign = schluessel.ablegen(PrivateKey.generate())

    runde = geheime_runde(welt)
    workflow.urne.beim_start()
    geschlossene_abstimmung(welt, runde)

    assert schluessel.ist_da(foreign)
    schluessel.vernichten(foreign)


# --- kill −9 -----------------------------------------------------------------------------------------------------


def _sterben(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def _tod_bei(target, name):
    event.listen(target, name, _sterben)
    try:
        yield
    finally:
        event.remove(target, name, _sterben)


def _in_einem_prozess(app, work) -> None:
    """Do `work` in a process of its own that dies on the way without a chance to tidy up."""
    session().rollback()
    session().expunge_all()
    extension.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            with app.app_context():
                work()
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def _oeffnen(runde_id, person_id):
    with transaction() as s:
        workflow.abstimmungen.oeffnen(s.get_one(Abstimmung, runde_id), s.get_one(Person, person_id))


def _beim_oeffnen(stelle, runde_id, person_id):
    """Dies with the key written: before its row, before the commit, in the middle of it, after it."""

    def work():
        if stelle == "danach":
            _oeffnen(runde_id, person_id)
            _sterben()
        places = {"vor der Zeile": (Urne, "before_insert"), "vor dem Commit": (session(), "before_commit")}
        with _tod_bei(*places.get(stelle, (extension.engine, "commit"))):
            _oeffnen(runde_id, person_id)

    return work


@beide
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_nie_ist_eine_geheime_abstimmung_ohne_lesbaren_schluessel_offen(app, welt, kora):
    """B4 P0: 50 × kill −9 between "key written" and "round open" (and just after): the round is not open, or it is
    and its key is readable; the next try opens it, and it can be counted."""
    alle, top = waehler(welt, 3), tagesordnungspunkt(welt)
    top_id, kora_id = top.id, kora.id
    places = ("vor der Zeile", "vor dem Commit", "im Commit", "danach")
    opened = 0
    runde = vorbereitete_runde(welt, top)
    for number in range(50):
        stelle = places[number % len(places)]
        before = len(schluesseldateien())
        runde_id = runde.id
        _in_einem_prozess(app, _beim_oeffnen(stelle, runde_id, kora_id))

        runde = session().get_one(Abstimmung, runde_id)
        assert len(schluesseldateien()) == before + 1, "der Schlüssel war geschrieben"
        assert runde.status is (A.OFFEN if stelle == "danach" else A.VORBEREITET)
        if runde.status is A.OFFEN:
            opened += 1
            schluessel.lesen(session().get_one(Urne, runde.id).schluessel)
            abstimmen(Welt(), runde, alle[0], (6, 4))
            geschlossene_abstimmung(Welt(), runde)
            assert runde.ergebnis["abgegeben"] == 1
            runde = vorbereitete_runde(Welt(), session().get_one(Top, top_id))
    assert opened == 12

    offene_abstimmung(Welt(), runde)
    schluessel.lesen(session().get_one(Urne, runde.id).schluessel)


@beide
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("ende", [schliessen, annullieren])
def test_nach_einem_absturz_beim_schliessen_holt_der_naechste_start_das_vernichten_nach(app, welt, ende):
    """B4 P0: kill −9 between the commit and the destroying: nothing of the round is lost, and the start tidies up."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    runde_id, path, sealed = runde.id, datei(runde), list(versiegelte().values())

    _in_einem_prozess(app, lambda: ende(runde_id, lambda: db.after_commit(_sterben)))
    assert session().get_one(Abstimmung, runde_id).status in workflow.urne.BEENDET
    assert path.exists()
    session().rollback()

    create_app(config.current())

    assert not path.exists()
    if not datenbanken.ist_postgres():
        assert not [s for s in sealed for form in schreibweisen(s) if form in b"".join(dateien().values())]


def test_ein_start_ohne_tabellen_gelingt_auch_wenn_schluessel_daliegen(app, ablage):
    """Before the first `flask db upgrade`, and with a folder used before."""
    before = config.current()
    made = datenbanken.einstellungen(f"sqlite:///{ablage / 'leer.db'}", before.urnen)
    with transaction():
        foreign = schluessel.ablegen(PrivateKey.generate())
    try:
        fresh = create_app(made)
        with fresh.app_context():
            extension.engine.dispose()
    finally:
        config.use(before)

    assert schluessel.ist_da(foreign)
    schluessel.vernichten(foreign)


# --- the end of the key ------------------------------------------------------------------------------------------


@beide
@pytest.mark.parametrize("ende", [schliessen, annullieren])
def test_nach_dem_ende_ist_der_schluessel_weg(welt, ende):
    """B4 P0: after closing and after annulling; no sealed ballot is left either."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    path = datei(runde)

    ende(runde.id)

    assert not path.exists()
    assert session().scalars(select(Versiegelt.id)).all() == []
    session().rollback()


@contextmanager
def _scheitert_beim_commit():
    def fail(*_: object) -> None:
        raise RuntimeError("Platte voll")

    target = session()
    event.listen(target, "before_commit", fail)
    try:
        yield
    finally:
        event.remove(target, "before_commit", fail)


@beide
def test_scheitert_das_schliessen_bleibt_der_schluessel(welt):
    """B4 P0: what is undone has not used up the key; the next try counts."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    path = datei(runde)

    with _scheitert_beim_commit(), pytest.raises(RuntimeError, match="Platte voll"):
        schliessen(runde.id)

    assert path.exists()
    schliessen(runde.id)
    assert session().get_one(Abstimmung, runde.id).ergebnis["abgegeben"] == 1


@beide
@pytest.mark.parametrize("schaden", ["weg", "anderer", "Müll"])
def test_ohne_den_schluessel_laesst_sich_die_abstimmung_nur_annullieren(welt, browser, kora, schaden):
    """B4 P0: a clear page that says what is left to do; nothing is counted, nothing is lost by trying."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    path, url = datei(runde), f"/abstimmungen/{runde.nummer}"
    match schaden:
        case "weg":
            path.unlink()
        case "anderer":
            path.write_bytes(bytes(PrivateKey.generate()))
        case _:
            path.write_bytes(b"zu kurz")
    session().rollback()

    seite = browser(kora).post(f"{url}/schliessen", status=409)

    assert "nur annullieren" in seite.text
    assert session().get_one(Abstimmung, runde.id).status is A.OFFEN
    assert len(versiegelte()) == 1
    session().rollback()
    browser(kora).absenden(f"{url}/annullieren", begruendung="Der Schlüssel ist weg.")
    assert session().get_one(Abstimmung, runde.id).status is A.ANNULLIERT


@beide
@pytest.mark.parametrize("eingriff", ["fehlt", "doppelt", "Müll", "ungültig"])
def test_eine_veraenderte_urne_wird_nicht_ausgezaehlt(welt, caplog, eingriff):
    """B no. 3 P0: as many ballots as Sitze that voted, each of them valid, else nothing is counted."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    for wer in alle[:4]:
        abstimmen(welt, runde, wer, (6, 4))
    with transaction() as s:
        first = min(versiegelte())
        content = versiegelte()[first]
        if eingriff != "doppelt":
            s.execute(text("DELETE FROM versiegelt WHERE id = :id"), {"id": first})
        if eingriff == "Müll":
            s.add(Versiegelt(id="f" * 32, abstimmung_id=runde.id, inhalt=content[::-1]))
        if eingriff == "doppelt":
            s.add(Versiegelt(id="f" * 32, abstimmung_id=runde.id, inhalt=content))
        if eingriff == "ungültig":
            zettel = workflow.stimmen.Stimmzettel(werte={runde.optionen[0].id: 99})
            workflow.urne.einwerfen(runde, zettel)

    with pytest.raises(Obstructed, match="nur annullieren"):
        schliessen(runde.id)

    assert session().get_one(Abstimmung, runde.id).status is A.OFFEN
    assert f"Urne von {runde.nummer}" in caplog.text


# --- closing is not taken back -----------------------------------------------------------------------------------


@contextmanager
def _jemand_liest(statement):
    """Another connection that does not let go of what it saw before."""
    with extension.engine.connect().execution_options(isolation_level="SERIALIZABLE") as other:
        other.execute(statement).all()
        yield


@beide
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(text("SELECT versiegelt.id, abgegeben FROM versiegelt, stimmabgabe"), id="die Urne"),
        pytest.param(text("SELECT name FROM institution"), id="etwas anderes"),  # a backup; PostgreSQL's own ANALYZE
    ],
)
def test_liest_jemand_lange_wird_trotzdem_geschlossen_und_der_befehl_holt_das_verdichten_nach(
    app, welt, kora, browser, caplog, statement
):
    """B4: the answer is a result, not a 500; key first; `flask urnen-aufraeumen` finishes."""
    alle = waehler(welt)
    runde = geheime_runde(welt)
    abstimmen(welt, runde, alle[0], (6, 4))
    path, sealed = datei(runde), list(versiegelte().values())
    session().rollback()

    with _jemand_liest(statement):
        browser(kora).post(f"/abstimmungen/{runde.nummer}/schliessen", status=303)
        assert not path.exists()
        assert "urnen-aufraeumen" in caplog.text
        busy = app.test_cli_runner().invoke(args=["urnen-aufraeumen"])
        assert "gerade belegt" in str(busy.exception)
    done = app.test_cli_runner().invoke(args=["urnen-aufraeumen"])

    assert done.exit_code == 0, done.output
    assert "keine gelöschte Stimme" in done.output
    if not datenbanken.ist_postgres():
        assert not [s for s in sealed for form in schreibweisen(s) if form in b"".join(dateien().values())]
    assert session().get_one(Abstimmung, runde.id).ergebnis["abgegeben"] == 1
    session().rollback()


@beide
def test_laesst_sich_der_schluessel_nicht_vernichten_steht_es_im_log_und_der_befehl_holt_es_nach(app, welt, caplog):
    """B4: the round stays closed; what is left is destroyed as soon as it can be."""
    waehler(welt)
    runde = geheime_runde(welt)
    path = datei(runde)

    def sperren():
        path.rename(path.with_suffix(".weg"))
        path.mkdir()

    schliessen(runde.id, lambda: db.after_commit(sperren))
    assert "urnen-aufraeumen" in caplog.text
    path.rmdir()
    path.with_suffix(".weg").rename(path)

    done = app.test_cli_runner().invoke(args=["urnen-aufraeumen"])

    assert "Vernichtete Schlüssel beendeter Abstimmungen: 1" in done.output
    assert not path.exists()


@beide
def test_waehrend_andere_schreiben_wird_geschlossen_ohne_dass_etwas_verloren_geht(app, welt, kora):
    """O4: the rewriting of the database waits for writers and they for it; nobody gets an error."""
    alle, top = waehler(welt, 3), tagesordnungspunkt(welt)
    rounds = [geheime_runde(welt, top) for _ in range(5)]
    for runde in rounds:
        abstimmen(welt, runde, alle[0], (6, 4))
    ids, kora_id = [runde.id for runde in rounds], kora.id
    session().rollback()
    stop, written, problems = threading.Event(), [], []

    def write():
        with app.app_context():
            while not stop.is_set():
                try:
                    with transaction() as s:
                        s.get_one(Person, kora_id).funktion = f"Schreibt {len(written)}"
                    written.append(1)
                except Exception as problem:
                    problems.append(problem)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for runde_id in ids:
            schliessen(runde_id)
    finally:
        stop.set()
        writer.join()

    assert problems == []
    assert written, "es wurde gar nicht gleichzeitig geschrieben"
    session().expire_all()
    assert session().get_one(Person, kora.id).funktion == f"Schreibt {len(written) - 1}"
    session().rollback()


# --- the command -------------------------------------------------------------------------------------------------


@beide
def test_der_befehl_laesst_offene_urnen_in_ruhe_und_vernichtet_unbekannte_schluessel_nur_auf_wunsch(app, welt):
    waehler(welt)
    runde = geheime_runde(welt)
    with transaction():
        foreign = schluessel.ablegen(PrivateKey.generate())
    half = schluesselordner() / "halb.neu"
    half.write_bytes(b"halb")

    first = app.test_cli_runner().invoke(args=["urnen-aufraeumen"])
    assert schluessel.ist_da(foreign)
    assert "--unbekannte" in first.output
    second = app.test_cli_runner().invoke(args=["urnen-aufraeumen", "--unbekannte"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert not schluessel.ist_da(foreign)
    assert not half.exists()
    assert datei(runde).exists()
    schliessen(runde.id)
    assert session().get_one(Abstimmung, runde.id).status is A.GESCHLOSSEN


def test_ohne_platz_fuer_den_schluessel_wird_nicht_geoeffnet(app, welt, ablage):
    """B4 P0: a folder that cannot be written is a reason, not a crash, and the round stays as it was."""
    waehler(welt)
    runde = vorbereitete_runde(welt)
    (ablage / "datei").write_text("kein Ordner")
    before = config.current()
    config.use(type(before)(**{**before.__dict__, "urnen": str(ablage / "datei" / "urnen")}))
    try:
        with pytest.raises(Obstructed, match="Administration"):
            offene_abstimmung(welt, runde)
    finally:
        config.use(before)

    assert session().get_one(Abstimmung, runde.id).status is A.VORBEREITET
