"""Routes of Kommunen: all of them with what there is of each, and the page of one."""

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.kommunen import bp
from kimflow.blueprints.kommunen.forms import KommuneBearbeitenForm, KommuneForm
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Kommune
from kimflow.permissions import Permission, can
from kimflow.queries.landkarte import Art, Ausschnitt, Filter, Frage
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import angebote, handlung
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf


@bp.get("/")
@requires(Permission.KOMMUNE_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "kommunen/index.html",
        kommunen=queries.kommunen.liste(me()),
        bruchstellen=queries.landkarte.je_kommune(me()),
        genau=queries.verdeckung.sieht_genau(me()),
        darf_landkarte=can(me(), Permission.LANDKARTE_ANSEHEN),
        darf_anlegen=can(me(), Permission.KOMMUNE_ANLEGEN),
    )


@bp.get("/<int:id>")
@requires(Permission.KOMMUNE_ANSEHEN)
def show(id: int) -> str:
    kommune = _kommune(id)
    frage = Frage(Art.RECHTSKREIS, Filter(kommune=id), Ausschnitt("kommune", id))
    karte = queries.landkarte.landkarte(frage, me(), queries.landkartenworte.worte())
    return render_template(
        "kommunen/show.html",
        kommune=kommune,
        angebote=angebote(kommune, "kommunen", id=id),
        sitze=queries.kommunen.sitze(kommune),
        themen=queries.kommunen.themen_in(kommune, me()),
        massnahmen=queries.kommunen.massnahmen_in(kommune, me()),
        karte=karte,
        schwelle=queries.verdeckung.schwelle(),
        darf_landkarte=can(me(), Permission.LANDKARTE_ANSEHEN),
        landkarte_url=url_for(
            "landkarte.index", **({"kommune": id} if karte.genau else {"ausschnitt": str(frage.ausschnitt)})
        ),
        verlauf=verlauf(kommune),
    )


def _kommune(id: int) -> Kommune:
    return fetch(queries.institutionen.kommunen_fuer(me()).where(Kommune.id == id))


def _zur_liste(kommune: Kommune | None) -> str:
    return url_for("kommunen.index")


def _zur_kommune(kommune: Kommune) -> str:
    return url_for("kommunen.show", id=kommune.id)


handlung(bp, "/anlegen", workflow.kommunen.anlegen, KommuneForm, ziel=_zur_liste, zurueck=_zur_liste)
handlung(
    bp, "/<int:id>/bearbeiten", workflow.kommunen.bearbeiten, KommuneBearbeitenForm, fetch=_kommune, ziel=_zur_kommune
)


def _tabelle() -> Tabelle:
    counts, exact = queries.landkarte.je_kommune(me()), queries.verdeckung.sieht_genau(me())

    def bruchstellen(id: int) -> int | str:
        """As the page says it: who may not know small numbers reads lower bounds."""
        if exact:
            return counts.get(id, 0)
        return f"mindestens {counts[id]}" if id in counts else "verdeckt"

    felder: list[Feld] = [
        (Spalte("Name", name=True), lambda z: z.name),
        (Spalte("Zur Auswahl", eng=True), lambda z: z.aktiv),
        (Spalte("Sitze", zahl=True), lambda z: z.sitze),
        (Spalte("Themen", zahl=True), lambda z: z.themen),
        (Spalte("Maßnahmen", zahl=True), lambda z: z.massnahmen),
    ]
    if can(me(), Permission.LANDKARTE_ANSEHEN):
        felder.append((Spalte("Bruchstellen", zahl=True), lambda z: bruchstellen(z.id)))
    return aus_zeilen("Kommunen", felder, queries.kommunen.liste(me()))


als_tabelle(bp, "/liste", Permission.KOMMUNE_ANSEHEN, _tabelle)
