"""Error pages: German, quiet, they keep what was typed, and they cannot fail again."""

import logging
import secrets
import traceback
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException

from kimflow import config
from kimflow.columns import TooLong
from kimflow.exports.dokument_pdf import PdfFehlt
from kimflow.web import aufheben, probleme
from kimflow.web.access import anew, me_or_none
from kimflow.web.anmelden import erst_anmelden
from kimflow.workflow.acts import Forbidden, Obstructed

log = logging.getLogger("kimflow")

_PAGES = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}
_OHNE_DATENBANK = (500, 503)
_ANDERE_VORLAGE = {405: 404, 415: 422, 401: 403}
OHNE_PDF = "Bitte nehmen Sie DOCX oder ODT, oder sagen Sie es der Administration."
SCHON_WEG = "Inzwischen hat jemand anderes das entfernt. Bitte neu laden."
JEMAND_WAR_SCHNELLER = "Inzwischen wurde etwas anderes gespeichert. Bitte neu laden."


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Forbidden, lambda error: (_render(403), 403))
    app.register_error_handler(Obstructed, lambda error: (_render(409, gruende=error.reasons), 409))
    app.register_error_handler(PdfFehlt, lambda error: (_render(409, gruende=[str(error), OHNE_PDF]), 409))
    app.register_error_handler(StaleDataError, lambda error: (_render(409, gruende=[JEMAND_WAR_SCHNELLER]), 409))
    app.register_error_handler(ObjectDeletedError, lambda error: (_render(409, gruende=[SCHON_WEG]), 409))
    app.register_error_handler(StatementError, _statement)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if getattr(error, "response", None) is not None:
        return error.response
    return _render(code if code in _PAGES else 500), code


def _csrf(error: CSRFError) -> Any:
    """The session ended or began anew since the form was opened: sign in, or send once more; nothing is lost."""
    if not current_user.is_authenticated and _verlangt_anmeldung() and aufheben.aus_anfrage():
        return erst_anmelden()
    return _render(400), 400


def _verlangt_anmeldung() -> bool:
    """Not so behind a link or a table card: who came by one may have no account to sign in with."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "kimflow_right", None) is not None


def _statement(error: StatementError) -> Any:
    if isinstance(error.orig, TooLong | ValueError):
        return _render(422), 422
    if isinstance(error, IntegrityError):
        log.warning("Zugleich geschrieben: %s", type(error.orig).__name__)
        return _render(409, gruende=[JEMAND_WAR_SCHNELLER]), 409
    if isinstance(error, OperationalError) or getattr(error, "connection_invalidated", False):
        return _render(503, kennung=_vermerken(error)), 503, {"Retry-After": "3"}
    return _unexpected(error)


def _unexpected(error: Exception) -> Any:
    return _render(500, kennung=_vermerken(error)), 500


def _vermerken(error: Exception) -> str:
    """The person gets a number to tell, the log the trace; neither gets the other's.

    In production the log gets places and kinds only: messages quote what people typed (ZUSAGEN L1).
    """
    mark = secrets.token_hex(4)
    if config.current().ist_produktion:
        log.error("Fehler %s: %s", mark, ort(error))
    else:
        log.error("Fehler %s", mark, exc_info=error)
    return mark


def ort(error: BaseException | None) -> str:
    """Where it went wrong, and where what caused it did."""
    steps = []
    while error is not None:
        steps.append(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")
        error = error.__cause__ or error.__context__
    return "\nnach ".join(steps)


def _render(code: int, **words: Any) -> str | Response:
    g.asked = True
    if probleme.gefragt():
        return probleme.problem(code, **{name: words[name] for name in ("kennung",) if name in words})
    words["aufgehoben"] = _aufgehoben()
    if code in _OHNE_DATENBANK:
        return render_template(f"errors/{code}.html", **words)
    try:
        anew()
        signed_in = current_user.is_authenticated and me_or_none()
    except Exception as error:  # the error page must not fail again, whatever the database does
        return render_template("errors/500.html", kennung=_vermerken(error), aufgehoben=None)
    return render_template(f"errors/{_ANDERE_VORLAGE.get(code, code)}.html", angemeldet=bool(signed_in), **words)


def _aufgehoben() -> aufheben.Aufgehoben | None:
    try:
        return aufheben.aus_anfrage()
    except Exception as error:  # what was sent may be the very reason for the error
        _vermerken(error)
        return None
