"""Pages of saved views."""

from flask import Blueprint

bp = Blueprint("ansichten", __name__, url_prefix="/ansichten")

from kimflow.blueprints.ansichten import routes  # noqa: E402, F401 - the routes need bp
