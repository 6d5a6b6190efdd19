"""Pages of Themen."""

from flask import Blueprint

bp = Blueprint("themen", __name__, url_prefix="/themen")

from kimflow.blueprints.themen import handlungen, routes  # noqa: E402, F401 - the routes need bp
