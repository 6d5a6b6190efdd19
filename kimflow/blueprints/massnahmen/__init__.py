"""Pages of Maßnahmen: the table people come for, one Maßnahme, and the Rückmeldung from a mail."""

from flask import Blueprint

bp = Blueprint("massnahmen", __name__)

from kimflow.blueprints.massnahmen import handlungen, links, nachweise, routes  # noqa: E402, F401 - the routes need bp
