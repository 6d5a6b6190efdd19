"""Pages of the settings."""

from flask import Blueprint

bp = Blueprint("einstellungen", __name__, url_prefix="/einstellungen")

from kimflow.blueprints.einstellungen import routes  # noqa: E402, F401 - the routes need bp
