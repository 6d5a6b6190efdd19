"""Routes of Fördertöpfe: the pots of a year, one of them with its Buchungen, and both as files."""

from typing import Any

from flask import Response, render_template, request

from kimflow import clock, queries
from kimflow.blueprints.foerdertoepfe import bp
from kimflow.blueprints.foerdertoepfe.dateien import buchungstabelle, topftabelle
from kimflow.blueprints.foerdertoepfe.handlungen import der_topf
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.models import Foerderjahr
from kimflow.permissions import Permission, can
from kimflow.queries.foerdertoepfe import Zeile
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
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
        xlsx_url=adresse("foerdertoepfe.liste_als_xlsx"),
        csv_url=adresse("foerdertoepfe.liste_als_csv"),
    )


@bp.get("/foerdertoepfe/liste.xlsx")
@requires(Permission.FOERDERTOPF_ANSEHEN)
def liste_als_xlsx() -> Response:
    ask()
    return datei(tabelle_xlsx.schreiben([topftabelle(_zeilen())]), XLSX, "foerdertoepfe.xlsx")


@bp.get("/foerdertoepfe/liste.csv")
@requires(Permission.FOERDERTOPF_ANSEHEN)
def liste_als_csv() -> Response:
    ask()
    return datei(tabelle_csv.schreiben(topftabelle(_zeilen())), CSV, "foerdertoepfe.csv")


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


@bp.get("/foerdertoepfe/<int:id>/buchungen.xlsx")
@requires(Permission.BUCHUNG_ANSEHEN)
def buchungen_als_xlsx(id: int) -> Response:
    topf = der_topf(id)
    tabelle = buchungstabelle(queries.buchungen.des_topfes(topf, me()))
    return datei(tabelle_xlsx.schreiben([tabelle]), XLSX, f"buchungen-{topf.jahr}-{topf.id}.xlsx")


@bp.get("/foerdertoepfe/<int:id>/buchungen.csv")
@requires(Permission.BUCHUNG_ANSEHEN)
def buchungen_als_csv(id: int) -> Response:
    topf = der_topf(id)
    tabelle = buchungstabelle(queries.buchungen.des_topfes(topf, me()))
    return datei(tabelle_csv.schreiben(tabelle), CSV, f"buchungen-{topf.jahr}-{topf.id}.csv")


def _jahr(jahre: list[Foerderjahr]) -> Foerderjahr | None:
    """The year asked for, else the present one, else the newest."""
    wanted = (request.args.get("jahr", ""), str(clock.today().year))
    return next((one for text in wanted for one in jahre if str(one.jahr) == text), jahre[0] if jahre else None)


def _baustein() -> int | None:
    text = request.args.get("baustein", "")
    return int(text) if text in ("1", "2", "3") else None


def _zeilen() -> list[Zeile]:
    jahr = _jahr(queries.foerdertoepfe.jahre(me()))
    return queries.foerdertoepfe.liste(me(), jahr.jahr, _baustein()) if jahr else []


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
