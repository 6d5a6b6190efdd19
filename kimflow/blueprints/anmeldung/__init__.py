"""Signing in and out, links that set a password, and the own account."""

from flask import Blueprint

bp = Blueprint("anmeldung", __name__)

from kimflow.blueprints.anmeldung import konto, passwort, routes  # noqa: E402, F401 - the routes need bp
