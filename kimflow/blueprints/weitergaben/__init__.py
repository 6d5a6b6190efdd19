"""Pages of Weitergaben: the list of what was reported further, and the acts on one."""

from flask import Blueprint

bp = Blueprint("weitergaben", __name__)

from kimflow.blueprints.weitergaben import handlungen, routes  # noqa: E402, F401 - the routes need bp
