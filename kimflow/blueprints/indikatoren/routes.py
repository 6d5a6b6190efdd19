"""Route of Indikatoren: one with its readings as a table and a drawing."""

from flask import render_template

from kimflow import queries
from kimflow.blueprints.indikatoren import bp
from kimflow.blueprints.indikatoren.handlungen import der_indikator
from kimflow.permissions import Permission
from kimflow.web.access import me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.messungen import Messung


@bp.get("/<int:id>")
@requires(Permission.INDIKATOR_ANSEHEN)
def show(id: int) -> str:
    indikator = der_indikator(id)
    fruehere = queries.indikatoren.fruehere(indikator.zielvereinbarung, me())
    return render_template(
        "indikatoren/show.html",
        indikator=indikator,
        messung=Messung(indikator, fruehere.get(indikator.id, ())),
        angebote=angebote(indikator, "indikatoren", id=indikator.id),
    )
