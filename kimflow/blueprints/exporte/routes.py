"""Route of the exports: who took which list along, and that as a file."""

from flask import render_template, request

from kimflow import queries
from kimflow.blueprints.exporte import bp
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, requires
from kimflow.web.listen import adresse
from kimflow.web.tabellen import als_tabelle

_FELDER: tuple[Feld, ...] = (
    (Spalte("Wann", eng=True), lambda z: z.zeit),
    (Spalte("Wer", name=True), lambda z: z.wer),
    (Spalte("Liste"), lambda z: z.liste),
    (Spalte("Art", eng=True), lambda z: z.format.upper()),
    (Spalte("Zeilen", zahl=True), lambda z: z.zeilen),
)


@bp.get("/")
@requires(Permission.EXPORT_ANSEHEN)
def index() -> str:
    ask()
    seite = queries.exporte.liste(request.args.get("nach"))
    weiter = adresse("exporte.index", nach=seite.weiter) if seite.weiter else None
    return render_template("exporte/index.html", seite=seite, weiter_url=weiter)


def _tabelle() -> Tabelle:
    return aus_zeilen("Exporte", _FELDER, queries.exporte.liste(ALLES).zeilen)


als_tabelle(bp, "/liste", Permission.EXPORT_ANSEHEN, _tabelle)
