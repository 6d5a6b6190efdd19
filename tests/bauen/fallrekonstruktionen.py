"""Cases for tests, made with the acts: written by Fatma, checked by Finn."""

from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Anonymitaet, Bruchstelle, Fallrekonstruktion, Gremium, Person
from kimflow.workflow.fallrekonstruktionen import PRUEFLISTE
from tests.besetzung import Welt

ANGEHAKT = dict.fromkeys(PRUEFLISTE, True)


def neue_station(welt: Welt, **kw: Any) -> dict[str, Any]:
    """The row of a Station as bearbeiten() takes it."""
    angaben = {
        "institutionstyp": welt.vokabel("institutionstyp", "Sozialamt"),
        "rechtskreis": welt.vokabel("rechtskreis", "AsylbLG"),
        "phase": welt.vokabel("phase", "Zugang"),
        "wochen": 6,
        "geschehen": "Antrag gestellt, lange keine Antwort.",
        "gelungen": False,
    }
    return angaben | kw


def neue_bruchstelle(welt: Welt, **kw: Any) -> dict[str, Any]:
    """The row of a Bruchstelle as bearbeiten() takes it."""
    angaben = {
        "von_rechtskreis": welt.vokabel("rechtskreis", "AsylbLG"),
        "zu_rechtskreis": welt.vokabel("rechtskreis", "SGB II"),
        "von_institutionstyp": welt.vokabel("institutionstyp", "Sozialamt"),
        "zu_institutionstyp": welt.vokabel("institutionstyp", "Jobcenter"),
        "ursache": welt.vokabel("ursache", "Rechtskreiswechsel"),
        "handlungsfeld": welt.vokabel("handlungsfeld", "Leistungen und Rechtskreiswechsel"),
        "kommune": welt.kommune(),
        "satz": "Zwischen zwei Bescheiden gab es sechs Wochen lang keine Leistung.",
    }
    return angaben | kw


def grobe_angaben(welt: Welt, **kw: Any) -> dict[str, Any]:
    """The fields of a case that anlegen() and bearbeiten() share."""
    angaben = {
        "titel": "Lücke beim Wechsel der Zuständigkeit",
        "jahr": 2026,
        "quartal": 2,
        "herkunft": welt.vokabel("herkunft", "KIM-Case-Management"),
        "altersband": welt.vokabel("altersband", "18 bis 26"),
        "aufenthaltsgruppe": welt.vokabel("aufenthaltsgruppe", "anerkannt"),
        "kommune": welt.kommune(),
        "schilderung": "Eine junge erwachsene Person bekam ihre Anerkennung.",
    }
    return angaben | kw


def neuer_fall(
    welt: Welt, autor: Person | None = None, gremium: Gremium | None = None, **kw: Any
) -> Fallrekonstruktion:
    """A draft without Stationen and Bruchstellen."""
    with transaction():
        return workflow.fallrekonstruktionen.anlegen(
            gremium or welt.fallwerkstatt, autor or welt.person("Fatma"), **grobe_angaben(welt, **kw)
        )


def voller_fall(
    welt: Welt,
    autor: Person | None = None,
    gremium: Gremium | None = None,
    *,
    stationen: list[dict[str, Any]] | None = None,
    bruchstellen: list[dict[str, Any]] | None = None,
    **kw: Any,
) -> Fallrekonstruktion:
    """A draft that can be handed in: one Station, one Bruchstelle unless given."""
    autor = autor or welt.person("Fatma")
    fall = neuer_fall(welt, autor, gremium, **kw)
    with transaction():
        workflow.fallrekonstruktionen.bearbeiten(
            fall,
            autor,
            stationen=[neue_station(welt)] if stationen is None else stationen,
            bruchstellen=[neue_bruchstelle(welt)] if bruchstellen is None else bruchstellen,
            **grobe_angaben(welt, **kw),
        )
    return fall


def zwei_brueche(welt: Welt, **kw: Any) -> Fallrekonstruktion:
    """A draft with a way of five Stationen that breaks after the second and after the fourth."""
    ways = [
        ("Stadt oder Gemeinde", "AsylbLG", True),
        ("Sozialamt", "AsylbLG", False),
        ("Jobcenter", "SGB II", True),
        ("Wohlfahrtsverband", "AufenthG", False),
        ("Kommunales Integrationszentrum", "SGB III", True),
    ]
    stations = [
        neue_station(
            welt,
            institutionstyp=welt.vokabel("institutionstyp", kind),
            rechtskreis=welt.vokabel("rechtskreis", law),
            gelungen=good,
            wochen=weeks,
        )
        for weeks, (kind, law, good) in enumerate(ways)
    ]
    breaks = [neue_bruchstelle(welt, nach_station=after) for after in (2, 4)]
    return voller_fall(welt, stationen=stations, bruchstellen=breaks, **kw)


def eingereichter_fall(welt: Welt, autor: Person | None = None, **kw: Any) -> Fallrekonstruktion:
    """A case that waits for the second person."""
    autor = autor or welt.person("Fatma")
    fall = voller_fall(welt, autor, **kw)
    with transaction():
        workflow.fallrekonstruktionen.einreichen(fall, autor, anonymitaet=Anonymitaet.ANONYM)
    return fall


def freigegebener_fall(welt: Welt, autor: Person | None = None, **kw: Any) -> Fallrekonstruktion:
    """A released case, checked by Finn, or by Kora if Finn wrote it or it belongs to another Fallwerkstatt."""
    fall = eingereichter_fall(welt, autor, **kw)
    by_finn = fall.gremium_id == welt.fallwerkstatt.id and fall.autor_id != welt.person("Finn").id
    with transaction():
        workflow.fallrekonstruktionen.freigeben(fall, welt.person("Finn" if by_finn else "Kora"), **ANGEHAKT)
    return fall


def freigegebene_bruchstelle(welt: Welt, **kw: Any) -> Bruchstelle:
    """A Bruchstelle that can be Grundlage of a Thema."""
    return freigegebener_fall(welt, **kw).bruchstellen[0]
