"""The outbox."""

from flask import Blueprint

bp = Blueprint("post", __name__, url_prefix="/post")

from kimflow.blueprints.post import routes  # noqa: E402, F401 - the routes need bp
