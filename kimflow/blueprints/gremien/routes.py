"""Routes of bodies: the list by kind, and the page that says who sits where and who may vote today."""

from itertools import groupby

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.gremien import bp
from kimflow.models import Gremium
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.verlauf import verlauf


@bp.get("/")
@requires(Permission.GREMIUM_ANSEHEN)
def index() -> str:
    ask()
    beendete = request.args.get("status") == "beendet"
    return render_template(
        "gremien/index.html",
        gruppen=[
            (art, list(rows))
            for art, rows in groupby(queries.gremien.liste(me(), beendete=beendete), lambda row: row.art)
        ],
        beendete=beendete,
        darf_einrichten=can(me(), Permission.GREMIUM_EINRICHTEN),
    )


@bp.get("/<int:id>")
@requires(Permission.GREMIUM_ANSEHEN)
def show(id: int) -> str:
    gremium: Gremium = fetch(queries.gremien.ganz(me()).where(Gremium.id == id))
    besetzungen = [besetzung for sitz in gremium.sitze for besetzung in sitz.besetzungen]
    return render_template(
        "gremien/show.html",
        gremium=gremium,
        heute=clock.today(),
        angebote=angebote(gremium, "gremien", primaer="planen", id=gremium.id),
        darf_besetzen=can(me(), Permission.GREMIUM_SITZ_BESETZEN),
        darf_beenden=can(me(), Permission.GREMIUM_BESETZUNG_BEENDEN),
        besetzungen=besetzungen,
        themen=queries.gremien.themen(gremium, me()),
        last=queries.gremien.last(gremium),
        sitzungen=queries.gremien.sitzungen(gremium, me()),
        verlauf=verlauf(gremium, *gremium.sitze, *besetzungen, *gremium.mitgliedschaften),
    )
