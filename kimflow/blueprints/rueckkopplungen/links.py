"""Giving the Rückkopplung from the mail, without a password."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.rueckkopplungen import bp
from kimflow.blueprints.rueckkopplungen.forms import GebenForm
from kimflow.db import transaction
from kimflow.models import Einzellink, Linkzweck, Rueckkopplung
from kimflow.web.access import anew, public
from kimflow.web.links import einzellink, ungueltig
from kimflow.workflow.acts import Forbidden, Obstructed, Stale

ZWECK = Linkzweck.RUECKKOPPLUNG_GEBEN


@bp.get("/link/<token>/rueckkopplung")
@einzellink(ZWECK)
def rueckkopplung(link: Einzellink, token: str) -> Response:
    """Shows question and form; looking at it changes nothing and does not use the link up."""
    asked = queries.rueckkopplungen.des_links(link.gegenstand_id)
    if asked is None:
        return ungueltig()
    form = GebenForm(formdata=None)
    form.vorbelegen(asked)
    return _seite(asked, form, 200, workflow.rueckkopplungen.geben.obstacles(asked))


@bp.post("/link/<token>/rueckkopplung")
@einzellink(ZWECK)
def rueckkopplung_geben(link: Einzellink, token: str) -> Response:
    asked_id, form = link.gegenstand_id, GebenForm()
    asked = queries.rueckkopplungen.des_links(asked_id)
    if asked is None:
        return ungueltig()
    if not form.validate():
        return _seite(asked, form, 422)
    try:
        with transaction():
            who = workflow.einzellinks.einloesen(token, ZWECK).person
            workflow.rueckkopplungen.geben(asked, who, **form.angaben())
    except Forbidden:
        anew()
        return ungueltig()
    except Stale:
        return _noch_einmal(asked_id, form, "Aus Ihrem Haus kam inzwischen eine Antwort. Ihr Text ersetzt sie.")
    except Obstructed as refused:
        return _noch_einmal(asked_id, form, *refused.reasons)
    return make_response(redirect(url_for("rueckkopplungen.rueckkopplung_angekommen"), code=303))


@bp.get("/link/rueckkopplung/angekommen")
@public
def rueckkopplung_angekommen() -> str:
    return render_template("rueckkopplungen/link_angekommen.html")


def _noch_einmal(id: int | None, form: GebenForm, *gruende: str) -> Response:
    """The same form with what was typed; the link was not used up."""
    anew()
    asked = queries.rueckkopplungen.des_links(id)
    if asked is None:
        return ungueltig()
    form.version.data = asked.version
    return _seite(asked, form, 409, gruende)


def _seite(asked: Rueckkopplung, form: GebenForm, status: int, gruende: Any = ()) -> Response:
    words = {"ding": asked, "form": form, "gruende": gruende, "ziel": request.path}
    return make_response(render_template("rueckkopplungen/link.html", **words), status)
