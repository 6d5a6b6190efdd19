"""One gunicorn on a free loopback port, and what the kernel knows about its workers."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# As in `make run`; with one worker its CPU time is the cost of the page.
OPTIONS = ("--threads", "4", "--keep-alive", "0", "--no-control-socket", "--log-level", "error")


@dataclass(frozen=True)
class Server:
    """`cold` is the time in seconds from the start to the first good answer."""

    port: int
    workers: tuple[int, ...]
    cold: float

    def cpu(self) -> float:
        """Seconds the workers have computed so far; the process clock is finer than the ticks in /proc/…/stat."""
        return sum(time.clock_gettime((~worker << 3) | 2) for worker in self.workers)

    def pss(self) -> int:
        """KiB of the workers, pages shared with others counted in part."""
        rollups = (Path(f"/proc/{worker}/smaps_rollup").read_text() for worker in self.workers)
        return sum(int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0]) for rollup in rollups)


@contextmanager
def serving(target: str, environment: dict[str, str], first: str = "/", workers: int = 1) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-w", str(workers), *OPTIONS, "--bind", f"127.0.0.1:{port}", target]
    started = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 - our own server
    try:
        while not _answers(port, first):
            if process.poll() is not None or time.monotonic() > started + 60:
                raise RuntimeError(f"{target} antwortet nicht auf {first}.")
            time.sleep(0.005)
        cold = time.monotonic() - started
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield Server(port, tuple(int(child) for child in children), cold)
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()
