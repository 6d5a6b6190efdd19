"""Reading minutes and objecting to them from the mail, without a password. The link lives until the period is over."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.protokolle import bp
from kimflow.blueprints.protokolle.forms import ErhebenForm
from kimflow.models import Einzellink, Linkzweck, Protokollfassung
from kimflow.permissions import Permission, can
from kimflow.web.access import anew
from kimflow.web.handlungen import Schon, run_once
from kimflow.web.links import einzellink
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.einzellinks import Ungueltig

ZWECK = Linkzweck.PROTOKOLL_KOMMENTIEREN


@bp.get("/link/<token>/protokoll")
@einzellink(ZWECK)
def link_protokoll(link: Einzellink, token: str) -> str:
    """Shows the version that was laid before the body; looking at it changes nothing."""
    version = _fassung(link)
    own = [row for row in queries.einwendungen.zeilen(version) if row.wer_id == link.person_id]
    return render_template(
        "protokolle/link.html",
        fassung=version,
        wer=link.person,
        absaetze=queries.protokolle.numeriert(version.text, own),
        gruende=workflow.einwendungen.erheben.obstacles(version),
        ziel=url_for("protokolle.link_erheben", token=token),
    )


@bp.route("/link/<token>/protokoll/erheben", methods=["GET", "POST"])
@einzellink(ZWECK)
def link_erheben(link: Einzellink, token: str) -> Response:
    version = _fassung(link)
    form = _formular(version)
    if request.method != "POST":
        form.vorbelegen(version)
        return _seite(link, token, version, form, 200, workflow.einwendungen.erheben.obstacles(version))
    form.process(request.form)
    if not form.validate():
        return _seite(link, token, version, form, 422)
    given = form.angaben()

    def object_() -> None:
        who = workflow.einzellinks.pruefen(token, ZWECK).person
        workflow.einwendungen.erheben(version, who, **given)

    try:
        # What is remembered of the form must not hold the token: only its hash is ever stored.
        run_once(form, link.person, object_, lambda _: "", version)
    except Schon:
        pass
    except Forbidden as refused:
        raise Ungueltig from refused
    except Obstructed as refused:
        return _noch_einmal(token, refused)
    goal = url_for("protokolle.link_protokoll", token=token, _anchor=f"absatz-{given['absatz']}")
    return make_response(redirect(goal, code=303))


def _fassung(link: Einzellink) -> Protokollfassung:
    """The version the link opens; who left the body gets the answer of an unknown link."""
    version = queries.protokolle.des_links(link)
    if version is None or not can(link.person, Permission.EINWENDUNG_ERHEBEN, version):
        raise Ungueltig
    return version


def _formular(version: Protokollfassung) -> ErhebenForm:
    form = ErhebenForm(formdata=None)
    form.einrichten(version)
    form.process(None)
    return form


def _noch_einmal(token: str, refused: Obstructed) -> Response:
    """The same form with what was typed, while the link still lives."""
    anew()
    link = workflow.einzellinks.pruefen(token, ZWECK)
    version = _fassung(link)
    form = _formular(version)
    form.process(request.form)
    return _seite(link, token, version, form, 409, refused.reasons)


def _seite(
    link: Einzellink, token: str, version: Protokollfassung, form: ErhebenForm, status: int, gruende: Any = ()
) -> Response:
    words = {"ding": version, "form": form, "gruende": gruende, "wer": link.person, "konflikt": []}
    back = url_for("protokolle.link_protokoll", token=token)
    page = render_template(
        "protokolle/erheben.html",
        teil="protokolle/_erheben.html",
        akt=workflow.einwendungen.erheben,
        als_teil=False,
        zurueck=back,
        **words,
    )
    return make_response(page, status)
