"""`make leistung-live`: a vote on one page until it is seen on all others, with 40, 200 and 1,000 pages open.

On PostgreSQL: python -m tests.postgres -- python -m leistung.live
"""
# ruff: noqa: T201 - a terminal program

import argparse
import asyncio
import os
import secrets
import statistics
import tempfile
from pathlib import Path

from flask import current_app
from flask.sessions import SecureCookieSessionInterface

from kimflow import clock, config, db, workflow
from kimflow.db import transaction
from kimflow.models import Anmeldung, Person
from kimflow.queries.anmeldungen import schluessel_hash
from leistung.saal import Saal
from leistung.server import serving
from tests import datenbanken
from tests.bauen.abstimmungen import mehr_sitze, neue_abstimmung, offene_abstimmung
from tests.besetzung import Welt, bevoelkern

# Pages, seconds in which all vote, p95 that must hold, cores that must hold. More than 200 Sitze no body has.
GROESSEN = {40: (20, 0.5, 0.5), 200: (40, 0.5, 0.5), 1000: (60, 1.0, 1.0)}


def main() -> None:
    arguments = argparse.ArgumentParser(description="offene Seiten während einer Abstimmung messen")
    arguments.add_argument("seiten", type=int, nargs="*", default=list(GROESSEN))
    arguments.add_argument("--takt", type=float, help="statt des Stroms alle so viel Sekunden fragen")
    arguments.add_argument("--dauer", type=float, help="Sekunden, in denen alle abstimmen")
    arguments.add_argument("--meine", action="store_true", help="offen ist „Meine Sitzung“, je Person eine andere")
    given = arguments.parse_args()
    print("Seiten   p50 s   p95 s  max s  muss  Kerne  muss  Seite ×  Fehler")
    for pages in given.seiten:
        with tempfile.TemporaryDirectory(prefix="kimflow-live-") as folder:
            measure(pages, Path(folder), given.takt, given.dauer, meine=given.meine)


def measure(pages: int, folder: Path, takt: float | None, dauer: float | None, *, meine: bool = False) -> None:
    with datenbanken.vorlage(folder, bevoelkern) as made:
        made.frisch()
        with made.app.app_context(), db.lazy_loading():
            room = _saal(pages, meine)
        seconds, must, cores = GROESSEN.get(pages, (dauer or 60.0, 1.0, 1.0))
        with serving("wsgi:app", _umgebung(), "/anmelden", workers=os.cpu_count() or 2) as server:
            room.port = server.port
            asyncio.run(room.blaettern(40))
            quiet = _p95(room.seiten)
            room.seiten.clear()
            before = server.cpu()
            asyncio.run(room.abstimmen(dauer or seconds, takt=takt))
            used = (server.cpu() - before) / (room.ende - room.beginn)
    seen = room.sekunden()
    times = f"{statistics.median(seen):>7.2f} {_p95(seen):>7.2f} {max(seen):>6.2f} {must:>5g}"
    slower = _p95(room.seiten) / quiet
    print(
        f"{pages:>6} {times} {used:>6.2f} {cores:>5g} {slower:>8.2f}  {len(room.fehler)}", *set(room.fehler), flush=True
    )


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _saal(pages: int, meine: bool) -> Saal:
    """An open round in a running meeting, with a signed-in person per Sitz."""
    welt = Welt()
    people = mehr_sitze(welt, min(pages, 200))
    round_ = offene_abstimmung(welt, neue_abstimmung(welt))
    ballots = {s.sitz.besetzungen[0].person_id: s.id for s in round_.stimmabgaben if s.sitz.besetzungen}
    places = [(_angemeldet(person), ballots[person.id]) for person in people]
    voting, meeting = f"/abstimmungen/{round_.nummer}", round_.top.sitzung if round_.top else None
    page, part = (f"/sitzungen/{meeting.nummer}/meine", "teil") if meine and meeting else (voting, "teilnahme")
    if meeting and round_.top:
        with transaction():
            workflow.moderation.aufrufen(round_.top, welt.person("Kora"))
    return Saal(0, voting, page, part, f"option-{round_.optionen[0].id}", places, pages)


def _angemeldet(person: Person) -> str:
    """A session as the sign-in page makes it; its cookie."""
    key, now = secrets.token_urlsafe(32), clock.now()
    with transaction() as s:
        s.add(Anmeldung(schluessel=schluessel_hash(key), person_id=person.id, begonnen_am=now, zuletzt_am=now))
    signer = SecureCookieSessionInterface().get_signing_serializer(current_app)
    if signer is None:
        raise RuntimeError("Ohne Geheimnis gibt es keine Anmeldung.")
    return f"kimflow={signer.dumps({'_user_id': key, '_fresh': True})}"


def _umgebung() -> dict[str, str]:
    settings = config.current()
    return {
        "KIMFLOW_UMGEBUNG": "entwicklung",
        "KIMFLOW_DATENBANK": settings.datenbank,
        "KIMFLOW_GEHEIMNIS": settings.geheimnis,
    }


if __name__ == "__main__":
    main()
