"""Several Meldungen at once, pasted from a spreadsheet: each row judged by itself, all of it or nothing."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from kimflow import queries
from kimflow.columns import canonical
from kimflow.models import Meldeweg, Meldung, Person
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.meldungen import melden

HOECHSTENS_ZEILEN = 200
HOECHSTENS_ZEICHEN = 200_000
SPALTEN: dict[str, str] = {
    "titel": "Kurz gesagt",
    "schilderung": "Was geschah",
    "vorschlag": "Vorschlag",
    **{name: text[:1].upper() + text[1:] for name, text in Meldung.CODES.items()},
}
"""Argument of melden() and the heading of its column, in the order in which columns without headings are read."""
_TEXTE = {"titel": 160, "schilderung": 2000, "vorschlag": 1000}
Woerter = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Befund:
    """One row: what it would be, what keeps it from being it, and what says the same: a Meldung or an earlier row."""

    zeile: int
    werte: Mapping[str, Any]
    hindernisse: Sequence[str] = field(default=())
    vorhanden: str | None = None

    @property
    def wird_gemeldet(self) -> bool:
        return not self.hindernisse and self.vorhanden is None


def pruefen(text: str) -> list[Befund]:
    """What each row would become. Raises Obstructed where the whole cannot be read."""
    rows = _zeilen(text)
    words = _woerter()
    known = queries.meldungen.gleiche(row.get("titel", "") for _, row in rows)
    found: list[Befund] = []
    for number, row in rows:
        befund = _befund(number, row, words, known)
        if befund.wird_gemeldet:
            known[befund.werte["titel"]] = f"Zeile {number}"
        found.append(befund)
    return found


def einfuegen(person: Person, text: str, *, auslassen: bool = False) -> list[Meldung]:
    """Report every row that is new. Inside transaction(); Obstructed unless hindered rows may be left out."""
    if not can(person, Permission.MELDUNG_EINFUEGEN):
        raise Forbidden(Permission.MELDUNG_EINFUEGEN)
    found = pruefen(text)
    hindered = [befund for befund in found if befund.hindernisse]
    if hindered and not auslassen:
        raise Obstructed(*(f"Zeile {b.zeile}: {' '.join(b.hindernisse)}" for b in hindered[:20]))
    return [melden(person, weg=Meldeweg.TABELLE, **befund.werte) for befund in found if befund.wird_gemeldet]


def _zeilen(text: str) -> list[tuple[int, dict[str, str]]]:
    """The rows that hold something, with their number in what was pasted."""
    try:
        cells = [[canonical(cell, lines=True) for cell in row] for row in csv.reader(StringIO(text), delimiter="\t")]
    except csv.Error as error:
        raise Obstructed("Das ist keine Tabelle. Bitte kopieren Sie die Zellen noch einmal.") from error
    numbered = [(number, row) for number, row in enumerate(cells, 1) if any(row)]
    if len(numbered) > HOECHSTENS_ZEILEN:
        raise Obstructed(f"Höchstens {HOECHSTENS_ZEILEN} Zeilen auf einmal; das sind {len(numbered)}.")
    columns = list(SPALTEN)
    if numbered and (headings := _ueberschriften(numbered[0][1])):
        columns, numbered = headings, numbered[1:]
    if not numbered:
        raise Obstructed("Es ist keine Zeile mit einer Meldung dabei.")
    return [(number, _benannt(columns, row)) for number, row in numbered]


def _benannt(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, row, strict=False) if name}


def _ueberschriften(row: Sequence[str]) -> list[str]:
    """The arguments the columns stand for, "" for a column nobody knows; nothing if this is no line of headings."""
    names = {text.casefold(): name for name, text in SPALTEN.items()}
    found = [names.get(cell.casefold(), "") for cell in row]
    return found if "titel" in found else []


def _woerter() -> Woerter:
    """By code: what can be written, in small letters, and the word it means."""
    offered = queries.meldungen.angebot()
    return {name: {text.casefold(): word for word in words for text in _namen(word)} for name, words in offered.items()}


def _namen(word: Any) -> Iterable[str]:
    names = (getattr(word, "kurz", None), getattr(word, "lang", None), getattr(word, "name", None))
    return (name for name in names if name)


def _befund(number: int, row: Mapping[str, str], words: Woerter, known: Mapping[str, str]) -> Befund:
    problems = [] if row.get("titel") else ["Die Spalte „Kurz gesagt“ ist leer."]
    values: dict[str, Any] = {}
    for name, most in _TEXTE.items():
        values[name] = canonical(row.get(name, ""), lines=name != "titel")
        if len(values[name]) > most:
            problems.append(f"„{SPALTEN[name]}“ hat mehr als {most} Zeichen.")
    for name in Meldung.CODES:
        typed = row.get(name, "")
        values[name] = words[name].get(typed.casefold()) if typed else None
        if typed and values[name] is None:
            problems.append(f"{SPALTEN[name]} „{typed[:60]}“ ist nicht bekannt.")
    return Befund(number, values, problems, known.get(values["titel"]))
