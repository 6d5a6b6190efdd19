"""Pasting several Meldungen from a spreadsheet: the text, its preview row by row, doing it."""

from collections.abc import Sequence

from flask import Response, flash, make_response, render_template, url_for

from kimflow import workflow
from kimflow.blueprints.meldungen import bp
from kimflow.blueprints.meldungen.forms import EinfuegenForm
from kimflow.permissions import Permission
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.meldungseinfuegung import Befund, pruefen


@bp.get("/meldungen/einfuegen")
@requires(Permission.MELDUNG_EINFUEGEN)
def einfuegen() -> Response:
    ask()
    return _seite(EinfuegenForm(formdata=None))


@bp.post("/meldungen/einfuegen/vorschau")
@requires(Permission.MELDUNG_EINFUEGEN)
def vorschau() -> Response:
    """What each row would become; nothing of it is kept."""
    ask()
    form = EinfuegenForm()
    if not form.validate():
        return _seite(form, status=422)
    return _pruefen(form)


@bp.post("/meldungen/einfuegen/uebernehmen")
@requires(Permission.MELDUNG_EINFUEGEN)
def uebernehmen() -> Response:
    """All of it or nothing."""
    ask()
    form, person = EinfuegenForm(), me()
    if not form.validate():
        return _seite(form, status=422)
    text, leave_out = form.zeilen.data, form.auslassen.data
    done: list[int] = []

    def do() -> None:
        done.append(workflow.meldungseinfuegung.einfuegen(person, text, auslassen=leave_out))

    try:
        goal = run_once(form, person, do, lambda _: url_for("meldungen.index", status="offen"))
    except Schon as schon:
        return answer(schon.ziel)
    except Obstructed as refused:
        anew()
        return _pruefen(form, 409, refused.reasons)
    flash("1 Meldung aufgenommen." if done[0] == 1 else f"{done[0]} Meldungen aufgenommen.", "erfolg")
    return answer(goal)


def _pruefen(form: EinfuegenForm, status: int = 200, gruende: Sequence[str] = ()) -> Response:
    try:
        return _seite(form, pruefen(form.zeilen.data), status, gruende)
    except Obstructed as refused:
        return _seite(form, (), 409, refused.reasons)


def _seite(
    form: EinfuegenForm, befunde: Sequence[Befund] = (), status: int = 200, gruende: Sequence[str] = ()
) -> Response:
    return make_response(
        render_template("meldungen/einfuegen.html", form=form, befunde=befunde, gruende=gruende), status
    )
