"""The room of a running meeting for tests, made with the acts by Kora, who holds the remote."""

from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Anwesenheit, Notiz, Notizart, Person, Sitz, Sitzung, Top, Topart
from tests.bauen import sitzungen
from tests.besetzung import Welt


def laufende_sitzung(welt: Welt, *, tops: int = 3, art: Topart = Topart.BERATUNG) -> Sitzung:
    """A running meeting with items of ten minutes each: "Punkt 1", "Punkt 2" …"""
    sitzung = sitzungen.neue_sitzung(welt)
    for number in range(1, tops + 1):
        sitzungen.neuer_top(welt, sitzung, titel=f"Punkt {number}", art=art, minuten=10)
    return sitzungen.laufende_sitzung(welt, sitzung)


def aufgerufener_top(welt: Welt, top: Top | None = None, **kw: Any) -> Top:
    """An item that is being talked about."""
    top = top or laufende_sitzung(welt, **kw).tops[0]
    with transaction():
        workflow.moderation.aufrufen(top, welt.person("Kora"))
    return top


def da(welt: Welt, sitzung: Sitzung, sitz: Sitz | str, wer: Person | str | None = None) -> Anwesenheit:
    """This Sitz is there, for it this person (default: its main member)."""
    seat = welt.sitz(sitz) if isinstance(sitz, str) else sitz
    who = welt.person(wer) if isinstance(wer, str) else wer or seat.heutige[0].person
    with transaction():
        workflow.anwesenheiten.anwesenheit_eintragen(sitzung, welt.person("Kora"), sitz=seat, wer=who)
    return next(a for a in sitzung.anwesenheiten if a.ist_da and a.sitz_id == seat.id)


def neue_notiz(welt: Welt, top: Top, text: str = "Das Jobcenter berichtet.", **kw: Any) -> Notiz:
    """A line at this item."""
    given: dict[str, Any] = {"art": Notizart.INFORMATION, "text": text}
    with transaction():
        return workflow.notizen.schreiben(top, welt.person("Kora"), **(given | kw))
