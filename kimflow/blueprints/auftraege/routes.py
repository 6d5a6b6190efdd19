"""Routes of Aufträge: the list with its filters and files, and the page of one."""

from typing import Any

from flask import Response, render_template, request

from kimflow import queries
from kimflow.blueprints.auftraege import bp
from kimflow.blueprints.auftraege.handlungen import der_auftrag
from kimflow.blueprints.auftraege.listenpapier import listenpapier
from kimflow.columns import canonical
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission, can
from kimflow.queries.auftraege import STAENDE, Filter
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, liste_datei, listenkopf, papierwege
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar


@bp.get("/auftraege/")
@requires(Permission.AUFTRAG_AUFLISTEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.auftraege.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "auftraege/index.html",
        ansichten=ansichten("auftraege"),
        seite=seite,
        filter=filter,
        felder=_felder(filter),
        gefiltert=any(request.args.values()),
        weiter_url=adresse("auftraege.index", nach=seite.weiter) if seite.weiter else None,
        papierwege=papierwege("auftraege.liste_als_datei"),
    )


@bp.get(f"/auftraege/liste.{FORMAT}")
@requires(Permission.AUFTRAG_AUFLISTEN)
def liste_als_datei(format: str) -> Response:
    ask()
    filter = _filter()
    blocks = listenpapier(queries.auftraege.alle(me(), filter), listenkopf(in_worten(_felder(filter), filter.suche)))
    return datei(*liste_datei("Aufträge", blocks, format, "Auftraege", me()))


@bp.get("/auftraege/<int:id>")
@requires(Permission.AUFTRAG_ANSEHEN)
def show(id: int) -> str:
    auftrag = der_auftrag(id)
    return render_template(
        "auftraege/show.html",
        auftrag=auftrag,
        angebote=angebote(auftrag, "auftraege", id=id),
        sieht_sitzung=can(me(), Permission.SITZUNG_ANSEHEN, auftrag),
        verlauf=verlauf(auftrag),
    )


def _filter() -> Filter:
    body = request.args.get("gremium", "")
    return Filter(
        wer=request.args.get("wer", ""),
        stand=request.args.get("stand", ""),
        gremium=int(body) if body.isascii() and body.isdecimal() and len(body) < 10 else None,
        sitzung=canonical(request.args.get("sitzung", ""))[:16],
        suche=canonical(request.args.get("suche", ""))[:200],
    )


def _felder(filter: Filter) -> list[dict[str, Any]]:
    bodies = [(str(id), name) for id, name in queries.auftraege.gremien(me())]
    felder = [
        _feld("wer", "Wessen", filter.wer, "alle", [("meine", "Meine")]),
        _feld("stand", "Stand", filter.stand, "offene", list(STAENDE.items())),
        _feld("gremium", "Gremium", filter.gremium, "alle", bodies),
    ]
    if filter.sitzung:
        felder.append(_feld("sitzung", "Sitzung", filter.sitzung, "alle", [(filter.sitzung, filter.sitzung)]))
    return felder


def _feld(name: str, text: str, wert: object, leer: str, optionen: Any) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}


_FELDER: tuple[Feld, ...] = (
    (Spalte("Auftrag", name=True), lambda z: z.text),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
    (Spalte("Verantwortlich"), lambda z: z.verantwortlich),
    (Spalte("Fällig am", eng=True), lambda z: z.faellig_am),
    (Spalte("Überfällig", eng=True), lambda z: z.ueberfaellig),
    (Spalte("Gremium"), lambda z: z.gremium),
    (Spalte("Sitzung"), lambda z: z.sitzung),
    (Spalte("TOP", zahl=True), lambda z: z.top),
    (Spalte("Beschluss"), lambda z: z.beschluss),
    (Spalte("Ergebnis"), lambda z: z.ergebnis),
)


def _tabelle() -> Tabelle:
    filter = _filter()
    rows = queries.auftraege.alle(me(), filter)
    return aus_zeilen("Aufträge", _FELDER, rows, in_worten(_felder(filter), filter.suche))


als_tabelle(bp, "/auftraege/liste", Permission.AUFTRAG_AUFLISTEN, _tabelle)
