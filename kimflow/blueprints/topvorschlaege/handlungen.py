"""The pages of the acts on what members propose, below its meeting."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.topvorschlaege import bp
from kimflow.blueprints.topvorschlaege.forms import AblehnenForm, AufnehmenForm, MachenForm
from kimflow.models import Sitzung, Topvorschlag
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.sitzungen.ganz(me()).where(Sitzung.nummer == nummer))


def _vorschlag(nummer: str, id: int) -> Topvorschlag:
    visible = queries.sitzungen.topvorschlaege_fuer(me())
    return fetch(visible.where(Topvorschlag.id == id, Sitzung.nummer == nummer))


def _zu_den_vorschlaegen(thing: Any) -> str:
    sitzung = thing if isinstance(thing, Sitzung) else thing.sitzung
    return url_for("sitzungen.show", nummer=sitzung.nummer, _anchor="vorschlaege")


def _am_vorschlag(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    rule = f"/sitzungen/<nummer>/vorschlaege/<int:id>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_vorschlag, ziel=_zu_den_vorschlaegen)


handlung(
    bp,
    "/sitzungen/<nummer>/vorschlaege/machen",
    workflow.topvorschlaege.machen,
    MachenForm,
    fetch=_sitzung,
    ziel=_zu_den_vorschlaegen,
)
_am_vorschlag(workflow.topvorschlaege.aufnehmen, AufnehmenForm)
_am_vorschlag(workflow.topvorschlaege.ablehnen, AblehnenForm)
_am_vorschlag(workflow.topvorschlaege.zurueckziehen)
