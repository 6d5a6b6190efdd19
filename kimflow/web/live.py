"""Open pages that follow what happens, as server-sent events: one thread serves all pages of a process.

A page that waits costs a connection, but no thread of the server and no session of the database. The one thread asks
the database every TAKT for the state of each watched thing, renders what changed once for everybody who may see the
same, and writes it to their connections. A page that cannot be served like this asks for the part itself (teil).

Who is asking is either signed in, or holds a token (the wall, pages behind an Einzellink): such a stream is opened with
`noch`, which says again and again what the token shows, and None once it shows nothing any more.
"""

import hashlib
import logging
import os
import random
import select
import socket
import threading
import time
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Flask, Response, current_app, make_response, request

from kimflow import clock, config, queries
from kimflow.models import Person
from kimflow.web.access import hier, me, nebenbei

TAKT = 0.2
PRUEFEN = 5.0
LEBENSZEICHEN = 15.0
HOECHSTENS = 600.0

log = logging.getLogger("kimflow")

Noch = Callable[[], Hashable | None]


@dataclass(frozen=True, eq=False)
class Quelle:
    """One kind of things that can be watched.

    staende(ids): a state per thing that differs when its part does; one cheap statement, things that are gone missing.
    sicht(person, id): which view of it this person has, None if none. teil(id, sicht): the part of the page in it,
    rendered without a request.
    """

    staende: Callable[[Collection[int]], Mapping[int, Hashable]]
    sicht: Callable[[Person, int], Hashable | None]
    teil: Callable[[int, Any], str]


@dataclass(frozen=True)
class Fassung:
    """A rendered part. Its mark comes from its content, so that it means the same in every process."""

    html: str

    @cached_property
    def kennung(self) -> str:
        return hashlib.sha256(self.html.encode()).hexdigest()[:16]

    @cached_property
    def ereignis(self) -> str:
        lines = "".join(f"data: {line}\n" for line in self.html.splitlines())
        return f"id: {self.kennung}\n{lines}\n"


def _fassung(quelle: Quelle, id: int, sicht: Any) -> Fassung:
    return Fassung(queries.bezeichnungen.eingesetzt(quelle.teil(id, sicht)))


def teil(quelle: Quelle, id: int, noch: Noch | None = None) -> Response:
    """The part as the person asking, or the token, sees it; 304 if the page shows it already."""
    nebenbei()
    fassung = _fassung(quelle, id, _sicht(quelle, id, noch))
    response = make_response(fassung.html)
    response.set_etag(fassung.kennung)
    response.make_conditional(request)
    return response


def _sicht(quelle: Quelle, id: int, noch: Noch | None) -> Hashable | None:
    return noch() if noch else quelle.sicht(me(), id)


def strom(quelle: Quelle, id: int, noch: Noch | None = None) -> Response:
    """Its event stream for the person asking, or the token; 503 where this process cannot keep another one open."""
    nebenbei()
    connection = _verbindung()
    if connection is None or verteiler.ist_voll():
        return make_response("", 503, {"Retry-After": "60"})
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the thread needs the app itself
    sicht, anmeldung = _sicht(quelle, id, noch), None if noch else hier()
    in_stuecken = request.environ["SERVER_PROTOCOL"] == "HTTP/1.1"
    known = request.headers.get("Last-Event-ID", "")

    def opening() -> Iterator[bytes]:
        # Spread out: after a restart all open pages come back.
        yield f"retry: {random.randint(1000, 4000)}\n\n".encode()  # noqa: S311 - no secret
        # What counts down on the page goes by our clock, not by the one of a projector's computer.
        yield f"event: uhr\ndata: {int(clock.now().timestamp() * 1000)}\n\n".encode()
        taken = _uebernehmen(connection)
        verteiler.aufnehmen(app, Leser(taken, quelle, id, sicht, anmeldung, noch, in_stuecken, known))

    return Response(opening(), headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})


def _verbindung() -> socket.socket | None:
    """The connection of this request, where the server shows it: gunicorn and werkzeug without TLS."""
    shown = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    plain = type(shown) is socket.socket and request.environ["SERVER_PROTOCOL"] in ("HTTP/1.0", "HTTP/1.1")
    return shown if plain else None


def _uebernehmen(connection: socket.socket) -> socket.socket:
    """Take the connection out of the server's hands: what the server ends and closes then is a dead end."""
    taken = connection.dup()
    taken.setblocking(False)
    with suppress(OSError):
        taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    dead_end, other = socket.socketpair()
    other.close()
    os.dup2(dead_end.fileno(), connection.fileno(), inheritable=False)
    dead_end.close()
    return taken


