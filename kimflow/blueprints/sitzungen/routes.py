"""List and page of meetings."""

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.sitzungen import bp
from kimflow.blueprints.sitzungen.wege import wege
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.exports.termin_ics import methode, termin
from kimflow.models import Sitzung, SitzungStatus, Top, Topvorschlag
from kimflow.permissions import Permission, can
from kimflow.queries.seiten import ALLES
from kimflow.queries.sitzungen import Filter
from kimflow.queries.tagesordnungen import naechster_schritt
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.dateien import ICS, datei
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar


@bp.get("/sitzungen/")
@requires(Permission.SITZUNG_AUFLISTEN)
def index() -> str:
    ask()
    filter = _filter()
    vergangene = queries.sitzungen.vergangene(me(), filter, request.args.get("nach"))
    return render_template(
        "sitzungen/index.html",
        ansichten=ansichten("sitzungen"),
        filter=filter,
        felder=_felder(filter),
        kommende=queries.sitzungen.kommende(me(), filter),
        vergangene=vergangene,
        weiter_url=adresse("sitzungen.index", nach=vergangene.weiter) if vergangene.weiter else None,
        planbar=[g for g in queries.sitzungen.heutige_gremien() if can(me(), Permission.SITZUNG_PLANEN, g)],
    )


def _filter() -> Filter:
    status, body = request.args.get("status"), request.args.get("gremium", "")
    return Filter(
        status=SitzungStatus(status) if status in set(SitzungStatus) else None,
        gremium=int(body) if body.isdecimal() and len(body) < 10 else None,
        suche=request.args.get("suche", "").strip()[:200],
    )


def _felder(filter: Filter) -> list[dict[str, Any]]:
    states = [(status.value, lesbar(status)) for status in SitzungStatus]
    return [
        _feld("gremium", "Gremium", filter.gremium, queries.sitzungen.gremien_der_liste(me())),
        _feld("status", "Stand", filter.status, states),
    ]


