"""The pages of the acts on cases."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.fallrekonstruktionen import bp
from kimflow.blueprints.fallrekonstruktionen.forms import (
    AnlegenForm,
    BearbeitenForm,
    EinreichenForm,
    FreigebenForm,
    LesendeForm,
    VerlaengernForm,
    ZurueckgebenForm,
)
from kimflow.columns import canonical
from kimflow.models import Fallrekonstruktion, Gremium
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _fall(nummer: str) -> Fallrekonstruktion:
    return fetch(queries.fallrekonstruktionen.ganz(me()).where(Fallrekonstruktion.nummer == canonical(nummer)[:16]))


def _fallwerkstatt(id: int) -> Gremium:
    return fetch(queries.gremien.sichtbar_fuer(me()).where(Gremium.id == id))


def _zum_fall(fall: Fallrekonstruktion) -> str:
    return url_for("fallrekonstruktionen.show", nummer=fall.nummer)


def _zur_liste(thing: object) -> str:
    return url_for("fallrekonstruktionen.index")


handlung(
    bp,
    "/<int:id>/anlegen",
    workflow.fallrekonstruktionen.anlegen,
    AnlegenForm,
    fetch=_fallwerkstatt,
    ziel=lambda fall: url_for("fallrekonstruktionen.bearbeiten", nummer=fall.nummer),
    zurueck=_zur_liste,
)
handlung(
    bp,
    "/<nummer>/bearbeiten",
    workflow.fallrekonstruktionen.bearbeiten,
    BearbeitenForm,
    fetch=_fall,
    ziel=_zum_fall,
    vorlage="fallrekonstruktionen/bearbeiten.html",
    teil="fallrekonstruktionen/_formular.html",
)
handlung(
    bp, "/<nummer>/einreichen", workflow.fallrekonstruktionen.einreichen, EinreichenForm, fetch=_fall, ziel=_zum_fall
)
handlung(
    bp,
    "/<nummer>/lesende_benennen",
    workflow.fallrekonstruktionen.lesende_benennen,
    LesendeForm,
    fetch=_fall,
    ziel=_zum_fall,
)
handlung(bp, "/<nummer>/verlaengern", workflow.fallfristen.verlaengern, VerlaengernForm, fetch=_fall, ziel=_zum_fall)


# After these the case may be out of sight for whoever did them; the list never is.
def _und_weg(act: Act[..., Any], form: type[Formular] = Formular, vorlage: str = "handlung.html") -> None:
    handlung(bp, f"/<nummer>/{act.verb}", act, form, fetch=_fall, ziel=_zur_liste, zurueck=_zum_fall, vorlage=vorlage)


_und_weg(workflow.fallrekonstruktionen.freigeben, FreigebenForm, "fallrekonstruktionen/freigeben.html")
_und_weg(workflow.fallrekonstruktionen.zurueckgeben, ZurueckgebenForm)
_und_weg(workflow.fallrekonstruktionen.zurueckziehen)
