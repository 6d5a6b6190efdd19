"""„Meine Sitzung“: one page for whoever comes twice a year – signed in, or by the link out of the mail."""

from flask import Blueprint

bp = Blueprint("meine_sitzung", __name__)

from kimflow.blueprints.meine_sitzung import links, routes, wortmeldungen  # noqa: E402, F401 - the routes need bp
