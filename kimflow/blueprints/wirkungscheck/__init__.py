"""Pages of the Wirkungscheck: of a Thema, and of one Maßnahme."""

from flask import Blueprint

bp = Blueprint("wirkungscheck", __name__)

from kimflow.blueprints.wirkungscheck import routes  # noqa: E402, F401 - the routes need bp
