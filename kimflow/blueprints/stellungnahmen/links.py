"""Giving the Stellungnahme from the mail, without a password."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.stellungnahmen import bp
from kimflow.blueprints.stellungnahmen.forms import StellungnahmeForm
from kimflow.db import transaction
from kimflow.models import Einzellink, Linkzweck, Stellungnahme
from kimflow.permissions import Permission, can
from kimflow.web.access import anew, public
from kimflow.web.datenschutz import vermerken
from kimflow.web.handlungen import side_by_side
from kimflow.web.links import einzellink, ungueltig
from kimflow.workflow.acts import Forbidden, Obstructed, Stale

ZWECK = Linkzweck.STELLUNGNAHME_ABGEBEN
_ZUGLEICH = "Aus Ihrem Haus kam inzwischen eine Antwort. Übernehmen Sie, was fehlt; Ihr Text ersetzt sie."


@bp.get("/link/<token>/stellungnahme")
@einzellink(ZWECK)
def stellungnahme(link: Einzellink, token: str) -> Response:
    """Shows Steckbrief and form; looking at it changes nothing and does not use the link up."""
    asked = _gefragt(link)
    if asked is None:
        return ungueltig()
    form = StellungnahmeForm(formdata=None)
    form.vorbelegen(asked)
    return _seite(asked, form, 200, workflow.stellungnahmen.abgeben.obstacles(asked))


@bp.post("/link/<token>/stellungnahme")
@einzellink(ZWECK)
def stellungnahme_abgeben(link: Einzellink, token: str) -> Response:
    asked_id, form, asked = link.gegenstand_id, StellungnahmeForm(), _gefragt(link)
    if asked is None:
        return ungueltig()
    if not form.validate():
        return _seite(asked, form, 422)
    try:
        with transaction():
            who = workflow.einzellinks.einloesen(token, ZWECK).person
            workflow.stellungnahmen.abgeben(asked, who, **form.angaben())
            vermerken(form, asked, who)
    except Forbidden:
        anew()
        return ungueltig()
    except Stale:
        return _noch_einmal(asked_id, form, _ZUGLEICH)
    except Obstructed as refused:
        return _noch_einmal(asked_id, form, *refused.reasons)
    return make_response(redirect(url_for("stellungnahmen.stellungnahme_angekommen"), code=303))


@bp.get("/link/stellungnahme/angekommen")
@public
def stellungnahme_angekommen() -> str:
    return render_template("stellungnahmen/link_angekommen.html")


def _noch_einmal(id: int | None, form: StellungnahmeForm, *gruende: str) -> Response:
    """The same form with what was typed; the link was not used up."""
    anew()
    asked = queries.stellungnahmen.des_links(id)
    if asked is None:
        return ungueltig()
    konflikt = side_by_side(form, asked) if _ZUGLEICH in gruende else []
    return _seite(asked, form, 409, gruende, konflikt)


def _gefragt(link: Einzellink) -> Stellungnahme | None:
    """What the link was made for, if its person may still speak for the house: nobody else reads its answer."""
    asked = queries.stellungnahmen.des_links(link.gegenstand_id)
    return asked if asked and can(link.person, Permission.STELLUNGNAHME_ABGEBEN, asked) else None


def _seite(
    asked: Stellungnahme, form: StellungnahmeForm, status: int, gruende: Any = (), konflikt: Any = ()
) -> Response:
    words = {"ding": asked, "form": form, "gruende": gruende, "konflikt": konflikt, "ziel": request.path}
    return make_response(render_template("stellungnahmen/link.html", **words), status)
