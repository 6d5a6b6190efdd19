"""Pages of Zeichnungen: what was signed, its files, and signing by the link from the mail."""

from flask import Blueprint

bp = Blueprint("zeichnungen", __name__)

from kimflow.blueprints.zeichnungen import links, routes  # noqa: E402, F401 - the routes need bp
