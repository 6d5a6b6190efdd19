"""Pasting several Meldungen from a spreadsheet: the text, its preview row by row, doing it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, make_response, render_template, url_for

from kimflow import workflow
from kimflow.blueprints.meldungen import bp
from kimflow.blueprints.meldungen.forms import EinfuegenForm
from kimflow.models import Meldung, Person
from kimflow.permissions import Permission
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.datenschutz import vermerken
from kimflow.web.forms import Formular
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
    done: list[Meldung] = []

    def do() -> list[Meldung]:
        done.extend(workflow.meldungseinfuegung.einfuegen(person, text, auslassen=leave_out))
        return done

    def goes_on(_: Any) -> str:
        return url_for("meldungen.index", status="offen")

    try:
        goal = run_once(form, person, do, goes_on, notieren=_vermerken)
    except Schon as schon:
        return answer(schon.ziel)
    except Obstructed as refused:
        anew()
        return _pruefen(form, 409, refused.reasons)
    flash("1 Meldung aufgenommen." if len(done) == 1 else f"{len(done)} Meldungen aufgenommen.", "erfolg")
    return answer(goal)


def _vermerken(form: Formular, neue: Sequence[Meldung], person: Person) -> None:
    """Each reason at the rows it was given for."""
    for meldung in neue:
        vermerken(form, meldung, person, "\n".join((meldung.titel, meldung.schilderung, meldung.vorschlag)))


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
