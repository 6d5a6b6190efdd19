"""Casting a ballot from the mail, without a password. The link lives until the round ends and is not used up."""

import re
from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, redirect, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.quittung import abgegebenes
from kimflow.blueprints.abstimmungen.stimmen import zettel_von
from kimflow.blueprints.abstimmungen.stimmzettel import StimmzettelForm
from kimflow.db import transaction
from kimflow.models import Einzellink, Kanal, Linkzweck, Stimmabgabe
from kimflow.permissions import Permission, can
from kimflow.web.access import anew
from kimflow.web.handlungen import Schon, run_once
from kimflow.web.htmx import page
from kimflow.web.links import einzellink
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.einzellinks import Ungueltig

ZWECK = Linkzweck.STIMME_ABGEBEN
_SITZUNG = re.compile(r"/link/[\w-]{20,80}/sitzung", re.ASCII)


@bp.get("/link/<token>/stimme")
@einzellink(ZWECK)
def link_stimme(link: Einzellink, token: str) -> Response:
    """Shows the ballot; looking at it changes nothing."""
    stimmabgabe = _zettel(link)
    return _seite(link, token, stimmabgabe, zettel_von(stimmabgabe), 200, _hindernisse(stimmabgabe))


@bp.post("/link/<token>/stimme")
@einzellink(ZWECK)
def link_stimme_abgeben(link: Einzellink, token: str) -> Response:
    stimmabgabe = _zettel(link)
    form = zettel_von(stimmabgabe)
    form.process(request.form)
    if not form.validate():
        return _seite(link, token, stimmabgabe, form, 422)

    zettel = form.zettel()

    def cast() -> None:
        who = workflow.einzellinks.pruefen(token, ZWECK).person
        workflow.stimmen.stimme_abgeben(stimmabgabe, who, zettel=zettel, kanal=Kanal.LINK)

    try:
        # What is remembered of the form must not hold the token: only its hash is ever stored.
        run_once(form, link.person, cast, lambda _: "", stimmabgabe)
    except Schon:
        pass
    except Forbidden as refused:
        raise Ungueltig from refused
    except Obstructed as refused:
        return _noch_einmal(token, refused)
    return _weiter("link_abgegeben", token)


@bp.route("/link/<token>/stimme/entwurf", methods=["GET", "POST"])
@einzellink(ZWECK)
def link_entwurf_merken(link: Einzellink, token: str) -> Response:
    stimmabgabe = _zettel(link)
    form = zettel_von(stimmabgabe)
    if request.method != "POST":
        return _seite(link, token, stimmabgabe, form, 200, _hindernisse(stimmabgabe))
    form.process(request.form)
    content = form.inhalt()
    with transaction():
        who = workflow.einzellinks.pruefen(token, ZWECK).person
        workflow.stimmen.entwurf_merken(stimmabgabe, who, inhalt=content)
    return _weiter("link_stimme", token)


@bp.get("/link/<token>/stimme/abgegeben")
@einzellink(ZWECK)
def link_abgegeben(link: Einzellink, token: str) -> str:
    stimmabgabe = _zettel(link)
    return page(
        "abstimmungen/abgegeben.html",
        ding=stimmabgabe,
        wer=link.person,
        zeilen=abgegebenes(stimmabgabe),
        offene=[],
        aendern=url_for("abstimmungen.link_stimme", token=token, zurueck=_zurueck()),
        zur_sitzung=_zurueck(),
    )


def _zettel(link: Einzellink) -> Stimmabgabe:
    """The ballot the link opens; who has lost the Sitz gets the answer of an unknown link."""
    stimmabgabe = queries.abstimmungen.zettel_des_links(link)
    if stimmabgabe is None or not can(link.person, Permission.ABSTIMMUNG_STIMME_ABGEBEN, stimmabgabe):
        raise Ungueltig
    return stimmabgabe


def _hindernisse(stimmabgabe: Stimmabgabe) -> Sequence[str]:
    return workflow.stimmen.stimme_abgeben.obstacles(stimmabgabe)


def _noch_einmal(token: str, refused: Obstructed) -> Response:
    """The same ballot with what was chosen, while the link still lives."""
    anew()
    link = workflow.einzellinks.pruefen(token, ZWECK)
    stimmabgabe = _zettel(link)
    form = zettel_von(stimmabgabe)
    form.process(request.form)
    return _seite(link, token, stimmabgabe, form, 409, refused.reasons)


def _seite(
    link: Einzellink,
    token: str,
    stimmabgabe: Stimmabgabe,
    form: StimmzettelForm,
    status: int,
    gruende: Sequence[str] = (),
) -> Response:
    words: dict[str, Any] = {"ding": stimmabgabe, "wer": link.person, "form": form, "gruende": gruende}
    ziel = url_for("abstimmungen.link_stimme", token=token)
    return make_response(page("abstimmungen/stimme.html", "abstimmungen/_stand.html", ziel=ziel, **words), status)


def _weiter(endpoint: str, token: str) -> Response:
    return make_response(redirect(url_for(f"abstimmungen.{endpoint}", token=token, zurueck=_zurueck()), code=303))


def _zurueck() -> str | None:
    """The page of the meeting the ballot was opened from."""
    wanted = request.values.get("zurueck", "")
    return wanted if _SITZUNG.fullmatch(wanted) else None
