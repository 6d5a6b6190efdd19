"""Pages of rounds of voting."""

from flask import Blueprint

bp = Blueprint("abstimmungen", __name__)

from kimflow.blueprints.abstimmungen import (  # noqa: E402, F401 - the routes need bp
    befangenheit,
    erfassung,
    geheim,
    handlungen,
    links,
    live,
    papier,
    routes,
    stimmen,
)
