"""Routes of the import: upload, preview with its questions, doing it."""

from typing import Any

from flask import Response, flash, make_response, render_template, url_for

from kimflow import workflow
from kimflow.blueprints.importe import bp
from kimflow.blueprints.importe.forms import HochladenForm, ImportForm, fragen
from kimflow.exports import themen_xlsx
from kimflow.permissions import Permission
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.importdateien import verpackt
from kimflow.workflow.importpruefung import Vorschau, Zuordnung, pruefen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@requires(Permission.THEMA_IMPORTIEREN)
def index() -> str:
    ask()
    return render_template("importe/index.html", form=HochladenForm(formdata=None), spalten=themen_xlsx.SPALTEN)


@bp.get("/vorlage.xlsx")
@requires(Permission.THEMA_IMPORTIEREN)
def vorlage() -> Response:
    ask()
    response = make_response(themen_xlsx.vorlage())
    response.headers["Content-Type"] = XLSX
    response.headers["Content-Disposition"] = 'attachment; filename="themen-vorlage.xlsx"'
    return response


@bp.post("/hochladen")
@requires(Permission.THEMA_IMPORTIEREN)
def hochladen() -> Response:
    """The uploaded file as a preview; nothing of it is kept on the server."""
    ask()
    form = HochladenForm()
    if not form.validate():
        return make_response(render_template("importe/index.html", form=form, spalten=themen_xlsx.SPALTEN), 422)
    questions = fragen(form.vorschau)(formdata=None)
    questions.zeilen.data = verpackt(form.gelesen)
    return _zeigen(questions, form.vorschau)


@bp.post("/vorschau")
@requires(Permission.THEMA_IMPORTIEREN)
def vorschau() -> Response:
    """The preview again, with the answers given so far."""
    ask()
    form = _antworten()
    if not form.validate():
        return _unvollstaendig(form)
    return _zeigen(form, pruefen(form.gelesen, form.zuordnung()))


@bp.post("/importieren")
@requires(Permission.THEMA_IMPORTIEREN)
def importieren() -> Response:
    """All of it or nothing."""
    ask()
    form, person = _antworten(), me()
    if not form.validate():
        return _unvollstaendig(form)
    rows, answers = form.gelesen, form.zuordnung()
    done: list[workflow.importe.Ergebnis] = []

    def do() -> workflow.importe.Ergebnis:
        done.append(workflow.importe.importieren(person, rows, answers, auslassen=form.auslassen.data))
        return done[0]

    try:
        goal = run_once(form, person, do, lambda _: url_for("themen.index", sortierung="neueste"))
    except Schon as schon:
        return answer(schon.ziel)
    except Obstructed as refused:
        anew()
        return _zeigen(form, pruefen(rows, answers), 409, refused.reasons)
    flash(str(done[0]), "erfolg")
    return answer(goal)


def _antworten() -> ImportForm:
    """The form with the questions its own rows ask. What the rows say is read twice: once to know the questions."""
    probe = ImportForm()
    if not probe.validate():
        return probe
    return fragen(pruefen(probe.gelesen, Zuordnung()))()


def _unvollstaendig(form: ImportForm) -> Response:
    """Bad input: back to the preview if the rows can be read, else to the upload."""
    if form.zeilen.errors:
        upload = HochladenForm(formdata=None)
        upload.datei.errors = list(form.zeilen.errors)
        return make_response(render_template("importe/index.html", form=upload, spalten=themen_xlsx.SPALTEN), 422)
    rows = workflow.importdateien.ausgepackt(form.zeilen.data)
    return _zeigen(form, pruefen(rows, Zuordnung()), 422)


def _zeigen(form: ImportForm, vorschau: Vorschau, status: int = 200, gruende: Any = ()) -> Response:
    words: dict[str, Any] = {"form": form, "vorschau": vorschau, "gruende": gruende}
    return make_response(render_template("importe/vorschau.html", **words), status)
