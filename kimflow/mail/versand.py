"""Handing letters to the mail server; what the rest of kimflow knows of SMTP stands here."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate

from kimflow import clock, config
from kimflow.models import Nachricht

_SEKUNDEN = 30
_TLS_VON_ANFANG_AN = 465


@contextmanager
def verbindung() -> Iterator[smtplib.SMTP]:
    """A connection to the configured mail server; encrypted unless the configuration says otherwise."""
    settings = config.current()
    context = ssl.create_default_context()
    if settings.smtp_port == _TLS_VON_ANFANG_AN:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=_SEKUNDEN, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SEKUNDEN)
    with server:
        if settings.smtp_starttls and settings.smtp_port != _TLS_VON_ANFANG_AN:
            server.starttls(context=context)
        if settings.smtp_name:
            server.login(settings.smtp_name, settings.smtp_passwort)
        yield server


def als_mail(nachricht: Nachricht) -> EmailMessage:
    """The letter as a mail. EmailMessage refuses line breaks in headers (ZUSAGEN I10): ValueError."""
    mail = EmailMessage()
    absender = config.current().absender
    mail["From"] = absender
    mail["To"] = nachricht.mail
    mail["Subject"] = nachricht.betreff
    mail["Date"] = formatdate(clock.now().timestamp())
    # The same id on every try: if a mail does arrive twice, the mailbox can tell.
    mail["Message-ID"] = (
        f"<kimflow-{nachricht.id}-{int(nachricht.erstellt_am.timestamp())}@{absender.rpartition('@')[2]}>"
    )
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(nachricht.text)
    if nachricht.kalender:
        _anhaengen(mail, nachricht.kalender)
    return mail


def _anhaengen(mail: EmailMessage, kalender: str) -> None:
    """The calendar entry; stored with plain line ends, sent with those RFC 5545 asks for."""
    lines = kalender.splitlines()
    method = next((line.partition(":")[2] for line in lines if line.startswith("METHOD:")), "PUBLISH")
    mail.add_attachment(
        "\r\n".join([*lines, ""]).encode(),
        maintype="text",
        subtype="calendar",
        filename="termin.ics",
        params={"charset": "utf-8", "method": method},
    )


def grund(problem: Exception) -> str:
    """Why it failed, for the Administration: the server's code and kind of error, no address and no text."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _ in problem.recipients.values()})
        return f"Adresse abgelehnt ({', '.join(codes)})"
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{type(problem).__name__} ({problem.smtp_code})"
    return type(problem).__name__
