"""Pages of Stellungnahmen."""

from flask import Blueprint

bp = Blueprint("stellungnahmen", __name__)

from kimflow.blueprints.stellungnahmen import links, routes  # noqa: E402, F401 - the routes need bp
