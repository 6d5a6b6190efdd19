"""The pages of the acts on reports and their sections."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.berichte import bp
from kimflow.blueprints.berichte.forms import (
    AbschliessenForm,
    BerichtBearbeitenForm,
    BerichtForm,
    BerichtigenForm,
    ErneuernForm,
    SchreibenForm,
)
from kimflow.models import Bericht, Berichtsabschnitt
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import anker, handlung
from kimflow.workflow.acts import Act


def der_bericht(nummer: str) -> Bericht:
    """The visible report with its sections and figures, its right asked."""
    return fetch(queries.berichte.ganz(me()).where(Bericht.nummer == nummer))


def der_abschnitt(nummer: str, schluessel: str) -> Berichtsabschnitt:
    """A section of a visible report."""
    found = queries.berichte.abschnitt(me()).join(Berichtsabschnitt.bericht)
    return fetch(found.where(Bericht.nummer == nummer, Berichtsabschnitt.schluessel == schluessel))


def _mit_zeilen(nummer: str) -> Bericht:
    return fetch(queries.berichte.mit_zeilen(me()).where(Bericht.nummer == nummer))


def zum_bericht(bericht: Bericht) -> str:
    return url_for("berichte.show", nummer=bericht.nummer)


def _zum_abschnitt(abschnitt: Berichtsabschnitt) -> str:
    return anker(zum_bericht(abschnitt.bericht), f"abschnitt-{abschnitt.schluessel}")


def _zur_liste(bericht: Bericht | None) -> str:
    return url_for("berichte.index")


handlung(bp, "/anlegen", workflow.berichte.anlegen, BerichtForm, ziel=zum_bericht, zurueck=_zur_liste)


def _am_bericht(act: Act[..., Any], form: type[Formular] = Formular, **kw: Any) -> None:
    handlung(bp, f"/<nummer>/{act.verb}", act, form, **{"fetch": der_bericht, "ziel": zum_bericht, **kw})


_am_bericht(workflow.berichte.abschliessen, AbschliessenForm, fetch=_mit_zeilen, teil="berichte/_abschliessen.html")
_am_bericht(workflow.berichte.erneuern, ErneuernForm, teil="berichte/_erneuern.html")
_am_bericht(workflow.berichte.bearbeiten, BerichtBearbeitenForm)
_am_bericht(workflow.berichte.berichtigen, BerichtigenForm)
_am_bericht(workflow.berichte.verwerfen, ziel=_zur_liste, zurueck=zum_bericht)


def _am_abschnitt(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    rule = f"/<nummer>/abschnitte/<schluessel>/{act.verb}"
    handlung(bp, rule, act, form, fetch=der_abschnitt, ziel=_zum_abschnitt)


_am_abschnitt(workflow.berichte.schreiben, SchreibenForm)
_am_abschnitt(workflow.berichte.auffrischen)
