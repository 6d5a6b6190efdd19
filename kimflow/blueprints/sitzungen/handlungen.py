"""The pages of the acts on meetings."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.sitzungen import bp
from kimflow.blueprints.sitzungen.forms import (
    AbsagenForm,
    BeantwortenForm,
    PlanenForm,
    SitzungBearbeitenForm,
    TopAufnehmenForm,
    TopForm,
    TopVerschiebenForm,
    VertretungForm,
    VorschlagAufnehmenForm,
)
from kimflow.models import Gremium, Sitzung, Sitzungsantwort, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import Ziel, anker, handlung
from kimflow.workflow.acts import Act
from kimflow.workflow.tagesordnungen import Umstellung


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


def _mit_rueckweg(thing: Sitzung | Umstellung) -> str:
    """After a move the page offers to take it back."""
    if isinstance(thing, Sitzung):
        return _zur_tagesordnung(thing)
    top = thing.top
    return url_for(
        "sitzungen.show", nummer=top.sitzung.nummer, _anchor="tagesordnung", verschoben=top.id, von=thing.vorher
    )


def _zu_den_antworten(thing: Any) -> str:
    return anker(_zur_sitzung(thing if isinstance(thing, Sitzung) else thing.sitzung), "antworten")


handlung(
    bp,
    "/sitzungen/planen/<int:id>",
    workflow.sitzungen.planen,
    PlanenForm,
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


def _an_der_sitzung(act: Act[..., Any], form: type[Formular] = Formular, ziel: Ziel = _zur_sitzung) -> None:
    handlung(bp, f"/sitzungen/<nummer>/{act.verb}", act, form, fetch=_sitzung, ziel=ziel)


_an_der_sitzung(workflow.tagesordnungen.vorlage_anwenden, ziel=_zur_tagesordnung)
_an_der_sitzung(workflow.tagesordnungen.vorschlag_aufnehmen, VorschlagAufnehmenForm, _zur_tagesordnung)
_an_der_sitzung(workflow.sitzungen.einladen)
_an_der_sitzung(workflow.sitzungen.nachladen, ziel=_zu_den_antworten)
_an_der_sitzung(workflow.sitzungen.erinnern, ziel=_zu_den_antworten)
_an_der_sitzung(workflow.sitzungen.eroeffnen)
_an_der_sitzung(workflow.sitzungen.schliessen)
_an_der_sitzung(workflow.tagesordnungen.top_aufnehmen, TopAufnehmenForm, _zur_tagesordnung)
_an_der_sitzung(workflow.tagesordnungen.top_entfernen, TopForm, _zur_tagesordnung)
_an_der_sitzung(workflow.tagesordnungen.top_verschieben, TopVerschiebenForm, _mit_rueckweg)
_an_der_sitzung(workflow.sitzungen.bearbeiten, SitzungBearbeitenForm)
_an_der_sitzung(workflow.sitzungen.absagen, AbsagenForm)
