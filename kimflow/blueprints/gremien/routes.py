"""Routes of bodies: the list by kind, and the page that says who sits where and who may vote today."""

from itertools import groupby
from typing import Any

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.gremien import bp
from kimflow.models import Gremium
from kimflow.permissions import Permission, can
from kimflow.queries.auftraege import Filter
from kimflow.queries.projektgruppen import Massnahmenzeile
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.verlauf import verlauf
from kimflow.workflow.ampel import Ampel, ampel, termin
from kimflow.workflow.auslastung import auslastung


@bp.get("/")
@requires(Permission.GREMIUM_ANSEHEN)
def index() -> str:
    ask()
    beendete = request.args.get("status") == "beendet"
    lasten, sieht_lichter = queries.auslastung.lasten(), can(me(), Permission.MASSNAHME_VERFOLGEN)
    return render_template(
        "gremien/index.html",
        gruppen=[
            (art, list(rows))
            for art, rows in groupby(queries.gremien.liste(me(), beendete=beendete), lambda row: row.art)
        ],
        beendete=beendete,
        lasten={one.id: one for one in lasten},
        auslastungen={one.id: auslastung(one, clock.today()) for one in lasten} if sieht_lichter else {},
        sieht_lichter=sieht_lichter,
        sieht_ueberlast=can(me(), Permission.GREMIUM_UEBERLAST_ANSEHEN),
        darf_einrichten=can(me(), Permission.GREMIUM_EINRICHTEN),
        darf_importieren=can(me(), Permission.GREMIUM_SITZE_IMPORTIEREN),
    )


@bp.get("/ueberlast")
@requires(Permission.GREMIUM_UEBERLAST_ANSEHEN)
def ueberlast() -> str:
    """What was assigned over a limit, with the reason or the exchange, and what every group carries today."""
    ask()
    return render_template(
        "gremien/ueberlast.html",
        seite=queries.mandate.ueber_der_last(me(), request.args.get("nach")),
        auslastungen=[auslastung(last, clock.today()) for last in queries.auslastung.lasten()],
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
        **_arbeit(gremium),
        sitzungen=queries.gremien.sitzungen(gremium, me()),
        verlauf=verlauf(gremium, *gremium.sitze, *besetzungen, *gremium.mitgliedschaften),
    )


def _arbeit(gremium: Gremium) -> dict[str, Any]:
    """What the body works on: Mandate and what came of them for a Projektgruppe, Aufträge for every body."""
    reads = can(me(), Permission.AUFTRAG_AUFLISTEN) and can(me(), Permission.SITZUNG_TEILNEHMEN, gremium)
    tasks = {
        "sieht_auftraege": reads,
        "auftraege": queries.auftraege.alle(me(), Filter(gremium=gremium.id)) if reads else [],
    }
    if not gremium.ist_projektgruppe:
        return tasks
    sieht_lichter, (last,) = can(me(), Permission.MASSNAHME_VERFOLGEN), queries.auslastung.lasten([gremium.id])
    return tasks | {
        "last": last,
        "auslastung": auslastung(last, clock.today()) if sieht_lichter else None,
        "mandate": queries.mandate.der_gruppe(gremium, me()),
        "vereinbarungen": queries.projektgruppen.zielvereinbarungen(gremium, me()),
        "massnahmen": [
            (zeile, termin(zeile.naechster_termin, zeile.frist, zeile.wartet_bis), _licht(zeile))
            for zeile in queries.projektgruppen.massnahmen(gremium, me())
        ],
        "sieht_lichter": sieht_lichter,
        "sieht_ueberlast": can(me(), Permission.GREMIUM_UEBERLAST_ANSEHEN),
    }


def _licht(zeile: Massnahmenzeile) -> Ampel | None:
    heard = clock.local(zeile.gemeldet_am).date() if zeile.gemeldet_am else None
    today = clock.today()
    return ampel(zeile.status, zeile.naechster_termin, zeile.frist, heard, zeile.gefasst_am, today, zeile.wartet_bis)
