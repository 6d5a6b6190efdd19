"""Who is asking, and may they: sign-in state, @requires on every view, 404 before 403."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, abort, g, has_request_context, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import Select
from sqlalchemy.exc import SQLAlchemyError, StatementError

from kimflow import clock, queries, workflow
from kimflow.columns import TooLong
from kimflow.db import session, transaction
from kimflow.models import Anmeldung, Person
from kimflow.permissions import Permission, can

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row")

log = logging.getLogger("kimflow")

EINE_MINUTE = timedelta(minutes=1)
login_manager = LoginManager()
login_manager.session_protection = None


class Angemeldet:
    """The signed-in browser as Flask-Login wants it: its id is the random key, never the person's."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, schluessel: str, anmeldung: Anmeldung) -> None:
        self.schluessel = schluessel
        self.anmeldung = anmeldung
        self.anmeldung_id, self.zuletzt_am = anmeldung.id, anmeldung.zuletzt_am

    def get_id(self) -> str:
        return self.schluessel


@login_manager.user_loader
def _load(schluessel: str) -> Angemeldet | None:
    anmeldung = queries.anmeldungen.gueltige(schluessel)
    return Angemeldet(schluessel, anmeldung) if anmeldung else None


def begin(schluessel: str) -> None:
    """This browser is signed in from here on: nothing of the cookie before stays, its CSRF token included."""
    _forget()
    session().expunge_all()
    angemeldet = _load(schluessel)
    if angemeldet:
        login_user(angemeldet)


def end() -> str | None:
    """This browser is nobody's from here on; the key of the session that is to be ended in the database."""
    key = cookie.get("_user_id")
    _forget()
    return key if isinstance(key, str) else None


def hier() -> int:
    """The id of the session that is asking."""
    return int(current_user.anmeldung_id)


def nebenbei() -> None:
    """What is being asked is asked by an open page on its own; it must not keep the session alive."""
    g.nebenbei = True


def _forget() -> None:
    logout_user()
    cookie.clear()
    g.pop("csrf_token", None)


def me() -> Person:
    """The person asking. Only for views that declare a right."""
    if not current_user.is_authenticated:
        abort(401)
    person: Person = current_user.anmeldung.person
    return person


def me_or_none() -> Person | None:
    """The person asking, or None on pages that are open to everybody."""
    return me() if has_request_context() and current_user.is_authenticated else None


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the right a view needs. The view asks it through ask() or fetch(); the guard proves that it did."""

    def declare(view: View) -> View:
        @wraps(view)
        def closed(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            g.required, g.asked = permission, False
            return view(*args, **kwargs)

        closed.kimflow_right = permission  # type: ignore[attr-defined]  # read at start and by the matrix test
        return closed  # type: ignore[return-value]  # wraps() keeps the signature, which mypy cannot see

    return declare


def public(view: View) -> View:
    """Declare that a view is open to everybody, with or without an account."""
    view.kimflow_right = None  # type: ignore[attr-defined]  # read at start and by the matrix test
    return view


def ask(thing: Any = None) -> None:
    """403 unless the declared right holds for `thing`."""
    g.asked = True
    if not can(me(), g.required, thing):
        abort(403)


def fetch(visible: Select[Row]) -> Row:
    """The one row of `visible`: 404 if there is none, 403 if the declared right does not hold for it.

    `visible` starts at sichtbar_fuer(me()), so that an invisible thing and a missing one are the same 404.
    """
    row = find(visible)
    if row is None:
        g.asked = True
        abort(404)
    ask(row)
    return row


def find_or_404(visible: Select[Row]) -> Row:
    """The one row of `visible`, for whoever has asked the right already."""
    row = find(visible)
    if row is None:
        abort(404)
    return row


def find(visible: Select[Row]) -> Row | None:
    """The one row of `visible`, None if there is none."""
    try:
        return session().scalars(visible).unique().one_or_none()
    except StatementError as error:
        if not isinstance(error.orig, TooLong):
            raise
        return None  # no column could hold such a number


def anew() -> None:
    """Forget every row of this request, the person asking included: a failed transaction leaves them stale."""
    session().expunge_all()
    g.pop("_login_user", None)


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.after_request(_guard)
    app.after_request(_seen)


def _guard(response: Response) -> Response:
    """A declared right that was never asked is a bug that must not reach anybody."""
    if getattr(g, "asked", True) is False and response.status_code < 400:
        raise RuntimeError(f"{request.endpoint} hat {g.required} erklärt, aber nie gefragt.")
    return response


def _seen(response: Response) -> Response:
    """Keep a used session alive: at most once a minute, after the page is done, in a transaction of its own."""
    by_itself = "nebenbei" in g or "Kimflow-Nebenbei" in request.headers
    angemeldet = None if by_itself else g.get("_login_user")
    if isinstance(angemeldet, Angemeldet) and clock.now() - angemeldet.zuletzt_am > EINE_MINUTE:
        try:
            with transaction():
                workflow.anmeldungen.gesehen(angemeldet.anmeldung_id)
        except SQLAlchemyError as error:
            log.error("Letzte Nutzung nicht vermerkt: %s", type(error).__name__)
    return response


def assert_closed(app: Flask) -> None:
    """Refuse to start while a view declares neither a right nor that it is public (ZUSAGEN D1)."""
    open_doors = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "kimflow_right")
    ]
    if open_doors:
        raise RuntimeError(f"Ohne erklärtes Recht: {', '.join(sorted(set(open_doors)))}")
