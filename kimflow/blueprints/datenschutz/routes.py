"""Routes of the Datenschutz-Wächter."""

import re

from flask import Response, abort, make_response, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.datenschutz import bp
from kimflow.blueprints.datenschutz.forms import AusnehmenForm
from kimflow.models import Einstellung
from kimflow.web.access import fetch, me, me_or_none, public
from kimflow.web.datenschutz import aus_text
from kimflow.web.handlungen import handlung
from kimflow.web.takt import Takt
from kimflow.workflow import bremse

HOECHSTENS = 20_000
"""Characters looked at while somebody writes; on submit all of them are."""

_KENNUNG = re.compile(r"[A-Za-z][\w-]{0,100}", re.ASCII)
JE_MINUTE = 60
"""Questions from one network without a sign-in."""
_takt = Takt(JE_MINUTE)


@bp.post("/pruefen")
@public
def pruefen() -> Response:
    """The hints for one field of the form that is being filled in. Nothing of it is stored or logged."""
    kennung, feld = request.args.get("kennung", ""), request.args.get("feld", "")
    if not (_KENNUNG.fullmatch(kennung) and _KENNUNG.fullmatch(feld)):
        abort(404)
    if me_or_none() is None and _takt.ist_zu_schnell(bremse.netz(request.remote_addr)):
        return make_response(render_template("datenschutz/_pause.html"), 429)
    hinweise = aus_text(kennung, feld, request.form.get(feld, "")[:HOECHSTENS])
    return make_response(render_template("datenschutz/_funde.html", hinweise=hinweise))


def _liste() -> Einstellung:
    known = queries.vokabeln.einstellungen_fuer(me())
    return fetch(known.where(Einstellung.schluessel == "datenschutz.keine_personen"))


handlung(
    bp,
    "/ausnehmen",
    workflow.waechter.ausnehmen,
    AusnehmenForm,
    fetch=_liste,
    ziel=lambda einstellung: url_for("verwaltung.index"),
)
