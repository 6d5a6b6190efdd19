"""Routes of the invitation as DOCX and ODT, for those who edit, print and file it."""

from flask import Response

from kimflow import queries
from kimflow.blueprints.dokumente import bp
from kimflow.models import Sitzung
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import einladung_datei


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.einladungstext.ganz(me()).where(Sitzung.nummer == nummer))


@bp.get("/sitzungen/<nummer>/einladung.docx")
@requires(Permission.SITZUNG_ANSEHEN)
def einladung_docx(nummer: str) -> Response:
    return datei(*einladung_datei(_sitzung(nummer), me(), "docx"))


@bp.get("/sitzungen/<nummer>/einladung.odt")
@requires(Permission.SITZUNG_ANSEHEN)
def einladung_odt(nummer: str) -> Response:
    return datei(*einladung_datei(_sitzung(nummer), me(), "odt"))
