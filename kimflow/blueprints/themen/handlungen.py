"""The pages of the acts on Themen. What the Lenkungsgruppe decides has none: it is done by a Beschluss."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.themen import bp
from kimflow.blueprints.themen.forms import (
    AbschliessenForm,
    AnnehmenForm,
    AufnehmenForm,
    BegruendungForm,
    DoppelstrukturForm,
    EinschaetzenForm,
    ErledigenForm,
    FortsetzenForm,
    GrundlageForm,
    RuhenForm,
    SteckbriefForm,
    StellungnahmenForm,
    VorlegenForm,
    ZusammenfuehrenForm,
)
from kimflow.models import Thema
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == nummer))


def _zum_thema(thema: Thema) -> str:
    return url_for("themen.show", nummer=thema.nummer)


handlung(
    bp,
    "/aufnehmen",
    workflow.themen.aufnehmen,
    AufnehmenForm,
    ziel=_zum_thema,
    zurueck=lambda thema: url_for("themen.index"),
    vorlage="themen/grundlage.html",
    teil="themen/_aufnehmen.html",
)


def _am_thema(act: Act[..., Any], form: type[Formular] = Formular, vorlage: str = "handlung.html", **more: Any) -> None:
    handlung(bp, f"/<nummer>/{act.verb}", act, form, fetch=_thema, ziel=_zum_thema, vorlage=vorlage, **more)


_am_thema(workflow.themen.bearbeiten, SteckbriefForm)
_am_thema(workflow.themen.grundlage_hinzufuegen, GrundlageForm, "themen/grundlage.html")
_am_thema(workflow.themen.stellungnahmen_erbitten, StellungnahmenForm)
_am_thema(workflow.themen.erinnern)
_am_thema(workflow.themen.einschaetzen, EinschaetzenForm)
_am_thema(workflow.themen.doppelstruktur_pruefen, DoppelstrukturForm, "themen/doppelstruktur.html")
_am_thema(workflow.themen.zusammenfuehren, ZusammenfuehrenForm, "themen/zusammenfuehren.html")
_am_thema(workflow.themen.trennen)
_am_thema(workflow.themen.vorlegen, VorlegenForm)
_am_thema(workflow.themen.zurueckziehen)
_am_thema(workflow.themen.erledigen, ErledigenForm)
_am_thema(workflow.themen.annehmen, AnnehmenForm)
_am_thema(workflow.themen.zurueckgeben, BegruendungForm)
_am_thema(workflow.themen.umsetzen)
_am_thema(workflow.themen.abschliessen, AbschliessenForm, teil="themen/_abschliessen.html")
_am_thema(workflow.themen.ruhen_lassen, RuhenForm)
_am_thema(workflow.themen.fortsetzen, FortsetzenForm)
_am_thema(workflow.themen.wiederaufnehmen, BegruendungForm)
