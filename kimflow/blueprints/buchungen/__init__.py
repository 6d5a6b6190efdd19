"""Pages of the acts on Buchungen; they are shown at their pot and their Maßnahme."""

from flask import Blueprint

bp = Blueprint("buchungen", __name__)

from kimflow.blueprints.buchungen import handlungen  # noqa: E402, F401 - the routes need bp
