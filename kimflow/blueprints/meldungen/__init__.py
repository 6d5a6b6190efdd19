"""Pages of Meldungen: the Meldebogen with and without an account, the queue, and the link of who reported."""

from flask import Blueprint

bp = Blueprint("meldungen", __name__)

from kimflow.blueprints.meldungen import einfuegen, handlungen, oeffentlich, routes  # noqa: E402, F401 - the routes need bp
