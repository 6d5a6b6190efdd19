"""Who is asking, and may they: sign-in state, @requires on every view, 404 before 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, abort, g, has_request_context, request
from flask_login import LoginManager, current_user
from sqlalchemy import Select

from kimflow import queries
from kimflow.db import session
from kimflow.models import Anmeldung, Person
from kimflow.permissions import Permission, can

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row")

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

    def get_id(self) -> str:
        return self.schluessel


@login_manager.user_loader
def _load(schluessel: str) -> Angemeldet | None:
    anmeldung = queries.anmeldungen.gueltige(schluessel)
    return Angemeldet(schluessel, anmeldung) if anmeldung else None


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
        return closed  # type: ignore[return-value]

    return declare


def public(view: View) -> View:
    """Declare that a view is open to everybody, with or without an account."""
    view.kimflow_right = None  # type: ignore[attr-defined]
    return view


def ask(thing: Any = None) -> None:
    """403 unless the declared right holds for `thing`."""
    g.asked = True
    if not can(me(), g.required, thing):
        abort(403)


def fetch(visible: Select[Row], permission_on: Callable[[Row], Any] | None = None) -> Row:
    """The one row of `visible`: 404 if there is none, 403 if the declared right does not hold for it.

    `visible` starts at sichtbar_fuer(me()), so that an invisible thing and a missing one are the same 404.
    """
    row = session().scalars(visible).unique().one_or_none()
    if row is None:
        g.asked = True
        abort(404)
    ask(permission_on(row) if permission_on else row)
    return row


def anew() -> None:
    """Forget every row of this request, the person asking included: a failed transaction leaves them stale."""
    session().expunge_all()
    g.pop("_login_user", None)


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.after_request(_guard)


def _guard(response: Response) -> Response:
    """A declared right that was never asked is a bug that must not reach anybody."""
    if getattr(g, "asked", True) is False and response.status_code < 400:
        raise RuntimeError(f"{request.endpoint} hat {g.required} erklärt, aber nie gefragt.")
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
