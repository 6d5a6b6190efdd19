"""Pages of reports: the list, a draft with its sections, what stands behind a figure, the figures for controlling."""

from flask import Blueprint

bp = Blueprint("berichte", __name__, url_prefix="/berichte")

from kimflow.blueprints.berichte import controlling, handlungen, routes  # noqa: E402, F401 - the routes need bp
