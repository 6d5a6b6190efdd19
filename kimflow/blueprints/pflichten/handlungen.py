"""The pages of the acts on Pflichten."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.pflichten import bp
from kimflow.blueprints.pflichten.forms import (
    BegruendungForm,
    ErledigenForm,
    PflichtBearbeitenForm,
    PflichtForm,
    WeiterfuehrenForm,
)
from kimflow.models import Pflicht
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def die_pflicht(id: int) -> Pflicht:
    """The visible Pflicht with this id, its right asked."""
    return fetch(queries.pflichten.sichtbar_fuer(me()).where(Pflicht.id == id))


def _zur_pflicht(pflicht: Pflicht) -> str:
    return url_for("pflichten.show", id=pflicht.id)


handlung(
    bp,
    "/pflichten/anlegen",
    workflow.pflichten.anlegen,
    PflichtForm,
    ziel=_zur_pflicht,
    zurueck=lambda thing: url_for("pflichten.index"),
)


def _an_der_pflicht(act: Act[..., Any], form: type[Formular]) -> None:
    handlung(bp, f"/pflichten/<int:id>/{act.verb}", act, form, fetch=die_pflicht, ziel=_zur_pflicht)


_an_der_pflicht(workflow.pflichten.erledigen, ErledigenForm)
_an_der_pflicht(workflow.pflichten.bearbeiten, PflichtBearbeitenForm)
_an_der_pflicht(workflow.pflichten.weiterfuehren, WeiterfuehrenForm)
_an_der_pflicht(workflow.pflichten.wieder_oeffnen, BegruendungForm)
_an_der_pflicht(workflow.pflichten.verwerfen, BegruendungForm)
