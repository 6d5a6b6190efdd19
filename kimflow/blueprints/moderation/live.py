"""The parts of the moderator's screen that follow what happens in the room."""

from flask import Response, render_template

from kimflow import queries
from kimflow.blueprints.moderation import ansicht, bp
from kimflow.blueprints.moderation.schritte import RECHTE
from kimflow.db import session
from kimflow.models import Person, Sitzung
from kimflow.permissions import Permission, can
from kimflow.queries.saal import Sicht
from kimflow.web import live
from kimflow.web.access import fetch, me, requires


def _sicht(person: Person, id: int) -> Sicht | None:
    sitzung = session().get(Sitzung, id)
    if sitzung is None or not can(person, Permission.SITZUNG_MODERIEREN, sitzung):
        return None
    return queries.saal.sicht(person, sitzung, RECHTE)


def _teil(id: int, sicht: Sicht) -> str:
    return render_template("moderation/_plaetze.html", **ansicht.zeigen(queries.saal.laden(id), sicht), csrf="")


quelle = live.Quelle(queries.saal.staende, _sicht, _teil)


def _moderierte(nummer: str) -> int:
    visible = queries.saal.nur(me()).where(Sitzung.nummer == nummer)
    return fetch(visible).id


@bp.get("/sitzungen/<nummer>/moderation/live")
@requires(Permission.SITZUNG_MODERIEREN)
def strom(nummer: str) -> Response:
    return live.strom(quelle, _moderierte(nummer))


@bp.get("/sitzungen/<nummer>/moderation/teil")
@requires(Permission.SITZUNG_MODERIEREN)
def teil(nummer: str) -> Response:
    return live.teil(quelle, _moderierte(nummer))
