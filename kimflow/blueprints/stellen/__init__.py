"""Pages of Stellen: the posts of a year, and one with its occupancy."""

from flask import Blueprint

bp = Blueprint("stellen", __name__)

from kimflow.blueprints.stellen import handlungen, routes  # noqa: E402, F401 - the routes need bp
