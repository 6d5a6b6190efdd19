"""Routes of the vocabularies."""

from flask import abort, render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.vokabeln import bp
from kimflow.blueprints.vokabeln.forms import VokabelBearbeitenForm, VokabelForm
from kimflow.models import VOKABULARE, Vokabel
from kimflow.permissions import Permission
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung


@bp.get("/")
@requires(Permission.VOKABEL_ANSEHEN)
def index() -> str:
    ask()
    return render_template("vokabeln/index.html", arten=list(VOKABULARE), anzahlen=queries.vokabeln.anzahlen())


@bp.get("/<art>")
@requires(Permission.VOKABEL_ANSEHEN)
def show(art: str) -> str:
    ask()
    if art not in VOKABULARE:
        abort(404)
    return render_template("vokabeln/show.html", art=art, woerter=queries.vokabeln.liste(me(), art))


def _wort(id: int) -> Vokabel:
    return fetch(queries.vokabeln.sichtbar_fuer(me()).where(Vokabel.id == id))


def _zur_liste(vokabel: Vokabel) -> str:
    return url_for("vokabeln.show", art=vokabel.art)


handlung(
    bp,
    "/anlegen",
    workflow.vokabeln.anlegen,
    VokabelForm,
    ziel=_zur_liste,
    zurueck=lambda thing: url_for("vokabeln.index"),
)
handlung(bp, "/<int:id>/bearbeiten", workflow.vokabeln.bearbeiten, VokabelBearbeitenForm, fetch=_wort, ziel=_zur_liste)
