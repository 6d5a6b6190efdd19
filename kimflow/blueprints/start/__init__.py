"""The start page: what do I have to do?"""

from flask import Blueprint

bp = Blueprint("start", __name__)

from kimflow.blueprints.start import routes  # noqa: E402, F401 - the routes need bp
