"""A mail server for tests: one thread, a free port, keeps what it gets. smtpd left the standard library."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Postamt(socketserver.TCPServer):
    """`briefe` holds the mails; `ablehnen` maps part of an address to the answer it gets."""

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Gespraech)
        self.briefe: list[EmailMessage] = []
        self.ablehnen: dict[str, str] = {}
        self.haengt_auf_nach_annahme = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Gespraech(socketserver.StreamRequestHandler):
    server: Postamt

    def handle(self) -> None:
        self._say("220 test")
        for line in iter(self.rfile.readline, b""):
            word = line.decode().strip()
            if word.upper() == "DATA":
                self._say("354 go on")
                self._receive()
                if self.server.haengt_auf_nach_annahme:
                    return
                self._say("250 taken")
            elif word.upper() == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self._answer(word))

    def _answer(self, word: str) -> str:
        for address, answer in self.server.ablehnen.items():
            if word.upper().startswith("RCPT") and address in word:
                return answer
        return "250 ok"

    def _receive(self) -> None:
        body = b""
        for line in iter(self.rfile.readline, b".\r\n"):
            body += line.removeprefix(b".") if line.startswith(b"..") else line
        mail = message_from_bytes(body.replace(b"\r\n", b"\n"), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.server.briefe.append(mail)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def postamt() -> Iterator[Postamt]:
    """A running server; closed on leaving."""
    with Postamt() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
