"""Declaring Befangenheit for the own Sitz, and taking it back."""

from typing import Any

from flask import url_for

from kimflow import workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.stimmen import eigene_stimmabgabe
from kimflow.web.forms import Formular, zeile
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


class BefangenheitForm(Formular):
    befangenheit = zeile(
        "Grund", 300, hilfe="Ein Stichwort genügt, auch keines. Es steht nach dem Schließen bei der Abstimmung."
    )


def _am_sitz(act: Act[..., Any], form: type[Formular], **seite: Any) -> None:
    handlung(
        bp,
        f"/abstimmungen/<nummer>/stimme/<int:id>/{act.verb}",
        act,
        form,
        fetch=eigene_stimmabgabe,
        ziel=lambda stimmabgabe: url_for("abstimmungen.show", nummer=stimmabgabe.abstimmung.nummer, _anchor="eigene"),
        **seite,
    )


_am_sitz(
    workflow.stimmen.befangenheit_erklaeren,
    BefangenheitForm,
    vorlage="abstimmungen/befangenheit.html",
    teil="abstimmungen/_befangenheit.html",
)
_am_sitz(workflow.stimmen.befangenheit_zuruecknehmen, Formular)