def _feld(name: str, text: str, wert: object, optionen: Sequence[tuple[Any, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}


_FELDER: tuple[Feld, ...] = (
    (Spalte("Sitzung", name=True, eng=True), lambda z: z.nummer),
    (Spalte("Beginn", eng=True), lambda z: z.beginn),
    (Spalte("Gremium"), lambda z: z.gremium),
    (Spalte("Ort"), lambda z: z.ort),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
)
_TOPS: tuple[Feld, ...] = (
    (Spalte("Sitzung", eng=True), lambda t: t.sitzung),
    (Spalte("TOP", zahl=True), lambda t: t.position),
    (Spalte("Titel", name=True), lambda t: t.titel),
    (Spalte("Art"), lambda t: lesbar(t.art)),
    (Spalte("Stand"), lambda t: lesbar(t.status)),
)


def _tabellen() -> list[Tabelle]:
    """The coming ones, then the past ones, as on the page; XLSX has their agendas on a second sheet."""
    filter = _filter()
    rows = [*queries.sitzungen.kommende(me(), filter), *queries.sitzungen.vergangene(me(), filter, ALLES).zeilen]
    chosen = in_worten(_felder(filter), filter.suche)
    items = queries.sitzungen.tops_der(me(), [row.id for row in rows])
    return [
        aus_zeilen("Sitzungen", _FELDER, rows, chosen),
        aus_zeilen("Tagesordnungen", _TOPS, items, chosen),
    ]


als_tabelle(bp, "/sitzungen/liste", Permission.SITZUNG_AUFLISTEN, _tabellen)


# What is done to the meeting as a whole, in the order in which it happens; the rest has its place further down.
_HANDLUNGEN = (
    "vorlage_anwenden", "einladen", "eroeffnen", "schliessen", "top_aufnehmen", "machen", "nachladen", "erinnern",
    "bearbeiten", "top_entfernen", "absagen",
)  # fmt: skip
# What is done to one item while it is being prepared or decided on.
_AM_PUNKT = ("bearbeiten", "unterlage_anhaengen", "unterlage_entfernen", "vorbereiten", "festhalten", "abgeben")


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.sitzungen.ganz(me()).where(Sitzung.nummer == nummer))


@bp.get("/sitzungen/<nummer>")
@requires(Permission.SITZUNG_ANSEHEN)
def show(nummer: str) -> str:
    sitzung = _sitzung(nummer)
    plans = can(me(), Permission.SITZUNG_TOP_AUFNEHMEN, sitzung)
    possible = {a.verb: a for a in angebote(sitzung, "sitzungen", naechster_schritt(sitzung), nummer=nummer)}
    antworten = [(a, angebote(a, "sitzungen", nummer=nummer, id=a.id)) for a in sitzung.antworten]
    return render_template(
        "sitzungen/show.html",
        sitzung=sitzung,
        wege=wege(sitzung),
        angebote=[possible[verb] for verb in _HANDLUNGEN if verb in possible and _lohnt(possible[verb])],
        umstellbar="top_verschieben" in possible,
        umstellung=_umstellung(sitzung),
        punkte=[(top, _am_punkt(top), queries.sitzungen.unterlagen(top, me())) for top in sitzung.tops],
        zeitplan=queries.tagesordnungen.zeitplan(sitzung),
        plant=plans,
        fehlendes=queries.tagesordnungen.fehlendes(sitzung) if plans else [],
        einladen_bis=queries.tagesordnungen.noch_einladen_bis(sitzung),
        vorschlaege=queries.vorschlaege.vorschlaege(sitzung) if "vorschlag_aufnehmen" in possible else [],
        topvorschlaege=[(v, _am_vorschlag(v)) for v in queries.vorschlaege.von_mitgliedern(sitzung, me())],
        antworten=antworten,
        erwartung=queries.einladungen.erwartung(sitzung),
        # Who plans the meeting answers for everybody, in the table; all others for their own house, at the top.
        eigene=[] if plans else [pair for pair in antworten if pair[1]],
        vertretungen=queries.einladungen.vertretungen(sitzung),
        vota=queries.vota.der_sitzung(sitzung, me()),
        sieht_abstimmungen=can(me(), Permission.ABSTIMMUNG_ANSEHEN, sitzung),
        verlauf=verlauf(sitzung),
        liste=url_for("sitzungen.index"),
    )


def _lohnt(angebot: Angebot) -> bool:
    """What only makes sense with something to do it to is left out instead of shown with its reason."""
    return not (angebot.gruende and angebot.verb in ("vorlage_anwenden", "nachladen", "erinnern", "top_entfernen"))


def _am_punkt(top: Top) -> list[Angebot]:
    found = angebote(top, "tops", "", nummer=top.sitzung.nummer, id=top.id)
    here = _AM_PUNKT if top.unterlagen else set(_AM_PUNKT) - {"unterlage_entfernen"}
    return [a for a in found if a.verb in here and not a.gruende]


def _am_vorschlag(topvorschlag: Topvorschlag) -> list[Angebot]:
    return angebote(topvorschlag, "topvorschlaege", "", nummer=topvorschlag.sitzung.nummer, id=topvorschlag.id)


def _umstellung(sitzung: Sitzung) -> tuple[Top, int] | None:
    """The item that was just moved and where it stood, as the address says after the move."""
    moved, before = request.args.get("verschoben", type=int), request.args.get("von", type=int)
    top = next((top for top in sitzung.tops if top.id == moved), None)
    return (top, before) if top and before and 0 < before < 1000 else None


@bp.get("/sitzungen/<nummer>/tagesordnung")
@requires(Permission.SITZUNG_ANSEHEN)
def tagesordnung(nummer: str) -> str:
    """The agenda as it is put on the table: for printing, without anything that only whoever plans may see."""
    sitzung = _sitzung(nummer)
    return render_template(
        "sitzungen/tagesordnung.html",
        sitzung=sitzung,
        zeitplan=queries.tagesordnungen.zeitplan(sitzung),
        punkte=[(top, queries.sitzungen.unterlagen(top, me())) for top in sitzung.tops],
    )


@bp.get("/sitzungen/<nummer>/termin.ics")
@requires(Permission.SITZUNG_ANSEHEN)
def termin_ics(nummer: str) -> Response:
    """The calendar entry as the letters carry it; of a cancelled meeting the one that takes it away."""
    sitzung = _sitzung(nummer)
    return datei(termin(sitzung, methode=methode(sitzung)).encode(), ICS, f"{sitzung.nummer}.ics")
