"""Pages of Maßnahmen: the table people come for, one Maßnahme, and the Rückmeldung from a mail."""

from flask import Blueprint

bp = Blueprint("massnahmen", __name__)

from kimflow.blueprints.massnahmen import (  # noqa: E402 - the routes need bp
    darstellungen,  # noqa: F401
    handlungen,  # noqa: F401
    links,  # noqa: F401
    nachweise,  # noqa: F401
    routes,  # noqa: F401
    sammeln,  # noqa: F401
    sitzungsansicht,  # noqa: F401
)
