"""A room full of people in one process: pages that follow a round, and the same people casting their votes."""

import asyncio
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

_ZAHL = re.compile(rb"(\d+) von \d+ abgegeben")
_VERSTECKT = re.compile(r'name="(csrf_token|marke)"[^>]* value="([^"]*)"')


@dataclass
class Saal:
    """The people of one round; `plaetze` are (cookie, id of the ballot), `offen` how many pages they have open.

    runde: the page where they vote. seite: the page they have open, whose stream and part lie below it.
    """

    port: int
    runde: str
    seite: str
    teil: str
    feld: str
    plaetze: Sequence[tuple[str, int]]
    offen: int
    gesehen: list[dict[int, float]] = field(default_factory=list)
    gesendet: list[tuple[float, float]] = field(default_factory=list)
    fehler: list[str] = field(default_factory=list)
    seiten: list[float] = field(default_factory=list)
    beginn: float = 0.0
    ende: float = 0.0

    async def abstimmen(self, dauer: float, *, takt: float | None = None) -> None:
        """Everybody opens the page, then everybody casts within `dauer` seconds. takt: ask that often, no stream."""
        self.gesehen = [{} for _ in range(self.offen)]
        pages = [
            asyncio.create_task(self._fragen(*one, takt) if takt else self._lesen(*one))
            for one in zip(cycle(cookie for cookie, _ in self.plaetze), self.gesehen, strict=False)
        ]
        while not all(self.gesehen):
            await asyncio.sleep(0.1)
        for page in pages:
            if page.done():
                page.result()
        visitor = asyncio.create_task(self.blaettern())
        self.beginn = time.monotonic()
        pause = dauer / len(self.plaetze)
        await asyncio.gather(*(self._stimmen(*one, pause * number) for number, one in enumerate(self.plaetze)))
        self.ende = time.monotonic()
        await asyncio.sleep(2 + (takt or 0))
        for task in (*pages, visitor):
            task.cancel()
        await asyncio.gather(*pages, visitor, return_exceptions=True)

    async def blaettern(self, anzahl: int = 10_000) -> None:
        """One more person turning pages, and how long each took."""
        for _ in range(anzahl):
            begun = time.monotonic()
            await self.bitten("GET", self.runde, self.plaetze[0][0])
            self.seiten.append(time.monotonic() - begun)
            await asyncio.sleep(0.4)

    def sekunden(self) -> list[float]:
        """From sending a vote to its count on a page, for every vote and every page."""
        votes = sorted(self.gesendet)  # by acknowledgement: the k-th makes the count k
        latest = [sorted(page.items()) for page in self.gesehen]
        found = []
        for seen in latest:
            place = 0
            for count, (_, sent) in enumerate(votes, 1):
                while place < len(seen) and seen[place][0] < count:
                    place += 1
                found.append(max(0.0, seen[place][1] - sent) if place < len(seen) else float("inf"))
        return found

    async def _lesen(self, cookie: str, seen: dict[int, float]) -> None:
        while True:  # as EventSource does
            reader, writer = await self._fragen_nach("GET", f"{self.seite}/live", cookie)
            status = await reader.readline()
            if b" 200 " not in status:
                self.fehler.append(status.decode())
            with suppress(OSError):
                while line := await reader.readline():
                    self._merken(line, seen)
            writer.close()
            self.fehler.append("Strom abgerissen")
            await asyncio.sleep(2)

    async def _fragen(self, cookie: str, seen: dict[int, float], takt: float) -> None:
        mark, next_time = "", time.monotonic() + takt * hash(cookie) % 1000 / 1000
        while True:
            await asyncio.sleep(max(0.0, next_time - time.monotonic()))
            next_time += takt
            head, body = await self.bitten("GET", f"{self.seite}/{self.teil}", cookie, {"If-None-Match": mark})
            found = re.search(r"(?i)^etag: (.*?)\r?$", head, re.MULTILINE)
            mark = found[1] if found else mark
            self._merken(body, seen)

    def _merken(self, text: bytes, seen: dict[int, float]) -> None:
        for count in _ZAHL.findall(text):
            seen.setdefault(int(count), time.monotonic())

    async def _stimmen(self, cookie: str, ballot: int, delay: float) -> None:
        await asyncio.sleep(delay)
        path = f"{self.runde}/stimme/{ballot}"
        head, body = await self.bitten("GET", path, cookie)
        if fresh := re.search(r"(?i)^set-cookie: ([^;]*)", head, re.MULTILINE):
            cookie = fresh[1]
        form: dict[str, str] = dict(_VERSTECKT.findall(body.decode()))
        begun = time.monotonic()
        head, _ = await self.bitten("POST", path, cookie, body=urlencode({**form, self.feld: "3"}))
        if " 303 " not in head.splitlines()[0]:
            self.fehler.append(head.splitlines()[0])
        else:
            self.gesendet.append((time.monotonic(), begun))

    async def bitten(
        self, method: str, path: str, cookie: str, headers: dict[str, str] | None = None, body: str = ""
    ) -> tuple[str, bytes]:
        """One request on a connection of its own: head and body of the answer."""
        reader, writer = await self._fragen_nach(method, path, cookie, headers, body)
        answer = await reader.read()
        writer.close()
        head, _, rest = answer.partition(b"\r\n\r\n")
        return head.decode("latin-1"), rest

    async def _fragen_nach(
        self, method: str, path: str, cookie: str, headers: dict[str, str] | None = None, body: str = ""
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        given = {"Host": f"127.0.0.1:{self.port}", "Cookie": cookie, "Connection": "close", **(headers or {})}
        if method == "POST":
            given |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode())
        return reader, writer
