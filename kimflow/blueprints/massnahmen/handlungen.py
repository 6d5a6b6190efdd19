"""The pages of the acts on Maßnahmen. What a Beschluss does has none of its own."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.forms import (
    BegruendungForm,
    MassnahmeForm,
    MeilensteinErreichenForm,
    MeilensteinSetzenForm,
    MeilensteinVerschiebenForm,
    NacherfassenForm,
    NachweisEntfernenForm,
    NachweisForm,
    RueckmeldungEintragenForm,
    RuhenForm,
    StandForm,
    UmsetzenForm,
    VorschlagForm,
    WartenForm,
    WirkungForm,
    ZusagenForm,
)
from kimflow.columns import canonical
from kimflow.models import Massnahme, Thema
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.sichtbar_fuer(me()).where(Thema.nummer == canonical(nummer)[:16]))


def die_massnahme(nummer: str) -> Massnahme:
    """The visible Maßnahme with this number, its right asked."""
    return fetch(queries.massnahmen.ganz(me()).where(Massnahme.nummer == canonical(nummer)[:16]))


def _zur_massnahme(massnahme: Massnahme) -> str:
    return url_for("massnahmen.show", nummer=massnahme.nummer)


handlung(
    bp,
    "/massnahmen/zum-thema/<nummer>/vorschlagen",
    workflow.massnahmen.vorschlagen,
    VorschlagForm,
    fetch=_thema,
    ziel=_zur_massnahme,
    zurueck=lambda thema: url_for("themen.show", nummer=thema.nummer),
)


handlung(
    bp,
    "/massnahmen/zum-thema/<nummer>/nacherfassen",
    workflow.massnahmen.nacherfassen,
    NacherfassenForm,
    fetch=_thema,
    ziel=_zur_massnahme,
    zurueck=lambda thema: url_for("themen.show", nummer=thema.nummer),
)


def _an_der_massnahme(act: Act[..., Any], form: type[Formular] = Formular, **more: Any) -> None:
    handlung(bp, f"/massnahmen/<nummer>/{act.verb}", act, form, fetch=die_massnahme, ziel=_zur_massnahme, **more)


_an_der_massnahme(workflow.massnahmen.bearbeiten, MassnahmeForm)
_an_der_massnahme(workflow.massnahmen.zusagen, ZusagenForm)
_an_der_massnahme(workflow.massnahmen.absagen, BegruendungForm)
_an_der_massnahme(workflow.massnahmen.beginnen)
_an_der_massnahme(workflow.massnahmen.rueckmeldung_geben, RueckmeldungEintragenForm)
_an_der_massnahme(workflow.massnahmen.meilenstein_setzen, MeilensteinSetzenForm)
_an_der_massnahme(workflow.massnahmen.meilenstein_erreichen, MeilensteinErreichenForm)
_an_der_massnahme(workflow.massnahmen.meilenstein_verschieben, MeilensteinVerschiebenForm)
_an_der_massnahme(workflow.massnahmen.stand_melden, StandForm)
_an_der_massnahme(workflow.massnahmen.nachweis_hinzufuegen, NachweisForm)
_an_der_massnahme(workflow.massnahmen.nachweis_entfernen, NachweisEntfernenForm)
_an_der_massnahme(workflow.massnahmen.warten, WartenForm)
_an_der_massnahme(workflow.massnahmen.fortsetzen)
_an_der_massnahme(workflow.massnahmen.ruhen_lassen, RuhenForm)
_an_der_massnahme(workflow.massnahmen.erinnern)
_an_der_massnahme(workflow.massnahmen.umsetzen, UmsetzenForm)
_an_der_massnahme(workflow.massnahmen.wirkung_pruefen, WirkungForm, teil="massnahmen/_wirkung_pruefen.html")
_an_der_massnahme(workflow.massnahmen.abbrechen, BegruendungForm)
