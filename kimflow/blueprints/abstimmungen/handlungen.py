"""The pages of the acts on rounds of voting."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.forms import (
    AnnullierenForm,
    FeststellenForm,
    OeffnenForm,
    SchliessenForm,
    SitzungVerlangenForm,
    VerlaengernForm,
)
from kimflow.blueprints.abstimmungen.regelwerk import BearbeitenForm, UmlaufForm, VorbereitenForm
from kimflow.blueprints.abstimmungen.stimmen import eigene_stimmabgabe
from kimflow.models import Abstimmung, Gremium, Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act

REGELN = "abstimmungen/_regeln.html"


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


def _gremium(id: int) -> Gremium:
    return fetch(queries.gremien.ganz(me()).where(Gremium.id == id))


def _zur_abstimmung(abstimmung: Abstimmung) -> str:
    return url_for("abstimmungen.show", nummer=abstimmung.nummer)


def _zur_sitzung(top: Top) -> str:
    return url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}")


def _woher(abstimmung: Abstimmung) -> str:
    """The agenda item, or the body of an Umlauf: where one stands when the round is gone."""
    if abstimmung.top:
        return _zur_sitzung(abstimmung.top)
    return url_for("gremien.show", id=abstimmung.gremium_id)


handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/abstimmung",
    workflow.abstimmungen.vorbereiten,
    VorbereitenForm,
    fetch=_top,
    ziel=_zur_abstimmung,
    zurueck=_zur_sitzung,
    teil=REGELN,
)
handlung(
    bp,
    "/gremien/<int:id>/umlauf",
    workflow.abstimmungen.umlauf_vorbereiten,
    UmlaufForm,
    fetch=_gremium,
    ziel=_zur_abstimmung,
    zurueck=lambda gremium: url_for("gremien.show", id=gremium.id),
    teil=REGELN,
)


def _an_der_abstimmung(act: Act[..., Any], form: type[Formular] = Formular, **kw: Any) -> None:
    rule = f"/abstimmungen/<nummer>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_abstimmung, **({"ziel": _zur_abstimmung} | kw))


_an_der_abstimmung(workflow.abstimmungen.bearbeiten, BearbeitenForm, teil=REGELN)
_an_der_abstimmung(workflow.abstimmungen.oeffnen, OeffnenForm, teil="abstimmungen/_oeffnen.html")
_an_der_abstimmung(workflow.abstimmungen.verlaengern, VerlaengernForm)
_an_der_abstimmung(workflow.abstimmungen.erinnern)
_an_der_abstimmung(workflow.abstimmungen.schliessen, SchliessenForm, teil="abstimmungen/_schliessen.html")
_an_der_abstimmung(workflow.abstimmungen.feststellen, FeststellenForm)
_an_der_abstimmung(workflow.abstimmungen.annullieren, AnnullierenForm)
_an_der_abstimmung(workflow.abstimmungen.wiederholen, zurueck=_zur_abstimmung)
_an_der_abstimmung(workflow.abstimmungen.loeschen, ziel=_woher, zurueck=_zur_abstimmung)
handlung(
    bp,
    "/abstimmungen/<nummer>/stimme/<int:id>/sitzung_verlangen",
    workflow.stimmen.sitzung_verlangen,
    SitzungVerlangenForm,
    fetch=eigene_stimmabgabe,
    ziel=lambda stimmabgabe: _zur_abstimmung(stimmabgabe.abstimmung),
)
