"""Route of Weitergaben: the list of what is open, with its age and when it comes up again."""

from typing import Any

from flask import render_template, request

from kimflow import queries
from kimflow.blueprints.weitergaben import bp
from kimflow.models import Ebene
from kimflow.permissions import Permission
from kimflow.web.access import ask, me, requires
from kimflow.web.listen import adresse
from kimflow.workflow.acts import lesbar


@bp.get("/weitergaben/")
@requires(Permission.WEITERGABE_ANSEHEN)
def index() -> str:
    ask()
    alle, level = request.args.get("stand") == "alle", request.args.get("ebene", "")
    ebene = Ebene(level) if level in set(Ebene) else None
    seite = queries.weitergaben.liste(me(), alle=alle, ebene=ebene, nach=request.args.get("nach"))
    return render_template(
        "weitergaben/index.html",
        seite=seite,
        felder=[
            _feld("stand", "Stand", "alle" if alle else "", "offene", [("alle", "alle")]),
            _feld("ebene", "Ebene", ebene, "alle", [(one.value, lesbar(one)) for one in Ebene]),
        ],
        gefiltert=any(request.args.values()),
        weiter_url=adresse("weitergaben.index", nach=seite.weiter) if seite.weiter else None,
    )


def _feld(name: str, text: str, wert: object, leer: str, optionen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}
