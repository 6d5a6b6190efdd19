"""Pages of the Kennzahlen: the tables, what stands behind a number, and the institutions for the Koordination."""

from flask import Blueprint

bp = Blueprint("kennzahlen", __name__, url_prefix="/kennzahlen")

from kimflow.blueprints.kennzahlen import institutionen, routes  # noqa: E402, F401 - the routes need bp
