"""Pages of Aufträge: the list, one of them, and the files of the list."""

from flask import Blueprint

bp = Blueprint("auftraege", __name__)

from kimflow.blueprints.auftraege import handlungen, routes  # noqa: E402, F401 - the routes need bp
