"""Routes of Fördertöpfe: the pots of a year, one of them with its Buchungen, and both as files."""

from typing import Any

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.foerdertoepfe import bp
from kimflow.blueprints.foerdertoepfe.dateien import buchungstabelle, topftabelle
from kimflow.blueprints.foerdertoepfe.handlungen import der_topf
from kimflow.exports.tabellen import Tabelle
from kimflow.models import Foerderjahr
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.listen import in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.topfbild import topfbild
from kimflow.web.verlauf import verlauf


@bp.get("/foerdertoepfe/")
@requires(Permission.FOERDERTOPF_ANSEHEN)
def index() -> str:
    ask()
    jahre = queries.foerdertoepfe.jahre(me())
    jahr = _jahr(jahre)
    zeilen = queries.foerdertoepfe.liste(me(), jahr.jahr, _baustein()) if jahr else []
    return render_template(
        "foerdertoepfe/index.html",
        jahr=jahr,
        zeilen=zeilen,
        bilder={zeile.topf.id: topfbild(zeile.summen) for zeile in zeilen},
        felder=_felder(jahre, jahr),
        gefiltert=_baustein() is not None,
        verfolgt=can(me(), Permission.FOERDERTOPF_VERFOLGEN),
        sieht_pflichten=can(me(), Permission.PFLICHT_ANSEHEN),
        darf_anlegen=can(me(), Permission.FOERDERTOPF_ANLEGEN),
        angebote=angebote(jahr, "foerdertoepfe", "", id=jahr.id) if jahr else [],
    )


@bp.get("/foerdertoepfe/<int:id>")
@requires(Permission.FOERDERTOPF_ANSEHEN)
def show(id: int) -> str:
    topf = der_topf(id)
    (zeile,) = queries.foerdertoepfe.mit_summen(me(), [topf])
    sieht_buchungen = can(me(), Permission.BUCHUNG_ANSEHEN)
    buchungen = queries.buchungen.des_topfes(topf, me()) if sieht_buchungen else []
    return render_template(
        "foerdertoepfe/show.html",
        topf=topf,
        summen=zeile.summen,
        bild=topfbild(zeile.summen),
        verfolgt=can(me(), Permission.FOERDERTOPF_VERFOLGEN),
        sieht_buchungen=sieht_buchungen,
        buchungen=buchungen,
        angebote=angebote(topf, "foerdertoepfe", id=id),
        verlauf=verlauf(topf, *buchungen) if sieht_buchungen else [],
    )


def _jahr(jahre: list[Foerderjahr]) -> Foerderjahr | None:
    """The year asked for, else the present one, else the newest."""
    wanted = (request.args.get("jahr", ""), str(clock.today().year))
    return next((one for text in wanted for one in jahre if str(one.jahr) == text), jahre[0] if jahre else None)


def _baustein() -> int | None:
    text = request.args.get("baustein", "")
    return int(text) if text in ("1", "2", "3") else None


def _topftabelle() -> Tabelle:
    jahre = queries.foerdertoepfe.jahre(me())
    jahr = _jahr(jahre)
    zeilen = queries.foerdertoepfe.liste(me(), jahr.jahr, _baustein()) if jahr else []
    return topftabelle(zeilen, in_worten(_felder(jahre, jahr)))


def _buchungstabelle(id: int) -> Tabelle:
    topf = der_topf(id)
    return buchungstabelle(queries.buchungen.des_topfes(topf, me()), f"{topf.jahr}, {topf.name}")


def _felder(jahre: list[Foerderjahr], jahr: Foerderjahr | None) -> list[dict[str, Any]]:
    return [
        {
            "name": "jahr",
            "text": "Jahr",
            "wert": jahr.jahr if jahr else "",
            "optionen": [(str(one.jahr), str(one.jahr)) for one in jahre],
        },
        {
            "name": "baustein",
            "text": "Baustein",
            "wert": _baustein() or "",
            "optionen": [("", "alle"), *((str(number), f"Baustein {number}") for number in (1, 2, 3))],
        },
    ]


als_tabelle(bp, "/foerdertoepfe/liste", Permission.FOERDERTOPF_ANSEHEN, _topftabelle)
als_tabelle(bp, "/foerdertoepfe/<int:id>/buchungen", Permission.BUCHUNG_ANSEHEN, _buchungstabelle, name="buchungen")
