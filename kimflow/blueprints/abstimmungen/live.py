"""The part of a page that follows a round: turnout, opening, closing – never a vote, never an interim result."""

from flask import Response, render_template

from kimflow import queries
from kimflow.blueprints.abstimmungen import bp
from kimflow.db import session
from kimflow.models import Abstimmung
from kimflow.permissions import Permission
from kimflow.web import live
from kimflow.web.access import fetch, me, requires


def _teil(id: int, koordination: bool) -> str:
    abstimmung = session().get_one(Abstimmung, id)
    turnout = queries.abstimmungen.beteiligung_in_sicht(abstimmung, koordination)
    return render_template("abstimmungen/_teilnahme.html", abstimmung=abstimmung, beteiligung=turnout, weiter=True)


quelle = live.Quelle(queries.teilnahme.staende, queries.teilnahme.sicht, _teil)


def _sichtbare(nummer: str) -> int:
    abstimmung: Abstimmung = fetch(queries.abstimmungen.sichtbar_fuer(me()).where(Abstimmung.nummer == nummer))
    return abstimmung.id


@bp.get("/abstimmungen/<nummer>/teilnahme")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def teilnahme(nummer: str) -> Response:
    return live.teil(quelle, _sichtbare(nummer))


@bp.get("/abstimmungen/<nummer>/live")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def strom(nummer: str) -> Response:
    return live.strom(quelle, _sichtbare(nummer))
