"""Programs that come with a personal key instead of a signed-in browser: who is asking, how often, and the trace of it.

No cookie is read or set. A key that opens nothing – unknown, revoked, expired, of a closed account, for something
else – is told apart by nobody. Keys never stand in a log; that one was used is noted once a day, by its number.
"""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from kimflow import clock, queries
from kimflow.db import transaction
from kimflow.models import Schluesselzweck, Zugangsschluessel
from kimflow.web.takt import Takt
from kimflow.workflow import bremse, zugangsschluessel

log = logging.getLogger("kimflow.schluessel")

JE_MINUTE = 120
"""Requests with one key; a program that reads everything page by page stays below."""
NACHFRAGEN = "private, no-cache"
"""Kept by the program itself and by nobody in between, and only to ask whether it is still true (ETag)."""
_takt = Takt(JE_MINUTE)


class Gebremst(Exception):
    """Too many; `warten` is how long."""

    def __init__(self, warten: timedelta) -> None:
        super().__init__(warten)
        self.warten = str(int(warten.total_seconds()) + 1)


@dataclass(frozen=True)
class _Benutzung:
    schluessel_id: int
    person_id: int
    zweck: Schluesselzweck
    zuletzt_am: date | None


def oeffnen(schluessel: str, zweck: Schluesselzweck) -> Zugangsschluessel | None:
    """The key that was shown, None if it opens nothing. Raises Gebremst where somebody guesses or asks too often."""
    von = bremse.netz(request.remote_addr)
    found = queries.zugangsschluessel.gueltiger(schluessel, zweck)
    if found is None:
        # Only after the look-up: a dead key that somebody's program keeps asking with must lock out no living one.
        if bremse.raet(von):
            raise Gebremst(bremse.bis_zur_naechsten_stunde())
        with transaction():
            bremse.fehlgriff(von)
        return None
    if _takt.ist_zu_schnell(found.hash):
        raise Gebremst(timedelta(seconds=60 - clock.now().second))
    g.schluessel_benutzt = _Benutzung(found.id, found.person_id, found.zweck, found.zuletzt_am)
    return found


def unveraendert(response: Response) -> Response:
    """304 without a body if the program has exactly this already."""
    response.headers["Cache-Control"] = NACHFRAGEN
    response.add_etag()
    response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    app.after_request(_vermerken)


def _vermerken(response: Response) -> Response:
    """Once a day, after the answer is made, in a transaction of its own."""
    used: _Benutzung | None = g.pop("schluessel_benutzt", None)
    if used is None or used.zuletzt_am == clock.today() or response.status_code >= 400:
        return response
    try:
        with transaction():
            first = zugangsschluessel.benutzt(used.schluessel_id)
    except SQLAlchemyError as error:
        log.error("Letzte Nutzung nicht vermerkt: %s", type(error).__name__)
        return response
    if first:
        log.info("Abruf, %s, Schlüssel %s, Person %s", used.zweck.value, used.schluessel_id, used.person_id)
    return response
