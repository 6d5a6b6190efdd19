"""Routes of Meldungen: the queue with its filters and counts, and the page of one."""

from typing import Any

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.meldungen import bp
from kimflow.blueprints.meldungen.handlungen import die_meldung
from kimflow.columns import canonical
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission, can
from kimflow.queries.meldungen import GRUPPEN, Filter
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar

ALLE = "alle"


@bp.get("/meldungen/")
@requires(Permission.MELDUNG_AUFLISTEN)
def index() -> str:
    ask()
    filter = _der_filter()
    seite = queries.meldungen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "meldungen/index.html",
        seite=seite,
        filter=filter,
        felder=_felder(filter),
        gefiltert=any(request.args.values()),
        entscheidet=can(me(), Permission.MELDUNG_ANNEHMEN),
        weiter_url=adresse("meldungen.index", nach=seite.weiter) if seite.weiter else None,
        zahlen=queries.meldungen.zahlen(me()),
    )


@bp.get("/meldungen/<nummer>")
@requires(Permission.MELDUNG_ANSEHEN)
def show(nummer: str) -> str:
    meldung = die_meldung(nummer)
    # Asked back, the answer is what it waits for, not the end.
    next_step = "antworten" if meldung.wartet_auf_antwort else None
    return render_template(
        "meldungen/show.html",
        gemeldet=meldung,
        angebote=angebote(meldung, "meldungen", next_step, nummer=meldung.nummer),
        entscheidet=can(me(), Permission.MELDUNG_ANNEHMEN, meldung),
        verlauf=verlauf(meldung),
    )


def _der_filter() -> Filter:
    """Who decides begins with what waits, everybody else with all of the own ones."""
    return Filter(
        gruppe=request.args.get("status") or ("offen" if can(me(), Permission.MELDUNG_ANNEHMEN) else ALLE),
        handlungsfeld=_id("handlungsfeld"),
        kommune=_id("kommune"),
        suche=canonical(request.args.get("suche", ""))[:200],
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _felder(filter: Filter) -> list[dict[str, Any]]:
    words = queries.meldungen.filterwoerter()
    groups = [(ALLE, ALLE), *((key, text) for key, (text, _) in GRUPPEN.items())]
    return [
        {"name": "status", "text": "Stand", "wert": filter.gruppe, "optionen": groups},
        _feld("handlungsfeld", "Handlungsfeld", filter.handlungsfeld, words["handlungsfeld"]),
        _feld("kommune", "Kommune", filter.kommune, words["kommune"]),
    ]


def _feld(name: str, text: str, wert: object, optionen: list[tuple[int, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", ALLE), *optionen]}


_FELDER: tuple[Feld, ...] = (
    (Spalte("Nummer", eng=True), lambda z: z.nummer),
    (Spalte("Hürde", name=True), lambda z: z.titel or "Text gelöscht"),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
    (Spalte("Eingegangen am", eng=True), lambda z: clock.local(z.eingegangen_am).date()),
    (Spalte("Alter in Tagen", zahl=True), lambda z: z.alter),
    (Spalte("Von"), lambda z: z.von),
    (Spalte("Zu"), lambda z: z.zu),
    (Spalte("Handlungsfeld"), lambda z: z.handlungsfeld),
    (Spalte("Thema", eng=True), lambda z: z.thema),
)


def _tabelle() -> Tabelle:
    """As the page: titles, no texts and nobody who reported."""
    filter = _der_filter()
    rows = queries.meldungen.liste(me(), filter, ALLES).zeilen
    return aus_zeilen("Meldungen", _FELDER, rows, in_worten(_felder(filter), filter.suche))


als_tabelle(bp, "/meldungen/liste", Permission.MELDUNG_AUFLISTEN, _tabelle)
