"""Pages of Kommunen."""

from flask import Blueprint

bp = Blueprint("kommunen", __name__, url_prefix="/kommunen")

from kimflow.blueprints.kommunen import routes  # noqa: E402, F401 - the routes need bp
