"""What a voter was told over HTTP, by the real server, is kept – whatever happens to the server (ZUSAGEN A2, A2b)."""

import http.client
import random
import re
import threading
import time
from pathlib import Path

import pytest

from kimflow.db import session
from kimflow.models import Stimme
from leistung.browser import Browser
from tests.besetzung import PASSWORT
from tests.last.server import Server
from tests.last.test_stimmen_unter_last import LANG

RUNDEN = 50 if LANG else 3
STIMMEN = 20
EINE_MINUTE = 60


class Waehler:
    """One Sitz on one device: signs in once, then casts what it is told to cast."""

    def __init__(self, server, mail, pfad, feld):
        self.browser, self.pfad, self.feld, self.bestaetigt = Browser(server.port), pfad, feld, 0
        answer = self.browser.send(self.browser.get("/anmelden").form("passwort"), mail=mail, passwort=PASSWORT)
        assert answer.status == 303

    def versuchen(self, punkte):
        """Cast; True if the server said that the ballot is counted."""
        try:
            form = self.browser.get(self.pfad).form(self.feld)
            answer = self.browser.send(form, **{self.feld: str(punkte)})
        except (OSError, http.client.HTTPException):
            return False
        assert answer.status == 303
        self.bestaetigt = punkte
        return True


def _waehler(server, abstimmung):
    feld = f"option-{abstimmung.optionen[0].id}"
    return {
        s.id: Waehler(server, s.sitz.heutige[0].person.mail, f"/abstimmungen/{abstimmung.nummer}/stimme/{s.id}", feld)
        for s in abstimmung.stimmabgaben
    }


def _abstimmen_und_erschlagen(server, voters, punkte):
    """All vote at once while the server dies; by place, whether the voter was told that the ballot counts.

    It dies with the first acknowledgement, however long this machine takes to give one; every third time the clock
    may be faster.
    """
    told: dict[int, bool] = {}

    def vote(platz):
        told[platz] = voters[platz].versuchen(punkte)

    threads = [threading.Thread(target=vote, args=(platz,)) for platz in voters]
    for thread in threads:
        thread.start()
    until = time.monotonic() + (random.uniform(0.05, 1) if punkte % 3 == 0 else EINE_MINUTE)
    while time.monotonic() < until and not any(told.values()):
        time.sleep(0.002)
    server.erschlagen()
    for thread in threads:
        thread.join()
    return told


def _gespeichert():
    session().rollback()
    rows = session().query(Stimme.stimmabgabe_id, Stimme.wert).all()
    assert len(rows) == len({platz for platz, _ in rows})
    return dict(rows)


@pytest.mark.beide
def test_der_erschlagene_server_hat_keine_bestaetigte_stimme_verloren(app, runde):
    """A2 P0: voters cast at once, the server group gets SIGKILL, restarts, whoever was not told tries again."""
    abstimmung = runde(4)
    server = Server()
    server.starten()
    voters = _waehler(server, abstimmung)
    mitten = 0
    try:
        for punkte in range(1, RUNDEN + 1):
            told = _abstimmen_und_erschlagen(server, voters, punkte)
            mitten += len(set(told.values())) == 2

            for platz, wert in _gespeichert().items():
                # Stored but not told is possible once; told and not stored never.
                assert wert in {voters[platz].bestaetigt, punkte}
            server.starten()
            assert all(told[platz] or waehler.versuchen(punkte) for platz, waehler in voters.items())
            assert _gespeichert() == dict.fromkeys(voters, punkte)
    finally:
        server.erschlagen()
    # Between two acknowledgements, or the test has not tested anything.
    assert mitten >= RUNDEN * 2 // 5


def test_vor_der_antwort_ist_die_stimme_auf_der_platte(app, runde, tmp_path):
    """A2b P0: the WAL is written, synced by the thread that committed, and only then the voter is told.

    By strace, on SQLite. PostgreSQL syncs in a process of its own; its settings are asserted at every start.
    """
    abstimmung, spur = runde(4), tmp_path / "spur"
    server = Server(
        [
            "strace",
            "-D",
            "-f",
            "--seccomp-bpf",
            "-y",
            "-s",
            "16",
            "-e",
            "trace=pwrite64,fsync,fdatasync,sendto",
            "-o",
            str(spur),
        ]
    )
    server.starten()
    try:
        voters = list(_waehler(server, abstimmung).values())
        spur.write_text("", encoding="utf-8")  # what starting and signing in have written is not of interest
        assert all(voters[n % len(voters)].versuchen(n + 1) for n in range(STIMMEN))
    finally:
        server.anhalten()

    assert _synchron_vor_der_antwort(spur) == STIMMEN


def _synchron_vor_der_antwort(spur: Path) -> int:
    """How many 303 were sent by a thread that had synced the WAL after its last write to it; others fail."""
    count, stand = 0, {}
    for line in spur.read_text(encoding="utf-8").splitlines():
        thread, _, call = line.partition(" ")
        call = call.strip()
        if re.match(r"pwrite64\(\d+<[^>]*-wal>", call):
            stand[thread] = "geschrieben"
        elif re.match(r"f(data)?sync\(\d+<[^>]*-wal>", call):
            stand[thread] = "gesichert"
        elif call.startswith("sendto(") and "HTTP/1.1 303" in call:
            assert stand.pop(thread, None) == "gesichert", line
            count += 1
    return count
