"""The pages of the acts done from the moderator's screen; each works alone, without a script."""

from typing import Any

from flask import request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.moderation import bp
from kimflow.blueprints.moderation.forms import (
    AnwesenheitForm,
    AustragenForm,
    NotizAendernForm,
    NotizForm,
    UhrForm,
    VertagenForm,
    WandForm,
)
from kimflow.models import Notiz, Sitzung, Top
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import handlung
from kimflow.workflow.acts import Act


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.saal.sichtbar_fuer(me()).where(Sitzung.nummer == nummer))


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.saal.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def _notiz(nummer: str, id: int) -> Notiz:
    return fetch(queries.saal.notizen_fuer(me()).where(Notiz.id == id, Sitzung.nummer == nummer))


def _zum_platz(platz: str) -> Any:
    def ziel(thing: Any) -> str:
        # By the address: a note that was deleted no longer knows its meeting.
        return url_for("moderation.show", nummer=(request.view_args or {})["nummer"], _anchor=platz)

    return ziel


def _im_saal(act: Act[..., Any], platz: str, form: type[Formular] = Formular) -> None:
    handlung(bp, f"/sitzungen/<nummer>/{act.verb}", act, form, fetch=_sitzung, ziel=_zum_platz(platz), nur_dort=True)


def _am_top(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    rule = f"/sitzungen/<nummer>/tops/<int:id>/{act.verb}"
    handlung(bp, rule, act, form, fetch=_top, ziel=_zum_platz("punkt"), nur_dort=True)


_im_saal(workflow.moderation.moderation_uebernehmen, "punkt")
_im_saal(workflow.moderation.uhr_stellen, "raum", UhrForm)
_im_saal(workflow.moderation.uhr_anhalten, "raum")
_im_saal(workflow.moderation.wand_oeffnen, "raum")
_im_saal(workflow.moderation.wand_schliessen, "raum")
_im_saal(workflow.moderation.wand_zeigen, "raum", WandForm)
_im_saal(workflow.anwesenheiten.anwesenheit_eintragen, "raum", AnwesenheitForm)
_im_saal(workflow.anwesenheiten.anwesenheit_austragen, "raum", AustragenForm)
_am_top(workflow.moderation.aufrufen)
_am_top(workflow.moderation.abschliessen)
_am_top(workflow.moderation.vertagen, VertagenForm)
_am_top(workflow.moderation.zurueckholen)
handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/notiz",
    workflow.notizen.schreiben,
    NotizForm,
    fetch=_top,
    ziel=_zum_platz("punkt"),
    nur_dort=True,
)
handlung(
    bp,
    "/sitzungen/<nummer>/notizen/<int:id>/aendern",
    workflow.notizen.aendern,
    NotizAendernForm,
    fetch=_notiz,
    ziel=_zum_platz("punkt"),
    nur_dort=True,
)
handlung(
    bp,
    "/sitzungen/<nummer>/notizen/<int:id>/loeschen",
    workflow.notizen.loeschen,
    fetch=_notiz,
    ziel=_zum_platz("punkt"),
    nur_dort=True,
)
