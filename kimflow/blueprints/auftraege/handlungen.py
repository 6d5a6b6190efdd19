"""The pages of the acts on Aufträge."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.auftraege import bp
from kimflow.blueprints.auftraege.forms import AuftragForm, BegruendungForm, ErledigenForm, ErteilenForm
from kimflow.models import Auftrag, Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def der_auftrag(id: int) -> Auftrag:
    """The visible Auftrag with this id, its right asked."""
    return fetch(queries.auftraege.ganz(me()).where(Auftrag.id == id))


def zum_auftrag(auftrag: Auftrag) -> str:
    return url_for("auftraege.show", id=auftrag.id)


handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/auftraege/erteilen",
    workflow.auftraege.erteilen,
    ErteilenForm,
    fetch=_top,
    ziel=zum_auftrag,
    zurueck=lambda top: url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}"),
)


def _am_auftrag(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(bp, f"/auftraege/<int:id>/{act.verb}", act, form, fetch=der_auftrag, ziel=zum_auftrag)


_am_auftrag(workflow.auftraege.annehmen)
_am_auftrag(workflow.auftraege.erledigen, ErledigenForm)
_am_auftrag(workflow.auftraege.bearbeiten, AuftragForm)
_am_auftrag(workflow.auftraege.verwerfen, BegruendungForm)
# Whoever gives it back may not see it any more.
handlung(
    bp,
    "/auftraege/<int:id>/zurueckgeben",
    workflow.auftraege.zurueckgeben,
    BegruendungForm,
    fetch=der_auftrag,
    ziel=lambda auftrag: url_for("start.index"),
    zurueck=zum_auftrag,
)
