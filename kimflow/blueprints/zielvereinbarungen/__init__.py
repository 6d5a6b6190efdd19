"""Pages of Zielvereinbarungen."""

from flask import Blueprint

bp = Blueprint("zielvereinbarungen", __name__, url_prefix="/zielvereinbarungen")

from kimflow.blueprints.zielvereinbarungen import fassungen, handlungen, routes  # noqa: E402, F401 - the routes need bp
