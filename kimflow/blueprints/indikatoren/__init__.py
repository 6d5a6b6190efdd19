"""Pages of Indikatoren: one with its readings, and the acts on it."""

from flask import Blueprint

bp = Blueprint("indikatoren", __name__, url_prefix="/indikatoren")

from kimflow.blueprints.indikatoren import handlungen, routes  # noqa: E402, F401 - the routes need bp
