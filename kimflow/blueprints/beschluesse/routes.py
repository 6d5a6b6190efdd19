"""Routes of decisions."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.beschluesse import bp
from kimflow.blueprints.beschluesse.forms import AusUmlaufForm, BerichtigenForm, FesthaltenForm, NacherfassenForm
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Abstimmung, Beschluss, Gremium, Modus, Sitzung, Thema, Top
from kimflow.permissions import Permission, can
from kimflow.queries.beschluesse import Filter
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.handlungen import angebote, handlung
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import ACTS, lesbar


@bp.get("/beschluesse/")
@requires(Permission.BESCHLUSS_ANSEHEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.beschluesse.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "beschluesse/index.html",
        ansichten=ansichten("beschluesse"),
        filter=filter,
        felder=_felder(filter),
        seite=seite,
        weiter_url=adresse("beschluesse.index", nach=seite.weiter) if seite.weiter else None,
        nacherfassbar=[
            g
            for g in queries.sitzungen.heutige_gremien()
            if g.ist_lenkungsgruppe and can(me(), Permission.BESCHLUSS_NACHERFASSEN, g)
        ],
    )


def _filter() -> Filter:
    modus, later = request.args.get("modus"), request.args.get("nacherfasst")
    return Filter(
        jahr=_zahl("jahr"),
        gremium=_zahl("gremium"),
        modus=Modus(modus) if modus in set(Modus) else None,
        nacherfasst={"ja": True, "nein": False}.get(later or ""),
        suche=request.args.get("suche", "").strip()[:200],
    )


def _felder(filter: Filter) -> list[dict[str, Any]]:
    years, bodies = queries.beschluesse.filterwoerter(me())
    later = {True: "ja", False: "nein"}.get(filter.nacherfasst) if filter.nacherfasst is not None else ""
    return [
        _feld("jahr", "Jahr", filter.jahr, [(year, year) for year in years]),
        _feld("gremium", "Gremium", filter.gremium, bodies),
        _feld("modus", "Modus", filter.modus, [(modus.value, lesbar(modus)) for modus in Modus]),
        _feld("nacherfasst", "Nacherfasst", later, [("ja", "ja"), ("nein", "nein")]),
    ]


def _feld(name: str, text: str, wert: object, optionen: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}


_FELDER: tuple[Feld, ...] = (
    (Spalte("Beschluss", name=True, eng=True), lambda z: z.nummer),
    (Spalte("Datum", eng=True), lambda z: z.gefasst_am),
    (Spalte("Wortlaut"), lambda z: z.wortlaut),
    (Spalte("Modus"), lambda z: lesbar(z.modus)),
    (Spalte("Nacherfasst", eng=True), lambda z: z.nacherfasst),
    (Spalte("Themen"), lambda z: ", ".join(z.themen)),
    (Spalte("Gremium"), lambda z: z.gremium),
)


def _tabelle() -> Tabelle:
    filter = _filter()
    rows = queries.beschluesse.liste(me(), filter, ALLES).zeilen
    return aus_zeilen("Beschlüsse", _FELDER, rows, in_worten(_felder(filter), filter.suche))


als_tabelle(bp, "/beschluesse/liste", Permission.BESCHLUSS_ANSEHEN, _tabelle)


def _zahl(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


@bp.get("/beschluesse/<nummer>")
@requires(Permission.BESCHLUSS_ANSEHEN)
def show(nummer: str) -> str:
    beschluss = _beschluss(nummer)
    result = queries.ergebnisse.ergebnis(beschluss.abstimmung) if beschluss.abstimmung else None
    sees_round = can(me(), Permission.ABSTIMMUNG_ANSEHEN, beschluss)
    return render_template(
        "beschluesse/show.html",
        beschluss=beschluss,
        angebote=angebote(beschluss, "beschluesse", nummer=nummer),
        wirkungen=[(ACTS[Permission(w.akt)].label, w) for w in beschluss.wirkungen],
        nacherfassbar=_nacherfassbar(beschluss),
        ergebnis=result,
        einwaende=result.einwaende if result and sees_round else [],
        einwand_angebote={},
        sieht_die_runde=sees_round,
        sieht_die_sitzung=can(me(), Permission.SITZUNG_ANSEHEN, beschluss),
        ersetzt_durch=queries.beschluesse.ersetzt_durch(beschluss),
        protokoll=_protokoll(beschluss),
        verlauf=verlauf(beschluss),
    )


def _protokoll(beschluss: Beschluss) -> Sitzung | None:
    """The earlier meeting whose minutes this Beschluss is about, while they wait for approval."""
    earlier = beschluss.top.protokoll_von if beschluss.top else None
    if earlier is None or not workflow.protokolle.genehmigen.fits(earlier):
        return None
    return earlier if can(me(), Permission.SITZUNG_GENEHMIGEN, earlier) else None


def _beschluss(nummer: str) -> Beschluss:
    return fetch(queries.beschluesse.ganz(me()).where(Beschluss.nummer == nummer))


def _nacherfassbar(beschluss: Beschluss) -> list[Thema]:
    """The Themen whose running Maßnahmen may come in with this earlier Beschluss."""
    themen = [w.thema for w in beschluss.wirkungen if w.thema and beschluss.nacherfasst]
    return [thema for thema in themen if can(me(), Permission.MASSNAHME_NACHERFASSEN, thema)]


def _zum_beschluss(beschluss: Beschluss) -> str:
    return url_for("beschluesse.show", nummer=beschluss.nummer)


def _top(nummer: str, id: int) -> Top:
    return fetch(queries.sitzungen.tops_fuer(me()).where(Top.id == id, Sitzung.nummer == nummer))


def _abstimmung(nummer: str) -> Abstimmung:
    return fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))


def _gremium(id: int) -> Gremium:
    return fetch(queries.gremien.sichtbar_fuer(me()).where(Gremium.id == id))


handlung(
    bp,
    "/sitzungen/<nummer>/tops/<int:id>/beschliessen",
    workflow.beschluesse.festhalten,
    FesthaltenForm,
    fetch=_top,
    ziel=_zum_beschluss,
    zurueck=lambda top: url_for("sitzungen.show", nummer=top.sitzung.nummer, _anchor=f"top-{top.id}"),
    vorlage="beschluesse/festhalten.html",
)
handlung(
    bp,
    "/abstimmungen/<nummer>/beschliessen",
    workflow.beschluesse.aus_umlauf,
    AusUmlaufForm,
    fetch=_abstimmung,
    ziel=_zum_beschluss,
    zurueck=lambda abstimmung: url_for("abstimmungen.show", nummer=abstimmung.nummer),
    vorlage="beschluesse/aus_umlauf.html",
)
handlung(
    bp,
    "/beschluesse/nacherfassen/<int:id>",
    workflow.beschluesse.nacherfassen,
    NacherfassenForm,
    fetch=_gremium,
    ziel=_zum_beschluss,
    zurueck=lambda gremium: url_for("beschluesse.index"),
)
handlung(
    bp,
    "/beschluesse/<nummer>/berichtigen",
    workflow.beschluesse.berichtigen,
    BerichtigenForm,
    fetch=_beschluss,
    ziel=_zum_beschluss,
)
