"""Handing letters to the mail server; what the rest of kimflow knows of SMTP stands here."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, parseaddr

from kimflow import clock, config
from kimflow.mail.brief_html import als_html
from kimflow.mail.briefarten import WORTE, abbestellbare
from kimflow.mail.briefe import adresse
from kimflow.models import Nachricht
from kimflow.queries.abbestellungen import linkzeichen

_SEKUNDEN = 30
_TLS_VON_ANFANG_AN = 465
_HOERT_AUF = 421
_LAENGSTE_ZEILE = 76


class _Form(EmailPolicy):
    """How a mail is written down; the library would break a long address into words that nobody can follow."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


class Abgelehnt(Exception):
    """The server did not take this letter; the connection goes on. endgueltig: it says that it never will."""

    def __init__(self, grund: str, *, endgueltig: bool) -> None:
        super().__init__(grund)
        self.endgueltig = endgueltig


class Abgebrochen(Exception):
    """The connection ended before the letter was handed over: it did not arrive."""


class Ungewiss(Exception):
    """The connection ended while the letter was handed over: nobody knows whether it arrived."""


class NimmtNichts(Exception):
    """The server takes nothing from us at the moment, whatever the letter."""


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


def uebergeben(server: smtplib.SMTP, nachricht: Nachricht) -> None:
    """Hand one letter over, step by step, so that it is known how far it got. Raises one of the four above."""
    try:
        content = als_mail(nachricht).as_bytes()
        nachricht.mail.encode("ascii")
    except (ValueError, MessageError) as error:
        raise Abgelehnt(type(error).__name__, endgueltig=True) from error
    try:
        _umschlag(server, nachricht.mail)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise Abgebrochen("Verbindung abgebrochen") from error
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise Ungewiss from error
    if code != 250:
        _ablehnen(server, "Inhalt", code)


def _umschlag(server: smtplib.SMTP, an: str) -> None:
    """Who writes, to whom."""
    server.ehlo_or_helo_if_needed()
    code, _ = server.mail(parseaddr(config.current().absender)[1])
    if code != 250:
        raise NimmtNichts(f"Absender abgelehnt ({code})")
    code, _ = server.rcpt(an)
    if code not in (250, 251):
        _ablehnen(server, "Adresse", code)


def _ablehnen(server: smtplib.SMTP, was: str, code: int) -> None:
    """The server's code and what it was about, for the Administration: no address and no text."""
    if code == _HOERT_AUF:
        raise Abgebrochen(f"{was} abgelehnt ({code})")
    try:
        server.rset()
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise Abgebrochen(f"{was} abgelehnt ({code})") from error
    raise Abgelehnt(f"{was} abgelehnt ({code})", endgueltig=code >= 500)


def als_mail(nachricht: Nachricht) -> EmailMessage:
    """The letter as a mail, as text and as HTML. EmailMessage refuses line breaks in headers (I10): ValueError."""
    mail = EmailMessage(policy=_Form(linesep="\r\n", max_line_length=_LAENGSTE_ZEILE))
    sender = config.current().absender
    mail["From"] = sender
    mail["To"] = nachricht.mail
    mail["Subject"] = nachricht.betreff
    mail["Date"] = formatdate(clock.now().timestamp())
    # The same id on every try: if a mail does arrive twice, the mailbox can tell.
    moment, domain = int(nachricht.erstellt_am.timestamp()), parseaddr(sender)[1].rpartition("@")[2]
    mail["Message-ID"] = f"<kimflow-{nachricht.id}-{moment}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    foot = _abbestellen(mail, nachricht)
    text = f"{nachricht.text.rstrip()}\n\n-- \n{foot}\n" if foot else f"{nachricht.text.rstrip()}\n"
    # Old servers cut lines of 8 bits; quoted-printable passes everywhere.
    mail.set_content(text, cte="quoted-printable")
    html = als_html(nachricht.betreff, nachricht.text, foot, config.current().basis_url)
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    if nachricht.kalender:
        _anhaengen(mail, nachricht.kalender)
    return mail


def _abbestellen(mail: EmailMessage, nachricht: Nachricht) -> str:
    """The lines that switch this kind off, and the headers with which a mail program does (RFC 8058); "" for a duty."""
    art = abbestellbare(nachricht.anlass)
    if art is None or nachricht.person is None:
        return ""
    url = adresse(f"/link/{linkzeichen(nachricht.person, art)}/abbestellen")
    mail["List-Unsubscribe"] = f"<{url}>"
    if config.current().ist_https:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return f"„{WORTE[art].titel}“ abbestellen:\n{url}"


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
