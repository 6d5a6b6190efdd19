"""Ballots on paper: the page, the files to print, and where the code on a ballot leads."""

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Weiterleitung

from kimflow import queries
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.papierzettel import papierzettel
from kimflow.models import Abstimmung, Stimmabgabe
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, papier_datei
from kimflow.web.handlungen import angebote
from kimflow.workflow.acts import Obstructed

_WEITER = ("bestaetigen", "erfassen", "stimme_abgeben")
"""What a ballot on paper is good for, in this order, for whoever scans its code."""
NICHTS_ZU_DRUCKEN = "Es fehlt kein Sitz, oder die Abstimmung nimmt gerade keine Stimmen an."


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


@bp.get("/abstimmungen/<nummer>/papier")
@requires(Permission.ABSTIMMUNG_ERFASSEN)
def papier(nummer: str) -> str:
    abstimmung = _abstimmung(nummer)
    return render_template(
        "abstimmungen/papier.html",
        abstimmung=abstimmung,
        fehlende=queries.runden.fehlende(abstimmung),
        leer=NICHTS_ZU_DRUCKEN,
    )


@bp.get(f"/abstimmungen/<nummer>/papier.{FORMAT}")
@requires(Permission.ABSTIMMUNG_ERFASSEN)
def papier_als_datei(nummer: str, format: str) -> Response:
    abstimmung = _abstimmung(nummer)
    missing = queries.runden.fehlende(abstimmung)
    if not missing:
        raise Obstructed(NICHTS_ZU_DRUCKEN)
    blocks = papierzettel(abstimmung, missing)
    head = f"{abstimmung.gremium}, Abstimmung {abstimmung.nummer}"
    name = f"Stimmzettel-{abstimmung.nummer}"
    return datei(*papier_datei(f"Stimmzettel auf Papier {abstimmung.nummer}", blocks, format, name, head))


@bp.get("/abstimmungen/<nummer>/papier/<int:id>")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def papier_scannen(nummer: str, id: int) -> Weiterleitung:
    """From the code on a ballot to its next step. It is an address like any other: whoever scans it signs in."""
    visible = queries.abstimmungen.erfassbare_fuer(me()).join(Stimmabgabe.abstimmung)
    stimmabgabe: Stimmabgabe = fetch(visible.where(Stimmabgabe.id == id, Abstimmung.nummer == nummer))
    offered = {a.verb: a.url for a in angebote(stimmabgabe, "abstimmungen", "", nummer=nummer, id=id) if not a.gruende}
    ways = [offered[verb] for verb in _WEITER if verb in offered]
    return redirect([*ways, url_for("abstimmungen.show", nummer=nummer)][0], code=303)
