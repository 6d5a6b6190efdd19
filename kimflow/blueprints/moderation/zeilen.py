"""The line typed at an item: a Beschluss, an Auftrag or a note, stored at once and only once."""

from typing import Any

from flask import Response, make_response, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.moderation import bp
from kimflow.blueprints.moderation.forms import ZeileForm, Zeilenart
from kimflow.models import Modus, Notizart, Person, Sitzung
from kimflow.permissions import Permission
from kimflow.web.access import anew, fetch, me, requires
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.web.htmx import page
from kimflow.workflow.acts import Forbidden, Obstructed

NICHT_BESCHLIESSEN = "Einen Beschluss hält ‹die Koordinierende Stelle:nom› fest oder wer das Protokoll führt."


@bp.route("/sitzungen/<nummer>/moderation/zeile", methods=["GET", "POST"])
@requires(Permission.SITZUNG_MODERIEREN)
def zeile(nummer: str) -> Response:
    form = _gesendet(nummer)
    if request.method != "POST":
        form.vorbelegen(form.sitzung)
        return _seite(form, 200)
    if not form.validate():
        return _seite(form, 422)
    person = me()
    goal = url_for("moderation.show", nummer=nummer, _anchor="punkt")
    try:
        run_once(form, person, lambda: _schreiben(form, person), lambda _: goal)
    except Schon:
        pass
    except Forbidden:
        # Whoever moderates may write everything else.
        anew()
        return _seite(_gesendet(nummer), 403, [NICHT_BESCHLIESSEN])
    except Obstructed as refused:
        anew()
        return _seite(_gesendet(nummer), 409, refused.reasons)
    return answer(goal)


def _gesendet(nummer: str) -> ZeileForm:
    """What was sent, at the meeting it was sent to."""
    form = ZeileForm(formdata=None)
    form.einrichten(fetch(queries.saal.zeilen_fuer(me()).where(Sitzung.nummer == nummer)))
    form.process(request.form if request.method == "POST" else None)
    return form


def _schreiben(form: ZeileForm, person: Person) -> Any:
    top, text = form.top.data, form.text.data
    match Zeilenart(form.art.data):
        case Zeilenart.BESCHLUSS:
            return workflow.beschluesse.festhalten(top, person, wortlaut=text, modus=Modus.EINVERNEHMLICH)
        case Zeilenart.AUFTRAG:
            who, when = form.verantwortlich.data, form.faellig_am.data
            return workflow.auftraege.erteilen(top, person, text=text, verantwortlich=who, faellig_am=when)
        case art:
            return workflow.notizen.schreiben(top, person, art=Notizart(art), text=text)


def _seite(form: ZeileForm, status: int, gruende: Any = ()) -> Response:
    """The line, with what is wrong with it; nothing typed is lost."""
    words = {"sitzung": form.sitzung, "zeile": form, "gruende": gruende}
    return make_response(page("moderation/zeile.html", "moderation/_zeile.html", **words), status)
