"""The interface for programs: read only, by a personal key, with the rights of its person."""

from flask import Blueprint

bp = Blueprint("schnittstelle", __name__, url_prefix="/api/v1")

from kimflow.blueprints.schnittstelle import (  # noqa: E402 - the routes need bp
    beschluesse,  # noqa: F401
    beschreibung,  # noqa: F401
    kennzahlen,  # noqa: F401
    massnahmen,  # noqa: F401
    themen,  # noqa: F401
)
