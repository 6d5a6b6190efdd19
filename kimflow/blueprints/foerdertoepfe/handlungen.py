"""The pages of the acts on Fördertöpfe and their years."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.foerdertoepfe import bp
from kimflow.blueprints.foerdertoepfe.forms import AbschliessenForm, TopfBearbeitenForm, TopfForm, UebernehmenForm
from kimflow.models import Foerderjahr, Foerdertopf
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def der_topf(id: int) -> Foerdertopf:
    """The visible pot with this id, its right asked."""
    return fetch(queries.foerdertoepfe.sichtbar_fuer(me()).where(Foerdertopf.id == id))


def zum_topf(topf: Foerdertopf) -> str:
    return url_for("foerdertoepfe.show", id=topf.id)


def _zum_jahr(thing: Foerdertopf | Foerderjahr) -> str:
    return url_for("foerdertoepfe.index", jahr=thing.jahr)


def _das_jahr(id: int) -> Foerderjahr:
    return fetch(queries.foerdertoepfe.jahre_fuer(me()).where(Foerderjahr.id == id))


handlung(
    bp,
    "/foerdertoepfe/anlegen",
    workflow.foerdertoepfe.anlegen,
    TopfForm,
    ziel=zum_topf,
    zurueck=lambda thing: url_for("foerdertoepfe.index"),
)


def _am_topf(act: Act[..., Any], form: type[Formular] = Formular, **kw: Any) -> None:
    handlung(bp, f"/foerdertoepfe/<int:id>/{act.verb}", act, form, fetch=der_topf, **{"ziel": zum_topf, **kw})


_am_topf(workflow.foerdertoepfe.freigeben)
_am_topf(workflow.foerdertoepfe.bearbeiten, TopfBearbeitenForm)
_am_topf(workflow.foerdertoepfe.loeschen, ziel=_zum_jahr, zurueck=zum_topf)
handlung(
    bp,
    "/foerderjahre/<int:id>/uebernehmen",
    workflow.foerdertoepfe.uebernehmen,
    UebernehmenForm,
    fetch=_das_jahr,
    ziel=lambda jahr: url_for("foerdertoepfe.index", jahr=jahr.jahr + 1),
    zurueck=_zum_jahr,
    teil="foerdertoepfe/_uebernehmen.html",
)
handlung(
    bp,
    "/foerderjahre/<int:id>/abschliessen",
    workflow.foerdertoepfe.abschliessen,
    AbschliessenForm,
    fetch=_das_jahr,
    ziel=_zum_jahr,
    teil="foerdertoepfe/_abschliessen.html",
)
