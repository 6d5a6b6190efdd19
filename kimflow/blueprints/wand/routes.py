"""The page of the wall, and how it follows the moderator."""

from flask import Response, make_response, render_template

from kimflow import queries
from kimflow.blueprints.wand import bp
from kimflow.blueprints.wand.bild import platz, worte
from kimflow.models import Person, Sitzung
from kimflow.web import live, wandzeichen
from kimflow.web.access import public


def _niemand(person: Person, id: int) -> None:
    """A wall belongs to its token; an account opens none."""


quelle = live.Quelle(queries.saal.staende, _niemand, platz)


@bp.get("/wand/<nummer>/<token>")
@public
def wand(nummer: str, token: str) -> Response:
    sitzung = queries.wand.sitzung(nummer)
    if sitzung is None or not wandzeichen.gilt(sitzung, token):
        return _zu(sitzung, token)
    shown = worte(sitzung.id, sitzung.wand)
    return make_response(render_template("wand/wand.html", hier=f"/wand/{nummer}/{token}", **shown))


@bp.get("/wand/<nummer>/<token>/teil")
@public
def teil(nummer: str, token: str) -> Response:
    sitzung = queries.wand.sitzung(nummer)
    if sitzung is None or not wandzeichen.gilt(sitzung, token):
        return _zu(sitzung, token)
    return live.teil(quelle, sitzung.id, lambda: sitzung.wand)


@bp.get("/wand/<nummer>/<token>/live")
@public
def strom(nummer: str, token: str) -> Response:
    sitzung = queries.wand.sitzung(nummer)
    if sitzung is None or not wandzeichen.gilt(sitzung, token):
        return _zu(sitzung, token)

    def still() -> int | None:
        found = queries.wand.sitzung(nummer)
        return found.wand if found and wandzeichen.gilt(found, token) else None

    return live.strom(quelle, sitzung.id, still)


def _zu(sitzung: Sitzung | None, token: str) -> Response:
    """One answer to every token that shows nothing; who had the right one is told that the meeting is over."""
    is_over = sitzung is not None and wandzeichen.passt(sitzung, token) and not sitzung.ist_laufend
    return make_response(render_template("wand/zu.html", beendet=is_over), 410)
