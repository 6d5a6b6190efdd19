"""Pages of the days on which a Zielvereinbarung is looked at again."""

from flask import Blueprint

bp = Blueprint("ueberpruefungen", __name__)

from kimflow.blueprints.ueberpruefungen import handlungen  # noqa: E402, F401 - the routes need bp
