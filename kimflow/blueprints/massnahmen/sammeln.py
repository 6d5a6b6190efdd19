"""One act on the ticked Maßnahmen: first its effects on each, then, confirmed, all of them at once."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.forms import SammelForm, UebergebenSammelForm, VerschiebenSammelForm
from kimflow.blueprints.massnahmen.kopf import HOECHSTENS, gewaehlte
from kimflow.models import Massnahme
from kimflow.permissions import Permission
from kimflow.queries.ansichten import kanonisch
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.ansichten import adresse
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.massnahmen import SAMMELAKTE, Wirkung

FORMULARE: dict[str, type[SammelForm]] = {
    "erinnern": SammelForm,
    "verschieben": VerschiebenSammelForm,
    "uebergeben": UebergebenSammelForm,
}
DATEIEN = {"xlsx": "massnahmen.liste_als_xlsx", "csv": "massnahmen.liste_als_csv"}


@bp.get("/massnahmen/sammeln")
@requires(Permission.MASSNAHME_VERFOLGEN)
def sammeln() -> Response:
    """Asks what the act needs; nothing of it stands in the address."""
    ask()
    file = DATEIEN.get(request.args.get("was", ""))
    if file:
        return make_response(redirect(url_for(file, nr=gewaehlte()), code=303))
    was = _was()
    chosen = _gewaehlte()
    form = _formular(was, chosen)
    form.process(None)
    effects = _vorschau(was, chosen, form) if was == "erinnern" else None
    return _seite(was, chosen, form, effects)


@bp.post("/massnahmen/sammeln")
@requires(Permission.MASSNAHME_VERFOLGEN)
def sammeln_ausfuehren() -> Response:
    """Without a confirmed preview it shows one; with it, it does what that preview said or nothing."""
    ask()
    was, chosen = _was(), _gewaehlte()
    form = _formular(was, chosen)
    form.process(request.form)
    if not form.validate():
        return _seite(was, chosen, form, None, 422)
    seen = form.stand.data or ""
    if "bestaetigt" not in request.form or not seen:
        return _seite(was, chosen, form, _vorschau(was, chosen, form))
    person, given = me(), _angaben(form)

    done: list[int] = []

    def do() -> None:
        done.append(workflow.massnahmen.ausfuehren(was, chosen, person, given, seen))

    try:
        goal = run_once(form, person, do, lambda _: _zurueck(), notieren=lambda *_: None)
    except Schon as schon:
        return answer(schon.ziel)
    except (Obstructed, Forbidden) as refused:
        reasons = refused.reasons if isinstance(refused, Obstructed) else ["Das darf inzwischen jemand anderes."]
        anew()
        chosen = _gewaehlte()
        form = _formular(was, chosen)
        form.process(request.form)
        form.validate()
        return _seite(was, chosen, form, _vorschau(was, chosen, form), 409, reasons)
    flash(_erledigt(was, done[0]), "erfolg")
    return answer(goal)


def _was() -> str:
    """The act that was asked for; what is none shows the one that asks for nothing, and does nothing unconfirmed."""
    wanted = request.values.get("was", "")
    return wanted if wanted in FORMULARE else "erinnern"


def _gewaehlte() -> list[Massnahme]:
    return queries.massnahmen.mehrere(me(), gewaehlte()[:HOECHSTENS])


def _formular(was: str, chosen: list[Massnahme]) -> SammelForm:
    form = FORMULARE[was](formdata=None)
    form.einrichten(chosen)
    return form


def _angaben(form: SammelForm) -> dict[str, Any]:
    return {name: value for name, value in form.angaben().items() if name != "stand"}


def _vorschau(was: str, chosen: list[Massnahme], form: SammelForm) -> list[Wirkung]:
    effects = workflow.massnahmen.vorschau(was, chosen, me(), _angaben(form))
    form.stand.data = workflow.massnahmen.stand(effects)
    form.marke.data = form.marke.default()
    return effects


def _seite(
    was: str,
    chosen: list[Massnahme],
    form: SammelForm,
    effects: Sequence[Wirkung] | None,
    status: int = 200,
    gruende: Sequence[str] = (),
) -> Response:
    words = {
        "was": was,
        "akt": SAMMELAKTE[was].act,
        "massnahmen": chosen,
        "form": form,
        "wirkungen": effects,
        "machbar": sum(effect.geht for effect in effects or ()),
        "gruende": gruende,
        "hoechstens": HOECHSTENS,
        "zuviel": max(0, len(gewaehlte()) - HOECHSTENS),
        "liste": _liste(),
        "zurueck": _zurueck(),
    }
    return make_response(render_template("massnahmen/sammeln.html", **words), status)


def _liste() -> str:
    """The filters of the table one came from, as far as it knows them."""
    return kanonisch("massnahmen", dict(parse_qsl(request.values.get("liste", ""))))


def _zurueck() -> str:
    return adresse("massnahmen", _liste())


def _erledigt(was: str, anzahl: int) -> str:
    words = {"erinnern": "Um Rückmeldung gebeten", "verschieben": "Termin verschoben", "uebergeben": "Übergeben"}
    return f"{words[was]}: {anzahl} {'Maßnahme' if anzahl == 1 else 'Maßnahmen'}."
