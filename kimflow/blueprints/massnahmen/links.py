"""The Rückmeldung from a mail, without a password: the form and nothing else."""

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.forms import RueckmeldungForm
from kimflow.db import transaction
from kimflow.models import Linkzweck, Massnahme
from kimflow.web.access import anew, public
from kimflow.workflow.acts import Forbidden, Obstructed

ZWECK = Linkzweck.RUECKMELDUNG_GEBEN


@bp.get("/link/<token>/rueckmeldung")
@public
def rueckmeldung(token: str) -> Response:
    """Shows the form; looking at it changes nothing and does not use the link up."""
    massnahme = _massnahme(token)
    if massnahme is None:
        return _gilt_nicht_mehr()
    return _seite(massnahme, _formular(massnahme), 200, workflow.massnahmen.rueckmeldung_geben.obstacles(massnahme))


@bp.post("/link/<token>/rueckmeldung")
@public
def rueckmeldung_senden(token: str) -> Response:
    massnahme = _massnahme(token)
    if massnahme is None:
        return _gilt_nicht_mehr()
    form = _formular(massnahme)
    form.process(request.form)
    if not form.validate():
        return _seite(massnahme, form, 422)
    given = form.angaben()
    try:
        with transaction():
            link = workflow.einzellinks.einloesen(token, ZWECK)
            workflow.massnahmen.rueckmeldung_geben(massnahme, link.person, **given)
    except Forbidden:
        return _gilt_nicht_mehr()
    except Obstructed as refused:
        return _noch_einmal(token, refused.reasons)
    return make_response(redirect(url_for(".rueckmeldung_gesendet"), code=303))


@bp.get("/link/rueckmeldung/gesendet")
@public
def rueckmeldung_gesendet() -> str:
    return render_template("massnahmen/link_gesendet.html")


def _noch_einmal(token: str, reasons: object) -> Response:
    """The same form with what was typed, while the link still lives."""
    anew()
    massnahme = _massnahme(token)
    if massnahme is None:
        return _gilt_nicht_mehr()
    form = _formular(massnahme)
    form.process(request.form)
    return _seite(massnahme, form, 409, reasons)


def _massnahme(token: str) -> Massnahme | None:
    link = queries.einzellinks.gueltiger(token, ZWECK)
    return queries.massnahmen.des_links(link) if link else None


def _formular(massnahme: Massnahme) -> RueckmeldungForm:
    form = RueckmeldungForm(formdata=None)
    form.einrichten(massnahme)
    form.process(None)
    return form


def _seite(massnahme: Massnahme, form: RueckmeldungForm, status: int, reasons: object = ()) -> Response:
    words = {"massnahme": massnahme, "form": form, "gruende": reasons, "ziel": request.path}
    return make_response(render_template("massnahmen/link.html", **words), status)


def _gilt_nicht_mehr() -> Response:
    return make_response(render_template("massnahmen/link_ungueltig.html"), 410)
