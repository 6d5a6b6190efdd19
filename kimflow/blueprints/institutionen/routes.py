"""Routes of institutions."""

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.institutionen import bp
from kimflow.blueprints.institutionen.forms import InstitutionBearbeitenForm, InstitutionForm
from kimflow.exports.tabellen import Tabelle
from kimflow.models import Institution
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import angebote, handlung
from kimflow.web.tabellen import als_tabelle
from kimflow.web.uebernahmen import uebernahmetabelle
from kimflow.web.verlauf import verlauf


@bp.get("/")
@requires(Permission.INSTITUTION_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "institutionen/index.html",
        institutionen=queries.institutionen.liste(me()),
        darf_anlegen=can(me(), Permission.INSTITUTION_ANLEGEN),
        darf_importieren=can(me(), Permission.INSTITUTION_IMPORTIEREN),
    )


@bp.get("/<int:id>")
@requires(Permission.INSTITUTION_ANSEHEN)
def show(id: int) -> str:
    institution = _institution(id)
    return render_template(
        "institutionen/show.html",
        institution=institution,
        angebote=angebote(institution, "institutionen", id=id),
        verlauf=verlauf(institution),
    )


def _institution(id: int) -> Institution:
    return fetch(queries.institutionen.sichtbar_fuer(me()).where(Institution.id == id))


def _zur_institution(institution: Institution) -> str:
    return url_for("institutionen.show", id=institution.id)


def _tabelle() -> Tabelle:
    return uebernahmetabelle("institutionen", queries.institutionen.alle(me()))


als_tabelle(bp, "/liste", Permission.INSTITUTION_ANSEHEN, _tabelle)
handlung(
    bp,
    "/anlegen",
    workflow.institutionen.anlegen,
    InstitutionForm,
    ziel=_zur_institution,
    zurueck=lambda thing: url_for("institutionen.index"),
)
handlung(
    bp,
    "/<int:id>/bearbeiten",
    workflow.institutionen.bearbeiten,
    InstitutionBearbeitenForm,
    fetch=_institution,
    ziel=_zur_institution,
)
