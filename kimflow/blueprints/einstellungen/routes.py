"""Routes of the settings."""

from flask import Response, abort, render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.einstellungen import bp
from kimflow.blueprints.einstellungen.forms import EinstellungForm, LogoForm
from kimflow.models import Einstellung
from kimflow.permissions import Permission
from kimflow.queries.einstellungen import LOGO, VORGABEN
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.dateien import gespeicherte
from kimflow.web.forms import Formular
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
        logo=queries.einstellungen.logo_datei(),
    )


@bp.get("/logo")
@requires(Permission.EINSTELLUNG_ANSEHEN)
def logo() -> Response:
    """For the page of the settings; everybody else sees it on a paper."""
    chosen = _logo().datei
    return gespeicherte(chosen) if chosen else abort(404)


def _einstellung(schluessel: str) -> Einstellung:
    known = [key for key, art in EINSTELLUNGEN.items() if not art.bild]
    visible = queries.vokabeln.einstellungen_fuer(me()).where(Einstellung.schluessel.in_(known))
    return fetch(visible.where(Einstellung.schluessel == schluessel))


def _logo() -> Einstellung:
    return fetch(queries.vokabeln.einstellungen_fuer(me()).where(Einstellung.schluessel == LOGO))


def _zum_briefkopf(einstellung: Einstellung) -> str:
    return url_for("einstellungen.index", _anchor="briefkopf")


handlung(
    bp,
    "/<schluessel>/bearbeiten",
    workflow.einstellungen.bearbeiten,
    EinstellungForm,
    fetch=_einstellung,
    ziel=lambda einstellung: url_for("einstellungen.index"),
)
handlung(bp, "/logo_setzen", workflow.einstellungen.logo_setzen, LogoForm, fetch=_logo, ziel=_zum_briefkopf)
handlung(bp, "/logo_entfernen", workflow.einstellungen.logo_entfernen, Formular, fetch=_logo, ziel=_zum_briefkopf)
