"""The page on which a Sitz gives its Votum vorab."""

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.vota import bp
from kimflow.blueprints.vota.forms import VotumForm
from kimflow.models import Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.handlungen import handlung


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/votum",
    workflow.vota.abgeben,
    VotumForm,
    fetch=_top,
    ziel=lambda top: url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}"),
)
