"""The pages of the acts that prepare an agenda item, below its meeting."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import selectinload

from kimflow import queries, workflow
from kimflow.blueprints.tops import bp
from kimflow.blueprints.tops.forms import BearbeitenForm, UnterlageAnhaengenForm, UnterlageEntfernenForm
from kimflow.models import Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _top(nummer: str, id: int) -> Top:
    visible = queries.sitzungen.tops_fuer(me()).options(selectinload(Top.unterlagen))
    return fetch(visible.where(Top.id == id, Sitzung.nummer == nummer))


def _zum_punkt(top: Top) -> str:
    return url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}")


def _am_punkt(act: Act[..., Any], form: type[Formular]) -> None:
    handlung(bp, f"/sitzungen/<nummer>/tops/<int:id>/{act.verb}", act, form, fetch=_top, ziel=_zum_punkt)


_am_punkt(workflow.tops.bearbeiten, BearbeitenForm)
_am_punkt(workflow.tops.unterlage_anhaengen, UnterlageAnhaengenForm)
_am_punkt(workflow.tops.unterlage_entfernen, UnterlageEntfernenForm)
