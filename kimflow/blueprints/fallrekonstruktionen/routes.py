"""Routes of cases: the list with its filters and counts, and the page of one case."""

from typing import Any

from flask import render_template, request

from kimflow import queries
from kimflow.blueprints.fallrekonstruktionen import bp
from kimflow.columns import canonical
from kimflow.models import Fallrekonstruktion, FallStatus, Gremienart, Gremium
from kimflow.permissions import Permission, can
from kimflow.queries.fallrekonstruktionen import Filter
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.geschichten import erzaehlt
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar
from kimflow.workflow.fallrekonstruktionen import OFFENER_ENTWURF


@bp.get("/")
@requires(Permission.FALLREKONSTRUKTION_AUFLISTEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.fallrekonstruktionen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "fallrekonstruktionen/index.html",
        seite=seite,
        weiter_url=adresse("fallrekonstruktionen.index", nach=seite.weiter) if seite.weiter else None,
        felder=_felder(filter),
        filter=filter,
        gefiltert=filter != Filter(),
        fallwerkstaetten=_fallwerkstaetten(),
        darf_landkarte=can(me(), Permission.LANDKARTE_ANSEHEN),
    )


@bp.get("/<nummer>")
@requires(Permission.FALLREKONSTRUKTION_ANSEHEN)
def show(nummer: str) -> str:
    fall = fetch(queries.fallrekonstruktionen.ganz(me()).where(Fallrekonstruktion.nummer == canonical(nummer)[:16]))
    themen = queries.fallrekonstruktionen.themen_je_bruchstelle(fall)
    buttons = angebote(fall, "fallrekonstruktionen", nummer=fall.nummer)
    return render_template(
        "fallrekonstruktionen/show.html",
        fall=fall,
        angebote=buttons,
        ungesendet=any(OFFENER_ENTWURF in button.gruende for button in buttons),
        themen=themen,
        geschichte=erzaehlt(queries.geschichte.des_falls(fall, me(), themen)),
        verlauf=verlauf(fall),
    )


def _fallwerkstaetten() -> list[Gremium]:
    """Where the person asking may add a case."""
    return [
        gremium
        for gremium in queries.gremien.aktive(Gremienart.FALLWERKSTATT)
        if can(me(), Permission.FALLREKONSTRUKTION_ANLEGEN, gremium)
    ]


def _filter() -> Filter:
    return Filter(
        status=next((status for status in FallStatus if status.value == request.args.get("status")), None),
        jahr=_zahl("jahr"),
        kommune=_zahl("kommune"),
        rechtskreis=_zahl("rechtskreis"),
        suche=canonical(request.args.get("suche", ""))[:200],
    )


def _zahl(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _felder(filter: Filter) -> list[dict[str, Any]]:
    words = queries.fallrekonstruktionen.filterwoerter(me())
    return [
        _feld("status", "Stand", filter.status, [(status.value, lesbar(status)) for status in FallStatus]),
        _feld("jahr", "Jahr", filter.jahr, words["jahr"]),
        _feld("kommune", "Kommune", filter.kommune, words["kommune"]),
        _feld("rechtskreis", "Rechtskreis", filter.rechtskreis, words["rechtskreis"]),
    ]


def _feld(name: str, text: str, wert: object, optionen: list[tuple[Any, Any]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}
