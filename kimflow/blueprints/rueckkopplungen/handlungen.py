"""The pages of the acts on the Rückkopplung."""

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.rueckkopplungen import bp
from kimflow.blueprints.rueckkopplungen.forms import ErbittenForm, GebenForm
from kimflow.models import Abstimmung, Rueckkopplung
from kimflow.web.access import fetch, me
from kimflow.web.handlungen import handlung


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


def _rueckkopplung(id: int) -> Rueckkopplung:
    return fetch(queries.rueckkopplungen.ganz(me()).where(Rueckkopplung.id == id))


handlung(
    bp,
    "/abstimmungen/<nummer>/rueckkopplung",
    workflow.rueckkopplungen.erbitten,
    ErbittenForm,
    fetch=_abstimmung,
    ziel=lambda abstimmung: url_for("abstimmungen.show", nummer=abstimmung.nummer, _anchor="rueckkopplung"),
)
# Who answers need not see the round: back to what else there is to do.
handlung(
    bp,
    "/rueckkopplungen/<int:id>/geben",
    workflow.rueckkopplungen.geben,
    GebenForm,
    fetch=_rueckkopplung,
    ziel=lambda rueckkopplung: url_for("start.index"),
    vorlage="rueckkopplungen/geben.html",
    teil="rueckkopplungen/_geben.html",
)
