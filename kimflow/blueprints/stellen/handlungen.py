"""The pages of the acts on Stellen."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.stellen import bp
from kimflow.blueprints.stellen.forms import BesetzenForm, BesetzungBeendenForm, StelleBearbeitenForm, StelleForm
from kimflow.models import Stelle
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def die_stelle(id: int) -> Stelle:
    """The visible post with this id, its right asked."""
    return fetch(queries.stellen.ganz(me()).where(Stelle.id == id))


def _zur_stelle(stelle: Stelle) -> str:
    return url_for("stellen.show", id=stelle.id)


handlung(
    bp,
    "/stellen/einrichten",
    workflow.stellen.einrichten,
    StelleForm,
    ziel=_zur_stelle,
    zurueck=lambda thing: url_for("stellen.index"),
)


def _an_der_stelle(act: Act[..., Any], form: type[Formular]) -> None:
    handlung(bp, f"/stellen/<int:id>/{act.verb}", act, form, fetch=die_stelle, ziel=_zur_stelle)


_an_der_stelle(workflow.stellen.besetzen, BesetzenForm)
_an_der_stelle(workflow.stellen.besetzung_beenden, BesetzungBeendenForm)
_an_der_stelle(workflow.stellen.bearbeiten, StelleBearbeitenForm)
