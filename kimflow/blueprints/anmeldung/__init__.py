"""Pages of anmeldung."""

from flask import Blueprint

bp = Blueprint("anmeldung", __name__)

from kimflow.blueprints.anmeldung import routes  # noqa: E402, F401 - the routes need bp
