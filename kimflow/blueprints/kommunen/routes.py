"""Routes of Kommunen."""

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.kommunen import bp
from kimflow.blueprints.kommunen.forms import KommuneBearbeitenForm, KommuneForm
from kimflow.models import Kommune
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung


@bp.get("/")
@requires(Permission.INSTITUTION_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "kommunen/index.html",
        kommunen=queries.institutionen.kommunen(me()),
        darf_anlegen=can(me(), Permission.KOMMUNE_ANLEGEN),
        darf_bearbeiten=can(me(), Permission.KOMMUNE_BEARBEITEN),
    )


def _kommune(id: int) -> Kommune:
    return fetch(queries.institutionen.kommunen_fuer(me()).where(Kommune.id == id))


def _zur_liste(kommune: Kommune | None) -> str:
    return url_for("kommunen.index")


handlung(bp, "/anlegen", workflow.kommunen.anlegen, KommuneForm, ziel=_zur_liste, zurueck=_zur_liste)
handlung(
    bp, "/<int:id>/bearbeiten", workflow.kommunen.bearbeiten, KommuneBearbeitenForm, fetch=_kommune, ziel=_zur_liste
)
