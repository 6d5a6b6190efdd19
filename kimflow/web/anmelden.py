"""The sign-in page, wherever it comes up: asked for, or because a page needs to know who is asking."""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, make_response, redirect, request, url_for
from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, Length

from kimflow import queries
from kimflow.web import aufheben, ziele
from kimflow.web.access import login_manager
from kimflow.web.forms import PFLICHT, Formular, zeile
from kimflow.web.htmx import htmx, page
from kimflow.workflow.passwoerter import HOECHSTENS


class AnmeldenForm(Formular):
    mail = zeile(
        "E-Mail-Adresse", 200, pflicht=True, render_kw={"type": "email", "autocomplete": "username", "maxlength": None}
    )
    passwort = PasswordField(
        "Passwort",
        [DataRequired(PFLICHT), Length(max=HOECHSTENS, message=f"Höchstens {HOECHSTENS} Zeichen.")],
        render_kw={"autocomplete": "current-password", "maxlength": None},
    )
    weiter = HiddenField()
    aufgehoben = HiddenField()


def anmeldeseite(form: AnmeldenForm, status: int, fehler: str = "") -> Response:
    """The page with the form; `fehler` says why signing in did not work."""
    kept = aufheben.oeffnen(form.aufgehoben.data)
    kontakt = queries.vokabeln.einstellung("kontakt")
    words = {"form": form, "fehler": fehler, "aufgehoben": kept, "kontakt": kontakt}
    return make_response(page("anmeldung/anmelden.html", "anmeldung/_anmelden.html", **words), status)


def erst_anmelden() -> Response:
    """A page for signed-in persons was asked for by nobody: first sign in, then go on where it stopped."""
    if request.method in ("GET", "HEAD"):
        return _zur_anmeldung()
    form = AnmeldenForm(formdata=None)
    kept = aufheben.aus_anfrage()
    form.aufgehoben.data = kept.versiegelt() if kept else ""
    return anmeldeseite(form, 401)


def _zur_anmeldung() -> Response:
    url = url_for("anmeldung.anmelden", weiter=_hier())
    if htmx:
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
        return response
    return make_response(redirect(url, code=303))


def _hier() -> str | None:
    """The page to go on with: of a part, the page it belongs to."""
    shown = urlsplit(htmx.current_url or "") if htmx else urlsplit(request.full_path)
    here = ziele.eigenes(urlunsplit(("", "", shown.path, shown.query, "")))
    return None if here == "/" else here


def init_app(app: Flask) -> None:
    login_manager.unauthorized_handler(erst_anmelden)
    app.before_request(ziele.nur_von_hier)
