"""The files of Nachweise: who sees the Maßnahme may save them, and nobody else."""

from flask import Response, abort

from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.handlungen import die_massnahme
from kimflow.permissions import Permission
from kimflow.web.access import requires
from kimflow.web.dateien import gespeicherte


@bp.get("/massnahmen/<nummer>/nachweise/<schluessel>")
@requires(Permission.MASSNAHME_ANSEHEN)
def nachweis(nummer: str, schluessel: str) -> Response:
    """The right of the Maßnahme is asked each time: an address passed on opens nothing (Decidim #8753)."""
    found = (n.datei for n in die_massnahme(nummer).geltende_nachweise if n.datei)
    datei = next((datei for datei in found if datei.schluessel == schluessel), None)
    return gespeicherte(datei) if datei else abort(404)
