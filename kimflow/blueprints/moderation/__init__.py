"""The moderator's screen: one page that runs a meeting, and the small acts done from it."""

from flask import Blueprint

bp = Blueprint("moderation", __name__)

from kimflow.blueprints.moderation import handlungen, live, routes, zeilen  # noqa: E402, F401 - the routes need bp
