"""Error pages: German, quiet, and they cannot fail again."""

import logging
import secrets
from typing import Any

from flask import Flask, g, render_template
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from kimflow.columns import TooLong
from kimflow.web.access import anew, me_or_none
from kimflow.workflow.acts import Forbidden, Obstructed

log = logging.getLogger("kimflow")

_PAGES = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Forbidden, lambda error: (_render(403), 403))
    app.register_error_handler(Obstructed, lambda error: (_render(409, gruende=error.reasons), 409))
    app.register_error_handler(
        StaleDataError,
        lambda error: (_render(409, gruende=["Inzwischen wurde etwas anderes gespeichert. Bitte neu laden."]), 409),
    )
    app.register_error_handler(StatementError, _statement)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if getattr(error, "response", None) is not None:
        return error.response
    return _render(code if code in _PAGES else 500), code


def _statement(error: StatementError) -> Any:
    if isinstance(error.orig, TooLong | ValueError):
        return _render(422), 422
    if isinstance(error, OperationalError | DBAPIError) and getattr(error, "connection_invalidated", False):
        return _render(503), 503, {"Retry-After": "3"}
    return _unexpected(error)


def _unexpected(error: Exception) -> Any:
    """The person gets a number to tell, the log the trace; neither gets the other's."""
    mark = secrets.token_hex(4)
    log.error("Fehler %s: %s", mark, type(error).__name__, exc_info=error)
    return _render(500, kennung=mark), 500


def _render(code: int, **words: Any) -> str:
    g.asked = True
    if code in (500, 503):
        return render_template(f"errors/{code}.html", **words)
    try:
        anew()
        signed_in = current_user.is_authenticated and me_or_none()
    except Exception:  # the error page must not fail again, whatever the database does
        log.exception("Fehlerseite ohne Person")
        return render_template("errors/500.html", kennung="–")
    template = {400: "400", 405: "404", 415: "422", 401: "403"}.get(code, str(code))
    return render_template(f"errors/{template}.html", angemeldet=bool(signed_in), **words)
