"""Route of the search: a form that is sent with GET, results with the words marked, and what narrows them."""

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.suche import bp
from kimflow.columns import canonical
from kimflow.permissions import Permission
from kimflow.queries.suche import Ergebnis, Facette, Suchfilter
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.workflow.acts import lesbar

ARTEN = {
    "thema": "Themen",
    "beschluss": "Beschlüsse",
    "zielvereinbarung": "Zielvereinbarungen",
    "massnahme": "Maßnahmen",
    "protokoll": "Protokolle",
}
EINZELN = {
    "thema": "Thema",
    "beschluss": "Beschluss",
    "zielvereinbarung": "Zielvereinbarung",
    "massnahme": "Maßnahme",
    "protokoll": "Protokoll",
}
_FACETTEN = {
    "art": "Art",
    "status": "Stand",
    "handlungsfeld": "Handlungsfeld",
    "kommune": "Kommune",
    "jahr": "Jahr",
}


@bp.get("/suche")
@requires(Permission.SUCHE_ANSEHEN)
def index() -> Response:
    ask()
    filter = _filter()
    if not filter.eingrenzungen and (url := queries.suche.genau(me(), filter.text)):
        return make_response(redirect(url))
    ergebnis = queries.suche.suchen(me(), filter, request.args.get("nach"))
    return make_response(
        render_template(
            "suche/index.html",
            ansichten=ansichten("suche"),
            filter=filter,
            ergebnis=ergebnis,
            einzeln=EINZELN,
            facetten=_facetten(filter, ergebnis),
            weiter_url=_url(filter, nach=ergebnis.weiter) if ergebnis.weiter else None,
            versteckt=filter.eingrenzungen,
            ohne_filter=_url(Suchfilter(filter.text)),
            woerter=_woerter(filter, ergebnis),
        )
    )


def _filter() -> Suchfilter:
    return Suchfilter(
        text=canonical(request.args.get("text", ""))[:200],
        art=_wort("art"),
        status=_wort("status"),
        handlungsfeld=_zahl("handlungsfeld"),
        kommune=_zahl("kommune"),
        jahr=_zahl("jahr"),
    )


def _wort(name: str) -> str:
    return canonical(request.args.get(name, ""))[:40]


def _zahl(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _url(filter: Suchfilter, **changes: Any) -> str:
    words = {"text": filter.text, **filter.eingrenzungen, **changes}
    return url_for("suche.index", **{name: value for name, value in words.items() if value})


def _facetten(filter: Suchfilter, ergebnis: Ergebnis) -> list[dict[str, Any]]:
    """Each kind of narrowing with its values as links; what is chosen leads back out of it."""
    found = []
    for name, title in _FACETTEN.items():
        chosen = filter.eingrenzungen.get(name)
        values = ergebnis.facetten.get(name, ())
        if len(values) > 1 or chosen:
            shown = _gezeigt(values, chosen)
            found.append({"titel": title, "werte": [_wahl(filter, name, one, chosen) for one in shown]})
    return found


def _gezeigt(values: Sequence[Facette], chosen: str | int | None) -> Sequence[Facette]:
    """All values, or the chosen one alone; a Maßnahme in a chosen Kommune may concern others, too."""
    return values if not chosen else [one for one in values if one.wert == str(chosen)] or [Facette(str(chosen), "", 0)]


def _wahl(filter: Suchfilter, name: str, one: Facette, chosen: str | int | None) -> dict[str, Any]:
    words = {"art": ARTEN.get(one.wert, one.wert), "status": lesbar(one.wert)}
    return {
        "text": words.get(name, one.text) or "diese Auswahl",
        "anzahl": one.anzahl,
        "gewaehlt": bool(chosen),
        "url": _url(filter, **{name: None if chosen else one.wert}),
    }


def _woerter(filter: Suchfilter, ergebnis: Ergebnis) -> list[dict[str, str]]:
    """Where nothing was found: each word of the query alone."""
    words = filter.text.split()
    if ergebnis.anzahl or not 1 < len(words) <= 8:
        return []
    return [{"text": word, "url": url_for("suche.index", text=word)} for word in dict.fromkeys(words)]
