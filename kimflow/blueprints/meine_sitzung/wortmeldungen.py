"""The pages of the acts on raised hands; the buttons stand on „Meine Sitzung“ and on the moderator's screen."""

from typing import Any

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.meine_sitzung import bp
from kimflow.models import Sitzung, Wortmeldung
from kimflow.web.access import fetch, me
from kimflow.web.handlungen import handlung


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.meine_sitzung.sichtbar_fuer(me()).where(Sitzung.nummer == nummer))


def _wortmeldung(nummer: str, id: int) -> Wortmeldung:
    visible = queries.meine_sitzung.wortmeldungen_fuer(me())
    return fetch(visible.where(Wortmeldung.id == id, Sitzung.nummer == nummer))


def _zu_meiner(thing: Any) -> str:
    sitzung = thing if isinstance(thing, Sitzung) else thing.sitzung
    return url_for("meine_sitzung.show", nummer=sitzung.nummer)


def _zur_moderation(wortmeldung: Wortmeldung) -> str:
    return url_for("moderation.show", nummer=wortmeldung.sitzung.nummer)


handlung(
    bp,
    "/sitzungen/<nummer>/melden",
    workflow.wortmeldungen.melden,
    fetch=_sitzung,
    ziel=_zu_meiner,
    nur_dort=True,
)
handlung(
    bp,
    "/sitzungen/<nummer>/wortmeldungen/<int:id>/zuruecknehmen",
    workflow.wortmeldungen.zuruecknehmen,
    fetch=_wortmeldung,
    ziel=_zu_meiner,
    nur_dort=True,
)
handlung(
    bp,
    "/sitzungen/<nummer>/wortmeldungen/<int:id>/aufrufen",
    workflow.wortmeldungen.aufrufen,
    fetch=_wortmeldung,
    ziel=_zur_moderation,
    nur_dort=True,
)
