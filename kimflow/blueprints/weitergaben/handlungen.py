"""The pages of the acts on Weitergaben; all lead back to the Thema."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.weitergaben import bp
from kimflow.blueprints.weitergaben.forms import AbschlussForm, AntwortForm, WeitergebenForm, WiedervorlageForm
from kimflow.columns import canonical
from kimflow.models import Thema, Weitergabe
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.sichtbar_fuer(me()).where(Thema.nummer == canonical(nummer)[:16]))


def _weitergabe(id: int) -> Weitergabe:
    return fetch(queries.weitergaben.sichtbar_fuer(me()).where(Weitergabe.id == id))


def _zum_thema(thing: Weitergabe | Thema) -> str:
    thema = thing.thema if isinstance(thing, Weitergabe) else thing
    return url_for("themen.show", nummer=thema.nummer, _anchor="weitergaben")


handlung(
    bp, "/themen/<nummer>/weitergeben", workflow.weitergaben.weitergeben, WeitergebenForm, fetch=_thema, ziel=_zum_thema
)


def _an_der_weitergabe(act: Act[..., Any], form: type[Formular]) -> None:
    handlung(bp, f"/weitergaben/<int:id>/{act.verb}", act, form, fetch=_weitergabe, ziel=_zum_thema)


_an_der_weitergabe(workflow.weitergaben.antwort_festhalten, AntwortForm)
_an_der_weitergabe(workflow.weitergaben.wiedervorlegen, WiedervorlageForm)
_an_der_weitergabe(workflow.weitergaben.abschliessen, AbschlussForm)
