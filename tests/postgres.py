"""A private PostgreSQL for one test run: made on entering, gone on leaving.

    with server() as url: ...
    python -m tests.postgres -- CMD …      CMD finds the URL in KIMFLOW_TEST_DATENBANK

The URL names the superuser and the database `postgres`; a test makes its own databases from there
(`sqlalchemy.make_url(url).set(database=…)`). The server listens on a socket in a directory of its own only.
"""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

VARIABLE = "KIMFLOW_TEST_DATENBANK"
ROOMY = 512 * 1024 * 1024
# The three switches that kimflow insists on (db.assert_durable); in memory they cost nothing.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "timezone": "UTC",
    "max_connections": "100",
    "logging_collector": "off",
}


class Missing(RuntimeError):
    """PostgreSQL is not installed or does not start; the message says what to do."""


@contextmanager
def server() -> Iterator[str]:
    """The superuser URL of a fresh server. Raises Missing when there is none to start."""
    binaries = newest_binaries()
    owner = _unprivileged_owner()
    home = Path(tempfile.mkdtemp(prefix="kimflow-pg-", dir=_roomiest()))
    try:
        shutil.chown(home, owner)
        _initialise(binaries, home, owner)
        process = _start(binaries, home, owner)
        try:  # also while it is starting: whoever interrupts leaves no server behind
            _wait_until_ready(process, binaries, home)
            yield f"postgresql://postgres@/postgres?host={quote(str(home), safe='/')}"
        finally:
            _stop(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def newest_binaries() -> Path:
    """Folder of the newest initdb; Debian keeps it away from the PATH."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise Missing("PostgreSQL fehlt (kein initdb gefunden). Als root: apt-get install postgresql")


def _unprivileged_owner() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _roomiest() -> str:
    memory = Path("/dev/shm")  # commits are fast there, so the tests need not be unsafe to be quick
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY:
        return str(memory)
    return tempfile.gettempdir()


def _as(owner: str, home: Path) -> dict[str, object]:
    """How to start a program as `owner`, from a folder it may enter."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": str(home)}
    how: dict[str, object] = {"env": environment, "cwd": home, "start_new_session": True}
    if os.geteuid() == 0:
        entry = pwd.getpwnam(owner)
        how |= {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return how


def _initialise(binaries: Path, home: Path, owner: str) -> None:
    command = [binaries / "initdb", "--pgdata", home / "data", "--username=postgres", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, capture_output=True, text=True, **_as(owner, home))  # type: ignore[call-overload]
    if done.returncode:
        raise Missing(f"initdb ist gescheitert:\n{done.stdout}{done.stderr}")


def _start(binaries: Path, home: Path, owner: str) -> subprocess.Popen[bytes]:
    command = [str(binaries / "postgres"), "-D", str(home / "data"), "-k", str(home)]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, **_as(owner, home))  # type: ignore[call-overload]


def _wait_until_ready(process: subprocess.Popen[bytes], binaries: Path, home: Path) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        if subprocess.run([binaries / "pg_isready", "-q", "-h", home, "-U", "postgres"]).returncode == 0:
            return
        time.sleep(0.1)
    raise Missing(f"PostgreSQL startet nicht:\n{(home / 'log').read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # "fast": ends open sessions, leaves no shared memory behind
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(10)


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("Aufruf: python -m tests.postgres -- BEFEHL …\n")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server goes when the run is ended
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, VARIABLE: url}).returncode
    except Missing as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
