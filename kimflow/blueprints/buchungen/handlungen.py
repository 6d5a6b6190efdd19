"""The pages of the acts on Buchungen; all lead to the pot, which says whether it is getting narrow."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.buchungen import bp
from kimflow.blueprints.buchungen.forms import BuchenForm, StornierenForm, UmbuchenForm, WeiterbuchenForm
from kimflow.columns import canonical
from kimflow.models import Buchung, Massnahme
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _die_massnahme(nummer: str) -> Massnahme:
    return fetch(queries.massnahmen.sichtbar_fuer(me()).where(Massnahme.nummer == canonical(nummer)[:16]))


def _die_buchung(id: int) -> Buchung:
    return fetch(queries.buchungen.ganz(me()).where(Buchung.id == id))


def _zum_topf(buchung: Buchung) -> str:
    return url_for("foerdertoepfe.show", id=buchung.foerdertopf_id)


handlung(
    bp,
    "/massnahmen/<nummer>/buchen",
    workflow.buchungen.buchen,
    BuchenForm,
    fetch=_die_massnahme,
    ziel=_zum_topf,
    zurueck=lambda massnahme: url_for("massnahmen.show", nummer=massnahme.nummer, _anchor="geld"),
)


def _an_der_buchung(act: Act[..., Any], form: type[Formular]) -> None:
    handlung(bp, f"/buchungen/<int:id>/{act.verb}", act, form, fetch=_die_buchung, ziel=_zum_topf)


_an_der_buchung(workflow.buchungen.weiterbuchen, WeiterbuchenForm)
_an_der_buchung(workflow.buchungen.umbuchen, UmbuchenForm)
_an_der_buchung(workflow.buchungen.stornieren, StornierenForm)
