"""Pages of Pflichten: the book of duties, and one of them."""

from flask import Blueprint

bp = Blueprint("pflichten", __name__)

from kimflow.blueprints.pflichten import handlungen, routes  # noqa: E402, F401 - the routes need bp
