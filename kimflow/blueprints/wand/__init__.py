"""The wall: what the projector shows. Public behind its token, and never a name on it."""

from flask import Blueprint

bp = Blueprint("wand", __name__)

from kimflow.blueprints.wand import routes  # noqa: E402, F401 - the routes need bp
