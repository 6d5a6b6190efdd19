"""Pages of Zielvereinbarungen."""

from flask import Blueprint

bp = Blueprint("zielvereinbarungen", __name__, url_prefix="/zielvereinbarungen")

from kimflow.blueprints.zielvereinbarungen import (  # noqa: E402 - the routes need bp
    dateien,  # noqa: F401
    fassungen,  # noqa: F401
    handlungen,  # noqa: F401
    routes,  # noqa: F401
)
