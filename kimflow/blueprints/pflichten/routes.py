"""Routes of Pflichten: the list with what is overdue first, and the page of one."""

from typing import Any

from flask import Response, abort, render_template, request

from kimflow import queries
from kimflow.blueprints.pflichten import bp
from kimflow.blueprints.pflichten.handlungen import die_pflicht
from kimflow.models import Pflichtart
from kimflow.permissions import Permission, can
from kimflow.queries.pflichten import STAENDE
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import gespeicherte
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar


@bp.get("/pflichten/")
@requires(Permission.PFLICHT_ANSEHEN)
def index() -> str:
    ask()
    stand, kind = request.args.get("stand", ""), request.args.get("art", "")
    art = Pflichtart(kind) if kind in set(Pflichtart) else None
    seite = queries.pflichten.liste(me(), stand=stand, art=art, nach=request.args.get("nach"))
    return render_template(
        "pflichten/index.html",
        seite=seite,
        felder=[
            _feld("stand", "Stand", stand, "offene", list(STAENDE.items())),
            _feld("art", "Art", art, "alle", [(one.value, lesbar(one)) for one in Pflichtart]),
        ],
        gefiltert=any(request.args.values()),
        weiter_url=adresse("pflichten.index", nach=seite.weiter) if seite.weiter else None,
        darf_anlegen=can(me(), Permission.PFLICHT_ANLEGEN),
    )


@bp.get("/pflichten/<int:id>")
@requires(Permission.PFLICHT_ANSEHEN)
def show(id: int) -> str:
    pflicht = die_pflicht(id)
    return render_template(
        "pflichten/show.html",
        pflicht=pflicht,
        angebote=angebote(pflicht, "pflichten", id=id),
        verlauf=verlauf(pflicht),
    )


@bp.get("/pflichten/<int:id>/datei/<schluessel>")
@requires(Permission.PFLICHT_ANSEHEN)
def nachweis(id: int, schluessel: str) -> Response:
    """The right of the Pflicht is asked each time: an address passed on opens nothing."""
    datei = die_pflicht(id).datei
    return gespeicherte(datei) if datei and datei.schluessel == schluessel else abort(404)


def _feld(name: str, text: str, wert: object, leer: str, optionen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}
