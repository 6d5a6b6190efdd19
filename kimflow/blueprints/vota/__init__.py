"""Page of the Votum vorab."""

from flask import Blueprint

bp = Blueprint("vota", __name__)

from kimflow.blueprints.vota import handlungen  # noqa: E402, F401 - the routes need bp
