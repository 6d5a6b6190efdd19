"""The page for who is signed in, its stream, and its buttons."""

from flask import Response

from kimflow import queries
from kimflow.blueprints.meine_sitzung import bp, taten
from kimflow.blueprints.meine_sitzung.jetzt import quelle
from kimflow.blueprints.meine_sitzung.seite import Weg, zeigen
from kimflow.models import Sitzung, Sitzungsantwort, Top
from kimflow.permissions import Permission
from kimflow.web import live
from kimflow.web.access import fetch, me, requires


def _die_sitzung(nummer: str) -> Sitzung:
    return fetch(queries.meine_sitzung.sichtbar_fuer(me()).where(Sitzung.nummer == nummer))


def _weg(nummer: str) -> Weg:
    return Weg(me(), f"/sitzungen/{nummer}/meine")


def _neu(nummer: str) -> taten.Neu:
    return lambda: (queries.meine_sitzung.mit_nummer(nummer), _weg(nummer))


@bp.get("/sitzungen/<nummer>/meine")
@requires(Permission.SITZUNG_TEILNEHMEN)
def show(nummer: str) -> Response:
    return zeigen(_die_sitzung(nummer), _weg(nummer))


@bp.get("/sitzungen/<nummer>/meine/teil")
@requires(Permission.SITZUNG_TEILNEHMEN)
def teil(nummer: str) -> Response:
    return live.teil(quelle, _die_sitzung(nummer).id)


@bp.get("/sitzungen/<nummer>/meine/live")
@requires(Permission.SITZUNG_TEILNEHMEN)
def strom(nummer: str) -> Response:
    return live.strom(quelle, _die_sitzung(nummer).id)


@bp.post("/sitzungen/<nummer>/meine/antworten/<int:id>")
@requires(Permission.SITZUNG_BEANTWORTEN)
def antworten(nummer: str, id: int) -> Response:
    visible = queries.sitzungen.antworten_fuer(me())
    antwort = fetch(visible.where(Sitzungsantwort.id == id, Sitzung.nummer == nummer))
    return taten.beantworten(antwort, _weg(nummer), _neu(nummer), me)


@bp.post("/sitzungen/<nummer>/meine/vota/<int:id>")
@requires(Permission.VOTUM_ABGEBEN)
def votum(nummer: str, id: int) -> Response:
    top = fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))
    return taten.votum(top, _weg(nummer), _neu(nummer), me)


@bp.post("/sitzungen/<nummer>/meine/vorschlag")
@requires(Permission.TOPVORSCHLAG_MACHEN)
def vorschlagen(nummer: str) -> Response:
    return taten.vorschlagen(_die_sitzung(nummer), _weg(nummer), _neu(nummer), me)
