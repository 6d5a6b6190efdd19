"""The page on which a meeting is brought to its end: what is still missing."""

from flask import Blueprint

bp = Blueprint("nachbereitung", __name__)

from kimflow.blueprints.nachbereitung import routes  # noqa: E402, F401 - the routes need bp
