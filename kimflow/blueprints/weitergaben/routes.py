"""Routes of Weitergaben: the list of what is open, and the report that bundles it for Land, Bund or politics."""

from typing import Any

from flask import Response, render_template, request

from kimflow import queries
from kimflow.blueprints.weitergaben import bp
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Ebene
from kimflow.permissions import Permission
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, me, requires
from kimflow.web.buendelung import abschnitte
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, buendelung_datei
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.workflow.acts import lesbar


@bp.get("/weitergaben/")
@requires(Permission.WEITERGABE_ANSEHEN)
def index() -> str:
    ask()
    seite = queries.weitergaben.liste(me(), alle=_alle(), ebene=_ebene(), nach=request.args.get("nach"))
    return render_template(
        "weitergaben/index.html",
        seite=seite,
        felder=_felder(),
        gefiltert=any(request.args.values()),
        weiter_url=adresse("weitergaben.index", nach=seite.weiter) if seite.weiter else None,
    )


@bp.get("/weitergaben/buendelung")
@requires(Permission.WEITERGABE_ANSEHEN)
def buendelung() -> str:
    ask()
    ebene = _ebene()
    return render_template(
        "weitergaben/buendelung.html",
        abschnitte=abschnitte(queries.buendelung.offene(me(), ebene)),
        felder=[_ebenenfeld(ebene)],
        gefiltert=ebene is not None,
        genau=queries.verdeckung.sieht_genau(me()),
        schwelle=queries.verdeckung.schwelle(),
        ebene=ebene,
    )


@bp.get(f"/weitergaben/buendelung.{FORMAT}")
@requires(Permission.WEITERGABE_ANSEHEN)
def buendelung_als_datei(format: str) -> Response:
    ask()
    return datei(*buendelung_datei(me(), _ebene(), format))


_FELDER: tuple[Feld, ...] = (
    (Spalte("Thema", name=True), lambda z: f"{z.thema} {z.titel}"),
    (Spalte("An"), lambda z: z.an),
    (Spalte("Ebene"), lambda z: lesbar(z.ebene)),
    (Spalte("Seit", eng=True), lambda z: z.am),
    (Spalte("Tage", zahl=True), lambda z: z.alter),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
    (Spalte("Antwort vom", eng=True), lambda z: z.antwort_am),
    (Spalte("Wiedervorlage", eng=True), lambda z: z.wiedervorlage),
    (Spalte("Fällig", eng=True), lambda z: z.ist_faellig),
)


def _tabelle() -> Tabelle:
    rows = queries.weitergaben.liste(me(), alle=_alle(), ebene=_ebene(), nach=ALLES).zeilen
    return aus_zeilen("Weitergaben", _FELDER, rows, in_worten(_felder()))


als_tabelle(bp, "/weitergaben/liste", Permission.WEITERGABE_ANSEHEN, _tabelle)


def _alle() -> bool:
    return request.args.get("stand") == "alle"


def _felder() -> list[dict[str, Any]]:
    return [
        _feld("stand", "Stand", "alle" if _alle() else "", "offene", [("alle", "alle")]),
        _ebenenfeld(_ebene()),
    ]


def _ebene() -> Ebene | None:
    level = request.args.get("ebene", "")
    return Ebene(level) if level in set(Ebene) else None


def _ebenenfeld(ebene: Ebene | None) -> dict[str, Any]:
    return _feld("ebene", "Ebene", ebene, "alle", [(one.value, lesbar(one)) for one in Ebene])


def _feld(name: str, text: str, wert: object, leer: str, optionen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}
