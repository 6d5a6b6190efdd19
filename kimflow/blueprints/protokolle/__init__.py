"""Pages of the minutes of a meeting, and of what is objected to them."""

from flask import Blueprint

bp = Blueprint("protokolle", __name__)

from kimflow.blueprints.protokolle import dateien, handlungen, links, routes  # noqa: E402, F401 - the routes need bp
