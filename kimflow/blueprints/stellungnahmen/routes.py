"""Routes of Stellungnahmen: what is asked of my institutions, and the answer."""

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.stellungnahmen import bp
from kimflow.blueprints.stellungnahmen.forms import StellungnahmeForm
from kimflow.models import Stellungnahme
from kimflow.permissions import Permission
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung


@bp.get("/stellungnahmen/")
@requires(Permission.THEMA_ANSEHEN)
def index() -> str:
    ask()
    return render_template("stellungnahmen/index.html", stellungnahmen=queries.stellungnahmen.erbeten_von(me()))


def _stellungnahme(id: int) -> Stellungnahme:
    return fetch(queries.stellungnahmen.sichtbar_fuer(me()).where(Stellungnahme.id == id))


handlung(
    bp,
    "/stellungnahmen/<int:id>/abgeben",
    workflow.stellungnahmen.abgeben,
    StellungnahmeForm,
    fetch=_stellungnahme,
    ziel=lambda stellungnahme: url_for("themen.show", nummer=stellungnahme.thema.nummer),
    vorlage="stellungnahmen/abgeben.html",
)
