"""Pages of what members propose for an agenda."""

from flask import Blueprint

bp = Blueprint("topvorschlaege", __name__)

from kimflow.blueprints.topvorschlaege import handlungen  # noqa: E402, F401 - the pages need bp
