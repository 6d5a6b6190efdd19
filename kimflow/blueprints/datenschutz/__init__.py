"""The Datenschutz-Wächter while somebody writes, and the words it leaves alone."""

from flask import Blueprint

bp = Blueprint("datenschutz", __name__, url_prefix="/datenschutz")

from kimflow.blueprints.datenschutz import routes  # noqa: E402, F401 - the routes need bp
