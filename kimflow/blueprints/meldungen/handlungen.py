"""The pages of the acts on Meldungen. Whoever has decided about one goes on with the next."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.meldungen import bp
from kimflow.blueprints.meldungen.forms import (
    AnnehmenForm,
    AntwortForm,
    EinordnenForm,
    Meldebogen,
    NachfragenForm,
    NichtWeiterverfolgenForm,
    VerlaengernForm,
)
from kimflow.columns import canonical
from kimflow.models import Meldung
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def die_meldung(nummer: str) -> Meldung:
    return fetch(queries.meldungen.ganz(me()).where(Meldung.nummer == canonical(nummer)[:16]))


def _zur_meldung(meldung: Meldung) -> str:
    return url_for("meldungen.show", nummer=meldung.nummer)


def _zur_naechsten(meldung: Meldung) -> str:
    following = queries.meldungen.naechste_offene(meldung)
    return url_for("meldungen.show", nummer=following) if following else url_for("meldungen.index")


handlung(
    bp,
    "/meldungen/melden",
    workflow.meldungen.melden,
    Meldebogen,
    ziel=_zur_meldung,
    zurueck=lambda thing: url_for("meldungen.index"),
    vorlage="meldungen/melden.html",
)


def _an_der_meldung(act: Act[..., Any], form: type[Formular] = Formular, vorlage: str = "handlung.html") -> None:
    handlung(bp, f"/meldungen/<nummer>/{act.verb}", act, form, fetch=die_meldung, ziel=_zur_meldung, vorlage=vorlage)


def _entscheiden(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(
        bp,
        f"/meldungen/<nummer>/{act.verb}",
        act,
        form,
        fetch=die_meldung,
        ziel=_zur_naechsten,
        zurueck=_zur_meldung,
        vorlage="meldungen/entscheiden.html",
    )


_entscheiden(workflow.meldungen.annehmen, AnnehmenForm)
_entscheiden(workflow.meldungen.nachfragen, NachfragenForm)
_entscheiden(workflow.meldungen.auf_beratung_hinweisen)
_entscheiden(workflow.meldungen.nicht_weiterverfolgen, NichtWeiterverfolgenForm)
_entscheiden(workflow.meldungen.loeschen_wegen_personenbezug)
_an_der_meldung(workflow.meldungen.einordnen, EinordnenForm)
_an_der_meldung(workflow.meldungen.antworten, AntwortForm)
_an_der_meldung(workflow.meldungen.frist_verlaengern, VerlaengernForm)
