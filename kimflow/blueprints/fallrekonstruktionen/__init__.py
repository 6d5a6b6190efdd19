"""Pages of cases (Fallrekonstruktionen)."""

from flask import Blueprint

bp = Blueprint("fallrekonstruktionen", __name__, url_prefix="/fallrekonstruktionen")

from kimflow.blueprints.fallrekonstruktionen import handlungen, routes, zeichnung  # noqa: E402, F401 - the routes need bp
