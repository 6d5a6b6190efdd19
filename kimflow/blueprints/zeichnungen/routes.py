"""Routes of Zeichnungen: the wording that was signed, to read and to keep, and the scan of a paper."""

from flask import Response, abort, render_template

from kimflow import queries
from kimflow.blueprints.zeichnungen import bp
from kimflow.models import Zeichnung
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei, gespeicherte

TEXT = "text/plain; charset=utf-8"


def _zeichnung(id: int) -> Zeichnung:
    return fetch(queries.zeichnungen.sichtbar_fuer(me()).where(Zeichnung.id == id))


@bp.get("/zeichnungen/<int:id>")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def show(id: int) -> str:
    return render_template("zeichnungen/show.html", zeichnung=_zeichnung(id))


@bp.get("/zeichnungen/<int:id>.txt")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def als_text(id: int) -> Response:
    """The bytes that were signed, whatever became of names and agreement since."""
    zeichnung = _zeichnung(id)
    name = f"{zeichnung.beitrag.zielvereinbarung.nummer}-Zeichnung-{zeichnung.id}.txt"
    return datei(zeichnung.wortlaut.encode(), TEXT, name)


@bp.get("/zeichnungen/<int:id>/scan")
@requires(Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN)
def scan(id: int) -> Response:
    """For those who take part in the work: a handwritten signature is not for whoever only reads along."""
    zeichnung = _zeichnung(id)
    return gespeicherte(zeichnung.scan) if zeichnung.scan else abort(404)
