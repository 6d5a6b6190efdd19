"""Pages of the Schnittstellen-Landkarte."""

from flask import Blueprint

bp = Blueprint("landkarte", __name__, url_prefix="/landkarte")

from kimflow.blueprints.landkarte import routes  # noqa: E402, F401 - the routes need bp
