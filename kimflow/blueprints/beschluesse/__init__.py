"""Pages of decisions."""

from flask import Blueprint

bp = Blueprint("beschluesse", __name__)

from kimflow.blueprints.beschluesse import routes  # noqa: E402, F401 - the routes need bp
