"""Routes of Zielvereinbarungen: the list with its filters, the page of one, and the sheet that is signed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request

from kimflow import clock, queries, workflow
from kimflow.blueprints.zielvereinbarungen import bp
from kimflow.blueprints.zielvereinbarungen.handlungen import die_vereinbarung
from kimflow.columns import canonical
from kimflow.exports.bloecke_html import html
from kimflow.models import Beitrag, Kommentar, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission, can
from kimflow.queries.ergebnisse import Einwandzeile
from kimflow.queries.zielvereinbarungen import Vereinbarungsfilter
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.listen import adresse
from kimflow.web.messungen import Messung
from kimflow.web.verlauf import Satz, verlauf
from kimflow.workflow.acts import lesbar
from kimflow.workflow.zielvereinbarungen import stand

KOMMENTIEREN = "kommentieren"
"""Offered where the comments stand, not among what moves the agreement on."""


@dataclass(frozen=True)
class Partei:
    """A Beitrag as its row shows it; `unveraendert` says whether the signed text is still byte for byte the same."""

    beitrag: Beitrag
    angebote: list[Angebot]
    unveraendert: bool


@dataclass(frozen=True)
class Kommentarzeile:
    """A comment with what may be done about it."""

    kommentar: Kommentar
    angebote: list[Angebot]


@bp.get("/")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def index() -> str:
    ask()
    filter = gewaehlt()
    seite = queries.zielvereinbarungen.liste(me(), filter, request.args.get("nach"))
    return render_template(
        "zielvereinbarungen/index.html",
        ansichten=ansichten("zielvereinbarungen"),
        zeilen=seite.zeilen,
        filter=filter,
        felder=felder(filter),
        weiter_url=adresse("zielvereinbarungen.index", nach=seite.weiter) if seite.weiter else None,
    )


@bp.get("/<nummer>")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def show(nummer: str) -> str:
    vereinbarung = die_vereinbarung(nummer)
    offered = angebote(vereinbarung, "zielvereinbarungen", nummer=vereinbarung.nummer)
    texte = queries.fassungen.alle(vereinbarung, me())
    fruehere = queries.indikatoren.fruehere(vereinbarung, me())
    until = _zeichnungsfrist(vereinbarung)
    return render_template(
        "zielvereinbarungen/show.html",
        vereinbarung=vereinbarung,
        parteien=[_partei(beitrag) for beitrag in vereinbarung.beitraege],
        angebote=[a for a in offered if a.verb != KOMMENTIEREN],
        kommentieren=next((a for a in offered if a.verb == KOMMENTIEREN), None),
        verlauf=_verlauf(vereinbarung),
        messungen=[Messung(i, fruehere.get(i.id, ())) for i in vereinbarung.indikatoren],
        zeichnungsfrist=until,
        zeichnungsfrist_abgelaufen=until is not None and until < clock.today(),
        darf_ueberpruefung=can(me(), Permission.UEBERPRUEFUNG_ANSETZEN, vereinbarung),
        sieht_lichter=can(me(), Permission.MASSNAHME_VERFOLGEN),
        darf_scans_sehen=can(me(), Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN),
        darf_vorschlagen=can(me(), Permission.MASSNAHME_VORSCHLAGEN, vereinbarung),
        einwaende=_einwaende(vereinbarung),
        einwand_angebote={},
        offene_auftraege=queries.auftraege.sichtbare_auflagen(me(), vereinbarung.id) if vereinbarung.auflagen else (),
        kommentare=[_kommentiert(k) for k in queries.kommentare.zu(vereinbarung, me())],
        weiterlaufende=queries.fassungen.weiterlaufende(vereinbarung),
        fortgeschrieben=queries.zielvereinbarungen.sichtbare_folge(vereinbarung, me()),
        letzte_fassung=next(iter(texte), None),
        geltende=next((t for t in texte if t.ist_zugestimmt and t.zielvereinbarung is vereinbarung), None),
    )


def _verlauf(vereinbarung: Zielvereinbarung) -> list[Satz]:
    """What was done to it: also the work on the draft, for those who may see drafts."""
    if not can(me(), Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN):
        return []
    return verlauf(vereinbarung, *vereinbarung.beitraege, *vereinbarung.indikatoren, *vereinbarung.ueberpruefungen)


def _kommentiert(kommentar: Kommentar) -> Kommentarzeile:
    nummer = kommentar.zielvereinbarung.nummer
    return Kommentarzeile(kommentar, angebote(kommentar, "zielvereinbarungen", nummer=nummer, id=kommentar.id))


def _zeichnungsfrist(vereinbarung: Zielvereinbarung) -> date | None:
    is_open = vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG
    return queries.zeichnungen.frist(vereinbarung) if is_open else None


def _einwaende(vereinbarung: Zielvereinbarung) -> list[Einwandzeile]:
    """What was said against it in the latest round, for those who may see that round."""
    round_ = queries.einwaende.letzte_runde(vereinbarung)
    return queries.ergebnisse.einwaende(round_) if round_ and can(me(), Permission.ABSTIMMUNG_ANSEHEN, round_) else []


@bp.get("/<nummer>/druck")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def druck(nummer: str) -> str:
    vereinbarung = die_vereinbarung(nummer)
    paper = workflow.zielvereinbarungen.papier.papier(vereinbarung)
    return render_template(
        "zielvereinbarungen/druck.html", vereinbarung=vereinbarung, papier=paper, text=html(paper.bloecke, 2)
    )


def _partei(beitrag: Beitrag) -> Partei:
    nummer = beitrag.zielvereinbarung.nummer
    next_step = "" if beitrag.verweigerung else "zeichnen"
    offered = angebote(beitrag, "zielvereinbarungen", next_step, nummer=nummer, id=beitrag.id)
    signed = beitrag.zeichnung
    unchanged = signed is not None and signed.stand == stand(beitrag)
    # The code is asked for on the page where one signs.
    shown = [one for one in offered if not one.gruende and one.verb != "zeichnungscode_anfordern"]
    return Partei(beitrag, shown, unchanged)


def gewaehlt() -> Vereinbarungsfilter:
    """What the address of the list asks for."""
    return Vereinbarungsfilter(
        status=canonical(request.args.get("status", ""))[:40],
        projektgruppe=_id("projektgruppe"),
        institution=_id("institution"),
        suche=canonical(request.args.get("suche", ""))[:200],
    )


def _id(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def felder(filter: Vereinbarungsfilter) -> list[dict[str, Any]]:
    """The fields that write such an address."""
    stand = [(s.value, lesbar(s)) for s in ZielvereinbarungStatus]
    return [
        _feld("status", "Stand", filter.status, stand),
        _feld(
            "projektgruppe", "‹Projektgruppe:nom›", filter.projektgruppe, queries.zielvereinbarungen.projektgruppen()
        ),
        _feld("institution", "Partei", filter.institution, queries.zielvereinbarungen.institutionen()),
    ]


def _feld(name: str, text: str, wert: object, optionen: Any) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", "alle"), *optionen]}
