"""The picture on the wall, made without a request: one of a handful of templates and what they show.

Nobody is named here, in no kind of round: neither Sitze nor persons. A result comes through queries.ergebnisse only.
"""

from collections.abc import Callable
from typing import Any

from flask import render_template

from kimflow import queries
from kimflow.exports.qr import qr
from kimflow.mail.briefe import adresse
from kimflow.models import Abstimmung, Sitzung, Top, Wandbild
from kimflow.queries.ergebnisse import Ergebnis
from kimflow.queries.sitzungen import VORHER
from kimflow.web.ergebnisse import balken
from kimflow.workflow.auszaehlung.saetze import satz_der_ausstehenden, satz_der_beteiligung

Bild = tuple[str, dict[str, Any]]


def platz(id: int, wand: int) -> str:
    """The part of the page that follows the moderator."""
    return render_template("wand/_platz.html", **worte(id, wand))


def worte(id: int, wand: int) -> dict[str, Any]:
    """What the wall that was opened as number `wand` shows now."""
    sitzung = queries.wand.laden(id)
    is_open = sitzung is not None and sitzung.wand_offen and sitzung.wand == wand
    name, words = _bild(sitzung) if sitzung and is_open else ("zu", {"beendet": _ist_vorbei(sitzung)})
    return {"bild": name, "sitzung": sitzung, **words}


def _ist_vorbei(sitzung: Sitzung | None) -> bool:
    return sitzung is not None and not sitzung.ist_laufend and sitzung.status not in VORHER


def _bild(sitzung: Sitzung) -> Bild:
    if sitzung.status in VORHER:
        return "tagesordnung", {}
    if not sitzung.ist_laufend:
        return "zu", {"beendet": True}
    return _BILDER[sitzung.wandbild](sitzung)


def _punkt(sitzung: Sitzung) -> Bild:
    top = sitzung.laufender_top
    return ("punkt", {"top": top, **_runde(sitzung, top)}) if top else ("tagesordnung", {})


def _naechster(sitzung: Sitzung) -> Bild:
    top = queries.wand.naechster(sitzung)
    return ("naechster", {"top": top}) if top else _punkt(sitzung)


def _ergebnis(sitzung: Sitzung) -> Bild:
    top = sitzung.laufender_top
    counted = queries.wand.letzte_ausgezaehlte(top) if top else None
    found = queries.ergebnisse.ergebnis(counted) if counted else None
    if top is None or counted is None or found is None:
        return _punkt(sitzung)
    words = {"balken": balken(counted, found), "satz": _satz(found), "ergebnis": found, "abstimmung": counted}
    return "ergebnis", {"top": top, **words}


def _leer(sitzung: Sitzung) -> Bild:
    return "leer", {}


_BILDER: dict[Wandbild, Callable[[Sitzung], Bild]] = {
    Wandbild.PUNKT: _punkt,
    Wandbild.NAECHSTER: _naechster,
    Wandbild.ERGEBNIS: _ergebnis,
    Wandbild.LEER: _leer,
}


def _runde(sitzung: Sitzung, top: Top) -> dict[str, Any]:
    """The open round of this item, how many have voted, and the way to the ballots."""
    runde: Abstimmung | None = queries.wand.offene_runde(top)
    if runde is None:
        return {"runde": None}
    code = qr(adresse(f"/sitzungen/{sitzung.nummer}/meine"), "QR-Code: zur Abstimmung")
    return {"runde": runde, "beteiligung": queries.abstimmungen.beteiligung_in_sicht(runde, False), "qr": code}


def _satz(ergebnis: Ergebnis) -> str:
    """The verdict without what follows the turnout: there, who still has to agree is named."""
    part = ergebnis.beteiligung
    turnout = satz_der_beteiligung(part.abgegeben, part.berechtigt)
    verdict, found, _ = ergebnis.satz.partition(turnout)
    return " ".join(filter(None, [f"{verdict}{found}", satz_der_ausstehenden(ergebnis.ausstehend, mit_namen=False)]))
