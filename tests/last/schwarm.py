"""A process that loads the app once and forks voters: each one a process of its own, cheap enough to kill hundreds.

Reads commands as JSON lines, answers each with the id of the process it forked. Voters write one line per
acknowledgement into a file, after the transaction is safe and not before.
"""

import json
import os
import random
import signal
import sys
import time
from typing import Any

from sqlalchemy.exc import OperationalError

from kimflow import config, create_app, db, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Abstimmung, Person, Stimmabgabe
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.stimmzettel import Stimmzettel


def main() -> None:
    given = json.loads(sys.argv[1])
    app = create_app(config.Settings(**given))
    with app.app_context(), db.lazy_loading():
        extension.engine.dispose()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
        _sagen("bereit")
        for line in sys.stdin:
            command = json.loads(line)
            pid = os.fork()
            if pid == 0:
                _child(command)
            _sagen(pid)


def _sagen(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _child(command: dict[str, Any]) -> None:
    code = 0
    try:
        {"waehlen": waehlen, "schliessen": schliessen}[command.pop("tun")](**command)
    except BaseException as error:  # a forked child must not fall back into the loop of its parent
        code = 1
        with open(f"{command.get('datei', '/dev/stderr')}.fehler", "a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


def waehlen(*, datei: str, plaetze: list[list[int]], option: int, von: int, bis: int, beginn: float) -> None:
    """Cast for each [Stimmabgabe, Person] again and again; `von`…`bis` are the points of each round of casting."""
    quittungen = os.open(datei, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    _abwarten(beginn)
    for points in range(von, bis + 1):
        for platz, person in random.sample(plaetze, len(plaetze)):
            try:
                stand = _bis_frei(platz, person, option, points)
            except Obstructed as refused:
                os.write(quittungen, f"{platz} abgelehnt {refused}\n".encode())
                if "zu Ende" in str(refused) or "geschlossen" in str(refused):
                    return
            else:
                os.write(quittungen, f"{platz} {points} {stand}\n".encode())


def _bis_frei(platz: int, person: int, option: int, points: int) -> str:
    """On a busy machine SQLite's patience may end; the server answers 503 then, and whoever votes tries again."""
    while True:
        try:
            return abgeben(platz, person, option, points)
        except OperationalError as busy:
            if "database is locked" not in str(busy):
                raise


def abgeben(platz: int, person: int, option: int, points: int) -> str:
    """One cast in its own transaction; when it was counted, by the clock under the lock ("-" in geheim)."""
    with transaction() as s:
        stimmabgabe, who = s.get_one(Stimmabgabe, platz), s.get_one(Person, person)
        zettel = Stimmzettel(werte={option: points})
        if stimmabgabe.abstimmung.ist_geheim:
            workflow.stimmen.geheim_abstimmen(stimmabgabe, who, zettel=zettel)
            return "-"
        workflow.stimmen.stimme_abgeben(stimmabgabe, who, zettel=zettel)
        return str(stimmabgabe.abgegeben_am and stimmabgabe.abgegeben_am.isoformat())


def schliessen(*, datei: str, abstimmung: int, person: int, beginn: float) -> None:
    _abwarten(beginn)
    with transaction() as s:
        workflow.abstimmungen.schliessen(s.get_one(Abstimmung, abstimmung), s.get_one(Person, person))
    with open(datei, "a", encoding="utf-8") as file:
        file.write(f"geschlossen {time.time()}\n")


def _abwarten(beginn: float) -> None:
    """All of them begin at the same moment, their connection already open."""
    session().connection()
    session().rollback()
    time.sleep(max(0.0, beginn - time.time()))


if __name__ == "__main__":
    main()
