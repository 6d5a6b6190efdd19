"""Pages of persons: accounts, roles, signing powers."""

from flask import Blueprint

bp = Blueprint("personen", __name__, url_prefix="/personen")

from kimflow.blueprints.personen import routes  # noqa: E402, F401 - the routes need bp
