"""Forms for people without an account that set no cookie: their anti-forgery token is signed instead of remembered."""

import secrets
from typing import Any, ClassVar

from flask import Blueprint, current_app
from flask_wtf.csrf import CSRFError
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from wtforms import HiddenField

from kimflow.web.forms import Formular

EINEN_TAG = 24 * 60 * 60
ZU_LANGE_OFFEN = "Das Formular war länger als einen Tag offen. Bitte senden Sie es noch einmal; Ihr Text steht noch da."


def _siegel() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="ohne-cookie")


def zeichen() -> str:
    """A fresh token: signed, random, good for a day."""
    return _siegel().dumps(secrets.token_urlsafe(18))


class OhneCookieFormular(Formular):
    """What such a form has: nothing is done in anybody's name, so the token proves only that the form is ours."""

    class Meta:
        csrf = False

    nebenbei: ClassVar[bool] = False

    csrf_token = HiddenField(default=zeichen)

    def kennung(self) -> str | None:
        """What is random in this one form; None if it is too old. Raises CSRFError if the form is not ours."""
        # What was sent, never the default of the field: a form without token must not make itself one.
        sent = (self.csrf_token.raw_data or [""])[0]
        try:
            return str(_siegel().loads(sent, max_age=EINEN_TAG))
        except SignatureExpired:
            return None
        except BadSignature as error:
            raise CSRFError("Das Formular ist nicht von hier.") from error

    def veraltet(self) -> None:
        """Say so, and let the same text be sent once more."""
        self.csrf_token.data = zeichen()
        self.form_errors.append(ZU_LANGE_OFFEN)


def ohne_cookie(bp: Blueprint) -> Any:
    """Decorate a view of `bp` that judges the token by itself, through kennung(), before it does anything."""

    def declare(view: Any) -> Any:
        bp.record(lambda state: state.app.extensions["csrf"].exempt(view))
        return view

    return declare
