"""Which letters one gets: the page of the own choice, and the page behind the link in a letter."""

from flask import Blueprint

bp = Blueprint("abbestellungen", __name__)

from kimflow.blueprints.abbestellungen import routes  # noqa: E402, F401 - the routes need bp
