"""Pages of the items of an agenda."""

from flask import Blueprint

bp = Blueprint("tops", __name__)

from kimflow.blueprints.tops import handlungen  # noqa: E402, F401 - the pages need bp