@dataclass(eq=False)
class Leser:
    """One open page: what it watches, in whose name or by which token, and what it was sent last."""

    verbindung: socket.socket
    quelle: Quelle
    id: int
    sicht: Hashable
    anmeldung_id: int | None
    noch: Noch | None
    in_stuecken: bool
    fassung: str
    geprueft: float = field(default_factory=time.monotonic)
    gesendet: float = field(default_factory=time.monotonic)
    endet: float = field(default_factory=lambda: time.monotonic() + HOECHSTENS * random.uniform(0.8, 1))  # noqa: S311 - no secret

    def senden(self, text: str) -> bool:
        """Whether it went out whole. A page that does not keep up is better off asking anew."""
        data = text.encode()
        framed = b"%x\r\n%b\r\n" % (len(data), data) if self.in_stuecken else data
        self.gesendet = time.monotonic()
        try:
            return self.verbindung.send(framed) == len(framed)
        except OSError:
            return False

    def heute(self, persons: Mapping[int, Person]) -> Hashable | None:
        """Which view the page has now, None if none any more."""
        if self.noch:
            return self.noch()
        person = persons.get(self.anmeldung_id or 0)
        return self.quelle.sicht(person, self.id) if person else None

    def beenden(self) -> None:
        if self.in_stuecken:
            with suppress(OSError):
                self.verbindung.send(b"0\r\n\r\n")
        self.verbindung.close()


class Verteiler:
    """The open pages of this process, and the thread that serves them as long as there are any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._leser: dict[int, Leser] = {}
        self._neue: list[Leser] = []
        self._thread: threading.Thread | None = None
        self._poll = select.poll()
        self._fassungen: dict[tuple[Quelle, int, Hashable], tuple[Hashable, Fassung]] = {}

    def ist_voll(self) -> bool:
        return len(self._leser) + len(self._neue) >= config.current().live_hoechstens

    def aufnehmen(self, app: Flask, leser: Leser) -> None:
        with self._lock:
            self._neue.append(leser)
            if self._thread is None:
                self._thread = threading.Thread(target=self._bedienen, args=(app,), name="kimflow-live", daemon=True)
                self._thread.start()

    def _bedienen(self, app: Flask) -> None:
        while self._einlassen():
            begun = time.monotonic()
            try:
                with app.app_context():
                    self._runde(begun)
            except Exception as error:  # pages that are let go come back; one that hangs would show what is no more
                log.error("Offene Seiten nicht bedient: %s", type(error).__name__)
                self._alle_beenden()
            time.sleep(max(0.02, begun + TAKT - time.monotonic()))

    def _einlassen(self) -> bool:
        """Let in who came since the last round and out who left; whether anybody is here."""
        with self._lock:
            for leser in self._neue:
                number = leser.verbindung.fileno()
                self._leser[number] = leser
                self._poll.register(number, select.POLLIN)
            self._neue.clear()
        for number, _ in self._poll.poll(0):  # a page never says anything but good-bye
            self._beenden(self._leser[number])
        with self._lock:
            if not self._leser and not self._neue:
                self._thread = None
                self._fassungen.clear()
                return False
        return True

    def _runde(self, now: float) -> None:
        self._rechte_pruefen(now)
        # Several kinds of pages may look at the same things; they are asked for once.
        for ask in {leser.quelle.staende for leser in self._leser.values()}:
            here = [leser for leser in self._leser.values() if leser.quelle.staende is ask]
            staende = ask({leser.id for leser in here})
            for leser in here:
                if leser.id not in staende or now > leser.endet:
                    self._beenden(leser)
                else:
                    self._zustellen(leser, staende[leser.id], now)

    def _zustellen(self, leser: Leser, stand: Hashable, now: float) -> None:
        key = (leser.quelle, leser.id, leser.sicht)
        known = self._fassungen.get(key)
        if known is None or known[0] != stand:
            known = self._fassungen[key] = (stand, _fassung(leser.quelle, leser.id, leser.sicht))
        fassung = known[1]
        if leser.fassung != fassung.kennung:
            leser.fassung = fassung.kennung
            text = fassung.ereignis
        elif now - leser.gesendet > LEBENSZEICHEN:
            text = ":\n\n"
        else:
            return
        if not leser.senden(text):
            self._beenden(leser)

    def _rechte_pruefen(self, now: float) -> None:
        """A stream ends with the right it was opened with; a few pages a round, each every PRUEFEN seconds."""
        due = [leser for leser in self._leser.values() if now - leser.geprueft >= PRUEFEN]
        due = due[: 1 + int(len(self._leser) * 2 * TAKT / PRUEFEN)]
        signed_in = {leser.anmeldung_id for leser in due if leser.anmeldung_id}
        persons = queries.anmeldungen.angemeldete(signed_in) if signed_in else {}
        for leser in due:
            leser.geprueft = now
            if leser.heute(persons) != leser.sicht:
                self._beenden(leser)

    def _alle_beenden(self) -> None:
        for leser in list(self._leser.values()):
            self._beenden(leser)

    def _beenden(self, leser: Leser) -> None:
        number = leser.verbindung.fileno()
        self._poll.unregister(number)
        del self._leser[number]
        leser.beenden()


verteiler = Verteiler()
