"""A mail server for tests: a free port, one talk at a time, keeps what it gets. smtpd left the standard library.

It speaks STARTTLS with the certificate in smtp.pem, made for it alone and trusted by nobody, and takes a sign-in.
"""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

ZERTIFIKAT = Path(__file__).with_name("smtp.pem")


class Postamt(socketserver.TCPServer):
    """`briefe` holds the mails, `roh` their bytes, `zeilen` what was said, each with whether it was encrypted.

    `ablehnen` maps part of a command or address to the answer it gets; `legt_auf_bei` is such a part, after which the
    line is dead. `inhalt` is the answer to a whole mail, `anmeldung` the name and password it asks for.
    """

    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Gespraech)
        self.briefe: list[EmailMessage] = []
        self.roh: list[bytes] = []
        self.zeilen: list[tuple[str, bool]] = []
        self.ablehnen: dict[str, str] = {}
        self.legt_auf_bei = ""
        self.haengt_auf_nach_annahme = False
        self.inhalt = "250 taken"
        self.starttls = False
        self.anmeldung: tuple[str, str] | None = None

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who does not trust the certificate hangs up; that is no error of the server."""

    def texte(self) -> list[str]:
        """The plain text of each mail."""
        return [teil(mail, "plain") for mail in self.briefe]


def teil(mail: EmailMessage, art: str) -> str:
    """The part of a mail that is shown: plain or html."""
    body = mail.get_body((art,))
    assert body is not None, f"Kein Teil {art}."
    return str(body.get_content())


class _Gespraech(socketserver.StreamRequestHandler):
    server: Postamt
    tls = False
    erkannt = False

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            word = line.decode(errors="replace").strip()
            self.server.zeilen.append((word, self.tls))
            command = word.partition(" ")[0].upper()
            if self.server.legt_auf_bei and self.server.legt_auf_bei in word:
                return
            if command == "DATA":
                if not self._take():
                    return
            elif command == "STARTTLS":
                self._say("220 go ahead")
                self._encrypt()
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self._answer(command, word))

    def _answer(self, command: str, word: str) -> str:
        if command == "EHLO":
            return self._offers()
        if command == "AUTH":
            name, password = base64.b64decode(word.split(" ")[2]).decode().split("\0")[1:]
            self.erkannt = (name, password) == self.server.anmeldung
            return "235 welcome" if self.erkannt else "535 wrong"
        if command == "MAIL" and self.server.anmeldung and not self.erkannt:
            return "530 sign in first"
        return next((answer for part, answer in self.server.ablehnen.items() if part in word), "250 ok")

    def _offers(self) -> str:
        words = ["test"]
        if self.server.starttls and not self.tls:
            words.append("STARTTLS")
        if self.server.anmeldung and (self.tls or not self.server.starttls):
            words.append("AUTH PLAIN")
        return "\r\n".join([*(f"250-{word}" for word in words), "250 HELP"])

    def _take(self) -> bool:
        """Whether the talk goes on."""
        self._say("354 go on")
        body = b""
        for line in iter(self.rfile.readline, b".\r\n"):
            body += line.removeprefix(b".") if line.startswith(b"..") else line
        if self.server.inhalt.startswith("250"):
            mail = message_from_bytes(body.replace(b"\r\n", b"\n"), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.server.briefe.append(mail)
            self.server.roh.append(body)
        if self.server.haengt_auf_nach_annahme:
            return False
        self._say(self.server.inhalt)
        return True

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(ZERTIFIKAT)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.tls = True

    def finish(self) -> None:
        super().finish()
        self.connection.close()

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
