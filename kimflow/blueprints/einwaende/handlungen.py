"""The pages of the acts on schwere Einwände, below their round."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.einwaende import bp
from kimflow.blueprints.einwaende.forms import BeantwortenForm
from kimflow.models import Abstimmung, Einwand
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _einwand(nummer: str, id: int) -> Einwand:
    own = queries.einwaende.sichtbar_fuer(me()).join(Einwand.abstimmung)
    return fetch(own.where(Einwand.id == id, Abstimmung.nummer == nummer))


def _zum_ergebnis(einwand: Einwand) -> str:
    return url_for("abstimmungen.show", nummer=einwand.abstimmung.nummer, _anchor="einwaende")


def _am_einwand(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    rule = f"/abstimmungen/<nummer>/einwaende/<int:id>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_einwand, ziel=_zum_ergebnis)


_am_einwand(workflow.einwaende.beantworten, BeantwortenForm)
_am_einwand(workflow.einwaende.zurueckziehen)
