"""Pages of schwere Einwände."""

from flask import Blueprint

bp = Blueprint("einwaende", __name__)

from kimflow.blueprints.einwaende import handlungen  # noqa: E402, F401 - the pages need bp
