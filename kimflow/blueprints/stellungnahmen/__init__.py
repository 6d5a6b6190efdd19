"""Pages of Stellungnahmen."""

from flask import Blueprint

bp = Blueprint("stellungnahmen", __name__, url_prefix="/stellungnahmen")

from kimflow.blueprints.stellungnahmen import routes  # noqa: E402, F401 - the routes need bp
