"""Routes of Stellungnahmen: what is asked of my institutions, and the answer."""

from flask import render_template, url_for

from kimflow import clock, queries, workflow
from kimflow.blueprints.stellungnahmen import bp
from kimflow.blueprints.stellungnahmen.forms import StellungnahmeForm
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Stellungnahme
from kimflow.permissions import Permission
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung
from kimflow.web.tabellen import als_tabelle


@bp.get("/stellungnahmen/")
@requires(Permission.THEMA_ANSEHEN)
def index() -> str:
    ask()
    return render_template("stellungnahmen/index.html", stellungnahmen=queries.stellungnahmen.erbeten_von(me()))


def _stellungnahme(id: int) -> Stellungnahme:
    return fetch(queries.stellungnahmen.sichtbar_fuer(me()).where(Stellungnahme.id == id))


handlung(
    bp,
    "/stellungnahmen/<int:id>/abgeben",
    workflow.stellungnahmen.abgeben,
    StellungnahmeForm,
    fetch=_stellungnahme,
    ziel=lambda stellungnahme: url_for("themen.show", nummer=stellungnahme.thema.nummer),
    vorlage="stellungnahmen/abgeben.html",
)


_FELDER: tuple[Feld, ...] = (
    (Spalte("Thema", name=True), lambda z: f"{z.thema} {z.titel}"),
    (Spalte("Institution"), lambda z: z.institution),
    (Spalte("Erbeten am", eng=True), lambda z: z.erbeten_am),
    (Spalte("Bis", eng=True), lambda z: z.frist),
    (Spalte("Stand"), lambda z: "abgegeben" if z.abgegeben_am else "offen" if z.ist_offen else "nicht abgegeben"),
    (Spalte("Abgegeben am", eng=True), lambda z: clock.local(z.abgegeben_am).date() if z.abgegeben_am else None),
)


def _tabelle() -> Tabelle:
    return aus_zeilen("Stellungnahmen", _FELDER, queries.stellungnahmen.erbeten_von(me()))


als_tabelle(bp, "/stellungnahmen/liste", Permission.THEMA_ANSEHEN, _tabelle)
