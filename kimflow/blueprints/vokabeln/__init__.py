"""Pages of the vocabularies."""

from flask import Blueprint

bp = Blueprint("vokabeln", __name__, url_prefix="/vokabeln")

from kimflow.blueprints.vokabeln import routes  # noqa: E402, F401 - the routes need bp
