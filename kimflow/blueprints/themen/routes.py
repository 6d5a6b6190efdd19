"""Routes of Themen: the list with its filters, the page of one Thema, its Steckbrief on one sheet."""

from typing import Any

from flask import render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.themen import bp
from kimflow.blueprints.themen.forms import aehnliche_themen
from kimflow.columns import canonical
from kimflow.models import Thema
from kimflow.permissions import Permission, can
from kimflow.queries.geschichte import Glied
from kimflow.queries.themen import GRUPPEN, Themenfilter
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.handlungen import angebote
from kimflow.web.htmx import page, wants_part
from kimflow.web.verlauf import verlauf

SORTIERUNGEN = {
    "neueste": "neueste zuerst",
    "aelteste": "älteste zuerst",
    "titel": "Titel",
    "rang": "Rang",
    "wiedervorlage": "Wiedervorlage",
    "frist": "Frist",
}


@bp.get("/")
@requires(Permission.THEMA_ANSEHEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.themen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "themen/index.html",
        ansichten=ansichten("themen"),
        seite=seite,
        filter=filter,
        gruppen=_gruppen(filter),
        felder=_felder(filter),
        weiter_url=_url(nach=seite.weiter) if seite.weiter else None,
        darf_aufnehmen=can(me(), Permission.THEMA_AUFNEHMEN),
        darf_importieren=can(me(), Permission.THEMA_IMPORTIEREN),
    )


@bp.get("/aehnliche")
@requires(Permission.THEMA_AUFNEHMEN)
def aehnliche() -> str:
    """Beside the form that takes one up, fetched while the title is being typed."""
    ask()
    chosen = set(request.args.getlist("bruchstellen"))
    breaks = [b for b in queries.fallrekonstruktionen.freigegebene_bruchstellen() if str(b.id) in chosen]
    found = aehnliche_themen(canonical(request.args.get("titel", ""))[:200], breaks)
    inside = wants_part()
    words = {"aehnliche": found, "gesehen": inside and bool(found), "im_formular": inside}
    return page("themen/aehnliche.html", "themen/_aehnliche.html", **words)


@bp.get("/<nummer>")
@requires(Permission.THEMA_ANSEHEN)
def show(nummer: str) -> str:
    thema = _thema(nummer)
    beschluesse = queries.themen.beschluesse(thema)
    return render_template(
        "themen/show.html",
        thema=thema,
        angebote=angebote(thema, "themen", workflow.steckbrief.naechster_schritt(thema), nummer=nummer),
        grundlagen=queries.themen.grundlagen(thema, me()),
        beschluesse=beschluesse,
        geschichte=[_mit_url(glied) for glied in queries.geschichte.geschichte(thema, me(), beschluesse)],
        verlauf=verlauf(thema, *thema.stellungnahmen),
    )


@bp.get("/<nummer>/steckbrief")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief(nummer: str) -> str:
    """The Tischvorlage: it lies on the table of the Lenkungsgruppe, so it names no case, whoever prints it."""
    thema = _thema(nummer)
    return render_template("themen/steckbrief.html", thema=thema, grundlagen=queries.themen.grundlagen(thema, None))


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == canonical(nummer)[:16]))


def _filter() -> Themenfilter:
    return Themenfilter(
        gruppe=request.args.get("status", ""),
        handlungsfeld=_id("handlungsfeld"),
        rechtskreis=_id("rechtskreis"),
        kommune=_id("kommune"),
        suche=canonical(request.args.get("suche", ""))[:200],
        sortierung=request.args.get("sortierung", ""),
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _url(**changes: Any) -> str:
    """This list with some of its filters changed; a change begins at the first page."""
    kept = {name: value for name, value in request.args.items() if value and name != "nach"}
    return url_for("themen.index", **{name: value for name, value in (kept | changes).items() if value})


def _gruppen(filter: Themenfilter) -> list[dict[str, Any]]:
    """The status groups as links with their counts, all of them first."""
    counts = queries.themen.zaehlung(me(), filter)
    names = {"": "alle", **{key: text for key, (text, _) in GRUPPEN.items()}}
    return [
        {"text": text, "anzahl": counts[key], "url": _url(status=key), "aktiv": filter.gruppe == key}
        for key, text in names.items()
    ]


def _felder(filter: Themenfilter) -> list[dict[str, Any]]:
    words = queries.themen.filterwoerter()
    kommunen = queries.institutionen.aktive_kommunen()
    return [
        _feld("status", "Stand", filter.gruppe, [(key, text) for key, (text, _) in GRUPPEN.items()]),
        _feld("handlungsfeld", "Handlungsfeld", filter.handlungsfeld, [(w.id, w.kurz) for w in words["handlungsfeld"]]),
        _feld("rechtskreis", "Rechtskreis", filter.rechtskreis, [(w.id, w.kurz) for w in words["rechtskreis"]]),
        _feld("kommune", "Kommune", filter.kommune, [(k.id, k.name) for k in kommunen]),
        {
            "name": "sortierung",
            "text": "Sortierung",
            "wert": filter.sortiert,
            "optionen": list(SORTIERUNGEN.items()),
        },
    ]


def _feld(name: str, text: str, wert: object, optionen: list[tuple[Any, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}


def _mit_url(glied: Glied) -> dict[str, Any]:
    """A link of the story as the macro geschichte() wants it."""
    return {
        "art": glied.art,
        "titel": glied.titel,
        "zeit": glied.zeit,
        "url": url_for(glied.endpoint, **glied.werte) if glied.endpoint else None,
        "text": glied.text,
        "luecke": glied.luecke,
    }
