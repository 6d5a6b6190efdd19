"""Signing by the link from the mail, without a password: one Beitrag, one person, and still the code."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.zeichnungen import bp
from kimflow.db import transaction
from kimflow.models import Beitrag, Einzellink, Linkzweck
from kimflow.permissions import Permission, can
from kimflow.web.access import anew, public
from kimflow.web.forms import Formular
from kimflow.web.links import einzellink, ungueltig
from kimflow.web.zeichnen import ZeichnenForm
from kimflow.workflow.acts import Forbidden, Obstructed

ZWECK = Linkzweck.ZIELVEREINBARUNG_ZEICHNEN
ACTS = workflow.zielvereinbarungen


@bp.get("/link/<token>/zeichnung")
@einzellink(ZWECK)
def link_zeichnung(link: Einzellink, token: str) -> Response:
    """Shows what would be signed; looking at it changes nothing and does not use the link up."""
    asked = _gefragt(link)
    if asked is None:
        return ungueltig()
    return _seite(asked, link.person_id, token, _formular(asked), 200, ACTS.zeichnen.obstacles(asked))


@bp.post("/link/<token>/zeichnungscode")
@einzellink(ZWECK)
def link_zeichnungscode(link: Einzellink, token: str) -> Response:
    """Send the code to the person the link belongs to; the link goes on living."""
    asked_id, who_id, asked, form = link.gegenstand_id, link.person_id, _gefragt(link), Formular()
    if asked is None:
        return ungueltig()
    if not form.validate():
        return _seite(asked, who_id, token, _formular(asked), 422)
    try:
        with transaction():
            who = workflow.einzellinks.pruefen(token, ZWECK).person
            ACTS.zeichnungscode_anfordern(asked, who)
    except Forbidden:
        anew()
        return ungueltig()
    except Obstructed as refused:
        return _noch_einmal(asked_id, who_id, token, refused.reasons)
    return make_response(redirect(url_for("zeichnungen.link_zeichnung", token=token, code="unterwegs"), code=303))


@bp.post("/link/<token>/zeichnung")
@einzellink(ZWECK)
def link_zeichnen(link: Einzellink, token: str) -> Response:
    asked_id, who_id, asked = link.gegenstand_id, link.person_id, _gefragt(link)
    if asked is None:
        return ungueltig()
    form = _formular(asked)
    form.process(request.form)
    if not form.validate():
        return _seite(asked, who_id, token, form, 422)
    given = form.angaben()
    with transaction():
        ACTS.codes.versuchen(asked.id, who_id)
    try:
        with transaction():
            who = workflow.einzellinks.einloesen(token, ZWECK).person
            ACTS.zeichnen(asked, who, **given)
    except Forbidden:
        anew()
        return ungueltig()
    except Obstructed as refused:
        return _noch_einmal(asked_id, who_id, token, refused.reasons)
    return make_response(redirect(url_for("zeichnungen.link_angekommen"), code=303))


@bp.get("/link/zeichnung/angekommen")
@public
def link_angekommen() -> str:
    return render_template("zeichnungen/link_angekommen.html")


def _gefragt(link: Einzellink) -> Beitrag | None:
    """What the link was made for, if its person may still sign for the house."""
    asked = queries.zeichnungen.des_links(link.gegenstand_id)
    return asked if asked and can(link.person, Permission.ZIELVEREINBARUNG_ZEICHNEN, asked) else None


def _formular(asked: Beitrag) -> ZeichnenForm:
    form = ZeichnenForm(formdata=None)
    form.einrichten(asked)
    form.process(None)
    return form


def _noch_einmal(id: int | None, who_id: int, token: str, gruende: Any) -> Response:
    """The same form with what was typed; the link was not used up."""
    anew()
    asked = queries.zeichnungen.des_links(id)
    if asked is None:
        return ungueltig()
    form = _formular(asked)
    if "code" in request.form:
        form.process(request.form)
    return _seite(asked, who_id, token, form, 409, gruende)


def _seite(asked: Beitrag, who_id: int, token: str, form: ZeichnenForm, status: int, gruende: Any = ()) -> Response:
    words = {"ding": asked, "wer_id": who_id, "token": token, "form": form, "gruende": gruende}
    return make_response(render_template("zeichnungen/link.html", **words), status)
