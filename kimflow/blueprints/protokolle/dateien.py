"""A version of the minutes as a file: what administrations edit and put on record."""

from flask import Response

from kimflow.blueprints.protokolle import bp
from kimflow.blueprints.protokolle.routes import fassung_von
from kimflow.permissions import Permission
from kimflow.web.access import requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import protokoll_datei


@bp.get("/sitzungen/<nummer>/protokoll/<int:fassung>.docx")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def als_docx(nummer: str, fassung: int) -> Response:
    return datei(*protokoll_datei(fassung_von(nummer, fassung), "docx"))


@bp.get("/sitzungen/<nummer>/protokoll/<int:fassung>.odt")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def als_odt(nummer: str, fassung: int) -> Response:
    return datei(*protokoll_datei(fassung_von(nummer, fassung), "odt"))
