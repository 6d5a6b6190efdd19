"""What there is to administer, on one page."""

from flask import Blueprint

bp = Blueprint("verwaltung", __name__, url_prefix="/verwaltung")

from kimflow.blueprints.verwaltung import routes  # noqa: E402, F401 - the routes need bp
