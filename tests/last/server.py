"""The production server with two workers on the database of a test, to be stopped or killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from kimflow import config
from kimflow.db import extension

# As in `make run`.
OPTIONEN = ("-w", "2", "--threads", "4", "--keep-alive", "0", "--no-control-socket", "--log-level", "error")


class Server:
    def __init__(self, davor: Sequence[str] = ()) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.davor = davor

    def starten(self) -> None:
        settings = config.current()
        self.process = subprocess.Popen(
            [*self.davor, sys.executable, "-m", "gunicorn", *OPTIONEN, "--bind", f"127.0.0.1:{self.port}", "wsgi:app"],
            cwd=config.ROOT,
            start_new_session=True,
            env={
                **os.environ,
                "KIMFLOW_UMGEBUNG": "test",
                "KIMFLOW_DATENBANK": extension.engine.url.render_as_string(hide_password=False),
                "KIMFLOW_GEHEIMNIS": settings.geheimnis,
                "KIMFLOW_URNEN": settings.urnen,
            },
        )
        until = time.monotonic() + 60
        while not self._antwortet():
            assert self.process.poll() is None, "Der Server startet nicht."
            assert time.monotonic() < until
            time.sleep(0.02)

    def _antwortet(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/anmelden")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def erschlagen(self) -> None:
        """The whole group at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def anhalten(self) -> None:
        self.process.terminate()
        self.process.wait(30)
