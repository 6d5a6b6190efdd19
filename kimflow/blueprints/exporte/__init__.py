"""What was taken along as a file."""

from flask import Blueprint

bp = Blueprint("exporte", __name__, url_prefix="/exporte")

from kimflow.blueprints.exporte import routes  # noqa: E402, F401 - the routes need bp
