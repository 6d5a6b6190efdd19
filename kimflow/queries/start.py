"""The start page: everything one person has to do, from every noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kimflow.models import Person
from kimflow.queries import (
    abstimmungen,
    auftraege,
    fallaufgaben,
    indikatoren,
    mandate,
    massnahmen,
    meldungen,
    nachbereitung,
    nachfolge,
    pflichten,
    protokolle,
    rueckkopplungen,
    runden,
    sitzungen,
    stellungnahmen,
    themen,
    zeichnungen,
    zielvereinbarungen,
)
from kimflow.queries.aufgaben import Aufgabe, lesen

QUELLEN = (
    abstimmungen,
    runden,
    rueckkopplungen,
    sitzungen,
    nachbereitung,
    auftraege,
    nachfolge,
    mandate,
    zielvereinbarungen,
    zeichnungen,
    indikatoren,
    massnahmen,
    protokolle,
    stellungnahmen,
    fallaufgaben,
    meldungen,
    themen,
    pflichten,
)


@dataclass(frozen=True)
class Gruppe:
    """Tasks of one kind, the most urgent first."""

    titel: str
    aufgaben: list[Aufgabe]


def gruppen(person: Person) -> list[Gruppe]:
    """The tasks of `person` by kind; kinds in the order of the chain, tasks by date, those without one last."""
    found: dict[str, list[Aufgabe]] = {}
    for aufgabe in _alle(person):
        found.setdefault(aufgabe.gruppe, []).append(aufgabe)
    return [
        Gruppe(titel, sorted(tasks, key=lambda task: (task.frist or date.max, task.text)))
        for titel, tasks in found.items()
    ]


def _alle(person: Person) -> Iterator[Aufgabe]:
    """In the order of QUELLEN. All tasks that are described as `auswahl` cost one statement together."""
    selected = {quelle: quelle.auswahl(person) for quelle in QUELLEN if hasattr(quelle, "auswahl")}
    read = iter(lesen([one for kinds in selected.values() for one in kinds]))
    for quelle in QUELLEN:
        if quelle in selected:
            for _ in selected[quelle]:
                yield from next(read)
        else:
            yield from quelle.aufgaben(person)
