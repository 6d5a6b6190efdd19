# ruff: noqa: T201 - a terminal program
"""`make run` and `make neu`: database, first data, a line on who can sign in, then the server in the foreground."""

import argparse
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, inspect, text

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
LOCAL_DATABASE = f"sqlite:///{INSTANCE / 'kimflow.db'}"


def main() -> None:
    arguments = argparse.ArgumentParser(description="kimflow starten")
    arguments.add_argument("--port", type=int, default=5000)
    arguments.add_argument("--neu", action="store_true", help="die lokalen Daten vorher wegwerfen")
    given = arguments.parse_args()
    os.chdir(ROOT)
    _refuse_taken_port(given.port)
    _prepare_environment(given.port)
    if given.neu:
        _throw_away()
    _fill_database()
    print(f"\nkimflow läuft auf {os.environ['KIMFLOW_BASIS_URL']} – beenden mit Strg+C.", flush=True)
    _serve(given.port)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Port {port} ist belegt (läuft kimflow schon?). Anderer Port: make run PORT={port + 1}")


def _prepare_environment(port: int) -> None:
    """Whatever the caller has set stays; the rest makes a local demonstration over plain http."""
    INSTANCE.mkdir(mode=0o700, exist_ok=True)
    secret = INSTANCE / "geheim"
    if not secret.exists():
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
    for name, value in {
        "FLASK_APP": "wsgi.py",
        "KIMFLOW_UMGEBUNG": "entwicklung",
        "KIMFLOW_DATENBANK": LOCAL_DATABASE,
        "KIMFLOW_GEHEIMNIS_DATEI": str(secret),
        "KIMFLOW_BASIS_URL": f"http://127.0.0.1:{port}",
    }.items():
        os.environ[name] = os.environ.get(name) or value


def _throw_away() -> None:
    if os.environ["KIMFLOW_DATENBANK"] != LOCAL_DATABASE or os.environ["KIMFLOW_UMGEBUNG"] == "produktion":
        sys.exit(
            "make neu löscht nur den lokalen Musterkreis; KIMFLOW_DATENBANK oder KIMFLOW_UMGEBUNG meint etwas anderes."
        )
    for path in sorted(INSTANCE.glob("kimflow.db*")):
        print(f"Lösche {path.relative_to(ROOT)}")
        path.unlink()


def _fill_database() -> None:
    _run("flask", "db", "upgrade")
    production = os.environ["KIMFLOW_UMGEBUNG"] == "produktion"
    if _has_person():
        if not production:
            _run("seeds", "wer")
        return
    print("Die Datenbank ist leer: lege Grunddaten an …", flush=True)
    _run("seeds", "grunddaten")
    if production:
        print("Produktion: die Grunddaten sind da, ein Musterkreis wird nicht angelegt.")
        return
    print("Erzähle zwei Jahre Musterkreis (dauert etwas) …", flush=True)
    _run("seeds", "musterkreis")  # ends by telling who can sign in


def _has_person() -> bool:
    engine = create_engine(os.environ["KIMFLOW_DATENBANK"])
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return "person" in tables and connection.execute(text("SELECT 1 FROM person LIMIT 1")).first() is not None
    finally:
        engine.dispose()


def _serve(port: int) -> None:
    """Becomes gunicorn. One worker per core of a small machine; keep-alive would pin browsers to one worker."""
    options = ["-w", "2", "--threads", "4", "--keep-alive", "0", "--no-control-socket"]
    where = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "wsgi:app"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, *where])  # noqa: S606 - our own server


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments])  # noqa: S603 - fixed commands of this project
    if done.returncode:
        again = " Von vorn beginnt: make neu" if module == "seeds" else ""
        sys.exit(f"Abgebrochen: python -m {module} {' '.join(arguments)} ist gescheitert.{again}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nAbgebrochen. War das Anlegen der Daten noch nicht fertig, beginnt es von vorn mit: make neu")
