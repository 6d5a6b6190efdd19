"""Pages of the Rückkopplung: asking the institutions of a shared Sitz, and answering."""

from flask import Blueprint

bp = Blueprint("rueckkopplungen", __name__)

from kimflow.blueprints.rueckkopplungen import handlungen, links, teile  # noqa: E402, F401 - the routes need bp
