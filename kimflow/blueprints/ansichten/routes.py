"""Routes of saved views: all one may see, the way to the list of one, and the pages of the acts."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.ansichten import bp
from kimflow.blueprints.ansichten.forms import SpeichernForm, UmbenennenForm
from kimflow.models import Ansicht, AnsichtStatus
from kimflow.permissions import Permission
from kimflow.queries.ansichten import LISTEN, werte
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import adresse
from kimflow.web.forms import Formular
from kimflow.web.handlungen import angebote, handlung
from kimflow.workflow.acts import Act


@bp.get("/")
@requires(Permission.ANSICHT_ANSEHEN)
def index() -> str:
    ask()
    rows = [_zeile(ansicht, von) for ansicht, von in queries.ansichten.alle(me())]
    own = [row for row in rows if row["ansicht"].person_id == me().id]
    return render_template(
        "ansichten/index.html",
        eigene=[row for row in own if not row["geloescht"]],
        geloeschte=[row for row in own if row["geloescht"]],
        andere=[row for row in rows if row not in own],
    )


@bp.get("/<int:id>")
@requires(Permission.ANSICHT_ANSEHEN)
def show(id: int) -> Response:
    """A short address that can be sent to somebody: it leads to the list."""
    ansicht = fetch(queries.ansichten.oeffenbar_fuer(me()).where(Ansicht.id == id))
    return make_response(redirect(adresse(ansicht.liste, ansicht.abfrage)))


def _zeile(ansicht: Ansicht, von: str) -> dict[str, Any]:
    liste = LISTEN[ansicht.liste]
    return {
        "ansicht": ansicht,
        "liste": liste.titel,
        "text": werte(ansicht.liste, ansicht.abfrage).get(liste.text, ""),
        "url": url_for("ansichten.show", id=ansicht.id),
        "von": von,
        "geteilt": ansicht.status is AnsichtStatus.GETEILT,
        "geloescht": ansicht.status is AnsichtStatus.GELOESCHT,
        "angebote": angebote(ansicht, "ansichten", "", id=ansicht.id),
    }


def _ansicht(id: int) -> Ansicht:
    return fetch(queries.ansichten.sichtbar_fuer(me()).where(Ansicht.id == id))


def _zur_liste(thing: Any) -> str:
    """Back to where the filter was set, if the form says so in words a list knows."""
    liste, abfrage = request.values.get("liste", ""), request.values.get("abfrage", "")
    return adresse(liste, abfrage) if liste in LISTEN else url_for("ansichten.index")


def _zu_den_ansichten(ansicht: Ansicht) -> str:
    deleted = ansicht.status is AnsichtStatus.GELOESCHT
    return url_for("ansichten.index", _anchor="geloescht" if deleted else f"ansicht-{ansicht.id}")


handlung(
    bp,
    "/speichern",
    workflow.ansichten.speichern,
    SpeichernForm,
    ziel=lambda ansicht: url_for("ansichten.show", id=ansicht.id),
    zurueck=_zur_liste,
)
_FORMULARE: dict[Act[..., Any], type[Formular]] = {
    workflow.ansichten.umbenennen: UmbenennenForm,
    workflow.ansichten.teilen: Formular,
    workflow.ansichten.nicht_mehr_teilen: Formular,
    workflow.ansichten.loeschen: Formular,
    workflow.ansichten.wiederherstellen: Formular,
}
for _act, _form in _FORMULARE.items():
    handlung(bp, f"/<int:id>/{_act.verb}", _act, _form, fetch=_ansicht, ziel=_zu_den_ansichten)
