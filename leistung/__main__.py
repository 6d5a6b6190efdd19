# ruff: noqa: T201 - a terminal program
"""Starts the servers, measures, prints the table."""

import gzip
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from leistung import kandidat
from leistung.browser import Browser, Form
from leistung.server import Server, serving

ROUNDS = 8
STARTED = time.monotonic()


@dataclass(frozen=True)
class Row:
    name: str
    figure: float
    unit: str
    must: float
    goal: float

    def __str__(self) -> str:
        verdict = "Ziel" if self.figure <= self.goal else "hält" if self.figure <= self.must else "VERFEHLT"
        return f"{self.name:<14}{self.figure:>8.2f} {self.unit:<14}{self.must:>6g}{self.goal:>6g}   {verdict}"


@dataclass(frozen=True)
class Scenario:
    """`prepare` is not counted; `request` runs `times` times a round and gives the status."""

    server: Server
    times: int
    request: Callable[[], int]
    prepare: Callable[[], None] = lambda: None

    def cpu_per_request(self) -> float:
        self.prepare()
        before = self.server.cpu()
        statuses = [self.request() for _ in range(self.times)]
        after = self.server.cpu()
        if max(statuses) >= 400:
            raise RuntimeError(f"Eine gemessene Anfrage antwortet mit {max(statuses)}.")
        return (after - before) / self.times


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kimflow-leistung-") as folder:
        environment = {
            "FLASK_APP": "wsgi.py",
            "KIMFLOW_UMGEBUNG": "entwicklung",
            "KIMFLOW_DATENBANK": f"sqlite:///{Path(folder) / 'leistung.db'}",
            "KIMFLOW_GEHEIMNIS": secrets.token_hex(32),
        }
        _say("Datenbank füllen")
        kandidat.fill(environment)
        rows = [_cold(environment), *_pages(environment)]
    print(f"\n{'Name':<14}{'Wert':>8} {'Einheit':<14}{'muss':>6}{'Ziel':>6}   Urteil")
    print(*rows, sep="\n")


def _cold(environment: dict[str, str]) -> Row:
    _say("Kaltstart")
    seconds: dict[str, list[float]] = {"/": [], kandidat.SIGN_IN: []}
    for _ in range(4):
        for target, first in (("leistung.hallo:app", "/"), ("wsgi:app", kandidat.SIGN_IN)):
            with serving(target, environment, first) as server:
                seconds[first].append(server.cold)
    return Row("cold", _calm(seconds[kandidat.SIGN_IN]) / _calm(seconds["/"]), "× hello", 2, 1.5)


def _pages(environment: dict[str, str]) -> list[Row]:
    with (
        serving("leistung.hallo:app", environment) as bare,
        serving("leistung.hallo_datenbank:app", environment) as bare_sql,
        serving("wsgi:app", environment, kandidat.SIGN_IN) as own,
    ):
        hello, kora = Browser(bare.port), kandidat.signed_in(environment, own.port)
        details, targets = cycle(kandidat.details(environment)), cycle(kandidat.targets(environment))
        forms: list[Form] = []

        def fetch_forms(count: int = 20) -> None:
            forms.extend(kandidat.write_form(kora, next(targets)) for _ in range(count))

        costs = _costs(
            {
                "hello": Scenario(bare, 300, lambda: hello.get("/").status),
                "list50": Scenario(own, 30, lambda: kora.get(kandidat.LIST).status),
                "detail": Scenario(own, 30, lambda: kora.get(next(details)).status),
                "write": Scenario(own, 20, lambda: kandidat.write(kora, forms.pop()), fetch_forms),
            }
        )
        _say("32 Schreibende zugleich")
        fetch_forms(160)
        with ThreadPoolExecutor(32) as pool:
            errors = sum(status >= 400 for status in pool.map(lambda form: kandidat.write(kora, form), forms))
        _say("Speicher nach 1.000 Anfragen")
        mixed, plain = cycle([kandidat.LIST, next(details)]), Browser(bare_sql.port)
        for _ in range(1000):
            kora.get(next(mixed))
            plain.get("/")
        page = kora.get(kandidat.LIST).body
        memory = own.pss() / bare_sql.pss()
    return [
        Row("list50", costs["list50"] / costs["hello"], "× hello (CPU)", 12, 8),
        Row("detail", costs["detail"] / costs["hello"], "× hello (CPU)", 8, 5),
        Row("write", costs["write"] / costs["hello"], "× hello (CPU)", 6, 4),
        Row("write, 32", errors, "Fehler", 0, 0),
        Row("memory", memory, "× Flask+SQLA", 2, 1.5),
        Row("weight", len(page) / 1024, "KiB", 40, 25),
        Row("weight, gzip", len(gzip.compress(page, 6)) / 1024, "KiB", 8, 5),
    ]


def _costs(scenarios: dict[str, Scenario]) -> dict[str, float]:
    """CPU seconds per request; the scenarios take turns, so that a noisy moment hits all of them."""
    seen: dict[str, list[float]] = {name: [] for name in scenarios}
    for number in range(ROUNDS + 1):
        _say(f"Seiten, Runde {number} von {ROUNDS}" if number else "Aufwärmen")
        for name, scenario in scenarios.items():
            seen[name].append(scenario.cpu_per_request())
    return {name: _calm(costs[1:]) for name, costs in seen.items()}


def _calm(values: list[float]) -> float:
    """Median of the lower half: what the machine shows when nothing else disturbs it."""
    return statistics.median(sorted(values)[: len(values) // 2])


def _say(what: str) -> None:
    print(f"{time.monotonic() - STARTED:6.1f} s  {what} …", flush=True)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
