"""The pages of the acts on minutes and objections."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import joinedload

from kimflow import queries, workflow
from kimflow.blueprints.protokolle import bp
from kimflow.blueprints.protokolle.forms import (
    AbrundenForm,
    BehandelnForm,
    ErhebenForm,
    GenehmigenForm,
    NiederschreibenForm,
    ProtokollBerichtigenForm,
    UeberarbeitenForm,
)
from kimflow.models import Einwendung, Protokollfassung, Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import anker, handlung
from kimflow.workflow.acts import Act


def _sitzung(nummer: str) -> Sitzung:
    visible = queries.sitzungen.sichtbar_fuer(me()).options(joinedload(Sitzung.gremium))
    return fetch(visible.where(Sitzung.nummer == nummer))


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.protokolle.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def _fassung(nummer: str, fassung: int) -> Protokollfassung:
    visible = queries.protokolle.sichtbar_fuer(me())
    return fetch(visible.where(Sitzung.nummer == nummer, Protokollfassung.fassung == fassung))


def _einwendung(nummer: str, id: int) -> Einwendung:
    return fetch(queries.einwendungen.sichtbar_fuer(me()).where(Einwendung.id == id, Sitzung.nummer == nummer))


def _zum_protokoll(thing: Sitzung | Top | Protokollfassung) -> str:
    sitzung = thing if isinstance(thing, Sitzung) else thing.sitzung
    return url_for("protokolle.show", nummer=sitzung.nummer)


def _zum_absatz(thing: Protokollfassung | Einwendung) -> str:
    version = thing.fassung if isinstance(thing, Einwendung) else thing
    page = url_for("protokolle.fassung", nummer=version.sitzung.nummer, fassung=version.fassung)
    return anker(page, f"absatz-{thing.absatz}") if isinstance(thing, Einwendung) else page


def _an_der_sitzung(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(bp, f"/sitzungen/<nummer>/{act.verb}", act, form, fetch=_sitzung, ziel=_zum_protokoll)


_an_der_sitzung(workflow.protokolle.vorlegen)
_an_der_sitzung(workflow.protokolle.abrunden, AbrundenForm)
_an_der_sitzung(workflow.protokolle.genehmigen, GenehmigenForm)
_an_der_sitzung(workflow.protokolle.ueberarbeiten, UeberarbeitenForm)
_an_der_sitzung(workflow.protokolle.protokoll_berichtigen, ProtokollBerichtigenForm)
handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/niederschreiben",
    workflow.protokolle.niederschreiben,
    NiederschreibenForm,
    fetch=_top,
    ziel=_zum_protokoll,
    nur_dort=True,
)
handlung(
    bp,
    "/sitzungen/<nummer>/protokoll/<int:fassung>/erheben",
    workflow.einwendungen.erheben,
    ErhebenForm,
    fetch=_fassung,
    ziel=_zum_absatz,
    vorlage="protokolle/erheben.html",
    teil="protokolle/_erheben.html",
)


def _an_der_einwendung(act: Act[..., Any], form: type[Formular] = Formular, **kw: Any) -> None:
    rule = f"/sitzungen/<nummer>/einwendungen/<int:id>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_einwendung, ziel=_zum_absatz, **kw)


_an_der_einwendung(
    workflow.einwendungen.behandeln,
    BehandelnForm,
    vorlage="protokolle/behandeln.html",
    teil="protokolle/_behandeln.html",
)
_an_der_einwendung(workflow.einwendungen.zurueckziehen)
