"""Pages of institutions and Kommunen."""

from flask import Blueprint

bp = Blueprint("institutionen", __name__, url_prefix="/institutionen")

from kimflow.blueprints.institutionen import routes  # noqa: E402, F401 - the routes need bp
