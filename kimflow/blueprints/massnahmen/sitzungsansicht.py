"""The same filtered Maßnahmen one by one, in big type for the room, with a line for the running meeting's minutes."""

from typing import Any

from flask import Response, make_response, render_template, request

from kimflow import queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.forms import NotizZeileForm
from kimflow.blueprints.massnahmen.kopf import Kopf, lesen
from kimflow.blueprints.massnahmen.tafel import ampel_von
from kimflow.columns import canonical
from kimflow.models import Massnahme, Sitzung, Top
from kimflow.permissions import Permission, can
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.web.listen import adresse
from kimflow.workflow.acts import Obstructed

SEITE = "massnahmen.sitzungsansicht"


@bp.get("/massnahmen/sitzungsansicht")
@requires(Permission.MASSNAHME_ANSEHEN)
def sitzungsansicht() -> Response:
    ask()
    return _seite(200)


@bp.post("/massnahmen/sitzungsansicht")
@requires(Permission.MASSNAHME_ANSEHEN)
def notieren() -> Response:
    """A note at the item that stood above the line; the address says which Maßnahme it is about."""
    ask()
    form = _formular()
    form.process(request.form)
    if not form.validate():
        return _seite(422, form)
    about, person = canonical(request.args.get("bei", ""))[:16], me()
    sitzung = _die_sitzung()
    if sitzung is None:
        return _seite(409, form, ["Zurzeit läuft keine Sitzung, in der Sie Notizen schreiben."])
    top = next((top for top in sitzung.tops if str(top.id) == form.punkt.data), None)
    if top is None:
        return _seite(409, form, ["Bitte sehen Sie nach, zu welchem Punkt sie gehört, und senden Sie noch einmal."])
    text = f"{about}: {form.text.data}" if about else form.text.data

    def do() -> Any:
        return workflow.notizen.schreiben(top, person, art=form.art.data, text=text)

    try:
        run_once(form, person, do, lambda _: adresse(SEITE, notiert="1"))
    except Schon:
        pass
    except Obstructed as refused:
        anew()
        return _seite(409, form, refused.reasons)
    return answer(adresse(SEITE, notiert="1"))


def _seite(status: int, form: NotizZeileForm | None = None, gruende: Any = ()) -> Response:
    kopf = lesen(SEITE, ganz=True)
    order = list(dict.fromkeys(row.zeile.nummer for gruppe in kopf.gruppen for row in gruppe.zeilen))
    here = _stelle(order)
    massnahme = _massnahme(order[here]) if order else None
    sitzung = _die_sitzung()
    punkt = _der_punkt(sitzung, massnahme)
    form = form or _formular()
    form.punkt.data = str(punkt.id) if punkt else ""
    words = {
        "kopf": kopf,
        "massnahme": massnahme,
        "ampel": ampel_von(massnahme) if massnahme and kopf.verfolgt else None,
        "stelle": here + 1,
        "anzahl": len(order),
        "vorher": _bei(order[here - 1]) if here > 0 else None,
        "nachher": _bei(order[here + 1]) if here + 1 < len(order) else None,
        "liste_url": _zurueck(kopf),
        "sitzung": sitzung,
        "punkt": punkt,
        "form": form,
        "gruende": gruende,
        "ziel": _bei(order[here]) if order else "",
    }
    return make_response(render_template("massnahmen/sitzungsansicht.html", **words), status)


def _stelle(order: list[str]) -> int:
    """Where in the set one is; whoever comes without a place, or with one that fell out of it, begins at the first."""
    wanted = canonical(request.args.get("bei", ""))[:16]
    return order.index(wanted) if wanted in order else 0


def _bei(nummer: str) -> str:
    return adresse(SEITE, bei=nummer, notiert=None)


def _zurueck(kopf: Kopf) -> str:
    return kopf.mit("massnahmen.index", bei=None, notiert=None)


def _massnahme(nummer: str) -> Massnahme | None:
    return queries.massnahmen.eine(me(), nummer)


def _formular() -> NotizZeileForm:
    form = NotizZeileForm(formdata=None)
    form.process(None)
    return form


def _die_sitzung() -> Sitzung | None:
    """The running meeting this person writes notes in."""
    sitzung = queries.saal.laufende(me())
    if sitzung is None or not sitzung.tops or not can(me(), Permission.NOTIZ_SCHREIBEN, sitzung.tops[0]):
        return None
    return sitzung


def _der_punkt(sitzung: Sitzung | None, massnahme: Massnahme | None) -> Top | None:
    """The item that was called, else the one this Maßnahme is on; never just the next one."""
    if sitzung is None or massnahme is None:
        return None
    return sitzung.laufender_top or queries.saal.punkt_von(sitzung, massnahme)
