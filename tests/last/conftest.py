"""The swarm as tests use it, and a round with many Sitze."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kimflow import config
from kimflow.models import Abstimmung
from tests.bauen.abstimmungen import mehr_sitze, neue_abstimmung, offene_abstimmung


class Quittung(NamedTuple):
    platz: int
    punkte: int
    stand: str


class Kind(NamedTuple):
    pid: int
    datei: Path

    def quittungen(self) -> list[Quittung]:
        """What this voter was told, in order. A last line without its end was never told."""
        lines = self.datei.read_text(encoding="utf-8").splitlines(keepends=True) if self.datei.exists() else []
        words = [line.split(maxsplit=2) for line in lines if line.endswith("\n")]
        return [Quittung(int(a), int(b), c.strip()) for a, b, c in words if b != "abgelehnt"]

    def abgelehnt(self) -> bool:
        return self.datei.exists() and "abgelehnt" in self.datei.read_text(encoding="utf-8")

    def laeuft(self) -> bool:
        try:
            return Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):  # gone, before or while it was being read
            return False

    def erschlagen(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def abwarten(self) -> None:
        until = time.monotonic() + 60
        while self.laeuft():
            assert time.monotonic() < until, f"Prozess {self.pid} kommt nicht zum Ende."
            time.sleep(0.002)
        fehler = Path(f"{self.datei}.fehler")
        assert not fehler.exists(), fehler.read_text(encoding="utf-8")


class Schwarm:
    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.last.schwarm", json.dumps(asdict(config.current()))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=config.ROOT,
        )
        assert self.process.stdout.readline().strip() == "bereit"

    def los(self, tun: str, **angaben: Any) -> Kind:
        self.count += 1
        datei = self.folder / f"kind-{self.count}"
        self.process.stdin.write(json.dumps({"tun": tun, "datei": str(datei), **angaben}) + "\n")
        self.process.stdin.flush()
        return Kind(int(self.process.stdout.readline()), datei)

    def ende(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


@pytest.fixture
def schwarm(app: Any, tmp_path: Path) -> Iterator[Schwarm]:
    """Forks voters on the database of this test."""
    made = Schwarm(tmp_path)
    yield made
    made.ende()


@pytest.fixture
def runde(welt: Any) -> Callable[..., Abstimmung]:
    """runde(sitze, …) is an open round with that many Sitze beside the two of the small world; kw are its rules."""

    def new(sitze: int = 0, **regeln: Any) -> Abstimmung:
        if sitze:
            mehr_sitze(welt, sitze)
        return offene_abstimmung(welt, neue_abstimmung(welt, punkte=100, hoechstens=100, **regeln))

    return new
