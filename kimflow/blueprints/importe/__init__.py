"""Pages of the import: upload, preview, doing it."""

from flask import Blueprint

bp = Blueprint("importe", __name__, url_prefix="/importe")

from kimflow.blueprints.importe import routes  # noqa: E402, F401 - the routes need bp
