"""A version of the minutes as a file: what administrations read, edit and put on record."""

from flask import Response

from kimflow.blueprints.protokolle import bp
from kimflow.blueprints.protokolle.routes import fassung_von
from kimflow.permissions import Permission
from kimflow.web.access import requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, protokoll_datei


@bp.get(f"/sitzungen/<nummer>/protokoll/<int:fassung>.{FORMAT}")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def als_datei(nummer: str, fassung: int, format: str) -> Response:
    return datei(*protokoll_datei(fassung_von(nummer, fassung), format))
