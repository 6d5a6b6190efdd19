"""Pages of meetings."""

from flask import Blueprint

bp = Blueprint("sitzungen", __name__)

from kimflow.blueprints.sitzungen import handlungen, routes  # noqa: E402, F401 - the routes need bp
