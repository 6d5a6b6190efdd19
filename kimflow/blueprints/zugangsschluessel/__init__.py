"""Pages of one's own keys for calendars and the interface."""

from flask import Blueprint

bp = Blueprint("zugangsschluessel", __name__, url_prefix="/konto/schluessel")

from kimflow.blueprints.zugangsschluessel import routes  # noqa: E402, F401 - the routes need bp
