"""Routes of Themen: the list with its filters, the page of one Thema, its Steckbrief on one sheet."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.themen import bp
from kimflow.blueprints.themen.forms import aehnliche_themen
from kimflow.columns import canonical
from kimflow.exports.tabellen import Tabelle
from kimflow.models import Thema
from kimflow.permissions import Permission, can
from kimflow.queries.themen import GRUPPEN, Themenfilter
from kimflow.queries.wirkungscheck.pruefung import umsetzung_von
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.geschichten import erzaehlt
from kimflow.web.handlungen import angebote
from kimflow.web.htmx import page, wants_part
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.uebernahmen import uebernahmetabelle
from kimflow.web.verlauf import verlauf

SORTIERUNGEN = {
    "neueste": "neueste zuerst",
    "aelteste": "älteste zuerst",
    "titel": "Titel",
    "rang": "Rang",
    "wiedervorlage": "Wiedervorlage",
    "frist": "Frist",
    "dringlichkeit": "Dringlichkeit",
    "einfluss": "Einfluss vor Ort",
    "aufwand": "geringster Aufwand",
}


@bp.get("/")
@requires(Permission.THEMA_ANSEHEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.themen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "themen/index.html",
        ansichten=ansichten("themen"),
        seite=seite,
        filter=filter,
        gruppen=_gruppen(filter),
        felder=_felder(filter),
        weiter_url=adresse("themen.index", nach=seite.weiter) if seite.weiter else None,
        sieht_einschaetzung=queries.themen.sieht_einschaetzungen(me()),
        sieht_weitergaben=can(me(), Permission.WEITERGABE_ANSEHEN),
        darf_aufnehmen=can(me(), Permission.THEMA_AUFNEHMEN),
        darf_importieren=can(me(), Permission.THEMA_IMPORTIEREN),
    )


@bp.get("/aehnliche")
@requires(Permission.THEMA_AUFNEHMEN)
def aehnliche() -> str:
    """Beside the form that takes one up, fetched while the title is being typed."""
    ask()
    chosen = set(request.args.getlist("bruchstellen"))
    breaks = [b for b in queries.fallrekonstruktionen.freigegebene_bruchstellen() if str(b.id) in chosen]
    found = aehnliche_themen(canonical(request.args.get("titel", ""))[:200], breaks)
    inside = wants_part()
    words = {"aehnliche": found, "gesehen": inside and bool(found), "im_formular": inside}
    return page("themen/aehnliche.html", "themen/_aehnliche.html", **words)


@bp.get("/<nummer>")
@requires(Permission.THEMA_ANSEHEN)
def show(nummer: str) -> str | Response:
    thema = _thema(nummer)
    if ziel := _heute(thema):
        return make_response(redirect(url_for(".show", nummer=ziel.nummer, von=thema.nummer), 302))
    teile = queries.themen.sichtbare_teile(thema, me())
    weitergaben = queries.weitergaben.der_themen(me(), thema, *teile)
    wirkt_mit = queries.themen.wirkt_mit(me())
    return render_template(
        "themen/show.html",
        thema=thema,
        angebote=angebote(thema, "themen", workflow.steckbrief.naechster_schritt(thema), nummer=nummer),
        grundlagen=queries.themen.grundlagen(thema, me()),
        beschluesse=queries.themen.beschluesse(thema),
        teile=teile,
        von=request.args.get("von", ""),
        darf_trennen=can(me(), Permission.THEMA_TRENNEN),
        arbeit=queries.themen.arbeit(thema, me()),
        weitergaben=weitergaben,
        sieht_weitergaben=can(me(), Permission.WEITERGABE_ANSEHEN),
        darf_weitergeben=can(me(), Permission.WEITERGABE_WEITERGEBEN),
        sieht_einschaetzung=queries.themen.sieht_einschaetzungen(me()),
        geschichte=erzaehlt(queries.geschichte.des_themas(thema, me())),
        wirkt_mit=wirkt_mit,
        sieht_ueberlast=can(me(), Permission.GREMIUM_UEBERLAST_ANSEHEN),
        verlauf=verlauf(thema, *thema.stellungnahmen, *teile, *weitergaben) if wirkt_mit else [],
        umgesetzt=umsetzung_von(thema.massnahmen),
    )


@bp.get("/<nummer>/steckbrief")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief(nummer: str) -> str | Response:
    """The Tischvorlage: it lies on the table of the Lenkungsgruppe, so it names no case, whoever prints it."""
    thema = _thema(nummer)
    if ziel := _heute(thema):
        return make_response(redirect(url_for(".steckbrief", nummer=ziel.nummer), 302))
    return render_template(
        "themen/steckbrief.html",
        thema=thema,
        teile=queries.themen.sichtbare_teile(thema, me()),
        grundlagen=queries.themen.grundlagen(thema, None),
        sieht_einschaetzung=queries.themen.sieht_einschaetzungen(me()),
    )


def _tabelle() -> Tabelle:
    filter = _filter()
    rows = queries.themen.alle(me(), filter)
    return uebernahmetabelle("themen", rows, in_worten(_felder(filter), filter.suche))


als_tabelle(bp, "/liste", Permission.THEMA_ANSEHEN, _tabelle)


def _heute(thema: Thema) -> Thema | None:
    """Where a merged Thema is worked on today, if the person may see that; None if it stands by itself."""
    ziele = queries.themen.ziele(thema)
    return fetch(queries.themen.sichtbar_fuer(me()).where(Thema.id == ziele[-1].id)) if ziele else None


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == canonical(nummer)[:16]))


def _filter() -> Themenfilter:
    return Themenfilter(
        gruppe=request.args.get("status", ""),
        handlungsfeld=_id("handlungsfeld"),
        rechtskreis=_id("rechtskreis"),
        kommune=_id("kommune"),
        suche=canonical(request.args.get("suche", ""))[:200],
        sortierung=request.args.get("sortierung", ""),
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _gruppen(filter: Themenfilter) -> list[dict[str, Any]]:
    """The status groups as links with their counts, all of them first."""
    counts = queries.themen.zaehlung(me(), filter)
    names = {"": "alle", **{key: text for key, (text, _) in GRUPPEN.items()}}
    return [
        {"text": text, "anzahl": counts[key], "url": adresse("themen.index", status=key), "aktiv": filter.gruppe == key}
        for key, text in names.items()
    ]


def _felder(filter: Themenfilter) -> list[dict[str, Any]]:
    words = queries.themen.filterwoerter()
    kommunen = queries.institutionen.aktive_kommunen()
    return [
        _feld("status", "Stand", filter.gruppe, [(key, text) for key, (text, _) in GRUPPEN.items()]),
        _feld("handlungsfeld", "Handlungsfeld", filter.handlungsfeld, [(w.id, w.kurz) for w in words["handlungsfeld"]]),
        _feld("rechtskreis", "Rechtskreis", filter.rechtskreis, [(w.id, w.kurz) for w in words["rechtskreis"]]),
        _feld("kommune", "Kommune", filter.kommune, [(k.id, k.name) for k in kommunen]),
        {
            "name": "sortierung",
            "text": "Sortierung",
            "wert": filter.sortiert,
            "optionen": [
                (name, text)
                for name, text in SORTIERUNGEN.items()
                if name not in queries.themen.NACH_EINSCHAETZUNG or queries.themen.sieht_einschaetzungen(me())
            ],
        },
    ]


def _feld(name: str, text: str, wert: object, optionen: list[tuple[Any, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}
