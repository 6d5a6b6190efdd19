"""The personal calendar. Its key stands in the address, since calendar programs send no headers of their own."""

from flask import Response

from kimflow import config, queries
from kimflow.blueprints.kalender import bp
from kimflow.exports import kalender_ics
from kimflow.models import Schluesselzweck
from kimflow.permissions import Permission, can
from kimflow.web.access import public
from kimflow.web.dateien import ICS, datei
from kimflow.web.schluesselzugang import Gebremst, oeffnen, unveraendert

UNBEKANNT = "Diesen Kalender gibt es nicht.\n"
ZU_OFT = "Zu viele Anfragen.\n"


@bp.get("/<schluessel>.ics")
@public
def abrufen(schluessel: str) -> Response:
    """Unknown, revoked and of a closed account are the same answer; a browser's own session plays no part."""
    try:
        found = oeffnen(schluessel, Schluesselzweck.KALENDER)
    except Gebremst as zu_oft:
        return Response(ZU_OFT, 429, {"Retry-After": zu_oft.warten}, mimetype="text/plain")
    if found is None or not can(found.person, Permission.KALENDER_ABRUFEN):
        return Response(UNBEKANNT, 404, mimetype="text/plain")
    shown = queries.kalender.termine(found.person, found.inhalte)
    content = kalender_ics.schreiben(
        shown,
        queries.kalender.aenderungen(shown),
        name=f"kimflow {config.current().kreis}",
        mit_titel=found.mit_titel,
        seit=found.angelegt_am,
    )
    return unveraendert(datei(content, ICS, "kimflow.ics"))
