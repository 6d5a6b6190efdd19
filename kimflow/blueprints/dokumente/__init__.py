"""The invitation as a file."""

from flask import Blueprint

bp = Blueprint("dokumente", __name__)

from kimflow.blueprints.dokumente import routes  # noqa: E402, F401 - the routes need bp
