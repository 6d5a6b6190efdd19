"""The pages of the acts on rounds of voting."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.forms import AnnullierenForm, OeffnenForm, StimmzettelForm, VorbereitenForm
from kimflow.blueprints.abstimmungen.routes import eigene_stimmabgabe
from kimflow.models import Abstimmung, Sitzung, Stimmabgabe, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


def _zur_abstimmung(abstimmung: Abstimmung) -> str:
    return url_for("abstimmungen.show", nummer=abstimmung.nummer)


def _zur_sitzung(top: Top) -> str:
    return url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}")


def _zur_quittung(stimmabgabe: Stimmabgabe) -> str:
    return url_for("abstimmungen.abgegeben", nummer=stimmabgabe.abstimmung.nummer, id=stimmabgabe.id)


handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/abstimmung",
    workflow.abstimmungen.vorbereiten,
    VorbereitenForm,
    fetch=_top,
    ziel=_zur_abstimmung,
    zurueck=_zur_sitzung,
)
handlung(
    bp,
    "/abstimmungen/<nummer>/stimme/<int:id>",
    workflow.abstimmungen.stimme_abgeben,
    StimmzettelForm,
    fetch=eigene_stimmabgabe,
    ziel=_zur_quittung,
    zurueck=lambda stimmabgabe: _zur_abstimmung(stimmabgabe.abstimmung),
    vorlage="abstimmungen/stimme.html",
)


def _an_der_abstimmung(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(bp, f"/abstimmungen/<nummer>/{act.verb}", act, form, fetch=_abstimmung, ziel=_zur_abstimmung)


_an_der_abstimmung(workflow.abstimmungen.oeffnen, OeffnenForm)
_an_der_abstimmung(workflow.abstimmungen.schliessen)
_an_der_abstimmung(workflow.abstimmungen.feststellen)
_an_der_abstimmung(workflow.abstimmungen.annullieren, AnnullierenForm)
handlung(
    bp,
    "/abstimmungen/<nummer>/loeschen",
    workflow.abstimmungen.loeschen,
    fetch=_abstimmung,
    ziel=lambda abstimmung: _zur_sitzung(abstimmung.top),
    zurueck=_zur_abstimmung,
)
