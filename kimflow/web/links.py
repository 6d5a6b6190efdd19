"""Pages that open with an Einzellink instead of a sign-in: one act, one person, once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, render_template

from kimflow import queries
from kimflow.models import Linkzweck
from kimflow.web.access import anew, public
from kimflow.workflow.einzellinks import Ungueltig

Linkview = Callable[..., Any]


def einzellink(*zwecke: Linkzweck) -> Callable[[Linkview], Linkview]:
    """Give a view at /link/<token>/… the live link as its first argument, then the token.

    link.person is who acts: rights are asked of that person, whoever is signed in. GET must change nothing (mail
    scanners open links); POST calls einzellinks.einloesen() in the transaction of the act. Used, expired, revoked,
    foreign and made-up tokens get the same page. A page that several purposes open names them all.
    """

    def declare(view: Linkview) -> Linkview:
        @public
        @wraps(view)
        def opened(token: str, **values: Any) -> Any:
            link = queries.einzellinks.gueltiger(token, *zwecke)
            if link is None:
                return ungueltig()
            try:
                return view(link, token, **values)
            except Ungueltig:
                anew()
                return ungueltig()

        return opened

    return declare


def ungueltig() -> Response:
    """The one answer to every token that opens nothing (any more)."""
    return make_response(render_template("anmeldung/link_ungueltig.html"), 410)
