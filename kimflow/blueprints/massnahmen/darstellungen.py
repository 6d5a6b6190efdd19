"""Other looks at the same filtered Maßnahmen: the board by status, the timeline by date."""

from dataclasses import replace

from flask import render_template

from kimflow import clock, queries
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.brett import spalten
from kimflow.blueprints.massnahmen.kopf import lesen
from kimflow.permissions import Permission
from kimflow.queries.massnahmen import Massnahmenfilter
from kimflow.web.access import ask, me, requires
from kimflow.web.zeitbild import Abgearbeitet, abgearbeitet, zeitbild


@bp.get("/massnahmen/tafel")
@requires(Permission.MASSNAHME_ANSEHEN)
def tafel() -> str:
    ask()
    kopf = lesen("massnahmen.tafel", ganz=True, status="brett")
    steps = queries.massnahmen.schritte(me(), kopf.filter)
    sentences = queries.massnahmen.letzte_saetze(me(), kopf.filter) if kopf.verfolgt else {}
    return render_template("massnahmen/tafel.html", kopf=kopf, spalten=spalten(kopf, steps, sentences, me()))


@bp.get("/massnahmen/zeitstrahl")
@requires(Permission.MASSNAHME_ANSEHEN)
def zeitstrahl() -> str:
    ask()
    kopf = lesen("massnahmen.zeitstrahl", ganz=True)
    steps = queries.massnahmen.schritte(me(), kopf.filter)
    return render_template(
        "massnahmen/zeitstrahl.html",
        kopf=kopf,
        schritte=steps,
        bild=zeitbild([row.zeile for row in kopf.zeilen], steps, clock.today()),
        monate=_monate(kopf.filter),
        nur_heute=_nur_heute(kopf.filter),
    )


def _nur_heute(filter: Massnahmenfilter) -> bool:
    """Whether rows are chosen by what is true today only: nobody knows which they would have been months ago."""
    return bool(filter.ampel or filter.verzug or filter.sicht)


def _monate(filter: Massnahmenfilter) -> Abgearbeitet | None:
    """What is done counts unless a Stand was asked for."""
    if _nur_heute(filter):
        return None
    wanted = filter if filter.status else replace(filter, status="alle")
    return abgearbeitet(queries.massnahmen.verlaeufe(me(), wanted), clock.today())
