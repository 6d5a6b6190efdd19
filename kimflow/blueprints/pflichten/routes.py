"""Routes of Pflichten: the list with what is overdue first, and the page of one."""

from typing import Any

from flask import Response, abort, render_template, request

from kimflow import queries
from kimflow.blueprints.pflichten import bp
from kimflow.blueprints.pflichten.handlungen import die_pflicht
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Pflichtart
from kimflow.permissions import Permission, can
from kimflow.queries.pflichten import STAENDE
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import gespeicherte
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar


@bp.get("/pflichten/")
@requires(Permission.PFLICHT_ANSEHEN)
def index() -> str:
    ask()
    stand, art = _gewaehlt()
    seite = queries.pflichten.liste(me(), stand=stand, art=art, nach=request.args.get("nach"))
    return render_template(
        "pflichten/index.html",
        seite=seite,
        felder=_felder(stand, art),
        gefiltert=any(request.args.values()),
        weiter_url=adresse("pflichten.index", nach=seite.weiter) if seite.weiter else None,
        darf_anlegen=can(me(), Permission.PFLICHT_ANLEGEN),
    )


@bp.get("/pflichten/<int:id>")
@requires(Permission.PFLICHT_ANSEHEN)
def show(id: int) -> str:
    pflicht = die_pflicht(id)
    return render_template(
        "pflichten/show.html",
        pflicht=pflicht,
        angebote=angebote(pflicht, "pflichten", id=id),
        verlauf=verlauf(pflicht),
    )


@bp.get("/pflichten/<int:id>/datei/<schluessel>")
@requires(Permission.PFLICHT_ANSEHEN)
def nachweis(id: int, schluessel: str) -> Response:
    """The right of the Pflicht is asked each time: an address passed on opens nothing."""
    datei = die_pflicht(id).datei
    return gespeicherte(datei) if datei and datei.schluessel == schluessel else abort(404)


def _gewaehlt() -> tuple[str, Pflichtart | None]:
    kind = request.args.get("art", "")
    return request.args.get("stand", ""), Pflichtart(kind) if kind in set(Pflichtart) else None


def _felder(stand: str, art: Pflichtart | None) -> list[dict[str, Any]]:
    return [
        _feld("stand", "Stand", stand, "offene", list(STAENDE.items())),
        _feld("art", "Art", art, "alle", [(one.value, lesbar(one)) for one in Pflichtart]),
    ]


_FELDER: tuple[Feld, ...] = (
    (Spalte("Pflicht", name=True), lambda p: p.was),
    (Spalte("Art"), lambda p: lesbar(p.art)),
    (Spalte("Träger"), lambda p: p.institution.kurzname if p.institution else None),
    (Spalte("Bis", eng=True), lambda p: p.bis),
    (Spalte("Wiedervorlage", eng=True), lambda p: p.wiedervorlage),
    (Spalte("Stand"), lambda p: "überfällig" if p.ist_ueberfaellig else lesbar(p.status)),
    (Spalte("Erledigt am", eng=True), lambda p: p.erledigt_am),
    (Spalte("Nachweis"), lambda p: p.nachweis),
    (Spalte("Datei"), lambda p: p.datei.name if p.datei else None),
    (Spalte("Notiz"), lambda p: p.notiz),
    (Spalte("Begründung"), lambda p: p.begruendung),
)


def _tabelle() -> Tabelle:
    stand, art = _gewaehlt()
    rows = queries.pflichten.liste(me(), stand=stand, art=art, nach=ALLES).zeilen
    return aus_zeilen("Pflichten", _FELDER, rows, in_worten(_felder(stand, art)))


als_tabelle(bp, "/pflichten/liste", Permission.PFLICHT_ANSEHEN, _tabelle)


def _feld(name: str, text: str, wert: object, leer: str, optionen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *optionen]}
