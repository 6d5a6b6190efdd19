"""Routes that begin an import: what can be taken over, its templates, the upload."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Response, make_response, render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.importe import bp
from kimflow.blueprints.importe.forms import HochladenForm
from kimflow.columns import canonical
from kimflow.exports import vorlagen
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.bezeichnungen import eingesetzt
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.workflow.importe import ARTEN, Art, laeufe

LISTEN = {
    "institutionen": "institutionen.index",
    "personen": "personen.index",
    "sitze": "gremien.index",
    "themen": "themen.index",
    "massnahmen": "massnahmen.index",
}


@bp.get("/")
@requires(Permission.IMPORT_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "importe/index.html",
        arten=[(art, url_for(f"importe.{art.name}")) for art in ARTEN.values() if can(me(), art.recht)],
        verwaltet=can(me(), Permission.VOKABEL_ANSEHEN),
        offene=[(lauf, ARTEN[lauf.art]) for lauf in queries.importlaeufe.offene(me())],
    )


def _hochladen(art: Art) -> Callable[[], Response]:
    def view() -> Response:
        ask()
        form = HochladenForm()
        form.art = art
        if not form.is_submitted():
            return _zeigen(art, form)
        if not form.validate():
            return _zeigen(art, form, 422)
        person, blatt = me(), form.gelesen
        name = canonical(form.datei.data.filename or "")[:120]
        do: Callable[[], Any] = lambda: laeufe.beginnen(art, person, name, blatt)  # noqa: E731
        try:
            return answer(run_once(form, person, do, lambda lauf: url_for("importe.lauf", id=lauf.id)))
        except Schon as schon:
            return answer(schon.ziel)

    return view


def _zeigen(art: Art, form: HochladenForm, status: int = 200) -> Response:
    liste = url_for(LISTEN[art.name])
    return make_response(render_template("importe/hochladen.html", art=art, form=form, liste=liste), status)


def _vorlage(art: Art, write: Callable[..., bytes], kind: str, ending: str) -> Callable[[], Response]:
    def view() -> Response:
        ask()
        columns = [replace(spalte, hilfe=eingesetzt(spalte.hilfe)) for spalte in art.spalten]
        return datei(write(art.titel, columns), kind, f"{art.name}-vorlage.{ending}")

    return view


for _art in workflow.importe.ARTEN.values():
    _open = requires(_art.recht)
    bp.add_url_rule(f"/{_art.name}", _art.name, _open(_hochladen(_art)), methods=["GET", "POST"])
    for _ending, _write, _kind in (("xlsx", vorlagen.als_xlsx, XLSX), ("csv", vorlagen.als_csv, CSV)):
        _view = _open(_vorlage(_art, _write, _kind, _ending))
        bp.add_url_rule(f"/{_art.name}/vorlage.{_ending}", f"{_art.name}_vorlage_{_ending}", _view)
