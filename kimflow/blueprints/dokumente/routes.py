"""Routes of papers as DOCX and ODT, for those who edit, print and file them: the invitation, the Tischvorlage."""

from flask import Response

from kimflow import queries
from kimflow.blueprints.dokumente import bp
from kimflow.models import Sitzung, Thema
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import einladung_datei, steckbrief_datei


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


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == nummer))


@bp.get("/themen/<nummer>/steckbrief.docx")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief_docx(nummer: str) -> Response:
    return datei(*steckbrief_datei(_thema(nummer), me(), "docx"))


@bp.get("/themen/<nummer>/steckbrief.odt")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief_odt(nummer: str) -> Response:
    return datei(*steckbrief_datei(_thema(nummer), me(), "odt"))
