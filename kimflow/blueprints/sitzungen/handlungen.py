"""The pages of the acts on meetings."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.sitzungen import bp
from kimflow.blueprints.sitzungen.forms import (
    AbsagenForm,
    BeantwortenForm,
    SitzungBearbeitenForm,
    SitzungForm,
    TopAufnehmenForm,
    TopForm,
    TopVerschiebenForm,
    VertretungForm,
)
from kimflow.models import Gremium, Sitzung, Sitzungsantwort, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import anker, handlung
from kimflow.workflow.acts import Act


def _gremium(id: int) -> Gremium:
    return fetch(queries.gremien.sichtbar_fuer(me()).where(Gremium.id == id))


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.sitzungen.ganz(me()).where(Sitzung.nummer == nummer))


def _antwort(nummer: str, id: int) -> Sitzungsantwort:
    visible = queries.sitzungen.antworten_fuer(me())
    return fetch(visible.where(Sitzungsantwort.id == id, Sitzung.nummer == nummer))


def _zur_sitzung(sitzung: Sitzung) -> str:
    return url_for("sitzungen.show", nummer=sitzung.nummer)


def _zur_tagesordnung(thing: Sitzung | Top) -> str:
    return anker(_zur_sitzung(thing.sitzung if isinstance(thing, Top) else thing), "tagesordnung")


def _zu_den_antworten(thing: Any) -> str:
    return anker(_zur_sitzung(thing.sitzung), "antworten")


handlung(
    bp,
    "/sitzungen/planen/<int:id>",
    workflow.sitzungen.planen,
    SitzungForm,
    fetch=_gremium,
    ziel=_zur_sitzung,
    zurueck=lambda gremium: url_for("sitzungen.index"),
)
handlung(
    bp,
    "/sitzungen/<nummer>/antworten/<int:id>/beantworten",
    workflow.sitzungen.beantworten,
    BeantwortenForm,
    fetch=_antwort,
    ziel=lambda antwort: _zur_sitzung(antwort.sitzung),
)


handlung(
    bp,
    "/sitzungen/<nummer>/antworten/<int:id>/vertretung_eintragen",
    workflow.vertretungen.vertretung_eintragen,
    VertretungForm,
    fetch=_antwort,
    ziel=_zu_den_antworten,
)


def _an_der_sitzung(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    ziel = _zur_tagesordnung if "top" in act.verb else _zur_sitzung
    handlung(bp, f"/sitzungen/<nummer>/{act.verb}", act, form, fetch=_sitzung, ziel=ziel)


_an_der_sitzung(workflow.sitzungen.einladen)
_an_der_sitzung(workflow.sitzungen.eroeffnen)
_an_der_sitzung(workflow.sitzungen.schliessen)
_an_der_sitzung(workflow.sitzungen.top_aufnehmen, TopAufnehmenForm)
_an_der_sitzung(workflow.sitzungen.top_entfernen, TopForm)
_an_der_sitzung(workflow.sitzungen.top_verschieben, TopVerschiebenForm)
_an_der_sitzung(workflow.sitzungen.bearbeiten, SitzungBearbeitenForm)
_an_der_sitzung(workflow.sitzungen.absagen, AbsagenForm)
