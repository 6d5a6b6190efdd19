"""Routes of the vocabularies."""

from flask import abort, render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.vokabeln import bp
from kimflow.blueprints.vokabeln.forms import VokabelBearbeitenForm, VokabelForm
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import VOKABULARE, Vokabel
from kimflow.permissions import Permission
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung
from kimflow.web.tabellen import als_tabelle
from kimflow.workflow.acts import lesbar


@bp.get("/")
@requires(Permission.VOKABEL_ANSEHEN)
def index() -> str:
    ask()
    return render_template("vokabeln/index.html", arten=list(VOKABULARE), anzahlen=queries.vokabeln.anzahlen())


@bp.get("/<art>")
@requires(Permission.VOKABEL_ANSEHEN)
def show(art: str) -> str:
    ask()
    if art not in VOKABULARE:
        abort(404)
    return render_template("vokabeln/show.html", art=art, woerter=queries.vokabeln.liste(me(), art))


def _wort(id: int) -> Vokabel:
    return fetch(queries.vokabeln.sichtbar_fuer(me()).where(Vokabel.id == id))


def _zur_liste(vokabel: Vokabel) -> str:
    return url_for("vokabeln.show", art=vokabel.art)


handlung(
    bp,
    "/anlegen",
    workflow.vokabeln.anlegen,
    VokabelForm,
    ziel=_zur_liste,
    zurueck=lambda thing: url_for("vokabeln.index"),
)
handlung(bp, "/<int:id>/bearbeiten", workflow.vokabeln.bearbeiten, VokabelBearbeitenForm, fetch=_wort, ziel=_zur_liste)


_FELDER: tuple[Feld, ...] = (
    (Spalte("Kurz", name=True), lambda w: w.kurz),
    (Spalte("Ausführlich"), lambda w: w.lang),
    (Spalte("Platz", zahl=True), lambda w: w.reihenfolge),
    (Spalte("Auswahl", eng=True), lambda w: w.aktiv),
)


def _tabelle(art: str) -> Tabelle:
    ask()
    if art not in VOKABULARE:
        abort(404)
    return aus_zeilen(lesbar(art).capitalize(), _FELDER, queries.vokabeln.liste(me(), art))


def _alle() -> Tabelle:
    felder: tuple[Feld, ...] = (
        (Spalte("Liste"), lambda pair: lesbar(pair[0]).capitalize()),
        *((spalte, lambda pair, wert=wert: wert(pair[1])) for spalte, wert in _FELDER),
    )
    rows = [(art, word) for art in VOKABULARE for word in queries.vokabeln.liste(me(), art)]
    return aus_zeilen("Vokabulare", felder, rows)


als_tabelle(bp, "/liste", Permission.VOKABEL_ANSEHEN, _alle)
als_tabelle(bp, "/<art>/woerter", Permission.VOKABEL_ANSEHEN, _tabelle, name="woerter")
