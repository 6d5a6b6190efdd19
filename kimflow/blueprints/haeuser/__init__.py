"""The page Mein Haus: what is open at the institutions somebody speaks for."""

from flask import Blueprint

bp = Blueprint("haeuser", __name__, url_prefix="/mein-haus")

from kimflow.blueprints.haeuser import routes  # noqa: E402, F401 - the routes need bp
