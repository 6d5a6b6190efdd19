"""List and page of rounds."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.ergebnisse import ergebnisteil
from kimflow.blueprints.abstimmungen.papierzettel import vordruck
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Abstimmung, AbstimmungStatus, Stimmabgabe, Verfahren
from kimflow.permissions import Permission, can
from kimflow.queries.runden import Filter
from kimflow.queries.seiten import ALLES
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.listen import adresse, in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auszaehlung import regel, regel_gleichstand, regel_quorum

# What somebody does for another Sitz, shown at its line.
_FUER_ANDERE = ("bestaetigen", "erfassen", "verwerfen")
# What whoever fills a Sitz does for it besides casting, by whether it has declared Befangenheit.
_FUER_DEN_EIGENEN = {False: ("sitzung_verlangen", "befangenheit_erklaeren"), True: ("befangenheit_zuruecknehmen",)}
# Acts of whose kind there is nothing to do in some rounds: no button then, not even a locked one.
_HAT_SINN: dict[str, Callable[[Abstimmung], bool]] = {
    "handzeichen": lambda a: not a.methode.ist_priorisierung and not a.ist_umlauf,
    "verlaengern": lambda a: a.endet_am is not None and a.nimmt_stimmen_an,
    "erinnern": lambda a: bool(queries.runden.fehlende(a)),
    "erbitten": lambda a: queries.rueckkopplungen.laesst_sich_noch_erbitten(a, me()),
}


@bp.get("/abstimmungen/")
@requires(Permission.SITZUNG_AUFLISTEN)
def index() -> str:
    ask()
    filter = _filter()
    seite = queries.runden.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "abstimmungen/index.html",
        ansichten=ansichten("abstimmungen"),
        filter=filter,
        felder=_felder(filter),
        seite=seite,
        weiter_url=adresse("abstimmungen.index", nach=seite.weiter) if seite.weiter else None,
    )


def _felder(filter: Filter) -> list[dict[str, Any]]:
    places = [("sitzung", "in der Sitzung"), ("umlauf", "im Umlauf")]
    return [
        _feld("status", "Stand", filter.status, [(s.value, lesbar(s)) for s in AbstimmungStatus]),
        _feld("verfahren", "Verfahren", filter.verfahren, places),
    ]


def _feld(name: str, text: str, wert: object, optionen: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}


_FELDER: tuple[Feld, ...] = (
    (Spalte("Nummer", eng=True), lambda z: z.nummer),
    (Spalte("Frage", name=True), lambda z: z.frage),
    (Spalte("Gremium"), lambda z: z.gremium),
    (Spalte("Wo"), lambda z: z.sitzung or "Umlauf"),
    (Spalte("Art"), lambda z: lesbar(z.methode)),
    (Spalte("Ende", eng=True), lambda z: z.endet_am),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
)


def _tabelle() -> Tabelle:
    """What is asked and where it stands. Results have a file of their own, once they are counted."""
    filter = _filter()
    rows = queries.runden.liste(me(), filter, ALLES).zeilen
    return aus_zeilen("Abstimmungen", _FELDER, rows, in_worten(_felder(filter), filter.suche))


als_tabelle(bp, "/abstimmungen/liste", Permission.SITZUNG_AUFLISTEN, _tabelle)


def _filter() -> Filter:
    status, verfahren = request.args.get("status"), request.args.get("verfahren")
    return Filter(
        status=AbstimmungStatus(status) if status in set(AbstimmungStatus) else None,
        verfahren=Verfahren(verfahren) if verfahren in set(Verfahren) else None,
        suche=request.args.get("suche", "").strip()[:200],
    )


@bp.get("/abstimmungen/<nummer>")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def show(nummer: str) -> str:
    abstimmung: Abstimmung = fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))
    own = queries.abstimmungen.eigene(abstimmung, me())
    still_to_vote = abstimmung.nimmt_stimmen_an and any(not one.abgegeben and not one.befangen for one in own)
    return render_template(
        "abstimmungen/show.html",
        abstimmung=abstimmung,
        angebote=_angebote(abstimmung, "" if still_to_vote else _naechster_schritt(abstimmung)),
        eigene=own,
        angebote_an_eigenen=_an_eigenen(abstimmung, [one.id for one in own]),
        offene=_offene(abstimmung),
        vorschau=vordruck(abstimmung),
        # Asked and read before one votes; once counted, it stands on nobody's page any more.
        rueckkopplungen=[] if abstimmung.ist_ausgezaehlt else queries.rueckkopplungen.der_abstimmung(abstimmung, me()),
        beteiligung=queries.abstimmungen.beteiligung(abstimmung, me()),
        **ergebnisteil(abstimmung),
        regeln=[satz for satz in (regel(abstimmung), regel_gleichstand(abstimmung), regel_quorum(abstimmung)) if satz],
        wiederholungen=queries.runden.wiederholungen(abstimmung),
        gehoert_auf_die_tagesordnung=queries.runden.gehoert_auf_die_tagesordnung(abstimmung),
        beschluesse=queries.beschluesse.aus(abstimmung),
        darf_drucken=abstimmung.nimmt_stimmen_an and can(me(), Permission.ABSTIMMUNG_ERFASSEN, abstimmung),
        darf_beschliessen=abstimmung.top is not None and can(me(), Permission.BESCHLUSS_FESTHALTEN, abstimmung.top),
        verlauf=verlauf(abstimmung),
        liste=url_for("abstimmungen.index"),
    )


def _angebote(abstimmung: Abstimmung, primaer: str | None) -> list[Angebot]:
    found = angebote(abstimmung, "abstimmungen", primaer, nummer=abstimmung.nummer)
    for one in found:
        # Closing cannot be undone: its page names who is missing before it asks.
        one.braucht_formular = one.braucht_formular or one.verb == "schliessen"
    return [one for one in found if _HAT_SINN.get(one.verb, lambda _: True)(abstimmung)]


def _naechster_schritt(abstimmung: Abstimmung) -> str | None:
    """While a round runs: waiting and reminding in an Umlauf, closing in a Sitzung; else what leads on."""
    if not abstimmung.ist_offen:
        return None
    return "erinnern" if abstimmung.ist_umlauf and queries.runden.fehlende(abstimmung) else "schliessen"


def _an_eigenen(abstimmung: Abstimmung, ids: list[int]) -> dict[int, list[Angebot]]:
    """What whoever fills a Sitz may do for it, besides casting."""
    return {
        one.id: [a for a in _am_sitz(one) if a.verb in _FUER_DEN_EIGENEN[one.befangen]]
        for one in abstimmung.stimmabgaben
        if one.id in ids
    }


def _offene(abstimmung: Abstimmung) -> list[tuple[Stimmabgabe, list[Angebot]]]:
    """The Sitze without a counting vote, with what the person asking may do for them; only where that is anything."""
    waiting = [one for one in queries.runden.verzeichnis(abstimmung) if not one.zaehlt and not one.befangen]
    offered = ((one, [a for a in _am_sitz(one) if a.verb in _FUER_ANDERE]) for one in waiting)
    return [(one, acts) for one, acts in offered if acts]


def _am_sitz(stimmabgabe: Stimmabgabe) -> list[Angebot]:
    nummer = stimmabgabe.abstimmung.nummer
    return [a for a in angebote(stimmabgabe, "abstimmungen", "", nummer=nummer, id=stimmabgabe.id) if not a.gruende]
