"""The pages of the acts on Indikatoren."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.indikatoren import bp
from kimflow.blueprints.indikatoren.forms import (
    BerichtigenForm,
    IndikatorBearbeitenForm,
    IndikatorEntfernenForm,
    IndikatorForm,
    MesswertForm,
)
from kimflow.columns import canonical
from kimflow.models import Indikator, Zielvereinbarung
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def der_indikator(id: int) -> Indikator:
    """The visible Indikator of this id, its right asked."""
    return fetch(queries.indikatoren.sichtbar_fuer(me()).where(Indikator.id == id))


def _vereinbarung(nummer: str) -> Zielvereinbarung:
    return fetch(queries.zielvereinbarungen.ganz(me()).where(Zielvereinbarung.nummer == canonical(nummer)[:16]))


def _zur_vereinbarung(thing: Indikator | Zielvereinbarung) -> str:
    vereinbarung = thing.zielvereinbarung if isinstance(thing, Indikator) else thing
    return url_for("zielvereinbarungen.show", nummer=vereinbarung.nummer, _anchor="messung")


def _zum_indikator(indikator: Indikator) -> str:
    return url_for("indikatoren.show", id=indikator.id)


def _an_der_vereinbarung(act: Act[..., Any], form: type[Formular]) -> None:
    rule = f"/zur-zielvereinbarung/<nummer>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_vereinbarung, ziel=_zur_vereinbarung)


_an_der_vereinbarung(workflow.indikatoren.anlegen, IndikatorForm)
_an_der_vereinbarung(workflow.indikatoren.entfernen, IndikatorEntfernenForm)
handlung(
    bp,
    "/<int:id>/bearbeiten",
    workflow.indikatoren.bearbeiten,
    IndikatorBearbeitenForm,
    fetch=der_indikator,
    ziel=_zur_vereinbarung,
)
handlung(
    bp,
    "/<int:id>/messwert_erfassen",
    workflow.indikatoren.messwert_erfassen,
    MesswertForm,
    fetch=der_indikator,
    ziel=_zum_indikator,
)
handlung(
    bp,
    "/<int:id>/messwert_berichtigen",
    workflow.indikatoren.messwert_berichtigen,
    BerichtigenForm,
    fetch=der_indikator,
    ziel=_zum_indikator,
)
