"""Pages of the import: what to take over, upload, headings, dry run, doing it in portions."""

from flask import Blueprint

bp = Blueprint("importe", __name__, url_prefix="/importe")

from kimflow.blueprints.importe import hochladen, laeufe  # noqa: E402, F401 - the routes need bp
