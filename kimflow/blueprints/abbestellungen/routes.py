"""Routes of the own choice, and of the link that switches off one kind without a sign-in (RFC 8058)."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.abbestellungen import bp
from kimflow.blueprints.abbestellungen.forms import LinkForm, MailsForm
from kimflow.db import transaction
from kimflow.mail.briefarten import WORTE
from kimflow.models import Briefart, Person
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, public
from kimflow.web.handlungen import handlung
from kimflow.web.ohne_cookie import ohne_cookie


def _selbst() -> Person:
    return fetch(queries.abbestellungen.selbst(me()))


def _gewaehlt(_: Person) -> str:
    flash(Permission.ABBESTELLUNG_WAEHLEN.value, "erfolg")
    return url_for("abbestellungen.waehlen")


handlung(
    bp,
    "/konto/mails",
    workflow.abbestellungen.waehlen,
    MailsForm,
    fetch=_selbst,
    ziel=_gewaehlt,
    zurueck=lambda _: url_for("anmeldung.konto"),
    vorlage="abbestellungen/waehlen.html",
    nur_dort=True,
)


@bp.get("/link/<token>/abbestellen")
@public
def link(token: str) -> Response:
    """What the button would do. Looking changes nothing: mail scanners open links."""
    found = queries.abbestellungen.mit_zeichen(token)
    return _seite(token, *found) if found else _ungueltig()


@bp.post("/link/<token>/abbestellen")
@ohne_cookie(bp)
@public
def abbestellen(token: str) -> Response:
    """The token alone is the proof: the mail program that sends this has no form and no cookie of ours."""
    found = queries.abbestellungen.mit_zeichen(token)
    if found is None:
        return _ungueltig()
    with transaction():
        workflow.abbestellungen.abbestellen(*found)
    # A mail program must get no redirect (RFC 8058, 3.1); a browser gets one, like everywhere.
    return make_response("") if "List-Unsubscribe" in request.form else _zurueck(token)


@bp.post("/link/<token>/wieder_bestellen")
@ohne_cookie(bp)
@public
def wieder_bestellen(token: str) -> Response:
    """Take it back, from the same page."""
    LinkForm().kennung()
    found = queries.abbestellungen.mit_zeichen(token)
    if found is None:
        return _ungueltig()
    with transaction():
        workflow.abbestellungen.wieder_bestellen(*found)
    return _zurueck(token)


def _seite(token: str, person: Person, art: Briefart) -> Response:
    words = {
        "wort": WORTE[art],
        "abbestellt": art in queries.abbestellungen.arten(person.id),
        "token": token,
        "form": LinkForm(formdata=None),
    }
    return make_response(render_template("abbestellungen/link.html", **words))


def _zurueck(token: str) -> Response:
    return make_response(redirect(url_for("abbestellungen.link", token=token), code=303))


def _ungueltig() -> Response:
    return make_response(render_template("abbestellungen/link_ungueltig.html"), 410)
