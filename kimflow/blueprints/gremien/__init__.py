"""Pages of bodies (Gremien), their Sitze and members."""

from flask import Blueprint

bp = Blueprint("gremien", __name__, url_prefix="/gremien")

from kimflow.blueprints.gremien import dateien, handlungen, routes  # noqa: E402, F401 - the routes need bp
