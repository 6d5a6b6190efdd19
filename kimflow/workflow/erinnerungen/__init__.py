"""Reminders that are due by the clock, without anybody pressing a button. One module per ladder; stufen.py says when a
rung has come, marken.py keeps what was told. Stands above all nouns: the command imports it, no act does."""

from collections.abc import Callable

from kimflow.workflow.erinnerungen import (
    abstimmungen,
    ampeln,
    auftraege,
    marken,
    massnahmen,
    montagsbrief,
    protokolle,
    sitzungen,
    stellungnahmen,
    stufen,
    wiedervorlagen,
    zeichnungen,
)

Schritt = tuple[str, Callable[[], int]]
"""A German name, and what writes the letters of this kind inside transaction() and says how many it was."""

SCHRITTE: tuple[Schritt, ...] = (
    ("Abstimmungen", abstimmungen.schreiben),
    ("Stellungnahmen", stellungnahmen.schreiben),
    ("Einladungen", sitzungen.schreiben),
    ("Protokolle", protokolle.schreiben),
    ("Zeichnungen", zeichnungen.schreiben),
    ("Maßnahmen", massnahmen.schreiben),
    ("Aufträge", auftraege.schreiben),
    ("Ampeln in der Maßnahmenliste", ampeln.schreiben),
    ("Wiedervorlagen", wiedervorlagen.schreiben),
)
"""Every kind but the Montagsbrief, which is written for one person at a time. Again and again does no harm."""

__all__ = [
    "SCHRITTE",
    "Schritt",
    "abstimmungen",
    "ampeln",
    "auftraege",
    "marken",
    "massnahmen",
    "montagsbrief",
    "protokolle",
    "sitzungen",
    "stellungnahmen",
    "stufen",
    "wiedervorlagen",
    "zeichnungen",
]
