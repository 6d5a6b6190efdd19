"""What goes by itself when its time is over: one step per kind of text, in the order they are done."""

from collections.abc import Callable

from kimflow.workflow import entwuerfe, fallfristen, importe, meldungen, suchindex

Schritt = tuple[str, Callable[[], int]]
"""A German name, and what does it inside transaction() and says how many it was."""

SCHRITTE: tuple[Schritt, ...] = (
    ("Fallrekonstruktionen bereinigt", fallfristen.faellige_bereinigen),
    ("Liegengebliebene Fälle gelöscht", fallfristen.faellige_loeschen),
    ("Meldungen bereinigt", meldungen.fristen),
    ("Angefangene Eingaben gelöscht", entwuerfe.abgelaufene_loeschen),
    ("Angefangene Übernahmen gelöscht", importe.laeufe.abgelaufene_loeschen),
    ("Wörter der Suche vergessen", suchindex.worte_vergessen),
)

TABELLEN = (
    "fallrekonstruktion",
    "station",
    "bruchstelle",
    "meldung",
    "entwurf",
    "importlauf",
    "importzeile",
    "ereignistext",
    "suchtext",
    "suchwort",
)
"""Where the deleted texts stood: rewritten afterwards, so that nothing of them stays in the database's files."""
