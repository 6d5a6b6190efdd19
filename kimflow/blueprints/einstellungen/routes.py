"""Routes of the settings."""

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.einstellungen import bp
from kimflow.blueprints.einstellungen.forms import EinstellungForm
from kimflow.models import Einstellung
from kimflow.permissions import Permission
from kimflow.queries.einstellungen import VORGABEN
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung
from kimflow.workflow.einstellungen import EINSTELLUNGEN


@bp.get("/")
@requires(Permission.EINSTELLUNG_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "einstellungen/index.html",
        arten=EINSTELLUNGEN,
        gesetzt=queries.vokabeln.einstellungen(""),
        vorgaben=VORGABEN,
    )


def _einstellung(schluessel: str) -> Einstellung:
    known = queries.vokabeln.einstellungen_fuer(me()).where(Einstellung.schluessel.in_(EINSTELLUNGEN))
    return fetch(known.where(Einstellung.schluessel == schluessel))


handlung(
    bp,
    "/<schluessel>/bearbeiten",
    workflow.einstellungen.bearbeiten,
    EinstellungForm,
    fetch=_einstellung,
    ziel=lambda einstellung: url_for("einstellungen.index"),
)
