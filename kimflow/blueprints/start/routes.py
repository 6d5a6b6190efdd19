"""Route of the start page."""

from flask import render_template

from kimflow.blueprints.start import bp
from kimflow.permissions import Permission
from kimflow.web.access import ask, requires


@bp.get("/")
@requires(Permission.START_ANSEHEN)
def index() -> str:
    ask()
    return render_template("start/index.html")
