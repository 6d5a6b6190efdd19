"""Answering an invitation from the mail, without a password."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.sitzungen import bp
from kimflow.blueprints.sitzungen.forms import BeantwortenForm
from kimflow.db import transaction
from kimflow.models import Einzellink, Linkzweck, Sitzungsantwort
from kimflow.web.access import anew, public
from kimflow.web.links import einzellink, ungueltig
from kimflow.workflow.acts import Forbidden, Obstructed

ZWECK = Linkzweck.EINLADUNG_BEANTWORTEN


@bp.get("/link/<token>/einladung")
@einzellink(ZWECK)
def einladung(link: Einzellink, token: str) -> Response:
    """Shows the invitation; looking at it changes nothing and does not use the link up."""
    antwort, form = _antwort(link), BeantwortenForm(formdata=None)
    form.vorbelegen(antwort)
    return _seite(antwort, form, 200, workflow.sitzungen.beantworten.obstacles(antwort))


@bp.post("/link/<token>/einladung")
@einzellink(ZWECK)
def einladung_beantworten(link: Einzellink, token: str) -> Response:
    antwort, form = _antwort(link), BeantwortenForm()
    if not form.validate():
        return _seite(antwort, form, 422)
    try:
        with transaction():
            who = workflow.einzellinks.einloesen(token, ZWECK).person
            workflow.sitzungen.beantworten(antwort, who, antwort=form.antwort.data)
    except Forbidden:
        anew()
        return ungueltig()
    except Obstructed as refused:
        anew()
        link = queries.einzellinks.gueltiger(token, ZWECK) or link
        return _seite(_antwort(link), form, 409, refused.reasons)
    return make_response(redirect(url_for("sitzungen.einladung_beantwortet"), code=303))


@bp.get("/link/einladung/beantwortet")
@public
def einladung_beantwortet() -> str:
    return render_template("sitzungen/link_beantwortet.html")


def _antwort(link: Einzellink) -> Sitzungsantwort:
    return queries.sitzungen.antwort(link.gegenstand_id)


def _seite(antwort: Sitzungsantwort, form: BeantwortenForm, status: int, gruende: Any = ()) -> Response:
    words = {"antwort": antwort, "form": form, "gruende": gruende, "ziel": request.path}
    return make_response(render_template("sitzungen/link.html", **words), status)
