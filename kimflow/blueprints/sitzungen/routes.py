"""List and page of meetings."""

from flask import render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.sitzungen import bp
from kimflow.models import Sitzung, SitzungStatus
from kimflow.permissions import Permission, can
from kimflow.queries.sitzungen import Filter
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.verlauf import verlauf


@bp.get("/sitzungen/")
@requires(Permission.SITZUNG_AUFLISTEN)
def index() -> str:
    ask()
    filter = _filter()
    return render_template(
        "sitzungen/index.html",
        filter=filter,
        kommende=queries.sitzungen.kommende(me(), filter),
        vergangene=queries.sitzungen.vergangene(me(), filter, request.args.get("nach")),
        gremien=queries.sitzungen.gremien_der_liste(me()),
        planbar=[g for g in queries.sitzungen.heutige_gremien() if can(me(), Permission.SITZUNG_PLANEN, g)],
    )


def _filter() -> Filter:
    status, body = request.args.get("status"), request.args.get("gremium", "")
    return Filter(
        status=SitzungStatus(status) if status in set(SitzungStatus) else None,
        gremium=int(body) if body.isdecimal() and len(body) < 10 else None,
        suche=request.args.get("suche", "").strip()[:200],
    )


@bp.get("/sitzungen/<nummer>")
@requires(Permission.SITZUNG_ANSEHEN)
def show(nummer: str) -> str:
    sitzung: Sitzung = fetch(queries.sitzungen.ganz(me()).where(Sitzung.nummer == nummer))
    possible = angebote(sitzung, "sitzungen", _naechster_schritt(sitzung), nummer=nummer)
    antworten = [(a, angebote(a, "sitzungen", nummer=nummer, id=a.id)) for a in sitzung.antworten]
    return render_template(
        "sitzungen/show.html",
        sitzung=sitzung,
        angebote=[a for a in possible if a.verb != "top_verschieben"],
        umstellbar=any(a.verb == "top_verschieben" for a in possible),
        punkte=[(top, angebote(top, "sitzungen", "festhalten", nummer=nummer, id=top.id)) for top in sitzung.tops],
        antworten=antworten,
        # Who plans the meeting answers for everybody, in the table; all others for their own house, at the top.
        eigene=[] if can(me(), Permission.SITZUNG_EINLADEN, sitzung) else [pair for pair in antworten if pair[1]],
        vertretungen=queries.gremien.vertretungen_in(sitzung),
        vota=queries.vota.der_sitzung(sitzung, me()),
        sieht_abstimmungen=can(me(), Permission.ABSTIMMUNG_ANSEHEN, sitzung),
        verlauf=verlauf(sitzung),
        liste=url_for("sitzungen.index"),
    )


def _naechster_schritt(sitzung: Sitzung) -> str | None:
    """While an item waits for its Beschluss, that is the one primary button; else the first act that is possible."""
    return "festhalten" if sitzung.naechster_top else None
