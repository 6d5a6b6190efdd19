"""Table cards: printing them, and coming in with one."""

from flask import Blueprint

bp = Blueprint("tischkarten", __name__)

from kimflow.blueprints.tischkarten import routes  # noqa: E402, F401 - the routes need bp
