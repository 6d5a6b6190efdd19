"""Letters about cases: number and link only, never a word of the narrative."""

from collections.abc import Iterable

from kimflow import queries
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Fallrekonstruktion, Person


def zur_pruefung(fall: Fallrekonstruktion, person: Person) -> Iterable[Brief]:
    """die Koordinierende Stelle und die anderen Fachkräfte der Fallwerkstatt"""
    for an in queries.fallrekonstruktionen.pruefende(fall):
        yield _brief(an, fall, "wartet auf Prüfung", "fallrekonstruktion_einreichen")


def zurueckgegeben(fall: Fallrekonstruktion, person: Person) -> Iterable[Brief]:
    """die Autorin oder der Autor"""
    yield from _to_author(fall, "zurückgegeben", "fallrekonstruktion_zurueckgeben")


def freigegeben(fall: Fallrekonstruktion, person: Person) -> Iterable[Brief]:
    """die Autorin oder der Autor"""
    yield from _to_author(fall, "freigegeben", "fallrekonstruktion_freigeben")


def _to_author(fall: Fallrekonstruktion, what: str, vorlage: str) -> Iterable[Brief]:
    if fall.autor is not None:
        yield _brief(fall.autor, fall, what, vorlage)


def _brief(an: Person, fall: Fallrekonstruktion, what: str, vorlage: str) -> Brief:
    link = adresse(f"/fallrekonstruktionen/{fall.nummer}")
    return schreiben(an, f"Fall {fall.nummer} {what}", vorlage, f"{fall.nummer}-{fall.version}", fall=fall, link=link)
