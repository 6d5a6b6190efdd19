"""The page of the search."""

from flask import Blueprint

bp = Blueprint("suche", __name__)

from kimflow.blueprints.suche import routes  # noqa: E402, F401 - the routes need bp
