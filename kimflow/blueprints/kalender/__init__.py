"""The address a calendar program subscribes to."""

from flask import Blueprint

bp = Blueprint("kalender", __name__, url_prefix="/kalender")

from kimflow.blueprints.kalender import routes  # noqa: E402, F401 - the routes need bp
