"""Pages of Fördertöpfe: a year with its pots, one pot with its Buchungen, and their files."""

from flask import Blueprint

bp = Blueprint("foerdertoepfe", __name__)

from kimflow.blueprints.foerdertoepfe import handlungen, routes  # noqa: E402, F401 - the routes need bp
