"""Pages for everybody: legal texts, help, and whether the service lives."""

from flask import Blueprint

bp = Blueprint("seiten", __name__)

from kimflow.blueprints.seiten import routes  # noqa: E402, F401 - the routes need bp
