"""Routes of Aufträge: the list with its filters, its files, and the page of one."""

from typing import Any

from flask import Response, render_template, request

from kimflow import queries
from kimflow.blueprints.auftraege import bp
from kimflow.blueprints.auftraege.handlungen import der_auftrag
from kimflow.blueprints.auftraege.listenpapier import listenpapier
from kimflow.columns import canonical
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.exports.tabellen import Spalte, Tabelle
from kimflow.permissions import Permission, can
from kimflow.queries.auftraege import STAENDE, Filter, Zeile
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.dokumente import FORMAT, liste_datei, listenkopf, papierwege
from kimflow.web.filters import datum
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
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
        xlsx_url=adresse("auftraege.liste_als_xlsx"),
        csv_url=adresse("auftraege.liste_als_csv"),
    )


@bp.get("/auftraege/liste.xlsx")
@requires(Permission.AUFTRAG_AUFLISTEN)
def liste_als_xlsx() -> Response:
    ask()
    return datei(tabelle_xlsx.schreiben([_tabelle()]), XLSX, "auftraege.xlsx")


@bp.get("/auftraege/liste.csv")
@requires(Permission.AUFTRAG_AUFLISTEN)
def liste_als_csv() -> Response:
    ask()
    return datei(tabelle_csv.schreiben(_tabelle()), CSV, "auftraege.csv")


@bp.get(f"/auftraege/liste.{FORMAT}")
@requires(Permission.AUFTRAG_AUFLISTEN)
def liste_als_datei(format: str) -> Response:
    ask()
    filter = _filter()
    blocks = listenpapier(queries.auftraege.alle(me(), filter), listenkopf(_in_worten(filter)))
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


def _in_worten(filter: Filter) -> str:
    """What is chosen, for paper: there the filter itself is left out."""
    said = [(feld["text"], dict(feld["optionen"]).get(feld["wert"])) for feld in _felder(filter)]
    said += [("Suche", filter.suche)] if filter.suche else []
    return ", ".join(f"{feld}: {text}" for feld, text in said if text)


def _feld(name: str, text: str, wert: object, leer: str, optionen: Any) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}


_SPALTEN = (
    Spalte("Auftrag", name=True),
    Spalte("Stand"),
    Spalte("Verantwortlich"),
    Spalte("Fällig am"),
    Spalte("Überfällig"),
    Spalte("Gremium"),
    Spalte("Sitzung"),
    Spalte("TOP", zahl=True),
    Spalte("Beschluss"),
    Spalte("Ergebnis"),
)


def _tabelle() -> Tabelle:
    return Tabelle("Aufträge", _SPALTEN, [_zeile(zeile) for zeile in queries.auftraege.alle(me(), _filter())])


def _zeile(zeile: Zeile) -> list[str | int]:
    return [
        zeile.text,
        lesbar(zeile.status),
        zeile.verantwortlich or "",
        datum(zeile.faellig_am) if zeile.faellig_am else "",
        "ja" if zeile.ueberfaellig else "",
        zeile.gremium,
        zeile.sitzung or "",
        zeile.top or "",
        zeile.beschluss or "",
        zeile.ergebnis,
    ]
